"""处罚种类、当事人种类与条件的三种答案。"""

import pytest

from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.requirement import Requirement, gather
from tongpan.law.verdict import Breach

SIGNED = Requirement(Breach("unsigned", "没有签字", None), Breach("unsigned.unknown", "不清楚是否签字", None))
SEALED = Requirement(Breach("unsealed", "没有盖章", None), Breach("unsealed.unknown", "不清楚是否盖章", None))


class TestKinds:
    @pytest.mark.parametrize("kind", [*PenaltyKind, *PartyKind])
    def test_have_a_name_in_chinese(self, kind):
        assert kind.label
        assert kind.label != kind.value

    def test_are_the_fourteen_of_article_nine(self):
        assert len(PenaltyKind) == 14
        assert PenaltyKind.SUSPEND_BUSINESS.label == "责令停产停业"
        assert PartyKind.SOLE_TRADER.label == "个体工商户"


class TestRequirement:
    @pytest.mark.parametrize(
        ("fact", "codes"),
        [
            pytest.param(True, [], id="具备"),
            pytest.param(False, ["unsigned"], id="不具备"),
            pytest.param(None, ["unsigned.unknown"], id="不清楚"),
        ],
    )
    def test_has_three_answers(self, fact, codes):
        assert [breach.code for breach in SIGNED.check(fact)] == codes

    def test_several_are_told_together_in_their_order(self):
        verdict = gather((None, SIGNED), (True, SEALED), (False, SEALED))

        assert [breach.code for breach in verdict] == ["unsigned.unknown", "unsealed"]
