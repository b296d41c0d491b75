"""Substitute performance (代履行): 行政强制法 50–52."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongpan.law.calendar import WorkCalendar
from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.limits import compute_limit
from tongpan.law.period import chinese_day
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CONDITIONS = Citation(
    COERCION_LAW, 50, figures=("危害交通安全", "造成环境污染", "破坏自然资源"), gist="三种后果才可以代履行"
)
OVERDUE = Citation(COERCION_LAW, 50, figures=("逾期不履行", "经催告仍不履行"), gist="逾期、经催告仍不履行才可以代履行")
DISINTERESTED = Citation(COERCION_LAW, 50, figures=("没有利害关系的第三人",), gist="代履行人没有利害关系")
DECISION = Citation(
    COERCION_LAW, 51, 1, item=1, figures=("代履行前送达决定书", "费用预算以及代履行人"), gist="代履行决定书及其内容"
)
THREE_DAYS = Citation(COERCION_LAW, 51, 1, item=2, figures=("三日前",), gist="代履行三日前催告，履行的停止")
SUPERVISED = Citation(COERCION_LAW, 51, 1, item=3, figures=("派员到场监督",), gist="作出决定的机关派员到场监督")
SIGNED = Citation(COERCION_LAW, 51, 1, item=4, figures=("签名或者盖章",), gist="三方在执行文书上签名")
COST = Citation(COERCION_LAW, 51, 2, figures=("按照成本合理确定",), gist="费用按成本合理确定")
NO_VIOLENCE = Citation(COERCION_LAW, 51, 3, figures=("不得采用暴力、胁迫",), gist="不得采用暴力、胁迫等非法方式")
IMMEDIATE = Citation(
    COERCION_LAW, 52, figures=("遗洒物、障碍物或者污染物", "当事人不能清除"), gist="需要立即清除的可以立即代履行"
)
AFTERWARDS = Citation(COERCION_LAW, 52, figures=("立即通知当事人",), gist="当事人不在场的事后立即通知")


class Harm(Labelled):
    """What the undone duty endangers (代履行的后果要件): 行政强制法 50."""

    TRAFFIC = "TRAFFIC", "危害交通安全"
    POLLUTION = "POLLUTION", "造成环境污染"
    NATURAL_RESOURCES = "NATURAL_RESOURCES", "破坏自然资源"


class DecisionField(Labelled):
    """What a decision on substitute performance must state (代履行决定书载明事项): 行政强制法 51 ¶1(1)."""

    PARTY = "PARTY", "当事人的姓名或者名称、地址"
    REASONS_AND_BASIS = "REASONS_AND_BASIS", "理由和依据"
    MANNER_AND_TIME = "MANNER_AND_TIME", "方式和时间"
    OBJECT = "OBJECT", "标的"
    COST_BUDGET = "COST_BUDGET", "费用预算"
    PERFORMER = "PERFORMER", "代履行人"


@dataclass(frozen=True, slots=True)
class SubstitutePlan:
    """
    A substitute performance about to begin.

    `duty_due_on` is the last day the decision gave; `demanded_on` is the service of the demand that goes before it;
    `decision_served_on` that of the decision on substitute performance. `performer_interested`: None is not examined.
    """

    performs_on: date
    duty_due_on: date | None
    demanded_on: date | None
    decision_served_on: date | None
    stated: frozenset[DecisionField]
    harms: frozenset[Harm]
    performer_interested: bool | None
    party_performed: bool = False


_PLAN: tuple[Requirement[SubstitutePlan], ...] = (
    Requirement(
        lambda plan: not plan.party_performed,
        Breach("coercion.substitute.performed", "当事人已经履行，应当停止代履行", THREE_DAYS, missing="停止代履行"),
    ),
    Requirement(
        lambda plan: plan.duty_due_on is not None and plan.performs_on > plan.duty_due_on,
        Breach(
            "coercion.substitute.not_overdue",
            "决定规定的履行期限还没有届满，不能代履行",
            OVERDUE,
            missing="等期限届满；没有规定期限的先确定期限",
        ),
    ),
    Requirement(
        lambda plan: bool(plan.harms),
        Breach(
            "coercion.substitute.no_harm",
            "后果不会危害交通安全、造成环境污染或者破坏自然资源的，不能代履行",
            CONDITIONS,
            missing="写明属于哪一种后果，都不属于的申请人民法院强制执行",
        ),
    ),
    Requirement(
        lambda plan: plan.decision_served_on is not None and plan.decision_served_on <= plan.performs_on,
        Breach("coercion.substitute.no_decision", "代履行前应当送达代履行决定书", DECISION, missing="送达代履行决定书"),
    ),
    Requirement(
        lambda plan: negate(plan.performer_interested),
        Breach(
            "coercion.substitute.interested",
            "代履行人与本案有利害关系",
            DISINTERESTED,
            missing="另找没有利害关系的代履行人",
        ),
        Breach(
            "coercion.substitute.interest_unknown",
            "尚不清楚代履行人有没有利害关系",
            DISINTERESTED,
            missing="请代履行人书面声明，并核实",
        ),
    ),
)


def check_plan(plan: SubstitutePlan, calendar: WorkCalendar) -> Verdict:
    """
    Test whether a substitute performance may begin on its day.

    Law: 行政强制法 50; 51 ¶1(1), (2).
    Reading: three whole working days lie between the demand and the performance (ADR-0039).
    """
    return (*check_all(_PLAN, plan), *_check_demand(plan, calendar), *_check_stated(plan.stated))


def first_day_to_perform(demanded_on: date, calendar: WorkCalendar) -> date | None:
    """
    Return the first day for performing after a demand, or None while the calendar is not published.

    Law: 行政强制法 51 ¶1(2); 69.
    """
    return compute_limit("DL-30", demanded_on, calendar).first_permitted_on


def _check_demand(plan: SubstitutePlan, calendar: WorkCalendar) -> Verdict:
    if plan.demanded_on is None:
        return (
            Breach(
                "coercion.substitute.no_demand",
                "代履行三日前应当催告当事人履行",
                THREE_DAYS,
                missing="送达代履行催告书",
            ),
        )
    first = first_day_to_perform(plan.demanded_on, calendar)
    if first is not None and plan.performs_on >= first:
        return LAWFUL
    opens = f"最早可以在{chinese_day(first)}代履行" if first is not None else "最早日期要等节假日安排公布"
    return (
        Breach(
            "coercion.substitute.early",
            f"催告与代履行之间应当有三个完整的工作日，{opens}",
            THREE_DAYS,
            missing="推后代履行的时间",
        ),
    )


def _check_stated(stated: Iterable[DecisionField]) -> Verdict:
    given = set(stated)
    lacking = [each.label for each in DecisionField if each not in given]
    if not lacking:
        return LAWFUL
    return (
        Breach(
            "coercion.substitute.content",
            f"代履行决定书没有载明：{'；'.join(lacking)}",
            DECISION,
            missing="补齐后重新送达",
        ),
    )


@dataclass(frozen=True, slots=True)
class SubstituteRecord:
    """How a substitute performance went. `cost_justified`: charged at cost (None: not yet settled)."""

    supervised: bool
    supervisor_signed: bool
    performer_signed: bool
    party_or_witness_signed: bool
    violence_used: bool = False
    cost_justified: bool | None = None

    @property
    def signed(self) -> bool:
        """Whether supervisor, performer and party or witness all signed."""
        return self.supervisor_signed and self.performer_signed and self.party_or_witness_signed


_RECORD: tuple[Requirement[SubstituteRecord], ...] = (
    Requirement(
        lambda record: record.supervised,
        Breach(
            "coercion.substitute.unsupervised",
            "代履行时，作出决定的行政机关应当派员到场监督",
            SUPERVISED,
            missing="派员到场后再进行",
        ),
    ),
    Requirement(
        lambda record: record.signed,
        Breach(
            "coercion.substitute.unsigned",
            "监督人员、代履行人和当事人或者见证人没有都在执行文书上签名",
            SIGNED,
            missing="补签名，当事人拒绝的由见证人签名",
        ),
    ),
    Requirement(
        lambda record: not record.violence_used,
        Breach(
            "coercion.substitute.violence",
            "代履行不得采用暴力、胁迫以及其他非法方式",
            NO_VIOLENCE,
            missing="停止，依法追究并赔偿",
        ),
    ),
    Requirement(
        lambda record: record.cost_justified,
        Breach(
            "coercion.substitute.cost",
            "代履行的费用没有按照成本合理确定",
            COST,
            missing="按实际成本重新核算",
        ),
        Breach("coercion.substitute.cost_unknown", "代履行的费用还没有核算", COST, missing="附成本凭证核算费用"),
    ),
)


def check_record(record: SubstituteRecord) -> Verdict:
    """
    Test how a substitute performance was carried out.

    Law: 行政强制法 51 ¶1(3), (4), ¶2, ¶3.
    """
    return check_all(_RECORD, record)


class ClearingPlace(Labelled):
    """Where things may be cleared away at once (立即代履行的场所): 行政强制法 52."""

    ROAD = "ROAD", "道路"
    RIVER = "RIVER", "河道"
    CHANNEL = "CHANNEL", "航道"
    PUBLIC_PLACE = "PUBLIC_PLACE", "公共场所"


@dataclass(frozen=True, slots=True)
class ImmediateClearing:
    """
    Spillage, an obstacle or a pollutant to be cleared away at once.

    `place` is None where it lies nowhere of these. `must_be_now`, `party_unable`: None is not established.
    """

    place: ClearingPlace | None
    must_be_now: bool | None
    party_unable: bool | None
    party_present: bool
    party_notified: bool = False


_IMMEDIATE: tuple[Requirement[ImmediateClearing], ...] = (
    Requirement(
        lambda clearing: clearing.place is not None,
        Breach(
            "coercion.clearing.place",
            "立即代履行只用于道路、河道、航道或者公共场所",
            IMMEDIATE,
            missing="按一般代履行程序，先催告再实施",
        ),
    ),
    Requirement(
        lambda clearing: clearing.must_be_now,
        Breach(
            "coercion.clearing.not_urgent",
            "不需要立即清除的，应当先催告再代履行",
            IMMEDIATE,
            missing="按一般代履行程序办理",
        ),
        Breach(
            "coercion.clearing.urgency_unknown", "没有写明为什么需要立即清除", IMMEDIATE, missing="写明不立即清除的危险"
        ),
    ),
    Requirement(
        lambda clearing: clearing.party_unable,
        Breach(
            "coercion.clearing.party_able", "当事人自己能够清除的，由当事人清除", IMMEDIATE, missing="责令当事人清除"
        ),
        Breach(
            "coercion.clearing.ability_unknown",
            "尚不清楚当事人能不能清除",
            IMMEDIATE,
            missing="询问当事人，找不到的记明寻找经过",
        ),
    ),
    Requirement(
        lambda clearing: clearing.party_present or clearing.party_notified,
        Breach(
            "coercion.clearing.unnotified",
            "当事人不在场的，清除后应当立即通知",
            AFTERWARDS,
            missing="立即通知当事人并记录时间",
        ),
    ),
)


def check_immediate(clearing: ImmediateClearing) -> Verdict:
    """
    Test an immediate clearing, which needs no demand.

    Law: 行政强制法 52.
    Reading: "at once" has no number of hours (DL-31); the duty is open until the notice is recorded
    (ADR-0039).
    """
    return check_all(_IMMEDIATE, clearing)
