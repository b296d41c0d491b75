"""核对清单：逐项核对，不清楚的不按有利于机关处理。"""

import pytest

from tongpan.law.checklist import Requirement, check_all, negate
from tongpan.law.verdict import Breach

LACKING = Breach("x.lacking", "缺", None)
UNKNOWN = Breach("x.unknown", "不清楚", None)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(True, (), id="具备"),
        pytest.param(False, (LACKING,), id="不具备"),
        pytest.param(None, (UNKNOWN,), id="不清楚"),
    ],
)
def test_an_answer_has_its_breach(answer, expected):
    assert check_all([Requirement(lambda fact: fact, LACKING, UNKNOWN)], answer) == expected


def test_what_nobody_knows_counts_as_lacking_where_it_has_no_words_of_its_own():
    assert check_all([Requirement(lambda fact: fact, LACKING)], None) == (LACKING,)


def test_breaches_come_in_the_order_of_the_list():
    asked = [Requirement(lambda fact: False, UNKNOWN), Requirement(lambda fact: False, LACKING)]

    assert check_all(asked, object()) == (UNKNOWN, LACKING)


@pytest.mark.parametrize(("answer", "expected"), [(True, False), (False, True), (None, None)])
def test_the_opposite_of_unknown_is_unknown(answer, expected):
    assert negate(answer) is expected
