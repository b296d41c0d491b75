"""The clock. Only edges (views, API, commands, tasks) ask it; everything below receives the answer."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def now() -> datetime:
    """Return this moment, aware, in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


def today() -> date:
    """Return today's date in Asia/Shanghai."""
    return now().date()


def date_of(moment: datetime) -> date:
    """Return the Shanghai date of an aware moment."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(SHANGHAI).date()


def in_chinese_time(moment: datetime) -> datetime:
    """Return a moment with its zone; one without is Chinese time."""
    return moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment
