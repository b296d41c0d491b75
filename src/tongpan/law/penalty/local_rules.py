"""Local rules (地方和部门自定的参数): who set them, from when, for where, and how well we know them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Protocol, TypeVar

from tongpan.law.verdict import Grade


@dataclass(frozen=True, slots=True)
class Source:
    """
    Where a parameter comes from.

    `area` is the first digits of the division code in which it binds, empty for the nation; `until` is the first day on
    which it no longer holds.
    """

    instrument: str
    effective: date
    last_checked: date
    grade: Grade
    area: str = ""
    place: str = ""
    until: date | None = None
    note: str = ""

    def binds(self, province: str | None, on: date) -> bool:
        """Tell whether it binds in a place on a day; where the place is not known only what binds everywhere does."""
        in_time = self.effective <= on and (self.until is None or on < self.until)
        return in_time and (province or "").startswith(self.area)

    def __str__(self) -> str:
        return f"《{self.instrument}》{self.place}" if not self.instrument.startswith("ADR-") else self.instrument


class Sourced(Protocol):
    """Anything that says where it comes from."""

    @property
    def source(self) -> Source: ...


Row = TypeVar("Row", bound=Sourced)


def binding(rows: Iterable[Row], province: str | None, on: date) -> Sequence[Row]:
    """
    Return the rows that bind in a place on a day, the narrowest place first, the newest first within it.

    Law: none; each row names its instrument.
    """
    fitting = [row for row in rows if row.source.binds(province, on)]
    return sorted(fitting, key=lambda row: (len(row.source.area), row.source.effective), reverse=True)


def read_source(row: Mapping[str, Any]) -> Source:
    """
    Return the provenance written in a row of a parameter file.

    Law: none; each row names its instrument.
    """
    return Source(
        instrument=row["instrument"],
        effective=row["effective"],
        last_checked=row["last_checked"],
        grade=row["grade"],
        area=row.get("area", ""),
        place=row.get("place", ""),
        until=row.get("until"),
        note=row.get("note", ""),
    )


def parameter_text(name: str) -> str:
    """
    Return the text of one of the parameter files that ship with the platform.

    Law: none; each row names its instrument.
    """
    return resources.files("tongpan.law").joinpath("parameters", name).read_text(encoding="utf-8")
