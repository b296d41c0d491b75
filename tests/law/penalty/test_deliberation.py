"""集体讨论：何时应当讨论，讨论怎样记录。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.limits import Regime
from tongpan.law.penalty.deliberation import (
    TEXTS,
    TOGETHER,
    Deliberation,
    Gravity,
    check_deliberated,
    deliberation_duty,
)
from tongpan.law.refusal import LawRefused

DECIDED = date(2026, 3, 20)
PLAIN = Gravity(complex=False, grave=False)
RECORD = Deliberation(DECIDED, frozenset({"陈", "周", "李"}), frozenset({"陈", "周"}), frozenset({"陈", "周"}), "同意")


def codes(verdict):
    return [breach.code for breach in verdict]


class TestDuty:
    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_plain_cases_are_decided_by_one(self, regime):
        assert deliberation_duty(PLAIN, regime).due is False

    @pytest.mark.parametrize(
        ("change", "bound"),
        [
            pytest.param({"complex": True}, {None, *Regime}, id="情节复杂"),
            pytest.param({"grave": True}, {None, *Regime}, id="重大违法行为"),
            pytest.param({"sent_by_head": True}, {None, *Regime}, id="负责人提交"),
            pytest.param({"review_due": True}, {Regime.SAMR}, id="应当法制审核"),
            pytest.param({"in_hearing_range": True}, {Regime.TRA}, id="属于听证范围"),
            pytest.param(
                {"in_hearing_range": True, "hearing_requested": True}, {Regime.AGR, Regime.TRA}, id="申请听证"
            ),
            pytest.param({"hearing_requested": True}, set(), id="不属于范围而申请"),
            pytest.param({"social_impact": True}, {Regime.AGR}, id="社会影响"),
            pytest.param({"disputed": True}, {Regime.TRA}, id="争议较大"),
        ],
    )
    def test_triggers_by_regime(self, change, bound):
        answers = {regime: deliberation_duty(replace(PLAIN, **change), regime).due for regime in (None, *Regime)}

        assert {regime for regime, due in answers.items() if due} == bound
        assert all(due is False for regime, due in answers.items() if regime not in bound)

    @pytest.mark.parametrize(
        ("change", "regime"),
        [
            ({"complex": None}, None),
            ({"grave": None}, None),
            ({"review_due": None}, Regime.SAMR),
            ({"in_hearing_range": None, "hearing_requested": True}, Regime.AGR),
            ({"social_impact": None}, Regime.AGR),
            ({"in_hearing_range": None}, Regime.TRA),
            ({"disputed": None}, Regime.TRA),
        ],
    )
    def test_unknown_is_said_unless_another_trigger_decides(self, change, regime):
        duty = deliberation_duty(replace(PLAIN, **change), regime)

        assert duty.due is None
        assert len(duty.to_find_out) == 1
        assert deliberation_duty(replace(PLAIN, **change, sent_by_head=True), regime).due is True


class TestRecord:
    @pytest.mark.parametrize(
        ("due", "record", "found"),
        [
            pytest.param(True, RECORD, [], id="记录齐全"),
            pytest.param(False, None, [], id="不必讨论"),
            pytest.param(True, None, ["deliberation.missing"], id="没有讨论"),
            pytest.param(None, None, ["deliberation.need.unknown"], id="不知道是否应当讨论"),
            pytest.param(None, RECORD, [], id="不知道而已经讨论"),
            pytest.param(True, replace(RECORD, on=date(2026, 3, 21)), ["deliberation.late"], id="先决定后讨论"),
            pytest.param(False, replace(RECORD, on=date(2026, 3, 21)), [], id="不必讨论的不问记录"),
            pytest.param(
                True,
                replace(RECORD, participants=frozenset({"陈", "李"}), views=frozenset({"陈"})),
                ["deliberation.heads.few"],
                id="只有一名负责人",
            ),
            pytest.param(
                True, replace(RECORD, views=frozenset({"陈"})), ["deliberation.view.missing"], id="缺一人意见"
            ),
            pytest.param(True, replace(RECORD, views=frozenset({"陈", "周", "李"})), [], id="列席人员也可以发表意见"),
            pytest.param(True, replace(RECORD, conclusion=" "), ["deliberation.conclusion.missing"], id="没有结论"),
        ],
    )
    def test_inv_34_recorded_before_the_decision(self, due, record, found):
        assert codes(check_deliberated(due, DECIDED, record)) == found

    def test_a_head_who_handles_the_case_does_not_count(self):
        assert codes(check_deliberated(True, DECIDED, RECORD, frozenset({"周"}))) == ["deliberation.heads.few"]

    @pytest.mark.parametrize("regime", [None, *Regime])
    def test_text_of_the_regime_is_cited(self, regime):
        (breach,) = check_deliberated(True, DECIDED, None, regime=regime)

        assert breach.citation == TEXTS.get(regime, TOGETHER)
        assert breach.blocks

    def test_views_of_absent_people_are_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(RECORD, views=frozenset({"吴"}))

        assert refusal.value.code == "deliberation.views.stranger"
