"""延期、分期缴纳（处罚法 66 条二款、72 条）：各期合起来是罚款，一期一条期限，误了一期只算一期。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Deferral, Demand, Payment, Penalty, Refund, Remedy, Surcharge, read_row, write_row
from tongpan.law.facts.words import Outcome, RemedyKind
from tongpan.law.invariants import Moment, invariants
from tongpan.law.model.probing.base import KEY, decided
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.execution import Instalment
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.gates import enforcing, paying
from tongpan.law.procedure.view import CaseView

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
"""罚款 2000 元，3 月 2 日送达，最后一日 3 月 17 日"""
TARGET = Target(KEY["party"], KEY["cause"])
PARTS = (Instalment(date(2026, 4, 1), yuan(800)), Instalment(date(2026, 4, 20), yuan(1200)))
GRANTED = Deferral(**KEY, at=DAY_ONE + timedelta(days=3), until=date(2026, 4, 20), parts=PARTS)
DIVIDED = replace(SERVED, deferrals=(GRANTED,))


def on(month, day):
    return DAY_ONE.replace(month=month, day=day)


def view(facts, at):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def paid(*rows, facts=DIVIDED):
    return replace(facts, payments=tuple(Payment(**KEY, at=at, amount=yuan(amount)) for amount, at in rows))


def lines(facts, at):
    """期限里关于缴款的各行：第几期，哪一日。"""
    outlook = next_steps(facts, at, CALENDAR)
    return [(each.target.ref, each.limit.due_on) for each in outlook.limits if each.rule == "DL-23"]


def test_the_row_goes_to_json_and_back():
    assert read_row("deferrals", write_row(GRANTED)) == GRANTED


class TestOnTheBoard:
    @pytest.mark.parametrize(
        ("facts", "found"),
        [
            pytest.param(SERVED, [("", date(2026, 3, 17))], id="没有延期：十五日"),
            pytest.param(
                replace(SERVED, deferrals=(replace(GRANTED, parts=()),)),
                [("", date(2026, 4, 20))],
                id="延期：批准的那一日",
            ),
            pytest.param(DIVIDED, [("第1期", date(2026, 4, 1)), ("第2期", date(2026, 4, 20))], id="分期：一期一行"),
            pytest.param(paid((800, on(3, 30))), [("第2期", date(2026, 4, 20))], id="缴清一期去掉一行"),
            pytest.param(
                paid((500, on(3, 30))), [("第1期", date(2026, 4, 1)), ("第2期", date(2026, 4, 20))], id="缴了一部分还在"
            ),
            pytest.param(paid((2000, on(3, 30))), [], id="缴清"),
        ],
    )
    def test_each_instalment_that_is_not_covered_has_a_line(self, facts, found):
        assert lines(facts, on(3, 31)) == found

    def test_the_line_says_which_one_and_what_is_left_of_it(self):
        outlook = next_steps(paid((500, on(3, 30))), on(3, 31), CALENDAR)
        (first, _) = [each for each in outlook.limits if each.rule == "DL-23"]

        assert first.limit.explanation == "经批准分期缴纳，第1期800元，还差300元，应于2026年4月1日前（含当日）缴纳。"
        assert str(first.limit.citation) == "行政处罚法第六十六条第二款"


class TestMissed:
    @pytest.mark.parametrize(
        ("facts", "at", "demand", "added"),
        [
            pytest.param(DIVIDED, on(4, 1), False, 0, id="第一期最后一日"),
            pytest.param(DIVIDED, on(4, 2), True, 24, id="误了第一期：只按八百元加处一日"),
            pytest.param(paid((800, on(4, 1))), on(4, 2), False, 0, id="按期缴了第一期"),
            pytest.param(paid((800, on(4, 1))), on(4, 21), True, 36, id="误了第二期：按一千二百元加处一日"),
            pytest.param(paid((800, on(4, 3))), on(4, 10), False, 48, id="迟两日缴了第一期：两日的加处留着，不再催告"),
        ],
    )
    def test_demand_and_surcharge_are_open_for_what_is_late_alone(self, facts, at, demand, added):
        outlook = next_steps(facts, at, CALENDAR)

        assert outlook.offers(Step.DEMAND, TARGET) is demand
        assert paying.surcharge_of(view(facts, at)) == yuan(added)
        assert outlook.offers(Step.SURCHARGE, TARGET) is (added > 0)

    def test_what_was_added_by_an_instalment_paid_late_keeps_inv_48(self):
        """处罚法 72 条 1 款 1 项：第一期迟缴两日的四十八元，不等第二期到期就可以加处。"""
        late = perform(paid((800, on(4, 3))), Act(Step.SURCHARGE, TARGET, on(4, 10), CALENDAR))

        assert late.surcharges[-1].amount == yuan(48)
        assert invariants()[48].predicate(Moment(late, on(4, 10), CALENDAR)) is True
        assert next_steps(paid((800, on(4, 1))), on(4, 10), CALENDAR).offers(Step.SURCHARGE) is False

    def test_a_surcharge_on_a_missed_instalment_keeps_inv_48(self):
        at = on(4, 2)
        late = perform(DIVIDED, Act(Step.SURCHARGE, TARGET, at, CALENDAR))
        early = replace(DIVIDED, surcharges=(Surcharge(**KEY, at=on(4, 1), amount=yuan(24)),))
        invariant = invariants()[48]

        assert invariant.predicate(Moment(late, at, CALENDAR)) is True
        assert invariant.predicate(Moment(early, at, CALENDAR)) is False

    def test_the_court_waits_for_the_last_instalment(self):
        assert view(DIVIDED, on(4, 2)).rows["deferrals"][-1].until == date(2026, 4, 20)


class TestDemandedEachTime:
    """强制法 35、54 条：催告的是到期没有缴的那一期；以后的各期、延期以后的，另行催告。"""

    OCTOBER = on(10, 9)
    ASKED = Demand(**KEY, at=on(4, 3), served_at=on(4, 3), perform_by=date(2026, 4, 13))
    LATE = paid((800, on(4, 10)), facts=replace(DIVIDED, demands=(ASKED,)))
    """误了第一期，催告以后缴了；第二期 4 月 20 日到期"""

    def test_the_next_instalment_is_demanded_for_itself_when_it_is_missed(self):
        assert next_steps(self.LATE, on(4, 20), CALENDAR).why_not(Step.DEMAND) == ("enforcement.not_due",)
        assert next_steps(self.LATE, on(4, 21), CALENDAR).offers(Step.DEMAND)

    def test_the_court_is_not_asked_on_the_demand_of_another_instalment(self):
        again = perform(self.LATE, Act(Step.DEMAND, TARGET, on(4, 21), CALENDAR))

        assert next_steps(self.LATE, self.OCTOBER, CALENDAR).why_not(Step.APPLY_COURT) == ("coercion.court.no_demand",)
        assert next_steps(again, self.OCTOBER, CALENDAR).offers(Step.APPLY_COURT)

    def test_its_ten_days_are_not_on_the_board(self):
        def running(facts):
            return "DL-27" in {each.rule for each in next_steps(facts, on(4, 21), CALENDAR).limits}

        assert not running(self.LATE)
        assert running(replace(self.LATE, payments=()))

    def test_one_demand_is_enough_for_all_that_is_not_paid_since(self):
        unpaid = replace(self.LATE, payments=())

        assert not next_steps(unpaid, on(4, 21), CALENDAR).offers(Step.DEMAND)
        assert next_steps(unpaid, self.OCTOBER, CALENDAR).offers(Step.APPLY_COURT)

    def test_what_was_demanded_before_it_was_put_off_is_demanded_anew(self):
        early = replace(self.ASKED, at=on(3, 18), served_at=on(3, 18))
        put_off = Deferral(**KEY, at=on(3, 20), until=date(2026, 4, 20))
        facts = replace(SERVED, demands=(early,), deferrals=(put_off,))

        assert not next_steps(replace(facts, deferrals=()), on(4, 21), CALENDAR).offers(Step.DEMAND)
        assert next_steps(facts, on(4, 21), CALENDAR).offers(Step.DEMAND)
        assert next_steps(facts, self.OCTOBER, CALENDAR).why_not(Step.APPLY_COURT) == ("coercion.court.no_demand",)

    def test_no_own_enforcement_rests_on_it(self):
        assert "coercion.decision.no_demand" in {
            each.code for each in enforcing.demanded.check(view(self.LATE, on(5, 8)))
        }
        assert enforcing.demanded.check(view(replace(self.LATE, payments=()), on(5, 8))) == ()


class TestLessened:
    def test_what_a_remedy_takes_off_is_taken_off_what_comes_first(self):
        changed = Remedy(
            **KEY, kind=RemedyKind.RECONSIDERATION, at=on(3, 10), ended_at=on(3, 20), outcome=Outcome.CHANGED,
            fine=yuan(1000),
        )  # fmt: skip
        facts = replace(DIVIDED, remedies=(changed,))

        assert paying.parts_of(view(facts, on(3, 31))) == (Instalment(date(2026, 4, 20), yuan(1000)),)
        assert lines(facts, on(3, 31)) == [("第2期", date(2026, 4, 20))]

    def test_what_was_paid_before_the_grant_stands_before_the_instalments(self):
        granted = replace(GRANTED, parts=(replace(PARTS[0], amount=yuan(300)), PARTS[1]))
        facts = paid((500, on(3, 3)), facts=replace(SERVED, deferrals=(granted,)))

        assert lines(facts, on(3, 31)) == [("第1期", date(2026, 4, 1)), ("第2期", date(2026, 4, 20))]
        assert [each.left for each in paying.uncovered(view(facts, on(3, 31)))] == [yuan(300), yuan(1200)]

    def test_what_went_back_is_owed_again_where_the_decision_stands(self):
        facts = replace(paid((2000, on(3, 30))), refunds=(Refund(**KEY, at=on(3, 30), amount=yuan(500)),))

        assert paying.owed(view(facts, on(3, 31))) == yuan(500)
        assert lines(facts, on(3, 31)) == [("第2期", date(2026, 4, 20))]


class TestPlan:
    @pytest.mark.parametrize(
        ("changes", "codes"),
        [
            pytest.param({}, set(), id="合计等于罚款"),
            pytest.param({"parts": ()}, set(), id="只延期"),
            pytest.param({"until": date(2026, 3, 17), "parts": ()}, {"deferral.early"}, id="没有晚于原期限"),
            pytest.param({"parts": PARTS[1:]}, {"deferral.sum"}, id="合计少于罚款"),
            pytest.param(
                {"parts": (*PARTS, Instalment(date(2026, 4, 20), yuan(1)))},
                {"deferral.sum", "deferral.order"},
                id="合计多于罚款，两期同一日",
            ),
            pytest.param({"parts": PARTS[::-1]}, {"deferral.order"}, id="先后颠倒"),
            pytest.param({"until": date(2026, 4, 30)}, {"deferral.order"}, id="最后一期不是最后一日"),
            pytest.param(
                {"parts": (Instalment(date(2026, 3, 1), yuan(800)), PARTS[1])}, {"deferral.order"}, id="已经过去的日子"
            ),
            pytest.param(
                {"parts": (Instalment(date(2026, 4, 1), yuan(0)), replace(PARTS[1], amount=yuan(2000)))},
                {"deferral.order"},
                id="没有金额的一期",
            ),
        ],
    )
    def test_makes_up_the_fine_and_goes_beyond_the_time_to_pay(self, changes, codes):
        found = paying.check_plan(view(SERVED, GRANTED.at), replace(GRANTED, **changes))

        assert {each.code for each in found} == codes
        assert all(each.grade == "A" and str(each.citation) == "行政处罚法第六十六条第二款" for each in found)

    def test_the_unlawful_gain_is_not_divided(self):
        (row,) = SERVED.decisions
        both = Penalty((PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME), fine=yuan(2000), income=yuan(500))
        facts = replace(SERVED, decisions=(replace(row, penalty=both),))

        assert paying.check_plan(view(facts, GRANTED.at), GRANTED) == ()
