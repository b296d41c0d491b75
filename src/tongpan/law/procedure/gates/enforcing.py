"""Demand and enforcement (催告、强制执行)."""

from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.coercion import demand, demolition, substitute
from tongpan.law.coercion.power import EnforcementPower, check_enforcement_power
from tongpan.law.coercion.power import Holding as CoerciveHolding
from tongpan.law.coercion.timing import EnforcementTime, check_time
from tongpan.law.facts import Demand, Enforcement
from tongpan.law.facts.words import ASKED_OF_COURT, Duty, Enforcing, Power, RemedyKind, Track
from tongpan.law.penalty.authority import Basis
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.paying import pay_by, uncovered, unperformed
from tongpan.law.procedure.gates.redress import pending_remedy
from tongpan.law.procedure.gates.staff import authority_of
from tongpan.law.procedure.view import ChargeView, remembered
from tongpan.law.remedies.routes import Act, Knowledge, Pending, remedies_over_on
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DEMANDED: Final = Citation(COERCION_LAW, 34, gist="在决定的期限内不履行的，依法强制执行")
ENDED: Final = Citation(COERCION_LAW, 40, item=4, gist="据以执行的决定被撤销的，终结执行")
ANNOUNCED: Final = Citation(COERCION_LAW, 44, gist="强制拆除先公告限期自行拆除")

NOT_DUE: Final = Breach("enforcement.not_due", "决定规定的履行期限没有届满", DEMANDED, missing="期满仍不履行再催告")
REVOKED: Final = Breach("enforcement.revoked", "据以执行的决定已经撤销", ENDED, missing="终结执行，恢复原状")
ORDER_SERVED: Final = Citation(COERCION_LAW, 38, figures=("应当直接送达当事人",), gist="催告书、强制执行决定书应当送达")
ORDER_UNSERVED: Final = Breach(
    "enforcement.order.unserved", "强制执行决定书还没有送达当事人", ORDER_SERVED, missing="先送达强制执行决定书"
)
NO_ORDER: Final = Breach("enforcement.order.missing", "还没有作出强制执行决定", DEMANDED, missing="先作出强制执行决定")

ZONE_UNKNOWN: Final = Breach(
    "enforcement.zone.unknown", "不清楚建筑在哪一类规划区", ANNOUNCED, missing="查明所在规划区，再确定由谁拆除"
)
_TOWNSHIP: Final = demolition.Demolisher.TOWNSHIP
_CHARGED: Final = demolition.Demolisher.CHARGED_DEPARTMENT

_RIGHTS: Final = {
    Basis.OWN: CoerciveHolding.STATUTORY,
    Basis.AUTHORIZED: CoerciveHolding.STATUTORY,
    Basis.CONCENTRATED: CoerciveHolding.CENTRALIZED,
    Basis.TRANSFERRED: CoerciveHolding.HANDED_DOWN,
    Basis.DELEGATED: CoerciveHolding.ENTRUSTED,
}
_ALL_ORDER_FIELDS: Final = frozenset(demand.OrderField)
_ALL_SUBSTITUTE_FIELDS: Final = frozenset(substitute.DecisionField)


def coercive_holding(right: Basis) -> CoerciveHolding:
    """Return the same right in the words of the rules on coercion."""
    return _RIGHTS[right]


def enforcement_power(view: ChargeView) -> EnforcementPower:
    """
    Return on what the organ could enforce by itself.

    Law: ACL 13.
    """
    row = authority_of(view, Power.ENFORCEMENT)
    if row is None:
        return EnforcementPower(None, None, CoerciveHolding.STATUTORY)
    place = Citation(row.statute, row.article) if row.statute and row.article else None
    express = place if row.express else None
    return EnforcementPower(place, row.level, coercive_holding(row.right), express)


@remembered
def knowledge_of(view: ChargeView) -> Knowledge | None:
    """
    Return what the party knows of the decision, None before service.

    Law: ARL 20; ALL 46.
    """
    decision, served_at = view.decision, view.served_at
    if decision is None or served_at is None:
        return None
    if decision.track is Track.SUMMARY:
        act = Act.SUMMARY_PENALTY
    else:
        act = Act.DEMOLITION_ORDER if view.charge.duty is Duty.DEMOLISH else Act.PENALTY
    return Knowledge(act, decision.at.date(), served_at.date(), told=True)


@lru_cache(maxsize=4096)
def _over_on(knowledge: Knowledge, calendar: WorkCalendar) -> date | None:
    return remedies_over_on(knowledge, calendar)


def remedies_over(view: ChargeView) -> bool | None:
    """
    Tell whether nobody took a remedy and both terms are over; None where that hangs on a calendar.

    Law: ACL 44, 46, 53.
    """
    knowledge = knowledge_of(view)
    if knowledge is None or view.remedies:
        return False
    over = _over_on(knowledge, view.case.calendar)
    return None if over is None else view.case.today >= over


def pending_of(view: ChargeView) -> Pending:
    """Return where redress stands: which remedy is pending."""
    row = pending_remedy(view)
    if row is None:
        return Pending.NONE
    return Pending.LITIGATION if row.kind is RemedyKind.LITIGATION else Pending.RECONSIDERATION


@remembered
def enforced_by(view: ChargeView) -> Enforcement | None:
    """
    Return the enforcement that takes up the charge; one of the organ's own that is over leaves what is still owed open.

    Law: ACL 53, 54.
    """
    row = view.enforcement
    return None if row is not None and row.ended_at is not None and row.way not in ASKED_OF_COURT else row


@remembered
def demand_of(view: ChargeView) -> Demand | None:
    """
    Return the demand for what is due now, None where the last one was made before the part that is owed fell due.

    Law: ACL 35, 54.
    Reading: each instalment that is missed, and what is due after a deferral, is demanded for itself (ADR-0058).
    """
    row: Demand | None = view.demand
    left = uncovered(view) if view.charge.duty is Duty.PAY else ()
    return None if row is not None and left and row.at.date() <= left[0].part.due_on else row


@gate("enforcement.not_due")
def overdue(view: ChargeView) -> Verdict:
    """
    Test that the time to perform is over.

    Law: ACL 34; APL 67.
    """
    due = pay_by(view)
    return LAWFUL if due is not None and view.case.today > due else (NOT_DUE,)


@gate("enforcement.revoked")
def standing(view: ChargeView) -> Verdict:
    """
    Test that the decision stands (INV-62).

    Law: ACL 40(4).
    """
    return LAWFUL if view.revoked is None else (REVOKED,)


@gate(
    "coercion.enforcement.no_law",
    "coercion.enforcement.basis_low",
    "coercion.enforcement.delegated",
    "coercion.enforcement.township.unproven",
)
def own_power(view: ChargeView) -> Verdict:
    """
    Test that a law lets the organ enforce by itself (INV-59).

    Law: ACL 13.
    """
    return check_enforcement_power(enforcement_power(view))


@gate(
    "coercion.decision.no_demand",
    "coercion.demand.unserved",
    "coercion.demand.content",
    "coercion.decision.early",
    "coercion.defence.unreviewed",
    "coercion.decision.reason",
    "coercion.decision.reason_unknown",
    "coercion.decision.performed",
)
def demanded(view: ChargeView) -> Verdict:
    """
    Test that a demand went before, its time is over and the defence was reviewed (INV-57).

    Law: ACL 35–37.
    """
    row = demand_of(view)
    if row is None:
        asked = None
    else:
        stated = frozenset(demand.DemandElement) if row.complete else frozenset()
        served = row.served_at.date() if row.served_at is not None else None
        asked = demand.Demand(True, stated, view.charge.duty is Duty.PAY, served, row.perform_by, served_directly=True)
    defence = None
    if row is not None and row.defence_at is not None:
        defence = demand.DemandDefence(True, row.rechecked_at is not None, founded=False)
    return demand.check_enforcement_decision(
        demand.EnforcementDecision(
            decided_on=view.case.today,
            demand=asked,
            stated=_ALL_ORDER_FIELDS,
            performed=not unperformed(view),
            good_reason=view.charge.good_reason,
            defence=defence,
            evidence_of_hiding=row is not None and row.hiding,
        )
    )


@gate("coercion.time.night", "coercion.time.holiday", "coercion.time.holiday_unknown", "coercion.time.weekend")
def daytime(view: ChargeView) -> Verdict:
    """
    Test that it is neither night nor a holiday (INV-58).

    Law: ACL 43.
    """
    row = view.enforcement
    urgent = "情况紧急" if row is not None and row.urgent else ""
    return check_time(EnforcementTime(view.case.at, view.case.facts.province or "", urgent), view.case.calendar)


@gate("enforcement.order.missing")
def ordered(view: ChargeView) -> Verdict:
    """
    Test that the enforcement itself was decided (INV-57).

    Law: ACL 37.
    """
    row = view.enforcement
    return LAWFUL if row is not None and row.ended_at is None else (NO_ORDER,)


@gate("enforcement.order.unserved")
def order_served(view: ChargeView) -> Verdict:
    """
    Test that the decision to enforce was served before it is carried out (INV-46).

    Law: ACL 38.
    """
    row = view.enforcement
    waits = row is not None and row.by_service and row.served_at is None
    return (ORDER_UNSERVED,) if waits else LAWFUL


@gate(
    "coercion.demolition.pending",
    "coercion.demolition.early",
    "coercion.demolition.unannounced",
    "coercion.demolition.uncharged",
    "coercion.demolition.hardship",
    "coercion.demolition.hardship_unknown",
    "enforcement.zone.unknown",
)
def demolishable(view: ChargeView) -> Verdict:
    """
    Test that the building may be pulled down today (INV-59).

    Law: ACL 44.
    """
    row, knowledge = view.enforcement, knowledge_of(view)
    if knowledge is None:
        return LAWFUL  # said by `served`
    zone = view.charge.zone
    if zone is None:
        return (ZONE_UNKNOWN,)
    announced = row.announced_at.date() if row is not None and row.announced_at is not None else None
    return demolition.check_demolition(
        demolition.Demolition(
            on=view.case.today,
            zone=zone,
            demolisher=_CHARGED if view.charge.charged else _TOWNSHIP,
            knowledge=knowledge,
            pending=pending_of(view),
            announced_on=announced,
            division=view.case.facts.province or "",
            charged_by_government=view.charge.charged,
            hardship=view.charge.hardship,
        ),
        view.case.calendar,
    )


@gate(
    "coercion.substitute.no_demand",
    "coercion.substitute.early",
    "coercion.substitute.not_overdue",
    "coercion.substitute.no_harm",
    "coercion.substitute.no_decision",
)
def substitutable(view: ChargeView) -> Verdict:
    """
    Test that somebody else may perform in the party's place today (INV-60).

    Law: ACL 50, 51.
    """
    row, asked = view.enforcement, view.demand
    ordered_on = _served_order(row) if row is not None and row.way is Enforcing.SUBSTITUTE else None
    demanded_on = asked.served_at.date() if asked is not None and asked.served_at is not None else None
    return substitute.check_plan(
        substitute.SubstitutePlan(
            performs_on=view.case.today,
            duty_due_on=pay_by(view),
            demanded_on=demanded_on,
            decision_served_on=ordered_on,
            stated=_ALL_SUBSTITUTE_FIELDS,
            harms=frozenset({substitute.Harm.TRAFFIC}) if view.charge.danger else frozenset(),
            performer_interested=False,
            party_performed=not unperformed(view),
        ),
        view.case.calendar,
    )


def _served_order(row: Enforcement) -> date | None:
    """Return the day on which a decision to enforce was served."""
    if not row.by_service:
        return row.decided_at.date()
    return row.served_at.date() if row.served_at is not None else None


@gate(
    "coercion.clearing.place",
    "coercion.clearing.urgency_unknown",
    "coercion.clearing.not_urgent",
    "coercion.clearing.party_able",
    "coercion.clearing.ability_unknown",
)
def clearable(view: ChargeView) -> Verdict:
    """
    Test that what lies in the way may be cleared at once (INV-60).

    Law: ACL 52.
    """
    return substitute.check_immediate(
        substitute.ImmediateClearing(
            place=substitute.ClearingPlace.PUBLIC_PLACE if view.charge.public_place else None,
            must_be_now=view.charge.danger,
            party_unable=view.charge.unable,
            party_present=True,
        )
    )
