"""Closing and inspection (结案、行政检查)."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import CourtAnswer
from tongpan.law.inspection.plan import Prompt, Reason, VisitPlan, check_plan
from tongpan.law.inspection.visit import Event, Visit, check_visit
from tongpan.law.limits import Regime
from tongpan.law.money import NOTHING
from tongpan.law.penalty.closing import GROUNDS, Closing, ClosingGround, check_closing
from tongpan.law.procedure.adapting import KEPT
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.paying import ended, sum_paid, unperformed
from tongpan.law.procedure.gates.returning import refundable
from tongpan.law.procedure.gates.staff import APPROVING, approver_apart, identity_shown, inspection_power, two_officers
from tongpan.law.procedure.view import CaseView, ChargeView, InspectionView
from tongpan.law.titles import APL, COERCION_LAW, RECONSIDERATION_LAW, SAMR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CLOSED: Final = Citation(SAMR, 77, gist="执行完毕、终结等情形经批准结案")
RESTORED: Final = Citation(COERCION_LAW, 41, gist="执行错误的恢复原状或者退还财物")
FILED: Final = Citation(APL, 52, 3, gist="当场处罚报所属机关备案")
REDRESS: Final = Citation(RECONSIDERATION_LAW, 42, gist="复议期间案件尚未确定")

ANY_DAY: Final = date(2026, 1, 5)
UNDECIDED: Final = Breach("closing.undecided", "还有当事人或者案由没有处理决定", CLOSED, missing="逐项作出处理决定")
NOT_SERVED: Final = Breach("closing.unserved", "还有决定书没有送达", CLOSED, missing="送达决定书")
PRESERVED: Final = Breach("closing.preserved", "还有登记保存的证据没有处理", CLOSED, missing="处理或者解除")
PENDING: Final = Breach("closing.pending", "复议、诉讼还没有终结", REDRESS, missing="待复议、诉讼终结")
UNRESTORED: Final = Breach("closing.unrestored", "决定已撤销，还没有恢复原状、退还财物", RESTORED, missing="恢复原状")
UNREGISTERED: Final = Breach("closing.unregistered", "当场处罚还没有备案", FILED, missing="报所属机关备案")
WITH_POLICE: Final = Breach("closing.referral", "移送还没有结果", CLOSED, missing="待公安机关答复")


@gate(
    "closing.undecided",
    "closing.unserved",
    "closing.performance",
    "closing.items.held",
    "closing.preserved",
    "closing.pending",
    "closing.unrestored",
    "closing.unregistered",
    "closing.referral",
)
def closable(case: CaseView) -> Verdict:
    """
    Test that nothing of the case is open (INV-55, INV-78).

    Law: 市场监管程序规定 77; 住建程序规定 31; 农业程序规定 84; ACL 28.
    """
    found: dict[Breach, None] = {}
    for view in case.charges:
        found.update(dict.fromkeys(_open_points(view)))
        found.update(dict.fromkeys(_formal_points(view)))
    return tuple(found)


def _formal_points(view: ChargeView) -> Verdict:
    """What the rule on closing finds: performance and things in custody."""
    held = sum(each.ended_at is None for each in view.rows.get("measures", ()))
    if view.served_at is None and not held:
        return LAWFUL
    return _formal(ground_of(view), view.served_at is None or not unperformed(view), held, view.charge.regime)


@lru_cache(maxsize=KEPT)
def _formal(ground: ClosingGround, paid: bool, held: int, regime: Regime | None) -> Verdict:
    """Ask the rule on closing; what it answers does not hang on the day."""
    return check_closing(Closing(ground, ANY_DAY, True, ANY_DAY, paid, held, reason=ground.label), regime)


def ground_of(view: ChargeView) -> ClosingGround:
    """
    Return on what ground one charge is closed: performed, ended for good, or with a court where the regime says so.

    Law: 市场监管程序规定 77; 住建程序规定 31; 农业程序规定 84; 交通程序规定 122.
    Reading: where a regime does not name 终结执行, it is another case that is to be closed (ADR-0059).
    """
    known = GROUNDS.get(view.charge.regime, GROUNDS[None])
    if ended(view):
        return ClosingGround.COURT_ENDED if ClosingGround.COURT_ENDED in known else ClosingGround.OTHER
    taken = any(each.answer is not CourtAnswer.REFUSED for each in view.rows.get("rulings", ()))
    if taken and unperformed(view) and ClosingGround.COURT_ACCEPTED in known:
        return ClosingGround.COURT_ACCEPTED
    return ClosingGround.PERFORMED


def _open_points(view: ChargeView) -> Verdict:
    referral = view.referral
    handed = referral is not None and bool(referral.accepted) and referral.resumed_at is None
    decision = view.decision
    points = (
        (decision is None and not handed, UNDECIDED),
        (decision is not None and view.served_at is None and view.revoked is None, NOT_SERVED),
        (any(each.disposed_at is None for each in view.rows.get("preservations", ())), PRESERVED),
        (view.pending, PENDING),
        (view.revoked is not None and view.revoked.restored_at is None, unrestored(view)),
        (view.revoked is None and refundable(view) != NOTHING, _unreturned(view)),
        (decision is not None and decision.handed_over and decision.registered_at is None, UNREGISTERED),
        (_undecided_referral(view), WITH_POLICE),
    )
    return tuple(breach for open_, breach in points if open_)


def unrestored(view: ChargeView) -> Breach:
    """
    Return what is to be undone after a revocation; money that was paid is named with its sum.

    Law: ACL 41.
    """
    paid = sum_paid(view)
    if paid == NOTHING:
        return UNRESTORED
    return replace(
        UNRESTORED, message=f"决定已撤销，已缴的{paid}还没有退还", missing="退还已缴的款项，再记录“恢复原状、退还财物”"
    )


def _unreturned(view: ChargeView) -> Breach:
    """What was paid above what is owed, because the decision was changed, goes back first."""
    return replace(
        UNRESTORED, message=f"多缴的{refundable(view)}还没有退还", missing="先“退还多缴的款项”，登记退付凭证"
    )


def _undecided_referral(view: ChargeView) -> bool:
    row = view.referral
    if row is None or row.resumed_at is not None:
        return False
    return row.decided_at is None or (bool(row.approved) and row.accepted is None)


@gate("inspection.item.unpublished", "inspection.item.publication_unknown")
def listed(view: InspectionView) -> Verdict:
    """
    Test that the matter is on the published list (INV-64).

    Law: 国办发〔2024〕54号; 优化营商环境条例 54.
    """
    plan = VisitPlan(
        Reason.CASE, Prompt.COMPLAINT, view.inspection.listed, item_has_basis=True, off_site_suffices=False
    )
    return check_plan(plan)


@gate("inspection.approval.missing", "inspection.scan.missing")
def enterable(view: InspectionView) -> Verdict:
    """
    Test that the head approved and the visit was scanned, or says why not (INV-65, INV-66).

    Law: 国办发〔2024〕54号.
    """
    row, now = view.inspection, view.of.case.at
    begun = {Event.NOTICE: now, Event.IDENTITY: now, Event.INSPECTION: now, Event.RECORD: now, Event.RESULT: now}
    if row.approved_at is not None:
        begun[Event.APPROVAL] = row.approved_at
    elif row.urgent:
        begun[Event.APPROVAL] = now
    if row.scanned_at is not None or row.scan_excuse:
        begun[Event.SCAN] = row.scanned_at or now
    people = len(view.of.case.handlers)
    visit = Visit(
        division=view.of.case.facts.province or "",
        prompt=Prompt.COMPLAINT,
        at=begun,
        persons=max(people, 2),
        officers=max(people, 2),
        outsiders_inspected=False,
        urgent_reason="情况紧急" if row.urgent else "",
        scan_fault=row.scan_excuse,
    )
    return check_visit(visit, view.of.case.calendar, now)


@gate(*APPROVING)
def inspection_approver(view: InspectionView) -> Verdict:
    """
    Test that a head approves (INV-65).

    Law: 国办发〔2024〕54号.
    """
    return approver_apart.check(view.of.case)


@gate("authority.inspection.none")
def may_inspect(view: InspectionView) -> Verdict:
    """
    Test that the organ may inspect on this cause (INV-01).

    Law: APL 24.
    """
    return inspection_power.check(view.of)


@gate("officers.too_few", "officers.identity.not_shown")
def inspecting(view: InspectionView) -> Verdict:
    """
    Test that two officers inspect who have shown who they are (INV-04, INV-06).

    Law: APL 42, 55.
    """
    return (*two_officers.check(view.of), *identity_shown.check(view.of))
