"""Daily fines (按日连续处罚): the one exception to the single fine, under 生态环境法典 1060."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.checklist import Requirement, check_all
from tongpan.law.citation import Citation
from tongpan.law.money import Money
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import ECOLOGY_CODE
from tongpan.law.verdict import Breach, Verdict

DAILY: Final = Citation(ECOLOGY_CODE, 1060, 1, figures=("次日起",), gist="受罚并责令改正后复查仍不改，可按日连续处罚")
DAILY_LOCAL: Final = Citation(ECOLOGY_CODE, 1060, 3, gist="地方性法规可以增加按日连续处罚的种类")

READING: Final = "ADR-0022"


@dataclass(frozen=True, slots=True)
class DailyFine:
    """
    A fine counted by days. `covered` says whether the act is discharge, dumping or disposal of ¶1, or one that a local
    regulation adds; `ordered_on` is the day of the order to correct, `rechecked_on` that of the re-check.
    """

    covered: bool | None
    fined_before: bool | None
    ordered_on: date | None
    rechecked_on: date | None
    found_going_on: bool | None
    original: Money
    from_day: date
    to_day: date
    amount: Money


_COVERED: Final[Requirement[DailyFine]] = Requirement(
    lambda fine: fine.covered,
    Breach("daily_fine.not_covered", "本行为不在按日连续处罚的范围内", DAILY, missing="不适用按日连续处罚"),
    Breach("daily_fine.covered.unknown", "不清楚本行为是否在按日连续处罚的范围内", DAILY_LOCAL, missing="查明依据"),
)
_FINED: Final[Requirement[DailyFine]] = Requirement(
    lambda fine: fine.fined_before,
    Breach("daily_fine.no_fine", "没有先作出罚款处罚，不能按日连续处罚", DAILY, missing="先作出罚款决定并责令改正"),
    Breach("daily_fine.fine.unknown", "不清楚是否先作出罚款处罚", DAILY, missing="核对前次决定"),
)
_GOING_ON: Final[Requirement[DailyFine]] = Requirement(
    lambda fine: fine.found_going_on,
    Breach("daily_fine.corrected", "复查没有发现继续违法、拒不改正或者阻挠复查", DAILY, missing="不适用按日连续处罚"),
    Breach("daily_fine.recheck.unknown", "不清楚复查的结果", DAILY, missing="核对复查记录"),
)


def check_daily_fine(fine: DailyFine) -> Verdict:
    """
    Test a fine by days, the one exception to the single fine: fined, ordered to correct, re-checked, still going on.

    Law: 生态环境法典 1060 ¶1, ¶3.
    Reading: the last day counted is that of the re-check that found it going on (ADR-0022).

    :raises LawRefused: if the days are upside down
    """
    if fine.to_day < fine.from_day:
        raise LawRefused("daily_fine.days.reversed", "按日连续处罚的止日早于起日，请核对", "to_day")
    found = list(check_all((_COVERED, _FINED), fine))
    if fine.ordered_on is None:
        missing = "先责令改正"
        found.append(Breach("daily_fine.no_order", "没有责令改正，不能按日连续处罚", DAILY, missing=missing))
    if fine.rechecked_on is None:
        found.append(Breach("daily_fine.no_recheck", "没有组织复查，不能按日连续处罚", DAILY, missing="组织复查"))
    else:
        found.extend(_GOING_ON.check(fine))
    return (*found, *_check_days(fine))


def _check_days(fine: DailyFine) -> Verdict:
    found = []
    if fine.ordered_on is not None and fine.from_day <= fine.ordered_on:
        said = f"按日连续处罚自责令改正（{chinese_day(fine.ordered_on)}）的次日起算"
        found.append(Breach("daily_fine.too_early", said, DAILY, missing="改自次日起算"))
    if fine.rechecked_on is not None and fine.to_day > fine.rechecked_on:
        said = f"复查日（{chinese_day(fine.rechecked_on)}）之后是否继续违法没有查明，不能计罚"
        found.append(Breach("daily_fine.too_long", said, DAILY, "D", "计至复查日，或者再次复查", READING))
    days = (fine.to_day - fine.from_day).days + 1
    due = Money(fine.original.fen * days)
    if fine.amount != due:
        said = f"按原罚款数额{fine.original}乘{days}日应当为{due}，不是{fine.amount}"
        found.append(Breach("daily_fine.amount", said, DAILY, missing=f"改为{due}"))
    return tuple(found)
