"""Coverage of town × field (M019, M032): exactly one responsible team, or a hole, or an overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices

from tongpan.agencies.domain.fields import Domain


class Cover(TextChoices):
    ONE = "ONE", "有一支责任队伍"
    HOLE = "HOLE", "空白"
    OVERLAP = "OVERLAP", "重叠"


@dataclass(frozen=True, slots=True)
class Cell:
    """One town × field, with the teams that answer for it."""

    town_id: UUID
    domain: Domain
    teams: tuple[str, ...]

    @property
    def cover(self) -> Cover:
        """Whether exactly one team answers."""
        if not self.teams:
            return Cover.HOLE
        return Cover.ONE if len(self.teams) == 1 else Cover.OVERLAP


@dataclass(frozen=True, slots=True)
class Row:
    """One town across all fields."""

    town_id: UUID
    town: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """All towns of a county across all fields."""

    rows: tuple[Row, ...]

    def cells(self, cover: Cover) -> tuple[Cell, ...]:
        """Return the cells in one state."""
        return tuple(cell for row in self.rows for cell in row.cells if cell.cover == cover)

    @property
    def holes(self) -> int:
        """How many cells nobody answers for."""
        return len(self.cells(Cover.HOLE))

    @property
    def overlaps(self) -> int:
        """How many cells several teams answer for."""
        return len(self.cells(Cover.OVERLAP))

    @property
    def complete(self) -> bool:
        """Whether every cell has exactly one team."""
        return not self.holes and not self.overlaps


def coverage(towns: Sequence[tuple[UUID, str]], responsible: Iterable[tuple[UUID, str, str]]) -> Coverage:
    """Return the coverage of some towns from (town, field, team name) rows."""
    teams: dict[tuple[UUID, str], list[str]] = {}
    for town_id, domain, team in responsible:
        teams.setdefault((town_id, domain), []).append(team)
    return Coverage(
        tuple(
            Row(
                town_id,
                name,
                tuple(Cell(town_id, domain, tuple(teams.get((town_id, domain), ()))) for domain in Domain),
            )
            for town_id, name in towns
        )
    )
