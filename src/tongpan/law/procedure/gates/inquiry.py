"""Filing and inquiry (立案、调查取证): what must be so before, and what evidence may be used."""

from typing import Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import EvidenceKind
from tongpan.law.limits import find_provision, rule
from tongpan.law.limits.terms import LimitRefused
from tongpan.law.procedure.gate import gate
from tongpan.law.procedure.gates.staff import approver_apart
from tongpan.law.procedure.view import CaseView, ChargeView, PreservedView
from tongpan.law.titles import APL, LITIGATION_LAW, RECONSIDERATION_LAW, SAMR
from tongpan.law.verdict import LAWFUL, Breach, Verdict

FILING: Final = Citation(APL, 54, 2, gist="符合立案标准的应当及时立案")
FACTS_FIRST: Final = Citation(APL, 40, gist="违法事实不清、证据不足的不得处罚")
EVIDENCE: Final = Citation(APL, 46, gist="证据须经查证属实；非法取得的不得使用")
ELECTRONIC: Final = Citation(APL, 41, gist="电子监控设备经法制和技术审核，记录经审核才能作证据")
PRESERVE: Final = Citation(APL, 56, gist="先行登记保存须经负责人批准，七日内处理")
REPORTED: Final = Citation(APL, 57, 1, gist="调查终结后由负责人审查")
TOLD_RESULT: Final = Citation(SAMR, 32, gist="检测鉴定结果告知当事人")
CRIME: Final = Citation(APL, 27, 1, gist="涉嫌犯罪的及时移送司法机关")
LIMITATION: Final = Citation(APL, 36, 1, gist="超过追责时效的不再处罚")
FROZEN_RECONSIDERATION: Final = Citation(RECONSIDERATION_LAW, 46, 1, gist="复议期间被申请人不得自行取证")
FROZEN_LITIGATION: Final = Citation(LITIGATION_LAW, 35, gist="诉讼中被告不得自行取证")

NO_CLUE: Final = Breach("filing.clue.missing", "没有登记线索来源", FILING, missing="登记线索和受理时间")
CONDITIONS_UNMET: Final = Breach(
    "filing.conditions.unmet", "不符合立案条件", FILING, missing="决定不予立案并告知，或者补充核查"
)
CONDITIONS_UNKNOWN: Final = Breach(
    "filing.conditions.unknown", "还没有核查是否符合立案条件", FILING, missing="核查证据、管辖、追责时效，写明结论"
)
NOT_FILED: Final = Breach("filing.missing", "还没有立案", FILING, missing="报负责人批准立案")
NOT_FOUND: Final = Breach(
    "limitation.discovered.unknown", "不清楚违法行为何时被发现", LIMITATION, missing="登记首次获知违法行为的日期"
)
ACT_UNKNOWN: Final = Breach(
    "limitation.act.unknown", "不清楚违法行为发生或者终了的日期", LIMITATION, missing="查明行为发生或者终了的日期"
)
DANGER_UNKNOWN: Final = Breach(
    "limitation.period.unknown",
    "超过两年，是否涉及生命健康安全、金融安全且有危害后果尚不清楚",
    LIMITATION,
    missing="查明是否适用五年时效",
)
TOO_OLD: Final = Breach("limitation.over", "已经超过追责时效，不再给予行政处罚", LIMITATION, missing="决定不予处罚")
NO_EVIDENCE: Final = Breach("evidence.none", "没有证据", FACTS_FIRST, missing="调查取证")
UNPROVEN: Final = Breach("evidence.unproven", "违法事实不能成立", FACTS_FIRST, missing="决定不予处罚")
PROOF_UNKNOWN: Final = Breach(
    "evidence.proof.unknown", "违法事实是否清楚还没有结论", FACTS_FIRST, missing="写明对事实和证据的审查结论"
)
UNVERIFIED: Final = Breach("evidence.unverified", "有证据没有审核", EVIDENCE, missing="审核证据，不采用的注明")
UNLAWFUL: Final = Breach("evidence.unlawful", "有证据是以非法手段取得的", EVIDENCE, missing="排除该证据")
LAWFULNESS_UNKNOWN: Final = Breach(
    "evidence.lawful.unknown", "有证据不清楚取得方式是否合法", EVIDENCE, missing="查明取得证据的方式"
)
DEVICE: Final = Breach(
    "evidence.device.unapproved",
    "电子监控设备没有经过法制和技术审核，或者设置地点没有公布",
    ELECTRONIC,
    missing="补查设备审核和公布情况；没有的，另行取证",
)
RECORD: Final = Breach("evidence.record.unreviewed", "电子监控记录没有审核", ELECTRONIC, missing="审核记录的内容")
UNTOLD: Final = Breach(
    "evidence.result.untold", "检测、鉴定结果没有告知当事人", TOLD_RESULT, missing="告知当事人结果和权利"
)
NO_REPORT: Final = Breach("report.missing", "调查还没有终结", REPORTED, missing="写出调查终结报告")
FROZEN: Final = Breach(
    "evidence.frozen",
    "复议、诉讼期间不得自行向当事人和证人收集证据",
    FROZEN_RECONSIDERATION,
    missing="待复议、诉讼终结，或者经人民法院准许",
)
FROZEN_IN_COURT: Final = Breach(
    "evidence.frozen", "诉讼期间不得自行向原告、第三人和证人收集证据", FROZEN_LITIGATION, missing="经人民法院准许"
)
KEPT_TOO_LONG: Final = Breach(
    "preservation.over", "登记保存已满七个工作日，不能再作处理决定", PRESERVE, missing="立即解除登记保存"
)
NOT_APPROVED: Final = Breach(
    "preservation.unapproved", "登记保存没有经负责人批准", PRESERVE, missing="补办批准；不能补办的解除"
)
NOT_URGENT_HERE: Final = Breach(
    "preservation.urgent.unknown_here",
    "本案适用的程序规定没有情况紧急先行登记保存的规定",
    PRESERVE,
    missing="先报负责人批准",
)
APPROVAL_LATE: Final = Breach(
    "preservation.approval.late", "二十四小时内没有补办批准", PRESERVE, missing="立即解除登记保存"
)
UNREFERRED: Final = Breach("crime.unreferred", "涉嫌犯罪，还没有决定是否移送", CRIME, missing="先办理移送")
WITH_POLICE: Final = Breach(
    "crime.pending", "案件已经移送公安机关，还没有恢复行政处理", CRIME, missing="待公安机关不予立案后恢复行政处理"
)
CRIME_UNKNOWN: Final = Breach("crime.unknown", "是否涉嫌犯罪还没有结论", CRIME, missing="写明是否涉嫌犯罪的审查结论")


@gate("filing.clue.missing", "filing.conditions.unmet", "filing.conditions.unknown")
def conditions(case: CaseView) -> Verdict:
    """
    Test that the clue was looked into and meets the conditions of filing.

    Law: APL 54 ¶2.
    """
    clue = case.facts.clue
    if clue is None:
        return (NO_CLUE,)
    if clue.meets_conditions is None:
        return (CONDITIONS_UNKNOWN,)
    return LAWFUL if clue.meets_conditions else (CONDITIONS_UNMET,)


@gate("filing.missing")
def filed(view: ChargeView) -> Verdict:
    """
    Test that the case is filed (INV-14).

    Law: APL 54 ¶2.
    """
    return LAWFUL if view.case.facts.filing is not None else (NOT_FILED,)


@gate("limitation.over", "limitation.act.unknown", "limitation.discovered.unknown", "limitation.period.unknown")
def in_time(view: ChargeView) -> Verdict:
    """
    Test that the act was discovered within the limitation (INV-15).

    Law: APL 36.
    """
    charge = view.charge
    if charge.discovered_on is None:
        return (NOT_FOUND,)
    if charge.continuing:
        return LAWFUL
    end = charge.act_until or charge.act_on
    if end is None:
        return (ACT_UNKNOWN,)
    short, long = view.clock("DL-33", end), view.clock("DL-33.2", end)
    if short is None or short.act_by is None or charge.discovered_on <= short.act_by:
        return LAWFUL
    if charge.five_years is None:
        return (DANGER_UNKNOWN,)
    kept = charge.five_years and long is not None and long.act_by is not None and charge.discovered_on <= long.act_by
    return LAWFUL if kept else (TOO_OLD,)


@gate("evidence.none", "evidence.unproven", "evidence.proof.unknown")
def proven(view: ChargeView) -> Verdict:
    """
    Test that the facts are established (INV-20).

    Law: APL 40.
    """
    if not view.evidence:
        return (NO_EVIDENCE,)
    if view.charge.proven is None:
        return (PROOF_UNKNOWN,)
    return LAWFUL if view.charge.proven else (UNPROVEN,)


@gate(
    "evidence.unverified",
    "evidence.unlawful",
    "evidence.lawful.unknown",
    "evidence.device.unapproved",
    "evidence.record.unreviewed",
)
def usable(view: ChargeView) -> Verdict:
    """
    Test that every piece of evidence may be used (INV-20).

    Law: APL 41, 46.
    """
    found: dict[Breach, None] = {}
    for each in view.evidence:
        if each.lawful is None:
            found[LAWFULNESS_UNKNOWN] = None
        elif not each.lawful:
            found[UNLAWFUL] = None
        if each.verified_at is None:
            found[UNVERIFIED] = None
        if each.automatic and not each.device_approved:
            found[DEVICE] = None
        if each.automatic and not each.record_reviewed:
            found[RECORD] = None
    return tuple(found)


@gate("evidence.result.untold")
def results_told(view: ChargeView) -> Verdict:
    """
    Test that the party knows the result of every test (INV-22).

    Law: 市场监管程序规定 32; 住建程序规定 18; 农业程序规定 40.
    """
    untold = any(each.kind is EvidenceKind.OPINION and each.told_at is None for each in view.evidence)
    return (UNTOLD,) if untold else LAWFUL


@gate("report.missing")
def reported(view: ChargeView) -> Verdict:
    """
    Test that the inquiry is over.

    Law: APL 57 ¶1.
    """
    return LAWFUL if "reports" in view.rows else (NO_REPORT,)


@gate("evidence.frozen")
def not_frozen(view: ChargeView) -> Verdict:
    """
    Test that no remedy is pending: the organ collects nothing by itself then (INV-79).

    Law: ARL 46; ALL 35.
    """
    for each in view.remedies:
        if each.ended_at is None:
            return (FROZEN if each.kind.value == "RECONSIDERATION" else FROZEN_IN_COURT,)
    return LAWFUL


@gate("preservation.urgent.unknown_here")
def urgency_known(view: ChargeView) -> Verdict:
    """
    Test that the regime of the charge knows preservation without approval.

    Law: 市场监管程序规定 33; 农业程序规定 42; APL 56 knows none.
    """
    try:
        find_provision(rule("DL-04"), view.charge.regime, view.case.facts.province)
    except LimitRefused:
        return (NOT_URGENT_HERE,)
    return LAWFUL


@gate("staff.approver.unnamed", "staff.approver.handler")
def preservation_approver(view: ChargeView) -> Verdict:
    """
    Test that a head approves the preservation beforehand (INV-19).

    Law: APL 56.
    """
    return approver_apart.check(view.case)


@gate("evidence.none")
def proven_or_not(view: ChargeView) -> Verdict:
    """
    Test that there is something to report on.

    Law: APL 40, 57 ¶1.
    """
    return LAWFUL if view.evidence else (NO_EVIDENCE,)


@gate("preservation.over", "preservation.unapproved")
def preserved_in_time(view: PreservedView) -> Verdict:
    """
    Test that the disposal of what is preserved is approved and in time (INV-19).

    Law: APL 56.
    """
    row = view.preservation
    found = LAWFUL if row.approved_at is not None else (NOT_APPROVED,)
    limit = view.of.clock("DL-03", row.at.date())
    late = limit is not None and limit.act_by is not None and view.of.case.today > limit.act_by
    return (*found, KEPT_TOO_LONG) if late else found


@gate("preservation.approval.late")
def preservation_approved_in_time(view: PreservedView) -> Verdict:
    """
    Test that the approval of an urgent preservation comes within 24 hours.

    Law: 市场监管程序规定 33; 农业程序规定 42.
    """
    limit = view.of.clock("DL-04", view.preservation.at)
    due = limit.due_at if limit is not None else None
    return (APPROVAL_LATE,) if due is None or view.of.case.at > due else LAWFUL


@gate("crime.unreferred", "crime.pending", "crime.unknown")
def no_crime(view: ChargeView) -> Verdict:
    """
    Test that no penalty stands in for a referral (INV-23).

    Law: APL 8, 27, 57 ¶1(4); 移送规定 11.
    """
    if view.charge.crime is None:
        return (CRIME_UNKNOWN,)
    if not view.charge.crime:
        return LAWFUL
    referral = view.referral
    if referral is None or referral.decided_at is None:
        return (UNREFERRED,)
    return LAWFUL if referral.resumed_at is not None else (WITH_POLICE,)
