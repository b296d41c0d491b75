"""
超时未应答: a call nobody answered in time reminds the squad once, and a little later tells the caller (M116).

A call that an order made is reminded of by the order, so that the squad is not told twice; its caller is told here too.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from tongpan.agencies.events import CallOutOverdue
from tongpan.agencies.models import CallOut
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.kernel import ledger, outbox

SYSTEM = "system:agencies"
GRACE = timedelta(minutes=5)
"""how long the squad has after the reminder before the caller is told to look elsewhere"""
AT_ONCE = 200
SQUAD, CALLER = "squad", "caller"


def remind_unanswered(*, now: datetime) -> int:
    """Remind squads and tell callers of what is overdue and was not told yet; return how many were told."""
    open_calls = CallOut.objects.filter(status=CallOutStatus.REQUESTED)
    late = open_calls.filter(answer_by__lt=now, reminded_at=None, subject_type="")
    given_up = open_calls.filter(answer_by__lt=now - GRACE, reported_at=None).filter(
        Q(reminded_at__lt=now - GRACE) | ~Q(subject_type="")
    )
    told = sum(_tell(key, SQUAD, now) for key in late.order_by("answer_by").values_list("pk", flat=True)[:AT_ONCE])
    return told + sum(
        _tell(key, CALLER, now) for key in given_up.order_by("answer_by").values_list("pk", flat=True)[:AT_ONCE]
    )


def _tell(call_id: UUID, whom: str, now: datetime) -> bool:
    column, action = {
        SQUAD: ("reminded_at", "callout.reminded"),
        CALLER: ("reported_at", "callout.unanswered"),
    }[whom]
    with transaction.atomic(durable=True):
        mine = CallOut.objects.filter(pk=call_id, status=CallOutStatus.REQUESTED, **{column: None})
        if not mine.update(**{column: now}):
            return False
        call = CallOut.objects.get(pk=call_id)
        ledger.record(action, subject=call, actor=SYSTEM, at=now, answer_by=call.answer_by.isoformat())
        outbox.publish(CallOutOverdue(callout_id=str(call_id), tell=whom))
        return True
