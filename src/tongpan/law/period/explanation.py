"""Explanation (期限说明): one Chinese sentence that lets a reader redo the count by hand."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from tongpan.law.calendar import WorkCalendar
from tongpan.law.period.terms import Exclusion, Extension, Kind, Limit, Period, Start, Unit


def explain(
    period: Period,
    trigger: date | datetime,
    limit: Limit,
    calendar: WorkCalendar | None,
    exclusions: Sequence[Exclusion],
    extensions: Sequence[Extension],
) -> str:
    """Return how a limit was counted: from when, how long, what was left out, until when, under which article."""
    parts = [_start(period, trigger)]
    parts += (_exclusion(pause) for pause in exclusions)
    parts += (f"经{each.authority.label}批准延长{each.quantity}{each.unit.label}" for each in extensions)
    if calendar is not None and period.unit is Unit.WORKDAY:
        parts += _holidays(trigger, limit, calendar)
    parts += _outcome(period, limit, calendar)
    article = f"（{period.citation}）" if period.citation is not None else ""
    return f"{'，'.join(parts)}{article}。"


def chinese_day(day: date) -> str:
    """Return a day as documents print it: 2026年9月28日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _start(period: Period, trigger: date | datetime) -> str:
    if period.quantity == 0:
        return f"以{chinese_day(trigger)}为届满日"
    length = f"{period.quantity}{period.unit.label}"
    if isinstance(trigger, datetime):
        return f"自{chinese_day(trigger)}{trigger:%H:%M}起连续计算{length}"
    counted = "自当日起算" if period.start is Start.SAME_DAY else "当日不计入"
    return f"自{chinese_day(trigger)}起（{counted}）{length}"


def _exclusion(pause: Exclusion) -> str:
    if pause.end is None:
        return f"自{chinese_day(pause.start)}起因{pause.ground.label}停止计算，尚未恢复"
    days = (pause.end - pause.start).days + 1
    return f"扣除{pause.ground.label}期间{chinese_day(pause.start)}至{chinese_day(pause.end)}（{days}日）"


def _holidays(trigger: date, limit: Limit, calendar: WorkCalendar) -> Iterator[str]:
    end = limit.legal_end or limit.earliest_safe_on
    if end is None:
        return
    days = (trigger + timedelta(days=step) for step in range(1, (end - trigger).days + 1))
    names: dict[str, None] = {}
    made_up = []
    for day in days:
        if name := calendar.holiday_name(day):
            names[name] = None
        elif calendar.is_makeup(day):
            made_up.append(f"{day.month}月{day.day}日")
    if names:
        yield f"其间{'、'.join(names)}放假不计"
    if made_up:
        yield f"调休上班的{'、'.join(made_up)}计入"


def _outcome(period: Period, limit: Limit, calendar: WorkCalendar | None) -> Iterator[str]:
    if limit.due_at is not None:
        yield f"至{chinese_day(limit.due_at)}{limit.due_at:%H:%M}届满"
        return
    if limit.due_on is None:
        yield from _undated(limit)
        return
    yield from _dated(limit, period.opening)
    if limit.provisional and calendar is not None:
        yield f"在{calendar.awaited_year}年节假日安排公布前为暂定"
        if limit.earliest_safe_on is not None and limit.earliest_safe_on != limit.due_on:
            yield f"最早不早于{chinese_day(limit.earliest_safe_on)}"


def _undated(limit: Limit) -> Iterator[str]:
    if limit.awaiting_year is not None:
        yield f"{limit.awaiting_year}年节假日安排尚未公布，届满日待公布后确定"
    else:
        yield "届满日待恢复计算后确定"
    if limit.earliest_safe_on is None:
        return
    wording = {
        Kind.MUST_BY: "在{day}前（含当日）完成即不逾期",
        Kind.RIGHT_UNTIL: "权利至少存续至{day}",
        Kind.NOT_BEFORE: "最早不早于{day}方可进行",
    }
    yield wording[limit.kind].format(day=chinese_day(limit.earliest_safe_on))


def _dated(limit: Limit, opening: str) -> Iterator[str]:
    if limit.safe_end is None or limit.legal_end is None or limit.due_on is None:
        return
    rolled = limit.legal_end != limit.safe_end
    if limit.kind is Kind.MUST_BY:
        yield f"应于{chinese_day(limit.safe_end)}前（含当日）完成"
        if rolled:
            yield f"末日为非工作日，依法可顺延至{chinese_day(limit.legal_end)}但不以此为准"
        return
    if rolled:
        yield f"末日{chinese_day(limit.safe_end)}为非工作日，顺延至{chinese_day(limit.legal_end)}"
    if limit.kind is Kind.RIGHT_UNTIL:
        yield f"至{chinese_day(limit.legal_end)}届满（含当日）"
    else:
        yield f"等待至{chinese_day(limit.legal_end)}，{chinese_day(limit.due_on)}{opening}"
