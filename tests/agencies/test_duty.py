"""Rosters, hand-over sheets, call-outs, the desk's resources, the nearest competent officer."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tests.cast import (
    NOW,
    TODAY,
    a_department,
    a_resident_squad,
    a_town_with_team,
    a_village,
    actor,
    an_officer,
    another_town,
    auxiliary_jiang,
    dispatcher_wu,
    dispatcher_zheng,
    leader_zhou,
    liaison_chu,
    officer_li,
)

from tongpan.agencies.actions import callouts, handover, roster
from tongpan.agencies.actions.unanswered import remind_unanswered
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Duty, Post, PostingMode
from tongpan.agencies.domain.rotation import Past, Pool, draft_week, is_day_off, name_of_day, week_of
from tongpan.agencies.domain.suggestion import kilometers
from tongpan.agencies.models import DutyShift, HandoverSheet, Vehicle
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.agencies.queries import liaisons_of, on_duty, suggest_officers, vehicles_at
from tongpan.agencies.queries.duty import roster_week
from tongpan.agencies.tasks import remind_of_unanswered_calls
from tongpan.kernel import clock, ledger
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import Delivery
from tongpan.kernel.outbox import delivery

pytestmark = pytest.mark.django_db(transaction=True)

NEXT_MONDAY = date(2026, 11, 30)


def deliver(at):
    """Do what the worker does with what was published."""
    for message in delivery.claim("worker:test", clock.now() + timedelta(minutes=1), 100):
        assert delivery.deliver(message, at)


def a_town_that_can_stand_duty():
    cast = a_town_with_team()
    people = {"wu": dispatcher_wu(cast), "zhou": leader_zhou(cast), "jiang": auxiliary_jiang(cast)}
    for number in range(6):
        people[f"officer{number}"] = an_officer(f"队员{number}", cast.agency, Post.OFFICER, team=cast.team)
    return cast, people


class TestRotation:
    people = tuple(sorted(uuid7() for _ in range(6)))

    def draft(self, past=None, wanted=2):
        return draft_week(NEXT_MONDAY, [Pool(Duty.ON_DUTY, self.people, wanted)], past or {})

    def test_nobody_stands_much_more_than_another(self):
        shifts = Counter(slot.officer_id for slot in self.draft())

        assert sum(shifts.values()) == 14
        assert max(shifts.values()) - min(shifts.values()) <= 1

    def test_nobody_stands_two_days_running_while_others_are_free(self):
        days = {}
        for slot in self.draft():
            days.setdefault(slot.officer_id, []).append(slot.on)

        assert all(b - a > timedelta(days=1) for held in days.values() for a, b in pairwise(held))

    def test_whoever_stood_most_before_comes_last(self):
        busy = self.people[0]

        shifts = Counter(slot.officer_id for slot in self.draft({busy: Past(shifts=9)}, wanted=1))

        assert busy not in shifts

    def test_days_off_are_shared_on_their_own(self):
        tired = self.people[0]

        slots = self.draft({tired: Past(shifts=5, days_off=5)})

        assert tired not in {slot.officer_id for slot in slots if slot.on.weekday() >= 5}
        assert tired in {slot.officer_id for slot in slots if slot.on.weekday() < 5}

    def test_over_a_year_festivals_fall_on_everybody_alike(self):
        past, off, work = {}, Counter(), Counter()
        monday = date(2026, 1, 5)
        while monday < date(2026, 12, 21):
            for slot in draft_week(monday, [Pool(Duty.ON_DUTY, self.people, 2)], past):
                past[slot.officer_id] = past.get(slot.officer_id, Past()).with_shift(slot.on)
                (off if is_day_off(slot.on) else work)[slot.officer_id] += 1
            monday += timedelta(days=7)

        assert max(off.values()) - min(off.values()) <= 1
        assert max(work.values()) - min(work.values()) <= 2

    @pytest.mark.parametrize(
        ("on", "off", "what"),
        [
            pytest.param(date(2026, 10, 1), True, "国庆节", id="国庆节当天是节假日"),
            pytest.param(date(2026, 10, 10), False, "调休上班", id="国庆节后调休上班的周六不是节假日"),
            pytest.param(date(2026, 11, 22), True, "周末", id="平常的周日"),
            pytest.param(date(2026, 11, 23), False, "", id="平常的周一"),
            pytest.param(date(2030, 1, 5), True, "周末", id="尚未公布的年度按周末算"),
            pytest.param(date(2030, 1, 7), False, "", id="尚未公布的年度的周一"),
        ],
    )
    def test_a_day_is_off_by_the_calendar(self, on, off, what):
        assert (is_day_off(on), name_of_day(on)) == (off, what)


class TestRoster:
    def draft(self, cast, who, monday=NEXT_MONDAY, now=NOW):
        return roster.draft_roster(place_id=cast.town.pk, monday=monday, actor=actor(who), now=now)

    def test_a_week_has_a_leader_and_two_on_duty_every_day(self):
        cast, people = a_town_that_can_stand_duty()

        self.draft(cast, people["wu"])

        week = roster_week(cast.town.pk, NEXT_MONDAY)
        assert len(week) == 7
        assert all(day.is_complete for day in week)
        assert {shift.officer for day in week for shift in day.leaders} == {people["zhou"]}

    def test_an_auxiliary_drives_and_never_stands_as_officer(self):
        cast, people = a_town_that_can_stand_duty()

        self.draft(cast, people["wu"])

        assert {shift.duty for shift in DutyShift.objects.filter(officer=people["jiang"])} == {Duty.DRIVER}

    def test_drafting_again_keeps_what_people_changed(self):
        cast, people = a_town_that_can_stand_duty()
        self.draft(cast, people["wu"])
        shift = DutyShift.objects.filter(duty=Duty.LEADER_ON_DUTY).first()
        shift = roster.change_shift(
            shift_id=shift.pk, officer_id=people["wu"].pk, duty=Duty.LEADER_ON_DUTY, actor=actor(people["wu"]), now=NOW
        )

        self.draft(cast, people["wu"])

        kept = DutyShift.objects.get(pk=shift.pk)
        assert (kept.officer, kept.drafted) == (people["wu"], False)
        assert DutyShift.objects.count() == 7 * 4

    def test_nobody_stands_twice_at_once(self):
        cast, people = a_town_that_can_stand_duty()
        self.draft(cast, people["wu"])
        leader = DutyShift.objects.filter(duty=Duty.LEADER_ON_DUTY).order_by("starts_at").first()
        other = DutyShift.objects.filter(duty=Duty.ON_DUTY, starts_at=leader.starts_at).first()

        with pytest.raises(Conflict, match="已有班次"):
            roster.change_shift(
                shift_id=other.pk, officer_id=leader.officer_id, duty=Duty.ON_DUTY, actor=actor(people["wu"]), now=NOW
            )

    def test_the_second_of_two_who_change_a_shift_is_told(self):
        cast, people = a_town_that_can_stand_duty()
        self.draft(cast, people["wu"])
        shift = DutyShift.objects.filter(duty=Duty.LEADER_ON_DUTY).first()
        facts = {"shift_id": shift.pk, "duty": Duty.STANDBY, "actor": actor(people["wu"]), "now": NOW, "version": 0}
        roster.change_shift(**facts, officer_id=people["wu"].pk)

        with pytest.raises(Conflict, match="他人刚刚"):
            roster.change_shift(**facts, officer_id=people["zhou"].pk)

    def test_a_shift_that_began_stays_on_record(self):
        cast, people = a_town_that_can_stand_duty()
        self.draft(cast, people["wu"])
        shift = DutyShift.objects.first()

        with pytest.raises(Conflict):
            roster.remove_shift(
                shift_id=shift.pk, actor=actor(people["wu"]), now=shift.starts_at + timedelta(minutes=1)
            )
        roster.remove_shift(shift_id=shift.pk, actor=actor(people["wu"]), now=NOW)

        assert not DutyShift.objects.filter(pk=shift.pk).exists()

    def test_one_more_may_stand(self):
        cast, people = a_town_that_can_stand_duty()
        start = datetime(2026, 11, 24, 8, 30, tzinfo=SHANGHAI)

        shift = roster.add_shift(
            place_id=cast.town.pk, officer_id=people["jiang"].pk, duty=Duty.STANDBY, starts_at=start,
            ends_at=start + timedelta(hours=12), actor=actor(people["wu"]), now=NOW,
        )  # fmt: skip

        (person,) = on_duty(cast.town.pk, start + timedelta(hours=1))
        assert (person.officer_id, person.duty_label) == (shift.officer_id, "备勤")

    def test_the_other_towns_dispatcher_and_an_officer_may_not(self):
        cast, people = a_town_that_can_stand_duty()

        with pytest.raises(Forbidden):
            self.draft(cast, dispatcher_zheng())
        with pytest.raises(Forbidden):
            self.draft(cast, people["officer0"])

    def test_a_town_without_people_is_told(self):
        cast = a_town_with_team()
        wu = an_officer("吴芳", cast.agency, Post.TOWN_DISPATCHER)

        with pytest.raises(Invalid, match="请先登记人员"):
            self.draft(cast, wu)

    def test_the_leader_on_duty_is_named_first(self):
        cast, people = a_town_that_can_stand_duty()
        self.draft(cast, people["wu"])

        found = on_duty(cast.town.pk, datetime(2026, 12, 1, 3, 0, tzinfo=SHANGHAI))

        assert [person.duty for person in found] == ["LEADER_ON_DUTY", "ON_DUTY", "ON_DUTY", "DRIVER"]
        assert week_of(NEXT_MONDAY) == NEXT_MONDAY


class TestHandover:
    def draft(self, cast, who):
        return handover.draft_handover(
            place_id=cast.town.pk,
            text="两件待签收，油菜花路夜市盯一下",
            counts={"待签收": 2},
            actor=actor(who),
            now=NOW,
        )

    def test_is_signed_by_both_in_order(self):
        cast = a_town_with_team()
        wu, li = dispatcher_wu(cast), officer_li(cast)
        sheet = self.draft(cast, wu)

        with pytest.raises(Invalid, match="交班人还没有签字"):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)
        handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW + timedelta(minutes=5), remark="已知悉")

        sheet.refresh_from_db()
        assert (sheet.giver, sheet.taker, sheet.remark) == (wu, li, "已知悉")
        assert [item.action for item in ledger.history(sheet)] == [
            "handover.drafted",
            "handover.given",
            "handover.taken",
        ]

    def test_nobody_hands_over_to_themselves(self):
        cast = a_town_with_team()
        wu = dispatcher_wu(cast)
        sheet = self.draft(cast, wu)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

        with pytest.raises(Invalid, match="不能是同一人"):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

    def test_only_one_takes_over(self):
        cast = a_town_with_team()
        wu, li, zhou = dispatcher_wu(cast), officer_li(cast), leader_zhou(cast)
        sheet = self.draft(cast, wu)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)
        handover.take_handover(sheet_id=sheet.pk, actor=actor(li), now=NOW)

        with pytest.raises(Conflict):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(zhou), now=NOW)

    def test_a_signed_sheet_is_not_rewritten(self):
        cast = a_town_with_team()
        wu = dispatcher_wu(cast)
        sheet = self.draft(cast, wu)
        handover.edit_handover(sheet_id=sheet.pk, text="改一处", version=0, actor=actor(wu), now=NOW)
        handover.sign_handover(sheet_id=sheet.pk, actor=actor(wu), now=NOW)

        with pytest.raises(Conflict):
            handover.edit_handover(sheet_id=sheet.pk, text="再改", version=1, actor=actor(wu), now=NOW)
        assert HandoverSheet.objects.get().text == "改一处"

    def test_the_other_towns_desk_may_neither_write_nor_take(self):
        cast = a_town_with_team()
        zheng, wu = dispatcher_zheng(), dispatcher_wu(cast)
        sheet = self.draft(cast, wu)

        with pytest.raises(Forbidden):
            self.draft(cast, zheng)
        with pytest.raises(Forbidden):
            handover.take_handover(sheet_id=sheet.pk, actor=actor(zheng), now=NOW)


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


class TestDesk:
    def test_m115_shows_liaisons_of_every_squad_and_vehicles(self):
        cast = a_town_with_team()
        market = a_resident_squad(cast, a_department(), Domain.MARKET)
        a_resident_squad(
            cast, a_department(name="交通运输局", key="transport"), Domain.TRANSPORT, mode=PostingMode.ON_CALL
        )
        kong = an_officer("孔宁", market.agency, Post.OFFICER, team=market, town=cast.town)
        kong.phone = "19900001234"
        kong.save()
        market.postings.update(contact=kong)
        Vehicle.objects.create(plate="浙H·演01", agency=cast.agency, town=cast.town, district=cast.county)

        resident, on_call = liaisons_of(cast.town.pk, TODAY)

        assert (resident.name, resident.mode_label, resident.phone_masked[-4:]) == ("孔宁", "全员派驻", "1234")
        assert (on_call.name, on_call.mode_label) == ("", "按需到场")
        assert [vehicle.plate for vehicle in vehicles_at(cast.town.pk)] == ["浙H·演01"]

    def test_a_telephone_number_is_sealed_in_the_database(self):
        li = officer_li()
        li.phone = "19900001234"
        li.save()

        li.refresh_from_db()

        assert "19900001234" not in li.phone_sealed
        assert li.phone == "19900001234"
        assert li.phone_masked != li.phone


class TestSuggestion:
    def suggest(self, cast, **changed):
        facts = {"town_id": cast.town.pk, "domain": Domain.FIRE, "at": NOW}
        return suggest_officers(**{**facts, **changed})

    def test_m118_beat_duty_skill_distance_and_load_decide_and_are_said(self):
        cast = a_town_with_team()
        near, far = a_village(cast.town, lon=118.78, lat=28.94), a_village(cast.town, lon=118.90, lat=28.94)
        local = an_officer("片区", cast.agency, Post.OFFICER, team=cast.team, place=near, town=cast.town)
        distant = an_officer("远处", cast.agency, Post.OFFICER, team=cast.team, place=far, town=cast.town)

        found = self.suggest(cast, lon=118.78, lat=28.94, village_id=near.pk, load={local.pk: 1})

        first, second = found.suggested
        assert (first.officer_id, second.officer_id) == (local.pk, distant.pk)
        assert first.reasons == (
            "持有该领域的有效执法证",
            f"责任片区：{near.name}",
            "片区或驻地距现场约0.0公里",
            "在办1件",
        )
        assert "11.7公里" in second.reasons[1]

    def test_m118_whoever_has_less_on_hand_comes_first(self):
        cast = a_town_with_team()
        busy = an_officer("甲", cast.agency, Post.OFFICER, team=cast.team)
        free = an_officer("乙", cast.agency, Post.OFFICER, team=cast.team)

        found = self.suggest(cast, load={busy.pk: 4})

        assert [person.officer_id for person in found.suggested] == [free.pk, busy.pk]

    def test_m022_the_specialist_comes_before_the_all_rounder(self):
        cast = a_town_with_team()
        an_officer("甲", cast.agency, Post.OFFICER, team=cast.team)
        expert = an_officer("乙", cast.agency, Post.OFFICER, team=cast.team, licensed=(Domain.FIRE, Domain.EMERGENCY))

        assert self.suggest(cast).suggested[0].officer_id == expert.pk

    def test_m117_draws_on_the_registry_of_all_teams_that_serve_the_town(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        kong = an_officer("孔宁", squad.agency, Post.OFFICER, team=squad, town=cast.town)

        assert [person.officer_id for person in self.suggest(cast).suggested] == [kong.pk]

    def test_whoever_may_not_act_is_named_with_the_reason(self):
        cast = a_town_with_team()
        auxiliary_jiang(cast)
        an_officer("无证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)

        found = self.suggest(cast)

        assert not found.suggested
        assert {name for name, _ in found.excluded} == {"蒋平", "无证"}

    def test_costs_the_same_for_three_people_and_for_thirty(self, django_assert_max_num_queries):
        cast = a_town_with_team()
        for _ in range(15):
            auxiliary_jiang(cast)
            officer_li(cast)

        with django_assert_max_num_queries(8):
            assert len(self.suggest(cast, limit=99).suggested) == 15

    def test_distances_are_those_of_the_earth(self):
        assert kilometers(118.0, 29.0, 119.0, 29.0) == pytest.approx(97.25, abs=0.1)
