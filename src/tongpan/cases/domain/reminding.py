"""
期限提醒: who is told of a duty, and how many working days before its end.

The handlers first, the head while there is still time, the district and the justice bureau when it is over: once each.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import IntegerChoices

from tongpan.law.calendar import CalendarUnknown, WorkCalendar


class Level(IntegerChoices):
    """Who is told, in order."""

    HANDLERS = 1, "承办人"
    HEAD = 2, "负责人"
    DISTRICT = 3, "区级调度和司法局"


@dataclass(frozen=True, slots=True)
class Ladder:
    """Working days before the last day on which each level is told; below zero: after it; None: not told."""

    handlers: int | None = 2
    head: int | None = 0
    district: int | None = -1

    def of(self, level: Level) -> int | None:
        """Return the working days of one level."""
        return {Level.HANDLERS: self.handlers, Level.HEAD: self.head, Level.DISTRICT: self.district}[level]


DEFAULT: Final = Ladder()
MOST_BEFORE, MOST_AFTER = 30, 30
"""how far a rule may set a level from the last day"""


def workdays_left(act_by: date, today: date, calendar: WorkCalendar) -> int:
    """
    Return the working days after today up to and including a day, below zero when it is over.

    Where the calendar of the day is not published, every day may turn out to be worked: the most there can be.
    """
    try:
        return calendar.workdays_between(today, act_by)
    except CalendarUnknown:
        return calendar.earliest.workdays_between(today, act_by) if act_by > today else -(today - act_by).days


def reached(act_by: date, today: date, ladder: Ladder, calendar: WorkCalendar) -> tuple[Level, ...]:
    """
    Return the levels whose turn it is or was, in order; a level above one that is not told waits for its own day.

    The last day itself is not over, though it be a day off; a level "on the day" is told on the last working day.
    """
    left = workdays_left(act_by, today, calendar)
    found = []
    for level in Level:
        before = ladder.of(level)
        if before is None:
            continue
        if before >= 0 and left <= before:
            found.append(level)
        elif before < 0 and today > act_by and _since(act_by, today, calendar) >= -before:
            found.append(level)
    return tuple(found)


def _since(act_by: date, today: date, calendar: WorkCalendar) -> int:
    """Working days that have begun since a duty was over: 1 on the first of them."""
    try:
        return calendar.workdays_between(act_by, today)
    except CalendarUnknown:
        return (today - act_by).days
