"""Rosters: the draft of a week, fair to everybody, and what people change in it."""

from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from tests.cast import (
    NOW,
    a_town_with_team,
    actor,
    an_officer,
    auxiliary_jiang,
    dispatcher_wu,
    dispatcher_zheng,
    leader_zhou,
)

from tongpan.agencies.actions import roster
from tongpan.agencies.domain.posts import Duty, Post
from tongpan.agencies.domain.rotation import Past, Pool, draft_week, is_day_off, name_of_day, week_of
from tongpan.agencies.models import DutyShift
from tongpan.agencies.queries import on_duty
from tongpan.agencies.queries.duty import roster_week
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.ids import uuid7

pytestmark = pytest.mark.django_db(transaction=True)

NEXT_MONDAY = date(2026, 11, 30)


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
