"""罚款的缴纳：银行缴纳、延期分期、当场收缴、票据和上缴。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty import execution
from tongpan.law.penalty.execution import Channel, Deferral, Instalment, SpotCollection
from tongpan.law.refusal import LawRefused

CALENDAR = national()
GRANTED = Deferral(
    yuan(3000), pay_by=date(2026, 3, 17), applied_on=date(2026, 3, 17), in_writing=True, hardship=True,
    approved_on=date(2026, 3, 18), told=True,
    instalments=(Instalment(date(2026, 3, 17), yuan(1000)), Instalment(date(2026, 4, 17), yuan(2000))),
)  # fmt: skip
CASH = SpotCollection(yuan(100), True, date(2026, 3, 2), receipt="浙财0001", official_receipt=True)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("received_on", "last_day"),
    [
        pytest.param(date(2026, 3, 2), date(2026, 3, 17), id="十五个自然日"),
        pytest.param(date(2026, 9, 18), date(2026, 10, 8), id="末日逢国庆顺延"),
        pytest.param(date(2025, 12, 20), date(2026, 1, 4), id="末日为调休上班的周日"),
    ],
)
def test_fifteen_days_to_pay(received_on, last_day):
    assert execution.last_day_to_pay(received_on, CALENDAR).due_on == last_day


class TestDeferral:
    @pytest.mark.parametrize(
        ("change", "regime", "found"),
        [
            pytest.param({}, Regime.AGR, [], id="末日申请、核实、批准、告知"),
            pytest.param({"applied_on": None}, None, ["execution.deferral.unapplied"], id="没有申请"),
            pytest.param({"applied_on": date(2026, 3, 18)}, None, ["execution.deferral.late"], id="期满后申请"),
            pytest.param({"in_writing": False}, None, [], id="国家法律没有书面要求"),
            pytest.param({"in_writing": False}, Regime.SAMR, ["execution.deferral.oral"], id="市场监管须书面"),
            pytest.param({"in_writing": False}, Regime.AGR, ["execution.deferral.oral"], id="农业须书面"),
            pytest.param({"hardship": None}, None, ["execution.deferral.hardship.unknown"], id="困难没有核实"),
            pytest.param({"hardship": False}, None, ["execution.deferral.hardship"], id="没有困难"),
            pytest.param({"approved_on": None}, None, ["execution.deferral.unapproved"], id="没有批准"),
            pytest.param({"told": False}, None, [], id="国家法律没有告知形式"),
            pytest.param({"told": False}, Regime.SAMR, ["execution.deferral.untold"], id="市场监管没有书面告知"),
            pytest.param({"told": False}, Regime.AGR, ["execution.deferral.untold"], id="农业没有通知书"),
            pytest.param({"told": False}, Regime.TRA, ["execution.deferral.untold"], id="交通没有通知书"),
            pytest.param({"fine": yuan(3001)}, None, ["execution.deferral.plan"], id="分期合计少一元"),
            pytest.param({"instalments": ()}, None, ["execution.deferral.plan"], id="没有计划"),
            pytest.param(
                {"instalments": (Instalment(date(2026, 3, 17), yuan(3000)),)},
                None,
                ["execution.deferral.plan"],
                id="没有延后",
            ),
            pytest.param({"instalments": (Instalment(date(2026, 3, 18), yuan(3000)),)}, None, [], id="延后一日"),
        ],
    )
    def test_conditions(self, change, regime, found):
        assert codes(execution.check_deferral(replace(GRANTED, **change), regime)) == found

    @pytest.mark.parametrize(
        ("regime", "grade", "article"),
        [
            (None, "D", "行政处罚法第六十六条第二款"),
            (Regime.SAMR, "D", "行政处罚法第六十六条第二款"),
            (Regime.AGR, "A", "农业行政处罚程序规定第八十一条第一款"),
        ],
    )
    def test_late_application_is_literal_only_in_agriculture(self, regime, grade, article):
        (breach,) = execution.check_deferral(replace(GRANTED, applied_on=date(2026, 3, 18)), regime)

        assert (breach.grade, str(breach.citation)) == (grade, article)
        assert breach.blocks


@pytest.mark.parametrize(
    ("channel", "found"),
    [
        (Channel.BANK, []),
        (Channel.E_PAYMENT, []),
        (Channel.ON_THE_SPOT, []),
        (Channel.ORGAN, ["execution.self_collected"]),
        (Channel.OFFICER, ["execution.self_collected"]),
    ],
)
def test_inv_47_no_self_collection(channel, found):
    assert codes(execution.check_channel(channel)) == found
    assert channel.label


class TestSpot:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="当场处罚一百元"),
            pytest.param({"fine": yuan("100.01")}, ["execution.spot.forbidden"], id="超过一百元"),
            pytest.param({"summary": False}, ["execution.spot.forbidden"], id="普通程序一百元"),
            pytest.param({"fine": yuan(200), "hard_later": True}, [], id="事后难以执行"),
            pytest.param({"fine": yuan(200), "hard_later": None}, ["execution.spot.unknown"], id="是否难以执行不清"),
            pytest.param(
                {"fine": yuan(200), "summary": False, "hard_later": True},
                ["execution.spot.forbidden"],
                id="普通程序不适用",
            ),
            pytest.param({"hard_later": None}, [], id="一百元以下不问难易"),
            pytest.param(
                {"summary": False, "remote": True, "difficult": True, "asked": True}, [], id="边远地区当事人提出"
            ),
            pytest.param(
                {"summary": False, "remote": True, "difficult": True}, ["execution.spot.forbidden"], id="当事人没有提出"
            ),
            pytest.param(
                {"summary": False, "difficult": True, "asked": True}, ["execution.spot.forbidden"], id="不是边远地区"
            ),
            pytest.param(
                {"summary": False, "remote": True, "difficult": None, "asked": True},
                ["execution.spot.unknown"],
                id="困难不清",
            ),
            pytest.param(
                {"summary": False, "remote": True, "difficult": False, "asked": True},
                ["execution.spot.forbidden"],
                id="没有困难",
            ),
            pytest.param({"receipt": " "}, ["execution.receipt.missing"], id="没有票据号"),
            pytest.param({"official_receipt": False}, ["execution.receipt.unofficial"], id="不是财政票据"),
            pytest.param({"official_receipt": None}, ["execution.receipt.unofficial"], id="票据没有核实"),
        ],
    )
    def test_when_cash_may_be_taken(self, change, found):
        assert codes(execution.check_spot(replace(CASH, **change))) == found


class TestHandedIn:
    @pytest.mark.parametrize(
        ("change", "as_of", "regime", "found"),
        [
            pytest.param({"handed_in_on": date(2026, 3, 4)}, date(2026, 3, 6), None, [], id="第二个工作日上交"),
            pytest.param(
                {"handed_in_on": date(2026, 3, 5)}, date(2026, 3, 5), None, ["execution.handed.late"], id="逾期"
            ),
            pytest.param({}, date(2026, 3, 4), None, [], id="期内未上交"),
            pytest.param({}, date(2026, 3, 5), None, ["execution.handed.late"], id="逾期未上交"),
            pytest.param(
                {"handed_in_on": date(2026, 3, 3), "banked_on": date(2026, 3, 5)},
                date(2026, 4, 1),
                None,
                [],
                id="二日内缴行",
            ),
            pytest.param(
                {"handed_in_on": date(2026, 3, 3), "banked_on": date(2026, 3, 6)},
                date(2026, 4, 1),
                None,
                ["execution.banked.late"],
                id="缴行逾期",
            ),
            pytest.param(
                {"handed_in_on": date(2026, 3, 3)}, date(2026, 3, 6), None, ["execution.banked.late"], id="逾期未缴行"
            ),
            pytest.param({"on_water": True}, date(2026, 6, 1), None, [], id="尚未抵岸"),
            pytest.param(
                {"on_water": True, "reached_on": date(2026, 3, 9)}, date(2026, 3, 11), None, [], id="抵岸后第二个工作日"
            ),
            pytest.param(
                {"on_water": True, "reached_on": date(2026, 3, 9)},
                date(2026, 3, 12),
                None,
                ["execution.handed.late"],
                id="抵岸后逾期",
            ),
            pytest.param(
                {"on_water": True, "handed_in_on": date(2026, 3, 5)},
                date(2026, 3, 5),
                None,
                ["execution.handed.late"],
                id="没有抵岸记录按收缴日",
            ),
            pytest.param(
                {"reached_on": date(2026, 3, 9)}, date(2026, 3, 5), None, ["execution.handed.late"], id="陆上不看抵岸"
            ),
            pytest.param({"reached_on": date(2026, 3, 9)}, date(2026, 3, 11), Regime.AGR, [], id="农业自返回所在地起"),
        ],
    )
    def test_two_workdays_twice(self, change, as_of, regime, found):
        assert codes(execution.check_handed_in(replace(CASH, **change), as_of, CALENDAR, regime)) == found

    def test_dates_out_of_order_are_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(CASH, handed_in_on=date(2026, 3, 1))
        assert refusal.value.code == "execution.spot.order"

        with pytest.raises(LawRefused) as refusal:
            execution.check_handed_in(
                replace(CASH, on_water=True, reached_on=date(2026, 3, 1)), date(2026, 3, 5), CALENDAR
            )
        assert refusal.value.code == "execution.spot.landed"
