"""Roll-ups (统计单元): which counted cells a lead touches. Overviews read cells, never the leads."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

ALWAYS = date(1970, 1, 1)
"""the day of cells that count what stands now rather than what happened on a day"""

Change = tuple[str, str, str, str, int]


@dataclass(frozen=True, slots=True)
class Counted:
    """The side of a lead that is counted."""

    district_id: UUID
    town_id: UUID | None
    status: str
    channel: str
    domain: str
    outcome: str = ""


def places_of(lead: Counted) -> tuple[str, ...]:
    """Return the places whose overview shows the lead: its county, and its town if known."""
    return (str(lead.district_id),) if lead.town_id is None else (str(lead.district_id), str(lead.town_id))


def cells_of_arrival(lead: Counted, day: date) -> list[Change]:
    """Return the changes that a new lead makes."""
    on, always = day.isoformat(), ALWAYS.isoformat()
    return [
        cell
        for place in places_of(lead)
        for cell in (
            (place, "status", lead.status, always, 1),
            (place, "received", "", on, 1),
            (place, "channel", lead.channel, on, 1),
            (place, "domain", lead.domain or "unknown", on, 1),
        )
    ]


def cells_of_move(before: Counted, after: Counted, day: date) -> list[Change]:
    """Return the changes that a move makes: out of one status into another, with the outcome where it ends."""
    on, always = day.isoformat(), ALWAYS.isoformat()
    changes: list[Change] = [(place, "status", before.status, always, -1) for place in places_of(before)]
    changes += [(place, "status", after.status, always, 1) for place in places_of(after)]
    if after.outcome and after.outcome != before.outcome:
        changes += [(place, "outcome", after.outcome, on, 1) for place in places_of(after)]
    if before.outcome and before.outcome != after.outcome:
        changes += [(place, "outcome", before.outcome, on, -1) for place in places_of(before)]
    return folded(changes)


def folded(changes: Iterable[Change]) -> list[Change]:
    """Return the changes with those of one cell added up, and those that cancel out left away."""
    total: Counter[tuple[str, str, str, str]] = Counter()
    for place, measure, key, day, difference in changes:
        total[place, measure, key, day] += difference
    return [(*cell, difference) for cell, difference in total.items() if difference]
