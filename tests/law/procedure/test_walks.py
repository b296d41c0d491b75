"""一步一步走完：每一步都是当时可以办理的一步。"""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Inspection
from tongpan.law.facts.words import Fate, Power, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import a_thing
from tongpan.law.model.starting import DAY_ONE, LARGE, ON_SPOT, a_charge, a_clue, a_party, an_authority, investigated
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Act, Outlook, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
CHARGE = Target("甲", "占道经营")
CASE = Target()


class Walk:
    """A case that is walked through; every step taken must be open."""

    def __init__(self, facts, at=DAY_ONE):
        self.facts, self.at = facts, at

    def outlook(self) -> Outlook:
        return next_steps(self.facts, self.at, CALENDAR)

    def take(self, *steps, target=CHARGE, choice=""):
        for step in steps:
            assert self.outlook().offers(step, target), (step, self.outlook().why_not(step))
            self.facts = perform(self.facts, Act(step, target, self.at, CALENDAR, choice))
            self.at += timedelta(minutes=1)
        return self

    def wait(self, days):
        self.at += timedelta(days=days)
        return self


def test_an_ordinary_case_from_clue_to_closing():
    walk = Walk(a_clue()).take(Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY).take(Step.FILE, target=CASE)
    walk.take(Step.REPORT, Step.NOTIFY, Step.STATE, Step.RECHECK, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH)
    walk.wait(10).take(Step.PAY).take(Step.CLOSE, target=CASE)

    assert walk.facts.closing is not None
    assert walk.facts.decisions[0].track is Track.ORDINARY
    assert {each.step for each in walk.outlook().steps} == {Step.RECONSIDER, Step.LITIGATE}


def test_a_case_with_a_hearing_and_a_review_that_fails_once():
    walk = Walk(investigated(a_clue(a_charge(regime=Regime.HURD, proposed=LARGE, complex=True))))
    walk.take(Step.NOTIFY, Step.WAIVE, Step.REQUEST_HEARING, Step.FIX_HEARING)
    assert walk.outlook().why_not(Step.HOLD_HEARING) == ("hearing.notice.short",)
    walk.wait(10).take(Step.HOLD_HEARING, choice="HELD").take(Step.REVIEW, choice="FAIL")
    assert "review.failed" in walk.outlook().why_not(Step.DECIDE)
    walk.take(Step.CORRECT).take(Step.REVIEW, choice="PASS").take(Step.DELIBERATE, Step.DECIDE)

    assert [each.passed for each in walk.facts.reviews] == [False, True]


def test_a_penalty_on_the_spot():
    walk = Walk(a_clue(a_charge(proposed=ON_SPOT)))
    walk.take(Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.NOTIFY, Step.WAIVE, Step.DECIDE_ON_SPOT)
    walk.take(Step.COLLECT, Step.HAND_IN, Step.REGISTER).take(Step.CLOSE, target=CASE)

    assert walk.facts.decisions[0].track is Track.SUMMARY
    assert walk.facts.filing is None


def test_new_evidence_after_the_notice_wants_a_new_notice():
    walk = Walk(investigated(a_clue())).take(Step.NOTIFY, Step.WAIVE, Step.GATHER, Step.VERIFY)
    assert "notice.renew.fact" in walk.outlook().why_not(Step.DECIDE)
    walk.take(Step.NOTIFY)
    assert "defense.window.open" in walk.outlook().why_not(Step.DECIDE) or walk.outlook().why_not(Step.DECIDE)

    walk.take(Step.WAIVE, Step.DECIDE)


def test_of_the_evidence_only_an_opinion_is_told_to_the_party():
    facts = investigated(a_clue())
    (record,) = facts.evidence
    opinion = replace(record, id="鉴定", kind=EvidenceKind.OPINION)
    walk = Walk(replace(facts, evidence=(record, opinion)))
    assert walk.outlook().why_not(Step.NOTIFY) == ("expertise.untold",)
    walk.take(Step.TELL_RESULT)

    assert [each.told_at for each in walk.facts.evidence] == [None, DAY_ONE]
    assert not walk.outlook().offers(Step.TELL_RESULT)
    walk.take(Step.NOTIFY)


def test_an_urgent_inspection_is_entered_first_and_approved_after():
    visit = Inspection("检查", "甲", "占道经营", listed=True)
    powers = (an_authority(Power.PENALTY), an_authority(Power.INSPECTION))
    facts = replace(investigated(a_clue()), authorities=powers, inspections=(visit,))
    place = Target("甲", "占道经营", "检查")
    calm = Walk(facts).take(Step.SCAN, target=place)
    assert calm.outlook().why_not(Step.ENTER, place) == ("inspection.approval.missing",)

    urgent = Walk(replace(facts, inspections=(replace(visit, urgent=True),)))
    urgent.take(Step.SCAN, Step.ENTER, Step.APPROVE_INSPECTION, Step.TELL_INSPECTION, target=place)
    assert urgent.facts.inspections[0].approved_at > urgent.facts.inspections[0].entered_at


def test_seized_goods_are_lifted_when_the_term_is_over():
    held = Target("甲", "占道经营", "货车")
    powers = (an_authority(Power.PENALTY), an_authority(Power.MEASURE))
    walk = Walk(replace(investigated(a_clue()), things=(a_thing(),), authorities=powers))
    walk.take(Step.IMPOSE, target=held).wait(31)

    outlook = walk.outlook()
    assert any(each.rule == "DL-06" and each.over for each in outlook.limits)
    assert "limits.over" in {each.code for each in outlook.warnings}
    walk.take(Step.LIFT, target=held)
    assert walk.facts.measures[0].fate is Fate.RETURNED


def test_an_urgent_seizure_that_the_head_refuses_can_only_be_lifted():
    held = Target("甲", "占道经营", "货车")
    powers = (an_authority(Power.PENALTY), an_authority(Power.MEASURE))
    walk = Walk(replace(investigated(a_clue()), things=(a_thing(),), authorities=powers))
    walk.take(Step.IMPOSE_URGENT, Step.REFUSE_MEASURE, target=held)

    assert walk.outlook().why_not(Step.EXTEND_MEASURE, held)[0] == "measure.refused"
    walk.take(Step.LIFT, target=held)


def test_what_the_police_do_not_take_comes_back():
    walk = Walk(investigated(a_clue(a_charge(crime=True))))
    walk.take(Step.FORM_TEAM, Step.REPORT_REFERRAL, Step.APPROVE_REFERRAL, Step.ASSEMBLE, Step.TRANSFER)
    walk.take(Step.HEAR_POLICE, choice="NOT_FILED")
    assert "referral.penalty.instead" in walk.outlook().why_not(Step.DECIDE)

    walk.take(Step.CONTEST, Step.RESUME, Step.NOTIFY, Step.WAIVE, Step.DECIDE)


class TestParallel:
    def test_parties_run_side_by_side(self):
        charges = (a_charge("甲"), a_charge("乙"))
        facts = investigated(a_clue(parties=(a_party("甲"), a_party("乙")), charges=charges))
        walk = Walk(facts).take(Step.NOTIFY, Step.WAIVE, Step.DECIDE, Step.SERVE)

        other = Target("乙", "占道经营")
        outlook = walk.outlook()
        assert outlook.offers(Step.PAY, CHARGE)
        assert outlook.offers(Step.NOTIFY, other)
        assert not outlook.offers(Step.PAY, other)
        assert "closing.undecided" in outlook.why_not(Step.CLOSE)

    def test_each_charge_has_its_own_regime(self):
        causes = a_clue().causes
        more = replace(causes[0], id="露天烧烤", name="露天烧烤")
        charges = (a_charge(regime=Regime.SAMR), a_charge(cause="露天烧烤", regime=Regime.AGR))
        facts = investigated(a_clue(causes=(*causes, more), charges=charges))
        walk = Walk(facts).take(Step.NOTIFY)
        walk.take(Step.NOTIFY, target=Target("甲", "露天烧烤"))

        due = {each.target.cause: each.limit.act_by for each in walk.outlook().limits if each.rule == "DL-11"}
        assert due["占道经营"] > due["露天烧烤"]

    def test_rules_of_another_province_are_refused_before_anything_is_said(self):
        facts = replace(a_clue(charges=(a_charge(regime=Regime.ZJP),)), province="440106")

        with pytest.raises(LawRefused) as refusal:
            next_steps(facts, DAY_ONE, CALENDAR)
        assert (refusal.value.code, refusal.value.field) == ("facts.regime.elsewhere", "charges[0].regime")


class TestMoment:
    def test_wants_a_time_zone(self):
        with pytest.raises(LawRefused) as refusal:
            next_steps(a_clue(), datetime(2026, 3, 2), CALENDAR)  # noqa: DTZ001

        assert refusal.value.code == "procedure.moment.naive"

    def test_takes_any_zone(self):
        utc = datetime.fromisoformat("2026-03-02T01:00:00+00:00")

        assert next_steps(a_clue(), utc, CALENDAR) == next_steps(a_clue(), utc.astimezone(SHANGHAI), CALENDAR)


class TestQuestions:
    def test_a_township_raises_its_own(self):
        power = replace(an_authority(Power.PENALTY), right=Basis.TRANSFERRED, by_province=True)
        asked = {each.number for each in next_steps(a_clue(authorities=(power,)), DAY_ONE, CALENDAR).questions}

        assert 1 in asked

    def test_an_organ_of_its_own_power_raises_none_of_them(self):
        assert next_steps(a_clue(), DAY_ONE, CALENDAR).questions == ()


class TestWithout:
    def test_a_code_left_out_opens_the_step(self):
        facts = replace(investigated(a_clue()), notices=())
        assert not next_steps(facts, DAY_ONE, CALENDAR).offers(Step.DECIDE)

        assert next_steps(facts, DAY_ONE, CALENDAR, without=frozenset({"notice.missing"})).offers(Step.DECIDE)

    def test_a_limit_and_a_step_can_be_left_out(self):
        outlook = next_steps(investigated(a_clue()), DAY_ONE, CALENDAR, without=frozenset({"DL-09", "GATHER"}))

        assert "DL-09" not in {each.rule for each in outlook.limits}
        assert not outlook.offers(Step.GATHER)
