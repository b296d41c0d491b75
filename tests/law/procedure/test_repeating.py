"""哪些事可以再办一次：再保存别的证据、再送检、重新集体讨论；每一次各有自己的期限和记录。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Deliberation, Preservation
from tongpan.law.facts import Testing as Examination
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Power
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, a_thing, decided, held, ready
from tongpan.law.model.starting import DAY_ONE, POSTS, a_charge, a_clue, an_authority, investigated
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
CHARGE = Target("甲", "占道经营")
OPEN = investigated(a_clue())
FIRST = Preservation("保存1", **KEY, at=DAY_ONE, officers=("张", "王"), approved_at=DAY_ONE, at_risk=True)
HELD = held(replace(OPEN, things=(a_thing(),), authorities=(an_authority(Power.PENALTY), an_authority(Power.MEASURE))))


def offered(facts, step, target=CHARGE, at=LATER):
    return next_steps(facts, at, CALENDAR).offers(step, target)


class TestPreservingAgain:
    def test_other_things_are_preserved_while_the_first_are_still_kept(self):
        """处罚法 56：没有限定只能保存一次。"""
        assert offered(replace(OPEN, preservations=(FIRST,)), Step.PRESERVE)

    def test_each_has_its_own_seven_days(self):
        later = DAY_ONE + timedelta(days=3)
        facts = replace(OPEN, preservations=(FIRST,))
        facts = perform(facts, Act(Step.PRESERVE, CHARGE, later, CALENDAR))
        found = next_steps(facts, later, CALENDAR)

        ends = {each.target.ref: each.limit.due_on for each in found.limits if each.rule == "DL-03"}
        assert ends == {"保存1": date(2026, 3, 11), "保存2": date(2026, 3, 16)}

    def test_one_that_is_over_leaves_the_other_running(self):
        over = replace(FIRST, disposed_at=LATER, disposal=Disposal.RELEASED)
        facts = replace(OPEN, preservations=(over, replace(FIRST, id="保存2")))
        found = next_steps(facts, LATER, CALENDAR)

        assert [each.target.ref for each in found.limits if each.rule == "DL-03"] == ["保存2"]

    def test_nothing_is_preserved_after_the_decision(self):
        assert not offered(decided(OPEN), Step.PRESERVE)


def sent_to_test(end):
    (row,) = HELD.measures
    return replace(HELD, measures=(replace(row, tests=(Examination(date(2026, 3, 2), told=True, end=end),)),))


class TestTestingAgain:
    THING = Target("甲", "占道经营", "货车")

    @pytest.mark.parametrize(
        ("end", "again"),
        [
            pytest.param(None, False, id="前一次还没有完毕"),
            pytest.param(date(2026, 3, 3), True, id="前一次已经完毕，复检或者另行鉴定"),
        ],
    )
    def test_a_further_test_waits_for_the_end_of_the_one_before(self, end, again):
        assert offered(sent_to_test(end), Step.START_TEST, self.THING, DAY_ONE + timedelta(days=2)) is again


class TestDeliberatingAgain:
    COMPLEX = a_charge(complex=True)

    def deliberated(self, **values):
        given = {"at": LATER, "heads": ("周", "吴"), "conclusion": "同意"} | values
        return replace(ready(self.COMPLEX), deliberations=(Deliberation(**KEY, **given),))

    def test_once_is_enough_while_nothing_changes(self):
        assert not offered(self.deliberated(), Step.DELIBERATE, at=LATER + timedelta(hours=1))

    @pytest.mark.parametrize(
        ("heads", "conclusion"),
        [pytest.param(("周",), "同意", id="人数不够")],
    )
    def test_one_that_does_not_carry_is_made_good(self, heads, conclusion):
        facts = self.deliberated(heads=heads, conclusion=conclusion)

        assert offered(facts, Step.DELIBERATE, at=LATER + timedelta(hours=1))

    def test_new_evidence_is_deliberated_on(self):
        facts = self.deliberated()
        (row,) = facts.evidence
        more = replace(row, id="证据2", at=LATER + timedelta(minutes=30))

        assert offered(replace(facts, evidence=(row, more)), Step.DELIBERATE, at=LATER + timedelta(hours=1))


class TestSampling:
    def test_samples_are_taken_by_two_who_showed_their_cards_as_often_as_needed(self):
        facts = perform(OPEN, Act(Step.SAMPLE, CHARGE, LATER, CALENDAR))
        facts = perform(facts, Act(Step.SAMPLE, CHARGE, LATER, CALENDAR))

        assert [(each.id, each.officers) for each in facts.samplings] == [
            ("抽样1", ("张", "王")),
            ("抽样2", ("张", "王")),
        ]
        assert offered(facts, Step.SAMPLE)
        alone = replace(OPEN, assignments=tuple(each for each in POSTS if each.officer != "王"))
        assert "officers.too_few" in next_steps(alone, LATER, CALENDAR).why_not(Step.SAMPLE)

    def test_samples_that_are_no_evidence_any_more_stop_nothing(self):
        """处罚法 46 条 3 款：不作为证据的，不再挡住告知；重新抽的样另行核对。"""
        facts = investigated(a_clue(a_charge(regime=Regime.SAMR)))
        facts = perform(facts, Act(Step.SAMPLE, CHARGE, DAY_ONE, CALENDAR))
        wrong = replace(facts.samplings[0], sealed=False)
        excluded = replace(wrong, excluded_at=LATER)
        again = replace(wrong, id="抽样2", invited=True, sealed=True, listed=True, signed=True)

        for rows, stops in (((wrong,), True), ((wrong, again), True), ((excluded,), False), ((excluded, again), False)):
            why = next_steps(replace(facts, samplings=rows), LATER, CALENDAR).why_not(Step.NOTIFY)
            assert ("sampling.unsealed" in why) is stops
        with pytest.raises(LawRefused):
            check_coherence(replace(facts, samplings=(replace(wrong, excluded_at=DAY_ONE - timedelta(days=1)),)))

    def test_how_they_were_taken_is_not_guessed(self):
        (row,) = perform(OPEN, Act(Step.SAMPLE, CHARGE, LATER, CALENDAR)).samplings

        assert (row.invited, row.sealed, row.listed, row.signed) == (None, None, None, None)

    @pytest.mark.parametrize(
        ("regime", "stops"),
        [
            pytest.param(Regime.SAMR, True, id="市场监管"),
            pytest.param(Regime.AGR, True, id="农业"),
            pytest.param(Regime.TRA, True, id="交通"),
            pytest.param(Regime.HURD, False, id="住建没有抽样的规定"),
        ],
    )
    def test_the_notice_waits_for_what_is_not_known_of_them(self, regime, stops):
        facts = investigated(a_clue(a_charge(regime=regime)))
        facts = perform(facts, Act(Step.SAMPLE, CHARGE, DAY_ONE, CALENDAR))

        assert ("sampling.unknown" in next_steps(facts, LATER, CALENDAR).why_not(Step.NOTIFY)) is stops
