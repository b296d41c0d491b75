"""How far 从轻, 一般 and 从重 reach (裁量幅度规则): each instrument's own words, as dated data."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

from tongpan.law.discretion.ranges import PERCENT, FineRange
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.money import NOTHING, Money
from tongpan.law.verdict import Grade


class Direction(Labelled):
    """Which way a penalty goes (裁量档次), from the lightest to the heaviest."""

    NO_PENALTY = "NO_PENALTY", "不予处罚"
    REDUCED = "REDUCED", "减轻处罚"
    LIGHT = "LIGHT", "从轻处罚"
    ORDINARY = "ORDINARY", "一般处罚"
    HEAVY = "HEAVY", "从重处罚"


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a range, in percent of the way from its lower to its upper end; an open end is not included."""

    begins: int
    ends: int
    open_begin: bool = False
    open_end: bool = False

    def within(self, minimum: Money, maximum: Money) -> tuple[Money, Money]:
        """Return the least and the most whole fen in this part of a range."""
        span = maximum.fen - minimum.fen
        low, high = minimum.fen * PERCENT + span * self.begins, minimum.fen * PERCENT + span * self.ends
        least = low // PERCENT + 1 if self.open_begin else -(-low // PERCENT)
        most = -(-high // PERCENT) - 1 if self.open_end else high // PERCENT
        return Money(least), Money(max(most, least))


@dataclass(frozen=True, slots=True)
class BoundsRule:
    """
    One instrument's rule. `both` is for a fine with two ends, `ceiling` for one with an upper end alone.

    `until` is the first day on which it no longer applies; `field` is the branch of administration it is written for.
    """

    id: str
    title: str
    number: str
    place: str
    area: str
    field: str
    effective: date
    until: date | None
    last_checked: date
    grade: Grade
    source: str
    note: str
    both: Mapping[Direction, Share]
    ceiling: Mapping[Direction, Share]
    regime: Regime | None = None

    def share(self, direction: Direction, fines: FineRange) -> Share | None:
        """The part of a range that a direction takes, or None where the instrument says nothing."""
        return (self.ceiling if fines.minimum == NOTHING else self.both).get(direction)

    def applies(self, on: date, area: str, field: str) -> bool:
        """Tell whether it binds in a place and branch on a day."""
        in_time = self.effective <= on and (self.until is None or on < self.until)
        return in_time and area.startswith(self.area) and field == self.field


@cache
def bounds_rules() -> Sequence[BoundsRule]:
    """
    Return every instrument's rule, in the order of the file.

    Law: APL 34; 国办发〔2022〕27号（六）.
    """
    text = resources.files("tongpan.law").joinpath("discretion", "bounds.toml").read_text(encoding="utf-8")
    return tuple(map(_rule, tomllib.loads(text)["instrument"]))


def bounds_rule(on: date, area: str, field: str, rules: Sequence[BoundsRule] | None = None) -> BoundsRule | None:
    """
    Return the rule that binds: the closest area's, then the latest; None where none does.

    Law: APL 34; 国办发〔2022〕27号（五）.
    """
    fitting = [rule for rule in (bounds_rules() if rules is None else rules) if rule.applies(on, area, field)]
    return max(fitting, key=lambda rule: (len(rule.area), rule.effective), default=None)


def _rule(row: Mapping[str, Any]) -> BoundsRule:
    return BoundsRule(
        id=row["id"],
        title=row["title"],
        number=row["number"],
        place=row["place"],
        area=row["area"],
        field=row["field"],
        effective=row["effective"],
        until=row.get("until"),
        last_checked=row["last_checked"],
        grade=row["grade"],
        source=row["source"],
        note=row["note"],
        both=_shares(row["both"]),
        ceiling=_shares(row["ceiling"]),
        regime=Regime(row["regime"]) if "regime" in row else None,
    )


def _shares(rows: Mapping[str, Mapping[str, Any]]) -> Mapping[Direction, Share]:
    return {
        Direction(name.upper()): Share(row["from"], row["to"], row.get("open_from", False), row.get("open_to", False))
        for name, row in rows.items()
    }
