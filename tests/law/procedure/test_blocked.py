"""每一步被挡住的理由：一件只有一处不对的案件，看它挡住哪一步、用哪一个代码。"""

import pytest

from tongpan.law.calendar import national
from tongpan.law.model.probing import probes
from tongpan.law.procedure import Step, next_steps

CALENDAR = national()
CASES = {name: (facts, at) for name, facts, at in probes()}

BLOCKED = [
    ("没有职权", Step.DECIDE, "authority.none"),
    ("职权已收回", Step.DECIDE, "authority.over"),
    ("决定未公布", Step.DECIDE, "authority.transfer.unpublished"),
    ("再委托", Step.DECIDE, "authority.passed_on"),
    ("没有决定人", Step.DECIDE, "staff.decider.unnamed"),
    ("承办人决定", Step.DECIDE, "separation.decider"),
    ("回避的人决定", Step.DECIDE, "staff.decider.recused"),
    ("没有审批人（线索）", Step.FILE, "staff.approver.unnamed"),
    ("承办人审批（线索）", Step.FILE, "staff.approver.handler"),
    ("回避的人审批", Step.FILE, "staff.approver.recused"),
    ("回避的人讨论", Step.DECIDE, "deliberation.heads.few"),
    ("承办人审核（重大）", Step.REVIEW, "review.reviewer.handler"),
    ("无资格审核（重大）", Step.REVIEW, "review.reviewer.unqualified"),
    ("审核资格不明", Step.REVIEW, "review.qualification.unknown"),
    ("回避的人审核", Step.REVIEW, "staff.reviewer.recused"),
    ("承办人主持（听证）", Step.FIX_HEARING, "hearing.chair.investigator"),
    ("没有正职（移送）", Step.APPROVE_REFERRAL, "referral.decision.not_principal"),
    ("证件过期", Step.GATHER, "officers.credential.expired"),
    ("辅助人员", Step.GATHER, "officers.too_few"),
    ("超过时效", Step.DECIDE, "limitation.over"),
    ("时效不明", Step.DECIDE, "limitation.harm.unknown"),
    ("重复罚款", Step.DECIDE, "single_fine.second"),
    ("没有查询罚款", Step.DECIDE, "charge.fines.unknown"),
    ("没有法律", Step.DECIDE, "law.statute.unknown"),
    ("新旧法未比较", Step.DECIDE, "law.comparison.missing"),
    ("轻微", Step.DECIDE, "no_penalty.minor"),
    ("轻微不明", Step.DECIDE, "no_penalty.unknown"),
    ("事实不成立", Step.DECIDE, "evidence.unclear"),
    ("涉嫌犯罪", Step.DECIDE, "referral.penalty.instead"),
    ("是否犯罪不明", Step.DECIDE, "referral.penalty.unknown"),
    ("没有拟处", Step.DECIDE, "notice.proposal.missing"),
    ("拟处没有数额", Step.DECIDE, "notice.proposal.incomplete"),
    ("出生不明", Step.DECIDE, "responsibility.birth.unknown"),
    ("儿童", Step.DECIDE, "responsibility.minor.penalty"),
    ("少年", Step.DECIDE, "responsibility.minor.unlightened"),
    ("能力不明", Step.DECIDE, "responsibility.capacity.unknown"),
    ("没有线索", Step.FILE, "filing.clue.missing"),
    ("不符合evidence", Step.FILE, "docketing.evidence.missing"),
    ("不清楚own_jurisdiction", Step.FILE, "docketing.jurisdiction.unknown"),
    ("未立案的告知", Step.DECIDE, "filing.missing"),
    ("当场处罚的种类", Step.DECIDE_ON_SPOT, "summary.kind"),
    ("未立案的告知", Step.DECIDE_ON_SPOT, "summary.fine.too_high"),
    ("当场处罚的复杂案情", Step.DECIDE_ON_SPOT, "summary.facts.uncertain"),
    ("当场处罚的案情不明", Step.DECIDE_ON_SPOT, "summary.facts.unknown"),
    ("立案前的告知", Step.DECIDE, "notice.before_filing"),
    ("证据未审核", Step.DECIDE, "evidence.unverified"),
    ("非法证据", Step.DECIDE, "evidence.illegal"),
    ("结果未告知", Step.DECIDE, "expertise.untold"),
    ("监控记录未审核", Step.DECIDE, "electronic.record.unreviewed"),
    ("机构没有资质", Step.DECIDE, "expertise.unqualified"),
    ("机构资质过期", Step.DECIDE, "expertise.lapsed"),
    ("排除了唯一的证据", Step.DECIDE, "evidence.insufficient"),
    ("没有证据", Step.DECIDE, "evidence.insufficient"),
    ("保存过期20", Step.DISPOSE, "preservation.late"),
    ("紧急保存超过一天3", Step.APPROVE_PRESERVATION, "preservation.approval.late"),
    ("没有告知", Step.DECIDE, "notice.missing"),
    ("告知未送达", Step.DECIDE, "notice.unserved"),
    ("加重", Step.DECIDE, "notice.renew.heavier"),
    ("改换依据", Step.DECIDE, "notice.renew.basis"),
    ("告知后的证据", Step.DECIDE, "notice.renew.fact"),
    ("期限没有写明", Step.DECIDE, "defense.window.unset"),
    ("写明的期限未满", Step.DECIDE, "defense.offer.open"),
    ("程序规定的期限未满", Step.DECIDE, "defense.window.open"),
    ("申辩未复核", Step.DECIDE, "defense.review.missing"),
    ("听证权未告知", Step.DECIDE, "notice.hearing.untold"),
    ("听证标准不明", Step.DECIDE, "notice.hearing.unknown"),
    ("听证期限未满", Step.DECIDE, "hearing.window.open"),
    ("听证要求过期", Step.REQUEST_HEARING, "hearing.request.late"),
    ("要求而未听证", Step.DECIDE, "hearing.unheld"),
    ("要求而未听证", Step.HOLD_HEARING, "hearing.notice.missing"),
    ("听证通知不足七日", Step.HOLD_HEARING, "hearing.notice.short"),
    ("听证之前审核", Step.REVIEW, "review.before_hearing"),
    ("听证笔录以外的证据", Step.DECIDE, "hearing.record.outside"),
    ("没有审核", Step.DECIDE, "review.missing"),
    ("审核未通过", Step.DECIDE, "review.failed"),
    ("审核未通过", Step.REVIEW, "review.uncorrected"),
    ("审核需要不明", Step.DECIDE, "review.need.unknown"),
    ("没有案件审核", Step.DECIDE, "review.case.missing"),
    ("审核之后又告知", Step.DECIDE, "review.stale"),
    ("没有讨论", Step.DECIDE, "deliberation.missing"),
    ("讨论人数不足", Step.DECIDE, "deliberation.heads.few"),
    ("没有调查报告", Step.DECIDE, "report.missing"),
    ("超过办案期限", Step.DECIDE, "decision.clock.late"),
    ("过期的延长", Step.EXTEND_DECISION, "prolongation.late"),
    ("超过办案期限", Step.EXTEND_DECISION, "prolongation.unknown_here"),
    ("没有不罚的事由", Step.DECIDE_NONE, "none.ground.missing"),
    ("不同意电子送达", Step.SERVE_ELECTRONIC, "service.electronic.unconfirmed"),
    ("可以找到", Step.SERVE_PUBLIC, "service.public.groundless"),
    ("公告期未满", Step.CONFIRM_PUBLIC, "service.public.running"),
    ("未送达而公开", Step.PUBLISH, "disclosure.unserved"),
    ("未审查而公开", Step.PUBLISH, "disclosure.unscreened"),
    ("少年（公开）", Step.PUBLISH, "disclosure.barred"),
    ("不能当场收缴", Step.COLLECT, "execution.spot.forbidden"),
    ("诉讼期间", Step.SURCHARGE, "surcharge.paused"),
    ("诉讼期间", Step.GATHER, "evidence.frozen.litigation"),
    ("复议期间", Step.GATHER, "evidence.frozen.reconsideration"),
    ("当场处罚未备案", Step.CLOSE, "closing.unregistered"),
    ("撤销未恢复", Step.CLOSE, "closing.unrestored"),
    ("没有催告", Step.APPLY_COURT, "coercion.court.no_demand"),
    ("催告不满十日", Step.APPLY_COURT, "coercion.court.demand_early"),
    ("起诉期未满", Step.APPLY_COURT, "coercion.court.early"),
    ("申请过期", Step.APPLY_COURT, "coercion.court.late"),
    ("没有负责人签名", Step.APPLY_COURT, "coercion.court.unsigned"),
    ("可以自行执行", Step.APPLY_COURT, "coercion.court.has_power"),
    ("未经复议的当场处罚", Step.APPLY_COURT, "enforcement.court.unsettled"),
    ("没有执行权", Step.ORDER_DEMOLITION, "coercion.enforcement.no_law"),
    ("拆除未催告", Step.ORDER_DEMOLITION, "coercion.decision.no_demand"),
    ("拆除催告期未满", Step.ORDER_DEMOLITION, "coercion.decision.early"),
    ("没有决定而拆除", Step.DEMOLISH, "enforcement.order.missing"),
    ("没有公告", Step.DEMOLISH, "coercion.demolition.unannounced"),
    ("救济未满", Step.DEMOLISH, "coercion.demolition.early"),
    ("诉讼未决", Step.DEMOLISH, "coercion.demolition.pending"),
    ("夜间拆除", Step.DEMOLISH, "coercion.time.night"),
    ("假日拆除", Step.DEMOLISH, "coercion.time.holiday"),
    ("规划区不明", Step.DEMOLISH, "enforcement.zone.unknown"),
    ("代履行催告不足", Step.SUBSTITUTE, "coercion.substitute.early"),
    ("代履行没有危害", Step.SUBSTITUTE, "coercion.substitute.no_harm"),
    ("当事人能清除", Step.CLEAR, "coercion.clearing.party_able"),
    ("没有强制权", Step.IMPOSE, "coercion.power.basis.missing"),
    ("委托强制", Step.IMPOSE, "coercion.power.delegated"),
    ("生活必需", Step.IMPOSE, "coercion.object.necessity"),
    ("没收过期", Step.FORFEIT, "coercion.custody.expired"),
    ("没收被否的", Step.FORFEIT, "measure.refused"),
    ("延长过期", Step.EXTEND_MEASURE, "coercion.prolongation.late"),
    ("未移送而交财物", Step.HAND_OVER, "measure.handover.untransferred"),
    ("在押而结案", Step.CLOSE, "closing.items.held"),
    ("没有专案组", Step.REPORT_REFERRAL, "referral.team.small"),
    ("没有移送报告", Step.APPROVE_REFERRAL, "referral.report.missing"),
    ("未批准而移送", Step.TRANSFER, "referral.transfer.unapproved"),
    ("材料不齐", Step.TRANSFER, "referral.papers.lacking"),
    ("提请过期", Step.CONTEST, "referral.reply.late"),
    ("没有检查权", Step.ENTER, "authority.inspection.none"),
    ("检查未批准", Step.ENTER, "inspection.approval.missing"),
    ("检查未扫码", Step.ENTER, "inspection.scan.missing"),
]


@pytest.mark.parametrize(
    ("name", "step", "code"), [pytest.param(*row, id=f"{row[0]}→{row[1].label}") for row in BLOCKED]
)
def test_a_wrong_or_unknown_fact_blocks_its_step(name, step, code):
    facts, at = CASES[name]

    outlook = next_steps(facts, at, CALENDAR)

    assert code in outlook.why_not(step)
    assert not outlook.offers(step)


@pytest.mark.parametrize(
    ("name", "step", "code"), [pytest.param(*row, id=f"{row[0]}→{row[1].label}") for row in BLOCKED]
)
def test_every_reason_has_words_an_article_and_a_way_forward(name, step, code):
    facts, at = CASES[name]

    found = next_steps(facts, at, CALENDAR)

    (breach,) = {each for row in found.blocked if row.step is step for each in row.breaches if each.code == code}
    assert breach.message
    assert breach.missing
    assert breach.citation is not None


@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("可以申请法院", Step.APPLY_COURT),
        ("可以拆除", Step.DEMOLISH),
        ("周末拆除", Step.DEMOLISH),
        ("可以代履行", Step.SUBSTITUTE),
        ("可以扣押", Step.IMPOSE),
        ("可以没收", Step.FORFEIT),
        ("可以拍卖", Step.AUCTION),
        ("可以批准移送", Step.APPROVE_REFERRAL),
        ("可以检查", Step.ENTER),
        ("听证可以举行", Step.HOLD_HEARING),
        ("没有不罚的事由", Step.DECIDE),
        ("轻微", Step.DECIDE_NONE),
        ("儿童", Step.DECIDE_NONE),
        ("超过时效", Step.DECIDE_NONE),
        ("事实不成立", Step.DECIDE_NONE),
        ("没收过期", Step.LIFT),
        ("没收被否的", Step.LIFT),
        ("保存过期20", Step.RELEASE),
        ("加重", Step.NOTIFY),
        ("撤销未恢复", Step.RESTORE),
    ],
    ids=lambda each: each if isinstance(each, str) else each.label,
)
def test_what_is_lawful_is_offered(name, step):
    facts, at = CASES[name]

    assert next_steps(facts, at, CALENDAR).offers(step)


def test_a_weekend_is_said_and_not_forbidden():
    facts, at = CASES["周末拆除"]

    assert "coercion.time.weekend" in {each.code for each in next_steps(facts, at, CALENDAR).warnings}
