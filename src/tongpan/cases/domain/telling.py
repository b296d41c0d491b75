"""What changed between two states of the facts, in plain words: rows that came, fields that are not as they were."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, Final

from tongpan.cases.domain.tables import Kept
from tongpan.law.facts import Penalty, read_row
from tongpan.law.money import Money
from tongpan.law.penalty.execution import Instalment
from tongpan.law.penalty.no_penalty import Harm

UNKNOWN: Final = "没有查明"
TABLES: Final[Mapping[str, str]] = {
    "parties": "当事人情况",
    "causes": "案由",
    "charges": "违法行为的认定",
    "assignments": "办案人员",
    "recusals": "回避",
    "things": "涉案财物",
    "clue": "立案条件",
    "inspections": "行政检查",
    "filing": "立案",
    "identities": "出示执法证件",
    "evidence": "证据",
    "preservations": "先行登记保存",
    "samplings": "抽样取证",
    "reports": "调查终结报告",
    "prolongations": "延长办案期限",
    "pauses": "不计入办案期限的期间",
    "notices": "事先告知",
    "statements": "陈述申辩",
    "hearing_requests": "听证要求",
    "hearing_notices": "听证通知",
    "hearings": "听证",
    "reviews": "审核",
    "corrections": "补充改正",
    "deliberations": "集体讨论",
    "decisions": "处理决定",
    "services": "送达",
    "payments": "缴纳",
    "deferrals": "延期、分期缴纳",
    "refunds": "退还",
    "surcharges": "加处罚款",
    "disclosures": "决定公开",
    "measures": "强制措施",
    "demands": "催告",
    "enforcements": "强制执行",
    "remedies": "复议诉讼",
    "revocations": "主动撤销",
    "reopenings": "撤销后重新处理",
    "referrals": "移送公安",
    "splits": "分案",
    "suit_terms": "认定的起诉期限届满日",
    "rulings": "法院对强制执行申请的答复",
    "standstills": "中止执行",
    "terminations": "终结执行",
    "judgments": "一审裁判",
    "handed_in": "通过本机关提交的复议申请",
    "opinion_letters": "行政复议意见书",
    "closing": "结案",
    "answers": "法律适用问题的答复",
}
FIELDS: Final[Mapping[str, str]] = {
    "act_on": "违法行为发生日",
    "act_until": "违法行为终了日",
    "continuing": "还在继续",
    "discovered_on": "发现日",
    "five_years": "涉及生命健康安全、金融安全且有危害后果",
    "regime": "程序规定",
    "law": "处罚依据",
    "duty": "履行义务的种类",
    "complex": "案情复杂",
    "weighty": "重大公共利益或者重大违法行为",
    "minor": "违法行为轻微",
    "corrected": "及时改正",
    "consequences": "危害后果",
    "first": "初次违法",
    "no_fault": "没有主观过错",
    "comparison": "新旧规定比较",
    "crime": "涉嫌犯罪",
    "proven": "违法事实清楚，证据充分",
    "earlier_fines": "此前的罚款",
    "lightened": "依法从轻或者减轻",
    "asks_on_spot": "要求当场缴纳",
    "hard_later": "事后难以执行",
    "proposed": "拟处罚",
    "born_on": "出生日期",
    "lucid": "能够辨认和控制行为",
    "electronic": "同意电子送达",
    "untraceable": "下落不明",
    "kind": "种类",
    "at": "时间",
    "officers": "人员",
    "officer": "人员",
    "lawful": "取得合法",
    "verified_at": "查证属实",
    "told_at": "结果告知当事人",
    "approved_at": "批准",
    "disposed_at": "处理时间",
    "disposal": "处理",
    "served_at": "送达",
    "reply_by": "陈述申辩截止日",
    "hearing_told": "告知听证权利",
    "evidence": "证据",
    "ground": "事由",
    "restored_at": "恢复原状、退还财物",
    "ends_on": "届满日",
    "answer": "法院的答复",
    "received_on": "本机关收到",
    "review_at": "向上一级法院申请复议",
    "by_organ": "由本机关组织实施",
    "resumed_at": "恢复执行",
    "gone": "中止的情形已经消失",
    "appealed_at": "上诉",
    "forwarded_at": "转送复议机关",
    "reported_at": "报送纠正情况",
    "within": "文书限定的期限",
    "penalty": "处罚内容",
    "waived": "明确放弃",
    "rechecked_at": "复核",
    "held_on": "举行日期",
    "outcome": "结果",
    "chair": "主持人",
    "heads": "参加的负责人",
    "conclusion": "结论",
    "days": "天数",
    "deserves_penalty": "应当处罚",
    "own_jurisdiction": "本机关管辖",
    "within_limitation": "在处罚期限内",
    "granted": "准许",
    "decided_at": "决定时间",
    "role": "分工",
    "approver": "批准人",
    "danger": "危害交通安全或者环境",
    "good_reason": "不履行有正当理由",
    "zone": "建设区域",
    "charged": "县级以上政府责成",
    "hardship": "没有住处",
    "amount": "金额",
    "receipt": "票据号",
    "handed_in_at": "交至机关",
    "banked_at": "缴付银行",
    "voucher": "退付凭证号",
    "parts": "分期",
}
HARMS: Final[Mapping[Harm, str]] = {
    Harm.NONE: "没有危害后果",
    Harm.SLIGHT: "危害后果轻微",
    Harm.CONSIDERABLE: "有较大危害后果",
}
NAMING: Final = frozenset({"id", "party", "cause"})
"""what says which row it is, and is no news"""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that came, or is not as it was: `fields` are (what, before, now)."""

    table: str
    place: int
    what: str
    added: bool
    fields: tuple[tuple[str, str, str], ...]


def word(value: Any) -> str:
    """Return a value of a row as an officer reads it."""
    if value is None or value == "":
        return UNKNOWN
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{value.year}年{value.month}月{value.day}日 {value:%H:%M}"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Penalty):
        return penalty_words(value)
    if isinstance(value, Instalment):
        return f"{word(value.due_on)} {value.amount}"
    if isinstance(value, Harm):
        return HARMS[value]
    if isinstance(value, Enum):
        return str(getattr(value, "label", value.value))
    if isinstance(value, tuple):
        return "、".join(word(each) for each in value) or "没有"
    return str(value)


def penalty_words(penalty: Penalty) -> str:
    """Return a penalty with its sums."""
    sums = {"FINE": penalty.fine, "CONFISCATE_INCOME": penalty.income, "CONFISCATE_GOODS": penalty.goods}
    said = [f"{kind.label}{_sum(sums.get(kind.value))}" for kind in penalty.kinds]
    return "、".join(said) or UNKNOWN


def _sum(amount: Money | None) -> str:
    return f" {amount}" if amount is not None else ""


def changes(before: Iterable[Kept], now: Iterable[Kept]) -> list[Change]:
    """
    Return what came and what changed, in the order of `now`.

    Both are whole states of a case: rows that are in neither, or the same in both, are not told.
    """
    old = {(row.table, row.place): row.row for row in before}
    found = []
    for row in now:
        was = old.get((row.table, row.place))
        if was == row.row:
            continue
        new_row = read_row(row.table, row.row)
        old_row = read_row(row.table, was) if was is not None else None
        told = tuple(_fields(old_row, new_row))
        found.append(Change(row.table, row.place, TABLES.get(row.table, row.table), was is None, told))
    return found


def _fields(old: Any, new: Any) -> Iterable[tuple[str, str, str]]:
    for each in fields(new):
        if each.name in NAMING or each.name not in FIELDS:
            continue
        value = getattr(new, each.name)
        if old is None:
            if value not in (None, "", (), False):
                yield FIELDS[each.name], "", word(value)
        elif getattr(old, each.name) != value:
            yield FIELDS[each.name], word(getattr(old, each.name)), word(value)
