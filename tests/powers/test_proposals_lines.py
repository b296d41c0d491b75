"""Lines of a change of the list: which could never be lawful, and what a recall must say."""

import pytest
from tests.powers.builders import NOW, START, a_grant
from tests.powers.stage import REASONING, Stage, codes

from tongpan.kernel import outbox
from tongpan.kernel.errors import Invalid, Unlawful
from tongpan.kernel.models import OutboxMessage
from tongpan.powers import queries
from tongpan.powers.actions.classing import class_matter
from tongpan.powers.actions.proposal import (
    NewItem,
    add_item,
    give_reasoning,
    remove_item,
    submit,
)
from tongpan.powers.domain.kinds import GrantClass, InHand, Mode, NegativeReason, Power
from tongpan.powers.subscribers import tell_of_recall

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestLines:
    @pytest.mark.parametrize(
        ("item", "code"),
        [
            pytest.param({"mode": Mode.DELEGATED}, "powers.no_principal", id="委托无委托机关"),
            pytest.param(
                {"mode": Mode.DELEGATED, "power": Power.MEASURE}, "powers.not_transferable", id="委托强制措施"
            ),
            pytest.param({"power": Power.MEASURE}, "powers.no_basis", id="M060 赋权强制措施无依据"),
            pytest.param({"grant_class": GrantClass.MUST_NOT}, "powers.negative_list", id="M064 不宜放"),
        ],
    )
    def test_lines_that_could_never_be_lawful_are_refused_at_once(self, stage, item, code):
        with pytest.raises(Unlawful) as refusal:
            stage.proposed(**item)
        assert code in codes(refusal)

    def test_assignment_to_a_department_is_refused(self, stage):
        with pytest.raises(Unlawful) as refusal:
            stage.proposed(body_id=stage.department.pk, territory_id=stage.county.pk)
        assert codes(refusal) == {"powers.wrong_body"}

    def test_m065_negative_list_stops_a_line_with_its_reason(self, stage):
        class_matter(
            matter_id=stage.matter.pk, district_id=stage.county.pk, grant_class=GrantClass.MUST_NOT,
            reason=NegativeReason.LIFE_SAFETY, valid_from=START, actor=stage.manager, now=NOW,
        )  # fmt: skip

        with pytest.raises(Unlawful) as refusal:
            stage.proposed()
        assert codes(refusal) == {"powers.negative_list"}
        assert "生命公共安全" in str(refusal.value)

    def test_the_same_line_twice_is_refused_and_a_line_can_be_taken_out(self, stage):
        proposal = stage.proposed()
        item = proposal.items.get()
        again = NewItem(item.matter_id, item.body_id, item.territory_id)

        with pytest.raises(Invalid):
            add_item(proposal_id=proposal.pk, item=again, actor=stage.manager, now=NOW)
        remove_item(proposal_id=proposal.pk, item_id=item.pk, actor=stage.manager, now=NOW)
        assert not proposal.items.exists()


class TestRecallProposals:
    def test_work_in_hand_must_be_decided(self, stage):
        a_grant(stage.matter, stage.town.agency, grantor=stage.department)
        proposal = stage.heard(stage.proposed(kind="RECALL"))
        give_reasoning(proposal_id=proposal.pk, text=REASONING, actor=stage.manager, now=NOW)

        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.recall.in_hand"}

    def test_published_recall_ends_the_power_and_says_what_happens_to_work_in_hand(self, stage):
        a_grant(stage.matter, stage.town.agency, grantor=stage.department)
        proposal = stage.published(kind="RECALL")

        after = queries.who_may(stage.matter.pk, stage.town.town.pk, proposal.effective_on)
        assert after.why is queries.Why.RECALLED
        message = OutboxMessage.objects.get(name="powers.grant_recalled")
        event = outbox.events.load(message.name, message.payload)
        assert event.in_hand == InHand.FINISH_HERE
        assert event.receiver_id == str(stage.department.pk)
        tell_of_recall(event, NOW)

    def test_nothing_to_recall_is_said_so(self, stage):
        with pytest.raises(Invalid):
            stage.proposed(kind="RECALL")
