"""一审、上诉、二审；通过本机关提交的复议申请和意见书；责令重作的期限。诉讼法 85，复议法 32、64、76。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import HandedIn, Judgment, Monitoring, OpinionLetter, Remedy, Reopening, Revocation
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Fault, Outcome, RemedyKind, Track
from tongpan.law.model.probing.base import KEY, LATER, decided
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.refusal import LawRefused

CALENDAR = national()
TARGET = Target("甲", "占道经营")
SERVED = decided(investigated(a_clue()))
SPOT = replace(SERVED, decisions=tuple(replace(each, track=Track.SUMMARY) for each in SERVED.decisions))
SUIT = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE)
ASKED = replace(SUIT, kind=RemedyKind.RECONSIDERATION)
FIRST = Judgment(**KEY, at=LATER, outcome=Outcome.UPHELD, received_on=date(2026, 3, 5))


def at(month, day):
    return datetime(2026, month, day, 10, tzinfo=SHANGHAI)


def look(facts, when=LATER):
    return next_steps(facts, when, CALENDAR)


def limits(facts, when=LATER):
    return {each.rule: each.limit.act_by for each in look(facts, when).limits}


def judged(**values):
    return replace(SERVED, remedies=(SUIT,), judgments=(replace(FIRST, **values),))


class TestAppeal:
    @pytest.mark.parametrize(
        ("values", "row", "by"),
        [
            pytest.param({}, "DL-43.2", date(2026, 3, 20), id="判决十五日"),
            pytest.param({"order": True, "outcome": Outcome.DISMISSED}, "DL-43.3", date(2026, 3, 16), id="裁定十日"),
        ],
    )
    def test_runs_from_the_day_on_which_the_organ_received_it(self, values, row, by):
        """裁定的第十日 3 月 15 日是星期日，顺延到 16 日。"""
        assert limits(judged(**values))[row] == by
        assert look(judged(**values), at(by.month, by.day)).offers(Step.APPEAL)
        late = look(judged(**values), at(by.month, by.day + 1))
        assert late.why_not(Step.APPEAL) == ("remedies.appeal.late",)

    def test_an_appeal_ends_the_term_and_opens_the_end(self):
        appealed = perform(judged(), Act(Step.APPEAL, TARGET, LATER, CALENDAR))

        assert (appealed.judgments[-1].appealed_at, appealed.judgments[-1].by_us) == (LATER, True)
        assert "DL-43.2" not in limits(appealed)
        assert look(appealed).offers(Step.CONCLUDE_REMEDY)
        assert not look(appealed).offers(Step.HEAR_APPEAL)

    def test_what_the_party_does_is_recorded_whenever_it_is_heard_of(self):
        assert look(judged(), at(4, 20)).offers(Step.HEAR_APPEAL)

    @pytest.mark.parametrize(
        ("told_on", "when", "final"),
        [
            pytest.param(None, at(3, 20), False, id="第十五日还没有届满"),
            pytest.param(None, at(3, 23), True, id="都没有上诉"),
            pytest.param(date(2026, 3, 30), at(4, 14), False, id="当事人收到得更晚"),
            pytest.param(date(2026, 3, 30), at(4, 15), True, id="当事人的十五日也届满"),
        ],
    )
    def test_without_one_the_suit_ends_when_nobody_can_appeal_any_more(self, told_on, when, final):
        found = look(judged(told_on=told_on), when)

        assert found.offers(Step.CONCLUDE_REMEDY) is final
        assert found.why_not(Step.CONCLUDE_REMEDY) == (() if final else ("remedies.judgment.not_final",))

    def test_a_suit_whose_first_judgment_is_not_known_is_ended_as_before(self):
        found = look(replace(SERVED, remedies=(SUIT,)))

        assert found.offers(Step.CONCLUDE_REMEDY)
        assert found.offers(Step.HEAR_FIRST)

    @pytest.mark.parametrize(
        ("values", "outcome", "fits"),
        [
            pytest.param({}, Outcome.UPHELD, True, id="没有上诉，与一审一致"),
            pytest.param({}, Outcome.REVOKED, False, id="没有上诉，与一审不一致"),
            pytest.param({"appealed_at": at(3, 10)}, Outcome.REVOKED, True, id="上诉的，二审可以改判"),
            pytest.param({"order": True, "outcome": Outcome.DISMISSED}, Outcome.UPHELD, False, id="驳回起诉的裁定"),
            pytest.param({"at": at(4, 10)}, Outcome.REVOKED, True, id="结果以后的裁判是别的诉讼"),
        ],
    )
    def test_nobody_appealed_the_suit_ends_as_the_first_judgment_says(self, values, outcome, fits):
        """诉讼法 85 条：逾期不提起上诉的，一审裁判发生法律效力。"""
        facts = judged(**values)
        facts = replace(facts, remedies=(replace(SUIT, ended_at=at(4, 1), outcome=outcome),))
        if fits:
            check_coherence(facts)
            return
        with pytest.raises(LawRefused) as refused:
            check_coherence(facts)

        assert refused.value.code == "facts.remedy.outcome"
        assert "有人上诉的，先登记上诉" in str(refused.value)

    def test_without_a_choice_it_ends_so(self):
        dismissed = judged(order=True, outcome=Outcome.DISMISSED)
        facts = perform(dismissed, Act(Step.CONCLUDE_REMEDY, TARGET, at(4, 1), CALENDAR))

        assert facts.remedies[-1].outcome is Outcome.DISMISSED
        check_coherence(facts)

    def test_reconsideration_has_no_first_judgment(self):
        assert not look(replace(SERVED, remedies=(ASKED,))).offers(Step.HEAR_FIRST)

    @pytest.mark.parametrize(
        ("order", "outcome"), [(True, Outcome.REVOKED), (False, Outcome.DISMISSED), (False, Outcome.WITHDRAWN)]
    )
    def test_an_order_does_not_decide_and_a_judgment_does_not_dismiss(self, order, outcome):
        with pytest.raises(LawRefused) as refused:
            check_coherence(judged(order=order, outcome=outcome))

        assert refused.value.code == "facts.judgment.outcome"


class TestThroughTheOrgan:
    """复议法 32 条：当场处罚、电子监控处罚可以通过处罚机关提交；需要维持的五日内转送。"""

    TAKEN = replace(SPOT, handed_in=(HandedIn(**KEY, at=LATER),))

    @pytest.mark.parametrize(
        ("facts", "open_"),
        [
            pytest.param(SPOT, True, id="当场处罚"),
            pytest.param(SERVED, False, id="普通程序"),
            pytest.param(
                replace(SERVED, evidence=(replace(SERVED.evidence[0], monitoring=Monitoring(statute="某条例")),)),
                True,
                id="电子监控",
            ),
            pytest.param(replace(SPOT, remedies=(ASKED,)), False, id="已经受理"),
            pytest.param(TAKEN, False, id="已经收到，还没有转送"),
        ],
    )
    def test_is_taken_where_the_article_allows_it(self, facts, open_):
        assert look(facts).offers(Step.TAKE_APPLICATION) is open_

    def test_is_sent_on_in_five_working_days(self):
        assert limits(self.TAKEN)["DL-42"] == date(2026, 3, 12)
        (late,) = [each for each in look(self.TAKEN, at(3, 13)).limits if each.rule == "DL-42"]
        assert late.over

    @pytest.mark.parametrize(
        "settled",
        [
            pytest.param({"handed_in": (HandedIn(**KEY, at=LATER, forwarded_at=LATER),)}, id="已经转送"),
            pytest.param(
                {"revocations": (Revocation(**KEY, at=LATER, decider="周", ground=Fault.FACTS),)}, id="自己纠正"
            ),
            pytest.param({"remedies": (replace(ASKED, at=LATER),)}, id="复议机关已经受理"),
        ],
    )
    def test_the_days_end_with_what_settles_it(self, settled):
        assert "DL-42" not in limits(replace(self.TAKEN, **settled))


class TestOpinion:
    LETTER = OpinionLetter(**KEY, at=LATER)
    ENDED = replace(ASKED, ended_at=LATER, outcome=Outcome.UPHELD)

    def test_is_reported_on_in_sixty_days(self):
        facts = replace(SERVED, remedies=(self.ENDED,), opinion_letters=(self.LETTER,))

        assert limits(facts)["DL-44"] == date(2026, 5, 4)
        reported = perform(facts, Act(Step.REPORT_OPINION, TARGET, LATER, CALENDAR))
        assert "DL-44" not in limits(reported)
        assert not look(reported).offers(Step.REPORT_OPINION)

    def test_runs_on_in_a_round_of_its_own(self):
        fell = replace(self.ENDED, outcome=Outcome.REVOKED, restored_at=LATER, ended_at=DAY_ONE)
        again = Reopening(**KEY, at=LATER + timedelta(hours=1))
        facts = replace(SERVED, remedies=(fell,), opinion_letters=(self.LETTER,), reopenings=(again,))

        assert limits(facts, at(3, 6))["DL-44"] == date(2026, 5, 4)
        assert look(facts, at(3, 6)).offers(Step.REPORT_OPINION)

    def test_comes_from_reconsideration_alone(self):
        assert not look(replace(SERVED, remedies=(SUIT,))).offers(Step.TAKE_OPINION)


class TestOrderedAnew:
    """复议法 64 条、诉讼法 70 条：文书写明的期限。"""

    FELL = replace(ASKED, ended_at=DAY_ONE, outcome=Outcome.REDONE, restored_at=DAY_ONE, within=date(2026, 4, 30))
    AGAIN = Reopening(**KEY, at=LATER)

    @pytest.mark.parametrize(
        ("facts", "runs"),
        [
            pytest.param(replace(SERVED, remedies=(FELL,)), True, id="撤销以后"),
            pytest.param(replace(SERVED, remedies=(FELL,), reopenings=(AGAIN,)), True, id="重新处理以后"),
            pytest.param(replace(SERVED, remedies=(replace(FELL, within=None),)), False, id="文书没有限定"),
            pytest.param(
                replace(SERVED, remedies=(replace(FELL, outcome=Outcome.REVOKED, within=None),)), False, id="没有责令"
            ),
            pytest.param(SERVED, False, id="没有撤销"),
        ],
    )
    def test_the_day_of_the_paper_is_on_the_board(self, facts, runs):
        assert limits(facts, at(3, 6)).get("DL-44.2") == (date(2026, 4, 30) if runs else None)

    def test_says_on_whose_paper_it_stands_and_when_it_is_over(self):
        facts = replace(SERVED, remedies=(self.FELL,), reopenings=(self.AGAIN,))
        (row,) = [each for each in look(facts, at(5, 6)).limits if each.rule == "DL-44.2"]

        assert row.over
        assert "限定在2026年4月30日前" in row.limit.explanation
        assert "第六十四条" in row.limit.explanation

    def test_ends_with_the_new_decision(self):
        facts = replace(SERVED, remedies=(self.FELL,), reopenings=(self.AGAIN,))
        for step in (Step.REPORT, Step.NOTIFY, Step.WAIVE, Step.DECIDE):
            facts = perform(facts, Act(step, TARGET, at(3, 20), CALENDAR))

        assert "DL-44.2" not in limits(facts, at(3, 21))

    @pytest.mark.parametrize("reopened", [False, True])
    def test_does_not_come_back_when_what_was_decided_anew_falls_too(self, reopened):
        """责令重新作出，已经重新作出；本机关又自行撤销的，没有文书再限定期限。"""
        facts = replace(SERVED, remedies=(self.FELL,), reopenings=(self.AGAIN,))
        for step in (Step.REPORT, Step.NOTIFY, Step.WAIVE, Step.DECIDE):
            facts = perform(facts, Act(step, TARGET, at(3, 20), CALENDAR))
        fell = Revocation(**KEY, at=at(3, 24), decider="周", ground=Fault.OTHER, restored_at=at(3, 24))
        third = (Reopening(**KEY, at=at(3, 25)),) if reopened else ()
        facts = replace(facts, revocations=(fell,), reopenings=(self.AGAIN, *third))

        check_coherence(facts)
        assert "DL-44.2" not in limits(facts, at(3, 26))

    @pytest.mark.parametrize("outcome", [Outcome.UPHELD, Outcome.REVOKED, Outcome.DISMISSED])
    def test_a_paper_that_orders_nothing_sets_no_day(self, outcome):
        with pytest.raises(LawRefused) as refused:
            check_coherence(replace(SERVED, remedies=(replace(self.FELL, outcome=outcome, restored_at=None),)))

        assert refused.value.code == "facts.remedy.within"
