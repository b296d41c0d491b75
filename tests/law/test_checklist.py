"""核对清单：逐项核对，不清楚的不按有利于机关处理。"""

import pytest

from tongpan.law.checklist import Requirement, check_all, negate, unmet
from tongpan.law.citation import Citation
from tongpan.law.titles import APL
from tongpan.law.verdict import Breach

LACKING = Breach("x.lacking", "缺", None)
UNKNOWN = Breach("x.unknown", "不清楚", None)
DERIVED = Breach("x.lacking", "缺", Citation(APL, 55, 1), "D", "补", "ADR-0000")
ELSEWHERE = Citation(APL, 56)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(True, (), id="具备"),
        pytest.param(False, (LACKING,), id="不具备"),
        pytest.param(None, (UNKNOWN,), id="不清楚"),
    ],
)
def test_an_answer_has_its_breach(answer, expected):
    asked = Requirement(lambda fact: fact, LACKING, UNKNOWN)

    assert asked.check(answer) == expected
    assert check_all([asked], answer) == expected
    assert unmet((answer, LACKING, UNKNOWN)) == expected


def test_what_nobody_knows_counts_as_lacking_where_it_has_no_words_of_its_own():
    assert check_all([Requirement(lambda fact: fact, LACKING)], None) == (LACKING,)
    assert unmet((None, LACKING)) == unmet((None, LACKING, None)) == (LACKING,)


def test_breaches_come_in_the_order_of_the_list():
    asked = [Requirement(lambda fact: False, UNKNOWN), Requirement(lambda fact: False, LACKING)]

    assert check_all(asked, object()) == (UNKNOWN, LACKING)


def test_unmet_demands_come_in_order_and_met_ones_do_not():
    assert unmet((False, LACKING), (True, LACKING), (False, UNKNOWN)) == (LACKING, UNKNOWN)
    assert unmet((True, LACKING)) == ()
    assert unmet((None, LACKING, UNKNOWN), (True, LACKING), (False, LACKING, UNKNOWN)) == (UNKNOWN, LACKING)


class TestUnder:
    def test_another_text_is_cited_and_nothing_is_derived_any_more(self):
        asked = Requirement(lambda fact: fact, DERIVED, DERIVED).under(ELSEWHERE)

        said = Breach("x.lacking", "缺", ELSEWHERE, "A", "补")
        assert (asked.check(False), asked.check(None), asked.check(True)) == ((said,), (said,), ())

    def test_not_knowing_without_words_of_its_own_stays_so(self):
        asked = Requirement(lambda fact: fact, DERIVED).under(ELSEWHERE)

        assert asked.unknown is None
        assert asked.check(None) == (Breach("x.lacking", "缺", ELSEWHERE, "A", "补"),)


@pytest.mark.parametrize(("answer", "expected"), [(True, False), (False, True), (None, None)])
def test_the_opposite_of_unknown_is_unknown(answer, expected):
    assert negate(answer) is expected
