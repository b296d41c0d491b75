"""三项制度在一件案件里（M184）：应当公开的公开了没有，应当法制审核的审核了没有，经过了哪些环节。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import (
    Decision,
    Demand,
    Disclosure,
    Evidence,
    Filing,
    Payment,
    Penalty,
    Review,
    Revocation,
    Service,
    read_facts,
)
from tongpan.law.facts.words import Fault, Mode, Paper, Track
from tongpan.law.money import yuan
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.penalty.recording import Phase
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.systems import case_systems, phases_reached

CALENDAR = national()
AT = datetime(2026, 3, 2, 10, tzinfo=SHANGHAI)
FINE = Penalty((PenaltyKind.FINE,), yuan(2_000))
KEY = ("甲", "占道")


def facts(born="1980-05-01", regime=None, **tables):
    charge = {"party": "甲", "cause": "占道", "act_on": "2026-02-20", "proposed": {"kinds": ["FINE"], "fine": "2000"},
              "complex": False}  # fmt: skip
    party = {"id": "甲", "kind": "CITIZEN", "lucid": True} | ({"born_on": born} if born else {})
    known = read_facts({
        "province": "330106", "parties": [party], "causes": [{"id": "占道", "name": "占道经营"}],
        "charges": [charge | ({"regime": regime} if regime else {})],
    })  # fmt: skip
    return replace(known, **tables)


def decided(track=Track.ORDINARY, penalty=FINE, **more):
    return (Decision(*KEY, AT, track, "周正", penalty, **more),)


def asked(**tables):
    given = {"decisions": decided()} | tables
    return case_systems(facts(**given), CALENDAR)


class TestDisclosure:
    def test_nothing_is_asked_before_a_decision(self):
        assert asked(decisions=()) is None

    def test_nothing_is_asked_of_a_decision_that_fell(self):
        fell = Revocation(*KEY, AT + timedelta(days=1), "周正", Fault.FACTS)

        assert asked(revocations=(fell,)) is None

    @pytest.mark.parametrize(
        ("tables", "due"),
        [
            pytest.param({}, True, id="成年公民罚款"),
            pytest.param({"born": "2012-05-01"}, False, id="未成年人"),
            pytest.param({"born": ""}, None, id="年龄不清楚"),
            pytest.param({"regime": "SAMR", "decisions": decided(Track.SUMMARY)}, False, id="市场监管简易程序"),
            pytest.param({"decisions": decided(penalty=None, ground=next(iter(Ground)))}, False, id="不予处罚"),
        ],
    )
    def test_what_must_be_made_public_follows_from_the_law(self, tables, due):
        assert asked(**tables).disclosure_due is due

    def test_it_is_done_once_it_is_public(self):
        screened = Disclosure(*KEY, redacted_at=AT)

        assert not asked(disclosures=(screened,)).disclosed
        assert asked(disclosures=(replace(screened, at=AT + timedelta(days=3)),)).disclosed


class TestReview:
    def review(self, **changes):
        return (replace(Review(*KEY, AT - timedelta(hours=1), "赵法", passed=True), **changes),)

    def test_a_decision_on_the_spot_asks_for_none(self):
        assert asked(decisions=decided(Track.SUMMARY)).review_due is False

    def test_what_the_law_asks_for_is_done_when_it_passed(self):
        grave = replace(facts().charges[0], complex=True, weighty=True)

        assert asked(charges=(grave,)).review_due is True
        assert not asked(charges=(grave,)).reviewed
        assert not asked(charges=(grave,), reviews=self.review(passed=False)).reviewed
        assert not asked(charges=(grave,), reviews=self.review(legal=False)).reviewed
        assert asked(charges=(grave,), reviews=self.review()).reviewed

    def test_the_unknown_is_said(self):
        unknown = replace(facts().charges[0], proposed=None)

        assert asked(charges=(unknown,)).review_due is None


class TestPhases:
    @pytest.mark.parametrize(
        ("tables", "phase"),
        [
            pytest.param({"filing": Filing(AT, "吴用")}, Phase.INITIATION, id="立案"),
            pytest.param(
                {"evidence": (Evidence("证据1", *KEY, AT, EvidenceKind.DOCUMENT),)}, Phase.INVESTIGATION, id="取证"
            ),
            pytest.param({"reviews": (Review(*KEY, AT, "赵法", passed=False),)}, Phase.REVIEW, id="审核"),
            pytest.param({"decisions": decided()}, Phase.DECISION, id="决定"),
            pytest.param({"services": (Service(Paper.DECISION, *KEY, AT, Mode.DIRECT),)}, Phase.SERVICE, id="送达"),
            pytest.param({"payments": (Payment(*KEY, AT, yuan(2_000)),)}, Phase.EXECUTION, id="缴款"),
            pytest.param({"demands": (Demand(*KEY, AT),)}, Phase.EXECUTION, id="催告"),
        ],
    )
    def test_a_phase_is_reached_by_its_row(self, tables, phase):
        assert phases_reached(facts(**tables)) == {phase}

    def test_a_decision_handed_over_on_the_spot_is_served(self):
        found = phases_reached(facts(decisions=decided(Track.SUMMARY, handed_over=True, performed_at=AT)))

        assert found == {Phase.DECISION, Phase.SERVICE, Phase.EXECUTION}

    def test_what_left_a_record_does_not_follow_from_the_facts(self):
        assert asked().phases_recorded == frozenset()


def test_the_day_of_the_decision_is_asked_not_today():
    """Who came of age after the decision was a minor when it was made."""
    assert asked(born=date(2008, 3, 3).isoformat()).disclosure_due is False
