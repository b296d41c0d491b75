"""The calendar as its keeper sees it: which years are known and from what, and how many limits wait."""

from dataclasses import dataclass

from tongpan.kernel.models import HolidayNotice, TimeLimit
from tongpan.law.calendar import WorkCalendar, YearNotice


@dataclass(frozen=True, slots=True)
class Year:
    """One year of the calendar: its notice, and the row that entered it where it did not ship with the platform."""

    notice: YearNotice
    stored: HolidayNotice | None

    @property
    def title(self) -> str:
        """The instrument's title."""
        return self.notice.instruments[-1].title if self.notice.instruments else ""

    @property
    def number(self) -> str:
        """The instrument's number."""
        return self.notice.instruments[-1].number if self.notice.instruments else ""

    @property
    def days_off(self) -> int:
        """How many days the festivals take."""
        return sum(len(each.days) for each in self.notice.holidays)

    @property
    def makeup(self) -> int:
        """How many weekend days are worked in exchange."""
        return sum(len(each.makeup) for each in self.notice.holidays)


def years(calendar: WorkCalendar) -> list[Year]:
    """Return the years in force, the newest first; one query."""
    stored = {row.year: row for row in HolidayNotice.objects.filter(superseded_at=None)}
    return [Year(notice, stored.get(notice.year)) for notice in reversed(calendar.notices)]


def waiting_for(year: int) -> int:
    """Return how many open limits wait for the notice of a year."""
    return TimeLimit.objects.filter(awaiting_year=year, met_at=None, cancelled_at=None).count()
