"""Who may take which step of a change of the list, and that nobody else may."""

import pytest
from tests import cast
from tests.powers.builders import NOW, ON, a_document, a_manager, a_matter
from tests.powers.stage import PAPER, PUBLISHED, REASONING, Stage

from tongpan.kernel.errors import Forbidden, NotFound, Unlawful
from tongpan.powers.actions.proposal import (
    NewItem,
    add_item,
    answer_questions,
    give_reasoning,
    propose,
    remove_item,
    score_item,
    state_opinion,
    submit,
    withdraw,
)
from tongpan.powers.actions.publishing import assess, check_legality, publish
from tongpan.powers.models import ListProposal

pytestmark = pytest.mark.django_db

STEPS = {
    "propose": lambda stage, actor, _: propose(
        district_id=stage.county.pk, kind="ADD", title="标题", criteria_set="four_standards", effective_on=ON,
        actor=actor, now=NOW,
    ),
    "add_item": lambda stage, actor, proposal: add_item(
        proposal_id=proposal.pk, item=NewItem(a_matter().pk, stage.town.agency.pk, stage.town.town.pk), actor=actor,
        now=NOW,
    ),
    "remove_item": lambda stage, actor, proposal: remove_item(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, actor=actor, now=NOW
    ),
    "answer": lambda stage, actor, proposal: answer_questions(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, answers={"handed_down": (True, "是")}, actor=actor,
        now=NOW,
    ),
    "score": lambda stage, actor, proposal: score_item(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, scores={"frequency": (5, "")}, actor=actor, now=NOW
    ),
    "opinion": lambda stage, actor, proposal: state_opinion(
        proposal_id=proposal.pk, body_id=stage.department.pk, stance="AGREE", text="同意", actor=actor, now=NOW
    ),
    "reason": lambda stage, actor, proposal: give_reasoning(
        proposal_id=proposal.pk, text=REASONING, actor=actor, now=NOW
    ),
    "submit": lambda stage, actor, proposal: submit(proposal_id=proposal.pk, actor=actor, now=NOW),
    "withdraw": lambda stage, actor, proposal: withdraw(proposal_id=proposal.pk, reason="不做了", actor=actor, now=NOW),
    "check": lambda stage, actor, proposal: check_legality(
        proposal_id=proposal.pk, passed=True, opinion="同意", actor=actor, now=NOW
    ),
    "publish": lambda stage, actor, proposal: publish(
        proposal_id=proposal.pk, publication=PAPER, actor=actor, now=NOW
    ),
    "assess": lambda stage, actor, proposal: assess(
        proposal_id=proposal.pk, on=ON, result="KEEP", findings="可", next_due_on=PUBLISHED, actor=actor, now=NOW
    ),
}  # fmt: skip


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestWhoMustNot:
    @pytest.mark.parametrize("step", list(STEPS))
    def test_a_reader_may_take_no_step(self, stage, step):
        proposal = stage.proposed()
        version = ListProposal.objects.get(pk=proposal.pk).version

        with pytest.raises(Forbidden):
            STEPS[step](stage, stage.reader, proposal)
        assert ListProposal.objects.get(pk=proposal.pk).version == version

    @pytest.mark.parametrize("step", [name for name in STEPS if name != "propose"])
    def test_another_district_does_not_even_see_it(self, stage, step):
        proposal = stage.proposed()
        stranger = a_manager(cast.a_county("江阴市", "320281"))

        with pytest.raises(NotFound):
            STEPS[step](stage, stranger, proposal)

    def test_the_manager_does_not_check_and_the_checker_does_not_publish(self, stage):
        proposal = stage.submitted()
        with pytest.raises(Forbidden):
            STEPS["check"](stage, stage.manager, proposal)
        STEPS["check"](stage, stage.checker, proposal)
        with pytest.raises(Forbidden):
            STEPS["publish"](stage, stage.checker, proposal)

    @pytest.mark.parametrize("step", ["publish", "check", "assess"])
    def test_steps_out_of_turn_say_where_the_proposal_stands(self, stage, step):
        proposal = stage.proposed()
        actor = stage.checker if step == "check" else stage.manager

        with pytest.raises(Unlawful) as refusal:
            STEPS[step](stage, actor, proposal)
        assert "拟订评估" in str(refusal.value)

    def test_a_published_change_is_not_withdrawn(self, stage):
        proposal = stage.published()

        with pytest.raises(Unlawful):
            STEPS["withdraw"](stage, stage.manager, proposal)
        assert a_document().pk
