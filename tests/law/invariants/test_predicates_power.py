"""职权与委托的不变式（INV-01、INV-03）：逐条列出守法的和违反的经过，起止之日各算一次。"""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.law.invariants.histories import answer, penalized

from tongpan.law.facts import Filing, Inspection, Split
from tongpan.law.facts.words import Power
from tongpan.law.model.probing.base import KEY
from tongpan.law.model.starting import DAY_ONE, a_clue, an_authority
from tongpan.law.penalty.authority import Basis

TODAY = DAY_ONE.date()
TOMORROW = TODAY + timedelta(days=1)
PAIR = ("张", "王")


def empowered(*rows):
    return replace(penalized(), authorities=rows)


def penalty_power(**values):
    return an_authority(Power.PENALTY, **values)


def handed_down(**values):
    return penalty_power(**({"right": Basis.TRANSFERRED, "by_province": True, "published_on": TODAY} | values))


class TestPower:
    """INV-01: 行政处罚法17、18、24."""

    @pytest.mark.parametrize(
        ("power", "holds"),
        [
            pytest.param(penalty_power(), True, id="法定职权"),
            pytest.param(penalty_power(since=TODAY), True, id="当日取得"),
            pytest.param(penalty_power(since=TOMORROW), False, id="次日才取得"),
            pytest.param(penalty_power(since=None), False, id="取得日期不明"),
            pytest.param(penalty_power(until=TOMORROW), True, id="次日终止"),
            pytest.param(penalty_power(until=TODAY), False, id="当日已经终止"),
            pytest.param(penalty_power(cause="占道经营"), True, id="就本案由授予"),
            pytest.param(penalty_power(cause="倾倒垃圾"), False, id="只就别的案由授予"),
            pytest.param(an_authority(Power.MEASURE), False, id="强制措施权不是处罚权"),
            pytest.param(penalty_power(published_on=None), True, id="法定职权不需另行公布"),
            pytest.param(handed_down(), True, id="省级决定交由行使并公布"),
            pytest.param(handed_down(by_province=False), False, id="不是省级决定"),
            pytest.param(handed_down(by_province=None), False, id="是否省级决定不明"),
            pytest.param(handed_down(published_on=None), False, id="决定没有公布"),
        ],
    )
    def test_a_penalty_needs_the_power_to_penalize_on_that_day(self, power, holds):
        assert answer(1, empowered(power)) is holds

    def test_without_any_power_nothing_is_penalized(self):
        assert answer(1, empowered()) is False

    def test_the_last_row_says_how_the_power_stands(self):
        over = penalty_power(until=TODAY)

        assert answer(1, empowered(over, penalty_power())) is True
        assert answer(1, empowered(penalty_power(), over)) is False

    @pytest.mark.parametrize(
        ("power", "entered_at", "holds"),
        [
            pytest.param(an_authority(Power.INSPECTION), DAY_ONE, True, id="有检查权"),
            pytest.param(penalty_power(), DAY_ONE, False, id="处罚权不是检查权"),
            pytest.param(an_authority(Power.INSPECTION, until=TODAY), DAY_ONE, False, id="检查权已经终止"),
            pytest.param(an_authority(Power.INSPECTION, cause="倾倒垃圾"), DAY_ONE, False, id="别的案由的检查权"),
            pytest.param(penalty_power(), None, None, id="没有进入现场"),
        ],
    )
    def test_entering_needs_the_power_to_inspect(self, power, entered_at, holds):
        visit = Inspection("检查1", **KEY, entered_at=entered_at, officers=PAIR)

        assert answer(1, a_clue(authorities=(power,), inspections=(visit,))) is holds

    def test_a_decision_not_to_penalize_says_nothing(self):
        spared = replace(penalized(decisions={"penalty": None}), authorities=(), filing=None)

        assert answer(1, spared) is None

    @pytest.mark.parametrize(
        ("power", "holds"),
        [
            pytest.param(penalty_power(), True, id="立案当天有处罚权"),
            pytest.param(penalty_power(until=DAY_ONE.date()), False, id="立案当天已经收回"),
            pytest.param(penalty_power(since=DAY_ONE.date() + timedelta(days=1)), False, id="立案以后才取得"),
            pytest.param(an_authority(Power.INSPECTION), False, id="只有检查权"),
        ],
    )
    def test_filing_needs_the_power_on_that_day(self, power, holds):
        """收回的次日不能再立案。"""
        facts = a_clue(authorities=(power,), filing=Filing(DAY_ONE, "周"))

        assert answer(1, facts) is holds

    def test_a_charge_that_went_into_another_case_is_no_cause_here(self):
        went = Split(**KEY, at=DAY_ONE, into="AJ2026-0000002")

        assert answer(1, a_clue(authorities=(), filing=Filing(DAY_ONE, "周"), splits=(went,))) is None


class TestDelegation:
    """INV-03: 行政处罚法20."""

    @pytest.mark.parametrize(
        ("power", "holds"),
        [
            pytest.param(penalty_power(right=Basis.DELEGATED), True, id="书面委托"),
            pytest.param(penalty_power(right=Basis.DELEGATED, until=TOMORROW), True, id="委托次日到期"),
            pytest.param(penalty_power(right=Basis.DELEGATED, until=TODAY), False, id="委托当日到期"),
            pytest.param(penalty_power(right=Basis.DELEGATED, passed_on=True), False, id="再委托"),
            pytest.param(penalty_power(right=Basis.OWN, until=TODAY, passed_on=True), None, id="不是委托"),
            pytest.param(an_authority(Power.MEASURE, right=Basis.DELEGATED), None, id="委托的不是处罚权"),
        ],
    )
    def test_a_delegation_is_neither_over_nor_passed_on(self, power, holds):
        assert answer(3, empowered(power)) is holds

    def test_a_case_without_power_is_not_delegated(self):
        assert answer(3, empowered()) is None
