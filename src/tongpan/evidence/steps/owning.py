"""在库依据: the feature above says by what a thing of its record is with us; this one asks the law by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongpan.evidence.models import PropertyItem
from tongpan.law.coercion.leaving import Title
from tongpan.law.limits import Regime


@dataclass(frozen=True, slots=True)
class Held:
    """By what one line is with us (None: nobody knows), since when that is so, under which rules of procedure."""

    title: Title | None = None
    since: datetime | None = None
    regime: Regime | None = None
    thing: str = ""
    """what the measure was taken on, in words"""


@dataclass(frozen=True, slots=True)
class Owner:
    """
    What a feature answers for its records.

    `lock` takes the record for the rest of the transaction, before a line of it; `held` answers for lines of one
    record; `moved` is told after a line was moved, in the same transaction.
    """

    lock: Callable[[UUID], None]
    held: Callable[[UUID, Sequence[PropertyItem], datetime], Mapping[UUID, Held]]
    moved: Callable[[PropertyItem, datetime], None]


_OWNERS: Final[dict[str, Owner]] = {}


def own(record_type: str, owner: Owner) -> None:
    """Let a feature answer for records of a type."""
    _OWNERS[record_type] = owner


def lock(item: PropertyItem) -> None:
    """Take the record of a line for the rest of the transaction."""
    if (owner := _OWNERS.get(item.record_type)) is not None:
        owner.lock(item.record_id)


def held(item: PropertyItem, now: datetime) -> Held:
    """Return by what a line is with us at a moment."""
    owner = _OWNERS.get(item.record_type)
    return owner.held(item.record_id, [item], now)[item.pk] if owner is not None else Held()


def moved(item: PropertyItem, now: datetime) -> None:
    """Tell the feature above that a line was moved."""
    if (owner := _OWNERS.get(item.record_type)) is not None:
        owner.moved(item, now)
