"""Periodic jobs of the lists."""

from datetime import datetime, timedelta

from tongpan.kernel.outbox import scheduled
from tongpan.powers.actions.reminding import remind_of_assessments


@scheduled(every=timedelta(hours=6))
def assessments_due(now: datetime) -> None:
    """Remind of periodic assessments that came due."""
    remind_of_assessments(now=now)
