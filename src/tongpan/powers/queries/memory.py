"""
What this process remembers of the lists, and how it notices that they changed.

Leads are routed by the thousand; the lists change by the month. So the grants that cover one matter in one town are
read once and kept until the lists' stamp changes; the stamp is asked for at most once a second.
"""

import time
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Subquery

from tongpan.places.models import PlaceStamp
from tongpan.places.queries.stamps import EVERYTHING, edition
from tongpan.powers.domain.boundary import Boundary
from tongpan.powers.domain.finerange import MatterFines
from tongpan.powers.domain.holding import Body, Held, Negative
from tongpan.powers.models import Benchmark, Instrument, ListStamp
from tongpan.powers.models.stamp import generation

K = TypeVar("K")
V = TypeVar("V")

FACTS_KEPT = 8192
AROUND_KEPT = 1024
KEPT_SECONDS = 60.0
"""how long anything is remembered at all: bodies are renamed and abolished without the lists' stamp"""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is known of one matter in one town, on any day and as known at any time."""

    lineage: tuple[UUID, ...]
    """the town itself first, then what contains it"""
    held: tuple[Held, ...]
    negatives: tuple[Negative, ...]
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The ranges of a matter's fines over a span of days."""

    valid_from: date | None
    valid_to: date | None
    fines: MatterFines

    def holds(self, on: date) -> bool:
        """Tell whether it is the wording of a day."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and (self.valid_to is None or on < self.valid_to)


@dataclass(slots=True)
class Memory:
    """One version of the lists, as far as it was asked about."""

    token: UUID | None
    generation: int
    places: UUID | None
    checked: float
    born: float
    facts: dict[tuple[UUID, UUID], Facts] = field(default_factory=dict)
    around: dict[tuple[UUID, tuple[UUID, ...]], list[dict[str, Any]]] = field(default_factory=dict)
    """grants of a matter in all places that one place contains, by matter and what contains them"""
    lineages: dict[UUID, tuple[UUID, ...]] = field(default_factory=dict)
    negatives: dict[UUID, list[tuple[UUID, Negative]]] | None = None
    boundaries: dict[UUID, list[Boundary]] | None = None
    bodies: dict[UUID | None, Body] = field(default_factory=dict)
    documents: dict[UUID, Instrument] = field(default_factory=dict)
    withdrawn: dict[UUID, date] | None = None
    profiles: dict[UUID | None, Any] = field(default_factory=dict)
    wordings: dict[str, tuple[Wording, ...]] = field(default_factory=dict)
    """the ranges of fines of a matter in every wording, by code"""
    benchmarks: dict[tuple[str, UUID], tuple[Benchmark, ...]] = field(default_factory=dict)
    """the published benchmarks of a matter that reach a place, by code and place"""
    crimes: dict[UUID, list[Any]] = field(default_factory=dict)
    """the published standards of prosecution that reach a place"""
    review_classes: dict[UUID, list[Any]] = field(default_factory=dict)
    """the published own classes of review that reach a place"""
    rights: dict[tuple[UUID, str, UUID], list[Any]] = field(default_factory=dict)
    """what a body holds over a matter in a place"""

    def keep(self, key: tuple[UUID, UUID], facts: Facts) -> Facts:
        """Remember one answer."""
        return _keep(self.facts, key, facts, FACTS_KEPT)

    def keep_wordings(self, code: str, rows: tuple[Wording, ...]) -> tuple[Wording, ...]:
        """Remember the ranges of one matter."""
        return _keep(self.wordings, code, rows, AROUND_KEPT)

    def keep_benchmarks(self, key: tuple[str, UUID], rows: tuple[Benchmark, ...]) -> tuple[Benchmark, ...]:
        """Remember the benchmarks of one matter in one place."""
        return _keep(self.benchmarks, key, rows, FACTS_KEPT)

    def keep_crimes(self, place_id: UUID, rows: list[Any]) -> list[Any]:
        """Remember the standards of prosecution of one place."""
        return _keep(self.crimes, place_id, rows, AROUND_KEPT)

    def keep_review_classes(self, place_id: UUID, rows: list[Any]) -> list[Any]:
        """Remember the own classes of review of one place."""
        return _keep(self.review_classes, place_id, rows, AROUND_KEPT)

    def keep_rights(self, key: tuple[UUID, str, UUID], rights: list[Any]) -> list[Any]:
        """Remember what a body holds over a matter in a place."""
        return _keep(self.rights, key, rights, FACTS_KEPT)

    def keep_around(self, key: tuple[UUID, tuple[UUID, ...]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Remember the rows of one matter."""
        return _keep(self.around, key, rows, AROUND_KEPT)


def _keep(kept: dict[K, V], key: K, value: V, most: int) -> V:
    """Remember one thing; forget all of its kind when there are too many."""
    if len(kept) >= most:
        kept.clear()
    kept[key] = value
    return value


_memory: Memory | None = None


def _stamps() -> tuple[UUID | None, UUID | None]:
    """Return the tokens of the lists and of all places, in one query where there are lists at all."""
    places = PlaceStamp.objects.filter(key=EVERYTHING).values("token")[:1]
    found = ListStamp.objects.filter(pk=1).values_list("token", Subquery(places)).first()
    return found if found is not None else (None, edition())


def memory() -> Memory:
    """Return what is remembered of the lists as they are now."""
    global _memory
    kept, moment = _memory, time.monotonic()
    if kept is not None and kept.generation == generation() and moment - kept.born < KEPT_SECONDS:
        if moment - kept.checked < getattr(settings, "TONGPAN_STAMP_SECONDS", 1.0):
            return kept
        if _stamps() == (kept.token, kept.places):
            kept.checked = moment
            return kept
    before = generation()
    token, places = _stamps()
    _memory = Memory(token, before, places, moment, moment)
    return _memory


def catalogue_stamp() -> tuple[UUID | None, int]:
    """Return a value that changes whenever matters or grants change."""
    kept = memory()
    return kept.token, kept.generation
