"""工作日历算术的性质，以独立维护的 chinesecalendar 为对照（两者都有的年份：2016–2026）。"""

from datetime import date, timedelta
from functools import cache

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongpan.law.calendar import CalendarNotHeld, CalendarNotPublished, WorkCalendar, national
from tongpan.law.period import Exclusion, Ground, Kind, Period, Unit, compute

CALENDAR = national()
FIRST, LAST = date(2016, 1, 1), date(2026, 12, 31)
ONE_DAY = timedelta(days=1)

days = st.dates(FIRST, LAST)
early = st.dates(FIRST, date(2025, 12, 31))
counts = st.integers(1, 200)
kinds = st.sampled_from(list(Kind))

thorough = settings(max_examples=300, deadline=None)


@cache
def worked_days() -> tuple[date, ...]:
    """The oracle's working days, walked one by one."""
    span = ((FIRST + n * ONE_DAY) for n in range((LAST - FIRST).days + 1))
    return tuple(day for day in span if chinese_calendar.is_workday(day))


def nth_after(start: date, count: int) -> date:
    """The oracle: the `count`-th working day after a day, found by looking through all of them."""
    return [day for day in worked_days() if day > start][count - 1]


class TestAgainstTheOracle:
    def test_the_same_days_are_worked(self):
        mine = tuple(
            day for day in (FIRST + n * ONE_DAY for n in range((LAST - FIRST).days + 1)) if CALENDAR.is_workday(day)
        )

        assert mine == worked_days()

    @thorough
    @given(day=days)
    def test_a_day_off_by_name_is_never_worked_and_a_makeup_day_always(self, day):
        if CALENDAR.holiday_name(day):
            assert not chinese_calendar.is_workday(day)
        if CALENDAR.is_makeup(day):
            assert chinese_calendar.is_workday(day)
            assert day.weekday() >= 5

    @thorough
    @given(start=early, count=counts)
    def test_adding_is_looking_through_all_days(self, start, count):
        assert CALENDAR.add_workdays(start, count) == nth_after(start, count)

    @thorough
    @given(one=days, other=days)
    def test_counting_between_is_counting_them(self, one, other):
        first, last = min(one, other), max(one, other)
        between = sum(first < day <= last for day in worked_days())

        assert CALENDAR.workdays_between(first, last) == between
        assert CALENDAR.workdays_between(last, first) == -between

    @thorough
    @given(day=st.dates(FIRST, date(2026, 12, 30)))
    def test_rolling_goes_to_the_first_worked_day_not_before(self, day):
        assert CALENDAR.roll_forward(day) == next(worked for worked in worked_days() if worked >= day)


class TestArithmetic:
    @thorough
    @given(start=early, one=counts, other=counts)
    def test_adding_twice_is_adding_once(self, start, one, other):
        try:
            at_once = CALENDAR.add_workdays(start, one + other)
        except CalendarNotPublished:
            return

        assert CALENDAR.add_workdays(CALENDAR.add_workdays(start, one), other) == at_once

    @thorough
    @given(start=st.sampled_from(worked_days()[200:-200]), count=counts)
    def test_going_back_undoes_going_forward_from_a_worked_day(self, start, count):
        assert CALENDAR.add_workdays(CALENDAR.add_workdays(start, count), -count) == start

    @thorough
    @given(one=early, other=early, count=counts)
    def test_is_monotone_in_the_start(self, one, other, count):
        first, last = min(one, other), max(one, other)

        assert CALENDAR.add_workdays(first, count) <= CALENDAR.add_workdays(last, count)

    @thorough
    @given(start=early, count=counts)
    def test_is_strictly_monotone_in_the_count(self, start, count):
        assert start < CALENDAR.add_workdays(start, count) < CALENDAR.add_workdays(start, count + 1)

    @thorough
    @given(one=days, middle=days, other=days)
    def test_counts_add_up(self, one, middle, other):
        through = CALENDAR.workdays_between(one, middle) + CALENDAR.workdays_between(middle, other)

        assert through == CALENDAR.workdays_between(one, other)

    @settings(max_examples=100, deadline=None)
    @given(pairs=st.lists(st.tuples(days, st.integers(-60, 60)), max_size=30))
    def test_many_at_once_are_the_same_one_by_one(self, pairs):
        starts, numbers = [start for start, _ in pairs], [number for _, number in pairs]

        def one_by_one():
            return [CALENDAR.add_workdays(start, number) for start, number in pairs]

        try:
            expected = one_by_one()
        except (CalendarNotPublished, CalendarNotHeld):
            with pytest.raises((CalendarNotPublished, CalendarNotHeld)):
                CALENDAR.add_workdays_many(starts, numbers)
        else:
            assert CALENDAR.add_workdays_many(starts, numbers) == expected


class TestManyAtOnce:
    def test_answers_in_the_order_asked(self):
        asked = [date(2026, 9, 28), date(2025, 12, 29)]

        assert CALENDAR.add_workdays_many(asked, [5, 5]) == [date(2026, 10, 10), date(2026, 1, 6)]

    def test_of_none_is_none(self):
        assert CALENDAR.add_workdays_many([], []) == []

    def test_needs_as_many_counts_as_days(self):
        with pytest.raises(ValueError, match="个数不一致"):
            CALENDAR.add_workdays_many([FIRST], [])

    @pytest.mark.parametrize(
        ("start", "count", "refusal", "said"),
        [
            pytest.param(
                date(2026, 12, 31), 1, CalendarNotPublished, "2027年节假日安排尚未公布", id="答案在未公布的年份"
            ),
            pytest.param(
                date(2030, 1, 1), 1, CalendarNotPublished, "2027年节假日安排尚未公布", id="起算日在未公布的年份"
            ),
            pytest.param(date(2015, 12, 31), 1, CalendarNotHeld, "未收录2015年", id="起算日在收录之前"),
            pytest.param(FIRST, -1, CalendarNotHeld, "未收录2015年", id="往前数到收录之前"),
        ],
    )
    def test_does_not_guess(self, start, count, refusal, said):
        with pytest.raises(refusal, match=said):
            CALENDAR.add_workdays_many([date(2026, 3, 2), start], [1, count])


class TestPeriods:
    @thorough
    @given(trigger=early, quantity=st.integers(1, 120), kind=kinds)
    def test_a_longer_period_never_ends_earlier(self, trigger, quantity, kind):
        shorter = compute(Period(quantity, Unit.DAY, kind), trigger, CALENDAR)
        longer = compute(Period(quantity + 1, Unit.DAY, kind), trigger, CALENDAR)

        if shorter.due_on is not None and longer.due_on is not None:
            assert shorter.due_on <= longer.due_on

    @thorough
    @given(trigger=early, quantity=st.integers(1, 120), unit=st.sampled_from([Unit.WORKDAY, Unit.DAY, Unit.MONTH]))
    def test_the_safe_end_is_never_after_the_legal_end(self, trigger, quantity, unit):
        limit = compute(Period(quantity if unit is not Unit.MONTH else quantity % 12 + 1, unit), trigger, CALENDAR)

        if limit.legal_end is not None:
            assert limit.safe_end <= limit.legal_end
            assert CALENDAR.is_workday(limit.legal_end)

    @thorough
    @given(trigger=early, quantity=st.integers(1, 60), gap=st.integers(1, 30), length=st.integers(1, 30))
    def test_days_left_out_lengthen_a_period_of_days_by_just_their_number(self, trigger, quantity, gap, length):
        first = trigger + gap * ONE_DAY
        pause = Exclusion(Ground.TESTING, first, first + (length - 1) * ONE_DAY)

        plain = compute(Period(quantity, Unit.DAY, rolls=False), trigger, CALENDAR)
        paused = compute(Period(quantity, Unit.DAY, rolls=False), trigger, CALENDAR, exclusions=[pause])

        reached = first <= plain.safe_end
        assert paused.safe_end == plain.safe_end + (length * ONE_DAY if reached else timedelta(0))

    @settings(max_examples=150, deadline=None)
    @given(trigger=st.dates(date(2023, 10, 1), date(2023, 12, 31)), quantity=st.integers(1, 60), kind=kinds)
    def test_what_is_called_the_earliest_is_never_later_than_what_the_notice_then_says(self, trigger, quantity, kind):
        before = WorkCalendar(notice for notice in CALENDAR.notices if notice.year <= 2023)

        for unit in (Unit.WORKDAY, Unit.DAY):
            guess = compute(Period(quantity, unit, kind), trigger, before)
            truth = compute(Period(quantity, unit, kind), trigger, CALENDAR)
            if guess.earliest_safe_on is not None:
                assert guess.earliest_safe_on <= truth.due_on
            if guess.due_on is not None and not guess.provisional:
                assert guess.due_on == truth.due_on
