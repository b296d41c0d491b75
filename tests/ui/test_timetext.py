"""Dates and limits as people read them."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest

from tongpan.kernel.clock import SHANGHAI
from tongpan.ui import timetext

TODAY = date(2026, 9, 28)  # a Monday before the National Day holiday
NOW = datetime(2026, 9, 28, 14, 5, tzinfo=SHANGHAI)


class TestDates:
    def test_a_day_carries_its_weekday(self):
        assert timetext.day(date(2026, 11, 22), TODAY) == "11-22 周日"

    def test_a_day_of_another_year_carries_the_year(self):
        assert timetext.day(date(2025, 11, 22), TODAY) == "2025-11-22"

    def test_a_moment_is_told_in_shanghai_time(self):
        at = datetime.fromisoformat("2026-11-22T06:05:00+00:00")

        assert timetext.moment(at, TODAY) == "11-22 14:05"

    def test_a_late_moment_in_utc_is_the_next_day_in_shanghai(self):
        at = datetime.fromisoformat("2026-11-21T16:30:00+00:00")

        assert timetext.day(at, TODAY) == "11-22 周日"

    @pytest.mark.parametrize(
        ("at", "text"),
        [
            pytest.param("2026-11-22T16:00:00+00:00", "11-23 周一", id="北京时间零点只写日子"),
            pytest.param("2026-11-22T00:00:00+00:00", "11-22 08:00", id="世界时零点不是"),
        ],
    )
    def test_since_midnight_is_since_that_day(self, at, text):
        assert timetext.since(datetime.fromisoformat(at), TODAY) == text

    def test_documents_write_the_date_in_full(self):
        assert timetext.cn_date(date(2026, 1, 2)) == "2026年1月2日"


class TestLimits:
    @pytest.mark.parametrize(
        ("due", "words", "tone"),
        [
            pytest.param(date(2026, 9, 26), "已超期 2 天", "bad", id="过了"),
            pytest.param(date(2026, 9, 28), "今天到期", "warn", id="当天"),
            pytest.param(date(2026, 9, 29), "还有 1 个工作日", "warn", id="明天"),
            pytest.param(date(2026, 10, 9), "还有 4 个工作日", "plain", id="国庆假期不计"),
            pytest.param(
                date(2031, 1, 6), f"还有 {(date(2031, 1, 6) - TODAY).days} 天", "plain", id="未公布的年份按自然日"
            ),
        ],
    )
    def test_a_day_says_what_is_left(self, due, words, tone):
        shown = timetext.limit_text(due, NOW)

        assert (shown.words, shown.tone) == (words, tone)

    @pytest.mark.parametrize(
        ("left", "words", "tone"),
        [
            (timedelta(hours=2, minutes=20), "还有 2 小时 20 分", "warn"),
            (timedelta(hours=23), "还有 23 小时", "plain"),
            (timedelta(minutes=-30), "已超期 30 分钟", "bad"),
        ],
    )
    def test_a_moment_says_hours_and_minutes(self, left, words, tone):
        shown = timetext.limit_text(NOW + left, NOW)

        assert (shown.words, shown.tone) == (words, tone)

    def test_a_limit_in_days_counts_days(self):
        row = SimpleNamespace(due_on=date(2026, 10, 8), unit="DAY", met_at=None, cancelled_at=None)

        assert timetext.limit_text(row, NOW).words == "还有 10 天"

    def test_an_unpublished_year_is_said_to_be_provisional(self):
        row = SimpleNamespace(due_on=None, unit="WORKDAY", safe_end=date(2027, 1, 4), met_at=None, cancelled_at=None)

        shown = timetext.limit_text(row, NOW)

        assert (shown.words, shown.when) == ("暂算，待国务院放假通知", "最早 2027-01-04")

    @pytest.mark.parametrize(("met", "words"), [(27, "按期完成"), (29, "超期完成")])
    def test_a_met_limit_says_whether_in_time(self, met, words):
        row = SimpleNamespace(due_on=TODAY, due_at=None, met_at=NOW.replace(day=met), cancelled_at=None)

        assert timetext.limit_text(row, NOW).words == words
