"""全过程: the history of a lead from the ledger, each entry as one plain Chinese sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.kernel import crypto
from tongpan.kernel.ledger import HistoryItem
from tongpan.leads.domain.choices import Channel, Outcome

Facts = Mapping[str, Any]

PURPOSES = {"ANSWER": "答复反映人", "VERIFY": "核实情况", "CALLBACK": "回访", "SUPERVISION": "监督调查"}
WAYS = {"PHONE": "电话", "SMS": "短信", "ONLINE": "网上查询", "VISIT": "当面", "LETTER": "书面"}


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing that happened, ready for ``{% timeline %}``."""

    at: datetime
    title: str
    text: str
    actor: str
    icon: str
    tone: str
    seq: int


def _said(name: str, before: str = "") -> Callable[[Facts], str]:
    def text(facts: Facts) -> str:
        value = str(facts.get(name) or "")
        return f"{before}{value}" if value else ""

    return text


def _outcome(facts: Facts) -> str:
    code = str(facts.get("outcome") or "")
    label = str(Outcome(code).label) if code in Outcome.values else code
    said = str(facts.get("note") or facts.get("result") or facts.get("outcome_note") or "")
    receiver = str(facts.get("receiver") or "")
    parts = [label, said, f"接收单位：{receiver}" if receiver else ""]
    return "；".join(part for part in parts if part)


def _created(facts: Facts) -> str:
    channel = str(facts.get("channel") or "")
    label = str(Channel(channel).label) if channel in Channel.values else ""
    why = str((facts.get("route") or {}).get("why") or "")
    return "；".join(part for part in (f"来自{label}" if label else "", why) if part)


def _rerouted(facts: Facts) -> str:
    route = facts.get("route") or {}
    matter = (route.get("matter") or {}).get("name", "")
    parts = [f"事项：{matter}" if matter else "", str(route.get("why") or ""), _said("reason", "理由：")(facts)]
    return "；".join(part for part in parts if part)


def _answer(facts: Facts) -> str:
    way = WAYS.get(str(facts.get("way")), "")
    return f"{way}：{facts.get('answer', '')}" if way else str(facts.get("answer") or "")


def _purpose(facts: Facts) -> str:
    return f"用途：{PURPOSES.get(str(facts.get('purpose')), '')}"


def _merged(facts: Facts) -> str:
    return "；".join(part for part in (f"主件 {facts.get('into', '')}", _said("reason")(facts)) if part)


def _files(facts: Facts) -> str:
    return f"{len(facts.get('files') or [])} 个文件"


def _recomputed(facts: Facts) -> str:
    before, after = facts.get("before") or {}, facts.get("after") or {}
    old = before.get("due_on") or "待定"
    return f"届满日由{old}改为{after.get('due_on') or '待定'}"


def _nothing(facts: Facts) -> str:
    return ""


SENTENCES: dict[str, tuple[str, str, str, Callable[[Facts], str]]] = {
    "lead.created": ("收到并登记", "inbox", "plain", _created),
    "lead.settled_on_spot": ("自查自结，当场办完", "checks", "good", _outcome),
    "lead.rerouted": ("人工研判，重新找有权机关", "route", "info", _rerouted),
    "lead.settled_at_desk": ("在值守台办结", "circle-check", "good", _outcome),
    "lead.attached": ("加了附件", "paperclip", "plain", _files),
    "lead.reporter_revealed": ("查看了反映人信息", "eye", "warn", _purpose),
    "lead.reporter_answered": ("答复了一位反映人", "message-check", "info", _answer),
    "lead.answered": ("答复反映人", "message-check", "good", _answer),
    "lead.answer_skipped": ("无需答复", "message-forward", "plain", _said("reason", "理由：")),
    "lead.archived": ("归档", "archive", "good", _nothing),
    "lead.reopened": ("重新打开", "refresh", "warn", _said("reason", "理由：")),
    "lead.merged": ("并入另一件", "git-merge", "plain", _merged),
    "lead.absorbed": ("并入一件", "git-merge", "plain", _said("other", "被并件 ")),
    "lead.not_duplicate": ("确认不是同一件", "unlink", "plain", _said("other", "对照 ")),
    "lead.assigned": ("交办", "send", "info", _said("note")),
    "lead.reassigned": ("改派", "switch-horizontal", "warn", _said("note")),
    "lead.assistance_ordered": ("请其他队伍协办", "users-plus", "info", _said("note")),
    "lead.signed": ("签收", "checks", "good", _nothing),
    "lead.returned": ("退回", "arrow-back-up", "warn", _said("reason", "理由：")),
    "lead.escalated": ("升到区级调度台", "arrow-up", "warn", _said("reason")),
    "lead.handled": ("报告处置结果", "clipboard-check", "good", _outcome),
    "lead.result_accepted": ("核查通过", "circle-check", "good", _said("remark")),
    "lead.result_sent_back": ("核查退回补办", "arrow-back-up", "warn", _said("remark")),
    "lead.urged": ("催办", "bell", "warn", _said("reason")),
    "lead.supervised": ("督办", "bell-ringing", "bad", _said("reason")),
    "limit.recomputed": ("放假通知公布，期限重新计算", "calendar-time", "info", _recomputed),
    "lead.urge_answered": ("答复催办", "message-2", "plain", _said("answer")),
}  # fmt: skip


def moments(history: list[HistoryItem]) -> list[Moment]:
    """Return the history newest first; the people who acted are named in one query."""
    names = _names({item.actor for item in history if item.actor})
    return [_moment(item, names) for item in reversed(history)]


def _moment(item: HistoryItem, names: Mapping[str, str]) -> Moment:
    known = SENTENCES.get(item.action)
    title, icon, tone, text = known or ("办理记录", "point", "plain", _nothing)
    words = "（内容已按期限销毁）" if item.facts is None else crypto.mask_personal(text(item.facts))
    return Moment(item.at, title, words[:600], names.get(item.actor, "系统"), icon, tone, item.seq)


def _names(actors: set[str]) -> dict[str, str]:
    ids = {label: UUID(label.partition(":")[2]) for label in actors if label.startswith("officer:")}
    people = agencies.officers_in(ids.values()) if ids else {}
    found = {label: people[key].name for label, key in ids.items() if key in people}
    fixed = {"citizen": "群众", "system:import": "批量导入"}
    return fixed | found
