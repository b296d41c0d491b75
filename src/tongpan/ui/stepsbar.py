"""The five steps (M090): 问题收集, 分流交办, 调查处置, 结果反馈, 结案归档."""

from dataclasses import dataclass
from datetime import datetime

_COLUMNS = (
    ("问题收集", "collected_at"),
    ("分流交办", "dispatched_at"),
    ("调查处置", "handled_at"),
    ("结果反馈", "answered_at"),
    ("结案归档", "archived_at"),
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a bar: done, current, todo or skipped."""

    label: str
    at: datetime | None
    state: str


def five_steps(lead: object) -> list[Step]:
    """Return the steps of anything that carries their five time stamps."""
    times = [getattr(lead, column, None) for _, column in _COLUMNS]
    last = max((index for index, at in enumerate(times) if at is not None), default=-1)
    steps = []
    for index, ((label, _), at) in enumerate(zip(_COLUMNS, times, strict=True)):
        if at is not None:
            state = "done"
        elif index < last:
            state = "skipped"
        else:
            state = "current" if index == last + 1 else "todo"
        steps.append(Step(label, at, state))
    return steps
