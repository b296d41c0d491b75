"""What others may want to know about places. They react in ``subscribers``."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event


@dataclass(frozen=True)
class PlaceRenamed(Event):
    """A place has another name; its id and code stay."""

    name: ClassVar[str] = "places.renamed"

    place_id: str
    old_name: str
    new_name: str
    on: str


@dataclass(frozen=True)
class PlaceSucceeded(Event):
    """A place was closed and another one, with a new id and code, stands in its stead."""

    name: ClassVar[str] = "places.succeeded"

    place_id: str
    successor_id: str
    on: str


@dataclass(frozen=True)
class PlaceRedrawn(Event):
    """The outline of a place is another one from a day on."""

    name: ClassVar[str] = "places.redrawn"

    place_id: str
    on: str
