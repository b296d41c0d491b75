"""Decision (行政处罚决定): which outcome the facts allow, with what accompanies it, and in time. APL 28, 33, 57, 60."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.keeping import kept
from tongpan.law.labelled import Labelled
from tongpan.law.limits import LimitRefused, Regime, compute_limit
from tongpan.law.period import Exclusion, Extension
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Breach, Verdict

OUTCOMES: Final = Citation(APL, 57, 1, figures=("分别作出如下决定",), gist="调查终结分别作出决定")
UNFOUNDED: Final = Citation(APL, 57, 1, item=3, figures=("违法事实不能成立",), gist="事实不能成立的不予处罚")
CRIME: Final = Citation(APL, 57, 1, item=4, figures=("涉嫌犯罪", "移送司法机关"), gist="涉嫌犯罪的移送")
CORRECTION: Final = Citation(APL, 28, 1, figures=("应当责令当事人改正",), gist="处罚时责令改正")
EDUCATION: Final = Citation(APL, 33, 3, figures=("应当对当事人进行教育",), gist="不予处罚的应当教育")
TIME: Final = Citation(APL, 60, figures=("九十日内",), gist="立案之日起九十日内决定")
OWN_ERROR: Final = Citation(APL, 75, 2, figures=("发现有错误的，应当主动改正",), gist="发现决定有错误的主动改正")
HEAD_DECIDES: Final = Citation(APL, 57, 1, figures=("行政机关负责人应当对调查结果进行审查",), gist="由负责人审查决定")

ADR: Final = "ADR-0028"


class Outcome(Labelled):
    """How a case is decided (处理决定)."""

    PENALTY = "PENALTY", "给予行政处罚"
    EXEMPT = "EXEMPT", "依法不予行政处罚"
    UNFOUNDED = "UNFOUNDED", "违法事实不能成立，不予行政处罚"
    TRANSFER_JUSTICE = "TRANSFER_JUSTICE", "移送司法机关"
    TRANSFER_AGENCY = "TRANSFER_AGENCY", "移送有管辖权的机关"


class Correction(Labelled):
    """What was done about the unlawful state itself (责令改正)."""

    ORDERED = "ORDERED", "已责令改正"
    MADE = "MADE", "当事人已经改正并有记录"
    NONE = "NONE", "没有责令改正"


@dataclass(frozen=True, slots=True)
class Findings:
    """
    What the head found, and what was decided. None is unknown.

    `exempt` says whether a statutory ground bars the penalty (30, 31, 33, 36).
    """

    outcome: Outcome
    established: bool | None
    exempt: bool | None
    crime_suspected: bool | None
    competent: bool | None
    correction: Correction = Correction.NONE
    educated: bool = False
    decider: str = ""
    handlers: frozenset[str] = frozenset()


def check_outcome(findings: Findings) -> Verdict:
    """
    Test whether the outcome is the one that the findings allow, with what must accompany it.

    Law: APL 57 ¶1; 28 ¶1; 33 ¶3; 8; 40.
    Reading: who handles a case does not decide it; where the party has corrected on record no order is owed (ADR-0028).
    """
    check = {
        Outcome.PENALTY: _check_penalty,
        Outcome.EXEMPT: _check_exempt,
        Outcome.UNFOUNDED: _check_unfounded,
        Outcome.TRANSFER_JUSTICE: _check_referral,
        Outcome.TRANSFER_AGENCY: _check_transfer,
    }
    return (*_check_decider(findings), *check[findings.outcome](findings))


def _check_decider(findings: Findings) -> Verdict:
    return unmet(
        (bool(findings.decider), Breach("decision.decider.missing", "没有写明作出决定的负责人", HEAD_DECIDES)),
        (
            findings.decider not in findings.handlers,
            Breach("decision.decider.handler", "本案承办人不能决定本案", HEAD_DECIDES, "D", "由其他负责人决定", ADR),
        ),
    )


def _check_penalty(findings: Findings) -> Verdict:
    return unmet(
        (
            findings.established,
            Breach("decision.facts.unfounded", "违法事实不能成立，不得处罚", UNFOUNDED, missing="决定不予处罚"),
            Breach("decision.facts.unknown", "违法事实是否成立尚不清楚", UNFOUNDED, missing="查清事实"),
        ),
        (
            negate(findings.crime_suspected),
            Breach("decision.crime.suspected", "涉嫌犯罪，不得以行政处罚代替", CRIME, missing="移送司法机关"),
            Breach("decision.crime.unknown", "是否涉嫌犯罪尚不清楚", CRIME, missing="对照立案追诉标准核实"),
        ),
        (
            negate(findings.exempt),
            Breach("decision.exempt.ignored", "有不予处罚的法定情形，不得处罚", OUTCOMES, missing="决定不予处罚"),
            Breach(
                "decision.exempt.unknown", "有无不予处罚的法定情形尚不清楚", OUTCOMES, missing="逐项核对不予处罚情形"
            ),
        ),
        (
            findings.competent,
            Breach("decision.competence.lacking", "没有管辖权，不得处罚", OUTCOMES, missing="移送有管辖权的机关"),
            Breach("decision.competence.unknown", "有无管辖权尚不清楚", OUTCOMES, missing="核对职权清单"),
        ),
        (
            findings.correction is not Correction.NONE,
            Breach("decision.correction.missing", "处罚而没有责令改正", CORRECTION, missing="责令改正或者限期改正"),
        ),
    )


def _check_exempt(findings: Findings) -> Verdict:
    return unmet(
        (
            findings.exempt is True,
            Breach(
                "decision.exempt.baseless", "没有查明不予处罚的法定情形", OUTCOMES, missing="写明不予处罚的法定情形"
            ),
        ),
        (
            findings.educated,
            Breach("decision.education.missing", "不予处罚而没有教育记录", EDUCATION, missing="教育当事人并记录"),
        ),
    )


def _check_unfounded(findings: Findings) -> Verdict:
    return unmet(
        (
            findings.established is False,
            Breach("decision.unfounded.open", "没有查明违法事实不能成立", UNFOUNDED, missing="查清事实再作决定"),
        )
    )


def _check_referral(findings: Findings) -> Verdict:
    return unmet(
        (
            findings.crime_suspected is True,
            Breach("decision.referral.baseless", "没有查明涉嫌犯罪", CRIME, missing="写明涉嫌的罪名和依据"),
        )
    )


def _check_transfer(findings: Findings) -> Verdict:
    return unmet(
        (
            findings.competent is False,
            Breach("decision.transfer.baseless", "没有查明本机关无管辖权", OUTCOMES, missing="写明有管辖权的机关"),
        )
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """From docketing to decision, with what prolonged it and what does not count."""

    docketed_on: date
    decided_on: date
    exclusions: tuple[Exclusion, ...] = ()
    extensions: tuple[Extension, ...] = ()

    def __post_init__(self) -> None:
        if self.decided_on < self.docketed_on:
            raise LawRefused("decision.clock.order", "决定早于立案，请核对日期", "decided_on")


def check_in_time(
    clock: Clock, calendar: WorkCalendar, regime: Regime | None = None, province: str | None = None
) -> Verdict:
    """
    Test whether a case is decided within its time.

    Law: APL 60; 市场监管程序规定 64; 住建程序规定 29, 30; 农业程序规定 58; 交通程序规定 78; 浙江程序办法 64 (DL-09).
    Reading: the power to decide does not lapse with the time; a late decision is stopped until somebody authorised goes
    on with a reason, and is reported to supervision (ADR-0028). Past the earliest day that the limit can be, while the
    holidays of its year are not published, the answer warns (ADR-0014, item 7).
    """
    try:
        limit = compute_limit(
            "DL-09", clock.docketed_on, calendar, regime, province, clock.exclusions, clock.extensions
        )
    except LimitRefused as refusal:
        return (
            Breach(
                "decision.clock.invalid", f"办案期限的延长或者扣除不成立：{refusal.message}", refusal.citation or TIME
            ),
        )
    in_time = kept(limit, clock.decided_on)
    if in_time:
        return LAWFUL
    if in_time is None:
        return (Breach("decision.clock.late", f"可能超过办案期限：{limit.explanation}", TIME, "C", "尽快作出决定"),)
    way = "由负责人写明理由后尽快决定，并报监督机构"
    return (Breach("decision.clock.late", f"超过办案期限：{limit.explanation}", TIME, "D", way, ADR),)
