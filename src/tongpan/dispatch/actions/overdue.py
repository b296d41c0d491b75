"""超时未签收: an order neither signed nor returned in time is shown to the district, and told once (M116)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.dispatch.domain.choices import AssignmentStatus
from tongpan.dispatch.events import OrderUnsigned
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.queries import waiting
from tongpan.dispatch.steps import orders
from tongpan.kernel import outbox

SYSTEM = "system:dispatch"
AT_ONCE = 200


def report_unsigned(*, now: datetime) -> int:
    """Report every order that passed its time unsigned and was not reported yet; return how many."""
    return sum(_report_one(order_id, now) for order_id in waiting.unreported(now, AT_ONCE))


def _report_one(order_id: UUID, now: datetime) -> bool:
    with transaction.atomic(durable=True):
        mine = Assignment.objects.filter(pk=order_id, status=AssignmentStatus.WAITING, escalated_at=None)
        if not mine.update(escalated_at=now):
            return False
        order = orders.load(order_id)
        orders.record("assignment.unsigned", order, SYSTEM, now, due=order.sign_due_at.isoformat())
        outbox.publish(OrderUnsigned(order_id=str(order.pk)))
        return True
