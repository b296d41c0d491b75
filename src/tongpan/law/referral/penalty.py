"""What a suspicion of crime does to the administrative case (移送与处罚): 移送规定 11; APL 8, 35, 82; its clock."""

from dataclasses import dataclass

from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import Regime, find_provision, rule
from tongpan.law.money import NOTHING, Money
from tongpan.law.period import Ground
from tongpan.law.referral.transfer import Suspicion
from tongpan.law.titles import APL, REFERRAL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

NO_SUBSTITUTE = Citation(REFERRAL, 11, 1, figures=("不得以行政处罚代替移送",), gist="不得以行政处罚代替移送")
NOT_INSTEAD = Citation(APL, 8, 2, figures=("不得以行政处罚代替刑事处罚",), gist="不得以罚代刑")
GO_ON = Citation(REFERRAL, 11, 2, figures=("不停止执行",), gist="移送前已作出的警告、停产停业、暂扣吊销不停止执行")
OFFSET = Citation(REFERRAL, 11, 3, figures=("依法折抵相应罚金",), gist="移送前已经罚款的折抵罚金")
NO_MORE_FINE = Citation(APL, 35, 2, figures=("不再给予罚款",), gist="法院已判罚金而未罚款的不再罚款")


class CourtFine(Labelled):
    """Whether a court imposed a criminal fine on the same act (罚金)."""

    NONE = "NONE", "没有判处罚金"
    IMPOSED = "IMPOSED", "已判处罚金"
    UNKNOWN = "UNKNOWN", "不清楚"


@dataclass(frozen=True, slots=True)
class PenaltyUnderSuspicion:
    """
    A penalty about to be decided in a case that bears on a crime.

    `transfer_settled`: the head decided not to transfer, or the police or the court sent the case back.
    """

    suspicion: Suspicion | None
    transfer_settled: bool
    fines: bool
    court_fine: CourtFine = CourtFine.UNKNOWN


def check_penalty(facts: PenaltyUnderSuspicion) -> Verdict:
    """
    Test whether a penalty may be decided while a crime is in question.

    Law: APL 8 ¶2; 35 ¶2; 移送规定 11 ¶1.
    """
    verdict: list[Breach] = []
    if facts.suspicion is None:
        verdict.append(
            Breach(
                "referral.penalty.unknown",
                "尚未判断是否涉嫌犯罪，不能作出处罚决定",
                NOT_INSTEAD,
                missing="先判断是否涉嫌犯罪",
            )
        )
    elif facts.suspicion is not Suspicion.NONE and not facts.transfer_settled:
        verdict.append(
            Breach(
                "referral.penalty.instead",
                f"{facts.suspicion.label}，在移送有结论以前不得以行政处罚代替移送",
                NO_SUBSTITUTE,
                missing="先办理移送；不批准移送的写明理由",
            )
        )
    if facts.fines:
        verdict.extend(_check_court_fine(facts.court_fine))
    return tuple(verdict)


def _check_court_fine(court_fine: CourtFine) -> Verdict:
    if court_fine is CourtFine.NONE:
        return LAWFUL
    if court_fine is CourtFine.UNKNOWN:
        return (
            Breach(
                "referral.fine.unknown",
                "尚不清楚人民法院是否已经判处罚金",
                NO_MORE_FINE,
                missing="向人民法院核实判决",
            ),
        )
    return (
        Breach(
            "referral.fine.after_court",
            "人民法院已判处罚金，尚未罚款的不再给予罚款",
            NO_MORE_FINE,
            missing="去掉罚款，可以给予其他处罚",
        ),
    )


def offset(administrative_fine: Money, court_fine: Money) -> Money:
    """
    Return what of a court's fine is still to be paid after an administrative fine paid before.

    Law: APL 35 ¶2; 移送规定 11 ¶3.
    """
    return Money(max(court_fine.fen - administrative_fine.fen, NOTHING.fen))


KEEP_RUNNING = frozenset({"警告", "责令停产停业", "暂扣许可证件", "吊销许可证件"})
"""Penalties decided before a transfer that go on all the same (移送规定 11 ¶2)."""


def goes_on_after_transfer(penalty: str) -> bool:
    """
    Tell whether a penalty decided before the transfer is carried out all the same.

    Law: 移送规定 11 ¶2.
    """
    return penalty in KEEP_RUNNING


def clock_may_stop(regime: Regime | str | None) -> bool:
    """
    Tell whether the case clock of ninety days stands still while the police have the case.

    Law: APL 60; the regime's own grounds of exclusion.
    Reading: only where the regime knows 中止; nationally it does not, and the clock runs on (ADR 0034).
    """
    return Ground.SUSPENSION in find_provision(rule("DL-09"), regime).exclusions


def check_clock(regime: Regime | str | None, *, stopped: bool, suspension_decided: bool) -> Verdict:
    """
    Test a case clock that was stopped for a referral.

    Law: APL 60; the regime's own grounds of exclusion.
    Reading: see `clock_may_stop` (ADR 0034).
    """
    if not stopped or (clock_may_stop(regime) and suspension_decided):
        return LAWFUL
    provision = find_provision(rule("DL-09"), regime)
    if not clock_may_stop(regime):
        return (
            Breach(
                "referral.clock.no_ground",
                "适用的程序规定没有“中止”的事由，移送期间办案期限继续计算",
                provision.citation,
                grade="D",
                missing="按未停止计算期限，并提请监督",
                adr="ADR-0034",
            ),
        )
    return (
        Breach(
            "referral.clock.undecided",
            "办案期限停止计算须有中止调查的决定",
            provision.citation,
            missing="报负责人批准中止",
        ),
    )
