"""Coverage of town × field (M019, M032): exactly one responsible team, or a hole, or an overlap."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import TextChoices

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import TeamKind


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
    shorts: tuple[str, ...] = ()

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


@dataclass(frozen=True, slots=True)
class Answering:
    """One team that answers for one field in one town."""

    town_id: UUID
    domain: str
    team: str
    kind: str
    host: str

    @property
    def short(self) -> str:
        """The team in few words, as a narrow column can show it: 本队, 市场监管（派驻）, 花园街道区域队."""
        if self.kind == TeamKind.OWN:
            return "本队"
        if self.kind == TeamKind.REGIONAL:
            return f"{self.host}区域队"
        if self.kind in (TeamKind.RESIDENT, TeamKind.ON_CALL):
            return f"{self.team.partition('驻')[0]}（{'派驻' if self.kind == TeamKind.RESIDENT else '按需'}）"
        return self.team


def coverage(towns: Sequence[tuple[UUID, str]], responsible: Iterable[Answering]) -> Coverage:
    """Return the coverage of some towns from who answers for what."""
    found: dict[tuple[UUID, str], list[Answering]] = {}
    for row in responsible:
        found.setdefault((row.town_id, row.domain), []).append(row)

    def cell(town_id: UUID, domain: Domain) -> Cell:
        rows = found.get((town_id, domain), [])
        return Cell(town_id, domain, tuple(row.team for row in rows), tuple(row.short for row in rows))

    return Coverage(
        tuple(Row(town_id, name, tuple(cell(town_id, domain) for domain in Domain)) for town_id, name in towns)
    )
