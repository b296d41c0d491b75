"""
The schedule of the procedure (阶段、岗位、时限表): who does each step, by when, and where that is written.

Steps come from the table of steps, posts from the gates that stand before them, days from the register of limits; what
this module adds is in which stage a step is shown and which limit ends with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

from tongpan.law.citation import Citation
from tongpan.law.facts.words import Role, Track
from tongpan.law.labelled import Labelled
from tongpan.law.limits import LimitRefused, Provision, Regime, find_provision, rule
from tongpan.law.penalty.deliberation import TOGETHER
from tongpan.law.penalty.officers import TWO_OFFICERS
from tongpan.law.penalty.separation import CHAIR, HEAD_EXAMINES, REVIEWED
from tongpan.law.period import Kind
from tongpan.law.procedure.gate import Gate
from tongpan.law.procedure.gates import closing, inquiry, measuring, referring, staff
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables import (
    ATTEMPT_ROWS,
    CASE_ROWS,
    DECIDED,
    INSPECTION_ROWS,
    PAPER_ROWS,
    PRESERVED_ROWS,
    THING_ROWS,
    UNDECIDED,
    Row,
)
from tongpan.law.titles import REFERRAL

PRINCIPAL_DECIDES: Final = Citation(REFERRAL, 5, 2, gist="正职负责人或者主持工作的负责人决定是否批准移送")
TOGETHER_POST: Final = "负责人集体"


class Stage(Labelled):
    """Where in the procedure a step is shown (办案环节), in order."""

    FILING = "FILING", "立案受理"
    INQUIRY = "INQUIRY", "调查取证"
    TELLING = "TELLING", "告知、陈述申辩和听证"
    DECIDING = "DECIDING", "审核和决定"
    SERVING = "SERVING", "送达和公开"
    PERFORMING = "PERFORMING", "缴纳和催告"
    ENFORCING = "ENFORCING", "强制拆除、代履行和申请法院"
    REMEDY = "REMEDY", "复议、诉讼和主动改正"
    REFERRAL = "REFERRAL", "涉嫌犯罪的移送"
    CLOSING = "CLOSING", "结案"


@dataclass(frozen=True, slots=True)
class StepLimit:
    """One limit that ends with a step: its row of the register, in words, and the text; None where no text binds."""

    rule: str
    text: str
    citation: Citation | None


@dataclass(frozen=True, slots=True)
class StepPost:
    """One line of the schedule: a step, who does it and on which text, who approves it, and by when."""

    stage: Stage
    step: Step
    post: str
    basis: Citation
    approval: str
    limits: tuple[StepLimit, ...]


_STAGES: Final[Mapping[Stage, tuple[Step, ...]]] = {
    Stage.FILING: (Step.FILE, Step.DECIDE_RECUSAL, Step.EXTEND_DECISION),
    Stage.INQUIRY: (Step.SHOW_IDENTITY, Step.GATHER, Step.SAMPLE, Step.PRESERVE, Step.PRESERVE_URGENT,
                    Step.APPROVE_PRESERVATION, Step.DISPOSE, Step.RELEASE, Step.VERIFY, Step.TELL_RESULT, Step.REPORT),
    Stage.TELLING: (Step.NOTIFY, Step.STATE, Step.WAIVE, Step.RECHECK, Step.REQUEST_HEARING, Step.FIX_HEARING,
                    Step.HOLD_HEARING),
    Stage.DECIDING: (Step.REVIEW, Step.CORRECT, Step.DELIBERATE, Step.DECIDE_ON_SPOT, Step.DECIDE, Step.DECIDE_NONE,
                     Step.REGISTER),
    Stage.SERVING: (Step.SERVE, Step.SERVE_ELECTRONIC, Step.RECORD_SERVICE, Step.SERVE_PUBLIC, Step.CONFIRM_PUBLIC,
                    Step.REDACT, Step.PUBLISH, Step.WITHDRAW),
    Stage.PERFORMING: (Step.COLLECT, Step.HAND_IN, Step.BANK, Step.PAY, Step.DEFER, Step.SURCHARGE, Step.PERFORM,
                       Step.DEMAND, Step.ANSWER_DEMAND, Step.RECHECK_DEMAND, Step.REFUND),
    Stage.ENFORCING: (Step.ORDER_DEMOLITION, Step.ANNOUNCE, Step.DEMOLISH, Step.ORDER_SUBSTITUTE, Step.SUBSTITUTE,
                      Step.CLEAR, Step.TELL_CLEARING, Step.SETTLE_TERM, Step.APPLY_COURT, Step.APPLY_JUDGMENT,
                      Step.HEAR_ADMISSION, Step.HEAR_RULING, Step.ASK_UPPER, Step.COLLECT_BY_COURT, Step.COMPLETE,
                      Step.END_BY_COURT, Step.SUSPEND, Step.CONTINUE, Step.END_ENFORCEMENT),
    Stage.REMEDY: (Step.TAKE_APPLICATION, Step.FORWARD, Step.RECONSIDER, Step.LITIGATE, Step.ANSWER_REMEDY,
                   Step.HEAR_FIRST, Step.APPEAL, Step.HEAR_APPEAL, Step.CONCLUDE_REMEDY, Step.TAKE_OPINION,
                   Step.REPORT_OPINION, Step.REVOKE, Step.RESTORE, Step.REOPEN),
    Stage.REFERRAL: (Step.FORM_TEAM, Step.REPORT_REFERRAL, Step.APPROVE_REFERRAL, Step.REFUSE_REFERRAL, Step.ASSEMBLE,
                     Step.TRANSFER, Step.HEAR_POLICE, Step.CONTEST, Step.RESUME),
    Stage.CLOSING: (Step.CLOSE,),
}  # fmt: skip

LIMITS: Final[Mapping[Step, tuple[str, ...]]] = {
    Step.FILE: ("DL-01",),
    Step.DECIDE_RECUSAL: ("DL-51",),
    Step.APPROVE_PRESERVATION: ("DL-04",),
    Step.DISPOSE: ("DL-03",),
    Step.STATE: ("DL-11",),
    Step.REQUEST_HEARING: ("DL-12",),
    Step.HOLD_HEARING: ("DL-13",),
    Step.REVIEW: ("DL-10",),
    Step.DECIDE: ("DL-09",),
    Step.DECIDE_NONE: ("DL-09",),
    Step.REGISTER: ("DL-22",),
    Step.SERVE: ("DL-17",),
    Step.SERVE_ELECTRONIC: ("DL-17",),
    Step.CONFIRM_PUBLIC: ("DL-18",),
    Step.PUBLISH: ("DL-19",),
    Step.WITHDRAW: ("DL-21",),
    Step.PAY: ("DL-23",),
    Step.HAND_IN: ("DL-25.1",),
    Step.BANK: ("DL-25.2",),
    Step.SUBSTITUTE: ("DL-30",),
    Step.TELL_CLEARING: ("DL-31",),
    Step.APPLY_COURT: ("DL-27", "DL-28"),
    Step.ASK_UPPER: ("DL-29",),
    Step.CONTINUE: ("DL-32",),
    Step.APPEAL: ("DL-43.2", "DL-43.3"),
    Step.FORWARD: ("DL-42",),
    Step.REPORT_OPINION: ("DL-44",),
    Step.RECONSIDER: ("DL-38",),
    Step.LITIGATE: ("DL-39", "DL-40"),
    Step.ANSWER_REMEDY: ("DL-41", "DL-41.2", "DL-43"),
    Step.APPROVE_REFERRAL: ("DL-34.1",),
    Step.REFUSE_REFERRAL: ("DL-34.1",),
    Step.TRANSFER: ("DL-34.2",),
    Step.CONTEST: ("DL-36.1",),
    Step.CLOSE: ("DL-46",),
}
"""Which rows of the register end with a step. A test holds it to the limits that really run."""

_POST_GATES: Final[Mapping[Gate[Any], Role]] = {
    staff.decider_apart: Role.DECIDER,
    staff.reviewer_apart: Role.REVIEWER,
    staff.chair_apart: Role.CHAIR,
    referring.principal: Role.PRINCIPAL,
    staff.approver_apart: Role.APPROVER,
    staff.approver_of_charge: Role.APPROVER,
}
_BASES: Final[Mapping[Role, Citation]] = {
    Role.HANDLER: TWO_OFFICERS,
    Role.APPROVER: HEAD_EXAMINES,
    Role.REVIEWER: REVIEWED,
    Role.CHAIR: CHAIR,
    Role.DECIDER: HEAD_EXAMINES,
    Role.PRINCIPAL: PRINCIPAL_DECIDES,
}
_OF_THE_HEAD: Final = frozenset({Step.APPROVE_PRESERVATION, Step.DISPOSE, Step.ORDER_DEMOLITION, Step.ORDER_SUBSTITUTE,
                                 Step.APPLY_COURT, Step.APPLY_JUDGMENT, Step.ASK_UPPER, Step.APPEAL,
                                 Step.REFUSE_MEASURE, Step.FORFEIT, Step.AUCTION})  # fmt: skip
"""Decisions of the organ before which no gate asks for a post: the head takes them, and handlers prepare them."""

_APPROVED_BEFORE: Final = frozenset({inquiry.preservation_approver, measuring.approver, closing.inspection_approver})
"""gates that ask for the head's approval of what handlers then do"""

_FILED: Final = frozenset({inquiry.filed, inquiry.reported})
_ORDINARY_ALONE: Final = frozenset({Step.FILE, Step.EXTEND_DECISION, Step.APPROVE_PRESERVATION, Step.DISPOSE,
                                    Step.RELEASE, Step.REQUEST_HEARING, Step.FIX_HEARING, Step.HOLD_HEARING,
                                    Step.CORRECT, Step.LITIGATE, Step.HEAR_FIRST, Step.APPEAL,
                                    Step.HEAR_APPEAL})  # fmt: skip
"""Steps that need a filed case or a hearing, or that reconsideration goes before, though no gate says so."""

_SUMMARY_ALONE: Final = frozenset({Step.DECIDE_ON_SPOT, Step.REGISTER})


@cache
def post_of(step: Step) -> Role | None:
    """
    Return who does a step, or approves it where it must be approved beforehand; None: the heads together.

    Law: APL 42, 56, 57, 58, 64; ACL 18; each gate cites its own.
    Reading: what no gate reserves to another post is done by those who handle the case (ADR-0041).
    """
    if step is Step.DELIBERATE:
        return None
    row = next(each for each in _rows() if each.step is step)
    return Role.APPROVER if _APPROVED_BEFORE.intersection(row.gates) else _role(row)


@lru_cache(maxsize=256)
def schedule(track: Track, regime: Regime | None = None, province: str | None = None) -> tuple[StepPost, ...]:
    """
    Return every step of a procedure in order, with its post and its limits under the rules of a sector and a place.

    Law: APL 42, 51, 54 to 64; each row of the register cites its own.
    Reading: what no gate reserves to another post is done by those who handle the case (ADR-0041).
    """
    rows = {row.step: row for row in _rows()}
    return tuple(
        _line(stage, rows[step], regime, province)
        for stage, steps in _STAGES.items()
        for step in steps
        if _belongs(rows[step], track)
    )


def _rows() -> Iterator[Row[Any]]:
    yield from CASE_ROWS
    for group in (*UNDECIDED, *DECIDED):
        yield from group.rows
    yield from PAPER_ROWS
    yield from ATTEMPT_ROWS
    yield from PRESERVED_ROWS
    yield from THING_ROWS
    yield from INSPECTION_ROWS


def _belongs(row: Row[Any], track: Track) -> bool:
    if track is Track.ORDINARY:
        return row.step not in _SUMMARY_ALONE
    return row.step not in _ORDINARY_ALONE and not _FILED.intersection(row.gates)


def _line(stage: Stage, row: Row[Any], regime: Regime | None, province: str | None) -> StepPost:
    limits = tuple(_limit(name, regime, province) for name in LIMITS.get(row.step, ()))
    if row.step is Step.DELIBERATE:
        return StepPost(stage, row.step, TOGETHER_POST, TOGETHER, "", limits)
    role = _role(row)
    approval = Role.APPROVER.label if inquiry.preservation_approver in row.gates else ""
    return StepPost(stage, row.step, role.label, _BASES[role], approval, limits)


def _role(row: Row[Any]) -> Role:
    if row.step in _OF_THE_HEAD:
        return Role.APPROVER
    return next((role for gate, role in _POST_GATES.items() if gate in row.gates), Role.HANDLER)


def _limit(name: str, regime: Regime | None, province: str | None) -> StepLimit:
    try:
        provision = find_provision(rule(name), regime, province)
    except LimitRefused as refusal:
        if refusal.code != "limits.provision.missing":
            raise
        return StepLimit(name, "没有规定期限", None)
    return StepLimit(name, limit_words(provision), provision.citation)


def limit_words(provision: Provision) -> str:
    """
    Return how long a provision leaves, in words: 90日内, 满7个工作日后方可.

    Law: each row of the register cites its own.
    """
    if provision.quantity is None or provision.unit is None:
        named = provision.fixed_on
        words = f"每年{named[0]}月{named[1]}日前" if named is not None else provision.wording
    else:
        amount = f"{provision.quantity}{provision.unit.label}"
        words = f"满{amount}后方可" if provision.kind is Kind.NOT_BEFORE else f"{amount}内"
    doubt = f"（{provision.grade_label}）" if provision.grade == "C" else ""
    return words + doubt
