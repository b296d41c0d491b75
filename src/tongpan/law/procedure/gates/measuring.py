"""Sealing and seizing (查封、扣押): power, approval, object, term, end."""

from datetime import timedelta
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.coercion.measures import Approval, check_approval
from tongpan.law.coercion.power import (
    Holding,
    MeasureKind,
    MeasurePower,
    check_measure_power,
    has_enforcement_power,
)
from tongpan.law.coercion.seizure import (
    Custody,
    Prolongation,
    SeizedObject,
    Testing,
    check_object,
    check_prolongation,
    check_term,
)
from tongpan.law.coercion.surcharge import MoneyDuty, check_money_enforcement
from tongpan.law.conflicts.terms import TOWNSHIP
from tongpan.law.facts import Measure
from tongpan.law.facts.words import Power
from tongpan.law.money import NOTHING
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.enforcing import coercive_holding, demanded, enforcement_power, remedies_over
from tongpan.law.procedure.gates.halting import going_on
from tongpan.law.procedure.gates.paying import fine_of, pay_by
from tongpan.law.procedure.gates.staff import APPROVING, approver_apart, authority_of, identity_shown, two_officers
from tongpan.law.procedure.view import ThingView
from tongpan.law.titles import COERCION_LAW
from tongpan.law.verdict import LAWFUL, Breach, Verdict

DISPOSAL: Final = Citation(COERCION_LAW, 27, gist="没收以决定为据，期限内处理")
WITH_CASE: Final = Citation(COERCION_LAW, 21, gist="移送犯罪案件时财物一并移送并书面告知当事人")

NO_DECISION: Final = Breach(
    "measure.forfeit.undecided", "没有没收该财物的处罚决定", DISPOSAL, missing="作出没收决定，或者解除退还"
)
NO_TRANSFER: Final = Breach(
    "measure.handover.untransferred", "案件没有移送公安机关或者公安机关没有立案", WITH_CASE, missing="先移送案件"
)
REFUSED: Final = Breach("measure.refused", "负责人认为不应当采取，只能立即解除", DISPOSAL, missing="立即解除并退还")


@gate(
    "coercion.power.basis.missing",
    "coercion.power.basis.low",
    "coercion.power.delegated",
    "coercion.power.township.unproven",
)
def measure_power(view: ThingView) -> Verdict:
    """
    Test that the organ may seal and seize on this cause (INV-50).

    Law: ACL 10, 17, 22.
    Reading: whether a township is named for it may be settled for one case by who reviews (ADR-0030, ADR-0062).
    """
    row = authority_of(view.of, Power.MEASURE)
    kind = MeasureKind.SEIZING
    if row is None:
        return check_measure_power(MeasurePower(kind, None, None, Holding.STATUTORY, organ_named=True))
    place = Citation(row.statute, row.article) if row.statute and row.article else None
    return check_measure_power(
        MeasurePower(
            kind=kind,
            basis=place,
            level=row.level,
            holding=coercive_holding(row.right),
            organ_named=True,
            township_basis=place if row.express or view.of.case.answered(TOWNSHIP) == "EXPRESS" else None,
        )
    )


@gate(
    "coercion.object.unrelated",
    "coercion.object.relation_unknown",
    "coercion.object.necessity",
    "coercion.object.necessity_unknown",
    "coercion.object.sealed_already",
    "coercion.object.sealing_unknown",
)
def seizable(view: ThingView) -> Verdict:
    """
    Test that this thing may be sealed or seized (INV-53).

    Law: ACL 23.
    """
    thing = view.thing
    return check_object(SeizedObject(thing.related, thing.daily_needs, thing.sealed_elsewhere))


def testings_of(measure: Measure) -> tuple[Testing, ...]:
    """Return the testings of a thing that is held, as the rule on its term takes them."""
    return tuple(Testing(each.start, each.until, each.start if each.told else None, each.end) for each in measure.tests)


def custody_of(view: ThingView, measure: Measure, *, prolong: bool = False) -> Custody:
    """
    Return the custody as the rule on its term takes it; `prolong` adds a prolongation granted today.

    Law: ACL 25.
    """
    granted = []
    if measure.extended_at is not None:
        granted.append(measure.extended_at.date())
    if prolong:
        granted.append(view.of.case.today)
    return Custody(
        measure.at.date(),
        testings_of(measure),
        tuple(Prolongation(day, 30, True, day, reasons_stated=True) for day in granted),
    )


@gate("coercion.custody.expired")
def in_term(view: ThingView) -> Verdict:
    """
    Test that the custody has not outlasted its term (INV-54).

    Law: ACL 25, 27, 28.
    """
    measure = view.measure
    if measure is None:
        return LAWFUL
    case = view.of.case
    return check_term(custody_of(view, measure), case.calendar, case.today, view.of.charge.regime)


@gate("coercion.prolongation.late", "coercion.prolongation.twice")
def prolongable_custody(view: ThingView) -> Verdict:
    """
    Test that the custody can be prolonged today (INV-54).

    Law: ACL 25.
    """
    measure = view.measure
    if measure is None:
        return LAWFUL
    return check_prolongation(custody_of(view, measure, prolong=True), view.of.case.calendar, view.of.charge.regime)


@gate("measure.refused")
def not_refused(view: ThingView) -> Verdict:
    """
    Test that the head did not refuse the measure (INV-51).

    Law: ACL 19.
    """
    return (REFUSED,) if view.measure is not None and view.measure.refused_at is not None else LAWFUL


@gate("coercion.urgent.approval_late", "coercion.approval.missing")
def approved_in_time(view: ThingView) -> Verdict:
    """
    Test that an urgent measure was approved within 24 hours, another beforehand (INV-51).

    Law: ACL 18(1), 19.
    """
    measure = view.measure
    if measure is None:
        return LAWFUL
    case = view.of.case
    seen = measure.approved_at or case.at
    return check_approval(
        Approval(
            started_at=measure.at,
            approved_at=measure.approved_at,
            urgent_reason="情况紧急" if measure.urgent else "",
            reported_at=min(seen, measure.at + timedelta(hours=1)),
        ),
        case.calendar,
        case.at,
        view.of.charge.regime,
    )


@gate("measure.forfeit.undecided")
def forfeitable(view: ThingView) -> Verdict:
    """
    Test that a decision forfeits the thing (INV-54).

    Law: ACL 27.
    """
    decision = view.of.decision
    decided = decision is not None and decision.penalty is not None and view.of.revoked is None
    if decided and decision is not None and decision.penalty is not None:
        return LAWFUL if PenaltyKind.CONFISCATE_GOODS in decision.penalty.kinds else (NO_DECISION,)
    return (NO_DECISION,)


@gate("measure.handover.untransferred")
def transferable(view: ThingView) -> Verdict:
    """
    Test that the police have taken the case (INV-56).

    Law: ACL 21; 移送规定 12.
    """
    referral = view.of.referral
    return LAWFUL if referral is not None and referral.accepted else (NO_TRANSFER,)


@gate(
    "coercion.auction.pending",
    "coercion.auction.no_demand",
    "coercion.auction.unknown",
    "coercion.money.early",
    "coercion.money.no_demand",
)
def auctionable(view: ThingView) -> Verdict:
    """
    Test that held property may be auctioned for the fine (INV-57).

    Law: ACL 46.
    """
    of = view.of
    fine, due = fine_of(of), pay_by(of)
    if fine is None or due is None:
        return LAWFUL  # not relevant then
    return check_money_enforcement(
        MoneyDuty(
            principal=fine,
            surcharge=NOTHING,
            standard_told=True,
            surcharge_from=due + timedelta(days=1),
            demand_over=not demanded.check(of),
            has_power=has_enforcement_power(enforcement_power(of)),
            property_held=True,
            remedies_over=remedies_over(of),
        ),
        of.case.calendar,
        of.case.today,
    )


@gate("coercion.enforcement.paused")
def unhalted(view: ThingView) -> Verdict:
    """
    Test that the enforcement for which a thing is auctioned does not stand still.

    Law: ACL 39 ¶1; 46 ¶3.
    """
    return going_on.check(view.of)


@gate("officers.too_few", "officers.identity.not_shown")
def acting(view: ThingView) -> Verdict:
    """
    Test that two officers act who have shown who they are (INV-04, INV-06).

    Law: ACL 18(2), (3).
    """
    return (*two_officers.check(view.of), *identity_shown.check(view.of))


@gate(*APPROVING)
def approver(view: ThingView) -> Verdict:
    """
    Test that a head approves (INV-51).

    Law: ACL 18(1), 25.
    """
    return approver_apart.check(view.of.case)
