"""Staff move with the matter (M021): asked when it changes hands; transfers are named, or it is said why none."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.policies import Actor
from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.powers import policies
from tongpan.powers.domain.kinds import StaffingState
from tongpan.powers.events import StaffingAsked
from tongpan.powers.models import StaffingFollowUp
from tongpan.powers.queries import staffing

SYSTEM = "system:powers"
LEAST_WORDS = 4


def ask_after_publication(*, proposal_id: UUID, now: datetime) -> list[StaffingFollowUp]:
    """Ask what becomes of the people after a published change: once for each pair of bodies, whatever comes twice."""
    proposal, hands = staffing.hands_of_publication(proposal_id)
    if proposal is None or proposal.instrument_id is None:
        return []
    asked = []
    with transaction.atomic(durable=True):
        for pair in sorted(hands, key=str):
            asked += _ask(proposal.district_id, proposal.instrument_id, pair, proposal.effective_on, now)
    return asked


def ask_after_recall(*, line: UUID, on: date, now: datetime) -> list[StaffingFollowUp]:
    """Ask what becomes of the people after a recall: once for all recalls by one document between two bodies."""
    recall, grant, hands = staffing.hands_of_recall(line, on)
    if recall is None or grant is None or hands is None:
        return []
    district_id = grant.body.district_id or grant.territory.county_id
    if district_id is None:
        return []
    with transaction.atomic(durable=True):
        return _ask(district_id, recall.instrument_id, hands, on, now)


def _ask(
    district_id: UUID, instrument_id: UUID, hands: staffing.Hands, on: date, now: datetime
) -> list[StaffingFollowUp]:
    from_body, to_body = hands
    row, fresh = StaffingFollowUp.objects.get_or_create(
        instrument_id=instrument_id,
        from_body_id=from_body,
        to_body_id=to_body,
        defaults={"district_id": district_id, "effective_on": on, "raised_at": now},
    )
    if not fresh:
        return []
    ledger.record(
        "staffing.asked", subject=row, actor=SYSTEM, at=now, from_body=from_body, to_body=to_body, effective_on=on
    )
    outbox.publish(StaffingAsked(str(row.pk)))
    return [row]


def record_staffing(
    *, follow_up_id: UUID, transfer_ids: Iterable[UUID], actor: Actor, now: datetime
) -> StaffingFollowUp:
    """
    Say which recorded transfers went with the matter.

    :raises NotFound: if there is no such question in the actor's county
    :raises Forbidden: if the actor keeps neither the list nor the people
    :raises Invalid: if no transfer between the two bodies is named
    :raises Conflict: if it is settled already
    """
    row = staffing.follow_up_for(actor, follow_up_id)
    policies.check_staffing(actor, row.district_id)
    chosen = staffing.transfers_named(row, transfer_ids)
    if not chosen:
        text = "请选择随事划转的人员；还没有登记的，请先办人员划转，或写明为什么不划转"
        raise Invalid(text, fields={"transfers": text})
    with transaction.atomic(durable=True):
        _settle(row, actor, now, StaffingState.RECORDED)
        row.transfers.set(chosen)
        names = [str(one.pk) for one in chosen]
        ledger.record("staffing.recorded", subject=row, actor=actor.label, at=now, transfers=names)
    return row


def explain_staffing(*, follow_up_id: UUID, explanation: str, actor: Actor, now: datetime) -> StaffingFollowUp:
    """
    Say why nobody moved with the matter.

    :raises NotFound: if there is no such question in the actor's county
    :raises Forbidden: if the actor keeps neither the list nor the people
    :raises Invalid: if nothing is said
    :raises Conflict: if it is settled already
    """
    row = staffing.follow_up_for(actor, follow_up_id)
    policies.check_staffing(actor, row.district_id)
    if len(explanation.strip()) < LEAST_WORDS:
        text = "请写明为什么没有人员随事划转（至少四个字）"
        raise Invalid(text, fields={"explanation": text})
    with transaction.atomic(durable=True):
        _settle(row, actor, now, StaffingState.EXPLAINED, explanation=explanation.strip()[:500])
        ledger.record("staffing.explained", subject=row, actor=actor.label, at=now, explanation=row.explanation)
    return row


def _settle(row: StaffingFollowUp, actor: Actor, now: datetime, state: StaffingState, explanation: str = "") -> None:
    moved = StaffingFollowUp.objects.filter(pk=row.pk, state=StaffingState.OPEN).update(
        state=state, explanation=explanation, settled_at=now, settled_by=actor.label
    )
    if not moved:
        raise Conflict("他人刚刚办过这一条，请刷新后查看", code="powers.staffing.settled")
    row.refresh_from_db()
