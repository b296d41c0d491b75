"""待我办: what waits for one person, as every feature tells it in the same words."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Final

from django.urls import reverse
from django.utils.http import urlencode

from tongpan.kernel.clock import SHANGHAI

FAR: Final = date(9999, 12, 31)
"""the day of what waits without a day"""


class Asked(Enum):
    """What is asked of the person."""

    APPROVE = "审批"
    DECIDE = "决定"
    ANSWER = "答复"
    SIGN = "签收"
    DO = "办理"
    SEE = "过目"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """
    One thing that waits: what, in which matter, since when, until when and by which article, what is asked, and where.

    `until` is a day or a moment, None where no limit runs; `basis` the article of that limit, or whose rule it is.
    `at`, `args` and `query` are the address where it is done.
    """

    asked: Asked
    kind: str
    what: str
    about: str
    since: datetime
    at: str
    args: tuple[object, ...] = ()
    query: tuple[tuple[str, str], ...] = ()
    until: date | datetime | None = None
    basis: str = ""
    said: str = ""

    @property
    def address(self) -> str:
        """Where it is done."""
        found = reverse(self.at, args=list(self.args))
        return f"{found}?{urlencode(self.query)}" if self.query else found

    @property
    def until_on(self) -> date | None:
        """The day of its limit in Chinese time."""
        if isinstance(self.until, datetime):
            return self.until.astimezone(SHANGHAI).date()
        return self.until

    @property
    def order(self) -> tuple[date, datetime]:
        """What is due first stands first, then what waits longest."""
        return (self.until_on or FAR, self.since)


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature tells: its first rows, what is due first in front, and how many there are of each kind."""

    rows: tuple[Waiting, ...] = ()
    more: int = 0
    """how many are not among the rows"""
