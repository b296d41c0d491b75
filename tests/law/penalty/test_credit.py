"""信用公示：与决定公开分开，轻微的原则上不公示，期满停止。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import Regime
from tongpan.law.penalty.credit import CreditClass, CreditEntry, check_credit, credit_class, last_day_shown
from tongpan.law.penalty.kinds import PenaltyKind as K

CALENDAR = national()
FINED = CreditEntry(frozenset({K.FINE}), summary=False, published_on=date(2026, 3, 2))
WARNED = replace(FINED, kinds=frozenset({K.WARNING, K.CRITICISM}))


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        pytest.param(FINED, CreditClass.GENERAL, id="普通罚款"),
        pytest.param(replace(FINED, serious=True), CreditClass.SERIOUS, id="严重失信"),
        pytest.param(replace(FINED, summary=True, serious=True), CreditClass.MINOR, id="简易程序"),
        pytest.param(WARNED, CreditClass.MINOR, id="警告和通报批评"),
        pytest.param(replace(FINED, kinds=frozenset({K.WARNING, K.FINE})), CreditClass.GENERAL, id="警告并罚款"),
    ],
)
def test_class(entry, found):
    assert credit_class(entry) is found
    assert found.label


@pytest.mark.parametrize(
    ("entry", "regime", "last"),
    [
        pytest.param(FINED, None, date(2027, 3, 2), id="一般一年"),
        pytest.param(replace(FINED, serious=True), None, date(2029, 3, 2), id="严重三年"),
        pytest.param(WARNED, None, date(2026, 6, 2), id="轻微三个月"),
        pytest.param(FINED, Regime.SAMR, date(2029, 3, 2), id="市场监管三年"),
        pytest.param(replace(FINED, small_fine=True), Regime.SAMR, date(2026, 6, 2), id="市场监管较低数额罚款"),
        pytest.param(
            replace(FINED, kinds=frozenset({K.CRITICISM})), Regime.SAMR, date(2026, 6, 2), id="市场监管仅通报批评"
        ),
        pytest.param(
            replace(FINED, kinds=frozenset({K.FINE, K.CLOSE}), small_fine=True),
            Regime.SAMR,
            date(2029, 3, 2),
            id="另有关闭",
        ),
    ],
)
def test_last_day_shown(entry, regime, last):
    assert last_day_shown(entry, CALENDAR, regime) == last


@pytest.mark.parametrize(
    ("entry", "as_of", "regime", "found"),
    [
        pytest.param(FINED, date(2027, 3, 2), None, [], id="末日"),
        pytest.param(FINED, date(2027, 3, 3), None, [("credit.expired", "B")], id="期满未停"),
        pytest.param(replace(FINED, removed_on=date(2027, 3, 2)), date(2028, 1, 1), None, [], id="期满已停"),
        pytest.param(WARNED, date(2026, 3, 3), None, [("credit.minor.shown", "B")], id="轻微的公示了"),
        pytest.param(replace(WARNED, necessity="屡教不改"), date(2026, 3, 3), None, [], id="确有必要"),
        pytest.param(
            replace(WARNED, necessity=" "), date(2026, 3, 3), None, [("credit.minor.shown", "B")], id="理由空白"
        ),
        pytest.param(FINED, date(2029, 3, 3), Regime.SAMR, [("credit.expired", "A")], id="市场监管期满"),
        pytest.param(WARNED, date(2026, 3, 3), Regime.SAMR, [], id="市场监管另有规定"),
    ],
)
def test_inv_75_minor_ones_stay_off_and_all_end(entry, as_of, regime, found):
    assert [(each.code, each.grade) for each in check_credit(entry, as_of, CALENDAR, regime)] == found
