"""Periodic jobs of cases."""

from datetime import datetime, timedelta

from tongpan.cases import actions
from tongpan.kernel.outbox import scheduled


@scheduled(every=timedelta(hours=6))
def prune_spot_drafts(now: datetime) -> None:
    """Delete what was typed on the spot and left, three days on."""
    actions.prune_spots(now=now)
