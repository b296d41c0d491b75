"""Periodic jobs of agencies."""

from datetime import datetime, timedelta

from tongpan.agencies.actions.unanswered import remind_unanswered
from tongpan.kernel.outbox import scheduled


@scheduled(every=timedelta(minutes=1))
def remind_of_unanswered_calls(now: datetime) -> None:
    """Remind squads of calls they did not answer in time, and tell the callers."""
    remind_unanswered(now=now)
