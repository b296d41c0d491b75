"""
What may be done with a case as a whole beside the steps: not filed, withdrawn, suspended, ended, handed over, joined.

The law library holds the rules; here stand what is entered, when each is in question, and which of its rules is asked.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from django.db.models import TextChoices

from tongpan.cases.domain.choices import TransferGround
from tongpan.cases.domain.entering import ENTRIES
from tongpan.cases.domain.entry import DETAIL, Entry, Kind
from tongpan.cases.domain.splitting import chosen
from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.coercion.suspension import TerminationGround
from tongpan.law.facts import CaseFacts, decided, remaining
from tongpan.law.limits import Regime
from tongpan.law.penalty.closing import (
    ArchiveChange,
    ArchiveRequest,
    Closing,
    ClosingGround,
    check_archive_change,
    check_closing,
)
from tongpan.law.penalty.docketing import Clue
from tongpan.law.penalty.not_docketing import Reason, Unfiled, check_not_docketing, check_unfiled, check_withdrawal
from tongpan.law.penalty.splitting import Ground as Parting
from tongpan.law.penalty.suspension import End, Ground, Suspension, check_end, check_suspension
from tongpan.law.period import Ground as Excluded
from tongpan.law.procedure import Step
from tongpan.law.procedure.gates.closing import PENDING
from tongpan.law.procedure.gates.splitting import may_part
from tongpan.law.procedure.gates.staff import approver_apart
from tongpan.law.procedure.view import CaseView
from tongpan.law.titles import APL
from tongpan.law.verdict import LAWFUL, Verdict

OTHER_BASIS: Final = Citation(APL, 33, gist="依法可以不予行政处罚的情形")


class CaseAct(TextChoices):
    """One thing done with a case as a whole; the head approves each."""

    REFUSE_FILING = "REFUSE_FILING", "不予立案"
    WITHDRAW_FILING = "WITHDRAW_FILING", "撤销立案"
    SUSPEND = "SUSPEND", "中止调查"
    RESUME_INQUIRY = "RESUME_INQUIRY", "恢复调查"
    END_INQUIRY = "END_INQUIRY", "终止调查"
    HAND_ON = "HAND_ON", "移送其他机关"
    JOIN = "JOIN", "并入另一案"
    SPLIT = "SPLIT", "分案"
    RECTIFY = "RECTIFY", "补正、更正文书"
    DROP = "DROP", "终结执行"


def _choice(name: str, label: str, kind: Any, *, required: bool = True, help: str = "") -> Entry:
    words = tuple((each.value, str(each.label)) for each in kind)
    return Entry(name, label, Kind.CHOICE, required=required, choices=words, help=help)


WHY: Final = Entry("why", "具体情况和理由", Kind.AREA)
NUMBER: Final = Entry("number", "文书文号", Kind.TEXT, required=False)
ACT_ENTRIES: Final[Mapping[CaseAct, tuple[Entry, ...]]] = {
    CaseAct.REFUSE_FILING: (
        _choice("ground", "属于哪种情形", Reason),
        Entry("basis", "选“其他情形”的，写明依据的条款", Kind.TEXT, required=False),
        WHY,
    ),
    CaseAct.WITHDRAW_FILING: (WHY, NUMBER),
    CaseAct.SUSPEND: (
        _choice("ground", "属于哪种情形", Ground),
        WHY,
        Entry("number", "中止调查决定书文号", Kind.TEXT, required=False),
        Entry("told", "什么时候、怎样告知当事人", Kind.TEXT),
    ),
    CaseAct.RESUME_INQUIRY: (
        Entry("gone_on", "中止的原因哪一日消除", Kind.DAY, help="从这一日起，办案期限继续计算；恢复晚了的日子照样计入"),
        WHY,
        NUMBER,
        Entry("told", "什么时候、怎样告知当事人", Kind.TEXT),
    ),
    CaseAct.END_INQUIRY: (_choice("ground", "属于哪种情形", End), WHY, NUMBER),
    CaseAct.HAND_ON: (
        Entry("to_body", "移送给本区的哪个机关", Kind.CHOICE, required=False, help="接收机关在系统里答复"),
        Entry("to_name", "区外的或者不在名单里的，写机关全称", Kind.TEXT, required=False),
        _choice("ground", "为什么移送", [one for one in TransferGround if one is not TransferGround.DESIGNATED]),
        WHY,
        NUMBER,
        Entry("answer_by", "请对方在哪一日前答复", Kind.DAY, required=False),
    ),
    CaseAct.RECTIFY: (
        _choice("ground", "补正还是更正", (ArchiveChange.SUPPLEMENT, ArchiveChange.RECTIFY)),
        Entry("what", "哪份文书、哪一处，改成什么", Kind.AREA),
        Entry("affects", "影响当事人的权益", Kind.CHOICE, choices=(("no", "不影响"), ("yes", "影响"))),
        WHY,
        NUMBER,
        Entry("told", "什么时候、怎样送达当事人", Kind.TEXT),
    ),
    CaseAct.DROP: (_choice("ground", "属于哪种情形", TerminationGround), WHY, NUMBER),
    CaseAct.JOIN: (Entry("into", "并入哪个案件（案件编号）", Kind.TEXT, help="例如 AJ2026-0000123"), WHY),
    CaseAct.SPLIT: (
        Entry("charges", "把哪些分出去，另立一个案号", Kind.SEVERAL, help="没有勾选的留在本案；期限都从原来的日子起算"),
        Entry(
            "shared",
            "留在本案的证据里，新案也要用哪些",
            Kind.SEVERAL,
            required=False,
            help="分出去的那部分自己的证据不用选，会一并带过去；共用的不移走，两案的保管记录都会写明",
        ),
        _choice("ground", "属于哪种情形", Parting),
        WHY,
    ),
}
assert all(entry.table == DETAIL for entries in ACT_ENTRIES.values() for entry in entries)

UNSAID: Final = frozenset({"draft", "to_body"})
"""kept beside a row, and told in other words or in another place"""
ENDS: Final = frozenset({CaseAct.REFUSE_FILING, CaseAct.WITHDRAW_FILING, CaseAct.END_INQUIRY, CaseAct.DROP})
DECIDED: Final = frozenset({CaseAct.RECTIFY, CaseAct.DROP})
"""acts on a case that is decided; the others are over by then"""


def label_of(code: str) -> str:
    """Return what a step or an act is called."""
    return Step(code).label if code in set(Step) else str(CaseAct(code).label)


def said_of(code: str, detail: Mapping[str, str]) -> list[str]:
    """Return what was written beside a step or an act, in order; a choice by its words."""
    entries = ENTRIES.get(Step(code), ()) if code in set(Step) else ()
    if code in set(CaseAct):
        entries = ACT_ENTRIES[CaseAct(code)]
    words = {entry.name: dict(entry.choices) for entry in entries}
    return [words.get(name, {}).get(text, text) for name, text in detail.items() if name not in UNSAID]


def in_question(act: CaseAct, facts: CaseFacts) -> bool:
    """Tell whether the facts leave room for an act; whether it is lawful is for `verdict`."""
    if act is CaseAct.RECTIFY:
        return bool(facts.decisions)
    facts = remaining(facts)
    if act is CaseAct.SPLIT:
        return facts.closing is None and len(facts.charges) > 1 and len(decided(facts)) < len(facts.charges)
    if act is CaseAct.RESUME_INQUIRY:
        return facts.closing is None and suspended(facts) is not None
    if facts.closing is not None or bool(decided(facts)) is not (act in DECIDED):
        return False
    if act is CaseAct.SUSPEND and suspended(facts) is not None:
        return False
    if act is CaseAct.REFUSE_FILING:
        return facts.filing is None
    if act in (CaseAct.WITHDRAW_FILING, CaseAct.SUSPEND, CaseAct.END_INQUIRY):
        return facts.filing is not None
    if act is CaseAct.DROP:
        return {(each.party, each.cause) for each in facts.charges} <= set(decided(facts))
    return not facts.notices if act is CaseAct.JOIN else True


def suspended(facts: CaseFacts) -> int | None:
    """Return the place of the suspension of the inquiry that still lasts, None where there is none."""
    rows = enumerate(facts.pauses)
    return next((at for at, each in rows if each.ground is Excluded.SUSPENSION and each.end is None), None)


def verdict(
    act: CaseAct, facts: CaseFacts, entered: Mapping[str, Any], at: datetime, calendar: WorkCalendar
) -> Verdict:
    """
    Return what stands in the way of an act, by the rules of every charge.

    Law: APL 33, 54, 57, 60, 63, 76; ACL 28, 40; SAMR 20, 46, 47; HURD 28, 30, 31; AGR 31, 48, 86; TRA 123; each breach
    cites its own.
    """
    facts, view = remaining(facts), CaseView(facts, at, calendar)
    found = [breach for regime in _regimes(facts) for breach in _check(act, facts, entered, at.date(), regime)]
    if act is CaseAct.SPLIT:
        keys = chosen(str(entered.get("charges") or ""), facts) or ()
        found += [
            breach for one in view.charges if (one.charge.party, one.charge.cause) in keys for breach in may_part(one)
        ]
    return tuple(dict.fromkeys((*approver_apart.check(view), *found)))


def _regimes(facts: CaseFacts) -> list[Regime | None]:
    return list(dict.fromkeys(each.regime for each in facts.charges))


def _check(act: CaseAct, facts: CaseFacts, entered: Mapping[str, Any], on: date, regime: Regime | None) -> Verdict:
    why = str(entered.get("why") or "")
    ground = str(entered.get("ground") or "")
    if act is CaseAct.REFUSE_FILING:
        reason = Reason(ground) if ground else None
        basis = OTHER_BASIS if str(entered.get("basis") or "").strip() else None
        clue = _clue(facts)
        unfiled = check_unfiled(Unfiled(clue, overdue=False, refused_for=reason), regime) if clue else LAWFUL
        return (*check_not_docketing(reason, form=True, regime=regime, basis=basis), *unfiled)
    if act is CaseAct.WITHDRAW_FILING:
        return check_withdrawal(_clue(facts) or Clue(None, None, None, None), regime)
    if act is CaseAct.SUSPEND:
        return _check_suspension(entered, why, ground, on, regime)
    if act is CaseAct.END_INQUIRY:
        ended = check_end(End(ground), True, regime) if ground else LAWFUL
        return (*ended, *_check_held(facts, on, ClosingGround.INQUIRY_ENDED, why, regime))
    if act is CaseAct.DROP:
        pending = any(each.ended_at is None for each in facts.remedies)
        return (*((PENDING,) if pending else LAWFUL), *_check_held(facts, on, ClosingGround.COURT_ENDED, why, regime))
    if act is CaseAct.RECTIFY and ground:
        affects = {"yes": True, "no": False}.get(str(entered.get("affects")))
        return check_archive_change(ArchiveRequest(ArchiveChange(ground), affects), regime)
    return LAWFUL


def _check_suspension(entered: Mapping[str, Any], why: str, ground: str, on: date, regime: Regime | None) -> Verdict:
    document = bool(str(entered.get("number") or "").strip())
    kind = Ground(ground) if ground else Ground.OTHER
    told = Suspension(kind, on, approved_by_head=True, reason=why or "待填", document=document or not ground)
    return check_suspension(told, regime, on)


def _check_held(facts: CaseFacts, on: date, ground: ClosingGround, why: str, regime: Regime | None) -> Verdict:
    """Things in custody go back before a case ends (ACL 28; TRA 123 ¶2)."""
    held = sum(each.ended_at is None for each in facts.measures)
    closing = Closing(ground, on, True, on, items_held=held, reason=why)
    return tuple(breach for breach in check_closing(closing, regime) if breach.code == "closing.items.held")


def _clue(facts: CaseFacts) -> Clue | None:
    row = facts.clue
    if row is None:
        return None
    return Clue(row.evidence, row.deserves_penalty, row.own_jurisdiction, row.within_limitation)
