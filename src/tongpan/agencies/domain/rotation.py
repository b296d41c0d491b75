"""A week's duty roster, drafted: whoever has stood the fewest shifts comes next, weekends counted apart."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from tongpan.agencies.domain.posts import Duty
from tongpan.kernel.clock import SHANGHAI

CHANGE_OF_SHIFT = time(8, 30)
OFFICERS_PER_SHIFT = 2
DAYS = 7


@dataclass(frozen=True, slots=True)
class Past:
    """What a person has stood before: how many shifts, how many of them at weekends, and when last."""

    shifts: int = 0
    weekends: int = 0
    last_on: date | None = None


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
        """Return what makes a person come later: stood yesterday, more weekends, more shifts, more recently."""
        seen = self.past.get(person, Past())
        yesterday = person in self.standing.get(on - timedelta(days=1), set()) or seen.last_on == on - timedelta(days=1)
        weekends = seen.weekends if is_weekend(on) else 0
        return (yesterday, weekends, seen.shifts, seen.last_on or date.min, order)

    def stand(self, person: UUID, on: date) -> None:
        """Count one shift."""
        seen = self.past.get(person, Past())
        self.past[person] = Past(seen.shifts + 1, seen.weekends + int(is_weekend(on)), on)
        self.standing.setdefault(on, set()).add(person)


def is_weekend(on: date) -> bool:
    """Tell whether a day is a Saturday or Sunday."""
    return on.weekday() >= 5


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
