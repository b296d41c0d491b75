"""Which of the open steps people take next, after how many days, and what they write."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from zlib import crc32

from tongpan.cases import policies
from tongpan.cases.domain.meetings import Capacity
from tongpan.cases.steps.meeting import heads
from tongpan.config.simulation.clockwork import dice, is_workday
from tongpan.config.simulation.fates import Fate
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Outcome, Role
from tongpan.law.money import FEN_A_YUAN, NOTHING
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.law.procedure.proving import first_receiver

Gap = tuple[int, int]

GAPS: Final[Mapping[Step, Gap]] = {
    Step.FILE: (0, 4), Step.GATHER: (0, 2), Step.REPORT: (1, 5), Step.NOTIFY: (0, 3), Step.STATE: (1, 4),
    Step.WAIVE: (0, 1), Step.RECHECK: (0, 2), Step.REQUEST_HEARING: (1, 3), Step.FIX_HEARING: (0, 2),
    Step.REVIEW: (0, 4), Step.CORRECT: (1, 5), Step.DELIBERATE: (0, 4), Step.DECIDE: (0, 3), Step.DECIDE_NONE: (0, 3),
    Step.SERVE: (0, 4), Step.SERVE_PUBLIC: (1, 3), Step.PUBLISH: (0, 3), Step.PAY: (1, 10), Step.DEFER: (2, 8),
    Step.RECONSIDER: (8, 40), Step.LITIGATE: (20, 80), Step.ANSWER_REMEDY: (3, 8), Step.CONCLUDE_REMEDY: (30, 60),
    Step.RESTORE: (2, 6), Step.WITHDRAW: (0, 2), Step.DEMAND: (5, 30), Step.ANSWER_DEMAND: (1, 5),
    Step.HEAR_ADMISSION: (2, 7), Step.HEAR_RULING: (3, 9), Step.COLLECT_BY_COURT: (10, 40),
    Step.APPLY_COURT: (1, 20), Step.SURCHARGE: (1, 30), Step.HEAR_POLICE: (2, 3), Step.CLOSE: (0, 6),
}  # fmt: skip
"""days since the case was last touched; what is not named is done in the same hour"""
NOTICE_DAYS, HEARING_DAYS = 7, 10


@dataclass(frozen=True, slots=True)
class Chosen:
    """A step that is open and wanted."""

    step: Step
    target: Target
    entered: dict[str, Any]
    days: int


def _owed(facts: CaseFacts) -> int:
    """Return how much of the fine and surcharge is not paid, in fen."""
    decision = facts.decisions[-1]
    fine = decision.penalty.fine if decision.penalty is not None else None
    due = sum((each.amount for each in facts.surcharges[-1:]), fine or NOTHING)
    return due.fen - sum((each.amount for each in facts.payments), NOTHING).fen


def _pays(fate: Fate, facts: CaseFacts) -> bool:
    if fate.name == "pays_late":
        return bool(facts.surcharges)
    if fate.name == "instalments":
        return bool(facts.deferrals)
    if fate.name == "pays_when_demanded":
        return any(each.defence_at is None or each.rechecked_at is not None for each in facts.demands[-1:])
    if fate.name == "court":
        return False
    if fate.name in ("reconsidered", "revoked", "sued"):
        return any(each.ended_at is not None and each.outcome is not Outcome.REVOKED for each in facts.remedies)
    return True


Wanted = Callable[[Fate, CaseFacts], bool]

ALWAYS: Final[Wanted] = lambda fate, facts: True  # noqa: E731
_remedied: Final = ("reconsidered", "revoked")

ORDER: Final[Mapping[Step, Wanted]] = {
    Step.DECIDE_RECUSAL: ALWAYS,
    Step.FILE: lambda fate, facts: True,
    Step.SHOW_IDENTITY: lambda fate, facts: facts.filing is not None,
    Step.GATHER: lambda fate, facts: len(facts.evidence) < fate.evidence and not facts.decisions,
    Step.VERIFY: ALWAYS,
    Step.TELL_RESULT: ALWAYS,
    Step.FORM_TEAM: ALWAYS,
    Step.REPORT_REFERRAL: ALWAYS,
    Step.APPROVE_REFERRAL: ALWAYS,
    Step.ASSEMBLE: ALWAYS,
    Step.TRANSFER: ALWAYS,
    Step.HEAR_POLICE: ALWAYS,
    Step.RESUME: ALWAYS,
    Step.REPORT: lambda fate, facts: not _referred(facts),
    Step.NOTIFY: lambda fate, facts: fate.name != "no_penalty" and not _referred(facts),
    Step.REQUEST_HEARING: lambda fate, facts: fate.name == "heard",
    Step.WAIVE: lambda fate, facts: fate.waives,
    Step.STATE: lambda fate, facts: not fate.waives,
    Step.RECHECK: ALWAYS,
    Step.FIX_HEARING: ALWAYS,
    Step.HOLD_HEARING: ALWAYS,
    Step.CORRECT: ALWAYS,
    Step.REVIEW: ALWAYS,
    Step.DELIBERATE: ALWAYS,
    Step.DECIDE: lambda fate, facts: fate.name != "no_penalty",
    Step.DECIDE_NONE: lambda fate, facts: fate.name == "no_penalty",
    Step.SERVE_PUBLIC: lambda fate, facts: fate.name == "untraceable",
    Step.SERVE: lambda fate, facts: fate.name != "untraceable",
    Step.CONFIRM_PUBLIC: ALWAYS,
    Step.REDACT: ALWAYS,
    Step.PUBLISH: ALWAYS,
    Step.WITHDRAW: ALWAYS,
    Step.RESTORE: ALWAYS,
    Step.ANSWER_REMEDY: ALWAYS,
    Step.CONCLUDE_REMEDY: ALWAYS,
    Step.RECONSIDER: lambda fate, facts: fate.name in _remedied,
    Step.LITIGATE: lambda fate, facts: fate.name == "sued",
    Step.DEFER: lambda fate, facts: fate.name == "instalments",
    Step.SURCHARGE: lambda fate, facts: fate.name == "pays_late",
    Step.RECHECK_DEMAND: ALWAYS,
    Step.ANSWER_DEMAND: lambda fate, facts: fate.waives is False and fate.name in ("court", "pays_when_demanded"),
    Step.PAY: _pays,
    Step.DEMAND: lambda fate, facts: fate.name in ("court", "pays_when_demanded"),
    Step.APPLY_COURT: lambda fate, facts: fate.name == "court",
    Step.HEAR_ADMISSION: ALWAYS,
    Step.HEAR_RULING: ALWAYS,
    Step.COLLECT_BY_COURT: ALWAYS,
    Step.COMPLETE: ALWAYS,
    Step.CLOSE: ALWAYS,
}
"""what is taken before what, of the steps that are open; and whether this case takes it at all"""


def _referred(facts: CaseFacts) -> bool:
    """Tell whether the police have the case, or are to get it."""
    return any(each.crime for each in facts.charges) and not any(each.resumed_at for each in facts.referrals)


def choose(found: Outlook, facts: CaseFacts, fate: Fate, about: tuple[Any, ...], now: datetime) -> Chosen | None:
    """Return the step that is taken next, None where people wait."""
    offers = {offer.step: offer.target for offer in found.steps}
    for step, wanted in ORDER.items():
        if step in offers and wanted(fate, facts):
            thrown = dice(*about, step)
            days = _days(step, facts, now, thrown.randint(*GAPS.get(step, (0, 0))))
            return Chosen(step, offers[step], entered(step, facts, fate, now), days)
    return None


def _days(step: Step, facts: CaseFacts, now: datetime, days: int) -> int:
    if step is Step.HOLD_HEARING and facts.hearing_notices:
        return max(days, (facts.hearing_notices[-1].held_on - now.date()).days)
    return days


def entered(step: Step, facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    """Return what is written with a step."""
    write = _WRITTEN.get(step)
    return write(facts, fate, now) if write is not None else {}


def _after(now: datetime, days: int) -> str:
    day = now.date() + timedelta(days=days)
    while not is_workday(day):
        day += timedelta(days=1)
    return day.isoformat()


def _gather(facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    kinds = (("SITE_RECORD", "现场检查笔录"), ("STATEMENT", "询问笔录"), ("DOCUMENT", "身份证明复印件"))
    kind, title = kinds[len(facts.evidence) % len(kinds)]
    return {"choice": kind, "title": title, "shows": "当事人的违法行为、时间和地点"}


def _review(facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    if fate.fails_review and not facts.reviews:
        return {"choice": "FAIL", "opinion": "一、现场照片没有注明时间；二、裁量理由不充分"}
    return {"choice": "PASS", "opinion": "事实、依据、程序无误，同意"}


def _hear(facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    people = [{"name": "模拟记录人", "capacity": Capacity.CLERK.value}]
    handlers = policies.holders(facts, Role.HANDLER)
    people += [{"name": each, "capacity": Capacity.INVESTIGATOR.value} for each in handlers]
    return {"choice": "HELD", "report": "当事人对数额有异议，建议维持", "attendees": people}


def _pay(facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    owed = _owed(facts)
    if fate.name == "instalments" and not facts.payments:
        owed = owed // (2 * FEN_A_YUAN) * FEN_A_YUAN or owed
    return {
        "amount": f"{owed / FEN_A_YUAN:.2f}",
        "receipt": f"模拟{now:%y%m%d%H%M}-{crc32(repr((facts.clue, facts.evidence, facts.payments)).encode()):08x}",
    }


def _handed(facts: CaseFacts) -> dict[str, str]:
    return {"mode": "DIRECT", "receiver": first_receiver(facts.parties[0]).value}


MAILED: Final = {"mode": "MAIL", "tracking": "EMS 模拟单号", "difficulty": "当事人在外地"}


def _defer(facts: CaseFacts, fate: Fate, now: datetime) -> dict[str, Any]:
    """Grant two halves; of a sum too small to divide, one."""
    owed = _owed(facts)
    first = owed // (2 * FEN_A_YUAN) * FEN_A_YUAN
    parts = [(_after(now, 30), first), (_after(now, 60), owed - first)]
    return {
        "until": _after(now, 60),
        "why": "当事人确有经济困难，书面申请分期",
        "parts": [{"due_on": day, "amount": f"{fen / FEN_A_YUAN:.2f}"} for day, fen in parts if fen],
    }


_WRITTEN: Final[Mapping[Step, Callable[[CaseFacts, Fate, datetime], dict[str, Any]]]] = {
    Step.DECIDE_RECUSAL: lambda facts, fate, now: {"choice": "GRANTED"},
    Step.GATHER: _gather,
    Step.REPORT: lambda facts, fate, now: {"finding": "事实清楚，证据充分，建议按裁量基准处理"},
    Step.NOTIFY: lambda facts, fate, now: {"reply_by": _after(now, NOTICE_DAYS), **_handed(facts)},
    Step.STATE: lambda facts, fate, now: {"said": "已经整改，希望从轻处理"},
    Step.RECHECK: lambda facts, fate, now: {"answer": "整改情况已在裁量时考虑，维持拟处罚"},
    Step.FIX_HEARING: lambda facts, fate, now: {
        "held_on": _after(now, HEARING_DAYS), "where": "镇政府二楼会议室", **_handed(facts),
    },
    Step.HOLD_HEARING: _hear,
    Step.REVIEW: _review,
    Step.CORRECT: lambda facts, fate, now: {"answer": "一、补拍并注明时间；二、补充裁量说明"},
    Step.DELIBERATE: lambda facts, fate, now: {
        "conclusion": "同意拟处罚意见", "members": [{"name": each, "said": "同意"} for each in heads(facts)],
    },
    Step.SERVE: lambda facts, fate, now: {
        **(MAILED | {"signed_on": _after(now, 0)} if fate.by_mail else _handed(facts)),
    },
    Step.SERVE_PUBLIC: lambda facts, fate, now: {
        "reason": "下落不明", "medium": "WEBSITE", "where": "区政府网站",
    },
    Step.PAY: _pay,
    Step.COLLECT_BY_COURT: _pay,
    Step.COMPLETE: lambda facts, fate, now: {"number": "模拟执行完毕通知书"},
    Step.HEAR_ADMISSION: lambda facts, fate, now: {
        "choice": "ACCEPTED", "number": "模拟行审号", "received_on": now.date().isoformat(),
    },
    Step.HEAR_RULING: lambda facts, fate, now: {
        "choice": "GRANTED", "number": "模拟准予执行裁定书", "received_on": now.date().isoformat(),
    },
    Step.DEFER: _defer,
    Step.DEMAND: lambda facts, fate, now: {"perform_by": _after(now, 11), **_handed(facts)},
    Step.SURCHARGE: lambda facts, fate, now: _handed(facts),
    Step.ANSWER_DEMAND: lambda facts, fate, now: {"said": "近期资金困难"},
    Step.RECHECK_DEMAND: lambda facts, fate, now: {"answer": "不影响履行义务"},
    Step.RECONSIDER: lambda facts, fate, now: {"copy_received_on": _after(now, 0)},
    Step.LITIGATE: lambda facts, fate, now: {"copy_received_on": _after(now, 0)},
    Step.ANSWER_REMEDY: lambda facts, fate, now: {"paper": "模拟答复书", "listed": "现场检查笔录、告知书、决定书"},
    Step.CONCLUDE_REMEDY: lambda facts, fate, now: {
        "choice": "REVOKED" if fate.name == "revoked" else "UPHELD", "number": "模拟复议诉讼文书",
    },
    Step.HEAR_POLICE: lambda facts, fate, now: {"choice": "FILED" if fate.name == "police_take" else "NOT_FILED"},
}  # fmt: skip
