"""Correction (责令改正) and illegal income (违法所得): what goes with every penalty. APL 28."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.money import NOTHING, Money
from tongpan.law.refusal import LawRefused
from tongpan.law.statutes import StatuteLevel, ranks_among
from tongpan.law.titles import APL, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CORRECTION: Final = Citation(APL, 28, 1, gist="实施处罚时应当责令改正或者限期改正")
INCOME: Final = Citation(APL, 28, 2, gist="违法所得除应当退赔的外予以没收；是实施违法行为所取得的款项")
TRA_CORRECTION: Final = Citation(TRA, 66, gist="处罚和不罚都要责令改正")

_COMPUTED_BY: Final = frozenset({StatuteLevel.LAW, StatuteLevel.ADMIN_REGULATION, StatuteLevel.DEPARTMENT_RULE})


@dataclass(frozen=True, slots=True)
class Correction:
    """
    The order to correct (责令改正) beside a penalty. `correctable` False: nothing is left to correct, with `reason`.

    `due_on` is the last day to correct; None for at once (责令改正 without 限期).
    """

    ordered_on: date | None
    due_on: date | None = None
    corrected_on: date | None = None
    correctable: bool = True
    reason: str = ""


def check_correction(correction: Correction, decided_on: date) -> Verdict:
    """
    Test that whoever is penalized is also ordered to correct, or has done so (INV-39).

    Law: APL 28 ¶1. TRA 66.

    :raises LawRefused: if the time to correct ends before it was ordered
    """
    ordered, due = correction.ordered_on, correction.due_on
    if ordered is not None and due is not None and due < ordered:
        raise LawRefused("correction.dates.reversed", "改正期限早于责令改正的日期，请核对", "due_on")
    if not correction.correctable:
        if correction.reason.strip():
            return LAWFUL
        said = "没有责令改正，也没有写明为什么无需改正"
        return (Breach("correction.reason.missing", said, CORRECTION, missing="写明行为已经终了、无法改正等理由"),)
    done = correction.corrected_on
    if (ordered is not None and ordered <= decided_on) or (done is not None and done <= decided_on):
        return LAWFUL
    said = "实施处罚时应当责令改正或者限期改正，没有责令"
    return (Breach("correction.missing", said, CORRECTION, missing="在决定中责令改正，或者另发责令改正通知书"),)


@dataclass(frozen=True, slots=True)
class Income:
    """
    Illegal income (违法所得). `gross` None: not found out. `refundable` is what the law has the party give back.

    `computed_by` is the provision under which it is computed otherwise than gross; `other_sum` its result.
    """

    gross: Money | None
    refundable: Money = NOTHING
    confiscated: Money | None = None
    computed_by: Citation | None = None
    other_sum: Money | None = None


def income_to_confiscate(income: Income) -> Money | None:
    """
    Return what is to be confiscated: all that the act brought in, less what must be given back; None if unknown.

    Law: APL 28 ¶2.
    """
    base = income.other_sum if income.computed_by is not None else income.gross
    if base is None:
        return None
    return Money(max(base.fen - income.refundable.fen, 0))


def check_income(income: Income) -> Verdict:
    """
    Test that illegal income is established, computed as the law has it, and confiscated in full.

    Law: APL 28 ¶2.
    """
    if income.computed_by is not None and not ranks_among(income.computed_by.statute, _COMPUTED_BY):
        said = f"“{income.computed_by}”不能另行规定违法所得的计算，只有法律、行政法规、部门规章可以"
        return (Breach("correction.income.method", said, INCOME, missing="按实施违法行为所取得的款项计算"),)
    due = income_to_confiscate(income)
    if due is None:
        said = "没有查明有没有违法所得、数额多少"
        return (Breach("correction.income.unknown", said, INCOME, missing="查明款项；没有的，写明没有违法所得"),)
    taken = income.confiscated if income.confiscated is not None else NOTHING
    if taken < due:
        said = f"违法所得应当没收{due}，拟没收{taken}"
        return (Breach("correction.income.kept", said, INCOME, missing=f"没收{due}"),)
    if taken > due:
        said = f"违法所得只有{due}可以没收，拟没收{taken}"
        return (Breach("correction.income.too_much", said, INCOME, missing=f"没收{due}"),)
    return LAWFUL
