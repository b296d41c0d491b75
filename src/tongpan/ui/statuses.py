"""How a state is shown: a word, an icon and a tone, never a colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """The label, the icon and the tone (plain, info, warn, good, bad, muted) of one state."""

    label: str
    icon: str
    tone: str


_LOOKS: dict[str, Look] = {
    "TRIAGE": Look("待研判", "help-circle", "warn"),
    "PLACE_PENDING": Look("地点待补", "map-pin-question", "warn"),
    "ROUTED": Look("待分流", "git-branch", "info"),
    "ASSIGNED": Look("待签收", "inbox", "info"),
    "HANDLING": Look("处置中", "progress", "info"),
    "HANDLED": Look("待反馈", "message-forward", "warn"),
    "ANSWERED": Look("待归档", "archive", "plain"),
    "ARCHIVED": Look("已归档", "circle-check", "good"),
    "MERGED": Look("已并案", "git-merge", "muted"),
    "DRAFT": Look("草稿", "pencil", "muted"),
    "PENDING": Look("待处理", "clock", "info"),
    "WAITING": Look("等待中", "clock", "plain"),
    "ACCEPTED": Look("已签收", "circle-check", "good"),
    "RETURNED": Look("已退回", "arrow-back-up", "warn"),
    "APPROVED": Look("已通过", "circle-check", "good"),
    "REJECTED": Look("未通过", "circle-x", "bad"),
    "DONE": Look("已完成", "circle-check", "good"),
    "OPEN": Look("未结", "circle-dashed", "info"),
    "CLOSED": Look("已结", "circle-check", "good"),
    "OVERDUE": Look("已超期", "alert-circle", "bad"),
    "ACTIVE": Look("有效", "circle-check", "good"),
    "EXPIRED": Look("已失效", "circle-x", "muted"),
    "SUSPENDED": Look("已暂停", "player-pause", "warn"),
    "REVOKED": Look("已收回", "circle-minus", "muted"),
    "PUBLISHED": Look("已公布", "circle-check", "good"),
    "CANCELLED": Look("已取消", "circle-minus", "muted"),
}

_PRIORITIES: dict[str, Look] = {
    "NORMAL": Look("一般", "minus", "muted"),
    "URGENT": Look("紧急", "chevrons-up", "warn"),
    "EMERGENCY": Look("突发", "urgent", "bad"),
}


def register(looks: Mapping[str, Look]) -> None:
    """Add a feature's own states; called from its ``AppConfig.ready``."""
    _LOOKS.update(looks)


def look(value: object, label: str = "") -> Look:
    """Return how a state is shown; a state nobody registered is shown plainly under its own label."""
    known = _LOOKS.get(str(value))
    words = label or str(getattr(value, "label", "")) or (known.label if known else str(value))
    return Look(words, known.icon, known.tone) if known else Look(words, "point", "plain")


def priority(value: object) -> Look:
    """Return how an urgency is shown."""
    return _PRIORITIES.get(str(value), Look(str(getattr(value, "label", value)), "point", "plain"))
