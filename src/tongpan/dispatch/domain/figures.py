"""How fast, in figures (M097): from finding to arriving, from arriving to closing. Medians; nobody is ranked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median, quantiles

TENTHS = 10


@dataclass(frozen=True, slots=True)
class Times:
    """The moments of one handled lead that the figures are made of."""

    found_at: datetime
    arrived_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Spread:
    """One figure with the number of leads it stands on, in minutes."""

    count: int
    middle: float | None
    slow: float | None
    """nine of ten were faster"""


@dataclass(frozen=True, slots=True)
class Speed:
    """Both figures; those without an arrival noted are counted apart, not guessed."""

    to_arrival: Spread
    to_close: Spread
    without_arrival: int


def speed(rows: Iterable[Times]) -> Speed:
    """Return the figures of some leads."""
    known = list(rows)
    arrived = [row for row in known if row.arrived_at is not None]
    return Speed(
        to_arrival=_spread([_minutes(row.found_at, row.arrived_at) for row in arrived if row.arrived_at]),
        to_close=_spread(
            [_minutes(row.arrived_at, row.closed_at) for row in arrived if row.arrived_at and row.closed_at]
        ),
        without_arrival=len(known) - len(arrived),
    )


def _minutes(start: datetime, end: datetime) -> float:
    return max(0.0, (end - start).total_seconds() / 60)


def _spread(minutes: Sequence[float]) -> Spread:
    if not minutes:
        return Spread(0, None, None)
    slow = quantiles(minutes, n=TENTHS, method="inclusive")[-1] if len(minutes) > 1 else minutes[0]
    return Spread(len(minutes), round(median(minutes), 1), round(slow, 1))
