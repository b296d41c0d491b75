"""
The five-step loop (M090) as one table: from which status which move leads where.

问题收集 — 分流交办 — 调查处置 — 结果反馈 — 结案归档. A step can be passed over only with a reason,
and the reason is kept.
"""

from dataclasses import dataclass
from enum import StrEnum

from tongpan.leads.domain.choices import BEFORE_DISPATCH, Status


class Move(StrEnum):
    """What may happen to a lead."""

    ROUTE = "ROUTE"
    NEED_PLACE = "NEED_PLACE"
    SEND_TO_TRIAGE = "SEND_TO_TRIAGE"
    ASSIGN = "ASSIGN"
    SIGN = "SIGN"
    RETURN = "RETURN"
    HANDLE = "HANDLE"
    SETTLE = "SETTLE"
    ANSWER = "ANSWER"
    ARCHIVE = "ARCHIVE"
    REOPEN = "REOPEN"
    MERGE = "MERGE"


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table."""

    sources: frozenset[Status]
    target: Status
    stamp: str | None = None
    """the field of the five steps that this move writes"""


_DISPATCHED = frozenset({Status.ASSIGNED, Status.HANDLING})
_REOPENABLE = frozenset({Status.HANDLED, Status.ANSWERED, Status.ARCHIVED})
_MERGEABLE = BEFORE_DISPATCH | _DISPATCHED

STEPS: dict[Move, Step] = {
    Move.ROUTE: Step(BEFORE_DISPATCH, Status.ROUTED),
    Move.NEED_PLACE: Step(BEFORE_DISPATCH, Status.PLACE_PENDING),
    Move.SEND_TO_TRIAGE: Step(BEFORE_DISPATCH | _DISPATCHED, Status.TRIAGE),
    Move.ASSIGN: Step(BEFORE_DISPATCH | _DISPATCHED, Status.ASSIGNED, "dispatched_at"),
    Move.SIGN: Step(frozenset({Status.ASSIGNED}), Status.HANDLING),
    Move.RETURN: Step(_DISPATCHED, Status.ROUTED),
    Move.HANDLE: Step(_DISPATCHED, Status.HANDLED, "handled_at"),
    # closed at the desk: not enforcement, or nobody may act; 交办 and 处置 are passed over with a reason
    Move.SETTLE: Step(BEFORE_DISPATCH, Status.HANDLED, "handled_at"),
    Move.ANSWER: Step(frozenset({Status.HANDLED}), Status.ANSWERED, "answered_at"),
    Move.ARCHIVE: Step(frozenset({Status.ANSWERED}), Status.ARCHIVED, "archived_at"),
    Move.REOPEN: Step(_REOPENABLE, Status.ROUTED),
    Move.MERGE: Step(_MERGEABLE, Status.MERGED),
}

STAMPS = ("collected_at", "dispatched_at", "handled_at", "answered_at", "archived_at")
STAMP_LABELS = ("问题收集", "分流交办", "调查处置", "结果反馈", "结案归档")


def allowed(status: Status, move: Move) -> bool:
    """Return whether the move is open to a lead of this status."""
    return status in STEPS[move].sources


def refusal(status: Status, move: Move) -> str:
    """Return why a move is closed, in the words of the desk, with the way forward."""
    if status == Status.MERGED:
        return "本件已并入另一件，请在主件上办理"
    if status == Status.ARCHIVED and move != Move.REOPEN:
        return "本件已归档；如情况有变，请先“重新打开”并写明理由"
    reasons = {
        Move.SIGN: "只有待签收的交办单可以签收",
        Move.RETURN: "只有已交办、未办结的线索可以退回",
        Move.HANDLE: "先交办、再办结；已办结的不能重复办结",
        Move.ANSWER: "办结之后才能答复反映人",
        Move.ARCHIVE: "答复反映人之后才能归档；无需答复的，请写明理由",
        Move.ASSIGN: "已办结的线索不能再交办；如需再办，请先“重新打开”",
        Move.REOPEN: "办理中的线索不需要重新打开",
    }
    return reasons.get(move, f"当前状态“{status.label}”不能这样办理，请刷新后查看最新情况")
