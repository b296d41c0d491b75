"""Statutes (法律法规目录): which instruments we cite, in which version, and on which days they are in force."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Final

NATIONAL: Final = "national"

_TABLE = Path(__file__).with_name("statutes.toml")


class StatuteLevel(StrEnum):
    """The rank of an instrument; 行政处罚法 16 lets no lower rank create a penalty."""

    LAW = "LAW"
    ADMIN_REGULATION = "ADMIN_REGULATION"
    LOCAL_REGULATION = "LOCAL_REGULATION"
    DEPARTMENT_RULE = "DEPARTMENT_RULE"
    LOCAL_RULE = "LOCAL_RULE"


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
    `text_title` is the heading under which the reference texts keep it.
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
    )
