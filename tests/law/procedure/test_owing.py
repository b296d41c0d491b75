"""还欠多少（处罚法 67、72、73，强制法 42、45）：罚款、没收的违法所得、已经加处的罚款，减去已缴的。"""

from dataclasses import replace
from datetime import timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Closing, Payment, Penalty, Remedy, Surcharge
from tongpan.law.facts.words import Outcome, RemedyKind
from tongpan.law.model.probing.base import KEY, decided
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.money import NOTHING, yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.gates import paying, returning
from tongpan.law.procedure.view import CaseView

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
"""罚款 2000 元，3 月 2 日送达，最后一日 3 月 17 日"""
UNDECIDED = investigated(a_clue())
CHARGE = Target(KEY["party"], KEY["cause"])
LATE = DAY_ONE + timedelta(days=25)
"""3 月 27 日，逾期十日"""


def view(facts, at=LATE):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def penalty(**values):
    (row,) = SERVED.decisions
    kinds = values.pop("kinds", (PenaltyKind.FINE,))
    return replace(SERVED, decisions=(replace(row, penalty=Penalty(kinds, **values)),))


def paid(*sums, facts=SERVED, day=1):
    rows = tuple(Payment(**KEY, at=DAY_ONE + timedelta(days=day), amount=yuan(each)) for each in sums)
    return replace(facts, payments=rows)


def added(amount, facts=SERVED, **values):
    row = Surcharge(**KEY, at=LATE, amount=yuan(amount), **values)
    return replace(facts, surcharges=(*facts.surcharges, row))


def sued(facts, outcome, start=17, end=20):
    row = Remedy(
        **KEY, kind=RemedyKind.LITIGATION, at=DAY_ONE + timedelta(days=start),
        ended_at=DAY_ONE + timedelta(days=end), outcome=outcome,
    )  # fmt: skip
    return replace(facts, remedies=(row,))


BOTH = penalty(kinds=(PenaltyKind.FINE, PenaltyKind.CONFISCATE_INCOME), fine=yuan(2000), income=yuan(500))
INCOME = penalty(kinds=(PenaltyKind.CONFISCATE_INCOME,), income=yuan(500))
AGREED = {"waived": yuan(400), "remedied": True, "harmless": True}


class TestOwed:
    @pytest.mark.parametrize(
        ("facts", "left"),
        [
            pytest.param(UNDECIDED, 0, id="没有决定"),
            pytest.param(penalty(kinds=(PenaltyKind.WARNING,)), 0, id="只有警告"),
            pytest.param(SERVED, 2000, id="罚款"),
            pytest.param(paid(500), 1500, id="缴了一部分"),
            pytest.param(paid(500, 1500), 0, id="分两次缴清"),
            pytest.param(BOTH, 2500, id="罚款并没收违法所得"),
            pytest.param(paid(2000, facts=BOTH), 500, id="违法所得还没有缴"),
            pytest.param(INCOME, 500, id="只没收违法所得"),
            pytest.param(added(600), 2600, id="已经加处的"),
            pytest.param(paid(2000, facts=added(600)), 600, id="本金缴清，加处的还没有"),
            pytest.param(added(900, added(600)), 2900, id="再次加处，按新的数额"),
            pytest.param(sued(added(600), Outcome.REVOKED), 0, id="决定撤销"),
            pytest.param(paid(9000), 0, id="多缴的不欠"),
        ],
    )
    def test_is_what_was_decided_and_added_less_what_was_paid(self, facts, left):
        assert paying.owed(view(facts)) == yuan(left)

    @pytest.mark.parametrize(
        ("values", "left"),
        [
            pytest.param(AGREED, 2200, id="减免四百"),
            pytest.param(AGREED | {"waived": yuan(700)}, 2000, id="至多全免，不及于罚款本身"),
            pytest.param(AGREED | {"remedied": False}, 2600, id="没有采取补救措施"),
            pytest.param(AGREED | {"remedied": None}, 2600, id="是否补救没有查明"),
            pytest.param(AGREED | {"harmless": False}, 2600, id="损害他人"),
            pytest.param(AGREED | {"harmless": None}, 2600, id="是否损害没有审查"),
        ],
    )
    def test_an_agreement_takes_off_what_the_law_lets_it(self, values, left):
        assert paying.owed(view(added(600, **values))) == yuan(left)

    def test_who_breaks_the_agreement_owes_what_is_demanded_anew(self):
        assert paying.owed(view(added(900, added(600, **AGREED)))) == yuan(2900)


class TestLowered:
    """复议、诉讼把罚款改为五百元：加处的不超过改后罚款的数额（处罚法 72 条 1 款 1 项、强制法 45 条 2 款）。"""

    def changed(self, facts):
        facts = sued(facts, Outcome.CHANGED)
        return replace(facts, remedies=(replace(facts.remedies[0], fine=yuan(500)),))

    @pytest.mark.parametrize(
        ("facts", "at", "left", "anew"),
        [
            pytest.param(added(600), LATE, 590, True, id="改后逾期六日"),
            pytest.param(added(90), LATE, 590, False, id="加处的就是改后的数额"),
            pytest.param(added(60), LATE, 560, True, id="加处的少于改后的数额"),
            pytest.param(added(90, added(600)), LATE, 590, False, id="已经重新加处"),
            pytest.param(added(2000), LATE + timedelta(days=100), 1000, True, id="至多与罚款相等"),
            pytest.param(paid(500, facts=added(600)), LATE, 0, False, id="改后的罚款按期缴了，没有加处"),
        ],
    )
    def test_what_was_added_follows_the_fine(self, facts, at, left, anew):
        found = view(self.changed(facts), at)

        assert paying.owed(found) == yuan(left)
        assert paying.surchargeable(found) is anew

    def test_it_is_demanded_anew_with_what_has_accrued(self):
        again = perform(self.changed(added(600)), Act(Step.SURCHARGE, CHARGE, LATE, CALENDAR))

        assert again.surcharges[-1].amount == yuan(90)

    def test_what_was_paid_above_it_goes_back(self):
        facts = self.changed(paid(2600, facts=added(600), day=25))

        assert returning.refundable(view(facts)) == yuan(2010)

    def test_a_fine_that_nobody_changed_keeps_what_was_demanded(self):
        assert paying.owed(view(sued(added(600), Outcome.UPHELD))) == yuan(2600)


class TestPayment:
    @pytest.mark.parametrize(
        ("facts", "amount", "codes"),
        [
            pytest.param(SERVED, 2000, [], id="缴清"),
            pytest.param(SERVED, "0.01", [], id="缴一部分"),
            pytest.param(SERVED, "2000.01", ["payment.not_owed"], id="多一分"),
            pytest.param(SERVED, 0, ["payment.not_owed"], id="没有缴"),
            pytest.param(added(600), 2600, [], id="连同加处的缴清"),
            pytest.param(paid(2000), 1, ["payment.not_owed"], id="已经缴清"),
        ],
    )
    def test_no_more_is_taken_than_is_owed(self, facts, amount, codes):
        assert [each.code for each in paying.check_payment(view(facts), yuan(amount))] == codes

    def test_the_refusal_says_what_is_still_owed(self):
        (breach,) = paying.check_payment(view(paid(500)), yuan(2000))

        assert "还应缴1,500元" in breach.message
        assert "2,000元" in breach.message


class TestCounted:
    @pytest.mark.parametrize(
        ("facts", "accrued"),
        [
            pytest.param(SERVED, 600, id="逾期十日"),
            pytest.param(paid(1000), 300, id="期内缴了一半"),
            pytest.param(paid(2000, day=15), 0, id="第十五日缴清"),
            pytest.param(paid(2000, day=16), 60, id="第十六日缴清，当日仍是逾期"),
            pytest.param(paid(2000, 500, facts=BOTH), 0, id="先抵罚款"),
            pytest.param(BOTH, 600, id="违法所得不加处"),
            pytest.param(sued(SERVED, Outcome.UPHELD), 360, id="诉讼四日不计算"),
        ],
    )
    def test_by_the_day_on_what_is_left_of_the_fine(self, facts, accrued):
        assert paying.surcharge_of(view(facts)) == yuan(accrued)

    @pytest.mark.parametrize(
        ("facts", "asked"),
        [
            pytest.param(SERVED, True, id="逾期没有缴"),
            pytest.param(INCOME, False, id="没有罚款"),
            pytest.param(decided(investigated(a_clue()), served=False), False, id="没有送达"),
            pytest.param(paid(2000), False, id="按期缴清"),
            pytest.param(paid(2000, day=20), True, id="逾期才缴清，没有加处过"),
            pytest.param(added(600), False, id="今天已经加处"),
            pytest.param(added(540), True, id="又过了一日"),
            pytest.param(sued(SERVED, Outcome.REVOKED), False, id="决定撤销"),
            pytest.param(replace(paid(2000, day=20), closing=Closing(LATE, "吴")), False, id="已经结案"),
        ],
    )
    def test_is_demanded_when_more_days_are_counted_than_were(self, facts, asked):
        assert paying.surchargeable(view(facts)) is asked


class TestWhatComesNext:
    def test_what_was_added_stops_the_closing_and_can_be_paid_and_demanded(self):
        facts = paid(2000, day=20, facts=added(300))
        open_ = next_steps(facts, LATE, CALENDAR)

        assert open_.offers(Step.PAY, CHARGE)
        assert open_.offers(Step.DEMAND, CHARGE)
        assert "closing.performance" in open_.why_not(Step.CLOSE)

    def test_when_it_is_paid_or_taken_off_nothing_is_owed(self):
        settled = paid(2000, 300, day=20, facts=added(300))
        waived = paid(2000, day=20, facts=added(300, **AGREED))

        for facts in (settled, waived):
            assert not next_steps(facts, LATE, CALENDAR).offers(Step.PAY, CHARGE)
            assert next_steps(facts, LATE, CALENDAR).offers(Step.CLOSE)
        assert NOTHING == paying.owed(view(settled)) == paying.owed(view(waived))
