"""监督查阅: a supervisor says what for, and looks; the look is kept before anything is shown."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.policies import officer_of
from tongpan.cases import policies
from tongpan.cases.domain.looks import Purpose, Roll
from tongpan.cases.models import Case, SupervisionLook
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, NotFound


def open_rolls(*, purpose: str, note: str = "", actor: Actor, now: datetime) -> SupervisionLook:
    """
    Begin to read the lists of supervision on a day.

    :raises Forbidden: if the actor does not supervise
    :raises Invalid: if it is not said what for
    """
    policies.require_supervisor(actor)
    chosen = _purpose(purpose, note)
    with transaction.atomic(durable=True):
        row = _look(actor, chosen, note, now)
        ledger.record(
            "supervision.opened", subject=row, actor=actor.label, at=now, purpose=chosen, note=note.strip(),
        )  # fmt: skip
        return row


def look_at_case(
    *, case_id: UUID, source: str = "", purpose: str, note: str = "", actor: Actor, now: datetime
) -> SupervisionLook:
    """
    Look at a case one has no part in, as a supervisor: who, when, from which list and what for is kept with the case.

    :raises Forbidden: if the actor does not supervise
    :raises Invalid: if it is not said what for
    :raises NotFound: if there is no such case in the actor's reach
    """
    policies.require_supervisor(actor)
    chosen = _purpose(purpose, note)
    with transaction.atomic(durable=True):
        case = policies.visible(actor, Case.objects.filter(pk=case_id)).first()
        if case is None:
            raise NotFound(policies.NO_CASE)
        source = source if source in Roll.values else ""
        row = _look(actor, chosen, note, now, case=case, source=source, version=case.version)
        ledger.record(
            "case.looked_at", subject=case, actor=actor.label, at=now, number=case.number, source=source,
            purpose=chosen, note=note.strip(), version=case.version, why=Purpose(chosen).label,
        )  # fmt: skip
        return row


def _purpose(purpose: str, note: str) -> str:
    if purpose not in Purpose.values:
        raise Invalid("请选择查阅的用途", fields={"purpose": "请选择查阅的用途"})
    if purpose == Purpose.OTHER and not note.strip():
        raise Invalid("选“其他”的，请写明用途", fields={"note": "请写明用途"})
    return purpose


def _look(actor: Actor, purpose: str, note: str, now: datetime, **more: object) -> SupervisionLook:
    return SupervisionLook.objects.create(
        officer_id=officer_of(actor), on=date_of(now), at=now, purpose=purpose, note=note.strip()[:200], **more
    )
