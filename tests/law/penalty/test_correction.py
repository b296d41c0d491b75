"""责令改正与违法所得。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.citation import Citation
from tongpan.law.money import yuan
from tongpan.law.penalty.correction import Correction, Income, check_correction, check_income, income_to_confiscate
from tongpan.law.refusal import LawRefused
from tongpan.law.titles import APL, SAMR, ZJP

DECIDED = date(2026, 3, 2)
LATER = date(2026, 3, 3)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckCorrection:
    @pytest.mark.parametrize(
        ("correction", "expected"),
        [
            pytest.param(Correction(DECIDED), [], id="同日责令"),
            pytest.param(Correction(LATER), ["correction.missing"], id="事后责令"),
            pytest.param(Correction(None), ["correction.missing"], id="没有责令"),
            pytest.param(Correction(None, corrected_on=DECIDED), [], id="决定前已改正"),
            pytest.param(Correction(None, corrected_on=LATER), ["correction.missing"], id="决定后才改正"),
            pytest.param(Correction(None, correctable=False, reason="车辆已经驶离，行为终了"), [], id="无需改正有理由"),
            pytest.param(Correction(None, correctable=False), ["correction.reason.missing"], id="无需改正没有理由"),
            pytest.param(
                Correction(None, correctable=False, reason=" "), ["correction.reason.missing"], id="理由是空格"
            ),
            pytest.param(Correction(DECIDED, due_on=DECIDED), [], id="当日改正"),
        ],
    )
    def test_goes_with_the_penalty(self, correction, expected):
        assert codes(check_correction(correction, DECIDED)) == expected

    def test_a_time_that_ends_before_the_order_is_refused(self):
        with pytest.raises(LawRefused) as refused:
            check_correction(Correction(LATER, due_on=DECIDED), LATER)

        assert refused.value.code == "correction.dates.reversed"


class TestIncome:
    @pytest.mark.parametrize(
        ("income", "due"),
        [
            pytest.param(Income(yuan(3000)), yuan(3000), id="全部款项"),
            pytest.param(Income(yuan(3000), refundable=yuan(1000)), yuan(2000), id="扣除退赔"),
            pytest.param(Income(yuan(3000), refundable=yuan(5000)), yuan(0), id="退赔更多"),
            pytest.param(Income(None), None, id="没有查明"),
            pytest.param(
                Income(yuan(3000), computed_by=Citation(SAMR, 1), other_sum=yuan(800)), yuan(800), id="规章另行计算"
            ),
            pytest.param(Income(yuan(3000), computed_by=Citation(SAMR, 1)), None, id="另行计算没有结果"),
            pytest.param(Income(yuan(3000), other_sum=yuan(800)), yuan(3000), id="没有依据的另行计算不算"),
        ],
    )
    def test_is_what_the_act_brought_in(self, income, due):
        assert income_to_confiscate(income) == due

    @pytest.mark.parametrize(
        ("income", "expected"),
        [
            pytest.param(Income(yuan(3000), confiscated=yuan(3000)), [], id="全部没收"),
            pytest.param(Income(yuan(3000), confiscated=yuan("2999.99")), ["correction.income.kept"], id="少一分"),
            pytest.param(Income(yuan(3000), confiscated=yuan("3000.01")), ["correction.income.too_much"], id="多一分"),
            pytest.param(Income(yuan(3000)), ["correction.income.kept"], id="没有没收"),
            pytest.param(Income(yuan(0)), [], id="没有违法所得"),
            pytest.param(Income(None), ["correction.income.unknown"], id="没有查明"),
            pytest.param(
                Income(yuan(1), confiscated=yuan(1), computed_by=Citation(APL, 28), other_sum=yuan(1)),
                [],
                id="法律另行计算",
            ),
            pytest.param(
                Income(yuan(1), confiscated=yuan(1), computed_by=Citation(SAMR, 1), other_sum=yuan(1)),
                [],
                id="部门规章另行计算",
            ),
            pytest.param(
                Income(yuan(1), confiscated=yuan(1), computed_by=Citation(ZJP, 1), other_sum=yuan(1)),
                ["correction.income.method"],
                id="地方规章不能另行计算",
            ),
            pytest.param(
                Income(yuan(1), computed_by=Citation("没有这部法", 1)), ["correction.income.method"], id="查不到的依据"
            ),
        ],
    )
    def test_is_confiscated_to_the_fen(self, income, expected):
        assert codes(check_income(income)) == expected

    def test_says_the_sums(self):
        (breach,) = check_income(replace(Income(yuan(3000)), confiscated=yuan(1)))

        assert breach.message == "违法所得应当没收3,000元，拟没收1元"
