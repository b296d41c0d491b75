"""What was decided where duties meet (职责边界): whom it binds, where, and until another decision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Boundary:
    """A decision that a matter belongs to one body, on what it stands, and between whom it was decided."""

    id: UUID
    district_id: UUID
    town_id: UUID | None
    """None: decided for the whole county"""
    holder_id: UUID
    holder_name: str
    team_id: UUID | None
    basis: str
    citation: str
    reason: str
    decided_on: date
    parties: frozenset[UUID] = frozenset()
    """between whom it was decided; nobody named: it binds all"""

    @property
    def text(self) -> str:
        """The decision in one sentence."""
        return f"{self.decided_on:%Y年%-m月%-d日}已裁定由{self.holder_name}负责（{self.basis}：{self.citation}）"


def binding(
    decided: Iterable[Boundary], lineage: Sequence[UUID], on: date, parties: frozenset[UUID] = frozenset()
) -> Boundary | None:
    """
    Return the decision that binds in a place on a day: the last one made for it.

    `lineage` is the place and what contains it. With `parties`, only what was decided between them (or for all).
    """
    found = [
        one
        for one in decided
        if one.district_id in lineage
        and (one.town_id is None or one.town_id in lineage)
        and one.decided_on <= on
        and (not parties or not one.parties or one.parties & parties)
    ]
    return found[-1] if found else None
