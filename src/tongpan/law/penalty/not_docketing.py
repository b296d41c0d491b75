"""Not docketing (不予立案、撤销立案、有案不立): clues that become no case. APL 54 ¶2, 76 ¶2."""

from dataclasses import dataclass
from typing import Final

from tongpan.law.checklist import unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.penalty.docketing import IN_TIME, Clue, check_conditions
from tongpan.law.titles import AGR, APL, SAMR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NOT_IN_TIME: Final = Citation(APL, 76, 2, gist="符合立案标准不及时立案的，追究责任")
SAMR_GROUNDS: Final = Citation(SAMR, 20, 1, gist="可以不予立案的情形")
SAMR_FORM: Final = Citation(SAMR, 20, 2, gist="填写不予立案审批表")
AGR_WITHDRAWAL: Final = Citation(AGR, 31, gist="立案后发现不符合条件的，应当撤销立案")

READING: Final = "ADR-0023"


class Reason(Labelled):
    """Why a case need not be filed though there is a breach of law (可以不予立案的情形)."""

    MINOR = "MINOR", "违法行为轻微并及时改正，没有造成危害后果"
    FIRST = "FIRST", "初次违法且危害后果轻微并及时改正"
    NO_FAULT = "NO_FAULT", "当事人有证据足以证明没有主观过错"
    CONDITION = "CONDITION", "不符合立案条件"
    OTHER = "OTHER", "依法可以不予立案的其他情形"


_EXCUSED: Final = frozenset({Reason.MINOR, Reason.FIRST, Reason.NO_FAULT})
"""Reasons of 行政处罚法 33: there is a breach of law, and yet nothing to file."""


@dataclass(frozen=True, slots=True)
class Unfiled:
    """A clue that was not filed: whether its time is over, and for what reason filing was refused."""

    clue: Clue
    overdue: bool
    refused_for: Reason | None = None


def check_unfiled(unfiled: Unfiled, regime: Regime | None) -> Verdict:
    """
    Return the alert 有案不立: the conditions are met and nobody filed in time, or filing was refused (INV-80).

    Law: APL 54 ¶2; 76 ¶2; 33.
    """
    refused = unfiled.refused_for is not None
    if unfiled.refused_for in _EXCUSED or not (unfiled.overdue or refused):
        return LAWFUL
    if check_conditions(unfiled.clue, regime):
        return LAWFUL
    said = "符合立案条件而决定不予立案" if refused else "符合立案条件，期满仍没有立案"
    return (Breach("not_docketing.alert", said, NOT_IN_TIME, missing="立即立案；由执法监督机构督促"),)


_NO_FORM: Final = Breach("not_docketing.form", "决定不予立案没有填写不予立案审批表", SAMR_FORM, missing="补填审批表")
_FORM_UNKNOWN: Final = Breach(
    "not_docketing.form.unknown", "不清楚是否填写不予立案审批表", SAMR_FORM, missing="核对案卷"
)


def check_not_docketing(
    ground: Reason | None, form: bool | None, regime: Regime | None, basis: Citation | None = None
) -> Verdict:
    """
    Test whether a decision not to file has a ground, and 市场监管's form.

    Law: SAMR 20; APL 33 ¶1, ¶2; 54 ¶2.
    """
    found: list[Breach] = []
    where = SAMR_GROUNDS if regime is Regime.SAMR else IN_TIME
    if ground is None:
        said = "不予立案没有写明理由"
        found.append(Breach("not_docketing.groundless", said, where, missing="写明不予立案的情形"))
    elif ground is Reason.OTHER and basis is None:
        said = "以其他情形不予立案，没有写明依据"
        found.append(Breach("not_docketing.basis", said, where, missing="写明法律、法规、规章的条款"))
    if regime is Regime.SAMR:
        found.extend(unmet((form, _NO_FORM, _FORM_UNKNOWN)))
    return tuple(found)


def check_withdrawal(clue: Clue, regime: Regime | None) -> Verdict:
    """
    Test whether a filing may be withdrawn (撤销立案): 农业 has it, and only when a condition turns out to be lacking.

    Law: AGR 31.
    Reading: elsewhere a filed case ends with a decision or the end of the investigation (ADR-0023).
    """
    if regime is not Regime.AGR:
        said = "本程序没有撤销立案的规定"
        missing = "作出不予处罚决定、移送，或者终止调查"
        return (Breach("not_docketing.withdrawal.unknown_here", said, IN_TIME, "D", missing, READING),)
    lacking = check_conditions(clue, regime)
    if any(not breach.code.endswith(".unknown") for breach in lacking):
        return LAWFUL
    said = "立案条件仍然具备或者没有查清，不能撤销立案"
    return (Breach("not_docketing.withdrawal.groundless", said, AGR_WITHDRAWAL, missing="继续调查"),)


def check_withdrawal_due(clue: Clue, regime: Regime | None) -> Verdict:
    """
    Test that a filed case which lacks a condition is not kept open where it must be withdrawn.

    Law: AGR 31.
    """
    if regime is not Regime.AGR or check_withdrawal(clue, regime):
        return LAWFUL
    return (
        Breach("not_docketing.withdrawal.due", "已经不符合立案条件，应当撤销立案", AGR_WITHDRAWAL, missing="撤销立案"),
    )
