"""
文书的前提: which papers may be made only when what they speak of stands in the case.

A paper of the organ's own act (a decision) follows the act, and the act is a step of the case with its own gates and
approvals; what has no step of its own is made by a head alone.

Law: APL 51, 56, 57, 63, 66, 72, 75; ACL 17, 18, 25, 28, 37, 50, 52.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from tongpan.cases.domain.documenting import steps_of
from tongpan.cases.domain.told import Told
from tongpan.documents.domain.forms import Form
from tongpan.kernel.calendar import calendar_in_force
from tongpan.law.citation import Citation
from tongpan.law.coercion import demand, measures, release, seizure, substitute
from tongpan.law.facts.words import Track
from tongpan.law.penalty import decision, execution, notice, preservation, summary, surcharge
from tongpan.law.procedure import Outlook, Step
from tongpan.law.procedure.adapting import hearing_due
from tongpan.law.procedure.view import CaseView
from tongpan.law.verdict import LAWFUL, Breach, Verdict

ON_THE_SPOT: Final = "on_spot_penalty_decision"
BY_HEADS: Final = frozenset({"revocation_decision", "alteration_decision", "demolition_order"})
"""papers of acts that the head alone takes"""
Stands = Callable[[Told], bool]


def _row(table: str, test: Callable[[Any], bool] = lambda _: True) -> Stands:
    return lambda told: any(test(row) for row, _ in told.rows(table))


def _once(table: str) -> Stands:
    """A row of any round."""
    return lambda told: any(told.about(row) for row in getattr(told.facts, table))


NEEDS: Final[Mapping[str, tuple[Stands, str, Citation]]] = {
    "penalty_decision": (
        _row("decisions", lambda row: row.track is Track.ORDINARY and row.penalty is not None),
        "按普通程序作出处罚决定", decision.HEAD_DECIDES,
    ),
    "no_penalty_decision": (
        _row("decisions", lambda row: row.penalty is None), "作出不予处罚决定", decision.OUTCOMES,
    ),
    "no_violation_decision": (
        _row("decisions", lambda row: row.penalty is None), "作出不予处罚决定", decision.UNFOUNDED,
    ),
    "revocation_decision": (_once("revocations"), "主动撤销处理决定", decision.OWN_ERROR),
    "alteration_decision": (
        lambda told: _once("revocations")(told) and _once("reopenings")(told) and bool(told.rows("decisions")),
        "撤销后重新作出决定", decision.OWN_ERROR,
    ),
    "surcharge_decision": (_row("surcharges"), "办理加处罚款", surcharge.DAILY),
    "enforcement_decision": (_row("enforcements"), "作出强制执行决定", demand.DECIDE),
    "substitute_decision": (_row("enforcements"), "作出代履行决定", substitute.OVERDUE),
    "immediate_substitute_decision": (_row("enforcements"), "决定立即代履行", substitute.IMMEDIATE),
    "measure_extension": (
        _row("measures", lambda row: row.extended_at is not None), "批准延长期限", seizure.EXTENSION,
    ),
    "measure_release": (_row("measures", lambda row: row.ended_at is not None), "办理解除", release.MUST_LIFT),
    "deferral_notice": (_row("deferrals"), "准予延期或者分期缴纳", execution.HARDSHIP),
}  # fmt: skip
"""form → what must stand, in words what comes first, and the article by which the paper waits for it"""
OPEN_NOW: Final[Mapping[str, Citation]] = {
    "seizure_decision": measures.APPROVED_FIRST, "preservation_notice": preservation.PRESERVATION,
}  # fmt: skip
"""papers that are handed over with the step itself: it must be open, or just taken"""


def too_early(form: Form, told: Told, outlook: Outlook, at: datetime) -> Verdict:
    """Return why a paper may not be made yet, or not at all; nothing where it may."""
    if form.code == ON_THE_SPOT:
        said = "当场处罚决定书只在“当场处罚”里随决定作出，不能单独制作"
        return (Breach("documents.spot", said, summary.RANGE, missing="从“当场处罚”办理"),)
    if form.code in NEEDS:
        stands, first, why = NEEDS[form.code]
        if not stands(told):
            said = f"还不能制作《{form.title}》：本案没有{first}"
            return (Breach("documents.early", said, why, missing=f"先{first}，再制作文书"),)
    if form.code in OPEN_NOW and not _open_or_taken(form, told, outlook):
        said = f"还不能制作《{form.title}》：这一步现在不能办"
        return (Breach("documents.early", said, OPEN_NOW[form.code], missing="看案件页这一步为什么还不能办"),)
    if form.code == "notice_of_penalty" and _hearing_must_be_told(told, at):
        said = "拟处罚属于听证范围（或者本地的听证标准不清楚），应当同时告知要求听证的权利"
        return (Breach("documents.hearing", said, notice.HEARING_RIGHT, missing="改用《行政处罚听证告知书》"),)
    return LAWFUL


def _open_or_taken(form: Form, told: Told, outlook: Outlook) -> bool:
    steps = set(steps_of(form))
    offered = any(each.step in steps and told.about(each.target) for each in outlook.steps)
    table = "measures" if Step.IMPOSE in steps else "preservations"
    return offered or any(row.at.date() == told.on for row, _ in told.rows(table))


def _hearing_must_be_told(told: Told, at: datetime) -> bool:
    """Whether the right to a hearing belongs on the notice; where nobody knows, it is told (APL 63)."""
    charge = told.charge
    if charge is None or charge.proposed is None:
        return False
    views = CaseView(told.facts, at, calendar_in_force()).charges
    mine = next((view for view in views if view.charge is charge), None)
    return mine is not None and hearing_due(mine) is not False
