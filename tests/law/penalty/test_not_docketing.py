"""有案不立、不予立案、撤销立案。"""

from dataclasses import replace

import pytest

from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.penalty.docketing import Clue
from tongpan.law.penalty.not_docketing import (
    Reason,
    Unfiled,
    check_not_docketing,
    check_unfiled,
    check_withdrawal,
    check_withdrawal_due,
)
from tongpan.law.titles import APL

READY = Clue(evidence=True, deserves_penalty=True, own_jurisdiction=True, within_limitation=True)
STALE = replace(READY, within_limitation=False)
UNCLEAR = replace(READY, within_limitation=None)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestCheckUnfiled:
    @pytest.mark.parametrize(
        ("unfiled", "expected"),
        [
            pytest.param(Unfiled(READY, overdue=False), [], id="期内"),
            pytest.param(Unfiled(READY, overdue=True), ["not_docketing.alert"], id="过期"),
            pytest.param(Unfiled(READY, False, Reason.CONDITION), ["not_docketing.alert"], id="说不符合条件其实符合"),
            pytest.param(Unfiled(READY, False, Reason.OTHER), ["not_docketing.alert"], id="其他情形"),
            pytest.param(Unfiled(READY, True, Reason.OTHER), ["not_docketing.alert"], id="过期又拒绝"),
            pytest.param(Unfiled(READY, True, Reason.MINOR), [], id="轻微"),
            pytest.param(Unfiled(READY, False, Reason.FIRST), [], id="首违"),
            pytest.param(Unfiled(READY, False, Reason.NO_FAULT), [], id="没有过错"),
            pytest.param(Unfiled(STALE, True), [], id="不符合条件"),
            pytest.param(Unfiled(UNCLEAR, True), [], id="条件没有查清"),
        ],
    )
    def test_tells_supervision_of_a_case_not_filed(self, unfiled, expected):
        assert codes(check_unfiled(unfiled, None)) == expected

    def test_says_which_duty_was_neglected(self):
        (breach,) = check_unfiled(Unfiled(READY, overdue=True), Regime.SAMR)
        (refused,) = check_unfiled(Unfiled(READY, True, Reason.OTHER), Regime.SAMR)

        assert str(breach.citation) == "行政处罚法第七十六条第二款"
        assert breach.message == "符合立案条件，期满仍没有立案"
        assert refused.message == "符合立案条件而决定不予立案"


class TestCheckNotDocketing:
    @pytest.mark.parametrize(
        ("ground", "form", "regime", "basis", "expected"),
        [
            pytest.param(Reason.MINOR, None, None, None, [], id="轻微"),
            pytest.param(None, None, None, None, ["not_docketing.groundless"], id="没有理由"),
            pytest.param(Reason.OTHER, None, None, None, ["not_docketing.basis"], id="其他情形没有依据"),
            pytest.param(Reason.OTHER, None, None, Citation(APL, 36, 1), [], id="其他情形有依据"),
            pytest.param(Reason.FIRST, True, Regime.SAMR, None, [], id="市场监管填表"),
            pytest.param(Reason.FIRST, False, Regime.SAMR, None, ["not_docketing.form"], id="市场监管没有填表"),
            pytest.param(Reason.FIRST, None, Regime.SAMR, None, ["not_docketing.form.unknown"], id="填表不清楚"),
            pytest.param(
                None,
                False,
                Regime.SAMR,
                None,
                ["not_docketing.groundless", "not_docketing.form"],
                id="没有理由也没有填表",
            ),
        ],
    )
    def test_has_a_ground_and_its_form(self, ground, form, regime, basis, expected):
        assert codes(check_not_docketing(ground, form, regime, basis)) == expected

    @pytest.mark.parametrize(
        ("regime", "article"),
        [(None, "行政处罚法第五十四条第二款"), (Regime.SAMR, "市场监督管理行政处罚程序规定第二十条第一款")],
    )
    def test_cites_the_regime(self, regime, article):
        assert str(check_not_docketing(None, True, regime)[0].citation) == article

    @pytest.mark.parametrize("reason", Reason)
    def test_every_reason_is_named(self, reason):
        assert reason.label != reason.value


class TestWithdrawal:
    @pytest.mark.parametrize(
        ("clue", "regime", "expected"),
        [
            pytest.param(STALE, Regime.AGR, [], id="农业条件不具备"),
            pytest.param(READY, Regime.AGR, ["not_docketing.withdrawal.groundless"], id="农业条件仍具备"),
            pytest.param(UNCLEAR, Regime.AGR, ["not_docketing.withdrawal.groundless"], id="农业条件没有查清"),
            pytest.param(replace(UNCLEAR, evidence=False), Regime.AGR, [], id="一项不具备一项不清楚"),
            pytest.param(STALE, Regime.SAMR, ["not_docketing.withdrawal.unknown_here"], id="市场监管没有此规定"),
            pytest.param(STALE, None, ["not_docketing.withdrawal.unknown_here"], id="处罚法没有此规定"),
        ],
    )
    def test_is_agricultures_alone(self, clue, regime, expected):
        assert codes(check_withdrawal(clue, regime)) == expected

    def test_elsewhere_it_is_a_reading(self):
        (breach,) = check_withdrawal(STALE, Regime.HURD)

        assert (breach.grade, breach.overridable) == ("D", True)

    @pytest.mark.parametrize(
        ("clue", "regime", "expected"),
        [
            pytest.param(STALE, Regime.AGR, ["not_docketing.withdrawal.due"], id="农业应当撤销"),
            pytest.param(READY, Regime.AGR, [], id="农业条件仍具备"),
            pytest.param(STALE, Regime.SAMR, [], id="市场监管没有此规定"),
        ],
    )
    def test_is_due_where_a_condition_fell_away(self, clue, regime, expected):
        assert codes(check_withdrawal_due(clue, regime)) == expected
