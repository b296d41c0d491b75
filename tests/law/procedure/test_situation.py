"""案件事实怎样换成未决问题、职权、期限各条规则所要的要素。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion import seizure
from tongpan.law.facts import Referral, Remedy, Service, forcing
from tongpan.law.facts.words import Duty, Mode, Outcome, Paper, Power, RemedyKind, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, a_thing, decided, held, ready
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, an_authority, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step, next_steps
from tongpan.law.procedure.asking import situation_of
from tongpan.law.procedure.gates.enforcing import enforcement_power, knowledge_of, remedies_over
from tongpan.law.procedure.gates.measuring import custody_of
from tongpan.law.procedure.gates.paying import surcharge_of
from tongpan.law.procedure.gates.staff import authority_of
from tongpan.law.procedure.view import CaseView, ThingView
from tongpan.law.remedies.routes import Act
from tongpan.law.titles import ECOLOGY_CODE

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
UNSERVED = decided(investigated(a_clue()), served=False)
SPOT = replace(SERVED, decisions=tuple(replace(each, track=Track.SUMMARY) for each in SERVED.decisions))
SPARED = replace(SERVED, decisions=tuple(replace(each, penalty=None) for each in SERVED.decisions))
UPSET = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE, ended_at=LATER, outcome=Outcome.REVOKED)
REVOKED = replace(SERVED, remedies=(UPSET,))
RESUMED = replace(a_clue(), referrals=(Referral(**KEY, resumed_at=LATER),))
HANDED_DOWN = an_authority(Power.PENALTY, right=Basis.TRANSFERRED, by_province=True)
THINGS = replace(investigated(a_clue()), things=(a_thing(),))
TODAY = LATER.date()


def view(facts, at=LATER):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def power(**values):
    return replace(investigated(a_clue()), authorities=(an_authority(Power.PENALTY, **values),))


class TestOpenPoints:
    @pytest.mark.parametrize(
        ("facts", "point", "answer"),
        [
            pytest.param(SERVED, "served", True, id="已经送达"),
            pytest.param(UNSERVED, "served", False, id="没有送达"),
            pytest.param(SERVED, "court_enforcement_considered", True, id="送达而没有缴"),
            pytest.param(UNSERVED, "court_enforcement_considered", False, id="没有送达谈不上执行"),
            pytest.param(REVOKED, "court_enforcement_considered", False, id="撤销的不执行"),
            pytest.param(replace(THINGS, authorities=(HANDED_DOWN,)), "coercion_planned", True, id="乡镇扣押"),
            pytest.param(THINGS, "coercion_planned", False, id="自有职权的扣押"),
            pytest.param(a_clue(authorities=(HANDED_DOWN,)), "coercion_planned", False, id="乡镇没有要扣的"),
            pytest.param(SPOT, "summary_penalty", True, id="当场处罚"),
            pytest.param(SERVED, "summary_penalty", False, id="普通程序"),
            pytest.param(SERVED, "penalty_decided", True, id="处罚决定"),
            pytest.param(SPARED, "penalty_decided", False, id="不予处罚"),
            pytest.param(a_clue(), "act_on", date(2026, 2, 27), id="行为之日"),
            pytest.param(a_clue(a_charge(act_on=None)), "act_on", None, id="行为之日不明"),
            pytest.param(SERVED, "decision_on", date(2026, 3, 2), id="决定之日"),
            pytest.param(investigated(a_clue()), "decision_on", TODAY, id="没有决定的按今天"),
            pytest.param(replace(a_clue(), referrals=(Referral(**KEY),)), "referral_pending", True, id="移送没有结果"),
            pytest.param(RESUMED, "referral_pending", False, id="移送之后恢复"),
            pytest.param(a_clue(), "referral_pending", False, id="没有移送"),
            pytest.param(power(until=TODAY), "power_withdrawn", True, id="职权今天起收回"),
            pytest.param(power(until=TODAY + timedelta(days=1)), "power_withdrawn", False, id="职权明天收回"),
            pytest.param(power(), "power_withdrawn", False, id="职权没有期限"),
            pytest.param(a_clue(a_charge(regime=Regime.HURD)), "regime_chosen", True, id="选了程序规定"),
            pytest.param(a_clue(), "regime_chosen", False, id="没有选程序规定"),
            pytest.param(a_clue(a_charge(law=ECOLOGY_CODE)), "ecological", True, id="适用生态环境法典"),
            pytest.param(a_clue(), "ecological", False, id="适用别的法律"),
            pytest.param(a_clue(party=a_party(kind=PartyKind.SOLE_TRADER)), "individual_business", True, id="个体户"),
            pytest.param(a_clue(), "individual_business", False, id="公民"),
            pytest.param(a_clue(province="330106"), "in_zhejiang", True, id="在浙江"),
            pytest.param(a_clue(province=None), "in_zhejiang", False, id="地点不明"),
            pytest.param(
                replace(UNSERVED, services=(Service(Paper.DECISION, **KEY, at=DAY_ONE, mode=Mode.PUBLIC),)),
                "service_by_public_notice", True, id="公告送达",
            ),
            pytest.param(UNSERVED, "service_by_public_notice", False, id="没有公告"),
        ],
    )  # fmt: skip
    def test_are_found_in_the_facts(self, facts, point, answer):
        assert getattr(situation_of(CaseView(facts, LATER, CALENDAR)), point) == answer


class TestPowers:
    def held(self, *rows):
        return authority_of(view(replace(a_clue(), authorities=rows)), Power.PENALTY)

    def test_the_causes_own_row_stands_before_the_general_one_of_the_same_day(self):
        general, own = an_authority(Power.PENALTY), an_authority(Power.PENALTY, cause="占道经营")

        assert self.held(general, own) == self.held(own, general) == own

    def test_the_later_row_stands_before_the_earlier(self):
        old, new = an_authority(Power.PENALTY, cause="占道经营"), an_authority(Power.PENALTY, since=date(2025, 1, 1))

        assert self.held(old, new) == self.held(new, old) == new

    def test_another_power_or_another_cause_does_not_count(self):
        assert self.held(an_authority(Power.MEASURE), an_authority(Power.PENALTY, cause="噪声")) is None

    @pytest.mark.parametrize(("express", "stands"), [(True, True), (False, False), (None, False)])
    def test_a_township_enforces_only_where_it_is_named_for_that(self, express, stands):
        row = an_authority(Power.ENFORCEMENT, right=Basis.TRANSFERRED, express=express)

        found = enforcement_power(view(replace(SERVED, authorities=(row,))))

        assert (found.township_basis is not None) is stands
        assert str(found.basis) == "城乡规划法第六十八条"


class TestRemedies:
    OVER = DAY_ONE.replace(month=9, day=3)

    @pytest.mark.parametrize(
        ("facts", "at", "over"),
        [
            pytest.param(SERVED, OVER - timedelta(days=1), False, id="起诉期的最后一日"),
            pytest.param(SERVED, OVER, True, id="起诉期届满的次日"),
            pytest.param(UNSERVED, OVER, False, id="没有送达不起算"),
            pytest.param(REVOKED, OVER, False, id="提起过救济的另算"),
        ],
    )
    def test_are_over_when_both_terms_are(self, facts, at, over):
        assert remedies_over(view(facts, at)) is over

    @pytest.mark.parametrize(
        ("facts", "act"),
        [
            pytest.param(SERVED, Act.PENALTY, id="普通程序的处罚"),
            pytest.param(SPOT, Act.SUMMARY_PENALTY, id="当场处罚"),
            pytest.param(
                decided(investigated(a_clue(a_charge(duty=Duty.DEMOLISH)))), Act.DEMOLITION_ORDER, id="限期拆除"
            ),
        ],
    )
    def test_depend_on_what_was_decided(self, facts, act):
        assert knowledge_of(view(facts)).act is act

    @pytest.mark.parametrize(
        ("ended_at", "accrued"),
        [
            pytest.param(None, yuan(60), id="诉讼没有终结，此后不计算"),
            pytest.param(DAY_ONE.replace(day=20), yuan(180), id="诉讼终结后接着计算"),
        ],
    )
    def test_stop_the_surcharge_while_they_run(self, ended_at, accrued):
        suit = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE.replace(day=19), ended_at=ended_at)

        assert surcharge_of(view(replace(SERVED, remedies=(suit,)), DAY_ONE.replace(day=22))) == accrued


class TestCustody:
    @pytest.mark.parametrize(
        ("values", "prolong", "days"),
        [
            pytest.param({}, False, [], id="没有延长"),
            pytest.param({"extended_at": DAY_ONE}, False, [DAY_ONE.date()], id="延长过"),
            pytest.param({}, True, [TODAY], id="今天延长"),
            pytest.param({"extended_at": DAY_ONE}, True, [DAY_ONE.date(), TODAY], id="再延长一次"),
        ],
    )
    def test_is_prolonged_by_the_head_for_thirty_days_with_reasons(self, values, prolong, days):
        facts = held(THINGS, **values)

        custody = custody_of(ThingView(view(facts), a_thing(), facts.measures[0]), facts.measures[0], prolong=prolong)

        assert custody.prolongations == tuple(
            seizure.Prolongation(day, 30, True, day, reasons_stated=True) for day in days
        )

    @pytest.mark.parametrize(("told", "told_on"), [(True, date(2026, 3, 3)), (False, None)])
    def test_leaves_out_a_test_as_the_party_was_told(self, told, told_on):
        row = forcing.Testing(date(2026, 3, 3), date(2026, 3, 12), told=told)
        facts = held(THINGS, tests=(row,))

        custody = custody_of(ThingView(view(facts), a_thing(), facts.measures[0]), facts.measures[0])

        assert custody.testings == (seizure.Testing(date(2026, 3, 3), date(2026, 3, 12), told_on, None),)


class TestLimitation:
    """Law: APL 36: two years from the act, for a lasting one from its end."""

    @pytest.mark.parametrize(
        ("values", "over"),
        [
            pytest.param({"act_on": date(2024, 3, 3)}, False, id="两年之内"),
            pytest.param({"act_on": date(2023, 3, 2)}, True, id="两年之外"),
            pytest.param({"act_on": date(2023, 3, 2), "act_until": date(2026, 1, 5)}, False, id="持续的从终了起"),
            pytest.param({"act_on": date(2022, 3, 2), "act_until": date(2023, 3, 2)}, True, id="终了也已两年"),
            pytest.param({"act_on": date(2023, 3, 2), "continuing": True}, False, id="还在持续"),
        ],
    )
    def test_counts_from_the_end_of_the_act(self, values, over):
        found = next_steps(ready(a_charge(**values)), LATER, CALENDAR).why_not(Step.DECIDE)

        assert ("limitation.over" in found) is over
