"""凭什么在库：从案件的行推出来，先后分明，期满自动解除的另算。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.leaving import Title
from tongpan.law.facts import Preservation, Remedy, Reopening, Revocation
from tongpan.law.facts.people import Penalty
from tongpan.law.facts.words import Fate, Fault, Outcome, RemedyKind
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, a_thing, decided, held
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.procedure.holding import hold_of_party, hold_of_preserved, hold_of_seized, regime_of
from tongpan.law.procedure.view import CaseView

CALENDAR = national()
LATER = DAY_ONE + timedelta(days=30)
GOODS = Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(500))


def case_of(facts, at=LATER):
    return CaseView(facts, at, CALENDAR)


def a_case(**values):
    return replace(investigated(a_clue(**values)), things=(a_thing(),))


def forfeiting(**values):
    return decided(a_case(charges=(replace(a_charge(), proposed=GOODS),)), **values)


def seized(facts, at=LATER):
    return hold_of_seized(case_of(facts, at), "货车")


class TestSeized:
    def test_while_the_measure_stands(self):
        assert seized(held(a_case())).title is Title.SEIZED
        assert seized(a_case()) is None
        assert hold_of_seized(case_of(held(a_case())), "别的车") is None

    @pytest.mark.parametrize(
        ("fate", "title"),
        [
            (Fate.RETURNED, Title.LIFTED), (Fate.HANDED_OVER, Title.WITH_POLICE), (Fate.AUCTIONED, Title.OFFSET),
            (Fate.DESTROYED, Title.DOOMED),
        ],
        ids=lambda word: word.label,
    )  # fmt: skip
    def test_by_what_ended_it_and_from_then_on(self, fate, title):
        ended = DAY_ONE + timedelta(days=9)
        facts = held(a_case(), ended_at=ended, fate=fate)

        assert seized(facts) == (title, ended)
        assert seized(facts, ended - timedelta(minutes=1)).title is Title.SEIZED

    def test_forfeited_once_the_decision_was_served_and_until_it_falls(self):
        ends = {"ended_at": DAY_ONE + timedelta(days=9), "fate": Fate.FORFEITED}
        fallen = Revocation(**KEY, at=LATER - timedelta(days=2), decider="周", ground=next(iter(Fault)))

        assert seized(held(forfeiting(), **ends)).title is Title.FORFEITED
        assert seized(held(forfeiting(served=False), **ends)).title is Title.UNSERVED
        facts = replace(held(forfeiting(), **ends), revocations=(fallen,))
        assert seized(facts) == (Title.REVOKED, fallen.at)
        assert seized(facts, fallen.at - timedelta(minutes=1)).title is Title.FORFEITED

    def test_of_a_charge_that_was_reopened_it_goes_back(self):
        ends = {"ended_at": DAY_ONE + timedelta(days=9), "fate": Fate.FORFEITED}
        again = Reopening(**KEY, at=LATER - timedelta(days=1))

        assert seized(replace(held(forfeiting(), **ends), reopenings=(again,))) == (Title.REVOKED, again.at)
        fined = held(decided(a_case()), **ends)
        assert seized(replace(fined, reopenings=(again,))).title is Title.UNSERVED


class TestPreserved:
    def row(self, **values):
        return Preservation("保存1", **KEY, at=DAY_ONE, approved_at=DAY_ONE, at_risk=True, **values)

    def hold(self, row, *, regime=None, days=3):
        charges = (replace(a_charge(), regime=regime),)
        facts = replace(a_case(charges=charges), preservations=(row,))
        return hold_of_preserved(case_of(facts, DAY_ONE + timedelta(days=days)), "保存1")

    def test_until_it_is_decided(self):
        assert self.hold(self.row()).title is Title.PRESERVED
        assert hold_of_preserved(case_of(a_case()), "保存1") is None
        assert self.hold(self.row(disposed_at=DAY_ONE + timedelta(days=5), disposal=Disposal.RELEASED)).title is (
            Title.PRESERVED
        )
        facts = replace(a_case(), preservations=(self.row(),))
        assert hold_of_preserved(case_of(facts), "保存2") is None

    @pytest.mark.parametrize(
        ("disposal", "title"),
        [
            (Disposal.SECURED, Title.RELEASED), (Disposal.TESTED, Title.RELEASED), (Disposal.RELEASED, Title.RELEASED),
            (Disposal.SEIZED, Title.SEIZED), (Disposal.HANDED_ON, Title.ELSEWHERE),
            (Disposal.DESTROYED, Title.DOOMED), (Disposal.CONFISCATED, Title.UNSERVED),
        ],
        ids=lambda word: word.label,
    )  # fmt: skip
    def test_by_what_was_decided(self, disposal, title):
        assert self.hold(self.row(disposed_at=DAY_ONE, disposal=disposal)).title is title

    @pytest.mark.parametrize("regime", [Regime.SAMR, Regime.HURD, Regime.TRA])
    def test_where_it_ends_by_itself_it_goes_back_on_the_day_after(self, regime):
        assert self.hold(self.row(), regime=regime, days=20).title is Title.RELEASED
        assert self.hold(self.row(), regime=regime, days=1).title is Title.PRESERVED

    @pytest.mark.parametrize("regime", [None, Regime.AGR])
    def test_elsewhere_somebody_has_to_release_it(self, regime):
        assert self.hold(self.row(), regime=regime, days=20).title is Title.PRESERVED


class TestWithoutMeasure:
    def title(self, facts, *, confiscating):
        return hold_of_party(case_of(facts), "甲", confiscating=confiscating).title

    def test_what_was_given_goes_back_unless_it_is_forfeited(self):
        assert self.title(a_case(), confiscating=False) is Title.GIVEN
        assert self.title(forfeiting(), confiscating=False) is Title.GIVEN_FORFEITED

    def test_what_is_confiscated_needs_a_decision_in_force(self):
        fallen = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE, ended_at=LATER, outcome=Outcome.REVOKED)

        assert self.title(a_case(), confiscating=True) is Title.UNSERVED
        assert self.title(forfeiting(), confiscating=True) is Title.FORFEITED
        assert self.title(replace(forfeiting(), remedies=(fallen,)), confiscating=True) is Title.REVOKED

    def test_the_regime_is_that_of_the_partys_charge(self):
        charges = (replace(a_charge(), regime=Regime.AGR),)

        assert regime_of(case_of(a_case(charges=charges)), "甲") is Regime.AGR
        assert regime_of(case_of(a_case(charges=charges)), "乙") is None
