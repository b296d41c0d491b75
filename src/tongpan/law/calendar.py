"""
The working-day calendar (工作日历): State Council holiday notices, with the make-up workdays (调休) they order.

Every year that a notice covers is known to the day; every later day is unknown, and said to be unknown. Answers come
from a table computed once, so counting working days costs the same over a day as over a decade.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from hashlib import sha256
from importlib import resources
from itertools import accumulate
from typing import Any

SATURDAY = 5
FIRM_UNTIL = (12, 25)
"""Month and day after which the last published year may still be changed by the next notice."""


class CalendarUnknown(Exception):
    """The calendar does not know a day that was asked for."""

    def __init__(self, year: int) -> None:
        super().__init__(year)
        self.year = year


class CalendarNotPublished(CalendarUnknown):
    """A final answer was asked for about a day of a year whose holiday notice is not out."""

    def __str__(self) -> str:
        return f"{self.year}年节假日安排尚未公布，不能作出最终结论"


class CalendarNotHeld(CalendarUnknown):
    """A day was asked for that lies before the first year this calendar holds."""

    def __str__(self) -> str:
        return f"工作日历未收录{self.year}年的节假日安排"


class InvalidNotice(ValueError):
    """A holiday notice contradicts itself or says nothing."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """The document that ordered a year's holidays."""

    title: str
    published_on: date | None = None
    number: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One festival: the days off, and the days worked in exchange (调休上班日)."""

    name: str
    days: tuple[date, ...]
    makeup: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class YearNotice:
    """One year's holidays as the State Council ordered them, amendments already folded in."""

    year: int
    holidays: tuple[Holiday, ...]
    instruments: tuple[Instrument, ...] = ()

    def __post_init__(self) -> None:
        if not self.holidays:
            raise InvalidNotice(f"{self.year}年的通知没有任何放假安排：空白表示尚未公布，而不是没有假日")
        off = [day for holiday in self.holidays for day in holiday.days]
        makeup = [day for holiday in self.holidays for day in holiday.makeup]
        first, last = date(self.year - 1, 12, 1), date(self.year, 12, 31)
        for day in (*off, *makeup):
            if not first <= day <= last:
                raise InvalidNotice(f"{day:%Y-%m-%d}不在{self.year}年度之内")
        if twice := set(off) & set(makeup):
            raise InvalidNotice(f"{min(twice):%Y-%m-%d}既列为放假日又列为上班日")
        if len(set(makeup)) != len(makeup):
            raise InvalidNotice(f"{self.year}年的上班日有重复")


def read_notice(text: str) -> YearNotice:
    """
    Return the notice written in one TOML text, in the form of the files in `calendars/`.

    Law: 全国年节及纪念日放假办法; the State Council's notice for the year.
    """
    try:
        facts = tomllib.loads(text)
        return YearNotice(
            year=int(facts["year"]),
            holidays=tuple(_holiday(entry) for entry in facts.get("holiday", ())),
            instruments=tuple(_instrument(entry) for entry in facts.get("instrument", ())),
        )
    except InvalidNotice:
        raise
    except (KeyError, TypeError, ValueError) as mistake:
        raise InvalidNotice(f"节假日安排文件无法读取：{mistake}") from mistake


def _holiday(entry: Mapping[str, Any]) -> Holiday:
    first, last = entry["days"]
    if last < first:
        raise InvalidNotice(f"{entry['name']}的末日{last:%Y-%m-%d}早于首日{first:%Y-%m-%d}")
    days = tuple(first + timedelta(days=step) for step in range((last - first).days + 1))
    return Holiday(name=entry["name"], days=days, makeup=tuple(entry.get("makeup", ())))


def _instrument(entry: Mapping[str, Any]) -> Instrument:
    return Instrument(
        title=entry["title"],
        published_on=entry.get("published_on"),
        number=entry.get("number", ""),
        source=entry.get("source", ""),
    )


class WorkCalendar:
    """
    The known working days of an unbroken run of years. It never changes; `with_year` gives a new one.

    Law: APL 85; ACL 69: days that are working days do not include statutory holidays.
    Reading: weekends are not working days unless the year's notice makes them so (ADR-0037).
    """

    __slots__ = ("_base", "_first", "_last", "_names", "_notices", "_numbered", "_rank", "_version", "_workdays")

    def __init__(self, notices: Iterable[YearNotice]) -> None:
        by_year = {notice.year: notice for notice in notices}
        if not by_year:
            raise InvalidNotice("工作日历至少需要一个年度的节假日安排")
        years = sorted(by_year)
        if years[-1] - years[0] + 1 != len(years):
            raise InvalidNotice(f"{years[0]}年至{years[-1]}年之间缺少年度安排")
        self._notices = tuple(by_year[year] for year in years)
        self._first, self._last = date(years[0], 1, 1), date(years[-1], 12, 31)
        self._base = self._first.toordinal()

        worked: dict[date, bool] = {}
        self._names: dict[date, str] = {}
        for notice in self._notices:
            for holiday in notice.holidays:
                worked.update(dict.fromkeys(holiday.days, False))
                worked.update(dict.fromkeys(holiday.makeup, True))
                self._names.update(dict.fromkeys(holiday.days, holiday.name))
        days = [date.fromordinal(n) for n in range(self._base, self._last.toordinal() + 1)]
        flags = [worked.get(day, day.weekday() < SATURDAY) for day in days]
        self._workdays = tuple(day for day, flag in zip(days, flags, strict=True) if flag)
        self._numbered = (self._first, *self._workdays)  # the n-th working day at n; nothing asks for the 0th
        self._version = f"{years[-1]}-{sha256(bytes(flags)).hexdigest()[:12]}"
        self._rank = tuple(accumulate(flags))  # how many working days up to and including each day

    @property
    def first_published(self) -> date:
        """The first day this calendar knows."""
        return self._first

    @property
    def last_published(self) -> date:
        """The last day this calendar knows: 31 December of the last year with a notice."""
        return self._last

    @property
    def firm_until(self) -> date:
        """
        The last day that the next year's notice cannot be expected to change.

        Reading: the New Year holiday and its make-up day can reach back into late December (ADR-0014, item 7).
        """
        return date(self._last.year, *FIRM_UNTIL)

    @property
    def version(self) -> str:
        """A name for exactly these working days, to be stored with whatever was counted by them."""
        return self._version

    @property
    def awaited_year(self) -> int:
        """The first year whose notice is not here."""
        return self._last.year + 1

    @property
    def notices(self) -> tuple[YearNotice, ...]:
        """The notices this calendar was built from, by year."""
        return self._notices

    def published(self, year: int) -> bool:
        """Tell whether the notice of a year is here."""
        return self._first.year <= year <= self._last.year

    def with_year(self, notice: YearNotice) -> "WorkCalendar":
        """Return a calendar that also knows one more year, or knows an amended notice of a year it had."""
        return WorkCalendar((*self._notices, notice))

    def holiday_name(self, day: date) -> str | None:
        """Return the festival for which a day is off (国庆节), or None."""
        return self._names.get(day)

    def is_makeup(self, day: date) -> bool:
        """Tell whether a notice makes a weekend day a working day (调休上班日)."""
        return day.weekday() >= SATURDAY and self._first <= day <= self._last and self.is_workday(day)

    def is_workday(self, day: date) -> bool:
        """
        Tell whether a day is a working day.

        Law: APL 85; ACL 69.

        :raises CalendarNotPublished: if the year's notice is not here
        """
        index = self._index(day)
        return self._rank[index] > (self._rank[index - 1] if index else 0)

    def add_workdays(self, start: date, count: int) -> date:
        """
        Return the working day that is the `count`-th after `start`; `start` itself is not counted.

        A negative count goes back; zero returns `start`.

        Law: APL 85; ACL 69.
        Reading: the trigger day is not counted (ADR-0014, item 2).

        :raises CalendarNotPublished: if the answer lies past the last published day
        """
        index = start.toordinal() - self._base
        if count > 0 and index >= 0:
            try:
                return self._workdays[self._rank[index] + count - 1]
            except IndexError:
                raise CalendarNotPublished(self._last.year + 1) from None
        if count == 0:
            return start
        index = self._index(start)
        position = (self._rank[index - 1] if index else 0) + count
        if position < 0:
            raise CalendarNotHeld(self._first.year - 1)
        return self._workdays[position]

    def add_workdays_many(self, starts: Sequence[date], counts: Sequence[int]) -> list[date]:
        """
        Return `add_workdays` of every pair, in order: for whole files and all open limits at once.

        Law: APL 85; ACL 69.

        :raises ValueError: if there are not as many counts as days
        :raises CalendarNotPublished: if one answer lies past the last published day
        :raises CalendarNotHeld: if one lies before the first day
        """
        if len(starts) != len(counts):
            raise ValueError("起算日与工作日数的个数不一致")
        ordinals = list(map(date.toordinal, starts))
        if not starts or min(counts) < 1 or min(ordinals) < self._base:
            return [self.add_workdays(start, count) for start, count in zip(starts, counts, strict=True)]
        numbered, rank, base = self._numbered, self._rank, self._base
        try:
            return [numbered[rank[day - base] + count] for day, count in zip(ordinals, counts, strict=True)]
        except IndexError:
            raise CalendarNotPublished(self._last.year + 1) from None

    def workdays_between(self, start: date, end: date) -> int:
        """
        Count the working days after `start` up to and including `end`; negative if `end` comes first.

        For every working day `d`, `add_workdays(start, workdays_between(start, d)) == d` if `d` is after `start`.

        :raises CalendarNotPublished: if either day lies past the last published day
        """
        return self._rank[self._index(end)] - self._rank[self._index(start)]

    def next_workday(self, day: date) -> date:
        """Return the first working day after a day, that day itself not included."""
        return self.add_workdays(day, 1)

    def roll_forward(self, day: date) -> date:
        """
        Return the day itself if it is a working day, otherwise the first working day after it.

        Law: 民事诉讼法 85 (期间届满的最后一日是法定休假日的，以法定休假日后的第一日为期间届满的日期).
        """
        return day if self.is_workday(day) else self.add_workdays(day, 1)

    @property
    def earliest(self) -> "EarliestCalendar":
        """The same calendar for counting what is not published yet: it gives lower bounds, never final answers."""
        return EarliestCalendar(self)

    def _index(self, day: date) -> int:
        index = day.toordinal() - self._base
        if index < 0:
            raise CalendarNotHeld(day.year)
        if index >= len(self._rank):
            raise CalendarNotPublished(self._last.year + 1)
        return index


@dataclass(frozen=True, slots=True)
class EarliestCalendar:
    """
    Counts as if every day that a coming notice may still change were a working day.

    So what it answers is the earliest day the true answer can turn out to be: whoever acts by then is safe, whatever
    the notice says.
    """

    calendar: WorkCalendar

    def add_workdays(self, start: date, count: int) -> date:
        """Return the earliest day that the `count`-th working day after `start` can be."""
        firm = self.calendar.firm_until
        if start >= firm:
            return start + timedelta(days=count)
        known = self.calendar.workdays_between(start, firm)
        if count <= known:
            return self.calendar.add_workdays(start, count)
        return firm + timedelta(days=count - known)

    def workdays_between(self, start: date, end: date) -> int:
        """Return the most working days there can be after `start` up to and including `end`."""
        firm = self.calendar.firm_until
        known = self.calendar.workdays_between(min(start, firm), min(end, firm))
        return known + max(0, (end - max(start, firm)).days)

    def roll_forward(self, day: date) -> date:
        """Return the earliest day to which a last day can roll."""
        return self.add_workdays(day - timedelta(days=1), 1)


@cache
def national() -> WorkCalendar:
    """
    Return the calendar of every State Council notice that ships with the platform.

    Law: 全国年节及纪念日放假办法; the State Council's yearly notices since 2016.
    """
    folder = resources.files("tongpan.law").joinpath("calendars")
    return WorkCalendar(
        read_notice(entry.read_text(encoding="utf-8")) for entry in folder.iterdir() if entry.name.endswith(".toml")
    )
