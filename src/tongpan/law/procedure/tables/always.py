"""Steps that a decision neither opens nor closes: inquiry, clearing at once, referral (取证、立即代履行、移送)."""

from typing import Final

from tongpan.law.facts.words import Duty, Enforcing
from tongpan.law.procedure.gates import enforcing, inquiry, referring, staff
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Group, Row
from tongpan.law.procedure.view import ChargeView


def _referring(view: ChargeView) -> bool:
    return view.charge.crime is True and (view.referral is None or view.referral.decided_at is None)


def _reported_referral(view: ChargeView) -> bool:
    return view.referral is not None and view.referral.reported_at is not None


ALWAYS: Final[tuple[Group[ChargeView], ...]] = (
    Group(
        lambda view: True,
        (
            Row(
                Step.SHOW_IDENTITY,
                lambda view: view.case.facts.closing is None and bool(staff.identity_shown.check(view)),
                (staff.two_officers,),
            ),
            Row(
                Step.GATHER,
                lambda view: (view.decision is None and view.case.facts.closing is None) or view.pending,
                (staff.two_officers, staff.identity_shown, inquiry.not_frozen),
            ),
            Row(
                Step.SAMPLE,
                lambda view: view.decision is None and view.case.facts.closing is None,
                (staff.two_officers, staff.identity_shown),
            ),
        ),
    ),
    Group(
        lambda view: view.charge.duty is Duty.CLEAR,
        (
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
        ),
    ),
    Group(
        lambda view: view.charge.crime is True or view.referral is not None,
        (
            Row(
                Step.FORM_TEAM,
                lambda view: view.charge.crime is True and view.referral is None,
                (staff.two_officers,),
            ),
            Row(
                Step.REPORT_REFERRAL, lambda view: _referring(view) and not _reported_referral(view), (referring.team,)
            ),
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
                        view.referral is None
                        or (view.referral.transferred_at is None and view.referral.approved is not False)
                    )
                ),
                (referring.transferable,),
            ),
            Row(
                Step.HEAR_POLICE,
                lambda view: (
                    view.referral is not None
                    and view.referral.transferred_at is not None
                    and view.referral.accepted is None
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
        ),
    ),
)
