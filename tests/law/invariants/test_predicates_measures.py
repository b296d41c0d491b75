"""行政强制措施的不变式（INV-50、51、53至56）：依据、批准、标的、期限、结案和移送，各有守住的和打破的经过。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.law.invariants.histories import Outlook, a_fine, answer, on

from tongpan.law.facts import Closing, Penalty, Referral
from tongpan.law.facts import Testing as Examination
from tongpan.law.facts.words import Fate, Power
from tongpan.law.model.probing import decided, held
from tongpan.law.model.probing.base import KEY, a_thing
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, an_authority, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.statutes import StatuteLevel

SECOND = timedelta(seconds=1)
A_DAY = timedelta(hours=24)
TRUCK = a_thing()
FORFEIT = Penalty((PenaltyKind.CONFISCATE_GOODS,), goods=yuan(500))
URGENT = {"urgent": True, "approved_at": None}
LIFT = Outlook(opened=("LIFT",), about=TRUCK.id)
LATE_AND_LIFT = Outlook(("DL-06",), ("LIFT",), TRUCK.id)


def seized(*powers, **told):
    """A truck is seized on the first day, by an organ with power; then the measure is told otherwise."""
    facts = replace(investigated(a_clue()), things=(TRUCK,), authorities=powers or (an_authority(Power.MEASURE),))
    return held(facts, **told)


def judged(penalty, **told):
    """… and a penalty was decided on the first day."""
    facts = decided(investigated(a_clue(a_charge(proposed=penalty))))
    return held(replace(facts, things=(TRUCK,)), **told)


class TestPower:
    """INV-50: 行政强制法10、17、22."""

    @pytest.mark.parametrize(
        ("level", "holds"),
        [
            (StatuteLevel.LAW, True),
            (StatuteLevel.ADMIN_REGULATION, True),
            (StatuteLevel.LOCAL_REGULATION, True),
            (StatuteLevel.DEPARTMENT_RULE, False),
            (StatuteLevel.LOCAL_RULE, False),
            (None, False),
        ],
    )
    def test_a_measure_stands_on_a_law_or_a_regulation(self, level, holds):
        assert answer(50, seized(an_authority(Power.MEASURE, level=level))) is holds

    def test_the_text_is_named(self):
        assert answer(50, seized(an_authority(Power.MEASURE, statute=""))) is False

    @pytest.mark.parametrize(
        ("right", "express", "holds"),
        [
            (Basis.OWN, None, True),
            (Basis.CONCENTRATED, None, True),
            (Basis.AUTHORIZED, None, True),
            (Basis.TRANSFERRED, True, True),
            (Basis.TRANSFERRED, False, False),
            (Basis.TRANSFERRED, None, False),
            (Basis.DELEGATED, None, False),
            (Basis.DELEGATED, True, False),
        ],
    )
    def test_it_is_not_delegated_and_a_township_is_named_for_it(self, right, express, holds):
        assert answer(50, seized(an_authority(Power.MEASURE, right=right, express=express))) is holds

    @pytest.mark.parametrize(
        ("powers", "holds"),
        [
            pytest.param([an_authority(Power.PENALTY)], False, id="只有处罚权"),
            pytest.param([an_authority(Power.MEASURE, cause="占道经营")], True, id="对本案由的"),
            pytest.param([an_authority(Power.MEASURE, cause="违法建设")], False, id="对别的案由的"),
            pytest.param(
                [an_authority(Power.MEASURE, statute=""), an_authority(Power.MEASURE)], True, id="后来补上依据"
            ),
            pytest.param(
                [an_authority(Power.MEASURE), an_authority(Power.MEASURE, right=Basis.DELEGATED)],
                False,
                id="后来只是委托",
            ),
        ],
    )
    def test_the_power_is_that_over_measures_and_over_the_cause(self, powers, holds):
        assert answer(50, seized(*powers)) is holds

    def test_without_a_measure_it_says_nothing(self):
        assert answer(50, investigated(a_clue())) is None


class TestApproval:
    """INV-51: 行政强制法18第一项、19."""

    @pytest.mark.parametrize(
        ("approved_at", "holds"),
        [
            pytest.param(DAY_ONE - SECOND, True, id="事先批准"),
            pytest.param(DAY_ONE, True, id="批准后立即实施"),
            pytest.param(DAY_ONE + SECOND, False, id="事后批准"),
            pytest.param(None, False, id="没有批准"),
        ],
    )
    def test_it_is_approved_before(self, approved_at, holds):
        assert answer(51, seized(approved_at=approved_at)) is holds

    @pytest.mark.parametrize(
        ("after", "refused_at", "holds"),
        [
            pytest.param(A_DAY, None, True, id="满二十四小时"),
            pytest.param(A_DAY + SECOND, None, False, id="超过二十四小时"),
            pytest.param(A_DAY, DAY_ONE + timedelta(hours=1), False, id="曾经不同意"),
        ],
    )
    def test_an_urgent_one_is_approved_within_a_day(self, after, refused_at, holds):
        facts = seized(urgent=True, approved_at=DAY_ONE + after, refused_at=refused_at)

        assert answer(51, facts) is holds

    @pytest.mark.parametrize(
        ("fate", "after", "refused_at", "holds"),
        [
            pytest.param(Fate.RETURNED, timedelta(hours=36), None, True, id="退还"),
            pytest.param(Fate.RETURNED, timedelta(hours=3), DAY_ONE + timedelta(hours=2), True, id="不同意后退还"),
            pytest.param(Fate.HANDED_OVER, timedelta(hours=36), None, True, id="移送公安机关"),
            pytest.param(Fate.DESTROYED, A_DAY, None, True, id="二十四小时内销毁"),
            pytest.param(Fate.DESTROYED, A_DAY + SECOND, None, False, id="二十四小时后销毁"),
            pytest.param(Fate.FORFEITED, A_DAY, DAY_ONE + timedelta(hours=2), False, id="不同意后没收"),
            pytest.param(Fate.FORFEITED, timedelta(hours=36), None, False, id="没有补办而没收"),
        ],
    )
    def test_without_approval_it_is_only_given_back_or_handed_over(self, fate, after, refused_at, holds):
        facts = seized(**URGENT, fate=fate, ended_at=DAY_ONE + after, refused_at=refused_at)

        assert answer(51, facts, on(4, 1), Outlook()) is holds

    @pytest.mark.parametrize(
        ("now", "refused_at"),
        [
            pytest.param(DAY_ONE + A_DAY + SECOND, None, id="超过二十四小时没有补办"),
            pytest.param(DAY_ONE + timedelta(hours=3), DAY_ONE + timedelta(hours=2), id="不同意"),
        ],
    )
    @pytest.mark.parametrize(
        ("outlook", "holds"),
        [
            pytest.param(LIFT, True, id="可以解除"),
            pytest.param(Outlook(), False, id="不能解除"),
            pytest.param(replace(LIFT, about="箱子"), False, id="只能解除别的"),
            pytest.param(None, True, id="只看经过"),
        ],
    )
    def test_what_is_refused_or_not_approved_in_a_day_can_be_lifted(self, now, refused_at, outlook, holds):
        assert answer(51, seized(**URGENT, refused_at=refused_at), now, outlook) is holds

    def test_within_the_day_an_urgent_one_may_wait_for_approval(self):
        assert answer(51, seized(**URGENT), DAY_ONE + A_DAY, Outlook()) is None


class TestObject:
    """INV-53: 行政强制法23."""

    @pytest.mark.parametrize(
        ("told", "holds"),
        [
            pytest.param({}, True, id="涉案财物"),
            pytest.param({"related": False}, False, id="与违法行为无关"),
            pytest.param({"related": None}, False, id="是否有关不明"),
            pytest.param({"daily_needs": True}, False, id="生活必需品"),
            pytest.param({"daily_needs": None}, False, id="是否必需不明"),
            pytest.param({"sealed_elsewhere": True}, False, id="已被查封"),
            pytest.param({"sealed_elsewhere": None}, False, id="是否查封不明"),
        ],
    )
    def test_only_things_of_the_case_are_held(self, told, holds):
        assert answer(53, replace(seized(), things=(replace(TRUCK, **told),))) is holds

    def test_a_thing_that_is_not_held_is_not_asked_about(self):
        facts = replace(seized(), things=(TRUCK, replace(TRUCK, id="箱子", related=False)))

        assert answer(53, facts) is True
        assert answer(53, replace(facts, measures=())) is None


EXAMINED = Examination(date(2026, 3, 10), date(2026, 3, 14), told=True)


class TestTerm:
    """INV-54: 行政强制法25、27、28；检测期间见ADR-0032."""

    @pytest.mark.parametrize(
        ("told", "last"),
        [
            pytest.param({}, on(4, 1), id="三十日"),
            pytest.param({"extended_at": on(3, 20)}, on(5, 1), id="延长三十日"),
            pytest.param({"tests": (EXAMINED,)}, on(4, 6), id="检测五日"),
            pytest.param({"tests": (replace(EXAMINED, end=date(2026, 3, 12)),)}, on(4, 4), id="检测提前完成"),
            pytest.param({"tests": (replace(EXAMINED, end=date(2026, 3, 20)),)}, on(4, 6), id="检测迟于告知的期间"),
            pytest.param({"tests": (replace(EXAMINED, told=False),)}, on(4, 1), id="检测期间没有告知"),
            pytest.param({"tests": (replace(EXAMINED, until=None),)}, on(4, 1), id="检测期间没有明确"),
            pytest.param(
                {"tests": (EXAMINED, Examination(date(2026, 3, 20), date(2026, 3, 22), told=True))},
                on(4, 9),
                id="两次检测",
            ),
        ],
    )
    def test_past_the_term_it_is_told_as_late_and_can_be_lifted(self, told, last):
        facts = seized(**told)
        late = last + timedelta(days=1)

        assert answer(54, facts, last, Outlook()) is True
        assert answer(54, facts, late, LATE_AND_LIFT) is True
        assert answer(54, facts, late, replace(LATE_AND_LIFT, over=())) is False
        assert answer(54, facts, late, replace(LATE_AND_LIFT, opened=())) is False
        assert answer(54, facts, late, replace(LATE_AND_LIFT, about="箱子")) is False
        assert answer(54, facts, late) is True

    @pytest.mark.parametrize(
        ("extended_at", "holds"),
        [
            pytest.param(on(4, 1), True, id="期限的最后一日延长"),
            pytest.param(on(4, 2), False, id="期满后延长"),
        ],
    )
    def test_it_is_prolonged_before_it_is_over(self, extended_at, holds):
        assert answer(54, seized(extended_at=extended_at), on(4, 10), Outlook()) is holds

    def test_days_of_testing_put_off_the_day_to_prolong(self):
        assert answer(54, seized(extended_at=on(4, 6), tests=(EXAMINED,)), on(4, 10), Outlook()) is True
        assert answer(54, seized(extended_at=on(4, 7), tests=(EXAMINED,)), on(4, 10), Outlook()) is False

    @pytest.mark.parametrize(
        ("penalty", "ended_at", "holds"),
        [
            pytest.param(FORFEIT, on(4, 1), True, id="期限的最后一日没收"),
            pytest.param(FORFEIT, on(4, 2), False, id="期满后没收"),
            pytest.param(a_fine(500), on(4, 1), False, id="决定没有没收"),
            pytest.param(a_fine(500, PenaltyKind.CONFISCATE_GOODS), on(4, 1), True, id="罚款并没收"),
        ],
    )
    def test_it_is_forfeited_by_a_decision_within_the_term(self, penalty, ended_at, holds):
        facts = judged(penalty, fate=Fate.FORFEITED, ended_at=ended_at)

        assert answer(54, facts, on(5, 4), Outlook()) is holds

    def test_nothing_is_forfeited_without_a_penalty(self):
        facts = judged(FORFEIT, fate=Fate.FORFEITED, ended_at=on(3, 10))
        spared = tuple(replace(each, penalty=None) for each in facts.decisions)

        assert answer(54, replace(facts, decisions=spared), on(3, 11)) is False
        assert answer(54, replace(facts, decisions=()), on(3, 11)) is False

    def test_what_was_given_back_is_not_asked_about(self):
        facts = seized(fate=Fate.RETURNED, ended_at=on(3, 10))

        assert answer(54, facts, on(3, 11), Outlook()) is None
        assert answer(54, facts, on(5, 4), Outlook()) is None

    @pytest.mark.parametrize("now", [on(3, 3), on(4, 1)], ids=["期限之内", "最后一日"])
    def test_nothing_becomes_of_a_thing_that_is_still_held(self, now):
        assert answer(54, seized(fate=Fate.FORFEITED), now, Outlook()) is False


class TestAfterwards:
    """INV-55、56: 行政强制法21、28."""

    @pytest.mark.parametrize(
        ("ended", "holds"),
        [
            pytest.param((on(3, 10), on(3, 11)), True, id="都已解除"),
            pytest.param((on(3, 10), None), False, id="还有一件在押"),
            pytest.param((None, None), False, id="都在押"),
        ],
    )
    def test_nothing_is_held_once_the_case_is_closed(self, ended, holds):
        facts = seized()
        rows = tuple(replace(facts.measures[0], ended_at=each) for each in ended)
        facts = replace(facts, measures=rows)

        assert answer(55, replace(facts, closing=Closing(on(3, 12), "周"))) is holds
        assert answer(55, facts) is None

    def test_a_case_without_measures_may_be_closed(self):
        assert answer(55, replace(investigated(a_clue()), closing=Closing(on(3, 12), "周"))) is None

    @pytest.mark.parametrize(
        ("referral", "party_told", "holds"),
        [
            pytest.param({}, True, True, id="随案移送并书面告知"),
            pytest.param({}, False, False, id="没有告知当事人"),
            pytest.param({"answered_at": on(3, 10) + SECOND}, True, False, id="立案之前移交"),
            pytest.param({"accepted": False}, True, False, id="公安机关不立案"),
            pytest.param({"accepted": None, "answered_at": None}, True, False, id="公安机关没有答复"),
        ],
    )
    def test_things_go_to_the_police_with_the_case_and_the_party_is_told(self, referral, party_told, holds):
        accepted = replace(Referral(**KEY, accepted=True, answered_at=on(3, 10)), **referral)
        facts = seized(fate=Fate.HANDED_OVER, ended_at=on(3, 10), party_told=party_told)

        assert answer(56, replace(facts, referrals=(accepted,))) is holds
        assert answer(56, facts) is False

    def test_of_what_stays_with_the_organ_it_says_nothing(self):
        assert answer(56, seized()) is None
        assert answer(56, seized(fate=Fate.RETURNED, ended_at=on(3, 10))) is None
