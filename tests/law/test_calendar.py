"""工作日历：国务院历年节假日安排与调休。"""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongpan.law.calendar import (
    CalendarNotHeld,
    CalendarNotPublished,
    InvalidNotice,
    WorkCalendar,
    national,
    read_notice,
)

CALENDAR = national()
FIRST, LAST = date(2016, 1, 1), date(2026, 12, 31)
days = st.dates(FIRST, LAST)

NOTICE_2027 = """
year = 2027
[[instrument]]
title = "国务院办公厅关于2027年部分节假日安排的通知"
[[holiday]]
name = "元旦"
days = [2027-01-01, 2027-01-03]
makeup = [2026-12-26]
[[holiday]]
name = "春节"
days = [2027-02-05, 2027-02-12]
"""


def workdays_after(start: date, count: int) -> date:
    """The oracle: walk day by day through an independently kept calendar."""
    day = start
    while count:
        day += timedelta(days=1)
        count -= chinese_calendar.is_workday(day)
    return day


class TestIsWorkday:
    @pytest.mark.parametrize(
        ("day", "worked"),
        [
            pytest.param(date(2026, 1, 1), False, id="元旦是假日"),
            pytest.param(date(2026, 1, 4), True, id="元旦调休的星期日上班"),
            pytest.param(date(2026, 2, 14), True, id="春节前的星期六上班"),
            pytest.param(date(2026, 2, 23), False, id="春节假期最后一日是星期一"),
            pytest.param(date(2026, 9, 20), True, id="国庆调休的星期日上班"),
            pytest.param(date(2026, 10, 7), False, id="国庆第七日"),
            pytest.param(date(2026, 10, 10), True, id="国庆后的星期六上班"),
            pytest.param(date(2026, 11, 21), False, id="寻常星期六"),
            pytest.param(date(2026, 11, 23), True, id="寻常星期一"),
            pytest.param(date(2018, 12, 29), True, id="下一年度通知使上年末星期六上班"),
            pytest.param(date(2018, 12, 31), False, id="下一年度通知使上年末星期一放假"),
            pytest.param(date(2020, 1, 31), False, id="二〇二〇年春节延长"),
            pytest.param(date(2020, 2, 3), True, id="延长后的首个上班日"),
            pytest.param(date(2019, 5, 2), False, id="二〇一九年劳动节经调整放假四日"),
        ],
    )
    def test_follows_the_notice_of_the_year(self, day, worked):
        assert CALENDAR.is_workday(day) is worked

    def test_agrees_with_an_independent_calendar_on_every_day(self):
        span = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

        assert [day for day in span if CALENDAR.is_workday(day) != chinese_calendar.is_workday(day)] == []

    def test_does_not_know_an_unpublished_year(self):
        with pytest.raises(CalendarNotPublished) as refusal:
            CALENDAR.is_workday(date(2027, 3, 1))

        assert refusal.value.year == 2027
        assert str(refusal.value) == "2027年节假日安排尚未公布，不能作出最终结论"

    def test_does_not_know_what_came_before_its_first_year(self):
        with pytest.raises(CalendarNotHeld, match="未收录2015年"):
            CALENDAR.is_workday(date(2015, 12, 31))


class TestAddWorkdays:
    @pytest.mark.parametrize(
        ("start", "count", "end"),
        [
            pytest.param(date(2025, 12, 1), 5, date(2025, 12, 8), id="一个周末不计入"),
            pytest.param(date(2025, 12, 29), 5, date(2026, 1, 6), id="元旦不计入而调休上班日计入"),
            pytest.param(date(2026, 9, 28), 5, date(2026, 10, 10), id="国庆不计入而调休星期六计入"),
            pytest.param(date(2026, 2, 13), 3, date(2026, 2, 25), id="春节不计入"),
            pytest.param(date(2020, 1, 23), 2, date(2020, 2, 4), id="延长的春节不计入"),
            pytest.param(date(2018, 12, 28), 2, date(2019, 1, 2), id="跨年且年末调休"),
            pytest.param(date(2026, 10, 3), 1, date(2026, 10, 8), id="假日起算"),
            pytest.param(date(2024, 2, 28), 1, date(2024, 2, 29), id="闰日是工作日"),
            pytest.param(date(2026, 12, 30), 1, date(2026, 12, 31), id="已公布的最后一日"),
            pytest.param(date(2026, 11, 23), 0, date(2026, 11, 23), id="零个工作日是当日"),
            pytest.param(date(2026, 10, 8), -1, date(2026, 9, 30), id="倒数一个工作日越过国庆"),
            pytest.param(date(2026, 10, 4), -2, date(2026, 9, 29), id="自假日倒数"),
            pytest.param(date(2026, 11, 22), 0, date(2026, 11, 22), id="零日就是星期日当天"),
            pytest.param(date(2026, 10, 3), 0, date(2026, 10, 3), id="零日就是假日当天"),
            pytest.param(date(2016, 1, 1), 0, date(2016, 1, 1), id="零日就是第一日"),
            pytest.param(date(2016, 1, 1), 1, date(2016, 1, 4), id="第一日起一日"),
        ],
    )
    def test_counts_after_the_start(self, start, count, end):
        assert CALENDAR.add_workdays(start, count) == end

    def test_refuses_an_answer_in_an_unpublished_year(self):
        with pytest.raises(CalendarNotPublished) as refusal:
            CALENDAR.add_workdays(date(2026, 12, 31), 1)

        assert refusal.value.year == 2027

    def test_refuses_to_go_back_before_its_first_year(self):
        with pytest.raises(CalendarNotHeld):
            CALENDAR.add_workdays(FIRST, -1)

    @settings(max_examples=150, deadline=None)
    @given(start=st.dates(FIRST, date(2026, 9, 1)), count=st.integers(1, 60))
    def test_agrees_with_counting_by_hand(self, start, count):
        assert CALENDAR.add_workdays(start, count) == workdays_after(start, count)

    @settings(max_examples=150, deadline=None)
    @given(start=st.dates(FIRST, date(2026, 9, 1)), count=st.integers(1, 60))
    def test_is_undone_by_counting_between_and_going_back(self, start, count):
        end = CALENDAR.add_workdays(start, count)

        assert CALENDAR.is_workday(end)
        assert CALENDAR.workdays_between(start, end) == count
        assert CALENDAR.add_workdays(end + timedelta(days=1), -1) == end

    @settings(max_examples=100, deadline=None)
    @given(one=days, other=days)
    def test_counting_between_is_odd(self, one, other):
        assert CALENDAR.workdays_between(one, other) == -CALENDAR.workdays_between(other, one)


class TestRolling:
    @pytest.mark.parametrize(
        ("day", "rolled", "following"),
        [
            pytest.param(date(2026, 10, 1), date(2026, 10, 8), date(2026, 10, 8), id="国庆首日"),
            pytest.param(date(2026, 10, 10), date(2026, 10, 10), date(2026, 10, 12), id="调休上班的星期六不顺延"),
            pytest.param(date(2026, 11, 20), date(2026, 11, 20), date(2026, 11, 23), id="星期五"),
        ],
    )
    def test_moves_only_a_day_that_is_not_worked(self, day, rolled, following):
        assert CALENDAR.roll_forward(day) == rolled
        assert CALENDAR.next_workday(day) == following


class TestEarliest:
    @pytest.mark.parametrize(
        ("start", "count", "earliest"),
        [
            pytest.param(date(2026, 9, 28), 5, date(2026, 10, 10), id="已确定的日子照旧"),
            pytest.param(date(2026, 12, 25), 2, date(2026, 12, 27), id="年末周末可能改为上班"),
            pytest.param(date(2026, 12, 30), 7, date(2027, 1, 6), id="未公布的日子都可能上班"),
        ],
    )
    def test_takes_every_uncertain_day_as_worked(self, start, count, earliest):
        assert CALENDAR.earliest.add_workdays(start, count) == earliest

    @settings(max_examples=100, deadline=None)
    @given(start=st.dates(date(2024, 11, 1), date(2025, 2, 1)), count=st.integers(1, 30))
    def test_is_never_later_than_what_the_notice_then_says(self, start, count):
        before = WorkCalendar(notice for notice in CALENDAR.notices if notice.year <= 2024)

        assert before.earliest.add_workdays(start, count) <= CALENDAR.add_workdays(start, count)

    @pytest.mark.parametrize(
        ("start", "end", "most"),
        [
            pytest.param(date(2026, 9, 28), date(2026, 10, 10), 5, id="已确定的日子照旧"),
            pytest.param(date(2026, 12, 25), date(2026, 12, 27), 2, id="年末周末可能改为上班"),
            pytest.param(date(2026, 12, 24), date(2027, 1, 5), 12, id="已确定的一日，未确定的十一日"),
            pytest.param(date(2026, 12, 30), date(2027, 1, 6), 7, id="未公布的日子都可能上班"),
        ],
    )
    def test_counts_every_uncertain_day_between_as_worked(self, start, end, most):
        assert CALENDAR.earliest.workdays_between(start, end) == most


class TestWithYear:
    def test_a_new_notice_opens_the_year_and_leaves_the_old_calendar_as_it_was(self):
        longer = CALENDAR.with_year(read_notice(NOTICE_2027))

        assert longer.last_published == date(2027, 12, 31)
        assert longer.add_workdays(date(2026, 12, 31), 1) == date(2027, 1, 4)
        assert not CALENDAR.published(2027)
        assert CALENDAR.last_published == date(2026, 12, 31)

    def test_a_new_notice_can_reach_back_into_december(self):
        longer = CALENDAR.with_year(read_notice(NOTICE_2027))

        assert longer.is_workday(date(2026, 12, 26))
        assert not CALENDAR.is_workday(date(2026, 12, 26))

    def test_other_working_days_have_another_version(self):
        longer = CALENDAR.with_year(read_notice(NOTICE_2027))
        again = WorkCalendar(CALENDAR.notices)

        assert again.version == CALENDAR.version != longer.version
        assert CALENDAR.version.startswith("2026-")

    def test_an_amended_notice_replaces_the_first(self):
        amended = read_notice(NOTICE_2027.replace("2027-01-03", "2027-01-04"))

        calendar = CALENDAR.with_year(read_notice(NOTICE_2027)).with_year(amended)

        assert not calendar.is_workday(date(2027, 1, 4))

    def test_years_may_not_be_skipped(self):
        notice = NOTICE_2027.replace("2027-", "2028-").replace("2026-", "2027-").replace("year = 2027", "year = 2028")

        with pytest.raises(InvalidNotice, match="缺少年度安排"):
            CALENDAR.with_year(read_notice(notice))

    @pytest.mark.parametrize(
        ("year", "published"), [(2015, False), (2016, True), (2020, True), (2026, True), (2027, False)]
    )
    def test_tells_which_years_are_published(self, year, published):
        assert CALENDAR.published(year) is published
        assert CALENDAR.awaited_year == 2027


class TestReadNotice:
    @pytest.mark.parametrize(
        ("day", "refused"),
        [
            pytest.param("2025-12-31", True, id="前年十二月"),
            pytest.param("2026-11-30", True, id="上年十一月"),
            pytest.param("2026-12-01", False, id="上年十二月一日"),
            pytest.param("2027-12-31", False, id="本年最后一日"),
            pytest.param("2028-01-01", True, id="下年第一日"),
        ],
    )
    def test_takes_days_from_december_before_to_the_end_of_the_year(self, day, refused):
        text = NOTICE_2027.replace("2026-12-26", day)

        if refused:
            with pytest.raises(InvalidNotice, match=f"{day}不在2027年度之内"):
                read_notice(text)
        else:
            assert read_notice(text).holidays[0].makeup == (date.fromisoformat(day),)

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            pytest.param("year = 2027", "尚未公布", id="空白通知不是没有假日"),
            pytest.param(NOTICE_2027.replace("2026-12-26", "2027-01-02"), "既列为放假日又列为上班日", id="自相矛盾"),
            pytest.param(NOTICE_2027.replace("2027-02-12", "2028-01-02"), "不在2027年度之内", id="越出年度"),
            pytest.param(NOTICE_2027.replace("2027-02-05, ", ""), "无法读取", id="缺少末日"),
            pytest.param(NOTICE_2027.replace("2027-02-12", "2027-02-01"), "早于首日", id="首末颠倒"),
            pytest.param("year =", "无法读取", id="不是数据文件"),
        ],
    )
    def test_refuses_a_notice_that_makes_no_sense(self, text, reason):
        with pytest.raises(InvalidNotice, match=reason):
            read_notice(text)


class TestNational:
    def test_holds_every_year_from_2016_to_2026_with_its_instrument(self):
        years = [notice.year for notice in CALENDAR.notices]

        assert years == list(range(2016, 2027))
        assert all(notice.instruments for notice in CALENDAR.notices)
        assert all(each.published_on and each.source for notice in CALENDAR.notices for each in notice.instruments)

    def test_is_built_once(self):
        assert national() is national()

    def test_names_the_festival_and_the_makeup_day(self):
        assert CALENDAR.holiday_name(date(2026, 10, 2)) == "国庆节"
        assert CALENDAR.holiday_name(date(2026, 10, 10)) is None
        assert CALENDAR.is_makeup(date(2026, 10, 10))
        assert not CALENDAR.is_makeup(date(2020, 2, 3))

    @pytest.mark.parametrize(
        ("day", "made_up"),
        [
            pytest.param(date(2022, 1, 1), True, id="日历的第一日，星期六"),
            pytest.param(date(2022, 1, 2), False, id="寻常星期日"),
            pytest.param(date(2022, 12, 31), True, id="日历的最后一日，星期六"),
            pytest.param(date(2021, 12, 25), False, id="第一日以前"),
            pytest.param(date(2023, 1, 1), False, id="最后一日以后"),
        ],
    )
    def test_a_makeup_day_can_be_the_first_or_the_last_that_is_known(self, day, made_up):
        spring = 'name = "春节"\ndays = [2022-01-31, 2022-02-06]\nmakeup = [2022-01-01, 2022-12-31]'
        calendar = WorkCalendar([read_notice(f"year = 2022\n[[holiday]]\n{spring}")])

        assert calendar.is_makeup(day) is made_up
