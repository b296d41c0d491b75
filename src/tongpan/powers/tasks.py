"""Periodic jobs of the lists."""

from datetime import datetime, timedelta

from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox import scheduled
from tongpan.powers.actions.crime import tell_turning
from tongpan.powers.actions.reminding import remind_of_assessments


@scheduled(every=timedelta(hours=6))
def assessments_due(now: datetime) -> None:
    """Remind of periodic assessments that came due."""
    remind_of_assessments(now=now)


@scheduled(every=timedelta(days=1))
def standards_turning(now: datetime) -> None:
    """Have cases compared of whose matters a standard of prosecution began or ended since they were last compared."""
    tell_turning(on=date_of(now))
