"""When people are at work, and when problems are seen; dice that give the same for the same question."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.calendar import CalendarUnknown

OPENS, CLOSES = time(8, 30), time(17, 30)
BY_HOUR: Final = (1, 1, 0, 0, 0, 1, 3, 6, 9, 10, 9, 7, 5, 6, 8, 8, 7, 6, 6, 6, 5, 4, 3, 2)
"""how many of a hundred or so reports come in each hour of the day"""
ON_A_FREE_DAY: Final = 0.7
"""reports on a day off, beside a working day"""


def dice(*about: Any) -> random.Random:
    """Return dice that hang on what they are thrown about alone."""
    return random.Random("|".join(map(str, about)))


def is_workday(day: date) -> bool:
    """Tell whether people are at work; where the year's notice is not out, Monday to Friday."""
    try:
        return calendar_in_force().is_workday(day)
    except CalendarUnknown:
        return day.weekday() < 5


def at_work(moment: datetime) -> datetime:
    """Return the moment, or the first later one at which the offices are open, some minutes after they opened."""
    if is_workday(moment.date()) and OPENS <= moment.timetz().replace(tzinfo=None) < CLOSES:
        return moment
    day = moment.date()
    if moment.timetz().replace(tzinfo=None) >= CLOSES or not is_workday(day):
        day += timedelta(days=1)
    while not is_workday(day):
        day += timedelta(days=1)
    minutes = moment.minute + moment.second / 60
    return datetime.combine(day, OPENS, SHANGHAI) + timedelta(minutes=minutes)


def arrivals(day: date, about: int, seed: object) -> Iterator[datetime]:
    """Yield the moments of a day at which somebody reports, in order."""
    thrown = dice(seed, day, "arrivals")
    usual = about if is_workday(day) else about * ON_A_FREE_DAY
    count = max(1, round(thrown.gauss(usual, usual**0.5 / 2)))
    hours = thrown.choices(range(24), BY_HOUR, k=count)
    seconds = sorted(hour * 3600 + thrown.randrange(3600) for hour in hours)
    for second in seconds:
        yield datetime.combine(day, time(), SHANGHAI) + timedelta(seconds=second)
