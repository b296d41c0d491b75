"""按日连续处罚：先罚款、责令改正、复查仍不改正。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.money import yuan
from tongpan.law.penalty.daily_fine import DailyFine, check_daily_fine
from tongpan.law.refusal import LawRefused

DAILY = DailyFine(
    covered=True,
    fined_before=True,
    ordered_on=date(2026, 9, 1),
    rechecked_on=date(2026, 9, 11),
    found_going_on=True,
    original=yuan(10000),
    from_day=date(2026, 9, 2),
    to_day=date(2026, 9, 11),
    amount=yuan("10万元"),
)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckDailyFine:
    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            pytest.param({}, [], id="十日"),
            pytest.param({"covered": False}, ["daily_fine.not_covered"], id="不在范围"),
            pytest.param({"covered": None}, ["daily_fine.covered.unknown"], id="范围不清楚"),
            pytest.param({"fined_before": False}, ["daily_fine.no_fine"], id="没有先罚款"),
            pytest.param({"fined_before": None}, ["daily_fine.fine.unknown"], id="先罚款不清楚"),
            pytest.param({"ordered_on": None}, ["daily_fine.no_order"], id="没有责令改正"),
            pytest.param({"rechecked_on": None}, ["daily_fine.no_recheck"], id="没有复查"),
            pytest.param(
                {"rechecked_on": None, "found_going_on": None}, ["daily_fine.no_recheck"], id="没有复查就不问结果"
            ),
            pytest.param({"found_going_on": False}, ["daily_fine.corrected"], id="已经改正"),
            pytest.param({"found_going_on": None}, ["daily_fine.recheck.unknown"], id="复查结果不清楚"),
            pytest.param(
                {"from_day": date(2026, 9, 1), "amount": yuan("11万元")}, ["daily_fine.too_early"], id="当日起算"
            ),
            pytest.param(
                {"to_day": date(2026, 9, 12), "amount": yuan("11万元")}, ["daily_fine.too_long"], id="计过复查日"
            ),
            pytest.param({"amount": yuan(99999)}, ["daily_fine.amount"], id="算错"),
            pytest.param({"from_day": date(2026, 9, 11), "amount": yuan(10000)}, [], id="只计一日"),
        ],
    )
    def test_needs_fine_order_and_recheck(self, changes, expected):
        assert codes(check_daily_fine(replace(DAILY, **changes))) == expected

    def test_counting_beyond_the_recheck_may_be_overridden(self):
        (breach,) = check_daily_fine(replace(DAILY, to_day=date(2026, 9, 12), amount=yuan("11万元")))

        assert breach.overridable

    def test_days_upside_down_are_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_daily_fine(replace(DAILY, to_day=date(2026, 9, 1)))

        assert refused.value.code == "daily_fine.days.reversed"
