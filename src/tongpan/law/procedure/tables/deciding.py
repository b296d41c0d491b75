"""Steps from the first inquiry to the decision (调查到决定)."""

from typing import Final

from tongpan.law.facts.rounds import begun_at
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.procedure.adapting import case_review_due, deliberation_due, review_due
from tongpan.law.procedure.gates import (
    bounding,
    charging,
    deciding,
    hearing,
    inquiry,
    revoking,
    staff,
    summary,
)
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Group, Row
from tongpan.law.procedure.view import ChargeView, last


def _open(view: ChargeView) -> bool:
    """Nothing is decided yet."""
    return view.decision is None and view.case.facts.closing is None


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


def _summary_possible(view: ChargeView) -> bool:
    return _open(view) and view.case.facts.filing is None


def _hearing_told(view: ChargeView) -> bool:
    return view.notice is not None and view.notice.hearing_told


def _unchecked(view: ChargeView) -> bool:
    given = view.statement
    return given is not None and not given.waived and given.rechecked_at is None


def _fixed(view: ChargeView) -> bool:
    told, asked = view.hearing_notice, view.request
    if told is None or asked is None or begun_at(told) < asked.at:
        return False
    return told.served_at is not None or view.case.today < told.held_on


def _heard_since(view: ChargeView) -> bool:
    held, asked = view.hearing, view.request
    return held is not None and asked is not None and held.at >= asked.at


def _deliberated(view: ChargeView) -> bool:
    """The heads deliberated as they must, and nothing was found, told or heard since."""
    row = last(view.rows.get("deliberations"))
    if row is None or deciding.deliberated.check(view):
        return False
    newest = [each.at for each in view.evidence]
    newest += [each.at for each in (view.notice, view.statement, view.hearing) if each is not None]
    return all(at <= row.at for at in newest)


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
    bounding.fine_in_bounds,
    revoking.redo_differs,
)


DECIDING: Final[tuple[Group[ChargeView], ...]] = (
    Group(
        lambda view: True,
        (
            Row(Step.VERIFY, lambda view: _open(view) and any(each.verified_at is None for each in view.evidence)),
            Row(
                Step.TELL_RESULT,
                lambda view: (
                    _open(view)
                    and any(each.kind is EvidenceKind.OPINION and each.told_at is None for each in view.evidence)
                ),
            ),
            Row(
                Step.PRESERVE,
                _open,
                (inquiry.filed, *ACTING, inquiry.preservation_approver),
            ),
            Row(
                Step.PRESERVE_URGENT,
                _open,
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
                (
                    hearing.notice_in_turn,
                    hearing.proposed,
                    bounding.fine_in_bounds,
                    *ACTING,
                    inquiry.usable,
                    inquiry.sampled,
                    inquiry.results_told,
                ),
            ),
        ),
    ),
    Group(
        _told,
        (
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
        ),
    ),
    Group(
        _open,
        (
            Row(
                Step.REVIEW,
                lambda view: (
                    _open(view)
                    and (review_due(view) is not False or case_review_due(view))
                    and bool(deciding.reviewed.check(view) or deciding.review_fresh.check(view))
                ),
                (
                    inquiry.reported,
                    hearing.noticed,
                    deciding.corrected,
                    deciding.review_after_hearing,
                    staff.reviewer_apart,
                ),
            ),
            Row(
                Step.CORRECT,
                lambda view: _open(view) and bool(deciding.corrected.check(view)),
            ),
            Row(
                Step.DELIBERATE,
                lambda view: _open(view) and deliberation_due(view) is not False and not _deliberated(view),
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
                    inquiry.sampled,
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
        ),
    ),
)
