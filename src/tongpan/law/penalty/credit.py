"""Credit publication (信用公示): apart from the publicity of the decision, with its own flag and its own clock."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.punishment import ADMONITIONS
from tongpan.law.period import Kind, Period, Unit, chinese_day, compute
from tongpan.law.titles import SAMR_DISCLOSURE
from tongpan.law.verdict import Breach, Verdict

SAMR_TERM: Final = Citation(SAMR_DISCLOSURE, 13, 1, figures=("三个月", "三年"), gist="公示期限")

_RULES: Final = "信用修复管理办法（2026年4月1日起施行，条文未核对）"


class CreditClass(Labelled):
    """How grave a loss of credit is (失信程度)."""

    MINOR = "MINOR", "轻微"
    GENERAL = "GENERAL", "一般"
    SERIOUS = "SERIOUS", "严重"


LONGEST_MONTHS: Final = {CreditClass.MINOR: 3, CreditClass.GENERAL: 12, CreditClass.SERIOUS: 36}
"""months; grade B, seen quoted (信用修复管理办法)"""

SAMR_SHORT_MONTHS: Final = 3
"""months; only criticism, or a smaller fine (市场监管公示规定 13)"""
SAMR_LONG_MONTHS: Final = 36
"""months; everything else (市场监管公示规定 13)"""


@dataclass(frozen=True, slots=True)
class CreditEntry:
    """One penalty on a credit platform. `necessity`: why a minor one is shown all the same."""

    kinds: frozenset[PenaltyKind]
    summary: bool
    published_on: date
    serious: bool = False
    small_fine: bool = False
    necessity: str = ""
    removed_on: date | None = None


def credit_class(entry: CreditEntry) -> CreditClass:
    """
    Return how grave a penalty counts: summary ones and mere admonitions are minor.

    Law: 信用修复管理办法 (grade B).
    """
    if entry.summary or entry.kinds <= ADMONITIONS:
        return CreditClass.MINOR
    return CreditClass.SERIOUS if entry.serious else CreditClass.GENERAL


def last_day_shown(entry: CreditEntry, calendar: WorkCalendar, regime: Regime | None = None) -> date:
    """
    Return the last day on which a penalty may be shown.

    Law: 市场监管公示规定 13 ¶1 in its regime; 信用修复管理办法 (grade B) elsewhere.
    """
    months = LONGEST_MONTHS[credit_class(entry)]
    if regime is Regime.SAMR:
        mild = entry.kinds == {PenaltyKind.CRITICISM} or (entry.kinds == {PenaltyKind.FINE} and entry.small_fine)
        months = SAMR_SHORT_MONTHS if mild else SAMR_LONG_MONTHS
    period = Period(months, Unit.MONTH, Kind.MUST_BY, rolls=False)
    return compute(period, entry.published_on, calendar).final()


def check_credit(entry: CreditEntry, as_of: date, calendar: WorkCalendar, regime: Regime | None = None) -> Verdict:
    """
    Test whether a penalty may be shown on a credit platform, and still is within its time.

    Law: 信用修复管理办法 (grade B); 市场监管公示规定 13 ¶1.
    """
    minor = credit_class(entry) is CreditClass.MINOR and regime is not Regime.SAMR
    last = last_day_shown(entry, calendar, regime)
    citation = SAMR_TERM if regime is Regime.SAMR else None
    return unmet(
        (
            not minor or bool(entry.necessity.strip()),
            Breach(
                "credit.minor.shown",
                f"简易程序处罚、警告、通报批评原则上不作信用公示：{_RULES}",
                None,
                "B",
                "撤下，或者写明确有必要的理由",
            ),
        ),
        (
            (entry.removed_on or as_of) <= last,
            Breach(
                "credit.expired",
                f"信用公示期限至{chinese_day(last)}届满，应当停止公示",
                citation,
                "A" if citation else "B",
                "停止公示",
            ),
        ),
    )
