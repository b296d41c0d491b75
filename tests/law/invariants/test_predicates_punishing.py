"""能不能处罚的不变式（INV-15至INV-17、41）：时效、年龄和责任能力、一事不再罚、不予处罚。"""

from datetime import date

import pytest
from tests.law.invariants.histories import a_fine, answer, penalized

from tongpan.law.facts import Earlier, Penalty
from tongpan.law.model.starting import a_charge, a_party
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.penalty.no_penalty import Ground

SPARED = {"penalty": None, "ground": Ground.MINOR, "education": True}
WARNED = Penalty((PenaltyKind.WARNING,))
THE_SAME, ANOTHER, NOT_COMPARED = (Earlier("乙局", yuan(500), same_act=same) for same in (True, False, None))


def discovered(act_on, discovered_on, **charge):
    return answer(15, penalized(a_charge(act_on=act_on, discovered_on=discovered_on, **charge)))


def aged(born_on, act_on, **charge):
    return answer(16, penalized(a_charge(act_on=act_on, **charge), a_party(born_on=born_on)))


class TestLimitation:
    """INV-15: 行政处罚法36（从行为发生之日起计算，连续、继续的从行为终了之日起计算）."""

    @pytest.mark.parametrize(
        ("act_on", "last", "late"),
        [
            pytest.param(date(2024, 3, 2), date(2026, 3, 1), date(2026, 3, 2), id="二年"),
            pytest.param(date(2024, 2, 29), date(2026, 2, 28), date(2026, 3, 1), id="闰日发生"),
        ],
    )
    def test_an_act_is_discovered_within_two_years(self, act_on, last, late):
        assert discovered(act_on, last) is True
        assert discovered(act_on, late) is False

    @pytest.mark.parametrize(
        ("act_on", "last", "late"),
        [
            pytest.param(date(2021, 3, 2), date(2026, 3, 1), date(2026, 3, 2), id="五年"),
            pytest.param(date(2020, 2, 29), date(2025, 2, 28), date(2025, 3, 1), id="闰日发生"),
        ],
    )
    def test_five_years_where_life_health_or_finance_was_harmed(self, act_on, last, late):
        assert discovered(act_on, last, five_years=True) is True
        assert discovered(act_on, late, five_years=True) is False
        assert discovered(act_on, last, five_years=False) is False
        assert discovered(act_on, last, five_years=None) is False

    def test_an_act_that_lasted_counts_from_its_end(self):
        began, ended = date(2020, 1, 1), date(2024, 3, 2)

        assert discovered(began, date(2026, 3, 1), act_until=ended) is True
        assert discovered(began, date(2026, 3, 2), act_until=ended) is False

    def test_an_act_that_goes_on_does_not_run_out(self):
        assert discovered(date(2020, 1, 1), date(2026, 3, 2), continuing=True) is None

    @pytest.mark.parametrize(
        ("act_on", "discovered_on"),
        [
            pytest.param(None, date(2026, 3, 2), id="行为日不明"),
            pytest.param(date(2026, 2, 27), None, id="发现日不明"),
            pytest.param(None, None, id="都不明"),
        ],
    )
    def test_unknown_days_do_not_carry_a_penalty(self, act_on, discovered_on):
        assert discovered(act_on, discovered_on) is False

    def test_without_a_penalty_it_says_nothing(self):
        old = a_charge(act_on=date(2020, 1, 1), discovered_on=date(2026, 3, 2))

        assert answer(15, penalized(old, decisions=SPARED)) is None


class TestAge:
    """INV-16: 行政处罚法30、31；年龄自生日的第二天起算满（ADR-0021）."""

    @pytest.mark.parametrize(
        ("born_on", "act_on", "lightened", "holds"),
        [
            pytest.param(date(2012, 2, 27), date(2026, 2, 27), True, False, id="十四周岁生日当天"),
            pytest.param(date(2012, 2, 27), date(2026, 2, 28), True, True, id="十四周岁生日次日，从轻"),
            pytest.param(date(2012, 2, 27), date(2026, 2, 28), False, False, id="十四周岁生日次日，没有从轻"),
            pytest.param(date(2008, 2, 27), date(2026, 2, 27), True, True, id="十八周岁生日当天，从轻"),
            pytest.param(date(2008, 2, 27), date(2026, 2, 27), False, False, id="十八周岁生日当天，没有从轻"),
            pytest.param(date(2008, 2, 27), date(2026, 2, 28), False, True, id="十八周岁生日次日"),
            pytest.param(date(2012, 2, 29), date(2026, 2, 28), True, False, id="闰日出生，平年二月二十八日"),
            pytest.param(date(2012, 2, 29), date(2026, 3, 1), True, True, id="闰日出生，平年三月一日"),
            pytest.param(date(2008, 2, 29), date(2026, 2, 28), False, False, id="闰日出生，十八周岁生日"),
            pytest.param(date(2008, 2, 29), date(2026, 3, 1), False, True, id="闰日出生，十八周岁生日次日"),
        ],
    )
    def test_children_are_not_penalized_and_minors_more_lightly(self, born_on, act_on, lightened, holds):
        assert aged(born_on, act_on, lightened=lightened) is holds

    @pytest.mark.parametrize("kind", [PartyKind.CITIZEN, PartyKind.SOLE_TRADER])
    @pytest.mark.parametrize(
        ("party", "act_on"),
        [
            pytest.param({"born_on": None}, date(2026, 2, 27), id="出生不明"),
            pytest.param({"lucid": None}, date(2026, 2, 27), id="责任能力不明"),
            pytest.param({"lucid": False}, date(2026, 2, 27), id="不能辨认或者控制自己的行为"),
            pytest.param({}, None, id="行为日不明"),
        ],
    )
    def test_age_and_capacity_must_be_known_of_every_natural_person(self, kind, party, act_on):
        facts = penalized(a_charge(act_on=act_on), a_party(kind=kind, **party))

        assert answer(16, facts) is False

    def test_of_an_organization_it_says_nothing(self):
        company = a_party(kind=PartyKind.ORGANIZATION, born_on=None, lucid=None)

        assert answer(16, penalized(party=company)) is None

    def test_without_a_penalty_it_says_nothing(self):
        child = a_party(born_on=date(2015, 1, 1))

        assert answer(16, penalized(party=child, decisions=SPARED)) is None


class TestOneFine:
    """INV-17: 行政处罚法29."""

    @pytest.mark.parametrize(
        ("found", "holds"),
        [
            pytest.param((), True, id="没有罚过"),
            pytest.param((ANOTHER,), True, id="罚的是别的行为"),
            pytest.param((THE_SAME,), False, id="同一行为已经罚过"),
            pytest.param((ANOTHER, THE_SAME), False, id="其中一次是同一行为"),
            pytest.param((NOT_COMPARED,), False, id="是否同一行为不明"),
            pytest.param(None, False, id="没有查过"),
        ],
    )
    def test_one_act_is_fined_once(self, found, holds):
        assert answer(17, penalized(a_charge(earlier_fines=found))) is holds
        assert answer(17, penalized(a_charge(earlier_fines=found, proposed=a_fine(100, PenaltyKind.WARNING)))) is holds

    def test_other_penalties_are_not_asked_about(self):
        assert answer(17, penalized(a_charge(earlier_fines=(THE_SAME,), proposed=WARNED))) is None
        assert answer(17, penalized(a_charge(earlier_fines=(THE_SAME,)), decisions=SPARED)) is None


class TestNoPenalty:
    """INV-41: 行政处罚法33第三款、57第一款第三项（违法事实不能成立的，没有可教育的违法行为，ADR-0022）."""

    @pytest.mark.parametrize(
        ("ground", "education", "holds"),
        [
            *(pytest.param(ground, True, True, id=f"{ground.label}，已教育") for ground in Ground),
            *(
                pytest.param(ground, False, ground is Ground.NOT_ESTABLISHED, id=f"{ground.label}，没有教育")
                for ground in Ground
            ),
            pytest.param(None, True, False, id="没有法定理由"),
        ],
    )
    def test_it_has_a_ground_and_who_broke_the_law_is_taught(self, ground, education, holds):
        told = {"penalty": None, "ground": ground, "education": education}

        assert answer(41, penalized(decisions=told)) is holds

    def test_of_a_penalty_it_says_nothing(self):
        assert answer(41, penalized()) is None
