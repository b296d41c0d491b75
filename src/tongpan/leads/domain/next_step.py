"""下一步: what has to happen to a lead now, and whether the reader is the one to do it."""

from dataclasses import dataclass
from enum import StrEnum

from tongpan.kernel.permissions import Permission as P
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Desk, RouteRule, Status


class Do(StrEnum):
    """What a button leads to; the page knows the addresses."""

    SET_MATTER = "matter"
    SET_PLACE = "place"
    SETTLE = "settle"
    ASSIGN = "assign"
    ORDERS = "orders"
    SEE_ORDERS = "see_orders"
    CHECK = "check"
    ANSWER = "answer"
    ANSWER_NOBODY = "answer_nobody"
    ARCHIVE = "archive"
    REOPEN = "reopen"
    MAIN_LEAD = "main"


LABELS = {
    Do.SET_MATTER: "确定事项",
    Do.SET_PLACE: "补地点",
    Do.SETTLE: "在值守台办结",
    Do.ASSIGN: "交办",
    Do.ORDERS: "办理交办单",
    Do.SEE_ORDERS: "看交办单",
    Do.CHECK: "核查结果",
    Do.ANSWER: "答复反映人",
    Do.ANSWER_NOBODY: "无需答复",
    Do.ARCHIVE: "归档",
    Do.REOPEN: "重新打开",
    Do.MAIN_LEAD: "看主件",
}
_NEEDS = {
    Do.SET_MATTER: P.LEADS_TRIAGE,
    Do.SET_PLACE: P.LEADS_TRIAGE,
    Do.SETTLE: P.LEADS_TRIAGE,
    Do.ASSIGN: P.LEADS_ASSIGN,
    Do.CHECK: P.LEADS_ANSWER,
    Do.ANSWER: P.LEADS_ANSWER,
    Do.ANSWER_NOBODY: P.LEADS_ANSWER,
    Do.ARCHIVE: P.LEADS_ARCHIVE,
    Do.REOPEN: P.LEADS_REOPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The facts that the next step follows from."""

    status: Status
    rule: RouteRule
    desk: Desk
    may: frozenset[P]
    """what the reader may do with this very lead"""
    team_name: str = ""
    body_name: str = ""
    own_team: bool = False
    waiting: int = 0
    """people who wait for an answer"""
    result_to_check: bool = False
    missing: tuple[str, ...] = ()
    """what the record lacks before it can be filed"""


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to do."""

    do: Do
    label: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The card: what is to be done, the one filled button, and the quieter ones."""

    text: str
    main: Button | None
    others: tuple[Button, ...] = ()
    mine: bool = True
    """whether it is the reader's turn"""


def next_step(facts: Situation) -> NextStep:
    """Return the card for one lead and one reader."""
    if facts.status in BEFORE_DISPATCH:
        text, wanted = _at_the_desk(facts)
    else:
        text, wanted = _LATER[facts.status](facts)
    open_to = [do for do in wanted if do not in _NEEDS or _NEEDS[do] in facts.may]
    if facts.status == Status.ARCHIVED:
        return NextStep(text, None, _buttons(open_to), mine=False)
    mine = bool(open_to) and open_to[0] == wanted[0] and wanted[0] != Do.SEE_ORDERS
    main = _button(open_to[0]) if mine else None
    return NextStep(text, main, _buttons(open_to[1:] if mine else open_to), mine=mine)


def _at_the_desk(facts: Situation) -> tuple[str, list[Do]]:
    who = str(facts.desk.label)
    if facts.status == Status.ROUTED:
        if facts.rule == RouteRule.EMERGENCY:
            return f"突发情形：{who}先通知{facts.team_name}到场，再补手续。", [Do.ASSIGN, Do.SET_MATTER, Do.SETTLE]
        text = f"{who}核对后交办给{facts.team_name or '责任队伍'}。"
        return text, [Do.ASSIGN, Do.SET_MATTER, Do.SET_PLACE, Do.SETTLE]
    if facts.status == Status.PLACE_PENDING:
        return f"事项清楚、地点不明。{who}问清在哪个镇街、哪个村（社区），补上后自动分流。", [
            Do.SET_PLACE, Do.SET_MATTER, Do.SETTLE,
        ]  # fmt: skip
    texts = {
        RouteRule.NOT_ENFORCEMENT: (f"看来不是要查处违法行为。{who}研判：答复、转办，或确定事项后交办。", Do.SETTLE),
        RouteRule.NO_COMPETENCE: (
            f"今日没有机关有权处罚这一事项。{who}换一个事项，或如实记为无有权机关。",
            Do.SET_MATTER,
        ),
        RouteRule.NO_TEAM: (f"有权机关在这里没有责任队伍，{who}指定一支队伍办理。", Do.ASSIGN),
        RouteRule.EMERGENCY: (f"来件提到突发情形。{who}先核实情况、通知到场，再定事项。", Do.SET_MATTER),
    }
    text, first = texts.get(facts.rule, (f"系统拿不准是什么事项。{who}确定事项后自动找有权机关。", Do.SET_MATTER))
    rest = [do for do in (Do.SET_MATTER, Do.SET_PLACE, Do.SETTLE) if do != first]
    return text, [first, *rest]


def _assigned(facts: Situation) -> tuple[str, list[Do]]:
    if facts.own_team:
        return "已交办给您所在的队伍：签收，或写明理由退回。", [Do.ORDERS]
    return f"等{facts.team_name or '承办队伍'}签收；超时未签收可催办、代签收或改派。", [Do.SEE_ORDERS]


def _handling(facts: Situation) -> tuple[str, list[Do]]:
    if facts.own_team:
        return "到场处置后填写结果；一次说清：看到什么、怎么办的、结果怎样。", [Do.ORDERS]
    return f"{facts.team_name or '承办队伍'}正在处置。", [Do.SEE_ORDERS]


def _handled(facts: Situation) -> tuple[str, list[Do]]:
    if facts.result_to_check:
        return "队伍已报结果，值守台先核查：可以就通过，不够就退回补办。", [Do.CHECK, Do.ANSWER, Do.ANSWER_NOBODY]
    if facts.waiting:
        return f"还有 {facts.waiting} 位反映人等答复，请在期限内逐一答复。", [Do.ANSWER, Do.REOPEN]
    return "没有人等答复。写明理由后即可归档。", [Do.ANSWER_NOBODY, Do.REOPEN]


def _answered(facts: Situation) -> tuple[str, list[Do]]:
    if facts.missing:
        return "归档前还缺：" + "、".join(facts.missing) + "。", [Do.ARCHIVE, Do.REOPEN]
    return "五步齐全，可以归档。", [Do.ARCHIVE, Do.REOPEN]


def _archived(facts: Situation) -> tuple[str, list[Do]]:
    return "已归档，办理完毕。情况有变时，由值守台写明理由重新打开。", [Do.REOPEN]


def _merged(facts: Situation) -> tuple[str, list[Do]]:
    return "本件已并入另一件，请在主件上办理；本件的反映人照样答复。", [Do.MAIN_LEAD]


_LATER = {
    Status.ASSIGNED: _assigned,
    Status.HANDLING: _handling,
    Status.HANDLED: _handled,
    Status.ANSWERED: _answered,
    Status.ARCHIVED: _archived,
    Status.MERGED: _merged,
}


def _button(do: Do) -> Button:
    return Button(do, LABELS[do])


def _buttons(wanted: list[Do]) -> tuple[Button, ...]:
    return tuple(_button(do) for do in wanted)
