"""Reckoning (期间的计算): from a trigger and a period to a limit."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, date, datetime, timedelta
from typing import Protocol

from tongpan.law.calendar import CalendarNotPublished, WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.period.explanation import explain
from tongpan.law.period.terms import (
    SHANGHAI,
    Exclusion,
    Extension,
    InvalidPeriod,
    Kind,
    Limit,
    Period,
    Start,
    Unit,
)

ONE_DAY = timedelta(days=1)
MONTHS_IN_YEAR = 12
MONTHS = {Unit.MONTH: 1, Unit.YEAR: MONTHS_IN_YEAR}


class _Counting(Protocol):
    """A calendar that counts: the exact one, or the one that gives lower bounds."""

    def add_workdays(self, start: date, count: int) -> date: ...
    def workdays_between(self, start: date, end: date) -> int: ...
    def roll_forward(self, day: date) -> date: ...


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days left out, both counted, overlaps already merged."""

    start: date
    end: date


def workday_limit(
    trigger: date,
    n: int,
    calendar: WorkCalendar,
    *,
    kind: Kind = Kind.MUST_BY,
    citation: Citation | None = None,
) -> Limit:
    """
    Return the limit of a plain period of `n` working days after a trigger.

    Law: APL 85; ACL 69.
    Reading: the trigger day is not counted (ADR-0014, item 2).
    """
    return compute(Period(n, Unit.WORKDAY, kind, citation=citation), trigger, calendar)


def compute(
    period: Period,
    trigger: date | datetime,
    calendar: WorkCalendar,
    *,
    exclusions: Sequence[Exclusion] = (),
    extensions: Sequence[Extension] = (),
) -> Limit:
    """
    Return the limit that a period reaches from a trigger.

    Law: 民事诉讼法 85; APL 85; ACL 25, 69.
    Reading: the trigger day is not counted unless the text counts from the day itself; hours run on without a break;
    an extension runs from the unrolled end; left-out stretches count both their days (ADR-0014, items 2, 3, 5, 6).

    :raises InvalidPeriod: if the facts cannot be a period, or it ends after the year 9999
    """
    try:
        if period.unit is Unit.HOUR:
            return _hours(period, trigger, exclusions, extensions)
        return _days(period, trigger, calendar, exclusions, extensions)
    except OverflowError:
        raise InvalidPeriod("期间的末日超出公历9999年，无法计算；请核对起算日和数量") from None


def _days(
    period: Period,
    trigger: date | datetime,
    calendar: WorkCalendar,
    exclusions: Sequence[Exclusion],
    extensions: Sequence[Extension],
) -> Limit:
    """Count in days, working days, months or years."""
    day = shanghai_day(trigger)
    legs = ((period.quantity, period.unit), *((each.quantity, each.unit) for each in extensions))
    if any(unit is Unit.HOUR for _, unit in legs):
        raise InvalidPeriod("按日计算的期间不能延长若干小时")
    rolls = period.rolls and legs[-1][1] is not Unit.WORKDAY
    chain = _Chain(day, period.start is Start.SAME_DAY, legs, _merge(exclusions))

    limit = _exact_limit(period.kind, chain, calendar, rolls)
    floor = chain.end(calendar.earliest)
    if rolls and period.kind is not Kind.MUST_BY:
        floor = calendar.earliest.roll_forward(floor)
    reached = limit.safe_end or floor
    suspended = min((each.start for each in exclusions if each.end is None and each.start <= reached), default=None)
    if suspended is not None:
        limit = Limit(kind=period.kind, due_on=None, suspended_since=suspended)
    elif limit.legal_end is not None and (rolls or any(unit is Unit.WORKDAY for _, unit in legs)):
        limit = replace(limit, provisional=limit.legal_end > calendar.firm_until)
    if limit.due_on is None or limit.provisional:
        limit = replace(limit, earliest_safe_on=_effective(period.kind, floor, floor))
    explanation = explain(period, day, limit, calendar, exclusions, extensions)
    return replace(limit, citation=period.citation, explanation=explanation)


def shanghai_day(moment: date | datetime) -> date:
    """Return the day in China of a day or an aware moment."""
    if not isinstance(moment, datetime):
        return moment
    if moment.tzinfo is None:
        raise InvalidPeriod("时刻必须带时区")
    return moment.astimezone(SHANGHAI).date()


def _hours(
    period: Period, trigger: date | datetime, exclusions: Sequence[Exclusion], extensions: Sequence[Extension]
) -> Limit:
    if not isinstance(trigger, datetime) or trigger.tzinfo is None:
        raise InvalidPeriod("以小时计算的期间需要带时区的起算时刻")
    if exclusions or extensions:
        raise InvalidPeriod("以小时计算的期间连续计算，不扣除、不延长")
    due_at = trigger.astimezone(SHANGHAI) + timedelta(hours=period.quantity)
    end = due_at.date()
    limit = Limit(kind=period.kind, due_on=end, due_at=due_at, safe_end=end, legal_end=end, citation=period.citation)
    return replace(limit, explanation=explain(period, trigger.astimezone(SHANGHAI), limit, None, (), ()))


def _exact_limit(kind: Kind, chain: "_Chain", calendar: WorkCalendar, rolls: bool) -> Limit:
    """Count with published days alone; stop where the first unpublished one decides."""
    unrolled = None
    try:
        unrolled = chain.end(calendar)
        rolled = calendar.roll_forward(unrolled) if rolls else unrolled
    except CalendarNotPublished as unpublished:
        return Limit(kind=kind, due_on=None, safe_end=unrolled, awaiting_year=unpublished.year)
    return Limit(kind=kind, due_on=_effective(kind, unrolled, rolled), safe_end=unrolled, legal_end=rolled)


def _effective(kind: Kind, unrolled: date, rolled: date) -> date:
    """
    Return which end counts.

    Reading: a duty ends on the earlier end, a right on the later; a waiting period opens on the day after the later
    (ADR-0014, item 1).
    """
    if kind is Kind.MUST_BY:
        return unrolled
    return rolled if kind is Kind.RIGHT_UNTIL else rolled + ONE_DAY


@dataclass(frozen=True, slots=True)
class _Chain:
    """A period and its extensions laid end to end, with what is left out of them."""

    day: date
    from_day_itself: bool
    legs: Sequence[tuple[int, Unit]]
    stretches: Sequence[_Stretch]

    def end(self, counting: _Counting) -> date:
        """Return the unrolled end, as one calendar counts it."""
        at, from_itself = self.day, self.from_day_itself
        for quantity, unit in self.legs:
            if unit in MONTHS:
                at = self._months(at, quantity * MONTHS[unit], from_itself)
            else:
                at = self._days(at - ONE_DAY if from_itself else at, quantity, unit, counting)
            from_itself = False
        return at

    def _months(self, at: date, months: int, from_itself: bool) -> date:
        """
        Return the corresponding day, or the month's last where there is none; from the day itself, the day before it.

        Law: 民法典 202.
        """
        index = at.year * MONTHS_IN_YEAR + at.month - 1 + months
        year, month = index // MONTHS_IN_YEAR, index % MONTHS_IN_YEAR + 1
        if year > MAXYEAR:
            raise OverflowError
        end = date(year, month, min(at.day, monthrange(year, month)[1]))
        if from_itself and end.day == at.day:
            end -= ONE_DAY
        first = at if from_itself else at + ONE_DAY
        for pause in self.stretches:
            if pause.start > end:
                break
            end += max(timedelta(0), pause.end - max(pause.start, first) + ONE_DAY)
        return end

    def _days(self, origin: date, quantity: int, unit: Unit, counting: _Counting) -> date:
        worked = unit is Unit.WORKDAY
        add = counting.add_workdays if worked else _add_days
        between = counting.workdays_between if worked else _days_between
        cursor, left = origin, quantity
        for pause in self.stretches:
            if pause.end <= cursor:
                continue
            if pause.start > add(cursor, left):
                break
            left -= between(cursor, max(cursor, pause.start - ONE_DAY))
            cursor = pause.end
        return add(cursor, left)


def _add_days(start: date, count: int) -> date:
    return start + timedelta(days=count)


def _days_between(start: date, end: date) -> int:
    return (end - start).days


def _merge(exclusions: Iterable[Exclusion]) -> tuple[_Stretch, ...]:
    """Lay stretches in order, overlapping ones as one; one without an end counts with its first day alone."""
    merged: list[_Stretch] = []
    for pause in sorted(exclusions, key=lambda each: each.start):
        end = pause.end or pause.start
        if merged and pause.start <= merged[-1].end + ONE_DAY:
            merged[-1] = _Stretch(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(_Stretch(pause.start, end))
    return tuple(merged)
