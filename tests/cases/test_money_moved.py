"""指定管辖以后（处罚法 25 ¶2），当事人照决定书上的缴款码仍缴到原机关：原机关的财务能对上、能确认、能入账。"""

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.finance import a_cashier, bring, code_of, due_of, line_of, own_codes, row, served, states
from tests.cases.test_designating import Other, designate, take

from tongpan.cases import actions
from tongpan.cases.models import Case
from tongpan.cases.queries import money
from tongpan.kernel.errors import NotFound
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


@pytest.fixture
def cashier(stage):
    return a_cashier(stage)


@pytest.fixture
def other(stage):
    return Other(stage)


@pytest.fixture
def moved(stage, cashier, other):
    """A fine that the old town decided and served, and the other town enforces."""
    own_codes(stage, cashier)
    case = served(stage)
    stage.wait(minutes=1)
    take(stage, designate(stage, case, other), other.officer)
    stage.wait(days=7)
    return Case.objects.get(pk=case.pk)


class TestPaidByTheOldCode:
    def test_it_is_booked_by_the_desk_to_which_it_came(self, stage, cashier, moved):
        assert due_of(moved).body_id != stage.town.agency.pk
        statement = bring(stage, cashier, row("S1", code_of(moved)))

        assert states(statement) == {2: "BOOKED"}
        assert due_of(moved).left_fen == 0

    def test_where_somebody_has_to_look_that_desk_finds_and_confirms_it(self, stage, cashier, moved, enter):
        line = line_of(bring(stage, cashier, row("S1", code_of(moved), payer="李四")))
        assert line.state == "ASKED"
        assert money.candidates(line) == money.candidates(line, moved.number) == [due_of(moved)]
        page = enter(cashier).get(reverse("cases:money_line", args=[line.pk])).content.decode()
        assert moved.number in page
        assert reverse("cases:money_due", args=[due_of(moved).pk]) not in page
        actions.confirm_line(line_id=line.pk, due_id=due_of(moved).pk, why="其妻代缴", actor=cashier, now=stage.now)

        assert due_of(moved).left_fen == 0

    def test_a_code_that_was_copied_wrong_is_found_by_the_number_of_the_case(self, stage, cashier, moved):
        line = line_of(bring(stage, cashier, row("S1", "33080226999", payer="李四")))
        assert line.state == "UNMATCHED"
        assert money.candidates(line, moved.number) == [due_of(moved)]
        actions.confirm_line(line_id=line.pk, due_id=due_of(moved).pk, why="抄错", actor=cashier, now=stage.now)

        assert due_of(moved).left_fen == 0

    def test_what_the_new_handler_wrote_down_is_recognised_and_not_sent_back(self, stage, cashier, moved, other):
        actions.take_step(
            case_id=moved.pk, step=Step.PAY, target=stage.target(moved), actor=other.officer, now=stage.now,
            entered={"amount": "2000", "receipt": "浙财 001"},
        )  # fmt: skip
        statement = bring(stage, cashier, row("S1", code_of(moved), "浙财 001"))

        assert states(statement) == {2: "NOTED"}

    def test_a_desk_that_never_had_the_case_books_nothing_without_its_code(self, stage, moved):
        third = cast.a_town_with_team(cast.a_town("石梁镇", "330802103", stage.town.county))
        stage.town = third
        stranger = a_cashier(stage, "石会计")
        line = line_of(bring(stage, stranger, row("S9", "", payer="李四")))
        assert money.candidates(line, moved.number) == []
        with pytest.raises(NotFound):
            actions.confirm_line(line_id=line.pk, due_id=due_of(moved).pk, why="核对", actor=stranger, now=stage.now)
        assert due_of(moved).left_fen == 200_000
