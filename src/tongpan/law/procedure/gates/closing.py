"""Closing and inspection (结案、行政检查)."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.paying import unperformed
from tongpan.law.procedure.gates.staff import approver_apart, identity_shown, inspection_power, two_officers
from tongpan.law.procedure.view import CaseView, ChargeView, InspectionView
from tongpan.law.titles import APL, COERCION_LAW, INSPECTION_OPINION, RECONSIDERATION_LAW, SAMR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

CLOSED: Final = Citation(SAMR, 77, gist="执行完毕、终结等情形经批准结案")
RELEASED: Final = Citation(COERCION_LAW, 28, 1, gist="作出处理决定不再需要的应当解除")
RESTORED: Final = Citation(COERCION_LAW, 41, gist="执行错误的恢复原状或者退还财物")
FILED: Final = Citation(APL, 52, 3, gist="当场处罚报所属机关备案")
REDRESS: Final = Citation(RECONSIDERATION_LAW, 42, gist="复议期间案件尚未确定")
INSPECTION: Final = Citation(INSPECTION_OPINION, "", gist="入企检查事项公布、事先批准、扫码、告知结果")

UNDECIDED: Final = Breach("closing.undecided", "还有当事人或者案由没有处理决定", CLOSED, missing="逐项作出处理决定")
NOT_SERVED: Final = Breach("closing.unserved", "还有决定书没有送达", CLOSED, missing="送达决定书")
UNPERFORMED: Final = Breach("closing.unperformed", "决定还没有履行完毕", CLOSED, missing="督促履行或者强制执行")
HELD: Final = Breach("closing.held", "还有查封、扣押的财物没有处理", RELEASED, missing="解除、没收或者移送")
PRESERVED: Final = Breach("closing.preserved", "还有登记保存的证据没有处理", CLOSED, missing="处理或者解除")
PENDING: Final = Breach("closing.pending", "复议、诉讼还没有终结", REDRESS, missing="待复议、诉讼终结")
UNRESTORED: Final = Breach("closing.unrestored", "决定已撤销，还没有恢复原状、退还财物", RESTORED, missing="恢复原状")
UNREGISTERED: Final = Breach("closing.unregistered", "当场处罚还没有备案", FILED, missing="报所属机关备案")
WITH_POLICE: Final = Breach("closing.referral", "移送还没有结果", CLOSED, missing="待公安机关答复")
NOT_LISTED: Final = Breach(
    "inspection.unlisted", "检查事项没有公布", INSPECTION, "B", "公布检查事项后再检查；未公布的不得检查"
)
LISTING_UNKNOWN: Final = Breach(
    "inspection.listing.unknown", "不清楚检查事项是否公布", INSPECTION, "B", "核对公布的检查事项清单"
)
UNAPPROVED: Final = Breach("inspection.unapproved", "检查没有经过负责人批准", INSPECTION, "B", "报负责人批准")
UNSCANNED: Final = Breach("inspection.unscanned", "没有扫码也没有说明原因", INSPECTION, "B", "先扫码，或者记明原因")


@gate(
    "closing.undecided",
    "closing.unserved",
    "closing.unperformed",
    "closing.held",
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
    return tuple(found)


def _open_points(view: ChargeView) -> Verdict:
    referral = view.referral
    handed = referral is not None and bool(referral.accepted) and referral.resumed_at is None
    decision = view.decision
    points = (
        (decision is None and not handed, UNDECIDED),
        (decision is not None and view.served_at is None, NOT_SERVED),
        (view.served_at is not None and unperformed(view), UNPERFORMED),
        (any(each.ended_at is None for each in view.rows.get("measures", ())), HELD),
        (any(each.disposed_at is None for each in view.rows.get("preservations", ())), PRESERVED),
        (view.pending, PENDING),
        (view.revoked is not None and view.revoked.restored_at is None, UNRESTORED),
        (decision is not None and decision.handed_over and decision.registered_at is None, UNREGISTERED),
        (_undecided_referral(view), WITH_POLICE),
    )
    return tuple(breach for open_, breach in points if open_)


def _undecided_referral(view: ChargeView) -> bool:
    row = view.referral
    if row is None or row.resumed_at is not None:
        return False
    return row.decided_at is None or (bool(row.approved) and row.accepted is None)


@gate("inspection.unlisted", "inspection.listing.unknown")
def listed(view: InspectionView) -> Verdict:
    """
    Test that the matter is on the published list (INV-64).

    Law: 国办发〔2024〕54号.
    """
    if view.inspection.listed is None:
        return (LISTING_UNKNOWN,)
    return LAWFUL if view.inspection.listed else (NOT_LISTED,)


@gate("inspection.unapproved")
def approved(view: InspectionView) -> Verdict:
    """
    Test that the head approved, unless it is urgent (INV-65).

    Law: 国办发〔2024〕54号.
    """
    return LAWFUL if view.inspection.approved_at is not None or view.inspection.urgent else (UNAPPROVED,)


@gate("inspection.unscanned")
def scanned(view: InspectionView) -> Verdict:
    """
    Test that the visit was scanned, or says why not (INV-66).

    Law: 国办发〔2024〕54号.
    """
    row = view.inspection
    return LAWFUL if row.scanned_at is not None or row.scan_excuse else (UNSCANNED,)


@gate("staff.approver.unnamed", "staff.approver.handler")
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
