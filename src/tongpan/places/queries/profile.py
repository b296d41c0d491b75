"""
The profile of a place (网格概况, M089): what each feature knows of it, on one page.

Features above register a provider when they start; this one knows only the place itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the profile; ``href`` leads to the list that it counts. Figures never rank anybody."""

    label: str
    value: str
    note: str = ""
    href: str = ""


Provider = Callable[[UUID, str, date], list[Figure]]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Let a feature add figures: ``provider(place_id, level, on)``. Called from its AppConfig; again replaces."""
    _providers[name] = provider


def figures(place_id: UUID, level: str, on: date) -> list[Figure]:
    """Return the figures of all features, in the order of their names."""
    return [figure for name in sorted(_providers) for figure in _providers[name](place_id, level, on)]
