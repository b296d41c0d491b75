"""中止、恢复、终结执行：强制法 39、40 条。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.coercion.suspension import SuspensionGround, TerminationGround
from tongpan.law.facts import Payment, Remedy, Reopening, Revocation, Standstill, Termination
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Fault, Outcome, RemedyKind
from tongpan.law.model.probing import probes
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, demanded, demolition_ordered, posts
from tongpan.law.model.starting import DAY_ONE, SMALL
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TARGET = Target("甲", "占道经营")
ORDERED = demolition_ordered()
OWED = demanded()
STILL = Standstill(**KEY, at=SUMMER, ground=SuspensionGround.UNABLE)
DROPPED = Termination(**KEY, at=SUMMER, ground=TerminationGround.DEATH)


def look(facts, at=SUMMER):
    return next_steps(facts, at, CALENDAR)


def halted(**values):
    return replace(ORDERED, standstills=(replace(STILL, **values),))


class TestStandstill:
    def test_stops_the_demolition_until_it_is_resumed(self):
        assert look(ORDERED).offers(Step.DEMOLISH)
        assert look(halted()).why_not(Step.DEMOLISH) == ("coercion.enforcement.paused",)

        going_on = perform(halted(gone=True), Act(Step.CONTINUE, TARGET, SUMMER, CALENDAR))

        assert going_on.standstills[-1].resumed_at == SUMMER
        assert look(going_on).offers(Step.DEMOLISH)

    @pytest.mark.parametrize(
        ("values", "why"),
        [
            pytest.param({"gone": True}, (), id="情形消失，应当恢复"),
            pytest.param({"gone": False}, ("coercion.resumption.early",), id="情形没有消失"),
            pytest.param({}, ("coercion.resumption.unknown",), id="没有查明"),
            pytest.param(
                {"gone": True, "at": DAY_ONE.replace(year=2022), "plain_harm": False, "unable": True},
                ("coercion.resumption.dropped",),
                id="满三年，无明显危害，确无能力",
            ),
            pytest.param(
                {"gone": True, "at": DAY_ONE.replace(year=2022), "plain_harm": True}, (), id="满三年，有明显危害"
            ),
            pytest.param(
                {"gone": True, "at": DAY_ONE.replace(year=2022)},
                ("coercion.resumption.drop_unknown",),
                id="满三年，没有查明",
            ),
        ],
    )
    def test_goes_on_when_the_ground_is_gone(self, values, why):
        assert look(halted(**values)).why_not(Step.CONTINUE) == why

    def test_stops_the_auction_of_what_is_held(self):
        """强制法 39 条 1 款、46 条 3 款：中止执行的，查封、扣押的财物也不拍卖。"""
        facts, at = {name: (facts, at) for name, facts, at in probes()}["可以拍卖"]
        still = replace(facts, standstills=(replace(STILL, at=at),))

        assert look(facts, at).offers(Step.AUCTION)
        assert look(still, at).why_not(Step.AUCTION) == ("coercion.enforcement.paused",)
        assert look(replace(still, standstills=(replace(STILL, at=at, resumed_at=at),)), at).offers(Step.AUCTION)

    def test_three_years_stand_on_the_board(self):
        limits = {each.rule: each.limit.act_by for each in look(halted()).limits}

        assert limits["DL-32"] == date(2029, 10, 9)

    @pytest.mark.parametrize("step", [Step.SUSPEND, Step.END_ENFORCEMENT])
    def test_is_approved_by_a_head_who_does_not_handle_the_case(self, step):
        assert look(ORDERED).offers(step)
        assert look(replace(ORDERED, assignments=posts(approver=""))).why_not(step) == ("staff.approver.unnamed",)
        assert look(replace(ORDERED, assignments=posts(approver="张"))).why_not(step) == ("staff.approver.handler",)

    def test_does_not_stop_the_term_of_who_has_to_ask_the_court(self):
        assert "coercion.suspension.term_runs" in {each.code for each in look(OWED).warnings}
        assert "coercion.suspension.term_runs" not in {each.code for each in look(ORDERED).warnings}
        assert look(replace(OWED, standstills=(STILL,))).offers(Step.APPLY_COURT)

    @pytest.mark.parametrize(
        "facts",
        [
            pytest.param(replace(OWED, demands=()), id="没有催告，还没有执行"),
            pytest.param(replace(OWED, payments=(Payment(**KEY, at=LATER, amount=SMALL.fine),)), id="已经缴清"),
        ],
    )
    def test_is_not_in_question_where_nothing_is_enforced(self, facts):
        found = look(facts)

        assert not found.offers(Step.SUSPEND)
        assert not found.offers(Step.END_ENFORCEMENT)


class TestEnding:
    def test_leaves_nothing_to_enforce_and_closes(self):
        found = look(replace(ORDERED, terminations=(DROPPED,)))

        assert found.offers(Step.CLOSE)
        for step in (Step.DEMOLISH, Step.ORDER_DEMOLITION, Step.DEMAND, Step.APPLY_COURT, Step.SURCHARGE, Step.SUSPEND):
            assert not found.offers(step), step
            assert found.why_not(step) == (), step

    def test_ends_the_order_that_runs(self):
        ended = perform(ORDERED, Act(Step.END_ENFORCEMENT, TARGET, SUMMER, CALENDAR))

        assert ended.enforcements[-1].ended_at == SUMMER
        assert ended.terminations[-1].ground is TerminationGround.OTHER

    def test_of_a_decision_that_fell_its_ground_is_that(self):
        fell = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=LATER, outcome=Outcome.REVOKED)
        ended = perform(replace(ORDERED, remedies=(fell,)), Act(Step.END_ENFORCEMENT, TARGET, SUMMER, CALENDAR))

        assert ended.terminations[-1].ground is TerminationGround.DECISION_REVOKED
        check_coherence(ended)

    @pytest.mark.parametrize(
        ("ground", "kind", "fits"),
        [
            pytest.param("DEATH", PartyKind.CITIZEN, True, id="公民死亡"),
            pytest.param("DEATH", PartyKind.ORGANIZATION, False, id="单位没有死亡"),
            pytest.param("DISSOLUTION", PartyKind.ORGANIZATION, True, id="单位终止"),
            pytest.param("DISSOLUTION", PartyKind.CITIZEN, False, id="公民没有终止"),
            pytest.param("DECISION_REVOKED", PartyKind.CITIZEN, False, id="决定没有撤销"),
            pytest.param("OBJECT_LOST", PartyKind.CITIZEN, True, id="标的灭失"),
        ],
    )
    def test_has_a_ground_that_fits(self, ground, kind, fits):
        parties = tuple(replace(each, kind=kind) for each in ORDERED.parties)
        facts = replace(ORDERED, parties=parties, terminations=(replace(DROPPED, ground=TerminationGround(ground)),))
        if fits:
            check_coherence(facts)
            return
        with pytest.raises(LawRefused) as refused:
            check_coherence(facts)

        assert refused.value.code == "facts.termination.ground"

    def test_of_a_decision_that_stands_it_is_not_that_an_earlier_one_fell(self):
        """强制法 40 条 4 项：被撤销的是重新处理以前的决定，据以执行的是新的决定。"""
        fell = Revocation(**KEY, at=DAY_ONE, decider="周", ground=Fault.OTHER, restored_at=DAY_ONE)
        again = Reopening(**KEY, at=LATER)
        anew = replace(ORDERED.decisions[0], at=LATER + timedelta(days=1), registered_at=None)
        ended = replace(DROPPED, ground=TerminationGround.DECISION_REVOKED)
        facts = replace(ORDERED, decisions=(*ORDERED.decisions, anew), revocations=(fell,), reopenings=(again,))
        later = replace(fell, at=LATER + timedelta(days=2), restored_at=None)

        with pytest.raises(LawRefused) as refused:
            check_coherence(replace(facts, terminations=(ended,)))
        assert refused.value.code == "facts.termination.ground"
        assert "决定没有被撤销" in str(refused.value)
        check_coherence(replace(facts, revocations=(fell, later), terminations=(ended,)))

    def test_never_takes_back_that_it_could_go_on_before(self):
        resumed = halted(gone=True, resumed_at=SUMMER + timedelta(hours=1))

        assert look(resumed, SUMMER + timedelta(hours=2)).offers(Step.SUSPEND)
