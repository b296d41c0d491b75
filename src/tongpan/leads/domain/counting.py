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
    received_on: date
    outcome: str = ""
    ended_on: date | None = None


def cells(lead: Counted) -> list[Change]:
    """Return every cell to which a lead adds one: its county's, and its town's if known."""
    places = (lead.district_id,) if lead.town_id is None else (lead.district_id, lead.town_id)
    counted = [
        ("status", lead.status, ALWAYS),
        ("received", "", lead.received_on),
        ("channel", lead.channel, lead.received_on),
        ("domain", lead.domain or "unknown", lead.received_on),
    ]
    if lead.outcome and lead.ended_on:
        counted.append(("outcome", lead.outcome, lead.ended_on))
    return [(str(place), measure, key, day.isoformat(), 1) for place in places for measure, key, day in counted]


def difference(before: Counted, after: Counted) -> list[Change]:
    """Return the changes that turn the cells of one state of a lead into those of the next."""
    gone = [(place, measure, key, day, -n) for place, measure, key, day, n in cells(before)]
    return folded([*gone, *cells(after)])


def folded(changes: Iterable[Change]) -> list[Change]:
    """Return the changes with those of one cell added up, and those that cancel out left away."""
    total: Counter[tuple[str, str, str, str]] = Counter()
    for place, measure, key, day, n in changes:
        total[place, measure, key, day] += n
    return [(*cell, n) for cell, n in total.items() if n]
