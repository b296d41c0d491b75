"""案件终结执行以后的钱：到账照记，案件不因此重开。"""

import pytest
from tests.cases.acts import act
from tests.cases.finance import a_cashier, bring, code_of, due_of, own_codes, row, served, states

from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.models import Case, CaseLimit
from tongpan.cases.steps.agreeing import disagreements

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]

DEAD = {"ground": "DEATH", "why": "当事人死亡，没有遗产和义务承受人"}


@pytest.fixture
def cashier(stage):
    return a_cashier(stage)


class TestWhatComesAfterwards:
    @pytest.mark.parametrize("amount", ["2000.00", "500.00"], ids=["全部", "一部分"])
    def test_a_payment_is_booked_and_the_case_stays_ended(self, stage, cashier, amount):
        own_codes(stage, cashier)
        case = served(stage)
        ended = act(stage, case, CaseAct.DROP, **DEAD)
        stage.wait(days=7)
        statement = bring(stage, cashier, row("S1", code_of(case), amount=amount))

        assert states(statement) == {2: "BOOKED"}
        after = Case.objects.select_related("district").get(pk=case.pk)
        assert (after.standing, after.closed_on, after.next_due_on) == ("DROPPED", ended.closed_on, None)
        assert not CaseLimit.objects.filter(case=case).exists()
        assert due_of(case).paid_fen == int(float(amount) * 100)
        assert disagreements(after) == []
