"""申请法院以后：受理、裁定、复议、执行完毕或者终结；判决变更的，申请执行判决。强制法 53–60，诉讼法 95。"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Deferral, Enforcement, Remedy, Ruling, SuitTerm
from tongpan.law.facts.words import CourtAnswer, Duty, Enforcing, Outcome, Paper, RemedyKind, Track
from tongpan.law.limits import Regime
from tongpan.law.model.probing.base import KEY, LATER, SUMMER, decided, demanded
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure import Act, Step, Target, next_steps, perform

CALENDAR = national()
TARGET = Target("甲", "占道经营")
OWED = demanded()
SPOT = replace(OWED, decisions=tuple(replace(each, track=Track.SUMMARY) for each in OWED.decisions))
ASKED = Enforcement(**KEY, way=Enforcing.COURT, decided_at=SUMMER, signer="周")
RULED = SUMMER + timedelta(days=3)


def look(facts, at=RULED):
    return next_steps(facts, at, CALENDAR)


def take(facts, step, at, choice=""):
    return perform(facts, Act(step, TARGET, at, CALENDAR, choice))


def ruled(answer, **values):
    row = Ruling(**KEY, at=RULED, answer=CourtAnswer(answer), received_on=RULED.date())
    return replace(OWED, enforcements=(ASKED,), rulings=(replace(row, **values),))


class TestTheTermOnTheSpot:
    """当场处罚没有经过复议的，起诉期限由审核人员认定（复议法 23 条、强制法 53 条）。"""

    def settled(self, day):
        return replace(SPOT, suit_terms=(SuitTerm(**KEY, at=LATER, reviewer="李", ends_on=day),))

    def test_nobody_guesses_it_and_the_way_forward_is_open(self):
        found = look(SPOT, SUMMER)

        assert "enforcement.court.unsettled" in found.why_not(Step.APPLY_COURT)
        assert found.offers(Step.SETTLE_TERM)

    @pytest.mark.parametrize(
        ("day", "why"),
        [
            pytest.param(date(2026, 9, 2), (), id="认定为六个月届满"),
            pytest.param(date(2026, 5, 6), ("coercion.court.late",), id="认定为六十日届满，三个月已经过了"),
            pytest.param(date(2026, 10, 20), ("coercion.court.early",), id="认定的日期还没有到"),
            pytest.param(date(2026, 5, 5), ("enforcement.court.term_short",), id="早于申请复议的六十日届满"),
        ],
    )
    def test_the_three_months_run_from_the_settled_day(self, day, why):
        assert look(self.settled(day), SUMMER).why_not(Step.APPLY_COURT) == why

    def test_it_may_be_settled_again_and_the_last_one_counts(self):
        facts = self.settled(date(2026, 5, 5))
        again = SuitTerm(**KEY, at=SUMMER, reviewer="李", ends_on=date(2026, 9, 2))

        assert look(facts, SUMMER).offers(Step.SETTLE_TERM)
        assert look(replace(facts, suit_terms=(*facts.suit_terms, again)), SUMMER).offers(Step.APPLY_COURT)

    def test_it_is_the_reviewers_who_is_not_the_handler(self):
        unnamed = replace(SPOT, assignments=tuple(e for e in SPOT.assignments if e.role.value != "REVIEWER"))

        assert look(unnamed, SUMMER).why_not(Step.SETTLE_TERM) == ("staff.reviewer.unnamed",)

    @pytest.mark.parametrize(
        ("facts", "name"),
        [
            pytest.param(OWED, "普通程序的六个月有明文", id="普通程序"),
            pytest.param(
                replace(SPOT, remedies=(Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE),)), "", id="正在复议"
            ),
        ],
    )
    def test_it_is_not_in_question_where_a_text_says_it(self, facts, name):
        found = look(facts, SUMMER)

        assert not found.offers(Step.SETTLE_TERM)
        assert found.why_not(Step.SETTLE_TERM) == ()

    def test_on_the_spot_the_limit_runs_from_the_settled_day(self):
        limits = {each.rule: each.limit.act_by for each in look(self.settled(date(2026, 9, 2)), SUMMER).limits}

        assert limits["DL-28"] == date(2026, 12, 2)
        assert "DL-28" not in {each.rule for each in look(SPOT, SUMMER).limits}


class TestOneWindow:
    """期限看板上的三个月与申请法院的关口，用的是同一个起算日。"""

    DEFERRED = replace(OWED, deferrals=(Deferral(**KEY, at=LATER, until=date(2026, 10, 30)),))
    ANEW = datetime(2026, 10, 31, 10, tzinfo=SHANGHAI)
    DEMANDED = replace(DEFERRED, demands=(replace(OWED.demands[0], at=ANEW, served_at=ANEW),))
    UPHELD = Remedy(
        **KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE, ended_at=LATER, outcome=Outcome.UPHELD, told_on=date(2026, 9, 1)
    )

    @pytest.mark.parametrize(
        ("facts", "at", "by"),
        [
            pytest.param(OWED, SUMMER, date(2026, 12, 2), id="六个月届满起"),
            pytest.param(DEFERRED, SUMMER, None, id="延期没有结束，还不起算"),
            pytest.param(
                DEMANDED, datetime(2026, 11, 17, 10, tzinfo=SHANGHAI), date(2027, 1, 30), id="延期结束之日起"
            ),
            pytest.param(replace(OWED, remedies=(UPHELD,)), SUMMER, date(2026, 12, 16), id="判决以后"),
            pytest.param(
                replace(OWED, remedies=(replace(UPHELD, outcome=Outcome.CHANGED),)), SUMMER, None, id="执行的是判决"
            ),
            pytest.param(replace(OWED, remedies=(replace(UPHELD, ended_at=None, outcome=None),)), SUMMER, None,
                         id="正在诉讼"),
        ],
    )  # fmt: skip
    def test_the_limit_runs_when_the_gate_is_open(self, facts, at, by):
        found = look(facts, at)
        limits = {each.rule: each.limit.act_by for each in found.limits}

        assert limits.get("DL-28") == by
        assert found.offers(Step.APPLY_COURT) is (by is not None)


class TestTheCourse:
    def test_taken_ruled_collected_and_complete(self):
        facts = replace(OWED, enforcements=(ASKED,))
        for step, choice in (
            (Step.HEAR_ADMISSION, "ACCEPTED"),
            (Step.HEAR_RULING, "GRANTED"),
            (Step.COLLECT_BY_COURT, ""),
            (Step.COMPLETE, ""),
        ):
            assert look(facts).offers(step), step
            facts = take(facts, step, RULED, choice)

        assert facts.payments[-1].by_court
        assert (facts.enforcements[-1].performed_at, facts.enforcements[-1].ended_at) == (RULED, RULED)
        assert look(facts).offers(Step.CLOSE)

    def test_what_is_not_collected_is_not_complete(self):
        assert look(ruled("GRANTED")).why_not(Step.COMPLETE) == ("enforcement.court.uncollected",)

    def test_what_the_court_ends_is_not_demanded_any_more(self):
        facts = take(ruled("GRANTED"), Step.END_BY_COURT, RULED)
        found = look(facts, RULED + timedelta(days=1))

        assert facts.terminations[-1].by_court
        assert found.offers(Step.CLOSE)
        assert not found.offers(Step.DEMAND)
        assert not found.offers(Step.APPLY_COURT)

    @pytest.mark.parametrize("answer", ["REFUSED", "DENIED"])
    def test_the_court_above_is_asked_within_fifteen_days(self, answer):
        """强制法 56 条 2 款、58 条 3 款。收到之日 10 月 12 日，第十五日 27 日。"""
        facts = ruled(answer)

        assert {each.rule: each.limit.act_by for each in look(facts).limits}["DL-29"] == date(2026, 10, 27)
        assert look(facts, RULED.replace(day=27)).offers(Step.ASK_UPPER)
        assert look(facts, RULED.replace(day=28)).why_not(Step.ASK_UPPER) == ("coercion.court.review_late",)

    def test_a_last_day_without_work_is_not_held_against_the_organ(self):
        saturday = ruled("DENIED", received_on=date(2026, 10, 16))

        assert look(saturday, RULED.replace(day=31)).offers(Step.ASK_UPPER)
        assert look(saturday, datetime(2026, 11, 2, 10, tzinfo=SHANGHAI)).offers(Step.ASK_UPPER)
        assert not look(saturday, datetime(2026, 11, 3, 10, tzinfo=SHANGHAI)).offers(Step.ASK_UPPER)

    @pytest.mark.parametrize(
        ("first", "step", "then", "open_"),
        [
            pytest.param("REFUSED", Step.HEAR_ADMISSION, "ACCEPTED", Step.HEAR_RULING, id="上一级法院裁定受理"),
            pytest.param("REFUSED", Step.HEAR_ADMISSION, "REFUSED", Step.APPLY_COURT, id="上一级法院也不予受理"),
            pytest.param("DENIED", Step.HEAR_RULING, "GRANTED", Step.COLLECT_BY_COURT, id="上一级法院裁定执行"),
            pytest.param("DENIED", Step.HEAR_RULING, "DENIED", Step.END_ENFORCEMENT, id="上一级法院也不予执行"),
        ],
    )
    def test_the_court_above_rules_on_the_same_question(self, first, step, then, open_):
        facts = take(ruled(first), Step.ASK_UPPER, RULED)
        facts = take(facts, step, RULED + timedelta(days=10), then)
        found = look(facts, RULED + timedelta(days=10))

        assert facts.rulings[-1].upper
        assert found.offers(open_)
        assert not found.offers(Step.ASK_UPPER)

    def test_what_was_refused_is_asked_again_within_the_three_months(self):
        facts = take(ruled("REFUSED"), Step.APPLY_COURT, RULED + timedelta(days=5))

        assert [each.ended_at is None for each in facts.enforcements] == [False, True]
        assert look(facts, RULED + timedelta(days=5)).offers(Step.HEAR_ADMISSION)
        late = ruled("REFUSED")
        assert look(late, datetime(2026, 12, 20, 10, tzinfo=SHANGHAI)).why_not(Step.APPLY_COURT) == (
            "coercion.court.late",
        )

    def test_of_what_fell_meanwhile_nothing_is_completed(self):
        fell = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=RULED, outcome=Outcome.REVOKED)
        found = look(replace(ruled("GRANTED"), remedies=(fell,)))

        assert "enforcement.revoked" in found.why_not(Step.COMPLETE)
        assert found.offers(Step.END_ENFORCEMENT)

    @pytest.mark.parametrize(
        ("regime", "closes"),
        [
            pytest.param(Regime.AGR, True, id="农业84条：法院受理的可以结案"),
            pytest.param(Regime.TRA, True, id="交通122条：按照结案处理"),
            pytest.param(Regime.SAMR, False, id="市场监管77条没有写"),
            pytest.param(None, False, id="没有程序规定"),
        ],
    )
    def test_a_case_whose_application_was_taken_is_closed_where_its_rules_say_so(self, regime, closes):
        facts = ruled("ACCEPTED")
        facts = replace(facts, charges=tuple(replace(each, regime=regime) for each in facts.charges))

        assert look(facts).offers(Step.CLOSE) is closes

    @pytest.mark.parametrize("regime", [None, *(each for each in Regime if each is not Regime.ZJP)])
    def test_a_case_whose_enforcement_ended_is_closed_under_every_regime(self, regime):
        facts = take(ruled("DENIED"), Step.END_ENFORCEMENT, RULED)
        facts = replace(facts, charges=tuple(replace(each, regime=regime) for each in facts.charges))

        assert look(facts).offers(Step.CLOSE)


class TestAJudgment:
    """诉讼法 95 条：拒绝履行判决、调解书的，向第一审人民法院申请强制执行。"""

    SUED = Remedy(**KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE, ended_at=LATER, outcome=Outcome.CHANGED,
                  fine=yuan(500))  # fmt: skip

    @pytest.mark.parametrize("outcome", [Outcome.CHANGED, Outcome.PARTLY_REVOKED, Outcome.MEDIATED])
    def test_is_enforced_on_an_application_of_its_own(self, outcome):
        facts = replace(OWED, remedies=(replace(self.SUED, outcome=outcome),))
        asked = take(facts, Step.APPLY_JUDGMENT, SUMMER)

        assert look(facts, SUMMER).offers(Step.APPLY_JUDGMENT)
        assert asked.enforcements[-1].way is Enforcing.JUDGMENT
        found = look(asked, RULED)
        assert found.offers(Step.COLLECT_BY_COURT)
        assert not found.offers(Step.HEAR_ADMISSION)

    @pytest.mark.parametrize(
        ("within", "why"), [(date(2026, 10, 8), ()), (date(2026, 10, 9), ("enforcement.judgment.early",)), (None, ())]
    )
    def test_waits_for_the_day_that_the_paper_gives(self, within, why):
        facts = replace(OWED, remedies=(replace(self.SUED, within=within),))

        assert look(facts, SUMMER).why_not(Step.APPLY_JUDGMENT) == why

    @pytest.mark.parametrize(
        "remedy",
        [
            pytest.param(replace(SUED, outcome=Outcome.UPHELD, fine=None), id="驳回诉讼请求的，执行原决定"),
            pytest.param(replace(SUED, kind=RemedyKind.RECONSIDERATION), id="复议变更的，由复议机关执行"),
            pytest.param(replace(SUED, outcome=Outcome.REVOKED, fine=None), id="撤销的不执行"),
        ],
    )
    def test_is_not_in_question_elsewhere(self, remedy):
        assert not look(replace(OWED, remedies=(remedy,)), SUMMER).offers(Step.APPLY_JUDGMENT)

    def test_is_asked_for_after_the_court_would_not_take_the_decision(self):
        """法院不予受理以后当事人才起诉，判决变更的：原来的申请到此为止。"""
        facts = replace(ruled("REFUSED"), remedies=(self.SUED,))

        assert look(facts).why_not(Step.APPLY_COURT) == ("enforcement.court.judgment",)
        asked = take(facts, Step.APPLY_JUDGMENT, RULED)
        assert [(each.way, each.ended_at) for each in asked.enforcements] == [
            (Enforcing.COURT, RULED),
            (Enforcing.JUDGMENT, None),
        ]
        assert look(facts).offers(Step.APPLY_JUDGMENT)
        assert look(asked, RULED + timedelta(days=1)).offers(Step.COLLECT_BY_COURT)

    def test_ends_what_the_organ_was_doing_itself(self):
        facts = replace(
            OWED, remedies=(self.SUED,), enforcements=(replace(ASKED, way=Enforcing.SUBSTITUTE, decided_at=LATER),)
        )

        assert look(facts, SUMMER).offers(Step.APPLY_JUDGMENT)
        assert take(facts, Step.APPLY_JUDGMENT, SUMMER).enforcements[0].ended_at == SUMMER

    @pytest.mark.parametrize("answer", ["ACCEPTED", "GRANTED"])
    def test_is_not_asked_for_while_a_court_has_the_application(self, answer):
        assert not look(replace(ruled(answer), remedies=(self.SUED,))).offers(Step.APPLY_JUDGMENT)


class TestAfterTheOrgansOwnEnforcement:
    """拆除、代履行、清除做完了，罚款没有缴：照样催告、申请法院（强制法 53、54 条）。"""

    def done(self, way, demands=OWED.demands):
        duty = Duty.DEMOLISH if way is Enforcing.DEMOLITION else Duty.CLEAR
        row = Enforcement(**KEY, way=way, decided_at=LATER, performed_at=SUMMER, ended_at=SUMMER)
        owed = decided(investigated(a_clue(a_charge(duty=duty))))
        return replace(owed, demands=demands, enforcements=(row,))

    @pytest.mark.parametrize("way", [Enforcing.DEMOLITION, Enforcing.SUBSTITUTE, Enforcing.CLEARING])
    def test_the_fine_is_asked_for_at_the_court_or_dropped(self, way):
        found = look(self.done(way))

        assert found.offers(Step.APPLY_COURT)
        assert found.offers(Step.SUSPEND)
        assert found.offers(Step.END_ENFORCEMENT)
        assert {"DL-27", "DL-28"} <= {each.rule for each in found.limits}

    @pytest.mark.parametrize("way", [Enforcing.DEMOLITION, Enforcing.SUBSTITUTE, Enforcing.CLEARING])
    def test_a_demand_sent_by_mail_can_still_be_served(self, way):
        facts = perform(self.done(way, ()), Act(Step.DEMAND, TARGET, RULED, CALENDAR, "MAIL"))

        assert look(facts).offers(Step.SERVE, TARGET._replace(ref=Paper.DEMAND.value))

    def test_what_runs_keeps_the_court_waiting(self):
        facts = self.done(Enforcing.SUBSTITUTE)
        runs = replace(facts, enforcements=(replace(facts.enforcements[0], performed_at=None, ended_at=None),))

        assert not look(runs).offers(Step.APPLY_COURT)
