"""逐项核对与期限是否遵守。"""

from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.penalty.demands import kept, limit_if_any, unmet
from tongpan.law.period import Kind, Limit
from tongpan.law.verdict import Breach

CALENDAR = national()
ONE, TWO = Breach("a.b", "一", None), Breach("a.c", "二", None)


def test_unmet_demands_come_in_order_and_met_ones_do_not():
    assert unmet((False, ONE), (True, ONE), (False, TWO)) == (ONE, TWO)
    assert unmet((True, ONE)) == ()


@pytest.mark.parametrize(
    ("limit", "on", "answer"),
    [
        pytest.param(Limit(Kind.MUST_BY, date(2026, 3, 5)), date(2026, 3, 5), True, id="末日当日不逾期"),
        pytest.param(Limit(Kind.MUST_BY, date(2026, 3, 5)), date(2026, 3, 6), False, id="次日逾期"),
        pytest.param(Limit(Kind.RIGHT_UNTIL, date(2026, 3, 5)), date(2026, 3, 6), False, id="权利次日届满"),
        pytest.param(Limit(Kind.NOT_BEFORE, date(2026, 3, 5)), date(2026, 3, 5), True, id="等待期满当日可以"),
        pytest.param(Limit(Kind.NOT_BEFORE, date(2026, 3, 5)), date(2026, 3, 4), False, id="等待期内不可以"),
        pytest.param(Limit(Kind.MUST_BY, None), date(2030, 1, 1), True, id="法律没有天数"),
        pytest.param(Limit(Kind.NOT_BEFORE, None), date(2030, 1, 1), False, id="等待期没有终点不能视为期满"),
        pytest.param(
            Limit(Kind.MUST_BY, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 4),
            True,
            id="未公布年度最早日之内必然不逾期",
        ),
        pytest.param(
            Limit(Kind.MUST_BY, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 5),
            None,
            id="未公布年度最早日之后不知道",
        ),
        pytest.param(
            Limit(Kind.NOT_BEFORE, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 3),
            False,
            id="早于最早可能日必然过早",
        ),
        pytest.param(
            Limit(Kind.NOT_BEFORE, None, awaiting_year=2027, earliest_safe_on=date(2027, 1, 4)),
            date(2027, 1, 4),
            None,
            id="到了最早可能日仍不知道",
        ),
        pytest.param(Limit(Kind.MUST_BY, None, awaiting_year=2027), date(2027, 1, 4), True, id="没有最早日按没有天数"),
    ],
)
def test_limit_kept(limit, on, answer):
    assert kept(limit, on) is answer


class TestLimitIfAny:
    def test_is_none_where_no_text_sets_one(self):
        assert limit_if_any("DL-14", date(2026, 3, 2), CALENDAR) is None

    def test_is_the_regimes_where_it_sets_one(self):
        limit = limit_if_any("DL-14", date(2026, 3, 2), CALENDAR, Regime.SAMR)

        assert limit is not None
        assert limit.due_on == date(2026, 3, 6)

    def test_does_not_hide_a_wrong_question(self):
        with pytest.raises(LimitRefused) as refusal:
            limit_if_any("DL-11", date(2026, 3, 2), CALENDAR, Regime.ZJP, "31")

        assert refusal.value.code == "limits.regime.elsewhere"
