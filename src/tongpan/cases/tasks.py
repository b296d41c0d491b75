"""Periodic jobs of cases."""

from datetime import datetime, timedelta

from tongpan.cases import actions
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.outbox import scheduled

WAKING = range(8, 20)
"""hours in which people are told of duties; what comes due at night is told in the morning"""


@scheduled(every=timedelta(hours=1))
def recount_passed_limits(now: datetime) -> None:
    """Count the cases again of which a day has passed or a calendar come out."""
    actions.recount_due(now=now)


@scheduled(every=timedelta(hours=1))
def remind_of_limits(now: datetime) -> None:
    """Tell handlers, heads and the district of duties whose turn it is."""
    if now.astimezone(SHANGHAI).hour in WAKING:
        actions.remind(now=now)


@scheduled(every=timedelta(hours=6))
def prune_spot_drafts(now: datetime) -> None:
    """Delete what was typed on the spot and left, three days on."""
    actions.prune_spots(now=now)
