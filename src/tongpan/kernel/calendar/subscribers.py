"""What follows when a holiday notice is out, and the sweep that makes sure of it."""

from datetime import datetime, timedelta

from tongpan.kernel.calendar.publishing import HolidaysPublished
from tongpan.kernel.calendar.renewal import renew_limits
from tongpan.kernel.outbox import scheduled, subscribe


@subscribe(HolidaysPublished)
def renew(event: HolidaysPublished, now: datetime) -> None:
    """Compute what the notice decides or moves."""
    renew_limits(now, year=event.year)


@scheduled(every=timedelta(hours=1))
def renew_hourly(now: datetime) -> None:
    """Compute what still waits although its year is out: started by a process that had not heard of it, or shipped."""
    renew_limits(now)
