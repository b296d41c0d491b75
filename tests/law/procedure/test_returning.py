"""现金的去向（处罚法 71、74）和退还（强制法 41）：二日交机关，二日缴银行，撤销、变更的退还当事人。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tongpan.law.calendar import national
from tongpan.law.facts import Payment, Refund, Remedy
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.facts.words import Outcome, RemedyKind
from tongpan.law.model.probing.base import KEY, decided, revoked
from tongpan.law.model.starting import DAY_ONE, a_clue, investigated
from tongpan.law.money import NOTHING, yuan
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.gates import paying, returning
from tongpan.law.procedure.view import CaseView
from tongpan.law.refusal import LawRefused

CALENDAR = national()
SERVED = decided(investigated(a_clue()))
TARGET = Target(KEY["party"], KEY["cause"])
FRIDAY = DAY_ONE + timedelta(days=4)
CASH = Payment(**KEY, at=DAY_ONE, amount=yuan(2000), on_spot=True, receipt="票据")
HANDED = replace(CASH, handed_in_at=FRIDAY)
BANKED = replace(HANDED, banked_at=FRIDAY)
AT = DAY_ONE + timedelta(days=5)
CHANGED = Remedy(
    **KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=DAY_ONE, outcome=Outcome.CHANGED, fine=yuan(500)
)  # fmt: skip


def view(facts, at=AT):
    (found,) = CaseView(facts, at, CALENDAR).charges
    return found


def with_(*payments, facts=SERVED, **tables):
    return replace(facts, payments=payments, **tables)


def limits(facts):
    found = next_steps(facts, AT, CALENDAR).limits
    return {each.rule: each.limit.due_on for each in found if each.rule.startswith("DL-25")}


class TestCash:
    @pytest.mark.parametrize(
        ("rows", "running"),
        [
            pytest.param((CASH,), {"DL-25.1": date(2026, 3, 4)}, id="收缴之日起二个工作日交机关"),
            pytest.param((HANDED,), {"DL-25.2": date(2026, 3, 10)}, id="周五交机关，隔着周末，周二前缴银行"),
            pytest.param((BANKED,), {}, id="缴了银行"),
            pytest.param((replace(CASH, on_spot=False),), {}, id="在银行缴的没有这两个期限"),
            pytest.param(
                (BANKED, replace(HANDED, amount=yuan(1)), replace(CASH, amount=yuan(1))),
                {"DL-25.1": date(2026, 3, 4), "DL-25.2": date(2026, 3, 10)},
                id="几笔各走各的",
            ),
        ],
    )
    def test_two_clocks_of_two_working_days(self, rows, running):
        assert limits(with_(*rows)) == running

    def test_all_that_waits_goes_on_at_once_and_nothing_else(self):
        facts = with_(replace(CASH, on_spot=False, amount=yuan(5)), CASH, replace(CASH, amount=yuan(7)))
        facts = perform(facts, Act(Step.HAND_IN, TARGET, FRIDAY, CALENDAR))
        assert [each.handed_in_at for each in facts.payments] == [None, FRIDAY, FRIDAY]

        facts = perform(facts, Act(Step.BANK, TARGET, AT, CALENDAR))
        assert [each.banked_at for each in facts.payments] == [None, AT, AT]
        assert not next_steps(facts, AT, CALENDAR).offers(Step.BANK, TARGET)

    def test_the_bank_does_not_come_before_the_organ(self):
        with pytest.raises(LawRefused, match="缴付银行早于交至机关"):
            check_coherence(with_(replace(HANDED, banked_at=DAY_ONE)))


class TestRefund:
    @pytest.mark.parametrize(
        ("facts", "sum_"),
        [
            pytest.param(with_(BANKED), 0, id="决定有效"),
            pytest.param(revoked(with_(BANKED)), 2000, id="撤销的全退"),
            pytest.param(with_(BANKED, remedies=(CHANGED,)), 1500, id="变更的退差额"),
            pytest.param(revoked(SERVED), 0, id="没有缴过"),
            pytest.param(
                replace(revoked(with_(BANKED)), refunds=(Refund(**KEY, at=AT, amount=yuan(600)),)),
                1400,
                id="退过一部分",
            ),
        ],
    )
    def test_is_what_was_paid_and_is_not_owed(self, facts, sum_):
        assert returning.refundable(view(facts)) == yuan(sum_)
        assert next_steps(facts, AT, CALENDAR).offers(Step.REFUND, TARGET) is bool(sum_)

    def test_waits_until_cash_is_in_the_bank(self):
        outlook = next_steps(revoked(with_(HANDED)), AT, CALENDAR)

        assert "refund.cash" in outlook.why_not(Step.REFUND)
        (breach,) = next(each for each in outlook.blocked if each.step is Step.REFUND).breaches
        assert str(breach.citation) == "行政处罚法第七十四条第二款"

    def test_restoring_is_done_only_when_the_money_went_back(self):
        facts = revoked(with_(BANKED))
        assert "restoring.money" in next_steps(facts, AT, CALENDAR).why_not(Step.RESTORE)

        facts = perform(facts, Act(Step.REFUND, TARGET, AT, CALENDAR))
        assert facts.refunds == (Refund(**KEY, at=AT, amount=yuan(2000), voucher="凭证"),)
        assert returning.refundable(view(facts)) == paying.owed(view(facts)) == NOTHING
        assert next_steps(facts, AT, CALENDAR).offers(Step.RESTORE, TARGET)

    @pytest.mark.parametrize("amount", [pytest.param("0", id="零"), pytest.param("2000.01", id="多一分")])
    def test_no_more_goes_back_than_is_to_be_returned(self, amount):
        (breach,) = returning.check_refund(view(revoked(with_(BANKED))), yuan(amount))

        assert breach.code == "refund.not_owed"
        assert "应当退还2,000元" in breach.message
        assert returning.check_refund(view(revoked(with_(BANKED))), yuan(1)) == ()

    def test_a_case_is_not_closed_with_money_that_goes_back_after_a_change(self):
        """强制法 41 条：变更的，退还财物。罚款改为五百元，多缴的一千五百元退了才结案。"""
        facts = with_(BANKED, remedies=(CHANGED,))
        outlook = next_steps(facts, AT, CALENDAR)
        (said,) = [each for one in outlook.blocked if one.step is Step.CLOSE for each in one.breaches]
        returned = perform(facts, Act(Step.REFUND, TARGET, AT, CALENDAR))

        assert said.code == "closing.unrestored"
        assert said.message == "多缴的1,500元还没有退还"
        assert outlook.offers(Step.REFUND)
        assert next_steps(returned, AT, CALENDAR).offers(Step.CLOSE)

    def test_what_went_back_is_not_paid_any_more(self):
        facts = replace(with_(BANKED), refunds=(Refund(**KEY, at=AT, amount=yuan(500)),))

        assert paying.owed(view(facts)) == yuan(500)
        assert paying.sum_paid(view(facts)) == yuan(1500)
