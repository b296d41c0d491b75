"""期限台账, 案件台账: exactly what is filtered, masked, and one ledger entry that says who took what."""

from datetime import datetime

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.kernel import ledger
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.ids import uuid7
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.permissions import Permission

SUBJECT = "cases.export"


def require_exporter(actor: Actor) -> None:
    """
    Let an actor pass who takes lists of cases out.

    :raises Forbidden: if the actor does not work with cases, or takes no lists out
    """
    policies.require_reader(actor)
    if not policies.takes_lists_out(actor):
        raise Forbidden("您的岗位不能导出台账；请联系值守台", code=str(Permission.LEADS_EXPORT))


def export_limits(*, filters: dict[str, str], actor: Actor, now: datetime, form: str = "xlsx") -> None:
    """
    Record that a list of limits is taken out.

    :raises Forbidden: if the actor does not work with cases, or takes no lists out
    """
    require_exporter(actor)
    with transaction.atomic(durable=True):
        ledger.record(
            "limits.exported", subject=SubjectRef(SUBJECT, uuid7()), actor=actor.label, at=now, form=form,
            filters=filters,
        )  # fmt: skip


def export_cases(*, filters: dict[str, str], actor: Actor, now: datetime, form: str = "xlsx") -> None:
    """
    Record that a list of cases is taken out; a person's number that was searched by is kept masked.

    :raises Forbidden: if the actor does not work with cases, or takes no lists out
    """
    require_exporter(actor)
    with transaction.atomic(durable=True):
        ledger.record(
            "cases.exported", subject=SubjectRef(SUBJECT, uuid7()), actor=actor.label, at=now, form=form,
            filters={name: mask_personal(text) for name, text in filters.items()},
        )  # fmt: skip
