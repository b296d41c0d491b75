"""退回、上报、超时: a return cites the power row, keeps the clock, and the second one goes up to the district."""

from datetime import timedelta

import pytest
from tests import cast
from tests.dispatch.stage import LATER, NOW
from tests.leads import stage as leads

from tongpan.dispatch import actions, queries
from tongpan.dispatch.domain.choices import EscalationTest, ReturnGround
from tongpan.dispatch.models import Assignment, Return
from tongpan.kernel import ledger
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import Delivery, OutboxMessage, TimeLimit
from tongpan.kernel.outbox import delivery
from tongpan.leads.domain.choices import Desk, Outcome, Status
from tongpan.leads.models import ChannelRule
from tongpan.leads.queries import channel_rules
from tongpan.powers.models import Grant
from tongpan.powers.steps.stamp import touch_lists

pytestmark = pytest.mark.django_db


class TestReturning:
    def test_m116_cites_the_power_row_as_it_reads_today(self, stage):
        lead = stage.returned(stage.lead())

        back = Return.objects.get()
        assert (lead.status, lead.desk, lead.return_count) == (Status.ROUTED, Desk.TOWN, 1)
        assert (back.cited_grant, back.belongs_to) == (stage.department_grant, stage.department)
        assert back.cited_text.startswith("柯城区市场监督管理局：擅自占用道路")

    def test_keeps_every_clock_of_the_lead(self, stage):
        ChannelRule.objects.create(
            channel="PUBLIC", nature="", duty="CLOSE", quantity=5, unit="WORKDAY", basis="本地制度",
            valid_from=cast.LONG_AGO,
        )  # fmt: skip
        channel_rules.forget()
        lead = stage.lead()
        before = TimeLimit.objects.get(subject_id=lead.pk)

        stage.returned(lead, now=LATER)

        after = TimeLimit.objects.get(subject_id=lead.pk)
        assert (after.trigger_at, after.due_on, after.met_at) == (before.trigger_at, before.due_on, None)

    def test_the_second_return_goes_up_to_the_district(self, stage):
        lead = stage.returned(stage.returned(stage.lead()))

        assert (lead.desk, lead.return_count) == (Desk.DISTRICT, 2)
        with pytest.raises(Forbidden) as refused:
            stage.order(lead)
        assert "区级调度台" in str(refused.value)
        assert stage.order(lead, actor=stage.district)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"cited_grant_id": None}, "cited_grant", id="没有引用职权"),
            pytest.param({"reason": "忙"}, "reason", id="没有理由"),
        ],
    )
    def test_refuses_a_bare_return(self, stage, changes, field):
        with pytest.raises(Invalid) as refused:
            stage.returned(stage.lead(), **changes)

        assert field in refused.value.fields
        assert not Return.objects.exists()

    def test_the_own_power_is_no_ground_to_return(self, stage):
        with pytest.raises(Invalid) as refused:
            stage.returned(stage.lead(), cited_grant_id=stage.town_grant.pk)

        assert "正是" in refused.value.fields["cited_grant"]

    def test_a_recalled_power_is_a_ground_when_it_was_recalled(self, stage):
        lead = stage.lead()
        order = stage.order(lead)
        with pytest.raises(Invalid):
            self.recalled(stage, order)
        Grant.objects.filter(pk=stage.town_grant.pk).update(valid_to=cast.TODAY, ended="RECALLED")
        touch_lists()

        self.recalled(stage, order)

        assert "收回" in Return.objects.get().cited_text

    def recalled(self, stage, order):
        return actions.return_order(
            assignment_id=order.pk,
            actor=stage.officer,
            now=NOW,
            ground=ReturnGround.POWER_RECALLED,
            reason="职权今日起已收回",
            cited_grant_id=stage.town_grant.pk,
        )

    def test_it_may_be_another_matter_altogether(self, stage):
        other = leads.granted(leads.expired_food(), stage.department, cast.a_county(), mode="OWN")

        lead = stage.returned(stage.lead(), ground=ReturnGround.NOT_OUR_MATTER, cited_grant_id=other.pk)

        assert lead.return_count == 1

    def test_m102_nobody_competent_is_checked_and_goes_up_at_once(self, stage):
        lead = stage.lead()
        order = stage.order(lead)
        with pytest.raises(Invalid) as refused:
            self.nobody(stage, order)
        assert "航埠镇人民政府" in refused.value.fields["cited_grant"]
        Grant.objects.update(valid_to=cast.TODAY, ended="RECALLED")
        touch_lists()

        self.nobody(stage, order)

        lead.refresh_from_db()
        assert lead.desk == Desk.DISTRICT

    def nobody(self, stage, order):
        return actions.return_order(
            assignment_id=order.pk, actor=stage.officer, now=NOW, ground=ReturnGround.NOBODY, reason="清单上没有"
        )

    def test_another_team_may_not(self, stage):
        order = stage.order()
        member = cast.actor(cast.an_officer("施蓝", stage.department, "OFFICER", team=stage.squad))

        with pytest.raises(NotFound):
            actions.return_order(
                assignment_id=order.pk, actor=member, now=NOW, ground=ReturnGround.NOT_OUR_PLACE, reason="不在片区"
            )

    def test_an_auxiliary_may_not(self, stage):
        helper = cast.actor(cast.auxiliary_jiang(stage.town))

        with pytest.raises(Forbidden):
            actions.return_order(
                assignment_id=stage.order().pk, actor=helper, now=NOW, ground="NOBODY", reason="办不了的"
            )

    def test_a_returned_order_does_not_come_back_twice(self, stage):
        lead = stage.returned(stage.lead())
        order = lead.assignments.get()

        with pytest.raises(Conflict):
            actions.return_order(
                assignment_id=order.pk, actor=stage.officer, now=NOW, ground="NEEDS_OTHER_POWER", reason="再退一次",
                cited_grant_id=stage.department_grant.pk,
            )  # fmt: skip


class TestEscalating:
    """M024: across towns, urgent and hard, or needing technique; M114: the two desks work both ways."""

    @pytest.mark.parametrize("test", EscalationTest)
    def test_m024_hands_the_lead_to_the_district_which_sends_it_down_again(self, stage, test):
        lead = stage.lead()

        actions.escalate_lead(lead_id=lead.pk, actor=stage.dispatcher, now=NOW, test=test, reason="涉及两镇交界处")

        lead.refresh_from_db()
        assert lead.desk == Desk.DISTRICT
        with pytest.raises(Forbidden):
            stage.order(lead)
        stage.order(lead, actor=stage.district)
        lead.refresh_from_db()
        assert lead.desk == Desk.TOWN

    def test_m024_is_done_once_and_with_a_reason(self, stage):
        lead = stage.lead()
        given = {"lead_id": lead.pk, "actor": stage.dispatcher, "now": NOW, "test": EscalationTest.CROSS_TOWN}
        with pytest.raises(Invalid):
            actions.escalate_lead(**given, reason="")
        actions.escalate_lead(**given, reason="跨镇倾倒垃圾")

        with pytest.raises(Conflict):
            actions.escalate_lead(**given, reason="跨镇倾倒垃圾")

    def test_m024_what_is_done_needs_no_escalation(self, stage):
        with pytest.raises(Conflict):
            actions.escalate_lead(
                lead_id=stage.finished().lead_id, actor=stage.dispatcher, now=NOW, test=EscalationTest.CROSS_TOWN,
                reason="跨镇倾倒垃圾",
            )  # fmt: skip

    def test_an_officer_does_not_escalate(self, stage):
        with pytest.raises(Forbidden):
            actions.escalate_lead(
                lead_id=stage.order().lead_id, actor=stage.officer, now=NOW, test=EscalationTest.CROSS_TOWN,
                reason="跨镇倾倒垃圾",
            )  # fmt: skip


class TestUnsigned:
    """M116: accepted or refused in so many minutes, or the district sees it."""

    def test_m116_an_order_past_its_time_is_at_the_district_desk(self, stage):
        order = stage.order()
        late = NOW + timedelta(minutes=121)

        assert queries.overdue(stage.district, NOW).items == []
        assert [row.pk for row in queries.overdue(stage.district, late).items] == [order.pk]

    def test_m116_it_is_reported_once(self, stage):
        order = stage.order()
        late = NOW + timedelta(minutes=121)

        assert actions.report_unsigned(now=NOW) == 0
        assert actions.report_unsigned(now=late) == 1
        assert actions.report_unsigned(now=late + timedelta(minutes=1)) == 0

        order.refresh_from_db()
        assert order.escalated_at == late
        assert OutboxMessage.objects.filter(name="dispatch.order_unsigned").count() == 1
        assert "assignment.unsigned" in [item.action for item in ledger.history(order)]

    def test_m116_a_signed_or_returned_order_is_not(self, stage):
        stage.signed()

        assert actions.report_unsigned(now=NOW + timedelta(days=1)) == 0

    def test_m116_the_notice_reaches_district_and_team(self, stage):
        stage.order()
        late = (NOW + timedelta(minutes=121)).astimezone(SHANGHAI)
        actions.report_unsigned(now=late)
        message = OutboxMessage.objects.get(name="dispatch.order_unsigned")
        message.status, message.attempts, message.claimed_by = "RUNNING", 1, "test"
        message.save()

        assert delivery.deliver(message, late)

        assert Delivery.objects.filter(subject__contains="超时未签收", status="SENT").count() == 2


class TestNobodyCompetent:
    def test_m102_the_district_has_the_list_of_what_nobody_may_act_on(self, stage):
        Grant.objects.update(valid_to=cast.TODAY, ended="RECALLED")
        touch_lists()
        lead = leads.a_lead(stage.town)

        assert (lead.status, lead.desk) == (Status.TRIAGE, Desk.DISTRICT)
        assert [row.pk for row in queries.nobody_competent(stage.district).items] == [lead.pk]
        assert lead.outcome == "" or lead.outcome == Outcome.NO_COMPETENT_BODY

    def test_assisting_orders_come_back_without_moving_the_lead(self, stage):
        lead = stage.signed().lead
        helper = actions.assist_with_lead(lead_id=lead.pk, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)
        member = cast.actor(cast.an_officer("施蓝", stage.department, "OFFICER", team=stage.squad))

        actions.return_order(
            assignment_id=helper.pk, actor=member, now=NOW, ground="NEEDS_OTHER_POWER", reason="属镇里赋权事项",
            cited_grant_id=stage.town_grant.pk,
        )  # fmt: skip

        lead.refresh_from_db()
        assert (lead.status, lead.return_count) == (Status.HANDLING, 0)
        assert Assignment.objects.get(pk=helper.pk).status == "RETURNED"
