"""冻结存款、汇款：只有法律规定的机关，三个工作日交付，三十日加三十日。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.freezing import (
    Freezing,
    check_delivery,
    check_freezing,
    check_freezing_term,
    freezing_limit,
)
from tongpan.law.money import yuan
from tongpan.law.refusal import LawRefused

CALENDAR = national()
ORDER = Freezing(
    law_names_organ=True,
    amount=yuan(5000),
    amount_involved=yuan(5000),
    frozen_by_another=False,
    approved=True,
    officers=2,
    identity_shown=True,
    record_made=True,
    bank_notified=True,
)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        pytest.param(ORDER, [], id="合法冻结，数额恰好相当"),
        pytest.param(replace(ORDER, law_names_organ=False), ["coercion.freezing.organ"], id="法律没有规定本机关"),
        pytest.param(replace(ORDER, law_names_organ=None), ["coercion.freezing.organ_unknown"], id="没有核对法律"),
        pytest.param(replace(ORDER, amount=yuan("5000.01")), ["coercion.freezing.amount"], id="超出一分"),
        pytest.param(replace(ORDER, amount_involved=None), ["coercion.freezing.amount_unknown"], id="金额没有查明"),
        pytest.param(replace(ORDER, frozen_by_another=True), ["coercion.freezing.twice"], id="重复冻结"),
        pytest.param(replace(ORDER, frozen_by_another=None), ["coercion.freezing.frozen_unknown"], id="没有核实"),
        *(
            pytest.param(replace(ORDER, **lacking), ["coercion.freezing.steps"], id=f"缺{name}")
            for name, lacking in {
                "批准": {"approved": False},
                "一人": {"officers": 1},
                "亮证": {"identity_shown": False},
                "笔录": {"record_made": False},
                "冻结通知书": {"bank_notified": False},
            }.items()
        ),
    ],
)
def test_freezing(order, expected):
    assert codes(check_freezing(order)) == expected


@pytest.mark.parametrize(
    ("delivered_on", "as_of", "expected"),
    [
        pytest.param(date(2026, 10, 9), date(2026, 10, 20), [], id="国庆后第三个工作日"),
        pytest.param(date(2026, 10, 10), date(2026, 10, 20), ["coercion.freezing.undelivered"], id="晚一个工作日"),
        pytest.param(None, date(2026, 10, 9), [], id="期限内还没有交付"),
        pytest.param(None, date(2026, 10, 10), ["coercion.freezing.undelivered"], id="期限过了没有交付"),
    ],
)
def test_delivery(delivered_on, as_of, expected):
    assert codes(check_delivery(date(2026, 9, 29), delivered_on, CALENDAR, as_of)) == expected


def test_delivery_comes_after_the_decision():
    with pytest.raises(LawRefused) as refused:
        check_delivery(date(2026, 9, 29), date(2026, 9, 28), CALENDAR, date(2026, 9, 29))

    assert refused.value.code == "coercion.freezing.order"


@pytest.mark.parametrize(
    ("prolonged", "last"),
    [
        pytest.param(0, date(2026, 10, 1), id="三十日"),
        pytest.param(1, date(2026, 10, 2), id="延长一日"),
        pytest.param(30, date(2026, 10, 31), id="延长三十日"),
    ],
)
def test_term(prolonged, last):
    after = date.fromordinal(last.toordinal() + 1)
    frozen = date(2026, 9, 1)

    assert freezing_limit(frozen, CALENDAR, prolonged).act_by == last
    assert check_freezing_term(frozen, None, CALENDAR, last, prolonged) == ()
    assert codes(check_freezing_term(frozen, None, CALENDAR, after, prolonged)) == ["coercion.freezing.expired"]
    assert check_freezing_term(frozen, last, CALENDAR, after, prolonged) == ()


@pytest.mark.parametrize("days", [31, -1])
def test_no_longer_than_thirty_days_more(days):
    with pytest.raises(LawRefused) as refused:
        freezing_limit(date(2026, 9, 1), CALENDAR, days)

    assert refused.value.code == "coercion.freezing.prolongation"
