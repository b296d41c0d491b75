"""Demand and enforcement decision (催告、强制执行决定): 行政强制法 34–38."""

from dataclasses import dataclass
from datetime import date

from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.citation import Citation
from tongpan.law.labelled import Labelled
from tongpan.law.period import chinese_day
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DEMAND_FIRST = Citation(COERCION_LAW, 35, figures=("事先催告", "以书面形式作出"), gist="强制执行决定前书面催告")
DEMAND_CONTENT = Citation(COERCION_LAW, 35, figures=("并载明下列事项",), gist="催告书载明的四项")
DEFENCE = Citation(COERCION_LAW, 36, figures=("记录、复核", "应当采纳"), gist="催告后的意见应当记录、复核、采纳")
DECIDE = Citation(COERCION_LAW, 37, 1, figures=("逾期仍不履行", "无正当理由"), gist="经催告逾期仍不履行的可以决定执行")
DECISION_CONTENT = Citation(COERCION_LAW, 37, 2, figures=("书面形式作出",), gist="强制执行决定书载明的事项")
HIDING = Citation(COERCION_LAW, 37, 3, figures=("转移或者隐匿财物迹象",), gist="有隐匿财物迹象的可以立即执行")
DIRECT_SERVICE = Citation(COERCION_LAW, 38, figures=("直接送达",), gist="催告书、执行决定书直接送达")


class DemandElement(Labelled):
    """What a demand must state (催告书载明事项): 行政强制法 35."""

    TERM = "TERM", "履行义务的期限"
    MANNER = "MANNER", "履行义务的方式"
    AMOUNT = "AMOUNT", "金额和给付方式"
    RIGHT_TO_DEFEND = "RIGHT_TO_DEFEND", "陈述权和申辩权"


@dataclass(frozen=True, slots=True)
class Demand:
    """One demand. `perform_by` is the last day it gives; `monetary`: the duty is to pay."""

    in_writing: bool
    stated: frozenset[DemandElement]
    monetary: bool
    served_on: date | None
    perform_by: date | None
    served_directly: bool = False
    direct_service_failed: bool = False


def check_demand(demand: Demand) -> Verdict:
    """
    Test one demand: written, complete, served.

    Law: 行政强制法 35; 38.

    :raises LawRefused: if the day to perform lies before service
    """
    if demand.served_on is not None and demand.perform_by is not None and demand.perform_by < demand.served_on:
        raise LawRefused("coercion.demand.order", "催告的履行期限不能早于催告书送达之日", "perform_by")
    verdict: list[Breach] = []
    if not demand.in_writing:
        verdict.append(
            Breach("coercion.demand.oral", "催告应当以书面形式作出", DEMAND_FIRST, missing="制作并送达催告书")
        )
    needed = [each for each in DemandElement if each is not DemandElement.AMOUNT or demand.monetary]
    lacking = [each.label for each in needed if each not in demand.stated]
    if lacking:
        verdict.append(
            Breach(
                "coercion.demand.content",
                f"催告书没有载明：{'；'.join(lacking)}",
                DEMAND_CONTENT,
                missing="补齐后重新催告",
            )
        )
    if demand.served_on is None or demand.perform_by is None:
        verdict.append(
            Breach(
                "coercion.demand.unserved",
                "催告书没有送达，或者没有确定履行期限",
                DEMAND_FIRST,
                missing="送达写明履行期限的催告书",
            )
        )
    if not demand.served_directly and not demand.direct_service_failed:
        verdict.append(
            Breach(
                "coercion.demand.service",
                "催告书应当直接送达，没有记录当事人拒收或者无法直接送达",
                DIRECT_SERVICE,
                missing="先直接送达，拒收或者无法送达的再依民事诉讼法送达",
            )
        )
    return tuple(verdict)


@dataclass(frozen=True, slots=True)
class DemandDefence:
    """What the party said after the demand. `founded`: the facts or reasons hold (None: not yet reviewed)."""

    recorded: bool
    reviewed: bool
    founded: bool | None = None
    adopted: bool = False


_DEFENCE: tuple[Requirement[DemandDefence], ...] = (
    Requirement(
        lambda defence: defence.recorded,
        Breach(
            "coercion.defence.unrecorded",
            "当事人收到催告书后的意见没有记录",
            DEFENCE,
            missing="制作陈述申辩笔录",
        ),
    ),
    Requirement(
        lambda defence: defence.reviewed,
        Breach("coercion.defence.unreviewed", "当事人的意见没有复核", DEFENCE, missing="复核事实、理由和证据"),
    ),
    Requirement(
        lambda defence: None if defence.founded is None else defence.adopted or not defence.founded,
        Breach(
            "coercion.defence.unadopted", "当事人的意见成立，应当采纳", DEFENCE, missing="采纳意见，调整或者停止执行"
        ),
        Breach("coercion.defence.unknown", "当事人的意见是否成立还没有结论", DEFENCE, missing="写明复核结论和理由"),
    ),
)


def check_defence(defence: DemandDefence) -> Verdict:
    """
    Test whether what the party said after the demand was heard.

    Law: 行政强制法 36.
    """
    return check_all(_DEFENCE, defence)


class OrderField(Labelled):
    """What an enforcement decision must state (强制执行决定书载明事项): 行政强制法 37 ¶2."""

    PARTY = "PARTY", "当事人的姓名或者名称、地址"
    REASONS_AND_BASIS = "REASONS_AND_BASIS", "强制执行的理由和依据"
    MANNER_AND_TIME = "MANNER_AND_TIME", "强制执行的方式和时间"
    REMEDIES = "REMEDIES", "复议、诉讼的途径和期限"
    AGENCY_SEAL_DATE = "AGENCY_SEAL_DATE", "机关名称、印章和日期"


@dataclass(frozen=True, slots=True)
class EnforcementDecision:
    """The decision to enforce. `defence` is None where the party said nothing; `good_reason` None: not looked into."""

    decided_on: date
    demand: Demand | None
    stated: frozenset[OrderField]
    performed: bool
    good_reason: bool | None
    defence: DemandDefence | None = None
    evidence_of_hiding: bool = False


def check_enforcement_decision(decision: EnforcementDecision) -> Verdict:
    """
    Test whether the agency may decide to enforce.

    Law: 行政强制法 35; 36; 37.
    Reading: signs of hiding property spare the rest of the term that the demand gave, not the demand itself
    (ADR-0039).
    """
    if decision.demand is None:
        return (
            Breach(
                "coercion.decision.no_demand",
                "作出强制执行决定前应当事先书面催告",
                DEMAND_FIRST,
                missing="送达催告书，期满仍不履行再作决定",
            ),
        )
    return (
        *check_demand(decision.demand),
        *_check_waiting(decision, decision.demand),
        *(check_defence(decision.defence) if decision.defence is not None else LAWFUL),
        *check_all(_DECISION, decision),
        *_check_content(decision),
    )


def _check_waiting(decision: EnforcementDecision, demand: Demand) -> Verdict:
    if demand.served_on is None or demand.perform_by is None:
        return LAWFUL  # already said by check_demand
    if decision.evidence_of_hiding and decision.decided_on >= demand.served_on:
        return LAWFUL
    if decision.evidence_of_hiding:
        return (
            Breach(
                "coercion.decision.before_demand",
                "催告书还没有送达，有隐匿财物迹象的也应当先催告",
                HIDING,
                missing="先送达催告书",
            ),
        )
    if decision.decided_on > demand.perform_by:
        return LAWFUL
    return (
        Breach(
            "coercion.decision.early",
            f"催告的履行期限到{chinese_day(demand.perform_by)}才届满，期满前不能决定强制执行",
            DECIDE,
            missing="等催告期限届满；有证据证明转移、隐匿财物的，附证据后立即决定",
        ),
    )


def _check_content(decision: EnforcementDecision) -> Verdict:
    lacking = [each.label for each in OrderField if each not in decision.stated]
    if not lacking:
        return LAWFUL
    return (
        Breach(
            "coercion.decision.content",
            f"强制执行决定书没有载明：{'；'.join(lacking)}",
            DECISION_CONTENT,
            missing="补齐后重新制作",
        ),
    )


_DECISION: tuple[Requirement[EnforcementDecision], ...] = (
    Requirement(
        lambda decision: not decision.performed,
        Breach("coercion.decision.performed", "当事人已经履行，不得再强制执行", DECIDE, missing="办理结案"),
    ),
    Requirement(
        lambda decision: negate(decision.good_reason),
        Breach("coercion.decision.reason", "当事人不履行有正当理由，不得强制执行", DECIDE, missing="等正当理由消除"),
        Breach(
            "coercion.decision.reason_unknown",
            "尚不清楚当事人不履行有没有正当理由",
            DECIDE,
            missing="询问当事人不履行的原因并记录",
        ),
    ),
)
