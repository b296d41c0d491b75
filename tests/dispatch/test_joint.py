"""联合处置: several bodies at one place, each under its own power and in its own name."""

import pytest
from tests import cast
from tests.dispatch import stage as sets
from tests.dispatch.stage import LATER, NOW
from tests.leads import stage as leads

from tongpan.dispatch import actions, queries, subscribers
from tongpan.dispatch.models import JointMember, JointOperation
from tongpan.dispatch.steps.joining import Invited
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.outbox.events import load
from tongpan.leads.events import LeadsTakenIn

pytestmark = pytest.mark.django_db


def take_in(name="leads.taken_in"):
    """Deliver the newest event of new leads to dispatch."""
    message = OutboxMessage.objects.filter(name=name).latest("id")
    subscribers.propose_joint_handling(load(message.name, message.payload), NOW)


def convened(stage, lead=None, **changes):
    lead = lead or stage.lead()
    water = cast.a_department(cast.a_county(), "水利局", "water")
    asked = [
        Invited(stage.town.agency.pk, stage.town.team.pk, "牵头劝离", leads_it=True),
        Invited(stage.department.pk, stage.squad.pk, "查处证照"),
        Invited(water.pk, None, "查看河道"),
    ]
    given = {"lead_id": lead.pk, "invited": asked, "actor": stage.dispatcher, "now": NOW, "reason": "涉及三家职责"}
    return actions.convene_joint(**(given | changes))


def member_of(operation, body) -> JointMember:
    return operation.members.get(body=body)


def underway(stage):
    operation = convened(stage)
    for body, actor in (
        (stage.town.agency, stage.dispatcher),
        (stage.department, cast.actor(cast.liaison_chu(stage.department))),
    ):
        actions.answer_invitation(member_id=member_of(operation, body).pk, actor=actor, now=NOW, accept=True)
    return actions.start_joint(operation_id=operation.pk, actor=stage.dispatcher, now=LATER)


class TestProposing:
    def test_m274_an_emergency_proposes_joint_action_by_itself(self, stage):
        lead = sets.an_emergency(stage)

        take_in()

        operation = JointOperation.objects.get(lead=lead)
        assert (operation.status, operation.proposed_by) == ("PROPOSED", "system:dispatch")
        assert "突发" in operation.reason
        assert operation.members.get(leads_it=True).body == stage.town.agency
        assert [item.action for item in ledger.history(lead)][-1] == "lead.joint_proposed"

    def test_m092_several_bodies_propose_joint_action(self, stage):
        lead = stage.lead()
        lead.joint = True
        lead.route["joint_with"] = [{"body": "柯城区市场监督管理局", "grant": str(stage.department_grant.pk)}]
        lead.save()

        subscribers.propose_joint_handling(LeadsTakenIn(lead_ids=[str(lead.pk)], cells=[]), NOW)

        members = {member.body: member for member in JointOperation.objects.get(lead=lead).members.all()}
        assert set(members) == {stage.town.agency, stage.department}
        assert members[stage.department].acts_as == "柯城区市场监督管理局"
        assert members[stage.department].grant == stage.department_grant

    def test_an_ordinary_lead_proposes_none_and_a_second_delivery_none_more(self, stage):
        stage.lead()
        take_in()
        assert not JointOperation.objects.exists()
        sets.an_emergency(stage)

        take_in()
        take_in()

        assert JointOperation.objects.count() == 1

    def test_the_desk_may_do_without_it_with_a_reason(self, stage):
        sets.an_emergency(stage)
        take_in()
        operation = JointOperation.objects.get()
        with pytest.raises(Invalid):
            actions.drop_joint(operation_id=operation.pk, actor=stage.dispatcher, now=NOW, reason="")

        actions.drop_joint(operation_id=operation.pk, actor=stage.dispatcher, now=NOW, reason="一家即可处置")

        operation.refresh_from_db()
        assert operation.status == "DROPPED"

    def test_the_desk_convenes_what_was_proposed(self, stage):
        lead = sets.an_emergency(stage)
        take_in()

        operation = convened(stage, lead)

        assert JointOperation.objects.get() == operation
        assert set(operation.members.values_list("status", flat=True)) == {"INVITED"}


class TestConvening:
    def test_m272_each_acts_under_its_own_power_and_in_its_own_name(self, stage):
        operation = convened(stage)

        names = {member.body.name: member.acts_as for member in operation.members.select_related("body")}
        assert all(body == name for body, name in names.items())
        assert len(names) == 3
        assert member_of(operation, stage.town.agency).grant == stage.town_grant
        assert "柯政发〔2022〕1号" in member_of(operation, stage.town.agency).basis

    @pytest.mark.parametrize("size", [0, 1])
    def test_needs_two_bodies(self, stage, size):
        asked = [Invited(stage.department.pk)] * size

        with pytest.raises(Invalid) as refused:
            convened(stage, invited=asked)

        assert "bodies" in refused.value.fields

    def test_a_body_is_asked_once(self, stage):
        asked = [Invited(stage.department.pk), Invited(stage.town.agency.pk), Invited(stage.department.pk)]

        with pytest.raises(Invalid):
            convened(stage, invited=asked)

    def test_one_operation_on_a_lead(self, stage):
        lead = stage.lead()
        convened(stage, lead)

        with pytest.raises(Conflict):
            convened(stage, lead)

    def test_needs_a_reason(self, stage):
        with pytest.raises(Invalid):
            convened(stage, reason="")

    def test_a_field_officer_does_not_convene(self, stage):
        with pytest.raises(Forbidden):
            convened(stage, actor=stage.officer)

    def test_nothing_is_convened_on_what_is_filed(self, stage):
        lead = stage.lead()
        lead.status = "ARCHIVED"
        lead.save()

        with pytest.raises(Conflict):
            convened(stage, lead)


class TestAnswering:
    def test_m116_a_body_refuses_with_its_reason(self, stage):
        operation = convened(stage)
        member = member_of(operation, stage.department)
        liaison = cast.actor(cast.liaison_chu(stage.department))
        with pytest.raises(Invalid):
            actions.answer_invitation(member_id=member.pk, actor=liaison, now=NOW, accept=False)

        actions.answer_invitation(member_id=member.pk, actor=liaison, now=NOW, accept=False, answer="无证照问题")

        member.refresh_from_db()
        assert (member.status, member.answer) == ("REFUSED", "无证照问题")

    def test_the_liaison_finds_the_invitation(self, stage):
        operation = convened(stage)
        liaison = cast.actor(cast.liaison_chu(stage.department))

        assert [row.operation for row in queries.invitations(liaison)] == [operation]
        assert [row.pk for row in queries.joints(liaison).items] == [operation.pk]

    def test_once(self, stage):
        operation = underway(stage)

        with pytest.raises(Conflict):
            actions.answer_invitation(
                member_id=member_of(operation, stage.town.agency).pk, actor=stage.dispatcher, now=NOW, accept=True
            )

    def test_nobody_answers_for_another_body(self, stage):
        operation = convened(stage)

        with pytest.raises(Forbidden):
            actions.answer_invitation(
                member_id=member_of(operation, stage.department).pk, actor=stage.dispatcher, now=NOW, accept=True
            )

    def test_a_body_that_is_not_asked_knows_nothing(self, stage):
        operation = convened(stage)
        stranger = cast.actor(cast.liaison_chu(cast.a_department(cast.a_county(), "交通运输局", "transport")))

        with pytest.raises(NotFound):
            actions.answer_invitation(
                member_id=member_of(operation, stage.department).pk, actor=stranger, now=NOW, accept=True
            )


class TestCarryingOut:
    def test_waits_for_two_bodies(self, stage):
        operation = convened(stage)

        with pytest.raises(Conflict):
            actions.start_joint(operation_id=operation.pk, actor=stage.dispatcher, now=NOW)

    def test_m274_an_emergency_waits_for_nobody(self, stage):
        operation = convened(stage, sets.an_emergency(stage))

        started = actions.start_joint(operation_id=operation.pk, actor=stage.dispatcher, now=NOW)

        assert started.status == "UNDERWAY"

    def test_each_body_has_its_own_result_at_the_end(self, stage):
        operation = underway(stage)
        own = member_of(operation, stage.town.agency)
        liaison = cast.actor(cast.liaison_chu(stage.department))
        actions.report_part(
            member_id=member_of(operation, stage.department).pk, actor=liaison, now=LATER, result="立案查处无照经营"
        )
        with pytest.raises(Invalid) as refused:
            actions.close_joint(operation_id=operation.pk, actor=stage.dispatcher, now=LATER, summary="现场恢复畅通")
        assert f"result_{own.pk}" in refused.value.fields

        actions.close_joint(
            operation_id=operation.pk, actor=stage.dispatcher, now=LATER, summary="现场恢复畅通",
            results={own.pk: "劝离摊贩六家"},
        )  # fmt: skip

        told = ledger.history(operation.lead)[-1].facts["results"]
        assert told == {"航埠镇人民政府": "劝离摊贩六家", "柯城区市场监督管理局": "立案查处无照经营"}

    def test_a_body_that_does_not_take_part_reports_nothing(self, stage):
        operation = underway(stage)
        water = operation.members.get(status="INVITED")
        liaison = cast.actor(cast.liaison_chu(water.body))

        with pytest.raises(Conflict):
            actions.report_part(member_id=water.pk, actor=liaison, now=NOW, result="查看了河道")

    def test_only_the_desk_starts_and_ends(self, stage):
        operation = convened(stage)
        liaison = cast.actor(cast.liaison_chu(stage.department))

        with pytest.raises(Forbidden):
            actions.start_joint(operation_id=operation.pk, actor=liaison, now=NOW)
        with pytest.raises(NotFound):
            actions.start_joint(operation_id=operation.pk, actor=cast.actor(cast.dispatcher_zheng()), now=NOW)

    def test_what_did_not_start_does_not_end(self, stage):
        with pytest.raises(Conflict):
            actions.close_joint(
                operation_id=convened(stage).pk, actor=stage.dispatcher, now=NOW, summary="现场恢复畅通"
            )


def test_m272_the_desk_has_both_origins_own_power_and_joint(stage):
    own = stage.order()
    joint = convened(stage, leads.a_lead(stage.town, text=leads.OCCUPYING + "又来了"))

    assert own.body == stage.town.agency
    assert joint.members.count() == 3
    assert queries.counts(stage.dispatcher, NOW).joints == 1
