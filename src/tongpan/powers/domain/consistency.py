"""
Four levels, one identity (四级四同, M057): the same matter has the same code, name, kind and basis at every level.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from tongpan.powers.domain.kinds import ListLevel

ORDER = ("PROVINCE", "CITY", "COUNTY", "TOWN")
FIELDS = {"name": "名称", "kind": "类型", "basis": "依据"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one level's catalogue."""

    level: str
    code: str
    name: str
    kind: str
    basis: str
    area: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Mismatch:
    """One way in which a line differs from its parent level."""

    code: str
    level: str
    area: str
    field: str
    here: str
    above: str
    line: int = 0

    @property
    def level_label(self) -> str:
        """The level in Chinese."""
        return str(ListLevel(self.level).label)

    def __str__(self) -> str:
        if self.field == "编码":
            return f"编码{self.code}在上级目录中没有"
        return f"编码{self.code}的{self.field}与上级不同：本级“{self.here}”，上级“{self.above}”"


def plain(text: str) -> str:
    """Return a text without what does not count: width, spaces, title marks."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split()).replace("《", "").replace("》", "").replace("中华人民共和国", "")


def mismatches(lines: Iterable[Line]) -> list[Mismatch]:
    """Return every difference between a line and the nearest level above that has catalogued anything."""
    by_level: dict[str, dict[str, Line]] = {}
    rows = list(lines)
    for row in rows:
        by_level.setdefault(row.level, {}).setdefault(row.code, row)
    found: list[Mismatch] = []
    for row in rows:
        above = [level for level in ORDER[: ORDER.index(row.level)] if level in by_level]
        if above:
            found += _against(row, by_level[above[-1]].get(row.code))
    return found


def _against(row: Line, parent: Line | None) -> list[Mismatch]:
    if parent is None:
        return [Mismatch(row.code, row.level, row.area, "编码", row.code, "", row.line)]
    return [
        Mismatch(row.code, row.level, row.area, label, getattr(row, name), getattr(parent, name), row.line)
        for name, label in FIELDS.items()
        if plain(getattr(row, name)) != plain(getattr(parent, name))
    ]
