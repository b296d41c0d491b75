"""金额：以分计，不取整；写错的不收。"""

from decimal import Decimal

import pytest

from tongpan.law.money import NOTHING, Money, yuan
from tongpan.law.refusal import LawRefused


@pytest.mark.parametrize(
    ("written", "fen", "said"),
    [
        pytest.param(200, 20_000, "200元", id="整数"),
        pytest.param(Decimal("12.5"), 1_250, "12.50元", id="角"),
        pytest.param("0.01", 1, "0.01元", id="一分"),
        pytest.param("3，000元", 300_000, "3,000元", id="全角千分位"),
        pytest.param("1.5万元", 1_500_000, "15,000元", id="万元"),
        pytest.param("0.00001万元", 10, "0.10元", id="万元的小数"),
        pytest.param("1000000000000", 10**14, "1,000,000,000,000元", id="最大的一笔"),
    ],
)
def test_a_sum_is_exact_to_the_fen(written, fen, said):
    assert yuan(written) == Money(fen)
    assert str(yuan(written)) == said


@pytest.mark.parametrize(
    ("written", "code"),
    [
        pytest.param(True, "money.type", id="不是数"),
        pytest.param(0.1, "money.type", id="浮点数"),
        pytest.param("", "money.unreadable", id="没有写"),
        pytest.param("一百", "money.unreadable", id="汉字"),
        pytest.param("NaN", "money.negative", id="不是数值"),
        pytest.param("-0.01", "money.negative", id="负一分"),
        pytest.param("0.001", "money.too_fine", id="一厘"),
        pytest.param("Infinity", "money.too_fine", id="无穷"),
        pytest.param("1000000000000.01", "money.too_large", id="超过一万亿元"),
        pytest.param("100000001万", "money.too_large", id="万元写成了元"),
    ],
)
def test_what_is_no_sum_is_refused(written, code):
    with pytest.raises(LawRefused) as refusal:
        yuan(written)

    assert refusal.value.code == code


def test_a_sum_is_never_negative():
    with pytest.raises(LawRefused) as refusal:
        Money(-1)

    assert refusal.value.code == "money.negative"


def test_sums_are_added_and_compared():
    assert yuan("0.1") + yuan("0.2") == yuan("0.3")
    assert NOTHING < yuan("0.01") < yuan(200) <= yuan("200.00")
