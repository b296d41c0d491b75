"""Dates, moments and time limits as people read them: 11-22 周日, 11-22 14:05, 还有 3 个工作日."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from tongpan.kernel import clock
from tongpan.kernel.calendar import at_hand
from tongpan.law.calendar import CalendarNotPublished

WEEKDAYS = "一二三四五六日"
SOON_WORKDAYS = 1
SOON_HOURS = 4


@dataclass(frozen=True, slots=True)
class LimitText:
    """A time limit in words: what is left, the date beside it, and how urgent it is."""

    words: str
    when: str
    tone: str
    icon: str


def local_date(value: date | datetime) -> date:
    """Return the Shanghai date of a date or a moment."""
    return clock.date_of(value) if isinstance(value, datetime) else value


def day(value: date | datetime, today: date) -> str:
    """Return ``11-22 周日``, or ``2025-11-22`` in another year than this."""
    on = local_date(value)
    if on.year != today.year:
        return f"{on:%Y-%m-%d}"
    return f"{on:%m-%d} 周{WEEKDAYS[on.weekday()]}"


def moment(value: datetime, today: date) -> str:
    """Return ``11-22 14:05``, with the year when it is another than this."""
    at = value.astimezone(clock.SHANGHAI)
    return f"{at:%m-%d %H:%M}" if at.year == today.year else f"{at:%Y-%m-%d %H:%M}"


def since(value: datetime, today: date) -> str:
    """Return the moment since which something waits; what has a day alone stands at midnight, and shows its day."""
    at = value.astimezone(clock.SHANGHAI)
    return day(at, today) if at.time() == time() else moment(at, today)


def cn_date(value: date | datetime) -> str:
    """Return ``2026年11月22日``, as documents write it."""
    on = local_date(value)
    return f"{on.year}年{on.month}月{on.day}日"


def left_until(due_on: date, now: datetime, *, workdays: bool = True) -> LimitText:
    """Say how long is left until a day, in working days where the calendar knows them."""
    today = clock.date_of(now)
    when = day(due_on, today)
    if due_on < today:
        return LimitText(f"已超期 {(today - due_on).days} 天", when, "bad", "alert-circle")
    if due_on == today:
        return LimitText("今天到期", when, "warn", "clock-exclamation")
    days, unit = (due_on - today).days, "天"
    if workdays:
        try:
            days, unit = at_hand().workdays_between(today, due_on), "个工作日"
        except CalendarNotPublished:
            pass
    if days == 0:  # only days off lie between
        return LimitText("下个工作日前到期", when, "warn", "clock-exclamation")
    tone = "warn" if days <= SOON_WORKDAYS else "plain"
    return LimitText(f"还有 {days} {unit}", when, tone, "clock")


def left_until_moment(due_at: datetime, now: datetime) -> LimitText:
    """Say how long is left until a moment, in hours and minutes on the last day."""
    when = moment(due_at, clock.date_of(now))
    left = due_at - now
    if left < timedelta(0):
        return LimitText(f"已超期 {_span(-left)}", when, "bad", "alert-circle")
    soon = left <= timedelta(hours=SOON_HOURS)
    return LimitText(f"还有 {_span(left)}", when, "warn" if soon else "plain", "clock-exclamation" if soon else "clock")


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds() // 60)
    if minutes < 60:
        return f"{max(minutes, 1)} 分钟"
    if minutes < 48 * 60:
        hours, rest = divmod(minutes, 60)
        return f"{hours} 小时 {rest} 分" if rest and hours < 10 else f"{hours} 小时"
    return f"{minutes // (24 * 60)} 天"


def limit_text(limit: object, now: datetime) -> LimitText:
    """
    Put a time limit into words.

    ``limit`` is a date, a moment, or a row with ``due_on``, ``due_at``, ``unit``, ``met_at``, ``cancelled_at``,
    ``earliest_safe_on``, ``safe_end`` and ``awaiting_year``, any of which may be missing.
    """
    if isinstance(limit, datetime):
        return left_until_moment(limit, now)
    if isinstance(limit, date):
        return left_until(limit, now)
    return _closed(limit, clock.date_of(now)) or _open(limit, now)


def _closed(limit: object, today: date) -> LimitText | None:
    if (cancelled_at := getattr(limit, "cancelled_at", None)) is not None:
        return LimitText("已取消", day(cancelled_at, today), "muted", "circle-minus")
    met_at = getattr(limit, "met_at", None)
    if met_at is None:
        return None
    due_on, due_at = getattr(limit, "due_on", None), getattr(limit, "due_at", None)
    late = met_at > due_at if due_at is not None else due_on is not None and local_date(met_at) > due_on
    words, tone, icon = ("超期完成", "bad", "alert-circle") if late else ("按期完成", "good", "circle-check")
    return LimitText(words, day(met_at, today), tone, icon)


def _open(limit: object, now: datetime) -> LimitText:
    due_at = getattr(limit, "due_at", None)
    unit = str(getattr(limit, "unit", "") or "").upper()
    if due_at is not None and unit.startswith(("HOUR", "MINUTE")):
        return left_until_moment(due_at, now)
    due_on = getattr(limit, "due_on", None)
    if due_on is not None:
        return left_until(due_on, now, workdays=unit in ("", "WORKDAY", "WORKDAYS", "WORKING_DAY"))
    earliest = getattr(limit, "earliest_safe_on", None) or getattr(limit, "safe_end", None)
    if earliest is None:
        return LimitText("未起算", "", "muted", "clock")
    return LimitText(
        "暂算，待国务院放假通知", f"最早 {day(earliest, clock.date_of(now))}", "plain", "calendar-question"
    )
