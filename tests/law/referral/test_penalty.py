"""移送与处罚：不得以罚代刑，罚金折抵，办案期限。"""

from dataclasses import replace

import pytest

from tongpan.law.money import NOTHING, yuan
from tongpan.law.referral.penalty import (
    CourtFine,
    PenaltyUnderSuspicion,
    check_clock,
    check_penalty,
    clock_may_stop,
    goes_on_after_transfer,
    offset,
)
from tongpan.law.referral.transfer import Suspicion

CLEAR = PenaltyUnderSuspicion(Suspicion.NONE, transfer_settled=False, fines=True, court_fine=CourtFine.NONE)


def codes(verdict):
    return [breach.code for breach in verdict]


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param(CLEAR, [], id="没有犯罪嫌疑"),
        pytest.param(replace(CLEAR, suspicion=None), ["referral.penalty.unknown"], id="没有判断"),
        pytest.param(replace(CLEAR, suspicion=Suspicion.REASONABLE), ["referral.penalty.instead"], id="以罚代刑"),
        pytest.param(
            replace(CLEAR, suspicion=Suspicion.STANDARD_REACHED), ["referral.penalty.instead"], id="达到标准不移送"
        ),
        pytest.param(
            replace(CLEAR, suspicion=Suspicion.STANDARD_REACHED, transfer_settled=True), [], id="移送已有结论"
        ),
        pytest.param(replace(CLEAR, court_fine=CourtFine.IMPOSED), ["referral.fine.after_court"], id="法院已判罚金"),
        pytest.param(replace(CLEAR, court_fine=CourtFine.UNKNOWN), ["referral.fine.unknown"], id="不清楚有没有判"),
        pytest.param(replace(CLEAR, court_fine=CourtFine.IMPOSED, fines=False), [], id="不罚款的处罚"),
    ],
)
def test_penalty(facts, expected):
    assert codes(check_penalty(facts)) == expected


def test_a_court_fine_nobody_asked_about_is_unknown():
    assert codes(check_penalty(PenaltyUnderSuspicion(Suspicion.NONE, False, True))) == ["referral.fine.unknown"]


@pytest.mark.parametrize(
    ("fine", "court", "left"),
    [(yuan(300), yuan(1000), yuan(700)), (yuan(1000), yuan(1000), NOTHING), (yuan(1001), yuan(1000), NOTHING)],
)
def test_offset(fine, court, left):
    assert offset(fine, court) == left


@pytest.mark.parametrize(
    ("penalty", "goes_on"),
    [("警告", True), ("责令停产停业", True), ("暂扣许可证件", True), ("吊销许可证件", True), ("罚款", False)],
)
def test_what_goes_on(penalty, goes_on):
    assert goes_on_after_transfer(penalty) is goes_on


@pytest.mark.parametrize(
    ("regime", "may_stop"), [(None, False), ("SAMR", True), ("HURD", True), ("AGR", True), ("TRA", False)]
)
def test_clock(regime, may_stop):
    assert clock_may_stop(regime) is may_stop
    assert check_clock(regime, stopped=False, suspension_decided=False) == ()
    decided = codes(check_clock(regime, stopped=True, suspension_decided=True))
    undecided = codes(check_clock(regime, stopped=True, suspension_decided=False))
    assert decided == ([] if may_stop else ["referral.clock.no_ground"])
    assert undecided == (["referral.clock.undecided"] if may_stop else ["referral.clock.no_ground"])


def test_every_state_of_a_court_fine_has_its_word():
    assert [each.label for each in CourtFine] == ["没有判处罚金", "已判处罚金", "不清楚"]
