"""期间：起算、届满、顺延、扣除、延长，以及说不准的时候怎么说。"""

from datetime import UTC, date, datetime, timedelta

import chinese_calendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongpan.law.calendar import CalendarNotPublished, national, read_notice
from tongpan.law.citation import Citation
from tongpan.law.period import (
    SHANGHAI,
    Authority,
    Exclusion,
    Extension,
    Ground,
    InvalidPeriod,
    Kind,
    Period,
    Start,
    Unit,
    compute,
    workday_limit,
)

CALENDAR = national()
HEARING_REQUEST = Citation("中华人民共和国行政处罚法", 64, item=1)


def limit_of(quantity, unit, trigger, kind=Kind.MUST_BY, **more):
    return compute(Period(quantity, unit, kind), trigger, CALENDAR, **more)


def while_testing(start, end=None):
    return Exclusion(Ground.TESTING, start, end)


def by_head(quantity, unit=Unit.DAY):
    return Extension(quantity, unit, Authority.HEAD)


class TestTwoEnds:
    @pytest.mark.parametrize(
        ("quantity", "unit", "trigger", "safe_end", "legal_end"),
        [
            pytest.param(30, Unit.DAY, date(2026, 9, 1), date(2026, 10, 1), date(2026, 10, 8), id="末日逢国庆"),
            pytest.param(15, Unit.DAY, date(2026, 9, 25), date(2026, 10, 10), date(2026, 10, 10), id="末日逢调休上班"),
            pytest.param(15, Unit.DAY, date(2026, 11, 6), date(2026, 11, 21), date(2026, 11, 23), id="末日逢星期六"),
            pytest.param(5, Unit.WORKDAY, date(2026, 9, 28), date(2026, 10, 10), date(2026, 10, 10), id="工作日不顺延"),
            pytest.param(3, Unit.MONTH, date(2025, 11, 30), date(2026, 2, 28), date(2026, 2, 28), id="平年二月末"),
            pytest.param(3, Unit.MONTH, date(2023, 11, 30), date(2024, 2, 29), date(2024, 2, 29), id="闰年二月末"),
            pytest.param(1, Unit.MONTH, date(2026, 3, 31), date(2026, 4, 30), date(2026, 4, 30), id="小月末"),
            pytest.param(6, Unit.MONTH, date(2026, 4, 5), date(2026, 10, 5), date(2026, 10, 8), id="六个月末日逢国庆"),
            pytest.param(2, Unit.MONTH, date(2025, 11, 30), date(2026, 1, 30), date(2026, 1, 30), id="跨年"),
            pytest.param(1, Unit.YEAR, date(2024, 2, 29), date(2025, 2, 28), date(2025, 2, 28), id="闰日起一年"),
        ],
    )
    def test_are_the_unrolled_and_the_rolled_last_day(self, quantity, unit, trigger, safe_end, legal_end):
        limit = limit_of(quantity, unit, trigger)

        assert (limit.safe_end, limit.legal_end) == (safe_end, legal_end)

    @pytest.mark.parametrize(
        ("kind", "due_on"),
        [
            pytest.param(Kind.MUST_BY, date(2026, 10, 1), id="职责以先到的一端为准"),
            pytest.param(Kind.RIGHT_UNTIL, date(2026, 10, 8), id="权利以后到的一端为准"),
            pytest.param(Kind.NOT_BEFORE, date(2026, 10, 9), id="等待期以后一端的次日为准"),
        ],
    )
    def test_the_kind_says_which_end_counts(self, kind, due_on):
        assert limit_of(30, Unit.DAY, date(2026, 9, 1), kind).due_on == due_on

    def test_a_waiting_period_has_a_last_waiting_day_and_a_first_permitted_day(self):
        limit = limit_of(10, Unit.WORKDAY, date(2026, 9, 18), Kind.NOT_BEFORE)

        assert limit.last_waiting_on == date(2026, 10, 9)
        assert limit.first_permitted_on == limit.due_on == date(2026, 10, 10)

    def test_a_period_that_does_not_roll_ends_where_it_ends(self):
        limit = compute(Period(30, Unit.DAY, Kind.RIGHT_UNTIL, rolls=False), date(2026, 9, 1), CALENDAR)

        assert limit.due_on == limit.legal_end == date(2026, 10, 1)


class TestStart:
    @pytest.mark.parametrize(
        ("quantity", "unit", "trigger", "end"),
        [
            pytest.param(2, Unit.YEAR, date(2024, 3, 5), date(2026, 3, 4), id="二年至对应日的前一日"),
            pytest.param(2, Unit.YEAR, date(2024, 2, 29), date(2026, 2, 28), id="闰日起二年至平年二月末"),
            pytest.param(2, Unit.YEAR, date(2022, 3, 1), date(2024, 2, 29), id="三月一日起二年至闰日"),
            pytest.param(1, Unit.MONTH, date(2026, 1, 31), date(2026, 2, 28), id="月末起一个月"),
            pytest.param(3, Unit.DAY, date(2026, 3, 2), date(2026, 3, 4), id="三日含当日"),
            pytest.param(2, Unit.WORKDAY, date(2026, 9, 30), date(2026, 10, 8), id="工作日含当日"),
        ],
    )
    def test_may_count_the_day_itself(self, quantity, unit, trigger, end):
        period = Period(quantity, unit, start=Start.SAME_DAY, rolls=False)

        assert compute(period, trigger, CALENDAR).due_on == end

    @pytest.mark.parametrize("start", [Start.SAME_DAY, Start.NEXT_DAY])
    def test_a_pause_from_the_first_day_on_counts_from_the_day_that_counts(self, start):
        """含当日的，一月十日起一个月至二月九日，停三日；不含当日的至二月十日，停二日。"""
        pause = Exclusion(Ground.TESTING, date(2026, 1, 10), date(2026, 1, 12))
        period = Period(1, Unit.MONTH, start=start, rolls=False)

        assert compute(period, date(2026, 1, 10), CALENDAR, exclusions=(pause,)).due_on == date(2026, 2, 12)

    def test_takes_the_day_in_china_of_a_moment(self):
        late_evening_utc = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)

        assert limit_of(1, Unit.DAY, late_evening_utc).due_on == date(2026, 3, 4)

    def test_refuses_a_moment_without_a_zone(self):
        with pytest.raises(InvalidPeriod, match="时区"):
            limit_of(1, Unit.DAY, datetime(2026, 3, 2, 17, 0))  # noqa: DTZ001 — the refusal is the subject


class TestHours:
    def test_run_on_through_night_and_holiday(self):
        limit = limit_of(24, Unit.HOUR, datetime(2026, 9, 30, 23, 30, tzinfo=SHANGHAI))

        assert limit.due_at == datetime(2026, 10, 1, 23, 30, tzinfo=SHANGHAI)
        assert limit.due_on == limit.safe_end == date(2026, 10, 1)
        assert limit.explanation == "自2026年9月30日23:30起连续计算24小时，至2026年10月1日23:30届满。"

    def test_run_on_into_an_unpublished_year(self):
        limit = limit_of(24, Unit.HOUR, datetime(2026, 12, 31, 9, 0, tzinfo=SHANGHAI))

        assert limit.due_on == date(2027, 1, 1)
        assert limit.awaiting_year is None

    @pytest.mark.parametrize(
        "facts",
        [
            pytest.param({"trigger": date(2026, 3, 2)}, id="只有日期"),
            pytest.param(
                {
                    "trigger": datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI),
                    "exclusions": [while_testing(date(2026, 3, 2), date(2026, 3, 3))],
                },
                id="扣除时间",
            ),
            pytest.param(
                {"trigger": datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI), "extensions": [by_head(1)]}, id="延长"
            ),
        ],
    )
    def test_refuse_what_is_not_theirs(self, facts):
        with pytest.raises(InvalidPeriod):
            limit_of(24, Unit.HOUR, **facts)


class TestExclusions:
    @pytest.mark.parametrize(
        ("exclusions", "safe_end"),
        [
            pytest.param([], date(2026, 4, 1), id="不扣除"),
            pytest.param([while_testing(date(2026, 3, 10), date(2026, 3, 19))], date(2026, 4, 11), id="首日末日都扣除"),
            pytest.param([while_testing(date(2026, 3, 10), date(2026, 3, 10))], date(2026, 4, 2), id="扣除一日"),
            pytest.param(
                [
                    while_testing(date(2026, 3, 10), date(2026, 3, 19)),
                    while_testing(date(2026, 3, 15), date(2026, 3, 21)),
                ],
                date(2026, 4, 13),
                id="重叠只扣一次",
            ),
            pytest.param([while_testing(date(2026, 4, 1), date(2026, 4, 3))], date(2026, 4, 4), id="自末日起扣除"),
            pytest.param([while_testing(date(2026, 4, 2), date(2026, 4, 9))], date(2026, 4, 1), id="届满后的不扣除"),
            pytest.param([while_testing(date(2026, 2, 1), date(2026, 2, 20))], date(2026, 4, 1), id="起算前的不扣除"),
            pytest.param(
                [while_testing(date(2026, 2, 25), date(2026, 3, 4))], date(2026, 4, 3), id="跨起算日的只扣起算后"
            ),
            pytest.param(
                [
                    while_testing(date(2026, 4, 3), date(2026, 4, 5)),
                    while_testing(date(2026, 3, 10), date(2026, 3, 12)),
                ],
                date(2026, 4, 7),
                id="前一扣除使后一扣除落入期内",
            ),
        ],
    )
    def test_leave_out_both_their_days_once(self, exclusions, safe_end):
        assert limit_of(30, Unit.DAY, date(2026, 3, 2), exclusions=exclusions).safe_end == safe_end

    @pytest.mark.parametrize(
        ("exclusions", "due_on"),
        [
            pytest.param(
                [while_testing(date(2026, 9, 30), date(2026, 10, 8))], date(2026, 10, 13), id="跨国庆只少两个工作日"
            ),
            pytest.param(
                [while_testing(date(2026, 10, 1), date(2026, 10, 7))], date(2026, 10, 10), id="全在假日不影响"
            ),
        ],
    )
    def test_leave_out_the_workdays_they_cover(self, exclusions, due_on):
        assert limit_of(5, Unit.WORKDAY, date(2026, 9, 28), exclusions=exclusions).due_on == due_on

    @pytest.mark.parametrize(
        ("pauses", "safe_end"),
        [
            pytest.param([(date(2026, 3, 1), date(2026, 3, 10))], date(2026, 7, 15), id="十日"),
            pytest.param(
                [(date(2026, 3, 1), date(2026, 3, 10)), (date(2026, 3, 10), date(2026, 3, 12))],
                date(2026, 7, 17),
                id="同一日只扣一次",
            ),
            pytest.param(
                [(date(2026, 3, 1), date(2026, 3, 10)), (date(2026, 3, 11), date(2026, 3, 12))],
                date(2026, 7, 17),
                id="前后相连",
            ),
        ],
    )
    def test_lengthen_months_by_their_days(self, pauses, safe_end):
        exclusions = [while_testing(*each) for each in pauses]

        assert limit_of(6, Unit.MONTH, date(2026, 1, 5), exclusions=exclusions).safe_end == safe_end

    def test_may_not_end_before_they_start(self):
        with pytest.raises(InvalidPeriod, match="早于"):
            while_testing(date(2026, 3, 2), date(2026, 3, 1))

    def test_a_suspension_that_still_runs_leaves_no_due_day(self):
        limit = limit_of(90, Unit.DAY, date(2026, 1, 5), exclusions=[Exclusion(Ground.SUSPENSION, date(2026, 3, 1))])

        assert limit.due_on is None
        assert limit.suspended_since == date(2026, 3, 1)
        assert limit.earliest_safe_on == date(2026, 4, 6)
        assert "尚未恢复" in limit.explanation
        with pytest.raises(InvalidPeriod):
            limit.final()

    def test_a_suspension_within_days_that_the_next_notice_may_change_still_leaves_no_due_day(self):
        # 12月25日以后的日子，下一年通知还可能改动，最早可能的末日因此早于按已公布安排算出的末日
        pause = Exclusion(Ground.SUSPENSION, date(2026, 12, 29))

        limit = limit_of(3, Unit.WORKDAY, date(2026, 12, 24), exclusions=[pause])

        assert (limit.due_on, limit.suspended_since) == (None, date(2026, 12, 29))

    def test_a_suspension_after_the_end_changes_nothing(self):
        limit = limit_of(30, Unit.DAY, date(2026, 3, 2), exclusions=[Exclusion(Ground.SUSPENSION, date(2026, 4, 2))])

        assert limit.due_on == date(2026, 4, 1)
        assert limit.suspended_since is None

    @settings(max_examples=80, deadline=None)
    @given(start=st.dates(date(2016, 1, 1), date(2025, 6, 1)), gap=st.integers(1, 29), length=st.integers(1, 90))
    def test_lengthen_a_period_of_days_by_exactly_their_days(self, start, gap, length):
        first = start + timedelta(days=gap)
        pause = while_testing(first, first + timedelta(days=length - 1))

        limit = limit_of(30, Unit.DAY, start, exclusions=[pause])

        assert limit.safe_end == start + timedelta(days=30 + length)

    @settings(max_examples=150, deadline=None)
    @given(
        unit=st.sampled_from([Unit.DAY, Unit.WORKDAY]),
        quantity=st.integers(1, 40),
        start=st.dates(date(2016, 1, 1), date(2025, 6, 1)),
        pauses=st.lists(st.tuples(st.integers(-10, 80), st.integers(1, 20)), max_size=4),
    )
    def test_agree_with_walking_day_by_day(self, unit, quantity, start, pauses):
        exclusions = [
            while_testing(start + timedelta(days=gap), start + timedelta(days=gap + length - 1))
            for gap, length in pauses
        ]
        day, left = start, quantity
        while left:
            day += timedelta(days=1)
            excluded = any(each.start <= day <= each.end for each in exclusions)
            left -= not excluded and (unit is Unit.DAY or chinese_calendar.is_workday(day))

        assert limit_of(quantity, unit, start, exclusions=exclusions).safe_end == day


class TestExtensions:
    def test_run_from_the_unrolled_end(self):
        limit = limit_of(30, Unit.DAY, date(2026, 9, 1), extensions=[by_head(30)])

        assert limit.safe_end == date(2026, 10, 31)
        assert limit.legal_end == date(2026, 11, 2)
        assert "经行政机关负责人批准延长30日" in limit.explanation

    def test_chain_in_their_own_units(self):
        limit = limit_of(5, Unit.WORKDAY, date(2026, 9, 28), extensions=[by_head(15), by_head(2, Unit.WORKDAY)])

        assert limit.due_on == date(2026, 10, 27)

    def test_exclusions_in_the_extension_count_too(self):
        limit = limit_of(
            30,
            Unit.DAY,
            date(2026, 3, 2),
            extensions=[by_head(30)],
            exclusions=[while_testing(date(2026, 4, 10), date(2026, 4, 14))],
        )

        assert limit.safe_end == date(2026, 5, 6)

    def test_are_at_least_one_unit(self):
        with pytest.raises(InvalidPeriod):
            by_head(0)


class TestUnpublishedYear:
    def test_a_limit_past_the_last_published_day_has_no_due_day(self):
        limit = workday_limit(date(2026, 12, 30), 7, CALENDAR)

        assert limit.due_on is limit.safe_end is limit.legal_end is None
        assert limit.awaiting_year == 2027
        assert limit.earliest_safe_on == limit.act_by == date(2027, 1, 6)
        assert "2027年节假日安排尚未公布" in limit.explanation

    def test_only_a_final_conclusion_raises(self):
        limit = workday_limit(date(2026, 12, 30), 7, CALENDAR)

        with pytest.raises(CalendarNotPublished) as refusal:
            limit.final()

        assert refusal.value.year == 2027

    def test_an_unrolled_end_is_known_without_the_notice_but_not_called_due(self):
        limit = limit_of(90, Unit.DAY, date(2026, 11, 22))

        assert limit.due_on is None
        assert limit.safe_end == limit.earliest_safe_on == date(2027, 2, 20)
        assert limit.legal_end is None

    def test_a_right_lasts_at_least_to_the_earliest_day(self):
        limit = limit_of(60, Unit.DAY, date(2026, 11, 22), Kind.RIGHT_UNTIL)

        assert limit.due_on is None
        assert limit.earliest_safe_on == date(2027, 1, 21)
        assert "权利至少存续至2027年1月21日" in limit.explanation

    def test_a_period_that_does_not_roll_needs_no_notice(self):
        limit = compute(Period(2, Unit.YEAR, start=Start.SAME_DAY, rolls=False), date(2026, 11, 22), CALENDAR)

        assert limit.due_on == date(2028, 11, 21)
        assert limit.awaiting_year is None
        assert not limit.provisional

    def test_the_last_days_of_the_published_year_are_provisional(self):
        limit = workday_limit(date(2026, 12, 24), 5, CALENDAR)

        assert limit.due_on == date(2026, 12, 31)
        assert limit.provisional
        assert limit.earliest_safe_on == date(2026, 12, 29)
        assert "暂定" in limit.explanation

    @pytest.mark.parametrize(
        ("trigger", "provisional"),
        [
            pytest.param(date(2026, 12, 18), False, id="十二月二十五日届满已确定"),
            pytest.param(date(2026, 12, 21), True, id="十二月二十八日届满为暂定"),
        ],
    )
    def test_provisional_begins_after_christmas_day(self, trigger, provisional):
        assert workday_limit(trigger, 5, CALENDAR).provisional is provisional

    def test_publication_settles_it_and_never_before_the_earliest_day(self):
        notice = read_notice('year = 2027\n[[holiday]]\nname = "元旦"\ndays = [2027-01-01, 2027-01-03]')
        before = workday_limit(date(2026, 12, 30), 7, CALENDAR)

        after = workday_limit(date(2026, 12, 30), 7, CALENDAR.with_year(notice))

        assert after.due_on == date(2027, 1, 11)
        assert before.earliest_safe_on <= after.due_on


class TestExplanation:
    def test_says_days_holidays_and_article_in_one_sentence(self):
        limit = workday_limit(date(2026, 9, 28), 5, CALENDAR, kind=Kind.RIGHT_UNTIL, citation=HEARING_REQUEST)

        assert limit.explanation == (
            "自2026年9月28日起（当日不计入）5个工作日，其间国庆节放假不计，调休上班的10月10日计入，"
            "至2026年10月10日届满（含当日）（行政处罚法第六十四条第一项）。"
        )

    def test_says_what_was_left_out_and_that_roll_over_is_not_relied_on(self):
        limit = limit_of(
            30, Unit.DAY, date(2026, 3, 2), exclusions=[while_testing(date(2026, 3, 10), date(2026, 3, 19))]
        )

        assert limit.explanation == (
            "自2026年3月2日起（当日不计入）30日，扣除检测、检验、检疫、鉴定期间2026年3月10日至2026年3月19日（10日），"
            "应于2026年4月11日前（含当日）完成，末日为非工作日，依法可顺延至2026年4月13日但不以此为准。"
        )
