"""The statutory range of a fine (法定罚款幅度): sums, multiples of a base, percentages of a base."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tongpan.law.citation import Citation
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.refusal import LawRefused

PERCENT = 100


@dataclass(frozen=True, slots=True)
class FineRange:
    """From how much to how much the statute lets one fine, both ends included. No minimum is nothing."""

    minimum: Money
    maximum: Money
    citation: Citation

    def __post_init__(self) -> None:
        if self.maximum <= NOTHING or self.minimum > self.maximum:
            raise LawRefused("discretion.range.empty", "法定罚款幅度的上限应当大于零且不低于下限", "maximum")

    def __str__(self) -> str:
        if self.minimum == NOTHING:
            return f"{self.maximum}以下"
        return f"{self.minimum}以上{self.maximum}以下"

    def contains(self, fine: Money) -> bool:
        """Tell whether a fine lies in the range."""
        return self.minimum <= fine <= self.maximum


def range_on_base(base: Money, lowest: Fraction, highest: Fraction, citation: Citation) -> FineRange:
    """
    Return the range of a fine that the statute sets in multiples or percentages of a base (造价、违法所得、货值).

    Law: the cited one; APL 28 ¶2 on the base.
    Reading: what is finer than a fen is cut off on the party's side (ADR 0036).

    :raises LawRefused: if the ratios are reversed, negative, or nothing comes of them
    """
    if not 0 <= lowest <= highest:
        raise LawRefused("discretion.range.ratios", "倍数或者比例的上限不能低于下限", "highest")
    minimum, maximum = (Money(int(base.fen * ratio)) for ratio in (lowest, highest))
    return FineRange(minimum, maximum, citation)


@cache
def statutory_ranges() -> Mapping[str, FineRange]:
    """
    Return the ranges that ship with this package, by name.

    Law: each row cites its own.
    """
    text = resources.files("tongpan.law").joinpath("discretion", "ranges.toml").read_text(encoding="utf-8")
    return MappingProxyType({row["id"]: _range(row) for row in tomllib.loads(text)["range"]})


def _range(row: Mapping[str, Any]) -> FineRange:
    minimum = row.get("minimum")
    return FineRange(NOTHING if minimum is None else yuan(minimum), yuan(row["maximum"]), read_citation(row["basis"]))


def read_citation(row: Mapping[str, Any]) -> Citation:
    """
    Return a citation as the data files write it.

    Law: none; a reader.
    """
    return Citation(
        row["statute"],
        row["article"],
        row.get("paragraph"),
        row.get("item"),
        figures=tuple(row.get("figures", ())),
        gist=row.get("gist", ""),
    )
