"""
What a person enters with a step, and where it goes.

Most of a step follows from the case itself; what does not is named here: a field of the row that the step writes, the
way it went, or words that no rule asks (`DETAIL`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from tongpan.cases.domain.tables import touched
from tongpan.law.facts import CaseFacts, read_row, write_row
from tongpan.law.facts.words import Mode
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.procedure import CHOICES, Step

CHOICE: Final = "choice"
"""goes to `Act.choice`"""
DETAIL: Final = "detail"
"""is kept beside the row"""


class Kind(StrEnum):
    """How a value is entered."""

    TEXT = "TEXT"
    AREA = "AREA"
    DAY = "DAY"
    NUMBER = "NUMBER"
    MONEY = "MONEY"
    CHOICE = "CHOICE"
    ROW = "ROW"
    """a row within the row, by a form of its own or the API"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One value: its name, what it is called, how it is entered, and the table and field it goes to."""

    name: str
    label: str
    kind: Kind
    table: str = DETAIL
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""


def _words(kind: Any) -> tuple[tuple[str, str], ...]:
    return tuple((each.value, each.label) for each in kind)


def _way(*labels: tuple[str, str]) -> Entry:
    return Entry(CHOICE, "结果", Kind.CHOICE, CHOICE, choices=labels)


def _said(name: str, label: str, *, required: bool = True, help: str = "") -> Entry:
    return Entry(name, label, Kind.AREA, required=required, help=help)


NOTE: Final = Entry("note", "备注", Kind.AREA, required=False)
MOST_TEXT: Final = 2000
SERVED_BY_HAND: Final = tuple((each.value, each.label) for each in (Mode.DIRECT, Mode.LEFT, Mode.MAIL))

ENTRIES: Final[Mapping[Step, tuple[Entry, ...]]] = {
    Step.DECIDE_RECUSAL: (_way(("GRANTED", "准许回避"), ("REFUSED", "驳回申请")),),
    Step.EXTEND_DECISION: (
        Entry("days", "延长多少日", Kind.NUMBER, "prolongations"),
        _said("why", "为什么要延长"),
    ),
    Step.GATHER: (
        Entry(CHOICE, "证据种类", Kind.CHOICE, CHOICE, choices=_words(EvidenceKind)),
        Entry("title", "证据名称", Kind.TEXT, help="例如：现场检查笔录、营业执照复印件、现场照片 4 张"),
        _said("shows", "证明什么", required=False),
        Entry("monitoring", "电子技术监控设备", Kind.ROW, "evidence", required=False),
        Entry("opinion", "出具机构和资质", Kind.ROW, "evidence", required=False),
    ),
    Step.PRESERVE: (_said("what", "保存哪些物品，数量、特征、存放地点"),),
    Step.PRESERVE_URGENT: (_said("what", "保存哪些物品，数量、特征、存放地点"), _said("why", "为什么来不及先报批")),
    Step.DISPOSE: (Entry("disposal", "怎么处理", Kind.CHOICE, "preservations", choices=_words(Disposal)),),
    Step.REPORT: (_said("finding", "查明的事实和处理建议"),),
    Step.NOTIFY: (Entry("reply_by", "陈述申辩截止日", Kind.DAY, "notices", help="告知书上写明的最后一日"),),
    Step.STATE: (_said("said", "当事人说了什么"),),
    Step.RECHECK: (_said("answer", "复核意见：采纳哪些，不采纳的为什么"),),
    Step.REQUEST_HEARING: (_said("said", "当事人的要求", required=False),),
    Step.FIX_HEARING: (
        Entry("held_on", "听证日期", Kind.DAY, "hearing_notices"),
        Entry("where", "听证地点", Kind.TEXT),
    ),
    Step.HOLD_HEARING: (
        _way(("HELD", "已经举行"), ("ABSENT", "当事人无正当理由不到场或者中途退出")),
        _said("report", "听证笔录要点和意见"),
    ),
    Step.REVIEW: (
        _way(("PASS", "审核通过"), ("FAIL", "不通过，退回补正")),
        _said("opinion", "审核意见", help="不通过的，逐条写明问题"),
    ),
    Step.CORRECT: (_said("answer", "逐条说明怎么补正的"),),
    Step.DELIBERATE: (Entry("conclusion", "讨论结论", Kind.AREA, "deliberations"),),
    Step.SERVE: (
        Entry("mode", "送达方式", Kind.CHOICE, "services", choices=SERVED_BY_HAND),
        _said("proof", "谁签收；留置的写明见证人，邮寄的写明单号"),
    ),
    Step.SERVE_PUBLIC: (Entry("reason", "为什么公告", Kind.TEXT, "services"), _said("where", "公告在哪里")),
    Step.PAY: (
        Entry("amount", "缴了多少元", Kind.MONEY, "payments"),
        Entry("receipt", "票据号", Kind.TEXT, "payments"),
    ),
    Step.COLLECT: (
        Entry("amount", "收了多少元", Kind.MONEY, "payments"),
        Entry("receipt", "专用票据号", Kind.TEXT, "payments"),
    ),
    Step.DEFER: (Entry("until", "延期到哪一日", Kind.DAY, "deferrals"), _said("why", "当事人的困难和申请")),
    Step.DEMAND: (Entry("perform_by", "催告的履行期限", Kind.DAY, "demands"),),
    Step.ANSWER_DEMAND: (_said("said", "当事人说了什么"),),
    Step.RECHECK_DEMAND: (_said("answer", "复核意见"),),
    Step.CONCLUDE_REMEDY: (_way(("UPHELD", "维持"), ("REVOKED", "撤销")), _said("number", "文书名称和文号")),
    Step.HEAR_POLICE: (_way(("FILED", "立案"), ("NOT_FILED", "不立案")), _said("number", "通知书文号", required=False)),
    Step.REFUSE_REFERRAL: (Entry("reasons", "不批准的理由", Kind.AREA, "referrals"),),
    Step.IMPOSE: (_said("what", "清单：名称、数量、特征"),),
    Step.IMPOSE_URGENT: (_said("what", "清单：名称、数量、特征"), _said("why", "为什么来不及先报批")),
}
"""Steps of which something must be entered. With every step a note may be written."""

assert {step for step, entries in ENTRIES.items() if any(each.table == CHOICE for each in entries)} >= set(CHOICES)


def completed(step: Step, before: CaseFacts, after: CaseFacts, entered: Mapping[str, Any]) -> CaseFacts:
    """
    Return the facts after a step with what was entered in the rows that it wrote.

    :raises LawRefused: if a value does not fit its field
    """
    last = touched(before, after)
    for entry in ENTRIES.get(step, ()):
        if entry.table in (CHOICE, DETAIL) or entered.get(entry.name) in (None, ""):
            continue
        place = last[entry.table]
        rows = list(getattr(after, entry.table))
        document = write_row(rows[place]) | {entry.name: entered[entry.name]}
        rows[place] = read_row(entry.table, document, entry.name)
        filled: dict[str, Any] = {entry.table: tuple(rows)}
        after = replace(after, **filled)
    return after


def faults(step: Step, entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with what was entered, by name; whether a value fits its row is for the row to say."""
    wrong = {}
    for entry in (*ENTRIES.get(step, ()), NOTE):
        value = entered.get(entry.name)
        if value in (None, ""):
            if entry.required:
                wrong[entry.name] = f"请填写{entry.label}"
        elif entry.choices and value not in [word for word, _ in entry.choices]:
            wrong[entry.name] = f"{entry.label}请从选项中选择"
        elif entry.table == DETAIL and (not isinstance(value, str) or len(value) > MOST_TEXT or "\0" in value):
            wrong[entry.name] = f"{entry.label}应当是文字，至多{MOST_TEXT}字"
    return wrong


def choice_of(entered: Mapping[str, Any]) -> str:
    """Return which way the step went."""
    return str(entered.get(CHOICE) or "")


def details(step: Step, entered: Mapping[str, Any]) -> dict[str, str]:
    """Return what was written beside the rows, and the note."""
    names = [entry.name for entry in (*ENTRIES.get(step, ()), NOTE) if entry.table == DETAIL]
    return {name: entered[name] for name in names if entered.get(name)}
