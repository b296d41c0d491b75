"""
呼叫到场 (M006): an order to an on-call squad is a call to the place, and what is done with the order answers the call.

The call is a record of ``agencies``: the squad finds it on its page of calls, beside those made without an order.
"""

from datetime import datetime

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import PostingMode
from tongpan.agencies.events import CallOutAnswered, CallOutRequested
from tongpan.agencies.models import CallOut
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.agencies.queries.registry import posting_of
from tongpan.dispatch.models import Assignment
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.leads.models import Lead

SUBJECT = "dispatch.assignment"


def call_for(order: Assignment, lead: Lead, actor: Actor, now: datetime) -> CallOut | None:
    """Call the squad of a new order to the place, if it serves the town on call."""
    if lead.town_id is None or actor.officer_id is None or order.team_id is None:
        return None
    posting = posting_of(order.team_id, lead.town_id, date_of(now))
    if posting is None or posting.mode != PostingMode.ON_CALL:
        return None
    call = CallOut.objects.create(
        posting=posting,
        team_id=order.team_id,
        town_id=lead.town_id,
        district_id=lead.district_id,
        subject_type=SUBJECT,
        subject_id=order.pk,
        reason=f"交办单{order.number}：{lead.title}"[:300],
        place_text=lead.place_text,
        requested_by_id=actor.officer_id,
        requested_at=now,
        answer_by=order.sign_due_at,
    )
    ledger.record("callout.requested", subject=call, actor=actor.label, at=now, order=order.number)
    outbox.publish(CallOutRequested(str(call.pk), str(order.team_id), str(lead.town_id)))
    return call


def accept(order: Assignment, actor: Actor, now: datetime) -> None:
    """The order is signed: the squad comes."""
    _answer(order, CallOutStatus.ACCEPTED, actor.label, now, answered_at=now, answered_by_id=actor.officer_id)


def refuse(order: Assignment, actor: Actor, now: datetime, reason: str) -> None:
    """The order is returned: the squad does not come, and says why."""
    _answer(
        order, CallOutStatus.REFUSED, actor.label, now, answered_at=now, answered_by_id=actor.officer_id,
        refusal=reason[:300],
    )  # fmt: skip


def arrive(order: Assignment, actor: Actor, now: datetime) -> None:
    """The squad has arrived."""
    _answer(order, CallOutStatus.ARRIVED, actor.label, now, arrived_at=now)


def cancel(order: Assignment, by: str, now: datetime) -> None:
    """The order is taken back: nobody needs to come."""
    _answer(order, CallOutStatus.CANCELLED, by, now)


def of_order(order: Assignment) -> CallOut | None:
    """Return the call an order made, if any."""
    return CallOut.objects.filter(subject_type=SUBJECT, subject_id=order.pk).first()


def _answer(order: Assignment, status: CallOutStatus, by: str, now: datetime, **fields: object) -> None:
    """A call answered on its own page already stays as it was answered there."""
    open_before = {
        CallOutStatus.ARRIVED: [CallOutStatus.REQUESTED, CallOutStatus.ACCEPTED],
        CallOutStatus.CANCELLED: [CallOutStatus.REQUESTED, CallOutStatus.ACCEPTED],
    }.get(status, [CallOutStatus.REQUESTED])
    call = of_order(order)
    if call is None:
        return
    moved = CallOut.objects.filter(pk=call.pk, version=call.version, status__in=open_before).update(
        status=status, version=call.version + 1, **fields
    )
    if moved:
        ledger.record(f"callout.{status.value.lower()}", subject=call, actor=by, at=now, order=order.number)
        outbox.publish(CallOutAnswered(str(call.pk), str(call.team_id), str(call.town_id), status.value))
