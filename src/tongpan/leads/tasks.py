"""Periodic jobs of leads."""

from datetime import datetime, timedelta

from tongpan.kernel.outbox import scheduled
from tongpan.leads.actions.pruning import prune_traits
from tongpan.leads.actions.recounting import recount_cells


@scheduled(every=timedelta(days=1))
def recount_daily(now: datetime) -> None:
    """Count the overviews anew, so that no slip of the worker lasts longer than a day."""
    recount_cells()


@scheduled(every=timedelta(days=1))
def prune_old_traits(now: datetime) -> None:
    """Delete the traits of leads that no new report is compared with any more."""
    prune_traits(now=now)
