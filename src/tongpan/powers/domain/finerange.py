"""Ranges of fines of a matter (罚款幅度), as the law reckons with them: which fall on whom, and what they depend on."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.discretion.ranges import FineRange, range_on_base
from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.refusal import LawRefused
from tongpan.powers.domain.wording import fine_text

SUBJECTS: Final[Mapping[str, frozenset[PartyKind]]] = {
    "individual": frozenset({PartyKind.CITIZEN, PartyKind.SOLE_TRADER}),
    "organisation": frozenset({PartyKind.ORGANIZATION, PartyKind.SOLE_TRADER}),
    "person_in_charge": frozenset({PartyKind.CITIZEN}),
}
BASES: Final[Mapping[str, str]] = {
    "per_unit": "数量",
    "multiple_of_income": "违法所得（元）",
    "multiple_of_value": "货值（元）",
    "percent": "计算基数（元）",
}
"""what has to be known before a range that is no plain sum can be reckoned"""
PERCENT: Final = 100


@dataclass(frozen=True, slots=True)
class FineEntry:
    """One range of a matter's article. `base` is what it depends on, empty for a plain sum; None bounds: no sum set."""

    key: str
    text: str
    parties: frozenset[PartyKind]
    base: str
    low: Fraction | None
    high: Fraction | None
    unit: bool = False
    condition: str = ""

    @property
    def plain(self) -> bool:
        """Whether the article itself names the sums."""
        return not self.base and self.high is not None

    def on(self, base: Decimal | None, citation: Citation) -> FineRange | None:
        """
        Return the range in money; None while the base is not known, or where the article names no sum.

        :raises LawRefused: if nothing comes of the base
        """
        if self.low is None or self.high is None:
            return None
        if not self.base:
            return FineRange(_money(self.low), _money(self.high), citation)
        if base is None:
            return None
        if self.unit:  # so many yuan for each
            return FineRange(_money(self.low * Fraction(base)), _money(self.high * Fraction(base)), citation)
        return range_on_base(yuan(base), self.low, self.high, citation)


def _money(amount: Fraction) -> Money:
    if amount < 0:
        raise LawRefused("discretion.range.ratios", "罚款幅度不能是负数", "lowest")
    return Money(int(amount * 100)) if amount else NOTHING


def fine_entry(fine: Mapping[str, Any]) -> FineEntry:
    """Return one range as the catalogue keeps it."""
    basis = fine["basis"]
    prefix = {"multiple_of_income": "multiple_", "multiple_of_value": "multiple_", "percent": "percent_"}.get(basis, "")
    known = basis != "unspecified"
    low = Fraction(str(fine[f"{prefix}min"])) if known else None
    high = Fraction(str(fine[f"{prefix}max"])) if known else None
    if basis == "percent" and low is not None and high is not None:
        low, high = low / PERCENT, high / PERCENT
    text = fine_text(fine)
    base = BASES.get(basis, "")
    if base and fine.get("unit"):
        base = f"{base}：{fine['unit']}"
    return FineEntry(
        key=text[:200],
        text=text,
        parties=SUBJECTS.get(fine["subject"], frozenset(PartyKind)),
        base=base,
        low=low,
        high=high,
        unit=basis == "per_unit",
        condition=str(fine.get("condition", "")),
    )


@dataclass(frozen=True, slots=True)
class MatterFines:
    """The ranges of one matter in the wording of a day, and where they stand."""

    code: str
    domain: str
    citation: Citation
    place: str
    entries: tuple[FineEntry, ...]
