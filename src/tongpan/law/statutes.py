"""Statutes (法律法规目录): which instruments we cite, in which version, and on which days they are in force."""

import tomllib
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

NATIONAL: Final = "national"

_TABLE = Path(__file__).with_name("statutes.toml")


_DATES = {"version": "通过或修改日期", "in_force_from": "施行日期", "in_force_to": "失效日期"}


class StatuteLevel(StrEnum):
    """The rank of an instrument; 行政处罚法 16 lets no lower rank create a penalty."""

    LAW = "LAW"
    ADMIN_REGULATION = "ADMIN_REGULATION"
    LOCAL_REGULATION = "LOCAL_REGULATION"
    DEPARTMENT_RULE = "DEPARTMENT_RULE"
    LOCAL_RULE = "LOCAL_RULE"
    JUDICIAL_INTERPRETATION = "JUDICIAL_INTERPRETATION"
    POLICY_DOCUMENT = "POLICY_DOCUMENT"


class Currency(StrEnum):
    """How sure we are that the text read is the one in force."""

    CONFIRMED = "CONFIRMED"  # stands so in the collection of national laws kept up to July 2026
    PRESUMED = "PRESUMED"  # the latest text at hand; a later change is not known to us
    DOUBTFUL = "DOUBTFUL"  # something speaks against it; the note says what


class UnknownStatute(LookupError):
    """The table has no instrument of that title."""


@dataclass(frozen=True, slots=True)
class Statute:
    """
    One instrument, in the version that was read.

    `version` is the day that version was adopted, `in_force_from` the day it took effect; `in_force_to` is the first
    day on which it is no longer in force. `area` is "national" or the code of the province or city that made it.
    `text_title` is the heading under which the reference texts keep it. `unverified` names the dates that no text we
    read states: they are from general knowledge, and must be told as such.
    """

    title: str
    short_title: str
    level: StatuteLevel
    area: str
    version: date
    in_force_from: date
    in_force_to: date | None
    replaced_by: str | None
    last_checked: date
    currency: Currency
    text_title: str
    note: str
    unverified: frozenset[str] = frozenset()

    @property
    def caution(self) -> str:
        """
        What whoever relies on this version must know; an empty text when there is nothing.

        A day of adoption that no text states is marked in the table; what counts is from when it is in force.
        """
        said = []
        if self.currency is Currency.DOUBTFUL:
            said.append("现行效力或版本存疑")
        names = [label for name, label in _DATES.items() if name in self.unverified]
        if self.unverified - {"version"}:
            said.append(f"目录所列{'、'.join(names)}未经核对")
        return f"《{self.short_title}》{'；'.join(said)}，适用前请核对现行文本" if said else ""

    def in_force(self, on: date) -> bool:
        """Tell whether this version is in force on a day."""
        return self.in_force_from <= on and (self.in_force_to is None or on < self.in_force_to)


def statute(title: str) -> Statute:
    """
    Return the instrument of that full title (without 《》).

    :raises UnknownStatute: if the table does not have it
    """
    try:
        return statutes()[title]
    except KeyError:
        raise UnknownStatute(f"法律法规目录中没有：{title}") from None


def ranks_among(title: str, levels: Container[StatuteLevel]) -> bool:
    """
    Tell whether an instrument is of one of these ranks; what the table does not have is of none.

    Law: none; which ranks suffice, each rule cites.
    """
    try:
        return statute(title).level in levels
    except UnknownStatute:
        return False


def in_force(title: str, on: date) -> bool:
    """
    Tell whether the version we read of that instrument is in force on a day.

    :raises UnknownStatute: if the table does not have it
    """
    return statute(title).in_force(on)


def replaced_by(title: str) -> str | None:
    """
    Return the title of the instrument that replaced that one, or None.

    :raises UnknownStatute: if the table does not have it
    """
    return statute(title).replaced_by


@cache
def statutes() -> Mapping[str, Statute]:
    """Return the whole table by title, in the order of the file."""
    rows = tomllib.loads(_TABLE.read_text(encoding="utf-8"))["statute"]
    table = {row["title"]: _read(row) for row in rows}
    if len(table) != len(rows):
        raise ValueError("法律法规目录中有重复的标题")
    return table


def _read(row: Mapping[str, Any]) -> Statute:
    return Statute(
        title=row["title"],
        short_title=row["short_title"],
        level=StatuteLevel(row["level"]),
        area=row.get("area", NATIONAL),
        version=row["version"],
        in_force_from=row["in_force_from"],
        in_force_to=row.get("in_force_to"),
        replaced_by=row.get("replaced_by"),
        last_checked=row["last_checked"],
        currency=Currency(row["currency"]),
        text_title=row.get("text_title", row["title"]),
        note=row.get("note", ""),
        unverified=_known_dates(row.get("unverified", ())),
    )


def _known_dates(names: Iterable[str]) -> frozenset[str]:
    unknown = set(names) - set(_DATES)
    if unknown:
        raise ValueError(f"法律法规目录中有不认识的日期：{'、'.join(sorted(unknown))}")
    return frozenset(names)
