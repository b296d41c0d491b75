"""签收、到场、办结、核查: what the team does with its order, and what the desk makes of it."""

from datetime import timedelta

import pytest
from tests import cast
from tests.dispatch.stage import LATER, NOW

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.dispatch import actions
from tongpan.dispatch.domain.choices import AssignmentStatus
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import TimeLimit
from tongpan.leads.domain.choices import Outcome, Status

pytestmark = pytest.mark.django_db


class TestSigning:
    def test_m116_accepts_the_order_and_ends_its_clock(self, stage):
        order = stage.order()

        actions.sign_order(assignment_id=order.pk, actor=stage.officer, now=LATER)

        order.refresh_from_db()
        order.lead.refresh_from_db()
        assert (order.status, order.signed_at, order.lead.status) == ("SIGNED", LATER, Status.HANDLING)
        assert TimeLimit.objects.get(subject_id=order.pk).met_at == LATER

    def test_a_second_signature_is_told(self, stage):
        order = stage.signed()

        with pytest.raises(Conflict):
            actions.sign_order(assignment_id=order.pk, actor=stage.officer, now=LATER)

    def test_an_officer_of_another_town_does_not_know_of_it(self, stage):
        with pytest.raises(NotFound):
            actions.sign_order(assignment_id=stage.order().pk, actor=cast.actor(cast.officer_wang()), now=NOW)

    def test_an_auxiliary_never_signs(self, stage):
        helper = cast.actor(cast.auxiliary_jiang(stage.town))

        with pytest.raises(Forbidden) as refused:
            actions.sign_order(assignment_id=stage.order().pk, actor=helper, now=NOW)

        assert "协管员" in str(refused.value)

    def test_the_towns_leader_does_not_sign_for_a_posted_squad(self, stage):
        order = stage.order(team_id=stage.squad.pk)

        with pytest.raises(Forbidden) as refused:
            actions.sign_order(assignment_id=order.pk, actor=cast.actor(cast.leader_zhou(stage.town)), now=NOW)

        assert "其他队伍" in str(refused.value)

    def test_the_departments_liaison_signs_for_its_squad(self, stage):
        order = stage.order(team_id=stage.squad.pk)

        actions.sign_order(assignment_id=order.pk, actor=cast.actor(cast.liaison_chu(stage.department)), now=NOW)

        order.refresh_from_db()
        assert order.status == AssignmentStatus.SIGNED

    def test_m114_the_desk_signs_for_a_team_told_by_telephone(self, stage):
        order = stage.order()

        actions.sign_by_telephone(assignment_id=order.pk, actor=stage.dispatcher, now=NOW, told="09:32 电话告知李明")

        order.refresh_from_db()
        assert order.signed_for == "09:32 电话告知李明"
        assert [item.action for item in ledger.history(order)][-1] == "assignment.signed"

    def test_who_was_told_must_be_said(self, stage):
        with pytest.raises(Invalid):
            actions.sign_by_telephone(assignment_id=stage.order().pk, actor=stage.dispatcher, now=NOW, told=" ")

    def test_an_officer_does_not_sign_by_telephone(self, stage):
        with pytest.raises(Forbidden):
            actions.sign_by_telephone(assignment_id=stage.order().pk, actor=stage.officer, now=NOW, told="自己")


class TestNamingTheHandler:
    def test_names_a_licensed_member(self, stage):
        order = stage.order()

        actions.name_handler(
            assignment_id=order.pk, officer_id=stage.officer.officer_id, actor=stage.dispatcher, now=NOW
        )

        order.refresh_from_db()
        assert order.officer_id == stage.officer.officer_id

    def test_refuses_somebody_of_another_team(self, stage):
        with pytest.raises(Invalid):
            actions.name_handler(
                assignment_id=stage.order().pk, officer_id=cast.officer_wang().pk, actor=stage.dispatcher, now=NOW
            )

    def test_refuses_a_card_for_another_field(self, stage):
        diver = cast.an_officer("何河", stage.town.agency, Post.OFFICER, team=stage.town.team, licensed=(Domain.WATER,))

        with pytest.raises(Unlawful):
            actions.name_handler(assignment_id=stage.order().pk, officer_id=diver.pk, actor=stage.dispatcher, now=NOW)

    def test_an_officer_does_not_name_one(self, stage):
        with pytest.raises(Forbidden):
            actions.name_handler(
                assignment_id=stage.order().pk, officer_id=stage.officer.officer_id, actor=stage.officer, now=NOW
            )


class TestArriving:
    def test_m097_notes_the_arrival_once(self, stage):
        order = stage.signed()

        actions.arrive(assignment_id=order.pk, actor=stage.officer, now=LATER)

        with pytest.raises(Conflict):
            actions.arrive(assignment_id=order.pk, actor=stage.officer, now=LATER)

    def test_needs_a_signature_first(self, stage):
        with pytest.raises(Conflict):
            actions.arrive(assignment_id=stage.order().pk, actor=stage.officer, now=NOW)


class TestFinishing:
    def test_m093_the_lead_waits_for_feedback_in_three_workdays(self, stage):
        order = stage.finished()

        order.lead.refresh_from_db()
        assert (order.lead.status, order.lead.outcome) == (Status.HANDLED, Outcome.CORRECTED)
        limit = TimeLimit.objects.get(subject_id=order.lead_id, rule="LEAD_TEAM_FEEDBACK")
        assert limit.due_on.isoformat() == "2026-11-26"

    @pytest.mark.parametrize(
        ("outcome", "result", "field"),
        [
            pytest.param("", "已经处置完毕", "outcome", id="M102 没有结果"),
            pytest.param("NO_COMPETENT_BODY", "没人管得了", "outcome", id="M102 无有权机关要用退回"),
            pytest.param("TRANSFERRED", "移送市场局", "outcome", id="M104 移送要有回执"),
            pytest.param("CORRECTED", "好", "result", id="没写怎么处置"),
        ],
    )
    def test_m102_every_order_ends_with_an_outcome_of_its_own(self, stage, outcome, result, field):
        order = stage.signed()

        with pytest.raises(Invalid) as refused:
            actions.finish_order(assignment_id=order.pk, actor=stage.officer, now=NOW, outcome=outcome, result=result)

        assert field in refused.value.fields

    def test_is_refused_before_signing(self, stage):
        with pytest.raises(Conflict):
            actions.finish_order(
                assignment_id=stage.order().pk, actor=stage.officer, now=NOW, outcome="CORRECTED", result="已经改正"
            )

    def test_waits_for_the_assisting_teams(self, stage):
        order = stage.signed()
        actions.assist_with_lead(lead_id=order.lead_id, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)

        with pytest.raises(Conflict) as refused:
            actions.finish_order(
                assignment_id=order.pk, actor=stage.officer, now=NOW, outcome="CORRECTED", result="已经改正"
            )

        assert "协办" in str(refused.value)

    def test_the_dispatcher_does_not_end_it_for_the_team(self, stage):
        order = stage.signed()

        with pytest.raises(Forbidden):
            actions.finish_order(
                assignment_id=order.pk, actor=stage.dispatcher, now=NOW, outcome="CORRECTED", result="已经改正"
            )


class TestChecking:
    """M014: the office checks what comes back."""

    def test_m014_acceptance_starts_the_clock_to_answer_the_reporter(self, stage):
        lead = stage.finished().lead

        actions.check_result(lead_id=lead.pk, actor=stage.dispatcher, now=LATER, accepted=True)

        assert TimeLimit.objects.get(subject_id=lead.pk, rule="LEAD_TEAM_FEEDBACK").met_at == LATER
        assert TimeLimit.objects.get(subject_id=lead.pk, rule="LEAD_REPORTER_ANSWER").met_at is None

    def test_m014_what_is_not_enough_goes_back_to_the_same_team(self, stage):
        lead = stage.finished().lead

        order = actions.check_result(
            lead_id=lead.pk, actor=stage.dispatcher, now=LATER, accepted=False, remark="缺清理后的照片"
        )

        lead.refresh_from_db()
        assert (lead.status, order.team_id) == (Status.ASSIGNED, stage.town.team.pk)
        assert "缺清理后的照片" in order.note

    def test_is_done_once(self, stage):
        lead = stage.finished().lead
        actions.check_result(lead_id=lead.pk, actor=stage.dispatcher, now=LATER, accepted=True)

        with pytest.raises(Conflict):
            actions.check_result(lead_id=lead.pk, actor=stage.dispatcher, now=LATER, accepted=True)

    def test_sending_back_says_what_is_missing(self, stage):
        with pytest.raises(Invalid):
            actions.check_result(lead_id=stage.finished().lead_id, actor=stage.dispatcher, now=LATER, accepted=False)

    def test_the_team_does_not_check_itself(self, stage):
        with pytest.raises(Forbidden):
            actions.check_result(lead_id=stage.finished().lead_id, actor=stage.officer, now=LATER, accepted=True)


def test_m116_minutes_depend_on_the_urgency(stage):
    order = stage.order(stage.lead(priority="EMERGENCY"))

    assert order.sign_due_at == NOW + timedelta(minutes=10)
    assert order.minutes_to_sign(NOW + timedelta(minutes=11)) == -1
