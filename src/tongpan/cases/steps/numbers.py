"""案件编号: the number of a new case."""

from datetime import datetime

from tongpan.kernel import numbering
from tongpan.kernel.clock import date_of


def take(now: datetime) -> str:
    """Return the next number (AJ2026-0000123); call it before the transaction of the action."""
    year = date_of(now).year
    return f"AJ{year}-{numbering.take('case', year, at=now):07d}"
