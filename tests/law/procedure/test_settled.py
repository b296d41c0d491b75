"""已答复的问题改变什么：期限、门槛和开放的步骤随答复而变；法律写明的，答复不能改。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.conflicts import QUESTIONS, Answerer
from tongpan.law.conflicts.terms import (
    BEFORE_SERVICE,
    COURT_WINDOW,
    DISCLOSURE,
    PUBLIC_NOTICE,
    SOLE_TRADER,
    TOWNSHIP,
)
from tongpan.law.facts import Disclosure, Penalty, Service, Settled
from tongpan.law.facts.words import Mode, Paper, Power, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, a_thing, decided, ready
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, a_party, an_authority, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure import Step, Target, next_steps

CALENDAR = national()
UNCHANGED = ("只存入案卷", "系统现在就是这样", "不改变", "不停止", "仍然不能", "暂不")
CHARGE = Target("甲", "占道经营")
THING = Target("甲", "占道经营", "货车")


def settle(facts, code, option):
    by = next(each.answered_by for each in QUESTIONS if each.code == code)
    return replace(facts, answers=(*facts.answers, Settled(code, option, by, "经研究", date(2026, 3, 2))))


def look(facts, at=LATER):
    return next_steps(facts, at, CALENDAR)


def limit(facts, name, at=LATER):
    return next((each.limit for each in look(facts, at).limits if each.rule == name), None)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.code)
def test_every_option_says_what_follows_from_it(question):
    for option in question.options:
        assert len(option.follows) > 10
        assert option.changes is not any(
            word in option.follows
            for word in ("只存入案卷", "系统现在就是这样", "不改变", "不停止", "仍然不能", "暂不")
        )


class TestMeasuresOfATownship:
    TOWN = an_authority(Power.MEASURE, right=Basis.TRANSFERRED, by_province=True, express=None)
    FACTS = replace(investigated(a_clue()), things=(a_thing(),), authorities=(an_authority(Power.PENALTY), TOWN))
    CODE = "coercion.power.township.unproven"

    @pytest.mark.parametrize(("option", "stops"), [("", True), ("NO", True), ("EXPRESS", False)])
    def test_a_text_that_names_it_opens_the_step_in_this_case(self, option, stops):
        facts = settle(self.FACTS, TOWNSHIP, option) if option else self.FACTS

        assert (self.CODE in look(facts).why_not(Step.IMPOSE, THING)) is stops

    def test_without_any_power_on_the_list_no_answer_opens_it(self):
        facts = settle(replace(self.FACTS, authorities=(an_authority(Power.PENALTY),)), TOWNSHIP, "EXPRESS")

        assert "coercion.power.basis.missing" in look(facts).why_not(Step.IMPOSE, THING)


class TestPublicity:
    @pytest.mark.parametrize(
        ("option", "weighty", "regime", "runs"),
        [
            pytest.param("SOCIAL_IMPACT", False, None, False, id="没有社会影响的不计"),
            pytest.param("SOCIAL_IMPACT", True, None, True, id="重大的照样公开"),
            pytest.param("SOCIAL_IMPACT", None, None, True, id="没有查明的照样计"),
            pytest.param("SOCIAL_IMPACT", False, Regime.SAMR, True, id="市场监管有自己的规定"),
            pytest.param("SOCIAL_IMPACT", False, Regime.HURD, True, id="住建有自己的规定"),
            pytest.param("ALL", False, None, True, id="全部公开"),
            pytest.param("REGIME", False, None, True, id="按领域规定"),
        ],
    )
    def test_the_days_to_publish_run_or_not(self, option, weighty, regime, runs):
        facts = decided(investigated(a_clue(a_charge(weighty=weighty, regime=regime))))

        assert (limit(settle(facts, DISCLOSURE, option), "DL-19") is not None) is runs

    @pytest.mark.parametrize(("option", "open_"), [("", False), ("WAIT", False), ("NOW", True)])
    def test_before_service_only_where_the_head_settled_it(self, option, open_):
        facts = decided(investigated(a_clue()), served=False)
        facts = replace(facts, disclosures=(Disclosure(**KEY, redacted_at=DAY_ONE),))
        facts = settle(facts, BEFORE_SERVICE, option) if option else facts

        assert look(facts).offers(Step.PUBLISH, CHARGE) is open_

    def test_what_was_not_screened_stays_unpublished_whatever_was_answered(self):
        facts = settle(decided(investigated(a_clue()), served=False), BEFORE_SERVICE, "NOW")

        assert "disclosure.unscreened" in look(facts).why_not(Step.PUBLISH, CHARGE)


class TestPublicNotice:
    def told(self, regime):
        facts = decided(investigated(a_clue(a_charge(regime=regime))), served=False)
        service = Service(**KEY, paper=Paper.DECISION, mode=Mode.PUBLIC, at=DAY_ONE, reason="下落不明")
        return replace(facts, services=(service,))

    @pytest.mark.parametrize(
        ("regime", "option", "days"),
        [
            pytest.param(None, "", 30, id="没有答复的三十日"),
            pytest.param(None, "30", 30, id="三十日"),
            pytest.param(None, "60", 60, id="六十日"),
            pytest.param(None, "10", 30, id="十个工作日不能缩短法律的三十日"),
            pytest.param(Regime.AGR, "30", 60, id="三十日不能缩短农业的六十日"),
            pytest.param(Regime.AGR, "60", 60, id="农业本来就是六十日"),
        ],
    )
    def test_an_answer_only_lengthens(self, regime, option, days):
        facts = settle(self.told(regime), PUBLIC_NOTICE, option) if option else self.told(regime)
        found = limit(facts, "DL-18")
        ends = DAY_ONE.date() + timedelta(days=days)

        assert ends <= found.act_by <= ends + timedelta(days=8)
        early = DAY_ONE + timedelta(days=days - 1)
        assert "service.public.running" in look(facts, early).why_not(Step.CONFIRM_PUBLIC, CHARGE)


class TestSoleTraders:
    def spot(self, province="53", **values):
        penalty = Penalty((PenaltyKind.FINE,), fine=yuan(500))
        party = a_party(kind=PartyKind.SOLE_TRADER)
        return replace(a_clue(a_charge(proposed=penalty, **values), party), province=province)

    @pytest.mark.parametrize(
        ("option", "codes"),
        [
            pytest.param("CITIZEN", {"summary.fine.too_high"}, id="按公民，超过二百元"),
            pytest.param("ORGANISATION", set(), id="按组织，不超过三千元"),
            pytest.param("", {"summary.fine.sole_trader"}, id="没有答复的，先答复"),
        ],
    )
    def test_the_limit_on_the_spot_follows_the_answer(self, option, codes):
        facts = settle(self.spot(), SOLE_TRADER, option) if option else self.spot()
        why = {each for each in look(facts).why_not(Step.DECIDE_ON_SPOT, CHARGE) if each.startswith("summary.fine")}

        assert why == codes

    def test_nobody_else_counts_otherwise_by_it(self):
        facts = self.spot()
        citizen = replace(facts, parties=(a_party(),))

        assert "summary.fine.too_high" in look(settle(citizen, SOLE_TRADER, "ORGANISATION")).why_not(
            Step.DECIDE_ON_SPOT, CHARGE
        )


class TestCourtAfterADecisionOnTheSpot:
    def facts(self):
        found = decided(investigated(a_clue()))
        return replace(
            found, filing=None,
            decisions=tuple(replace(each, track=Track.SUMMARY, handed_over=True) for each in found.decisions),
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("option", "unsettled", "runs"),
        [
            pytest.param("", True, False, id="没有答复的不能申请"),
            pytest.param("COURT", True, False, id="先问法院的不能申请"),
            pytest.param("60_DAYS", False, True, id="六十日届满起算"),
            pytest.param("6_MONTHS", False, False, id="六个月还没有届满"),
        ],
    )
    def test_the_window_opens_from_the_day_that_was_settled(self, option, unsettled, runs):
        facts = settle(self.facts(), COURT_WINDOW, option) if option else self.facts()
        at = DAY_ONE + timedelta(days=75)
        why = look(facts, at).why_not(Step.APPLY_COURT, CHARGE)

        assert ("enforcement.court.unsettled" in why) is unsettled
        if option:
            assert (limit(facts, "DL-28", at) is not None) is runs

    def test_who_asks_the_court_first_is_asked_again(self):
        asked = {each.code for each in look(settle(self.facts(), COURT_WINDOW, "COURT"), SUMMER).questions}
        over = {each.code for each in look(settle(self.facts(), COURT_WINDOW, "60_DAYS"), SUMMER).questions}

        assert COURT_WINDOW in asked
        assert COURT_WINDOW not in over


def test_an_answer_is_of_its_own_case_and_the_last_one_counts():
    facts = settle(settle(ready(), BEFORE_SERVICE, "WAIT"), BEFORE_SERVICE, "NOW")

    assert [each.option for each in facts.answers] == ["WAIT", "NOW"]
    assert facts.answers[0].by is Answerer.HEAD
