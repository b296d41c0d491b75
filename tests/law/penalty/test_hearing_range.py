"""听证范围：按种类和数额，各地标准、比较方式、合计方式不同；不知道的说不知道。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.limits import Regime
from tongpan.law.money import yuan
from tongpan.law.penalty.hearing_range import (
    Comparator,
    Counting,
    Proposal,
    Threshold,
    hearing_right,
    parameters,
    read_parameters,
    threshold_sum,
)
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.kinds import PenaltyKind as K
from tongpan.law.penalty.local_rules import Source
from tongpan.law.penalty.punishment import Punishment

ON = date(2026, 3, 2)
CITIZEN, ORG, TRADER = PartyKind.CITIZEN, PartyKind.ORGANIZATION, PartyKind.SOLE_TRADER
LOCAL = Source("某县听证标准", date(2024, 1, 1), date(2026, 1, 1), "A", "330106")


def fined(amount, party=CITIZEN, **rest):
    return Proposal(Punishment(frozenset({K.FINE}), yuan(amount)), party, ON, **rest)


def forfeited(income="0", goods="0", fine="0", party=CITIZEN):
    sums = {K.CONFISCATE_INCOME: yuan(income), K.FINE: yuan(fine)}
    kinds = {kind for kind, amount in sums.items() if amount.fen} | {K.CONFISCATE_GOODS}
    return Proposal(
        Punishment(frozenset(kinds), yuan(fine), yuan(income), None if goods is None else yuan(goods)), party, ON
    )


def of_kind(kind, **rest):
    return Proposal(Punishment(frozenset({kind})), CITIZEN, ON, **rest)


class TestKinds:
    @pytest.mark.parametrize("kind", [K.DOWNGRADE, K.REVOKE_LICENSE, K.SUSPEND_BUSINESS, K.CLOSE, K.BAR_FROM_TRADE])
    def test_listed_kinds_are_in_range_everywhere(self, kind):
        right = hearing_right(of_kind(kind), province="330106")

        assert right.due is True
        assert right.reasons == (f"{kind.label}属于听证范围",)

    @pytest.mark.parametrize("kind", [K.WARNING, K.CRITICISM])
    def test_admonitions_are_not(self, kind):
        assert hearing_right(of_kind(kind), province="330106").due is False

    @pytest.mark.parametrize("kind", [K.SUSPEND_LICENSE, K.RESTRICT, K.DETENTION, K.OTHER])
    @pytest.mark.parametrize("grave", [True, False, None])
    def test_unlisted_kinds_are_for_the_agency_to_judge(self, kind, grave):
        right = hearing_right(of_kind(kind, grave=grave))

        assert right.due is grave
        assert bool(right.to_confirm) is (grave is None)

    def test_every_kind_is_placed(self):
        sums = {K.FINE, K.CONFISCATE_INCOME, K.CONFISCATE_GOODS}
        amount = {"fine": yuan(1)}

        for kind in set(K) - sums:
            hearing_right(of_kind(kind))
        assert hearing_right(Proposal(Punishment(frozenset({K.FINE}), **amount), CITIZEN, ON), Regime.SAMR).due is False

    def test_other_law_may_grant_it(self):
        assert hearing_right(of_kind(K.WARNING, named=True)).due is True


class TestAmounts:
    @pytest.mark.parametrize(
        ("proposal", "regime", "province", "due"),
        [
            pytest.param(fined("9999.99"), Regime.SAMR, None, False, id="市场监管公民不足一万"),
            pytest.param(fined(10000), Regime.SAMR, None, True, id="市场监管公民一万含本数"),
            pytest.param(fined("99999.99", ORG), Regime.SAMR, None, False, id="市场监管单位不足十万"),
            pytest.param(fined(100000, ORG), Regime.SAMR, None, True, id="市场监管单位十万含本数"),
            pytest.param(fined("9999.99", TRADER), Regime.SAMR, None, False, id="个体工商户按公民"),
            pytest.param(fined(10000, TRADER), Regime.SAMR, None, True, id="个体工商户按公民达到"),
            pytest.param(fined(10000, central=True), Regime.AGR, None, False, id="农业农村部超过一万不含本数"),
            pytest.param(fined("10000.01", central=True), Regime.AGR, None, True, id="农业农村部超过一万"),
            pytest.param(fined(100000, ORG, central=True), Regime.AGR, None, False, id="农业农村部单位十万不含本数"),
            pytest.param(fined(50000), Regime.AGR, None, None, id="地方农业部门按省标准，不知道"),
            pytest.param(fined(10000, central=True), Regime.TRA, None, True, id="海事含本数"),
            pytest.param(fined(10000), Regime.TRA, None, None, id="地方交通部门按省标准，不知道"),
            pytest.param(fined("4999.99"), None, "310101", False, id="上海公民不足五千"),
            pytest.param(fined(5000), None, "310101", True, id="上海公民五千"),
            pytest.param(fined("49999.99", ORG), None, "31", False, id="上海单位不足五万"),
            pytest.param(fined(50000, ORG), None, "31", True, id="上海单位五万"),
            pytest.param(fined(5000), Regime.SAMR, "31", True, id="上海市场监管从低"),
            pytest.param(fined(5000), None, "440305", True, id="广东公民五千"),
            pytest.param(fined("99999.99", ORG), None, "44", False, id="广东单位不足十万"),
            pytest.param(fined(100000, ORG), None, "44", True, id="广东单位十万"),
            pytest.param(fined(5000), None, "110101", None, id="北京由市级机关另定"),
            pytest.param(fined(10000), Regime.SAMR, "110101", True, id="北京市场监管按部门规章"),
            pytest.param(fined(1), None, "330106", None, id="浙江没有查到"),
            pytest.param(fined(10000), Regime.ZJP, "330106", None, id="浙江程序办法没有数额"),
            pytest.param(fined(10000), Regime.SAMR, "330106", True, id="浙江市场监管按部门规章"),
            pytest.param(fined(10000), None, None, None, id="地方不明"),
        ],
    )
    def test_threshold_of_the_place_and_sector(self, proposal, regime, province, due):
        right = hearing_right(proposal, regime, province)

        assert right.due is due
        assert bool(right.reasons) is (due is True)
        assert bool(right.to_confirm) is (due is None)

    def test_reason_names_the_text_and_the_sum(self):
        (reason,) = hearing_right(fined(5000), province="31").reasons

        assert reason == "罚款5,000元，达到《上海市行政处罚听证程序规定》第四条、第三十一条的标准5,000元以上（含本数）"

    def test_a_text_binds_from_its_first_day(self):
        before = replace(fined(5000), on=date(2023, 3, 31))

        assert hearing_right(before, province="31").due is None
        assert hearing_right(replace(before, on=date(2023, 4, 1)), province="31").due is True

    @pytest.mark.parametrize(
        ("proposal", "regime", "province", "due"),
        [
            pytest.param(forfeited("6000", "4000"), Regime.SAMR, None, True, id="市场监管没收合计达到"),
            pytest.param(forfeited("6000", "3999"), Regime.SAMR, None, False, id="市场监管没收合计不足"),
            pytest.param(forfeited("6000", "1000", "3000"), Regime.SAMR, None, False, id="市场监管罚款不与没收合计"),
            pytest.param(forfeited("4000", "4000"), None, "31", False, id="上海分别计算"),
            pytest.param(forfeited("5000", "1"), None, "31", True, id="上海违法所得达到"),
            pytest.param(forfeited("0", "5000"), None, "31", True, id="上海财物达到"),
            pytest.param(forfeited("4000", None), Regime.SAMR, None, None, id="财物价值不明"),
            pytest.param(forfeited("10000", None), Regime.SAMR, None, True, id="价值不明但违法所得已达到"),
            pytest.param(forfeited("4000", None), None, "31", None, id="分别计算时价值不明"),
        ],
    )
    def test_sums_are_added_as_the_text_says(self, proposal, regime, province, due):
        assert hearing_right(proposal, regime, province).due is due

    @pytest.mark.parametrize(
        ("counting", "due"),
        [
            pytest.param(Counting.ALL, True, id="三者合计"),
            pytest.param(Counting.FORFEITURES, False, id="没收合计"),
            pytest.param(Counting.EACH, False, id="分别计算"),
        ],
    )
    def test_confirmed_threshold_replaces_what_is_unknown(self, counting, due):
        confirmed = Threshold(LOCAL, yuan(3000), yuan(30000), Comparator.GE, counting)

        assert hearing_right(forfeited("1000", "1000", "1000"), None, "330106", confirmed).due is due
        assert counting.label

    def test_unlisted_kind_and_small_fine_leave_one_question(self):
        both = Proposal(Punishment(frozenset({K.FINE, K.SUSPEND_LICENSE}), yuan(100)), CITIZEN, ON)

        right = hearing_right(both, Regime.SAMR)

        assert right.due is None
        assert len(right.to_confirm) == 1


class TestFile:
    def test_sole_trader_row_decides_the_column(self):
        (samr, *_) = (each for each in parameters().thresholds if each.regime is Regime.SAMR)

        assert threshold_sum(samr, TRADER, "33", ON) == yuan(10000)
        assert threshold_sum(samr, CITIZEN, "33", ON) == yuan(10000)
        assert threshold_sum(samr, ORG, "33", ON) == yuan(100000)

    def test_every_row_has_its_provenance(self):
        for each in parameters().thresholds:
            assert each.source.instrument
            assert each.source.effective <= each.source.last_checked

    def test_half_a_row_is_refused(self):
        text = """
        sole_trader = []
        [[threshold]]
        citizen = 1
        instrument = "某规定"
        """

        with pytest.raises(ValueError, match="某规定"):
            read_parameters(text)

    def test_comparators_have_labels(self):
        assert [each.label for each in Comparator] == ["以上（含本数）", "超过（不含本数）"]
