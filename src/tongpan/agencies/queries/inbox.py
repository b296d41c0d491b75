"""
待我办: one list of everything that waits for a person, put together from what each feature contributes.

Features stay stacked: one that lets something wait for people says so in its module ``queries.awaiting``, which is
loaded when the site starts, and knows nothing of the others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from heapq import nsmallest
from typing import Any, Final

from django.db.models import Exists, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.models import Officer

Source = Callable[[Actor, datetime, int], Part]
"""Return the first so many of what waits for an actor at a moment, what is due first in front."""
Candidates = Callable[[Actor, datetime], QuerySet[Any] | None]
"""Return rows of which there is one at least where the source has anything to tell; None where it cannot have."""
MOST: Final = 200
"""how many rows one look reads of each source at most"""
_SOURCES: Final[dict[str, tuple[Candidates, Source]]] = {}


def contribute(candidates: Candidates) -> Callable[[Source], Source]:
    """
    Let a feature's source be asked; one that is told of twice stands once.

    Whether any of them has something to tell is one statement for all, and only those that have are read.
    """

    def take(source: Source) -> Source:
        _SOURCES[f"{source.__module__}.{source.__qualname__}"] = (candidates, source)
        return source

    return take


def _speaking(actor: Actor, now: datetime) -> list[Source]:
    """Return the sources that have something to tell; one statement."""
    asked = [(candidates(actor, now), source) for candidates, source in _SOURCES.values()]
    able = [(rows, source) for rows, source in asked if rows is not None]
    there = {f"any{place}": Exists(rows) for place, (rows, _) in enumerate(able)}
    assert actor.officer_id is not None
    found = Officer.objects.filter(pk=actor.officer_id).annotate(**there).values_list(*there).first() if there else None
    return [source for (_, source), yes in zip(able, found or (), strict=False) if yes]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What waits for one person: the first rows, and how many there are."""

    rows: list[Waiting]
    count: int
    kinds: dict[str, int]
    """how many of the rows that were read are of each kind"""

    @property
    def left(self) -> int:
        """How many are not among the rows."""
        return self.count - len(self.rows)


def waiting(actor: Actor, now: datetime, *, size: int = 30, kind: str = "") -> Inbox:
    """Return what waits for an actor, what is due first in front; `kind` keeps one kind alone."""
    if actor.officer_id is None:
        return Inbox([], 0, {})
    wanted = MOST if kind else min(size, MOST)
    parts = [source(actor, now, wanted) for source in _speaking(actor, now)]
    rows = [row for part in parts for row in part.rows]
    kinds: dict[str, int] = {}
    for row in rows:
        kinds[row.kind] = kinds.get(row.kind, 0) + 1
    count = len(rows) + sum(part.more for part in parts)
    if kind:
        rows = [row for row in rows if row.kind == kind]
        count = len(rows)
    return Inbox(nsmallest(size, rows, key=lambda row: row.order), count, kinds)


def part_of(rows: list[Waiting], size: int, count: Callable[[], int]) -> Part:
    """Return rows as a part; how many more there are is counted only where the page is full."""
    more = max(0, count() - len(rows)) if len(rows) >= size else 0
    return Part(tuple(rows), more)


__all__ = ["Asked", "Inbox", "Part", "Waiting", "contribute", "part_of", "waiting"]
