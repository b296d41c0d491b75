"""The floor's own periodic jobs."""

from datetime import datetime, timedelta

from tongpan.kernel.outbox import scheduled
from tongpan.kernel.outbox.status import prune

KEEP_DONE = timedelta(days=30)


@scheduled(every=timedelta(hours=6))
def prune_outbox(now: datetime) -> None:
    """Delete messages that were dealt with long ago."""
    prune(now - KEEP_DONE)
