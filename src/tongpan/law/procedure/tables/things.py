"""Steps on things, preserved evidence and inspections (查封扣押、登记保存、行政检查)."""

from typing import Final

from tongpan.law.procedure.gates import (
    closing,
    inquiry,
    measuring,
    paying,
)
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Row
from tongpan.law.procedure.view import InspectionView, PreservedView, ThingView


def _held(view: ThingView) -> bool:
    return view.held


def _free(view: ThingView) -> bool:
    return view.measure is None and view.of.decision is None and view.of.case.facts.closing is None


def _testable(view: ThingView) -> bool:
    """Something is still to be found out and nothing is being tested; a test puts off the end of the term."""
    idle = view.measure is not None and all(each.end is not None for each in view.measure.tests)
    return view.held and view.of.decision is None and idle


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
        _testable,
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
        (measuring.auctionable, measuring.not_refused, measuring.unhalted),
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
