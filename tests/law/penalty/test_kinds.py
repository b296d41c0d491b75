"""处罚种类与当事人种类。"""

import pytest

from tongpan.law.penalty.kinds import PartyKind, PenaltyKind


class TestKinds:
    @pytest.mark.parametrize("kind", [*PenaltyKind, *PartyKind])
    def test_have_a_name_in_chinese(self, kind):
        assert kind.label
        assert kind.label != kind.value

    def test_are_the_fourteen_of_article_nine(self):
        assert len(PenaltyKind) == 14
        assert PenaltyKind.SUSPEND_BUSINESS.label == "责令停产停业"
        assert PartyKind.SOLE_TRADER.label == "个体工商户"
