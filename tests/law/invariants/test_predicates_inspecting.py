"""检查的不变式（INV-64至INV-66、69）：只检查公布的事项，先批准、先扫码，有结果并告知。"""

from dataclasses import replace

import pytest
from tests.law.invariants.histories import MOMENT, Outlook, answer

from tongpan.law.facts import Inspection
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_clue

VISIT = Inspection(
    "检查1", **KEY, listed=True, approved_at=DAY_ONE, scanned_at=DAY_ONE, entered_at=DAY_ONE, told_at=DAY_ONE
)
BEFORE_ENTRY = [
    pytest.param(DAY_ONE - MOMENT, True, id="进入之前"),
    pytest.param(DAY_ONE, True, id="进入之时"),
    pytest.param(DAY_ONE + MOMENT, False, id="进入之后"),
    pytest.param(None, False, id="没有"),
]


def visited(**told):
    return replace(a_clue(), inspections=(replace(VISIT, **told),))


@pytest.mark.parametrize("number", [64, 65, 66, 69])
def test_a_lawful_visit_breaks_nothing(number):
    assert answer(number, visited(), prospect=Outlook()) is True


@pytest.mark.parametrize("number", [64, 65, 66, 69])
def test_before_anybody_entered_nothing_is_asked(number):
    planned = visited(listed=None, approved_at=None, scanned_at=None, entered_at=None, told_at=None)

    assert answer(number, planned, prospect=Outlook()) is None


@pytest.mark.parametrize("listed", [False, None], ids=["没有公布", "是否公布不明"])
def test_only_what_is_published_is_inspected(listed):
    """INV-64: 行政处罚法39."""
    assert answer(64, visited(listed=listed)) is False


@pytest.mark.parametrize(("at", "holds"), BEFORE_ENTRY)
def test_the_head_approves_before(at, holds):
    """INV-65: 浙江行政程序办法78."""
    assert answer(65, visited(approved_at=at)) is holds


def test_an_urgent_inspection_is_approved_afterwards():
    assert answer(65, visited(approved_at=None, urgent=True)) is True


@pytest.mark.parametrize(("at", "holds"), BEFORE_ENTRY)
def test_the_code_is_scanned_before(at, holds):
    """INV-66: 行政处罚法47."""
    assert answer(66, visited(scanned_at=at)) is holds


def test_what_was_not_scanned_is_explained():
    assert answer(66, visited(scanned_at=None, scan_excuse="没有网络")) is True
    assert answer(66, visited(scanned_at=DAY_ONE + MOMENT, scan_excuse="没有网络")) is True


@pytest.mark.parametrize(
    ("outlook", "holds"),
    [
        pytest.param(Outlook(opened=("TELL_INSPECTION",), about="检查1"), True, id="下一步是告知"),
        pytest.param(Outlook(), False, id="没有提示告知"),
        pytest.param(Outlook(opened=("TELL_INSPECTION",), about="检查2"), False, id="说的是别的检查"),
        pytest.param(None, True, id="只看经过"),
    ],
)
def test_a_result_that_is_not_told_is_what_comes_next(outlook, holds):
    """INV-69: 浙江行政程序办法79."""
    assert answer(69, visited(told_at=None), prospect=outlook) is holds
