"""Recording, correcting and recalling grants."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Forbidden, Invalid, require
from tongpan.kernel.permissions import Permission
from tongpan.law.verdict import Breach
from tongpan.powers import policies
from tongpan.powers.domain.holding import NO_BASIS
from tongpan.powers.domain.kinds import Ended, InHand, InstrumentKind, Mode
from tongpan.powers.events import GrantRecalled
from tongpan.powers.models import Grant, Instrument, Recall
from tongpan.powers.queries.lists import grant as grant_row
from tongpan.powers.steps import NewGrant, close, rewrite, subject_of, touch_lists, write_grants


def record_instrument(
    *,
    kind: InstrumentKind,
    title: str,
    actor: Actor,
    now: datetime,
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    published_on: date | None = None,
    published_by_delegate_on: date | None = None,
    url: str = "",
    synthetic: bool = False,
) -> Instrument:
    """
    Enter a document, or return it if it is there with this title and number.

    :raises Forbidden: if the actor may not recall (whoever may publish also may)
    """
    if not actor.can(Permission.POWERS_RECALL):
        raise Forbidden("您不能登记文件依据，请由清单管理员或部门联络员办理")
    if not title.strip():
        raise Invalid("请填写文件标题", fields={"title": "请填写文件标题"})
    with transaction.atomic(durable=True):
        found, new = Instrument.objects.get_or_create(
            title=title.strip(),
            number=number.strip(),
            defaults={
                "kind": kind,
                "issuer": issuer,
                "issued_on": issued_on,
                "published_on": published_on,
                "published_by_delegate_on": published_by_delegate_on,
                "url": url,
                "synthetic": synthetic,
                "created_at": now,
            },
        )
        if new:
            ledger.record("instrument.recorded", subject=found, actor=actor.label, at=now, title=title, number=number)
    return found


def record_grants(*, grants: Iterable[NewGrant], district_id: UUID | None, actor: Actor, now: datetime) -> list[Grant]:
    """
    Enter grants as an existing list states them (the list itself was decided outside this platform).

    :raises Forbidden: if the actor may not publish lists of the district
    """
    policies.check(actor, Permission.POWERS_PUBLISH, district_id)
    with transaction.atomic(durable=True):
        written = write_grants(grants, actor=actor.label, now=now)
        touch_lists()
    return written


def correct_grant(*, grant_id: UUID, reason: str, actor: Actor, now: datetime, **changes: object) -> Grant:
    """
    Correct what was entered wrongly: the old row stays as it was known, another takes its place.

    :raises NotFound: if there is no such row
    :raises Forbidden: if the actor may not publish lists of the district
    :raises Invalid: if nothing changes or no reason is given
    :raises Conflict: if the row was corrected meanwhile
    """
    allowed = {"valid_from", "valid_to", "basis", "instrument_id", "principal_id", "grantor_id", "source", "mode"}
    if not changes or set(changes) - allowed:
        raise Invalid("请指明要更正的内容")
    if not reason.strip():
        raise Invalid("请写明更正的理由", fields={"reason": "请写明更正的理由"})
    row = grant_row(grant_id)
    policies.check(actor, Permission.POWERS_PUBLISH, row.territory.county_id)
    starts, ends = changes.get("valid_from", row.valid_from), changes.get("valid_to", row.valid_to)
    if isinstance(ends, date) and isinstance(starts, date) and ends < starts:
        raise Invalid("失效日期不能早于生效日期", fields={"valid_to": "早于生效日期"})
    with transaction.atomic(durable=True):
        fresh = rewrite(row, now=now, **changes)
        facts = {name: str(value) if value is not None else None for name, value in changes.items()}
        ledger.record(
            "grant.corrected", subject=subject_of(row.line), actor=actor.label, at=now, reason=reason, changes=facts
        )
        touch_lists()
    return fresh


def recall_grant(
    *,
    grant_id: UUID,
    on: date,
    instrument_id: UUID,
    in_hand: InHand | str,
    reason: str,
    actor: Actor,
    now: datetime,
    receiver_id: UUID | None = None,
) -> Grant:
    """
    Take a power back from a day on, and say what becomes of work in hand (the statute has no rule of transition).

    Law: APL 24 (定期评估), 38.

    :raises NotFound: if there is no such grant
    :raises Forbidden: if the actor is neither the list's manager nor of the body the power came from
    :raises Unlawful: if the work in hand is not decided, or the power cannot be recalled
    :raises Conflict: if somebody else changed the grant first
    """
    row = grant_row(grant_id)
    policies.check_recall(actor, row, row.territory.county_id)
    require(_recall_breaches(row, on, str(in_hand), reason, receiver_id))
    instrument = Instrument.objects.filter(pk=instrument_id).first()
    if instrument is None:
        raise Invalid("请选择收回所依据的文件", fields={"instrument": "没有这个文件"})
    with transaction.atomic(durable=True):
        fresh = _recall(row, on, instrument, InHand(in_hand), reason, receiver_id, actor, now)
        touch_lists()
    return fresh


def _recall_breaches(row: Grant, on: date, in_hand: str, reason: str, receiver_id: UUID | None) -> tuple[Breach, ...]:
    breaches = []
    if in_hand not in InHand.values or not reason.strip():
        message = "法律没有规定收回时在办案件怎么办，须明确：原机关办结、移交或逐件决定，并写明理由"
        breaches.append(Breach("powers.recall.in_hand", message, NO_BASIS, "D"))
    if in_hand == InHand.HAND_OVER and receiver_id is None:
        breaches.append(Breach("powers.recall.receiver", "移交办理的，请指明接收机关", NO_BASIS, "D"))
    if row.mode == Mode.OWN:
        message = "法定职权由法律法规规定，不能以文件收回；依据变化时请更正配置"
        breaches.append(Breach("powers.recall.own", message, NO_BASIS))
    if row.superseded_at is not None or (row.valid_to is not None and row.valid_to <= on):
        breaches.append(Breach("powers.recall.ended", "这项职权届时已经终止，无须收回", None, "D"))
    if on < row.valid_from:
        breaches.append(Breach("powers.recall.early", "收回日期早于生效日期，请更正配置而不是收回", None, "D"))
    return tuple(breaches)


def _recall(
    row: Grant,
    on: date,
    instrument: Instrument,
    in_hand: InHand,
    reason: str,
    receiver_id: UUID | None,
    actor: Actor,
    now: datetime,
) -> Grant:
    recall = Recall.objects.create(
        line=row.line,
        on=on,
        instrument=instrument,
        in_hand=in_hand,
        receiver_id=receiver_id,
        reason=reason,
        actor=actor.label,
        recorded_at=now,
    )
    fresh = close(row, on=on, ended=Ended.RECALLED, now=now, recall=recall)
    event = GrantRecalled(
        line=str(row.line),
        grant_id=str(row.pk),
        matter_id=str(row.matter_id),
        body_id=str(row.body_id),
        territory_id=str(row.territory_id),
        power=row.power,
        on=on.isoformat(),
        in_hand=in_hand.value,
        receiver_id=str(receiver_id) if receiver_id else None,
        reason=reason,
    )
    ledger.record("grant.recalled", subject=subject_of(row.line), actor=actor.label, at=now, **asdict(event))
    outbox.publish(event)
    return fresh
