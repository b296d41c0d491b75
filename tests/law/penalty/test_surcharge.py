"""加处罚款：每日百分之三，不超过罚款，复议诉讼期间不计，逐日可以验算。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.money import NOTHING, yuan
from tongpan.law.penalty.execution import Instalment
from tongpan.law.penalty.surcharge import Debt, PartPayment, Pause, check_demanded, surcharge_due
from tongpan.law.refusal import LawRefused

CALENDAR = national()
DUE = date(2026, 3, 17)
DEBT = Debt((Instalment(DUE, yuan(10000)),), told=True)


def day(n):
    """The n-th day of delay."""
    return DUE + timedelta(days=n)


def due_on(debt, as_of):
    return surcharge_due(debt, as_of, CALENDAR)


class TestAccrual:
    @pytest.mark.parametrize(
        ("days", "amount"),
        [
            pytest.param(0, 0, id="末日当日不计"),
            pytest.param(1, 300, id="次日起计"),
            pytest.param(2, 600, id="第二日"),
            pytest.param(33, 9900, id="第三十三日百分之九十九"),
            pytest.param(34, 10000, id="第三十四日到顶"),
            pytest.param(35, 10000, id="到顶之后不再增加"),
            pytest.param(1000, 10000, id="多年之后仍不超过罚款"),
        ],
    )
    def test_three_percent_a_day_up_to_the_fine(self, days, amount):
        found = due_on(DEBT, day(days))

        assert found.amount == yuan(amount)
        assert found.capped_on == (day(34) if days >= 34 else None)

    @pytest.mark.parametrize(
        ("fine", "days", "amount"),
        [
            pytest.param("50", 1, "1.50", id="五十元每日一元五角"),
            pytest.param("33.33", 1, "0.99", id="不足一分舍去"),
            pytest.param("33.33", 2, "1.99", id="累计后再舍去"),
            pytest.param("0.01", 33, "0", id="一分钱三十三日"),
            pytest.param("0.01", 34, "0.01", id="一分钱三十四日"),
        ],
    )
    def test_exact_in_fen(self, fine, days, amount):
        assert due_on(replace(DEBT, parts=(Instalment(DUE, yuan(fine)),)), day(days)).amount == yuan(amount)

    def test_nothing_before_the_period_is_over(self):
        found = due_on(DEBT, date(2026, 3, 1))

        assert found.amount == NOTHING
        assert found.explanation == "截至2026年3月1日没有应当加处罚款的日子（行政处罚法第七十二条第一款第一项）。"


class TestNotTold:
    def test_inv_48_a_standard_never_told_is_never_charged(self):
        found = due_on(replace(DEBT, told=False), day(100))

        assert found.amount == NOTHING
        assert found.lines == ()
        assert found.capped_on is None
        assert "没有告知" in found.explanation


class TestPayments:
    @pytest.mark.parametrize(
        ("payments", "days", "amount"),
        [
            pytest.param(((day(1), 10000),), 10, 300, id="逾期一日缴清，缴款当日仍计"),
            pytest.param(((DUE, 10000),), 10, 0, id="末日缴清"),
            pytest.param(((day(10), 4000),), 11, 3180, id="部分缴纳后按余额计"),
            pytest.param(((date(2026, 3, 1), 4000),), 1, 180, id="期内缴了一部分"),
            pytest.param(((day(1), 4000), (day(2), 6000)), 9, 480, id="两次缴清"),
        ],
    )
    def test_only_what_is_owed_bears_a_surcharge(self, payments, days, amount):
        debt = replace(DEBT, payments=tuple(PartPayment(on, yuan(sum_)) for on, sum_ in payments))

        assert due_on(debt, day(days)).amount == yuan(amount)

    def test_cap_is_the_whole_fine_even_when_part_was_paid(self):
        debt = replace(DEBT, payments=(PartPayment(day(10), yuan(4000)),))

        assert due_on(debt, day(48)).amount == yuan(9840)
        assert due_on(debt, day(49)).amount == yuan(10000)
        assert due_on(debt, day(49)).capped_on == day(49)


class TestPauses:
    @pytest.mark.parametrize(
        ("pauses", "days", "amount"),
        [
            pytest.param(((day(6), day(10)),), 11, 1800, id="复议首末两日都不计"),
            pytest.param(((day(6), day(10)),), 10, 1500, id="复议末日"),
            pytest.param(((day(6), None),), 300, 1500, id="诉讼尚未终结"),
            pytest.param(((day(0), day(5)),), 6, 300, id="期满前已经申请"),
            pytest.param(((day(2), day(4)), (day(4), day(6))), 7, 600, id="复议诉讼相接"),
            pytest.param(((day(1), day(1)),), 1, 0, id="只有一日"),
        ],
    )
    def test_days_of_remedies_are_not_counted(self, pauses, days, amount):
        debt = replace(DEBT, pauses=tuple(Pause(*each) for each in pauses))

        assert due_on(debt, day(days)).amount == yuan(amount)

    def test_cap_comes_later_by_the_days_left_out(self):
        debt = replace(DEBT, pauses=(Pause(day(6), day(10)),))

        assert due_on(debt, day(100)).capped_on == day(39)


class TestInstalments:
    PARTS = (Instalment(DUE, yuan(4000)), Instalment(day(31), yuan(6000)))

    @pytest.mark.parametrize(
        ("payments", "days", "amount"),
        [
            pytest.param((), 1, 120, id="第一期逾期"),
            pytest.param((), 32, 4020, id="两期都逾期"),
            pytest.param(((DUE, 4000),), 31, 0, id="第一期按时，第二期未到"),
            pytest.param(((DUE, 4000),), 32, 180, id="第二期逾期一日"),
            pytest.param(((DUE, 5000),), 32, 150, id="多缴的抵下一期"),
        ],
    )
    def test_each_part_has_its_own_day(self, payments, days, amount):
        debt = Debt(self.PARTS, True, tuple(PartPayment(on, yuan(sum_)) for on, sum_ in payments))

        assert due_on(debt, day(days)).amount == yuan(amount)


def test_explanation_can_be_redone_by_hand():
    debt = replace(DEBT, payments=(PartPayment(day(1), yuan(4000)),), pauses=(Pause(day(3), day(4)),))

    assert due_on(debt, day(36)).explanation == (
        "罚款10,000元，每日按逾期未缴数额的百分之3加处："
        "2026年3月18日，逾期罚款10,000元，计1日；"
        "2026年3月19日，逾期罚款6,000元，计1日；"
        "2026年3月22日至2026年4月22日，逾期罚款6,000元，计32日；"
        "复议、诉讼期间不予计算（行政处罚法第七十三条第三款）。"
        "截至2026年4月22日共计6,240元（行政处罚法第七十二条第一款第一项）。"
    )
    assert due_on(DEBT, day(40)).explanation == (
        "罚款10,000元，每日按逾期未缴数额的百分之3加处："
        "2026年3月18日至2026年4月20日，逾期罚款10,000元，计34日；"
        "2026年4月20日达到罚款数额，不再增加（行政处罚法第七十二条第一款第一项）。"
        "截至2026年4月26日共计10,000元（行政处罚法第七十二条第一款第一项）。"
    )


@pytest.mark.parametrize(
    ("make", "code"),
    [
        pytest.param(lambda: Debt((), True), "surcharge.fine.missing", id="没有罚款"),
        pytest.param(lambda: Debt((Instalment(DUE, NOTHING),), True), "surcharge.fine.missing", id="罚款为零"),
        pytest.param(
            lambda: replace(DEBT, payments=(PartPayment(DUE, yuan("10000.01")),)), "surcharge.overpaid", id="多缴"
        ),
        pytest.param(lambda: Pause(day(2), day(1)), "surcharge.pause.order", id="起止颠倒"),
    ],
)
def test_impossible_facts_are_refused(make, code):
    with pytest.raises(LawRefused) as refusal:
        make()

    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("demanded", "told", "days", "found"),
    [
        pytest.param(300, True, 1, [], id="应计数额"),
        pytest.param(301, True, 1, ["surcharge.too_much"], id="多收"),
        pytest.param(10000, True, 34, [], id="到顶"),
        pytest.param(10001, True, 100, ["surcharge.above_fine", "surcharge.too_much"], id="超过罚款"),
        pytest.param(300, False, 1, ["surcharge.untold"], id="没有告知标准"),
        pytest.param(0, False, 1, [], id="没有告知也没有收"),
    ],
)
def test_inv_48_what_may_be_demanded(demanded, told, days, found):
    verdict = check_demanded(yuan(demanded), replace(DEBT, told=told), day(days), CALENDAR)

    assert [breach.code for breach in verdict] == found
