"""Periodic jobs of evidence."""

from datetime import datetime, timedelta

from tongpan.evidence.actions import sweep
from tongpan.kernel.outbox import scheduled


@scheduled(every=timedelta(hours=1))
def sweep_uploads(now: datetime) -> None:
    """Let go of what was never used."""
    sweep(now)
