"""Periodic jobs of evidence."""

from datetime import datetime, timedelta

from tongpan.evidence.actions import empty_disposed, sweep
from tongpan.kernel.outbox import scheduled


@scheduled(every=timedelta(hours=1))
def sweep_uploads(now: datetime) -> None:
    """Let go of what was never used."""
    sweep(now)


@scheduled(every=timedelta(hours=1))
def empty_disposed_footage(now: datetime) -> None:
    """Let go of the contents of footage whose disposal was decided, where that was cut short."""
    empty_disposed(now)
