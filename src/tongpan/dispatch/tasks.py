"""Periodic jobs of dispatch."""

from datetime import datetime, timedelta

from tongpan.dispatch.actions import report_unsigned
from tongpan.kernel.outbox import scheduled


@scheduled(every=timedelta(minutes=1))
def report_unsigned_orders(now: datetime) -> None:
    """Report orders that passed their time unsigned."""
    report_unsigned(now=now)
