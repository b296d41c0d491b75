"""Months as people look at them: weeks from Monday, each day with why it is worked or not."""

from calendar import Calendar
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tongpan.law.calendar import SATURDAY, WorkCalendar

WEEKDAYS = "一二三四五六日"
_WEEKS = Calendar(firstweekday=0)


class DayKind(StrEnum):
    """What a day is."""

    WORKED = "worked"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    MAKEUP = "makeup"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one day is to the question asked: the word under it, how it stands out, its number in the count."""

    word: str = ""
    tone: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of a month."""

    on: date
    kind: DayKind
    name: str
    mark: Mark | None = None

    @property
    def word(self) -> str:
        """The word under the day: what it is to the question, else why it is off or worked."""
        return (self.mark.word if self.mark else "") or self.name

    @property
    def spoken(self) -> str:
        """The day in words, for who does not see the colours."""
        kinds = {
            DayKind.WORKED: "工作日", DayKind.WEEKEND: "周末", DayKind.HOLIDAY: f"{self.name}放假",
            DayKind.MAKEUP: "调休上班", DayKind.UNKNOWN: "放假安排未公布",
        }  # fmt: skip
        counted = f"，第{self.mark.number}天" if self.mark and self.mark.number else ""
        marked = f"，{self.mark.word}" if self.mark and self.mark.word else ""
        return f"{self.on.month}月{self.on.day}日 周{WEEKDAYS[self.on.weekday()]} {kinds[self.kind]}{counted}{marked}"


@dataclass(frozen=True, slots=True)
class Month:
    """One month, week by week; days of its neighbours are left out."""

    year: int
    month: int
    weeks: Sequence[Sequence[Cell | None]]

    @property
    def title(self) -> str:
        """2026年10月."""
        return f"{self.year}年{self.month}月"


def months(first: date, last: date, calendar: WorkCalendar, marks: Mapping[date, Mark]) -> list[Month]:
    """Return the months from that of one day to that of another."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        weeks = [
            [cell(day, calendar, marks.get(day)) if day.month == month else None for day in week]
            for week in _WEEKS.monthdatescalendar(year, month)
        ]
        found.append(Month(year, month, weeks))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def cell(day: date, calendar: WorkCalendar, mark: Mark | None = None) -> Cell:
    """Return one day with why it is worked or not."""
    if not calendar.first_published <= day <= calendar.last_published:
        return Cell(day, DayKind.UNKNOWN, "", mark)
    name = calendar.holiday_name(day)
    if calendar.is_workday(day):
        made_up = day.weekday() >= SATURDAY
        return Cell(day, DayKind.MAKEUP if made_up else DayKind.WORKED, "上班" if made_up else "", mark)
    return Cell(day, DayKind.HOLIDAY, name, mark) if name else Cell(day, DayKind.WEEKEND, "", mark)
