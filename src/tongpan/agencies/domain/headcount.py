"""Head-count by day (M007, M025): from dated appointments, never from a figure typed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongpan.agencies.domain.posts import Establishment


@dataclass(frozen=True, slots=True)
class Span:
    """One person in one team for a span of days."""

    officer_id: UUID
    establishment: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class HeadCount:
    """How many people on a day."""

    on: date
    established: int
    contract: int

    @property
    def total(self) -> int:
        """Everybody."""
        return self.established + self.contract

    @property
    def established_share(self) -> float | None:
        """The share in establishment, in per cent with two decimals; None if there is nobody (M026)."""
        return round(self.established * 100 / self.total, 2) if self.total else None


def headcount(spans: Iterable[Span], on: date) -> HeadCount:
    """Return the head-count on a day; whoever holds two posts counts once."""
    people: dict[UUID, str] = {}
    for span in spans:
        if span.valid_from <= on and (span.valid_to is None or on < span.valid_to):
            people[span.officer_id] = span.establishment
    established = sum(1 for kind in people.values() if kind == Establishment.ESTABLISHED)
    return HeadCount(on=on, established=established, contract=len(people) - established)


def trend(spans: Iterable[Span], until: date) -> list[HeadCount]:
    """Return the head-count on every day it changed, and on the last day asked for."""
    rows = list(spans)
    days = {span.valid_from for span in rows} | {span.valid_to for span in rows if span.valid_to} | {until}
    points = [headcount(rows, day) for day in sorted(day for day in days if day <= until)]
    return [
        point
        for number, point in enumerate(points)
        if number in (0, len(points) - 1)
        or (point.established, point.contract) != (points[number - 1].established, points[number - 1].contract)
    ]
