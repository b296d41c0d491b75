"""Recorders (执法记录仪): what a clock that is off means for a recording, and spans that may not overlap."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MOST_AHEAD_SECONDS: Final = 24 * 3600
"""a clock that is off by more is wrong by days: it is set before anything is recorded with it"""


@dataclass(frozen=True, slots=True)
class ClockCheck:
    """By how many seconds a clock was ahead (negative: behind) when it was held against the right time."""

    checked_at: datetime
    ahead_seconds: int

    @property
    def words(self) -> str:
        """快 2 分 5 秒; 准."""
        if not self.ahead_seconds:
            return "准"
        minutes, seconds = divmod(abs(self.ahead_seconds), 60)
        amount = (f"{minutes} 分" if minutes else "") + (f" {seconds} 秒" if seconds or not minutes else "")
        return f"{'快' if self.ahead_seconds > 0 else '慢'} {amount.strip()}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time; without an end it goes on."""

    start: datetime
    end: datetime | None = None

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two have a moment in common."""
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)


def nearest(checks: Iterable[ClockCheck], at: datetime) -> ClockCheck | None:
    """Return the check of a clock that lies nearest to a moment; None where it was never checked."""
    return min(checks, key=lambda each: (abs(each.checked_at - at), each.checked_at), default=None)


def true_time(at: datetime, check: ClockCheck | None) -> datetime:
    """Return the right time of a moment that a device showed; unknown, it is taken as it was shown."""
    return at - timedelta(seconds=check.ahead_seconds) if check is not None else at
