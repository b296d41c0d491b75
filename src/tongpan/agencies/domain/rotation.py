"""
A week's duty roster, drafted by two rotations: one of working days, one of days off (节假日: weekends and festivals).

Whoever has stood the fewest shifts of the kind comes next. A weekend day that is worked in exchange (调休上班) is a
working day. Where the State Council's notice of a year is not out yet, Saturdays and Sundays count as days off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tongpan.agencies.domain.posts import Duty
from tongpan.kernel.calendar import at_hand
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.calendar import SATURDAY, CalendarUnknown

CHANGE_OF_SHIFT = time(8, 30)
OFFICERS_PER_SHIFT = 2
DAYS = 7


@dataclass(frozen=True, slots=True)
class Past:
    """What a person has stood before: how many shifts, how many of them on days off, and when last."""

    shifts: int = 0
    days_off: int = 0
    last_on: date | None = None

    def of_kind(self, off: bool) -> int:
        """Return how many shifts on days off, or on working days."""
        return self.days_off if off else self.shifts - self.days_off

    def with_shift(self, on: date) -> "Past":
        """Return the same with one shift more."""
        last = max(on, self.last_on) if self.last_on else on
        return Past(self.shifts + 1, self.days_off + int(is_day_off(on)), last)


@dataclass(frozen=True, slots=True)
class Pool:
    """Who can stand each duty, in a fixed order, and how many are wanted a day."""

    duty: Duty
    people: tuple[UUID, ...]
    wanted: int


@dataclass(frozen=True, slots=True)
class Slot:
    """One person on one day."""

    on: date
    duty: Duty
    officer_id: UUID

    @property
    def starts_at(self) -> datetime:
        """When the shift begins."""
        return datetime.combine(self.on, CHANGE_OF_SHIFT, SHANGHAI)

    @property
    def ends_at(self) -> datetime:
        """When the next shift takes over."""
        return datetime.combine(self.on + timedelta(days=1), CHANGE_OF_SHIFT, SHANGHAI)


@dataclass(slots=True)
class _Tally:
    past: dict[UUID, Past]
    standing: dict[date, set[UUID]] = field(default_factory=dict)

    def rank(self, person: UUID, on: date, order: int) -> tuple[bool, int, int, date, int]:
        """Return what makes a person come later: stood yesterday, more of this kind, more in all, more recently."""
        seen = self.past.get(person, Past())
        yesterday = person in self.standing.get(on - timedelta(days=1), set()) or seen.last_on == on - timedelta(days=1)
        return (yesterday, seen.of_kind(is_day_off(on)), seen.shifts, seen.last_on or date.min, order)

    def stand(self, person: UUID, on: date) -> None:
        """Count one shift."""
        self.past[person] = self.past.get(person, Past()).with_shift(on)
        self.standing.setdefault(on, set()).add(person)


def is_day_off(on: date) -> bool:
    """Tell whether a day is not worked: by the calendar; by the weekday alone where the notice is not out."""
    try:
        return not at_hand().is_workday(on)
    except CalendarUnknown:
        return on.weekday() >= SATURDAY


def name_of_day(on: date) -> str:
    """Return why a day counts as it does: 国庆节, 周末, 调休上班; nothing for an ordinary working day."""
    if is_day_off(on):
        return at_hand().holiday_name(on) or "周末"
    return "调休上班" if on.weekday() >= SATURDAY else ""


def calendar_known(on: date) -> bool:
    """Tell whether the notice of a day's year is out."""
    return at_hand().published(on.year)


def draft_week(monday: date, pools: Sequence[Pool], past: dict[UUID, Past]) -> list[Slot]:
    """Return the slots of seven days; nobody twice on a day, nobody two days running while others are free."""
    tally = _Tally(past=dict(past))
    slots = []
    for step in range(DAYS):
        on = monday + timedelta(days=step)
        for pool in pools:
            taken = tally.standing.get(on, set())
            free = [
                (tally.rank(person, on, order), person)
                for order, person in enumerate(pool.people)
                if person not in taken
            ]
            for _, person in sorted(free)[: pool.wanted]:
                slots.append(Slot(on=on, duty=pool.duty, officer_id=person))
                tally.stand(person, on)
    return slots


def week_of(on: date) -> date:
    """Return the Monday of a day's week."""
    return on - timedelta(days=on.weekday())
