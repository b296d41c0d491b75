"""期限总表 A 级各行：另行誊录的数量、单位、性质，逐行在节假日、调休、月末、闰年、跨年上用独立日历复算。"""

from calendar import monthrange
from datetime import date, datetime, timedelta

import chinese_calendar
import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import compute_limit, rules
from tongpan.law.period import SHANGHAI, Kind, Start, Unit

CALENDAR = national()
ONE_DAY = timedelta(days=1)
WD, CD, MO, YR, HR = Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.YEAR, Unit.HOUR
BY, RT, NB = Kind.MUST_BY, Kind.RIGHT_UNTIL, Kind.NOT_BEFORE

ROWS = [
    ("DL-01", "SAMR", None, 15, WD, BY),
    ("DL-01", "HURD", None, 15, WD, BY),
    ("DL-01", "AGR", None, 7, WD, BY),
    ("DL-02.1", "SAMR", None, 7, WD, BY),
    ("DL-02.1", "HURD", None, 7, WD, BY),
    ("DL-02.1", "AGR", None, 7, WD, BY),
    ("DL-02.2", "SAMR", None, 7, WD, BY),
    ("DL-02.2", "HURD", None, 7, WD, BY),
    ("DL-02.2", "AGR", None, 7, WD, BY),
    ("DL-03", None, None, 7, WD, BY),
    ("DL-03", "SAMR", None, 7, WD, BY),
    ("DL-03", "HURD", None, 7, WD, BY),
    ("DL-03", "AGR", None, 7, WD, BY),
    ("DL-03", "TRA", None, 7, WD, BY),
    ("DL-04", "SAMR", None, 24, HR, BY),
    ("DL-04", "AGR", None, 24, HR, BY),
    ("DL-05", None, None, 24, HR, BY),
    ("DL-05", "AGR", None, 24, HR, BY),
    ("DL-06", None, None, 30, CD, BY),
    ("DL-06", "SAMR", None, 30, CD, BY),
    ("DL-06", "TRA", None, 30, CD, BY),
    ("DL-07", None, None, 3, WD, BY),
    ("DL-08", "TRA", None, 24, HR, BY),
    ("DL-09", None, None, 90, CD, BY),
    ("DL-09", "SAMR", None, 90, CD, BY),
    ("DL-09", "HURD", None, 90, CD, BY),
    ("DL-09", "AGR", None, 90, CD, BY),
    ("DL-09", "TRA", None, 90, CD, BY),
    ("DL-09", "ZJP", "33", 90, CD, BY),
    ("DL-10", "SAMR", None, 10, WD, BY),
    ("DL-10", "HURD", None, 10, WD, BY),
    ("DL-10", "AGR", None, 5, WD, BY),
    ("DL-10", None, "15", 5, WD, BY),
    ("DL-11", "SAMR", None, 5, WD, RT),
    ("DL-11", "HURD", None, 5, WD, RT),
    ("DL-11", "AGR", None, 3, WD, RT),
    ("DL-11", "ZJP", "33", 3, WD, RT),
    ("DL-12", None, None, 5, WD, RT),
    ("DL-12", "SAMR", None, 5, WD, RT),
    ("DL-12", "HURD", None, 5, WD, RT),
    ("DL-12", "AGR", None, 5, WD, RT),
    ("DL-12", "TRA", None, 5, WD, RT),
    ("DL-13", None, None, 7, WD, NB),
    ("DL-13", "SAMR", None, 7, WD, NB),
    ("DL-13", "HURD", None, 7, WD, NB),
    ("DL-13", "AGR", None, 7, WD, NB),
    ("DL-13", "TRA", None, 7, WD, NB),
    ("DL-13", None, "31", 7, WD, NB),
    ("DL-14", "SAMR", None, 3, WD, NB),
    ("DL-14", None, "31", 7, WD, NB),
    ("DL-15.1", "SAMR", None, 3, WD, BY),
    ("DL-15.2", "SAMR", None, 3, WD, BY),
    ("DL-15.3", "SAMR", None, 5, WD, BY),
    ("DL-16", "SAMR", None, 5, WD, BY),
    ("DL-17", None, None, 7, WD, BY),
    ("DL-17", "SAMR", None, 7, WD, BY),
    ("DL-17", "AGR", None, 7, WD, BY),
    ("DL-18", None, None, 30, CD, NB),
    ("DL-18", "SAMR", None, 30, CD, NB),
    ("DL-18", "AGR", None, 60, CD, NB),
    ("DL-18", "TRA", None, 60, CD, NB),
    ("DL-19", None, None, 7, WD, BY),
    ("DL-19", "HURD", None, 7, WD, BY),
    ("DL-19", "SAMR", None, 20, WD, BY),
    ("DL-19", None, "15", 7, WD, BY),
    ("DL-19.2", "SAMR", None, 10, WD, BY),
    ("DL-19.3", "SAMR", None, 10, WD, BY),
    ("DL-20", None, None, 20, WD, BY),
    ("DL-20", None, "15", 20, WD, BY),
    ("DL-21", None, None, 3, WD, BY),
    ("DL-21", "SAMR", None, 3, WD, BY),
    ("DL-21", "HURD", None, 3, WD, BY),
    ("DL-22", "SAMR", None, 7, WD, BY),
    ("DL-22", "HURD", None, 3, WD, BY),
    ("DL-22", "AGR", None, 2, WD, BY),
    ("DL-22", "ZJP", "33", 3, WD, BY),
    ("DL-23", None, None, 15, CD, RT),
    ("DL-23", "AGR", None, 15, CD, RT),
    ("DL-24", None, None, 0, CD, NB),
    ("DL-25.1", None, None, 2, WD, BY),
    ("DL-25.2", None, None, 2, WD, BY),
    ("DL-26", None, None, 30, CD, NB),
    ("DL-27", None, None, 10, WD, NB),
    ("DL-27", "SAMR", None, 10, WD, NB),
    ("DL-28", None, None, 3, MO, BY),
    ("DL-28", "SAMR", None, 3, MO, BY),
    ("DL-29", None, None, 15, CD, BY),
    ("DL-29.1", None, None, 5, WD, BY),
    ("DL-29.2", None, None, 7, WD, BY),
    ("DL-29.3", None, None, 30, CD, BY),
    ("DL-29.4", None, None, 15, CD, BY),
    ("DL-29.5", None, None, 30, CD, BY),
    ("DL-30", None, None, 3, WD, NB),
    ("DL-32", None, None, 3, YR, BY),
    ("DL-33", None, None, 2, YR, BY),
    ("DL-33.2", None, None, 5, YR, BY),
    ("DL-33.3", None, None, 5, YR, BY),
    ("DL-34.2", None, None, 24, HR, BY),
    ("DL-37.1", None, None, 24, HR, BY),
    ("DL-38", None, None, 60, CD, RT),
    ("DL-38.2", None, None, 1, YR, RT),
    ("DL-39", None, None, 6, MO, RT),
    ("DL-39.2", None, None, 1, YR, RT),
    ("DL-40", None, None, 15, CD, RT),
    ("DL-41", None, None, 10, WD, BY),
    ("DL-41.2", None, None, 5, WD, BY),
    ("DL-42", None, None, 5, WD, BY),
    ("DL-43", None, None, 15, CD, BY),
    ("DL-43.2", None, None, 15, CD, RT),
    ("DL-43.3", None, None, 10, CD, RT),
    ("DL-44", None, None, 60, CD, BY),
    ("DL-45", None, None, 2, MO, BY),
    ("DL-46", "SAMR", None, 15, WD, BY),
    ("DL-46", "HURD", None, 15, WD, BY),
    ("DL-47", "SAMR", None, 15, WD, BY),
    ("DL-48", None, "15", 24, HR, BY),
    ("DL-49", "ZJP", "33", 2, WD, BY),
    ("DL-50", "ZJP", "33", 3, WD, BY),
    ("DL-51", "ZJP", "33", 3, WD, BY),
    ("DL-53", "ZJP", "33", 30, CD, BY),
    ("DL-54.1", None, "44", 10, WD, RT),
    ("DL-54.2", None, "44", 10, WD, BY),
    ("DL-55", "AGR", None, 15, CD, BY),
    ("DL-56", "HURD", None, 5, WD, RT),
    ("DL-57.1", None, None, 1, WD, BY),
    ("DL-57.2", None, None, 10, WD, BY),
    ("DL-57.3", None, None, 20, WD, BY),
]
"""期限、程序规定、地区、数量、单位、性质。"""

TRIGGERS = [
    pytest.param(date(2024, 1, 31), id="闰年月末"),
    pytest.param(date(2024, 2, 29), id="闰日"),
    pytest.param(date(2023, 11, 30), id="大小月之间"),
    pytest.param(date(2025, 1, 24), id="春节前，其后调休上班"),
    pytest.param(date(2025, 12, 29), id="跨年"),
    pytest.param(date(2026, 2, 13), id="春节前一个星期五"),
    pytest.param(date(2026, 3, 7), id="起算日是星期六"),
    pytest.param(date(2024, 9, 28), id="国庆前，起算日是周末"),
    pytest.param(date(2025, 9, 18), id="十五日末日落在国庆"),
]

NOT_COUNTED_FROM_NEXT_DAY = {"DL-33", "DL-33.2", "DL-33.3"}
NEVER_ROLLS = {"DL-24", "DL-32", "DL-33", "DL-33.2", "DL-33.3"}


def roll(day: date) -> date:
    while not chinese_calendar.is_workday(day):
        day += ONE_DAY
    return day


def unrolled(trigger: date, quantity: int, unit: Unit, *, same_day: bool) -> date:
    """Count by hand, on a calendar kept by others."""
    if unit is Unit.DAY:
        return trigger + quantity * ONE_DAY
    if unit is Unit.WORKDAY:
        day = trigger
        while quantity:
            day += ONE_DAY
            quantity -= chinese_calendar.is_workday(day)
        return day
    months = trigger.month - 1 + quantity * (12 if unit is Unit.YEAR else 1)
    year, month = trigger.year + months // 12, months % 12 + 1
    end = date(year, month, min(trigger.day, monthrange(year, month)[1]))
    return end - ONE_DAY if same_day and end.day == trigger.day else end


def expected(rule: str, quantity: int, unit: Unit, kind: Kind, trigger: date) -> tuple[date, date, date]:
    safe = unrolled(trigger, quantity, unit, same_day=rule in NOT_COUNTED_FROM_NEXT_DAY)
    legal = safe if rule in NEVER_ROLLS or unit is Unit.WORKDAY else roll(safe)
    return safe, legal, {BY: safe, RT: legal, NB: legal + ONE_DAY}[kind]


def named(row):
    return f"{row[0]} {row[1] or ''}{row[2] or ''} {row[3]}{row[4].label}"


DAYS = [row for row in ROWS if row[4] is not HR]
HOURS = [row for row in ROWS if row[4] is HR]


def test_every_row_graded_a_that_has_a_number_is_here_with_its_number():
    register = {
        (rule.id, each.regime.value if each.regime else None, each.area): (each.quantity, each.unit, each.kind)
        for rule in rules().values()
        for each in rule.provisions
        if each.grade == "A" and each.quantity is not None
    }

    assert register == {row[:3]: row[3:] for row in ROWS}
    assert len(ROWS) == len(register)


@pytest.mark.parametrize("row", DAYS, ids=named)
@pytest.mark.parametrize("trigger", TRIGGERS)
def test_ends_where_counting_by_hand_ends(row, trigger):
    rule, regime, area, quantity, unit, kind = row
    if trigger.year + (quantity if unit is YR else 0) > 2026:
        pytest.skip("对照日历没有那一年")

    limit = compute_limit(rule, trigger, CALENDAR, regime, area)

    assert (limit.safe_end, limit.legal_end, limit.due_on) == expected(rule, quantity, unit, kind, trigger)
    assert str(limit.citation) in limit.explanation
    assert limit.explanation.endswith("。")
    assert limit.explanation.count("。") == 1


@pytest.mark.parametrize("row", HOURS, ids=named)
@pytest.mark.parametrize(
    "trigger",
    [
        pytest.param(datetime(2026, 9, 30, 23, 59, tzinfo=SHANGHAI), id="国庆前一分钟"),
        pytest.param(datetime(2024, 2, 28, 8, 0, tzinfo=SHANGHAI), id="闰日前"),
        pytest.param(datetime(2026, 12, 31, 20, 0, tzinfo=SHANGHAI), id="年末，不依赖放假通知"),
    ],
)
def test_hours_run_on_through_whatever_day(row, trigger):
    rule, regime, area, quantity, _, _ = row

    limit = compute_limit(rule, trigger, CALENDAR, regime, area)

    assert limit.due_at == trigger + timedelta(hours=quantity)
    assert limit.awaiting_year is None


@pytest.mark.parametrize("row", DAYS, ids=named)
def test_past_the_last_notice_the_earliest_day_is_said_and_no_other(row):
    rule, regime, area, quantity, unit, kind = row
    trigger = date(2026, 12, 31)

    limit = compute_limit(rule, trigger, CALENDAR, regime, area)

    if rule in NEVER_ROLLS:
        assert limit.due_on == expected_without_notice(rule, trigger, quantity, unit, kind)
        assert limit.awaiting_year is None
    else:
        assert (limit.due_on, limit.awaiting_year) == (None, 2027)
        lower = unrolled_if_all_worked(trigger, quantity, unit)
        assert limit.earliest_safe_on == (lower + ONE_DAY if kind is NB else lower)
        assert "2027年节假日安排尚未公布" in limit.explanation


def unrolled_if_all_worked(trigger: date, quantity: int, unit: Unit) -> date:
    return unrolled(trigger, quantity, CD if unit is WD else unit, same_day=False)


def expected_without_notice(rule: str, trigger: date, quantity: int, unit: Unit, kind: Kind) -> date:
    end = unrolled(trigger, quantity, unit, same_day=rule in NOT_COUNTED_FROM_NEXT_DAY)
    return end + ONE_DAY if kind is NB else end


def test_the_rows_counted_from_the_day_itself_are_those_whose_text_says_so():
    from_the_day = {rule.id for rule in rules().values() for each in rule.provisions if each.start is Start.SAME_DAY}

    assert from_the_day == NOT_COUNTED_FROM_NEXT_DAY


def test_the_rows_that_do_not_roll():
    assert {rule.id for rule in rules().values() for each in rule.provisions if not each.rolls} == NEVER_ROLLS


@pytest.mark.parametrize(
    ("rule", "regime", "words"),
    [
        pytest.param("DL-18", None, "视为送达", id="公告期满视为送达"),
        pytest.param("DL-24", None, "起每日加处罚款", id="届满次日起加处"),
        pytest.param("DL-27", None, "起方可进行", id="催告期满方可申请"),
    ],
)
def test_a_waiting_period_says_what_comes_after_it(rule, regime, words):
    assert words in compute_limit(rule, date(2026, 3, 2), CALENDAR, regime).explanation
