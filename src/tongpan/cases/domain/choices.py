"""The words of a case beside those of the law."""

from typing import Final

from django.db.models import TextChoices

from tongpan.law.limits import Regime


class Source(TextChoices):
    """Where a case came from (案源)."""

    LEAD = "LEAD", "线索"
    INSPECTION = "INSPECTION", "检查发现"
    TRANSFER = "TRANSFER", "其他机关移送"
    ASSIGNED = "ASSIGNED", "上级交办"
    PAPER = "PAPER", "在办纸质案件"


class Standing(TextChoices):
    """How far a case has come, in one word for lists; what is next follows from its facts alone."""

    CLUE = "CLUE", "核查中"
    INQUIRY = "INQUIRY", "调查中"
    TOLD = "TOLD", "已告知"
    DECIDED = "DECIDED", "已决定"
    SERVED = "SERVED", "执行中"
    CLOSED = "CLOSED", "已结案"


OPEN: Final = frozenset(Standing) - {Standing.CLOSED}

IDENTITY_PURPOSE: Final = "party-identity"
"""what the index of identity numbers is for; the same number is found again under this word alone"""

STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
"""how the parties of a case are told apart where their names should not stand: limits, lists, reasons"""

REGIMES: Final[dict[str, Regime]] = {
    "market": Regime.SAMR,
    "food_drug": Regime.SAMR,
    "city_appearance": Regime.HURD,
    "planning": Regime.HURD,
    "municipal": Regime.HURD,
    "landscaping": Regime.HURD,
    "construction": Regime.HURD,
    "property": Regime.HURD,
    "agriculture": Regime.AGR,
    "transport": Regime.TRA,
}
"""The procedure rules that a field stands under unless somebody says otherwise."""


def party_handle(number: int) -> str:
    """Return the short name of the nth party of a case, counted from 0."""
    return STEMS[number] if number < len(STEMS) else f"第{number + 1}当事人"
