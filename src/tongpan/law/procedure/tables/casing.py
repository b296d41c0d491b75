"""Steps of the case as a whole (立案、延长、结案)."""

from typing import Final

from tongpan.law.procedure.gates import (
    closing,
    deciding,
    inquiry,
    staff,
)
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Row
from tongpan.law.procedure.view import CaseView


def _none_decided(case: CaseView) -> bool:
    return all(view.decision is None for view in case.charges)


def _all_decided(case: CaseView) -> bool:
    return all(view.decision is not None for view in case.charges)


CASE_ROWS: Final[tuple[Row[CaseView], ...]] = (
    Row(
        Step.DECIDE_RECUSAL,
        lambda case: any(each.granted is None for each in case.facts.recusals),
        (staff.approver_apart,),
    ),
    Row(
        Step.FILE,
        lambda case: case.facts.filing is None and case.facts.closing is None and _none_decided(case),
        (inquiry.conditions, staff.approver_apart, staff.handlers_named, staff.power_to_file),
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
