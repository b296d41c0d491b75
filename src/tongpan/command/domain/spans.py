"""Spans of days for statistics: the usual ones by name, any other by its two days, never without end."""

from dataclasses import dataclass
from datetime import date, timedelta

MOST_DAYS = 731
DETAIL_DAYS = 92
"""what is counted from the leads themselves rather than from roll-ups looks at no more than this"""
WEEKLY_FROM = 62
"""longer spans are drawn by week"""


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both counted."""

    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days."""
        return (self.until - self.since).days + 1

    @property
    def detail(self) -> "Span":
        """The latest part of it, short enough to count leads one by one."""
        return Span(max(self.since, self.until - timedelta(days=DETAIL_DAYS - 1)), self.until)

    @property
    def cut(self) -> bool:
        """Whether `detail` leaves something out."""
        return self.detail.since > self.since

    @property
    def before(self) -> "Span":
        """The span of the same length before."""
        return Span(self.since - timedelta(days=self.days), self.since - timedelta(days=1))


def usual(today: date) -> list[tuple[str, Span]]:
    """Return the spans offered by name."""
    return [
        ("近7天", Span(today - timedelta(days=6), today)),
        ("近30天", Span(today - timedelta(days=29), today)),
        ("本月", Span(today.replace(day=1), today)),
        ("今年", Span(today.replace(month=1, day=1), today)),
    ]


def by_week(days: list[tuple[date, int]]) -> list[tuple[str, int]]:
    """Return daily figures, or weekly ones (named by their Monday) where there are too many days to draw."""
    if len(days) < WEEKLY_FROM:
        return [(f"{day:%m-%d}", n) for day, n in days]
    weeks: dict[date, int] = {}
    for day, n in days:
        monday = day - timedelta(days=day.weekday())
        weeks[monday] = weeks.get(monday, 0) + n
    return [(f"{monday:%m-%d}周", n) for monday, n in weeks.items()]
