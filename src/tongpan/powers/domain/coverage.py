"""Coverage of town × field × matter (M032): where nobody is responsible, and where more than one body is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class State(StrEnum):
    """How one town stands in one field."""

    FULL = "FULL"
    PARTIAL = "PARTIAL"
    HOLE = "HOLE"
    OVERLAP = "OVERLAP"


LABELS = {State.FULL: "全部覆盖", State.PARTIAL: "部分覆盖", State.HOLE: "空白", State.OVERLAP: "重叠"}


@dataclass(frozen=True, slots=True)
class Holding:
    """One effective penalty power in one town."""

    town_id: UUID
    domain: str
    matter_id: UUID
    body_id: UUID


@dataclass(slots=True)
class Cell:
    """One town in one field."""

    town_id: UUID
    domain: str
    team_id: UUID | None
    covered: int = 0
    total: int = 0
    holes: list[UUID] = field(default_factory=list)
    overlaps: list[UUID] = field(default_factory=list)

    @property
    def state(self) -> State:
        """A field without a responsible team, or of which nothing is held, is a hole."""
        if self.team_id is None or self.covered == 0:
            return State.HOLE
        if self.overlaps:
            return State.OVERLAP
        return State.FULL if self.covered == self.total else State.PARTIAL

    @property
    def label(self) -> str:
        """The state in Chinese."""
        return LABELS[self.state]

    @property
    def tone(self) -> str:
        """The colour that goes with the word."""
        return {State.FULL: "good", State.PARTIAL: "info", State.HOLE: "bad", State.OVERLAP: "warn"}[self.state]


def cells(
    town_ids: Sequence[UUID],
    matters: Iterable[tuple[UUID, str]],
    holdings: Iterable[Holding],
    teams: dict[tuple[UUID, str], UUID],
) -> dict[tuple[UUID, str], Cell]:
    """
    Return one cell for every town and field that has matters.

    Two bodies that hold one matter in one town overlap; a matter nobody holds is a hole.
    """
    by_domain: dict[str, list[UUID]] = defaultdict(list)
    for matter_id, domain in matters:
        by_domain[domain].append(matter_id)
    holders: dict[tuple[UUID, UUID], set[UUID]] = defaultdict(set)
    for holding in holdings:
        holders[holding.town_id, holding.matter_id].add(holding.body_id)
    table = {}
    for town_id in town_ids:
        for domain, matter_ids in by_domain.items():
            table[town_id, domain] = _cell(town_id, domain, matter_ids, holders, teams)
    return table


def _cell(
    town_id: UUID,
    domain: str,
    matter_ids: list[UUID],
    holders: dict[tuple[UUID, UUID], set[UUID]],
    teams: dict[tuple[UUID, str], UUID],
) -> Cell:
    cell = Cell(town_id, domain, teams.get((town_id, domain)), total=len(matter_ids))
    for matter_id in matter_ids:
        count = len(holders.get((town_id, matter_id), ()))
        cell.covered += bool(count)
        if count == 0:
            cell.holes.append(matter_id)
        elif count > 1:
            cell.overlaps.append(matter_id)
    return cell
