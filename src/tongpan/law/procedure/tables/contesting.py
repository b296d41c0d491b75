"""Steps before courts and reconsideration bodies, and of enforcement that stops (法院、复议机关、中止和终结执行)."""

from typing import Final

from tongpan.law.money import NOTHING
from tongpan.law.procedure.gates import courts, enforcing, halting, paying, serving, staff, suing
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Group, Row
from tongpan.law.procedure.view import ChargeView


def _served(view: ChargeView) -> bool:
    return view.served_at is not None


def _owing(view: ChargeView) -> bool:
    return _served(view) and paying.unperformed(view)


def _late(view: ChargeView) -> bool:
    return _owing(view) and not enforcing.overdue.check(view)


CONTESTING: Final[tuple[Group[ChargeView], ...]] = (
    Group(
        lambda view: courts.application_of(view) is not None,
        (
            Row(Step.HEAR_ADMISSION, courts.admission_open),
            Row(Step.HEAR_RULING, courts.ruling_open),
            Row(Step.ASK_UPPER, courts.reviewable, (courts.review_in_time,)),
            Row(Step.COLLECT_BY_COURT, lambda view: courts.carried_out(view) and paying.owed(view) != NOTHING),
            Row(Step.COMPLETE, courts.carried_out, (enforcing.standing, courts.collected)),
            Row(Step.END_BY_COURT, courts.carried_out),
        ),
    ),
    Group(
        _served,
        (
            Row(
                Step.SETTLE_TERM,
                lambda view: _late(view) and courts.unsettled(view) and courts.may_ask(view) and not view.pending,
                (staff.reviewer_apart,),
            ),
            Row(
                Step.APPLY_JUDGMENT,
                lambda view: _owing(view) and courts.judgment_may_be_asked(view),
                (enforcing.standing, courts.judgment_due),
            ),
            Row(Step.SUSPEND, halting.suspendable, (staff.approver_of_charge, halting.court_term)),
            Row(
                Step.CONTINUE,
                lambda view: halting.standstill_of(view) is not None and _owing(view),
                (staff.approver_of_charge, enforcing.standing, halting.resumable),
            ),
            Row(Step.END_ENFORCEMENT, halting.terminable, (staff.approver_of_charge,)),
            Row(Step.HEAR_FIRST, suing.awaits_first),
            Row(Step.APPEAL, suing.appealable, (suing.appeal_in_time,)),
            Row(Step.HEAR_APPEAL, suing.appealable),
            Row(Step.TAKE_APPLICATION, suing.through_us, (serving.served,)),
            Row(Step.FORWARD, lambda view: suing.handed_in(view) is not None),
        ),
    ),
)
"""of a charge that is decided"""

OPINIONS: Final[tuple[Group[ChargeView], ...]] = (
    Group(
        suing.reconsidered,
        (
            Row(Step.TAKE_OPINION, suing.reconsidered),
            Row(Step.REPORT_OPINION, lambda view: suing.unreported(view) is not None),
        ),
    ),
)
"""whatever becomes of the decision"""
