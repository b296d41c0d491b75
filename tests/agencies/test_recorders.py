"""执法记录仪：谁从什么时候佩戴到什么时候；时钟差多少，不清楚的说不清楚。"""

import json
from datetime import timedelta

import pytest
from django.db.models.signals import post_init
from django.urls import reverse
from tests.cases.conftest import enter, moment, stage
from tests.evidence.dock import a_recorder

from tongpan.agencies.actions import recorders
from tongpan.agencies.domain.recorders import ClockCheck, nearest, true_time
from tongpan.agencies.models import RecorderCarry, RecorderClock
from tongpan.agencies.queries.recorders import carried
from tongpan.kernel.errors import Conflict, Forbidden, Invalid

__all__ = ["enter", "moment", "stage"]
pytestmark = pytest.mark.django_db


def issue(stage, row, who, actor=None, since=None, until=None):
    return recorders.issue_recorder(
        recorder_id=row.pk, officer_id=who.officer_id, from_at=since or stage.now - timedelta(hours=1),
        until_at=until, actor=actor or stage.head, now=stage.now,
    )  # fmt: skip


class TestCarrying:
    def test_one_device_is_carried_by_one(self, stage):
        row = a_recorder(stage, carried_by=stage.officer)

        with pytest.raises(Conflict) as refused:
            issue(stage, row, stage.second)

        assert refused.value.code == "recorder.carried"
        assert RecorderCarry.objects.count() == 1

    def test_brought_back_it_may_be_taken_by_another(self, stage):
        row = a_recorder(stage, carried_by=stage.officer)
        recorders.return_recorder(
            recorder_id=row.pk, until_at=stage.now - timedelta(hours=2), actor=stage.head, now=stage.now
        )

        issue(stage, row, stage.second)

        found = carried(stage.now - timedelta(minutes=30), stage.now, recorders=[row.pk])
        assert [one.officer_id for one in found] == [stage.second.officer_id]

    def test_an_officer_takes_one_of_the_own_team_and_for_nobody_else(self, stage):
        row = a_recorder(stage)

        with pytest.raises(Forbidden) as refused:
            issue(stage, row, stage.second, actor=stage.officer)
        issue(stage, row, stage.officer, actor=stage.officer)

        assert refused.value.code == "recorder.issue"

    def test_nobody_carries_it_in_the_future(self, stage):
        row = a_recorder(stage)

        with pytest.raises(Invalid):
            issue(stage, row, stage.officer, since=stage.now + timedelta(hours=1))

    def test_an_officer_registers_and_retires_none(self, stage):
        row = a_recorder(stage)

        with pytest.raises(Forbidden):
            recorders.register_recorder(number="T6-9", team_id=stage.town.team.pk, actor=stage.officer, now=stage.now)
        with pytest.raises(Forbidden):
            recorders.retire_recorder(recorder_id=row.pk, why="损坏", actor=stage.officer, now=stage.now)

    def test_a_number_is_given_once(self, stage):
        a_recorder(stage)

        with pytest.raises(Conflict):
            a_recorder(stage)

    def test_what_somebody_carries_is_not_retired(self, stage):
        row = a_recorder(stage, carried_by=stage.officer)

        with pytest.raises(Conflict):
            recorders.retire_recorder(recorder_id=row.pk, why="损坏", actor=stage.head, now=stage.now)


class TestClock:
    def test_a_recording_is_read_by_the_nearest_check(self, stage):
        early = ClockCheck(stage.now - timedelta(days=9), 120)
        late = ClockCheck(stage.now - timedelta(days=1), -5)

        assert nearest([early, late], stage.now) == late
        assert true_time(stage.now, late) == stage.now + timedelta(seconds=5)

    def test_unknown_it_is_taken_as_shown(self, stage):
        assert true_time(stage.now, nearest([], stage.now)) == stage.now

    @pytest.mark.parametrize(("ahead", "words"), [(0, "准"), (125, "快 2 分 5 秒"), (-60, "慢 1 分"), (7, "快 7 秒")])
    def test_it_is_told_in_words(self, stage, ahead, words):
        assert ClockCheck(stage.now, ahead).words == words

    def test_a_clock_wrong_by_days_is_set_first(self, stage):
        row = a_recorder(stage)

        with pytest.raises(Invalid):
            recorders.check_recorder_clock(
                recorder_id=row.pk, checked_at=stage.now, ahead_seconds=90_000, actor=stage.head, now=stage.now
            )


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_it_is_taken_checked_and_brought_back_on_its_page(self, stage, enter):
        row = a_recorder(stage)
        client, address = enter(stage.officer), reverse("agencies:recorder", args=[row.pk])

        taken = client.post(address, {"do": "issue", "officer": str(stage.officer.officer_id)})
        shown = (stage.now + timedelta(seconds=65)).strftime("%Y-%m-%dT%H:%M:%S")
        client.post(address, {"do": "clock", "shown": shown})
        stage.wait(hours=3)
        client.post(address, {"do": "return"})

        page = client.get(address).content.decode()
        assert taken.status_code == 302
        assert "快 1 分 5 秒" in page
        assert RecorderCarry.objects.get().until_at == stage.now

    def test_the_list_names_who_carries_what(self, stage, enter):
        a_recorder(stage, carried_by=stage.officer)

        page = enter(stage.head).get(reverse("agencies:recorders")).content.decode()

        assert "T6-0417" in page
        assert stage.officer.name in page

    def test_of_the_checks_of_a_clock_the_list_reads_the_last_alone(self, stage, enter):
        row, read = a_recorder(stage), []
        for days in (9, 1, 5):
            recorders.check_recorder_clock(
                recorder_id=row.pk, checked_at=stage.now - timedelta(days=days), ahead_seconds=days, actor=stage.head,
                now=stage.now,
            )  # fmt: skip
        client = enter(stage.head)

        def noted(instance, **_):
            read.append(instance.ahead_seconds)

        post_init.connect(noted, sender=RecorderClock)
        try:
            (listed,) = client.get("/api/v1/agencies/recorders").json()["items"]
            page = client.get(reverse("agencies:recorders")).content.decode()
        finally:
            post_init.disconnect(noted, sender=RecorderClock)

        assert listed["ahead_seconds"] == 1
        assert "核对过" not in page
        assert "核对" in page
        assert read == [1, 1]

    def test_one_is_registered(self, stage, enter):
        client = enter(stage.head)

        made = client.post(reverse("agencies:new_recorder"), {"number": "T6-1", "team": str(stage.town.team.pk)})

        assert made.status_code == 302
        assert enter(stage.officer).get(reverse("agencies:new_recorder")).status_code == 403

    def test_by_call(self, stage, enter):
        client = enter(stage.head)

        def post(path, **body):
            return client.post(f"/api/v1/agencies/recorders{path}", json.dumps(body), content_type="application/json")

        one = post("", number="T6-2", team_id=str(stage.town.team.pk)).json()
        at = (stage.now - timedelta(hours=1)).isoformat()
        post(f"/{one['id']}/carries", officer_id=str(stage.officer.officer_id), from_at=at)
        post(f"/{one['id']}/clock", checked_at=at, ahead_seconds=3)

        (listed,) = client.get("/api/v1/agencies/recorders").json()["items"]
        assert (listed["carried_by"], listed["ahead_seconds"]) == (str(stage.officer.officer_id), 3)
        assert post(f"/{one['id']}/return", until_at=stage.now.isoformat()).json()["carried_by"] is None
        assert post(f"/{one['id']}/retire", why="报废").json()["retired"]
