"""交办、改派、协办: who may send what to whom, and in whose right."""

from datetime import timedelta

import pytest
from tests import cast
from tests.dispatch import stage as sets
from tests.dispatch.stage import NOW
from tests.leads import stage as leads

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import OfficeFunction, OfficeKind, Post, StaffKind, TeamKind
from tongpan.agencies.models import CallOut, Office
from tongpan.agencies.policies import may_dispatch
from tongpan.dispatch import actions, queries
from tongpan.dispatch.domain.choices import SIGN_MINUTES, AssignmentStatus, Role
from tongpan.dispatch.models import Assignment
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import OutboxMessage, TimeLimit
from tongpan.leads.actions import report_lead
from tongpan.leads.domain.choices import Channel, Desk, Status

pytestmark = pytest.mark.django_db


class TestAssigning:
    def test_sends_the_lead_to_the_team_with_a_clock_to_sign(self, stage):
        lead = stage.lead()

        order = stage.order(lead, note="请核实并劝离")

        lead.refresh_from_db()
        assert (lead.status, lead.team_id, lead.desk) == (Status.ASSIGNED, stage.town.team.pk, Desk.TOWN)
        assert (order.status, order.body_id, order.role) == ("WAITING", stage.town.agency.pk, Role.MAIN)
        limit = TimeLimit.objects.get(subject_id=order.pk)
        assert limit.due_at == NOW + timedelta(minutes=SIGN_MINUTES["NORMAL"])
        assert [item.action for item in ledger.history(lead)][-1] == "lead.assigned"
        assert [item.action for item in ledger.history(order)] == ["assignment.made"]
        assert OutboxMessage.objects.filter(name="dispatch.order_made").count() == 1

    def test_m092_town_duty_goes_to_the_town_team_that_the_routing_proposed(self, stage):
        lead = stage.lead()

        options = queries.options_for(stage.dispatcher, lead, NOW)

        assert options.teams[0].team == stage.town.team
        assert options.teams[0].proposed
        assert "航埠镇人民政府" in options.teams[0].reason

    def test_m095_what_a_grid_worker_reports_is_at_the_office_at_once(self, stage):
        worker = cast.grid_worker_wei(stage.town)
        report = leads.a_report(stage.town, channel=Channel.GRID, reported_by=worker.pk)
        lead = report_lead(report=report, actor=cast.actor(worker), now=NOW).lead

        order = stage.order(lead)

        assert lead.status == Status.ROUTED  # nobody approved it in between
        assert order.assigned_at - lead.collected_at == timedelta(0)

    def test_m096_office_and_team_see_one_order_the_moment_it_changes(self, stage):
        order = stage.order()

        assert [row.pk for row in queries.unsigned(stage.officer, NOW).items] == [order.pk]
        actions.sign_order(assignment_id=order.pk, actor=stage.officer, now=NOW)
        assert queries.order_for(stage.dispatcher, order.pk).status == AssignmentStatus.SIGNED

    def test_m047_a_town_tasks_the_squads_posted_to_it(self, stage):
        order = stage.order(team_id=stage.squad.pk)

        assert order.body_id == stage.department.pk  # the squad acts in the right of its department

    def test_m047_a_town_cannot_task_a_squad_that_does_not_serve_it(self, stage):
        other = cast.a_town_with_team(cast.another_town())

        with pytest.raises(Invalid) as refused:
            stage.order(team_id=other.team.pk)

        assert "区里调度" in refused.value.fields["team"]

    def test_m023_the_district_sends_across_towns(self, stage):
        other = cast.a_town_with_team(cast.another_town())
        lead = stage.lead()
        stage.order(lead, actor=stage.district)

        helper = actions.assist_with_lead(lead_id=lead.pk, team_id=other.team.pk, actor=stage.district, now=NOW)

        assert helper.role == Role.ASSIST
        assert helper.team == other.team

    def test_m113_the_chief_dispatcher_tasks_every_town(self, stage):
        chief = cast.actor(cast.chief_chen())

        assert stage.order(actor=chief).status == AssignmentStatus.WAITING

    def test_m113_one_person_in_both_offices_is_flagged(self, stage):
        chief = cast.chief_chen()
        appointment = chief.appointments.get()
        appointment.pk, appointment.post = None, Post.JUSTICE_SUPERVISOR
        appointment.save(force_insert=True)

        assert [item for item in agencies.people_in_both(cast.a_county().pk, cast.TODAY)]

    def test_refuses_a_team_of_a_body_without_the_power(self, stage):
        team = sets.a_stranger_squad(stage.town.town)

        with pytest.raises(Unlawful) as refused:
            stage.order(team_id=team.pk)

        assert "航埠镇人民政府" in str(refused.value)
        assert not Assignment.objects.exists()

    def test_refuses_a_team_that_has_ended(self, stage):
        lead = stage.lead()
        stage.town.team.valid_to = cast.TODAY
        stage.town.team.save()

        with pytest.raises(Invalid) as refused:
            stage.order(lead)

        assert "team" in refused.value.fields

    def test_reassigning_takes_the_first_order_back(self, stage):
        first = stage.order()

        second = stage.order(first.lead, team_id=stage.squad.pk)

        first.refresh_from_db()
        assert (first.status, second.status) == ("WITHDRAWN", "WAITING")
        assert TimeLimit.objects.get(subject_id=first.pk).cancelled_at is not None
        assert [item.action for item in ledger.history(first.lead)][-1] == "lead.reassigned"

    def test_the_same_team_is_not_ordered_twice(self, stage):
        order = stage.order()

        with pytest.raises(Conflict) as refused:
            stage.order(order.lead)

        assert order.number in str(refused.value)

    def test_an_old_version_is_told_who_has_it_now(self, stage):
        lead = stage.lead()
        version = lead.version
        stage.order(lead, version=version)

        with pytest.raises(Conflict) as refused:
            stage.order(lead, team_id=stage.squad.pk, version=version, actor=stage.district)

        assert stage.town.team.name in str(refused.value)

    def test_a_handled_lead_is_not_assigned_again(self, stage):
        order = stage.finished()

        with pytest.raises(Conflict) as refused:
            stage.order(order.lead)

        assert "重新打开" in str(refused.value)

    def test_another_towns_dispatcher_does_not_know_of_it(self, stage):
        stranger = cast.actor(cast.dispatcher_zheng())

        with pytest.raises(NotFound):
            stage.order(actor=stranger)

    @pytest.mark.parametrize("who", [cast.auxiliary_jiang, cast.reviewer_zhao, cast.officer_li])
    def test_those_who_do_not_dispatch_are_told_who_does(self, stage, who):
        actor = cast.actor(who(stage.town))
        lead = stage.lead()

        with pytest.raises(Forbidden) as refused:
            stage.order(lead, actor=actor)

        assert "值守台" in str(refused.value)

    def test_the_supervisor_reads_and_does_not_dispatch(self, stage):
        with pytest.raises(Forbidden):
            stage.order(actor=cast.actor(cast.supervisor_sun()))

    def test_names_the_officer_only_from_the_team_with_a_card(self, stage):
        helper = cast.auxiliary_jiang(stage.town)

        with pytest.raises(Invalid) as refused:
            stage.order(officer_id=helper.pk)

        assert "officer" in refused.value.fields

    def test_refuses_an_officer_whose_card_is_for_another_field(self, stage):
        diver = cast.an_officer("何河", stage.town.agency, Post.OFFICER, team=stage.town.team, licensed=(Domain.WATER,))

        with pytest.raises(Unlawful):
            stage.order(officer_id=diver.pk)


class TestThreeTiers:
    """M013: 队长总抓、常务副队长总协调、副队长具体负责."""

    @pytest.mark.parametrize("who", [cast.leader_zhou, cast.deputy_qian, cast.dispatcher_wu])
    def test_m013_leader_and_executive_deputy_send_anywhere_in_town(self, stage, who):
        assert stage.order(actor=cast.actor(who(stage.town)), team_id=stage.squad.pk)

    def test_m013_a_deputy_sends_within_the_own_team(self, stage):
        deputy = cast.actor(cast.an_officer("孔武", stage.town.agency, Post.DEPUTY_LEADER, team=stage.town.team))

        assert stage.order(actor=deputy)

    def test_m013_a_deputy_does_not_send_to_another_team(self, stage):
        deputy = cast.actor(cast.an_officer("孔武", stage.town.agency, Post.DEPUTY_LEADER, team=stage.town.team))

        with pytest.raises(Forbidden) as refused:
            stage.order(actor=deputy, team_id=stage.squad.pk)

        assert "队长" in str(refused.value)


class TestAssisting:
    def test_adds_a_team_beside_the_main_one(self, stage):
        lead = stage.order().lead

        helper = actions.assist_with_lead(lead_id=lead.pk, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)

        assert (helper.role, helper.body_id) == (Role.ASSIST, stage.department.pk)

    def test_needs_a_main_order_first(self, stage):
        with pytest.raises(Conflict):
            actions.assist_with_lead(lead_id=stage.lead().pk, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)

    def test_the_team_that_has_it_is_not_asked_again(self, stage):
        lead = stage.order().lead

        with pytest.raises(Conflict):
            actions.assist_with_lead(lead_id=lead.pk, team_id=stage.town.team.pk, actor=stage.dispatcher, now=NOW)

    def test_taking_assistance_back_names_a_reason(self, stage):
        lead = stage.order().lead
        helper = actions.assist_with_lead(lead_id=lead.pk, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)

        with pytest.raises(Invalid):
            actions.withdraw_order(assignment_id=helper.pk, actor=stage.dispatcher, now=NOW, reason="")
        actions.withdraw_order(assignment_id=helper.pk, actor=stage.dispatcher, now=NOW, reason="现场已处置")

        helper.refresh_from_db()
        assert helper.status == AssignmentStatus.WITHDRAWN

    def test_the_main_order_is_not_just_taken_back(self, stage):
        with pytest.raises(Invalid):
            actions.withdraw_order(assignment_id=stage.order().pk, actor=stage.dispatcher, now=NOW, reason="不办了")


class TestAssigningMany:
    def test_each_lead_has_its_own_answer(self, stage):
        good, gone = stage.lead(), stage.finished().lead
        unsure = leads.a_lead(stage.town, text="请问医保在哪里办")
        choices = [actions.Choice(lead.pk) for lead in (good, gone, unsure)]

        done = actions.assign_many(choices=choices, actor=stage.dispatcher, now=NOW)

        assert [one.done for one in done] == [True, False, False]
        assert "重新打开" in str(done[1].refusal)
        assert "单独交办" in str(done[2].refusal)

    def test_who_may_not_dispatch_gets_nothing_done(self, stage):
        choice = actions.Choice(stage.lead().pk)

        done = actions.assign_many(choices=[choice], actor=stage.officer, now=NOW)

        assert isinstance(done[0].refusal, Forbidden)


class TestCallingASquad:
    """M006: 按需执法 — an order to an on-call squad is a call to the place."""

    def test_m006_an_order_calls_and_signing_accepts(self, stage):
        squad = sets.an_on_call_squad(stage)
        man = cast.actor(cast.an_officer("吕刚", stage.department, Post.OFFICER, team=squad, town=None))
        order = stage.order(team_id=squad.pk)
        assert CallOut.objects.get(subject_id=order.pk).status == "REQUESTED"

        actions.sign_order(assignment_id=order.pk, actor=man, now=NOW)
        actions.arrive(assignment_id=order.pk, actor=man, now=NOW)

        call = CallOut.objects.get(subject_id=order.pk)
        assert (call.status, call.answered_by_id, call.arrived_at) == ("ARRIVED", man.officer_id, NOW)

    def test_m006_a_return_refuses_the_call_with_its_reason(self, stage):
        squad = sets.an_on_call_squad(stage)
        man = cast.actor(cast.an_officer("吕刚", stage.department, Post.OFFICER, team=squad, town=None))
        order = stage.order(team_id=squad.pk)

        actions.return_order(
            assignment_id=order.pk, actor=man, now=NOW, ground="NEEDS_OTHER_POWER", reason="属镇里赋权事项",
            cited_grant_id=stage.town_grant.pk,
        )  # fmt: skip

        call = CallOut.objects.get(subject_id=order.pk)
        assert (call.status, call.refusal) == ("REFUSED", "属镇里赋权事项")

    def test_m006_a_resident_squad_needs_no_call(self, stage):
        stage.order(team_id=stage.squad.pk)

        assert not CallOut.objects.exists()


class TestWhatIsAtHand:
    def test_m115_the_desk_shows_people_vehicles_and_liaisons(self, stage):
        stage.order()

        desk = queries.desk_of(stage.town.town.pk, NOW)

        assert [contact.team_id for contact in desk.liaisons] == [stage.squad.pk]
        assert desk.on_duty == []
        assert desk.vehicles == []
        assert queries.open_orders([stage.town.team.pk]) == {stage.town.team.pk: 1}

    def test_m117_every_team_of_the_town_is_offered_with_its_load(self, stage):
        stage.order()

        options = queries.options_for(stage.dispatcher, stage.lead(text=leads.OCCUPYING + "，天天如此"), NOW)

        assert {one.team: one.open_orders for one in options.teams} == {stage.town.team: 1, stage.squad: 0}

    def test_m118_officers_come_with_reasons_and_those_who_may_not_with_theirs(self, stage):
        cast.auxiliary_jiang(stage.town)
        lead = stage.lead()

        found = queries.options_for(stage.dispatcher, lead, NOW).officers

        assert found.suggested[0].officer_id == stage.officer.officer_id
        assert "手上没有在办任务" in found.suggested[0].reasons
        assert "蒋平" in [name for name, _ in found.excluded]


def test_the_district_desk_is_asked_to_send_what_has_no_town(stage):
    lead = leads.a_lead(None)
    team = cast.a_team("区直属大队", stage.department, kind=TeamKind.CITY, district=cast.a_county())

    order = stage.order(lead, actor=stage.district, team_id=team.pk)

    lead.refresh_from_db()
    assert (order.town_id, lead.desk) == (None, Desk.DISTRICT)


class TestSectionStaff:
    """M014: the town's office assigns; whoever serves in a section that is for it may, there and nowhere else."""

    @staticmethod
    def clerk(stage, *functions, town=None):
        body = stage.town.agency
        section = Office.objects.create(
            name="执法协调科", agency=body, place=body.place, kind=OfficeKind.SECTION,
            functions=[str(one) for one in functions], valid_from=cast.LONG_AGO,
        )  # fmt: skip
        who = cast.an_officer(
            "蒋怡", body, Post.SECTION_STAFF, office=section, town=town or stage.town.town, staff_kind=StaffKind.CLERK
        )
        return cast.actor(who)

    def test_m014_assigns_and_reassigns_in_the_town(self, stage):
        clerk, lead = self.clerk(stage, OfficeFunction.ASSIGN), stage.lead()

        stage.order(lead, actor=clerk)
        moved = stage.order(lead, actor=clerk, team_id=stage.squad.pk)

        assert moved.team_id == stage.squad.pk

    def test_m014_who_serves_in_another_section_may_not_and_is_told_who_may(self, stage):
        clerk, lead = self.clerk(stage, OfficeFunction.TRIAGE, OfficeFunction.RECEPTION), stage.lead()

        with pytest.raises(Forbidden, match="值守台"):
            stage.order(lead, actor=clerk)

        assert not Assignment.objects.exists()

    def test_m014_the_next_town_is_none_of_their_business(self, stage):
        lead = stage.lead()
        clerk = self.clerk(stage, OfficeFunction.ASSIGN, town=cast.another_town(stage.town.county))

        with pytest.raises(NotFound):
            stage.order(lead, actor=clerk)

    def test_m014_what_has_no_town_stays_with_the_district(self, stage):
        clerk = self.clerk(stage, OfficeFunction.ASSIGN)

        assert not may_dispatch(clerk, Act.ASSIGN, district_id=stage.town.county.pk, town_id=None)
        assert not may_dispatch(clerk, Act.OVERRULE, district_id=None, town_id=stage.town.town.pk)
        assert not may_dispatch(clerk, Act.CLOSE, district_id=None, town_id=stage.town.town.pk)

    def test_m014_a_section_that_checks_closes(self, stage):
        clerk = self.clerk(stage, OfficeFunction.CHECK_FEEDBACK)

        assert may_dispatch(clerk, Act.CLOSE, district_id=None, town_id=stage.town.town.pk)
        assert not may_dispatch(clerk, Act.ASSIGN, district_id=None, town_id=stage.town.town.pk)
