"""法制审核与案件审核：决定之前通过，审核人员独立、有资格。"""

from dataclasses import replace
from datetime import date

import pytest

from tongpan.law.calendar import national
from tongpan.law.limits import LimitRefused, Regime
from tongpan.law.penalty import review
from tongpan.law.penalty.review import ReviewCourse, ReviewedCase, Reviewer, Round, Step
from tongpan.law.period import Authority, Exclusion, Extension, Ground, Unit
from tongpan.law.refusal import LawRefused

CALENDAR = national()
DECIDED = date(2026, 3, 20)
PASSED = Round(date(2026, 3, 10), passed=True)
COURSE = ReviewCourse(due=True, decided_on=DECIDED, rounds=(PASSED,))


def failed(then, on=date(2026, 3, 5), written=True):
    return Round(on, passed=False, written=written, then=then)


def codes(verdict):
    return [breach.code for breach in verdict]


class TestPassedBefore:
    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="通过"),
            pytest.param({"rounds": ()}, ["review.missing"], id="没有审核"),
            pytest.param({"due": None, "rounds": ()}, ["review.need.unknown"], id="不知道是否应当审核"),
            pytest.param({"due": None}, [], id="不知道而已经通过审核"),
            pytest.param({"due": False, "rounds": ()}, [], id="不必审核"),
            pytest.param({"due": False, "rounds": (failed(Step.CORRECT),)}, ["review.failed"], id="送审了就要通过"),
            pytest.param({"rounds": (Round(DECIDED, True),)}, [], id="决定当日通过"),
            pytest.param({"rounds": (Round(date(2026, 3, 21), True),)}, ["review.after_decision"], id="先决定后审核"),
            pytest.param({"rounds": (Round(DECIDED, True, written=False),)}, ["review.unwritten"], id="口头意见"),
            pytest.param({"rounds": (failed(None),)}, ["review.failed"], id="没有通过"),
            pytest.param(
                {"rounds": (failed(Step.DECIDE),)}, ["review.failed", "review.overridden"], id="否决后径行决定"
            ),
            pytest.param({"rounds": (failed(Step.CORRECT), PASSED)}, [], id="改正后通过"),
            pytest.param({"rounds": (failed(Step.SUPPLEMENT), PASSED)}, [], id="补充调查后通过"),
            pytest.param({"rounds": (failed(None), PASSED)}, ["review.again.unchanged"], id="原样再报"),
            pytest.param({"rounds": (failed(Step.WITHDRAW), PASSED)}, ["review.again.unchanged"], id="撤案后再报"),
            pytest.param({"rounds": (failed(Step.DECIDE), PASSED)}, ["review.overridden"], id="决定后补审"),
            pytest.param(
                {"rounds": (failed(Step.CORRECT, written=False), PASSED)}, ["review.unwritten"], id="首轮意见口头"
            ),
            pytest.param({"rounds": (PASSED, PASSED)}, [], id="通过后又审一次"),
        ],
    )
    def test_inv_30_31_no_decision_without_a_passed_review(self, change, found):
        assert codes(review.check_passed_before(replace(COURSE, **change))) == found

    @pytest.mark.parametrize(
        ("ended_on", "regime", "grade"),
        [
            pytest.param(date(2026, 3, 10), Regime.SAMR, None, id="听证当日结束"),
            pytest.param(date(2026, 3, 11), Regime.SAMR, "A", id="市场监管先审后听"),
            pytest.param(date(2026, 3, 11), None, "D", id="国家法律先审后听"),
            pytest.param(date(2026, 3, 11), Regime.AGR, "D", id="农业先审后听"),
        ],
    )
    def test_inv_32_review_follows_the_hearing(self, ended_on, regime, grade):
        verdict = review.check_passed_before(replace(COURSE, hearing_ended_on=ended_on), regime)

        assert [(each.code, each.grade) for each in verdict] == ([("review.before_hearing", grade)] if grade else [])
        assert all(each.blocks for each in verdict)

    @pytest.mark.parametrize(
        ("regime", "done_on", "found"),
        [
            pytest.param(Regime.HURD, None, [], id="住建无案件审核"),
            pytest.param(Regime.TRA, None, [], id="交通无案件审核"),
            pytest.param(None, None, [], id="国家法律无案件审核"),
            pytest.param(Regime.SAMR, None, ["review.case.missing"], id="市场监管没有案件审核"),
            pytest.param(Regime.AGR, None, ["review.case.missing"], id="农业没有案件审核"),
            pytest.param(Regime.SAMR, DECIDED, [], id="决定当日审核"),
            pytest.param(Regime.SAMR, date(2026, 3, 21), ["review.case.late"], id="先决定后审核"),
        ],
    )  # fmt: skip
    def test_inv_33_case_review_where_no_legal_review_is_due(self, regime, done_on, found):
        course = ReviewCourse(due=False, decided_on=DECIDED, case_reviewed_on=done_on)

        assert codes(review.check_passed_before(course, regime)) == found

    def test_rounds_out_of_order_are_refused(self):
        with pytest.raises(LawRefused) as refusal:
            replace(COURSE, rounds=(PASSED, failed(None)))

        assert refusal.value.code == "review.order"

    def test_steps_have_labels(self):
        assert all(each.label for each in Step)


class TestReviewer:
    CASE = ReviewedCase(DECIDED, frozenset({"李"}), frozenset({"孙"}), frozenset({"刘记饭店"}))
    ZHAO = Reviewer("赵", since=date(2025, 1, 1), first_time=True, qualified=True)

    @pytest.mark.parametrize(
        ("change", "found"),
        [
            pytest.param({}, [], id="有资格的审核人员"),
            pytest.param({"person": "李"}, ["review.reviewer.handler"], id="承办人审核"),
            pytest.param({"person": "孙"}, ["review.reviewer.supervisor"], id="监督人员审核"),
            pytest.param({"since": DECIDED}, [], id="入库当日"),
            pytest.param({"since": date(2026, 3, 21)}, ["review.pool.absent"], id="尚未入库"),
            pytest.param({"until": DECIDED}, ["review.pool.absent"], id="聘期届满当日"),
            pytest.param({"until": date(2026, 3, 21)}, [], id="聘期最后一日"),
            pytest.param({"qualified": False}, ["review.reviewer.unqualified"], id="初次且没有资格"),
            pytest.param({"qualified": None}, ["review.qualification.unknown"], id="初次而资格不明"),
            pytest.param({"first_time": False, "qualified": False}, [], id="并非初次"),
            pytest.param({"first_time": False, "qualified": None}, [], id="并非初次，资格不明"),
            pytest.param({"first_time": None, "qualified": False}, ["review.qualification.unknown"], id="是否初次不明"),
            pytest.param({"first_time": None, "qualified": True}, [], id="有资格就不问是否初次"),
            pytest.param({"external": True}, ["review.counsel.undeclared"], id="顾问没有申报"),
            pytest.param({"external": True, "clients": frozenset()}, [], id="顾问没有代理"),
            pytest.param({"external": True, "clients": frozenset({"他人"})}, [], id="代理他人"),
            pytest.param(
                {"external": True, "clients": frozenset({"刘记饭店"})}, ["review.counsel.conflict"], id="代理本案当事人"
            ),
        ],
    )
    def test_m163_m164_who_may_review(self, change, found):
        verdict = review.check_reviewer(replace(self.ZHAO, **change), self.CASE)

        assert codes(verdict) == found
        assert all(each.blocks for each in verdict)

    @pytest.mark.parametrize(
        ("regime", "grade"), [(None, "D"), (Regime.HURD, "D"), (Regime.SAMR, "A"), (Regime.AGR, "A")]
    )
    def test_separation_is_literal_in_some_regimes(self, regime, grade):
        (breach,) = review.check_reviewer(replace(self.ZHAO, person="李"), self.CASE, regime)

        assert breach.grade == grade


class TestClock:
    @pytest.mark.parametrize(
        ("regime", "province", "due"),
        [
            pytest.param(Regime.SAMR, None, date(2026, 3, 16), id="市场监管十个工作日"),
            pytest.param(Regime.HURD, None, date(2026, 3, 16), id="住建十日"),
            pytest.param(Regime.AGR, None, date(2026, 3, 9), id="农业五日"),
            pytest.param(None, None, None, id="国家法律没有天数"),
        ],
    )
    def test_by_regime(self, regime, province, due):
        limit = review.review_limit(date(2026, 3, 2), CALENDAR, regime, province)

        assert limit.due_on == due
        assert review.check_answered(limit, due, date(2026, 6, 1)) == ()

    @pytest.mark.parametrize(
        ("answered_on", "as_of", "late"),
        [
            pytest.param(date(2026, 3, 16), date(2026, 4, 1), False, id="末日答复"),
            pytest.param(date(2026, 3, 17), date(2026, 4, 1), True, id="逾期答复"),
            pytest.param(None, date(2026, 3, 16), False, id="末日尚未答复"),
            pytest.param(None, date(2026, 3, 17), True, id="逾期未答复"),
        ],
    )
    def test_late_answers_are_reported(self, answered_on, as_of, late):
        limit = review.review_limit(date(2026, 3, 2), CALENDAR, Regime.SAMR)

        assert codes(review.check_answered(limit, answered_on, as_of)) == (["review.answer.late"] if late else [])

    def test_extension_and_exclusion_follow_the_register(self):
        by_head = Extension(15, Unit.DAY, Authority.HEAD)
        supplement = Exclusion(Ground.SUPPLEMENT, date(2026, 3, 3), date(2026, 3, 4))

        assert review.review_limit(date(2026, 3, 2), CALENDAR, Regime.AGR, extensions=(by_head,)).due_on == date(
            2026, 3, 24
        )
        assert review.review_limit(date(2026, 3, 2), CALENDAR, None, "15", (supplement,)).due_on == date(2026, 3, 11)
        with pytest.raises(LimitRefused):
            review.review_limit(date(2026, 3, 2), CALENDAR, Regime.HURD, extensions=(by_head,))


@pytest.mark.parametrize(
    ("officers", "needed"), [(0, 0), (1, 1), (20, 1), (21, 2), (40, 2), (41, 3), (100, 5), (101, 6)]
)
def test_five_percent_of_the_officers(officers, needed):
    assert review.reviewers_needed(officers) == needed


def test_impossible_staff_is_refused():
    with pytest.raises(LawRefused) as refusal:
        review.reviewers_needed(-1)

    assert refusal.value.code == "review.staff.negative"
