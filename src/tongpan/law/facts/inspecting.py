"""The inspection of an enterprise (入企检查)."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Inspection:
    """One inspection (行政检查): approved, scanned (扫码), entered, its result told."""

    id: str
    party: str
    cause: str
    listed: bool | None = None
    urgent: bool = False
    approved_at: datetime | None = None
    scanned_at: datetime | None = None
    scan_excuse: str = ""
    entered_at: datetime | None = None
    officers: tuple[str, ...] = ()
    told_at: datetime | None = None
