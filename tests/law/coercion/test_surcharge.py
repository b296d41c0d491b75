"""加处罚款后的强制执行和拍卖抵缴。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.surcharge import (
    MoneyDuty,
    check_money_enforcement,
    check_surcharge,
    first_enforcement_on,
)
from tongpan.law.money import yuan

CALENDAR = national()
DUTY = MoneyDuty(
    principal=yuan(1000),
    surcharge=yuan(1000),
    standard_told=True,
    surcharge_from=date(2026, 8, 3),
    demand_over=True,
    has_power=True,
)
NO_POWER = replace(DUTY, has_power=False, property_held=True, remedies_over=True)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("duty", "expected"),
    [
        pytest.param(DUTY, [], id="等于本金"),
        pytest.param(replace(DUTY, surcharge=yuan("1000.01")), ["coercion.surcharge.cap"], id="超出一分"),
        pytest.param(replace(DUTY, standard_told=False), ["coercion.surcharge.untold"], id="标准没有告知"),
    ],
)
def test_surcharge(duty, expected):
    assert codes(check_surcharge(duty)) == expected


@pytest.mark.parametrize(
    ("surcharge_from", "first"),
    [
        pytest.param(date(2026, 8, 3), date(2026, 9, 3), id="三十日届满次日"),
        pytest.param(date(2026, 9, 1), date(2026, 10, 9), id="末日国庆顺延后的次日"),
        pytest.param(date(2026, 12, 10), None, id="末日在安排未公布的年份"),
    ],
)
def test_first_day(surcharge_from, first):
    assert first_enforcement_on(surcharge_from, CALENDAR) == first


@pytest.mark.parametrize(
    ("duty", "on", "expected"),
    [
        pytest.param(DUTY, date(2026, 9, 3), [], id="超过三十日"),
        pytest.param(DUTY, date(2026, 9, 2), ["coercion.money.early"], id="恰好三十日"),
        pytest.param(
            replace(DUTY, surcharge_from=date(2026, 12, 10)),
            date(2027, 2, 1),
            ["coercion.money.early"],
            id="安排未公布",
        ),
        pytest.param(replace(DUTY, demand_over=False), date(2026, 9, 3), ["coercion.money.no_demand"], id="没有催告"),
        pytest.param(NO_POWER, date(2026, 8, 4), [], id="无执行权而有扣押物可以拍卖"),
        pytest.param(
            replace(NO_POWER, property_held=False), date(2026, 9, 3), ["coercion.money.no_power"], id="无执行权无财物"
        ),
        pytest.param(
            replace(NO_POWER, remedies_over=False), date(2026, 9, 3), ["coercion.auction.pending"], id="救济期未满"
        ),
        pytest.param(
            replace(NO_POWER, remedies_over=None), date(2026, 9, 3), ["coercion.auction.unknown"], id="救济情况不明"
        ),
        pytest.param(
            replace(NO_POWER, demand_over=False), date(2026, 9, 3), ["coercion.auction.no_demand"], id="拍卖前没有催告"
        ),
        pytest.param(
            replace(DUTY, standard_told=False), date(2026, 9, 3), ["coercion.surcharge.untold"], id="标准没有告知"
        ),
        pytest.param(
            replace(NO_POWER, surcharge=yuan(1001)), date(2026, 9, 3), ["coercion.surcharge.cap"], id="超出本金"
        ),
    ],
)
def test_enforcement_of_money(duty, on, expected):
    assert codes(check_money_enforcement(duty, CALENDAR, on)) == expected
