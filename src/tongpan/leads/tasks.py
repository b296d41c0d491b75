"""Periodic jobs of leads."""

from datetime import datetime, timedelta

from tongpan.kernel.outbox import scheduled
from tongpan.leads.actions.recounting import recount_cells


@scheduled(every=timedelta(days=1))
def recount_daily(now: datetime) -> None:
    """Count the overviews anew, so that no slip of the worker lasts longer than a day."""
    recount_cells()
