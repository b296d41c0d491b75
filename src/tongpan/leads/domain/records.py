"""What a lead's record must hold before it may be filed (归档完整性, M094)."""

from datetime import datetime
from typing import Any, Protocol


class Recorded(Protocol):
    """The side of a lead that filing looks at."""

    outcome: str
    outcome_note: str
    town_id: Any
    skipped: dict[str, str]

    @property
    def steps(self) -> list[tuple[str, datetime | None]]: ...


_FIELDS = {"分流交办": "dispatched_at", "调查处置": "handled_at", "结果反馈": "answered_at"}


def missing_for_archive(lead: Recorded) -> list[str]:
    """Return what is missing, in the words of the desk; empty when the record is complete."""
    missing = []
    if not lead.outcome:
        missing.append("办理结果")
    if not lead.outcome_note.strip():
        missing.append("办理情况")
    for label, at in lead.steps:
        name = _FIELDS.get(label)
        if name and at is None and name not in lead.skipped:
            missing.append(f"{label}的时间（或略过的理由）")
    return missing
