"""同一张票据在对账单里出现两次：第一条核对相符，第二条是重复缴款，等人退给缴款人，不能自己消失。"""

import pytest
from tests.cases.finance import a_cashier, bring, code_of, line_of, own_codes, row, served, states

from tongpan.cases import actions
from tongpan.cases.queries import money
from tongpan.kernel import ledger
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture
def cashier(stage):
    return a_cashier(stage)


@pytest.fixture
def coded(stage, cashier):
    own_codes(stage, cashier)
    case = served(stage)
    stage.wait(days=7)
    return case


class TestTheSecondLine:
    @pytest.mark.parametrize("receipt", ["浙财 001", ""], ids=["票据号", "没有票据号，流水号作票据号"])
    def test_after_a_booked_one_it_waits_to_go_back_to_the_payer(self, stage, cashier, coded, receipt):
        first = bring(stage, cashier, row("S1", code_of(coded), receipt))
        second = bring(stage, cashier, row("S2", "", receipt or "S1"))

        assert (states(first), states(second)) == ({2: "BOOKED"}, {2: "DOUBLE"})
        line = line_of(second)
        assert "流水号S1" in line.reason
        assert line in money.lines(cashier).items
        actions.return_line(line_id=line.pk, voucher="TF-9", why="", actor=cashier, now=stage.now)
        assert len(stage.facts(coded).payments) == 1

    def test_after_one_that_the_handler_had_written_down_too(self, stage, cashier, coded):
        stage.take(coded, Step.PAY, amount="2000", receipt="浙财 001")
        statement = bring(stage, cashier, row("S1", code_of(coded), "浙财 001"), row("S2", code_of(coded), "浙财 001"))

        assert states(statement) == {2: "NOTED", 3: "DOUBLE"}

    def test_what_was_recognised_stands_in_the_ledger(self, stage, cashier, coded):
        stage.take(coded, Step.PAY, amount="2000", receipt="浙财 001")
        statement = bring(stage, cashier, row("S1", code_of(coded), "浙财 001"))

        last = ledger.history(statement)[-1]
        assert (last.action, last.facts["state"], last.facts["serial"]) == ("money.line_settled", "NOTED", "S1")
        assert line_of(statement).settled_by == cashier.label
