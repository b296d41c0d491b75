"""Suspension (中止调查) and end (终止调查) of an investigation: grounds differ by regime, 行政处罚法 names none."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tongpan.law.checklist import Requirement, unmet
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import AGR, APL, HURD, SAMR, TRA
from tongpan.law.verdict import LAWFUL, Breach, Verdict

IN_NINETY_DAYS: Final = Citation(APL, 60, figures=("九十日",), gist="立案后九十日内决定，法律、法规、规章另有规定除外")
SAMR_SUSPENSION: Final = Citation(SAMR, 46, 1, gist="五种情形，经负责人批准中止调查")
HURD_SUSPENSION: Final = Citation(HURD, 30, 1, gist="五种情形，经负责人批准中止调查")
AGR_SUSPENSION: Final = Citation(AGR, 48, 1, gist="五种情形，经负责人批准中止调查，制作决定书")
SAMR_RESUMED: Final = Citation(SAMR, 46, 2, figures=("立即恢复",), gist="原因消除后立即恢复调查")
HURD_RESUMED: Final = Citation(HURD, 30, 2, figures=("及时恢复",), gist="情形消失后及时恢复调查")
AGR_RESUMED: Final = Citation(AGR, 48, 2, figures=("立即恢复",), gist="原因消除后立即恢复调查")
SAMR_END: Final = Citation(SAMR, 47, gist="当事人死亡或者终止且无承受人等，经负责人批准终止调查")
HURD_END: Final = Citation(HURD, 31, item=3, gist="不能认定违法事实、已过时效等，案件终止调查")
TRA_END: Final = Citation(TRA, 123, 1, gist="没有违法事实、已过时效等，经负责人批准终止调查")

READING: Final = "ADR-0023"


class Ground(Labelled):
    """Why an investigation may stand still (中止调查的情形)."""

    PENDING_RULING = "PENDING_RULING", "须以尚未作出的裁判或者行政决定为依据"
    LEGAL_QUESTION = "LEGAL_QUESTION", "法律适用问题须请有权机关解释或者确认"
    FORCE_MAJEURE = "FORCE_MAJEURE", "不可抗力致使暂时无法调查"
    PARTY_MISSING = "PARTY_MISSING", "当事人下落不明致使暂时无法调查"
    OTHER = "OTHER", "其他应当中止调查的情形"


@dataclass(frozen=True, slots=True)
class Suspension:
    """One standstill: its ground, its approval, its document, and when the ground was gone and the work resumed."""

    ground: Ground
    began_on: date
    approved_by_head: bool | None
    reason: str = ""
    document: bool | None = None
    ground_gone_on: date | None = None
    resumed_on: date | None = None


_BASES: Final[Mapping[Regime, tuple[Citation, Citation]]] = {
    Regime.SAMR: (SAMR_SUSPENSION, SAMR_RESUMED),
    Regime.HURD: (HURD_SUSPENSION, HURD_RESUMED),
    Regime.AGR: (AGR_SUSPENSION, AGR_RESUMED),
}
"""Where suspension stands, and where resuming."""

_DOCUMENT: Final[Requirement[Suspension]] = Requirement(
    lambda suspension: suspension.document,
    Breach("suspension.document.missing", "没有制作案件中止调查决定书", AGR_SUSPENSION, missing="制作中止调查决定书"),
    Breach("suspension.document.unknown", "不清楚是否制作中止调查决定书", AGR_SUSPENSION, missing="核对案卷"),
)


def check_suspension(suspension: Suspension, regime: Regime | None, today: date) -> Verdict:
    """
    Test whether an investigation may stand still, and that it goes on once the ground is gone.

    Law: APL 60. SAMR 46; HURD 30; AGR 48.
    Reading: without a rule of the regime nothing stops the ninety days, a referral to the police neither (ADR-0023).

    :raises LawRefused: if the days are not in their order
    """
    later = [day for day in (suspension.ground_gone_on, suspension.resumed_on) if day is not None]
    if any(day < suspension.began_on for day in later):
        raise LawRefused("suspension.dates.reversed", "恢复调查或者原因消除早于中止，请核对日期", "began_on")
    bases = _BASES.get(regime) if regime is not None else None
    if bases is None:
        said = "本程序没有中止调查的规定，办案期限继续计算"
        return (Breach("suspension.no_basis", said, IN_NINETY_DAYS, missing="继续办理；确需中止的，先查明规章依据"),)
    basis, resuming = bases
    return (
        *unmet(
            (
                suspension.approved_by_head,
                Breach("suspension.unapproved", "中止调查没有经负责人批准", basis, missing="报负责人批准"),
                Breach("suspension.approval.unknown", "不清楚中止调查是否经负责人批准", basis, missing="核对审批表"),
            )
        ),
        *_check_reason(suspension, basis),
        *(_DOCUMENT.check(suspension) if regime is Regime.AGR else LAWFUL),
        *_check_resumed(suspension, resuming, today),
    )


def _check_reason(suspension: Suspension, basis: Citation) -> Verdict:
    if suspension.ground is not Ground.OTHER or suspension.reason.strip():
        return LAWFUL
    said = "以其他情形中止调查，没有写明理由"
    return (Breach("suspension.reason.missing", said, basis, missing="写明具体情形和无法调查的理由"),)


def _check_resumed(suspension: Suspension, resuming: Citation, today: date) -> Verdict:
    gone = suspension.ground_gone_on
    if gone is None or gone >= (suspension.resumed_on or today):
        return LAWFUL
    said = f"中止的原因已于{chinese_day(gone)}消除，应当立即恢复调查，之后的时间照样计入办案期限"
    return (Breach("suspension.resume", said, resuming, missing="恢复调查，从原因消除之日起继续计算期限"),)


def standstill_until(began_on: date, ground_gone_on: date) -> date:
    """
    Return the last day of a standstill that does not count: the day before its ground was gone.

    The day on which it began does not count, also where the ground was gone on the same day.

    Law: SAMR 46 ¶2; HURD 30 ¶2; AGR 48 ¶2.
    Reading: the time to decide runs on from the day on which the ground is gone, whenever work is resumed (ADR-0023).

    :raises LawRefused: if the ground was gone before the standstill began
    """
    if ground_gone_on < began_on:
        raise LawRefused("suspension.dates.reversed", "原因消除的日期早于中止调查的日期，请核对", "gone_on")
    return max(began_on, ground_gone_on - timedelta(days=1))


class End(Labelled):
    """Why an investigation ends without a decision (终止调查的情形)."""

    NO_SUCCESSOR = "NO_SUCCESSOR", "当事人死亡或者终止，没有权利义务承受人"
    NO_BREACH = "NO_BREACH", "没有违法事实"
    LIMITATION = "LIMITATION", "违法行为已过追究时效"
    OTHER = "OTHER", "其他需要终止调查的情形"


_ENDS: Final[Mapping[Regime, tuple[Citation, frozenset[End]]]] = {
    Regime.SAMR: (SAMR_END, frozenset({End.NO_SUCCESSOR, End.OTHER})),
    Regime.HURD: (HURD_END, frozenset({End.NO_BREACH, End.LIMITATION, End.OTHER})),
    Regime.TRA: (TRA_END, frozenset({End.NO_BREACH, End.LIMITATION, End.OTHER})),
}


def check_end(end: End, approved_by_head: bool | None, regime: Regime | None) -> Verdict:
    """
    Test whether an investigation may end without a decision.

    Law: SAMR 47; HURD 31(3); TRA 123 ¶1.
    Reading: elsewhere a filed case ends with a decision (ADR-0023).
    """
    known = _ENDS.get(regime) if regime is not None else None
    if known is None:
        said = "本程序没有终止调查的规定"
        missing = "作出不予处罚等决定，不能以终止调查了结"
        return (Breach("suspension.end.no_basis", said, IN_NINETY_DAYS, "D", missing, READING),)
    basis, grounds = known
    if end not in grounds:
        said = f"“{end.label}”不是本程序终止调查的情形"
        return (Breach("suspension.end.ground", said, basis, missing="作出不予处罚等决定"),)
    return unmet(
        (
            approved_by_head,
            Breach("suspension.end.unapproved", "终止调查没有经负责人批准", basis, missing="报负责人批准"),
            Breach("suspension.end.approval.unknown", "不清楚终止调查是否经负责人批准", basis, missing="核对审批表"),
        )
    )
