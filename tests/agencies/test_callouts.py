"""Calling a squad out: asked, answered, arrived, and what silence leads to."""

from datetime import timedelta

import pytest
from tests.cast import (
    NOW,
    a_department,
    a_resident_squad,
    a_town_with_team,
    actor,
    an_officer,
    another_town,
    dispatcher_wu,
    dispatcher_zheng,
    liaison_chu,
    officer_li,
)

from tongpan.agencies.actions import callouts
from tongpan.agencies.actions.unanswered import remind_unanswered
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post, PostingMode
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.agencies.tasks import remind_of_unanswered_calls
from tongpan.kernel import clock, ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import Delivery
from tongpan.kernel.outbox import delivery

pytestmark = pytest.mark.django_db(transaction=True)


def deliver(at):
    """Do what the worker does with what was published."""
    for message in delivery.claim("worker:test", clock.now() + timedelta(minutes=1), 100):
        assert delivery.deliver(message, at)


class TestCallOut:
    def squad(self, cast):
        department = a_department()
        squad = a_resident_squad(cast, department, Domain.MARKET, mode=PostingMode.ON_CALL)
        return squad, an_officer("孔宁", department, Post.OFFICER, team=squad, town=cast.town)

    def call(self, cast, squad, who, **changed):
        facts = {"reason": "夜市食品摊点较多", "actor": actor(who), "now": NOW}
        return callouts.request_call_out(team_id=squad.pk, town_id=cast.town.pk, **{**facts, **changed})

    def test_m006_request_accept_arrive_each_with_its_moment(self):
        cast = a_town_with_team()
        squad, kong = self.squad(cast)
        call = self.call(cast, squad, dispatcher_wu(cast))

        callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(kong), now=NOW + timedelta(minutes=4))
        call = callouts.arrive_call_out(call_id=call.pk, actor=actor(kong), now=NOW + timedelta(minutes=30))

        assert call.status == CallOutStatus.ARRIVED
        assert call.answered_at - call.requested_at == timedelta(minutes=4)
        assert call.arrived_at - call.requested_at == timedelta(minutes=30)

    def test_m116_a_call_says_by_when_it_must_be_answered(self):
        cast = a_town_with_team()
        squad, _ = self.squad(cast)

        call = self.call(cast, squad, dispatcher_wu(cast), answer_minutes=10)

        assert call.answer_by == NOW + timedelta(minutes=10)

    def test_m116_a_refusal_gives_its_reason(self):
        cast = a_town_with_team()
        squad, kong = self.squad(cast)
        call = self.call(cast, squad, dispatcher_wu(cast))

        with pytest.raises(Invalid, match="应写明原因"):
            callouts.answer_call_out(call_id=call.pk, accept=False, actor=actor(kong), now=NOW)
        call = callouts.answer_call_out(
            call_id=call.pk, accept=False, refusal="正在处置另一起食品中毒", actor=actor(kong), now=NOW
        )

        assert (call.status, call.refusal) == (CallOutStatus.REFUSED, "正在处置另一起食品中毒")

    def test_is_answered_once(self):
        cast = a_town_with_team()
        squad, kong = self.squad(cast)
        call = self.call(cast, squad, dispatcher_wu(cast))
        callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(kong), now=NOW)

        with pytest.raises(Conflict):
            callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(kong), now=NOW)

    def test_the_departments_liaison_may_answer_and_others_may_not(self):
        cast = a_town_with_team()
        squad, _ = self.squad(cast)
        call = self.call(cast, squad, dispatcher_wu(cast))

        with pytest.raises(Forbidden):
            callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(officer_li(cast)), now=NOW)
        callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(liaison_chu()), now=NOW)

    def test_a_squad_that_is_not_posted_here_cannot_be_called(self):
        cast, other = a_town_with_team(), a_town_with_team(another_town())
        squad, _ = self.squad(cast)

        with pytest.raises(Invalid, match="没有派驻本镇街"):
            self.call(other, squad, dispatcher_zheng(other))

    def test_nobody_calls_for_another_town_and_an_officer_calls_nobody(self):
        cast = a_town_with_team()
        squad, _ = self.squad(cast)

        with pytest.raises(Forbidden):
            self.call(cast, squad, dispatcher_zheng())
        with pytest.raises(Forbidden):
            self.call(cast, squad, officer_li(cast))


class TestSilence:
    """Nobody answers a call (M116)."""

    @pytest.fixture
    def call(self):
        cast = a_town_with_team()
        squad, kong = TestCallOut().squad(cast)
        wu = dispatcher_wu(cast)
        for person, phone in ((kong, "19900000001"), (wu, "19900000002")):
            person.phone = phone
            person.save()
        call = TestCallOut().call(cast, squad, wu)
        deliver(NOW)
        Delivery.objects.all().delete()
        return call

    def told(self):
        return list(Delivery.objects.order_by("pk").values_list("subject", "recipient"))

    def after(self, minutes):
        at = NOW + timedelta(minutes=minutes)
        remind_unanswered(now=at)
        deliver(at)
        return self.told()

    def test_m116_a_call_tells_the_squad_at_once(self):
        cast = a_town_with_team()
        squad, kong = TestCallOut().squad(cast)
        squad.postings.update(contact=kong)

        TestCallOut().call(cast, squad, dispatcher_wu(cast))
        deliver(NOW)

        assert [subject for subject, _ in self.told()] == [f"{cast.town.name}呼叫到场"]

    def test_m116_silence_reminds_the_squad_once_and_then_tells_the_caller_once(self, call):
        assert self.after(14) == []
        assert [subject for subject, _ in self.after(16)] == [f"{call.town.name}的呼叫超时未应答"]
        assert len(self.after(18)) == 1
        assert [subject for subject, _ in self.after(22)][1:] == ["呼叫无人应答"]
        assert len(self.after(60)) == 2
        assert [item.action for item in ledger.history(call)] == [
            "callout.requested",
            "callout.reminded",
            "callout.unanswered",
        ]

    def test_m116_an_answer_ends_the_reminding(self, call):
        self.after(16)
        kong = an_officer("孔宁", call.team.agency, Post.OFFICER, team=call.team, town=call.town)
        callouts.answer_call_out(call_id=call.pk, accept=True, actor=actor(kong), now=NOW + timedelta(minutes=17))

        assert remind_unanswered(now=NOW + timedelta(minutes=40)) == 0

    def test_a_reminder_that_comes_after_the_answer_is_not_sent(self, call):
        remind_unanswered(now=NOW + timedelta(minutes=16))
        type(call).objects.filter(pk=call.pk).update(status=CallOutStatus.CANCELLED)

        deliver(NOW + timedelta(minutes=16))

        assert self.told() == []

    def test_m116_the_caller_hears_the_refusal(self, call):
        kong = an_officer("孔宁", call.team.agency, Post.OFFICER, team=call.team, town=call.town)
        callouts.answer_call_out(
            call_id=call.pk, accept=False, refusal="正在处置另一起", actor=actor(kong), now=NOW + timedelta(minutes=2)
        )
        deliver(NOW)

        assert [subject for subject, _ in self.told()] == [f"{call.team.name}已答复"]

    def test_m116_a_call_of_an_order_leaves_the_reminding_to_the_order_and_still_tells_the_caller(self, call):
        type(call).objects.filter(pk=call.pk).update(subject_type="dispatch.assignment", subject_id=uuid7())

        assert self.after(16) == []
        assert [subject for subject, _ in self.after(21)] == ["呼叫无人应答"]

    def test_the_worker_does_it(self, call):
        remind_of_unanswered_calls(NOW + timedelta(minutes=16))

        call.refresh_from_db()
        assert call.reminded_at == NOW + timedelta(minutes=16)
