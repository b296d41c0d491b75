"""复议、诉讼的先后、答复和结果：变更以后由谁执行，法院的期限从哪一日起算，罚款按多少算。"""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Disclosure, Payment, Remedy
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Outcome, Power, RemedyKind, Track
from tongpan.law.model.probing.base import (
    KEY,
    LATER,
    SUMMER,
    decided,
    demanded,
    demolition_ordered,
    screened,
)
from tongpan.law.model.starting import DAY_ONE, a_clue, an_authority, investigated
from tongpan.law.money import yuan
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
ASKED = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE)
SUED = replace(ASKED, kind=RemedyKind.LITIGATION)
TARGET = Target("甲", "占道经营")
BEFORE_SUMMER = datetime(2026, 8, 20, 10, tzinfo=SHANGHAI)


def ended(outcome, row=ASKED, at=LATER, **values):
    return replace(row, ended_at=at, outcome=outcome, **values)


def spot(facts):
    return replace(facts, decisions=tuple(replace(each, track=Track.SUMMARY) for each in facts.decisions))


class TestAnswering:
    @pytest.mark.parametrize("row", [ASKED, SUED], ids=["复议", "诉讼"])
    def test_waits_for_the_day_on_which_the_copy_came(self, row):
        unknown = replace(SERVED, remedies=(row,))
        known = replace(SERVED, remedies=(replace(row, copy_received_on=DAY_ONE.date()),))

        assert next_steps(unknown, LATER, CALENDAR).why_not(Step.ANSWER_REMEDY) == ("remedies.copy.unknown",)
        assert next_steps(known, LATER, CALENDAR).offers(Step.ANSWER_REMEDY)

    def test_is_written_on_the_remedy_that_is_pending(self):
        first, second = ended(Outcome.UPHELD), replace(SUED, copy_received_on=LATER.date())

        after = perform(replace(SERVED, remedies=(first, second)), Act(Step.ANSWER_REMEDY, TARGET, LATER, CALENDAR, ""))

        assert [each.answered_at for each in after.remedies] == [None, LATER]

    def test_the_copy_cites_the_article_of_its_body(self):
        for row, article in ((ASKED, 48), (SUED, 67)):
            (blocked,) = [
                each
                for each in next_steps(replace(SERVED, remedies=(row,)), LATER, CALENDAR).blocked
                if each.step is Step.ANSWER_REMEDY
            ]
            assert blocked.breaches[0].citation.article == article


class TestExecution:
    """行政复议法 78：变更决定和调解书由复议机关执行；维持的由作出决定的机关执行。"""

    @pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.PARTLY_REVOKED, Outcome.MEDIATED])
    @pytest.mark.parametrize(("facts", "step"), [(demanded(), Step.APPLY_COURT), (demolition_ordered(), Step.DEMOLISH)])
    def test_what_reconsideration_changed_is_not_ours_to_enforce(self, facts, step, outcome):
        changed = replace(facts, remedies=(ended(outcome),))

        assert "enforcement.changed" in next_steps(changed, SUMMER, CALENDAR).why_not(step)

    @pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.PARTLY_REVOKED, Outcome.MEDIATED])
    def test_what_a_suit_changed_is_enforced_by_the_judgment(self, outcome):
        """行政诉讼法 95：拒绝履行判决、调解书的，向第一审人民法院申请强制执行。"""
        judged = replace(demanded(), remedies=(ended(outcome, SUED),))

        for at in (BEFORE_SUMMER, SUMMER):
            assert next_steps(judged, at, CALENDAR).why_not(Step.APPLY_COURT) == ("enforcement.court.judgment",)

    @pytest.mark.parametrize(
        "outcome", [Outcome.UPHELD, Outcome.UNLAWFUL, Outcome.DISMISSED, Outcome.ORDERED, Outcome.EXPIRED]
    )
    def test_what_stands_goes_to_the_court_after_the_fifteen_days(self, outcome):
        stood = replace(demanded(), remedies=(ended(outcome, told_on=date(2026, 8, 1)),))

        assert not next_steps(stood, BEFORE_SUMMER.replace(day=17), CALENDAR).offers(Step.APPLY_COURT)
        assert next_steps(stood, BEFORE_SUMMER, CALENDAR).offers(Step.APPLY_COURT)

    def test_who_withdraws_an_application_keeps_the_six_months(self):
        withdrawn = replace(demanded(), remedies=(ended(Outcome.WITHDRAWN),))

        assert "coercion.court.early" in next_steps(withdrawn, BEFORE_SUMMER, CALENDAR).why_not(Step.APPLY_COURT)
        assert next_steps(withdrawn, SUMMER, CALENDAR).offers(Step.APPLY_COURT)

    def test_a_fine_on_the_spot_that_was_reconsidered_has_a_window(self):
        withdrawn = spot(replace(demanded(), remedies=(ended(Outcome.WITHDRAWN),)))
        expired = spot(replace(demanded(), remedies=(ended(Outcome.EXPIRED, told_on=date(2026, 8, 1)),)))

        unsettled = next_steps(withdrawn, BEFORE_SUMMER, CALENDAR).why_not(Step.APPLY_COURT)
        assert "enforcement.court.unsettled" in unsettled
        assert next_steps(expired, BEFORE_SUMMER, CALENDAR).offers(Step.APPLY_COURT)

    @pytest.mark.parametrize("outcome", [Outcome.REVOKED, Outcome.REDONE, Outcome.VOID])
    def test_nothing_is_left_of_what_was_revoked(self, outcome):
        gone = replace(demanded(), remedies=(ended(outcome),))

        found = next_steps(gone, SUMMER, CALENDAR)

        assert found.offers(Step.RESTORE)
        assert not found.offers(Step.PAY)
        assert not found.offers(Step.LITIGATE)

    def test_a_changed_fine_is_paid_as_it_was_changed(self):
        changed = replace(SERVED, remedies=(ended(Outcome.CHANGED, fine=yuan(500)),))
        paid = replace(changed, payments=(Payment(**KEY, at=LATER, amount=yuan(500), receipt="票据"),))

        assert perform(changed, Act(Step.PAY, TARGET, LATER, CALENDAR, "")).payments[0].amount == yuan(500)
        assert not next_steps(paid, LATER, CALENDAR).offers(Step.PAY)
        assert next_steps(paid, LATER, CALENDAR).offers(Step.CLOSE)


class TestWhatIsLeftOfTheDuty:
    @pytest.mark.parametrize(
        ("row", "said"),
        [
            pytest.param(ended(Outcome.CHANGED), "第六十三条", id="复议变更"),
            pytest.param(ended(Outcome.PARTLY_REVOKED, SUED), "第七十条", id="判决部分撤销"),
            pytest.param(ended(Outcome.MEDIATED, SUED), "第六十条", id="诉讼调解"),
        ],
    )
    def test_is_for_the_paper_to_say_and_is_pointed_out(self, row, said):
        found = next_steps(replace(demolition_ordered(), remedies=(row,)), SUMMER, CALENDAR).warnings
        (warning,) = [each for each in found if each.code == "remedies.changed.duty"]

        assert said in str(warning)
        assert "限期拆除" in warning.message

    @pytest.mark.parametrize(
        ("facts", "row"),
        [
            pytest.param(demanded(), ended(Outcome.CHANGED), id="只有罚款"),
            pytest.param(demolition_ordered(), ended(Outcome.UPHELD), id="维持"),
        ],
    )
    def test_is_not_said_where_it_is_plain(self, facts, row):
        found = next_steps(replace(facts, remedies=(row,)), SUMMER, CALENDAR).warnings

        assert "remedies.changed.duty" not in {each.code for each in found}


class TestDisclosure:
    """行政处罚法 48 ¶2。"""

    @pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.UNLAWFUL, Outcome.MEDIATED])
    def test_what_was_changed_or_unlawful_is_not_published_and_is_taken_down(self, outcome):
        upset = replace(SERVED, remedies=(ended(outcome),))
        shown = replace(upset, disclosures=(Disclosure(**KEY, redacted_at=DAY_ONE, at=DAY_ONE),))

        assert "disclosure.upset" in next_steps(screened(upset), LATER, CALENDAR).why_not(Step.PUBLISH)
        assert next_steps(shown, LATER, CALENDAR).offers(Step.WITHDRAW)

    def test_what_was_upheld_stays(self):
        upheld = replace(SERVED, remedies=(ended(Outcome.UPHELD),))

        assert "disclosure.upset" not in next_steps(screened(upheld), LATER, CALENDAR).why_not(Step.PUBLISH)


class TestWhatCannotBe:
    @pytest.mark.parametrize(
        ("row", "code"),
        [
            pytest.param(ended(Outcome.EXPIRED, SUED), "facts.remedy.outcome", id="法院没有逾期不决定"),
            pytest.param(ended(Outcome.UPHELD, fine=yuan(5)), "facts.remedy.fine", id="维持的没有变更后的罚款"),
            pytest.param(replace(ASKED, fine=yuan(5)), "facts.remedy.fine", id="没有终结就没有变更后的罚款"),
            pytest.param(
                replace(ASKED, copy_received_on=date(2026, 3, 9), answered_at=LATER),
                "facts.order.impossible",
                id="收到副本以前答复",
            ),
        ],
    )
    def test_is_refused(self, row, code):
        with pytest.raises(LawRefused) as refused:
            check_coherence(replace(SERVED, remedies=(row,)))

        assert refused.value.code == code

    @pytest.mark.parametrize(
        "row",
        [
            ended(Outcome.EXPIRED),
            ended(Outcome.UPHELD, SUED),
            ended(Outcome.CHANGED, fine=yuan(5)),
            replace(ASKED, copy_received_on=LATER.date(), answered_at=LATER),
        ],
    )
    def test_and_what_can_be_is_not(self, row):
        check_coherence(replace(SERVED, remedies=(row,), authorities=(an_authority(Power.PENALTY),)))
