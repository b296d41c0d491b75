"""
The table of steps (步骤表): when each is in question, and which gates stand before it.

A step is in question when the facts leave room for it; whether it is lawful is for the gates alone. So every
precondition has a code, an article and a way forward, and can be taken out one at a time to see what it guards.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from tongpan.law.facts.words import Duty, Enforcing, Track
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure.adapting import case_review_due, deliberation_due, review_due
from tongpan.law.procedure.gate import Gate
from tongpan.law.procedure.gates import (
    charging,
    closing,
    deciding,
    enforcing,
    hearing,
    inquiry,
    measuring,
    paying,
    referring,
    serving,
    staff,
    summary,
)
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.view import CaseView, ChargeView, InspectionView, PreservedView, ThingView

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Row(Generic[View]):
    """One step: when it is in question, and its gates in the order in which they are told."""

    step: Step
    relevant: Callable[[View], bool]
    gates: tuple[Gate[View], ...] = ()


def _open(view: ChargeView) -> bool:
    """Nothing is decided yet."""
    return view.decision is None and view.case.facts.closing is None


def _decided(view: ChargeView) -> bool:
    return view.decision is not None and view.case.facts.closing is None


def _told(view: ChargeView) -> bool:
    """A notice is served and nothing is decided."""
    return view.decision is None and view.notice is not None and view.notice.served_at is not None


def _answered(view: ChargeView) -> bool:
    """The party answered the last notice."""
    notice, given = view.notice, view.statement
    return given is not None and notice is not None and notice.served_at is not None and given.at >= notice.served_at


def _renotice(view: ChargeView) -> bool:
    """There is no notice, or the last one no longer covers what is proposed."""
    if not _open(view) or (view.charge.proposed is None and view.notice is not None):
        return False
    if view.notice is None:
        return True
    gates = (hearing.within_notice, hearing.hearing_told, hearing.on_record, hearing.notice_after_filing)
    return any(gate.check(view) for gate in gates)


def _penalised(view: ChargeView) -> bool:
    return view.decision is not None and view.decision.penalty is not None


def _unserved(view: ChargeView) -> bool:
    return _decided(view) and view.served_at is None and view.public_service is None


def _owing(view: ChargeView) -> bool:
    return view.served_at is not None and paying.unperformed(view)


def _enforcing(view: ChargeView, way: Enforcing) -> bool:
    row = view.enforcement
    return row is not None and row.way is way and row.performed_at is None and row.ended_at is None


def _referring(view: ChargeView) -> bool:
    return view.charge.crime is True and (view.referral is None or view.referral.decided_at is None)


def _summary_possible(view: ChargeView) -> bool:
    return _open(view) and view.case.facts.filing is None


def _held(view: ThingView) -> bool:
    return view.held


def _free(view: ThingView) -> bool:
    return view.measure is None and view.of.decision is None and view.of.case.facts.closing is None


ACTING: Final = (staff.two_officers, staff.identity_shown)
JUDGED: Final = (
    staff.penalty_power,
    charging.punishable,
    inquiry.proven,
    inquiry.no_crime,
    hearing.proposed,
    hearing.noticed,
    hearing.heard,
    hearing.within_notice,
)

CASE_ROWS: Final[tuple[Row[CaseView], ...]] = (
    Row(
        Step.DECIDE_RECUSAL,
        lambda case: any(each.granted is None for each in case.facts.recusals),
        (staff.approver_apart,),
    ),
    Row(
        Step.FILE,
        lambda case: case.facts.filing is None and case.facts.closing is None and _none_decided(case),
        (inquiry.conditions, staff.approver_apart),
    ),
    Row(
        Step.EXTEND_DECISION,
        lambda case: case.facts.filing is not None and not _all_decided(case) and case.facts.closing is None,
        (deciding.prolongation_possible, staff.approver_apart),
    ),
    Row(
        Step.CLOSE,
        lambda case: case.facts.closing is None and (case.facts.filing is not None or not _none_decided(case)),
        (closing.closable, staff.approver_apart),
    ),
)


def _none_decided(case: CaseView) -> bool:
    return all(view.decision is None for view in case.charges)


def _all_decided(case: CaseView) -> bool:
    return all(view.decision is not None for view in case.charges)


CHARGE_ROWS: Final[tuple[Row[ChargeView], ...]] = (
    Row(
        Step.SHOW_IDENTITY,
        lambda view: view.case.facts.closing is None and bool(staff.identity_shown.check(view)),
        (staff.two_officers,),
    ),
    Row(
        Step.GATHER,
        lambda view: _open(view) or view.pending,
        (*ACTING, inquiry.not_frozen),
    ),
    Row(Step.VERIFY, lambda view: _open(view) and any(each.verified_at is None for each in view.evidence)),
    Row(
        Step.TELL_RESULT,
        lambda view: (
            _open(view) and any(each.kind is EvidenceKind.OPINION and each.told_at is None for each in view.evidence)
        ),
    ),
    Row(
        Step.PRESERVE,
        lambda view: _open(view) and "preservations" not in view.rows,
        (inquiry.filed, *ACTING, inquiry.preservation_approver),
    ),
    Row(
        Step.PRESERVE_URGENT,
        lambda view: _open(view) and "preservations" not in view.rows,
        (inquiry.filed, *ACTING, inquiry.urgency_known),
    ),
    Row(
        Step.REPORT,
        lambda view: _open(view) and "reports" not in view.rows,
        (inquiry.filed, inquiry.something_found),
    ),
    Row(
        Step.NOTIFY,
        _renotice,
        (hearing.notice_in_turn, hearing.proposed, *ACTING, inquiry.usable, inquiry.results_told),
    ),
    Row(Step.STATE, lambda view: _told(view) and not _answered(view)),
    Row(Step.WAIVE, lambda view: _told(view) and not _answered(view)),
    Row(
        Step.RECHECK,
        lambda view: _told(view) and _answered(view) and _unchecked(view),
    ),
    Row(
        Step.REQUEST_HEARING,
        lambda view: _told(view) and _hearing_told(view) and not hearing.asked_since(view),
        (hearing.request_in_time,),
    ),
    Row(
        Step.FIX_HEARING,
        lambda view: _told(view) and hearing.asked_since(view) and not _fixed(view),
        (staff.chair_apart,),
    ),
    Row(
        Step.HOLD_HEARING,
        lambda view: _told(view) and hearing.asked_since(view) and not _heard_since(view),
        (hearing.hearing_noticed, staff.chair_apart),
    ),
    Row(
        Step.REVIEW,
        lambda view: (
            _open(view)
            and (review_due(view) is not False or case_review_due(view))
            and bool(deciding.reviewed.check(view) or deciding.review_fresh.check(view))
        ),
        (inquiry.reported, hearing.noticed, deciding.corrected, deciding.review_after_hearing, staff.reviewer_apart),
    ),
    Row(
        Step.CORRECT,
        lambda view: _open(view) and bool(deciding.corrected.check(view)),
    ),
    Row(
        Step.DELIBERATE,
        lambda view: _open(view) and deliberation_due(view) is not False and "deliberations" not in view.rows,
        (inquiry.reported, hearing.noticed),
    ),
    Row(
        Step.DECIDE_ON_SPOT,
        _summary_possible,
        (summary.summary_allowed, *ACTING, *JUDGED),
    ),
    Row(
        Step.DECIDE,
        _open,
        (
            inquiry.filed,
            inquiry.reported,
            *JUDGED,
            inquiry.usable,
            inquiry.results_told,
            hearing.notice_after_filing,
            hearing.hearing_told,
            hearing.hearing_over,
            hearing.on_record,
            deciding.reviewed,
            deciding.review_fresh,
            deciding.deliberated,
            deciding.decided_in_time,
            staff.decider_apart,
        ),
    ),
    Row(
        Step.DECIDE_NONE,
        _open,
        (inquiry.filed, inquiry.reported, inquiry.no_crime, deciding.ground_given, staff.decider_apart),
    ),
    Row(Step.REGISTER, lambda view: _decided(view) and _unregistered(view)),
    Row(Step.SERVE, _unserved),
    Row(Step.SERVE_ELECTRONIC, _unserved, (serving.consented,)),
    Row(Step.SERVE_PUBLIC, _unserved, (serving.untraceable,)),
    Row(
        Step.CONFIRM_PUBLIC,
        lambda view: view.served_at is None and view.public_service is not None,
        (serving.public_notice_over,),
    ),
    Row(Step.REDACT, lambda view: _penalised(view) and "disclosures" not in view.rows),
    Row(
        Step.PUBLISH,
        lambda view: _penalised(view) and not _published(view),
        (serving.publishable, enforcing.standing),
    ),
    Row(Step.WITHDRAW, lambda view: _published(view) and view.revoked is not None and not _withdrawn(view)),
    Row(Step.PAY, lambda view: view.served_at is not None and paying.unpaid(view)),
    Row(
        Step.COLLECT,
        lambda view: _penalised(view) and paying.unpaid(view),
        (paying.collectable, staff.two_officers),
    ),
    Row(
        Step.HAND_IN,
        lambda view: any(each.on_spot and each.handed_in_at is None for each in view.rows.get("payments", ())),
    ),
    Row(
        Step.DEFER,
        lambda view: view.served_at is not None and paying.unpaid(view) and "deferrals" not in view.rows,
        (staff.approver_of_charge,),
    ),
    Row(
        Step.SURCHARGE,
        lambda view: view.served_at is not None and paying.unpaid(view) and "surcharges" not in view.rows,
        (paying.surcharge_due,),
    ),
    Row(Step.PERFORM, lambda view: view.served_at is not None and paying.owes_work(view)),
    Row(Step.RECONSIDER, lambda view: view.served_at is not None and not view.remedies),
    Row(Step.LITIGATE, lambda view: view.served_at is not None and not view.remedies and not _on_spot(view)),
    Row(Step.CONCLUDE_REMEDY, lambda view: view.pending),
    Row(
        Step.RESTORE,
        lambda view: view.revoked is not None and view.revoked.restored_at is None,
    ),
    Row(
        Step.DEMAND,
        lambda view: _owing(view) and view.demand is None,
        (enforcing.overdue,),
    ),
    Row(
        Step.ANSWER_DEMAND,
        lambda view: view.demand is not None and view.demand.defence_at is None and _owing(view),
    ),
    Row(
        Step.RECHECK_DEMAND,
        lambda view: (
            view.demand is not None and view.demand.defence_at is not None and view.demand.rechecked_at is None
        ),
    ),
    Row(
        Step.ORDER_DEMOLITION,
        lambda view: view.charge.duty is Duty.DEMOLISH and _decided(view) and view.enforcement is None,
        (serving.served, enforcing.standing, enforcing.own_power, enforcing.demanded),
    ),
    Row(
        Step.ANNOUNCE,
        lambda view: view.charge.duty is Duty.DEMOLISH and _decided(view) and not _announced(view),
        (enforcing.ordered, enforcing.standing),
    ),
    Row(
        Step.DEMOLISH,
        lambda view: (
            view.charge.duty is Duty.DEMOLISH
            and view.served_at is not None
            and (view.enforcement is None or _enforcing(view, Enforcing.DEMOLITION))
        ),
        (
            enforcing.ordered,
            enforcing.standing,
            enforcing.own_power,
            enforcing.demolishable,
            enforcing.daytime,
            staff.two_officers,
        ),
    ),
    Row(
        Step.ORDER_SUBSTITUTE,
        lambda view: view.charge.duty is Duty.CLEAR and _decided(view) and view.enforcement is None,
        (serving.served, enforcing.standing, enforcing.demanded),
    ),
    Row(
        Step.SUBSTITUTE,
        lambda view: (
            view.charge.duty is Duty.CLEAR
            and _owing(view)
            and (view.enforcement is None or _enforcing(view, Enforcing.SUBSTITUTE))
        ),
        (enforcing.standing, enforcing.substitutable, enforcing.daytime, staff.two_officers),
    ),
    Row(
        Step.CLEAR,
        lambda view: view.charge.duty is Duty.CLEAR and "enforcements" not in view.rows,
        (enforcing.clearable, staff.two_officers),
    ),
    Row(
        Step.TELL_CLEARING,
        lambda view: (
            view.enforcement is not None
            and view.enforcement.way is Enforcing.CLEARING
            and view.enforcement.party_told_at is None
        ),
    ),
    Row(
        Step.APPLY_COURT,
        lambda view: _owing(view) and view.enforcement is None,
        (serving.served, enforcing.standing, enforcing.court_open),
    ),
    Row(
        Step.END_ENFORCEMENT,
        lambda view: view.revoked is not None and view.enforcement is not None and view.enforcement.ended_at is None,
    ),
    Row(
        Step.FORM_TEAM,
        lambda view: view.charge.crime is True and view.referral is None,
        (staff.two_officers,),
    ),
    Row(Step.REPORT_REFERRAL, lambda view: _referring(view) and not _reported_referral(view), (referring.team,)),
    Row(
        Step.APPROVE_REFERRAL,
        _referring,
        (referring.report, referring.principal),
    ),
    Row(
        Step.REFUSE_REFERRAL,
        _referring,
        (referring.report, referring.principal),
    ),
    Row(
        Step.ASSEMBLE,
        lambda view: view.referral is not None and bool(view.referral.approved) and not view.referral.complete,
    ),
    Row(
        Step.TRANSFER,
        lambda view: (
            view.charge.crime is True
            and (
                view.referral is None or (view.referral.transferred_at is None and view.referral.approved is not False)
            )
        ),
        (referring.transferable,),
    ),
    Row(
        Step.HEAR_POLICE,
        lambda view: (
            view.referral is not None and view.referral.transferred_at is not None and view.referral.accepted is None
        ),
    ),
    Row(
        Step.CONTEST,
        lambda view: (
            view.referral is not None and view.referral.accepted is False and view.referral.contested_at is None
        ),
        (referring.contest_in_time,),
    ),
    Row(
        Step.RESUME,
        lambda view: (
            view.referral is not None
            and view.referral.resumed_at is None
            and (view.referral.approved is False or view.referral.accepted is False)
        ),
    ),
)


def _hearing_told(view: ChargeView) -> bool:
    return view.notice is not None and view.notice.hearing_told


def _unchecked(view: ChargeView) -> bool:
    given = view.statement
    return given is not None and not given.waived and given.rechecked_at is None


def _fixed(view: ChargeView) -> bool:
    told, asked = view.hearing_notice, view.request
    return told is not None and asked is not None and told.served_at >= asked.at


def _heard_since(view: ChargeView) -> bool:
    held, asked = view.hearing, view.request
    return held is not None and asked is not None and held.at >= asked.at


def _unregistered(view: ChargeView) -> bool:
    return _on_spot(view) and view.decision is not None and view.decision.registered_at is None


def _on_spot(view: ChargeView) -> bool:
    return view.decision is not None and view.decision.track is Track.SUMMARY


def _published(view: ChargeView) -> bool:
    return any(each.at is not None for each in view.rows.get("disclosures", ()))


def _withdrawn(view: ChargeView) -> bool:
    return any(each.withdrawn_at is not None for each in view.rows.get("disclosures", ()))


def _announced(view: ChargeView) -> bool:
    return view.enforcement is not None and view.enforcement.announced_at is not None


def _reported_referral(view: ChargeView) -> bool:
    return view.referral is not None and view.referral.reported_at is not None


THING_ROWS: Final[tuple[Row[ThingView], ...]] = (
    Row(
        Step.IMPOSE,
        _free,
        (measuring.measure_power, measuring.acting, measuring.seizable, measuring.approver),
    ),
    Row(
        Step.IMPOSE_URGENT,
        _free,
        (measuring.measure_power, measuring.acting, measuring.seizable),
    ),
    Row(
        Step.APPROVE_MEASURE,
        lambda view: view.held and view.measure is not None and view.measure.approved_at is None,
        (measuring.not_refused, measuring.approved_in_time, measuring.approver),
    ),
    Row(
        Step.REFUSE_MEASURE,
        lambda view: (
            view.held
            and view.measure is not None
            and view.measure.approved_at is None
            and view.measure.refused_at is None
        ),
    ),
    Row(
        Step.EXTEND_MEASURE,
        _held,
        (measuring.not_refused, measuring.approved_in_time, measuring.prolongable_custody, measuring.approver),
    ),
    Row(
        Step.START_TEST,
        lambda view: view.held and view.measure is not None and not view.measure.tests,
        (measuring.not_refused, measuring.approved_in_time, measuring.in_term),
    ),
    Row(
        Step.END_TEST,
        lambda view: view.held and view.measure is not None and any(each.end is None for each in view.measure.tests),
    ),
    Row(Step.LIFT, _held),
    Row(
        Step.FORFEIT,
        _held,
        (measuring.forfeitable, measuring.not_refused, measuring.approved_in_time, measuring.in_term),
    ),
    Row(
        Step.AUCTION,
        lambda view: view.held and paying.unpaid(view.of) and view.of.served_at is not None,
        (measuring.auctionable, measuring.not_refused),
    ),
    Row(
        Step.HAND_OVER,
        lambda view: view.held and view.of.charge.crime is True,
        (measuring.transferable,),
    ),
)

PRESERVED_ROWS: Final[tuple[Row[PreservedView], ...]] = (
    Row(
        Step.APPROVE_PRESERVATION,
        lambda view: view.preservation.approved_at is None and view.preservation.disposed_at is None,
        (inquiry.preservation_approved_in_time,),
    ),
    Row(Step.DISPOSE, lambda view: view.preservation.disposed_at is None, (inquiry.preserved_in_time,)),
    Row(Step.RELEASE, lambda view: view.preservation.disposed_at is None),
)

INSPECTION_ROWS: Final[tuple[Row[InspectionView], ...]] = (
    Row(
        Step.APPROVE_INSPECTION,
        lambda view: view.inspection.approved_at is None,
        (closing.listed, closing.inspection_approver),
    ),
    Row(
        Step.SCAN,
        lambda view: view.inspection.scanned_at is None and view.inspection.entered_at is None,
    ),
    Row(
        Step.ENTER,
        lambda view: view.inspection.entered_at is None,
        (closing.may_inspect, closing.listed, closing.enterable, closing.inspecting),
    ),
    Row(
        Step.TELL_INSPECTION,
        lambda view: view.inspection.entered_at is not None and view.inspection.told_at is None,
    ),
)
