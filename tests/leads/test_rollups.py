"""统计单元 and 检索: the worker's hand makes them true, a recount agrees, and what fails can be seen."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests import cast
from tests.dispatch.stage import a_stage
from tests.leads import stage

from tongpan.kernel import health, search
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.outbox import delivery, jobs, status
from tongpan.kernel.outbox.events import subscribers_of
from tongpan.kernel.outbox.worker import Worker
from tongpan.leads import subscribers
from tongpan.leads.actions import settle_at_desk
from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.models import Rollup
from tongpan.leads.queries import overview
from tongpan.leads.steps import rollups

pytestmark = pytest.mark.django_db


def work():
    """Let the worker do what waits."""
    Worker().run(once=True)


def recounted():
    with transaction.atomic():
        return rollups.recount()


def day(place):
    return overview(place.pk, cast.TODAY, cast.TODAY)


@pytest.fixture
def scene():
    return a_stage()


class TestFolding:
    def test_equals_a_recount_after_every_step(self, scene):
        for text in (stage.OCCUPYING, stage.RUBBISH, "请问社保卡丢了去哪里补办"):
            stage.a_lead(scene.town, text=text)
        stage.a_lead(None)
        scene.finished(scene.lead(text=stage.OCCUPYING + "，第二处"))
        scene.returned(scene.lead(text=stage.OCCUPYING + "，第三处"))
        work()

        assert recounted() == 0
        assert Rollup.objects.filter(n__lt=0).count() == 0

    def test_counts_what_came_and_what_stands(self, scene):
        stage.a_lead(scene.town)
        scene.order()
        work()

        seen = day(scene.town.town)
        assert (seen.received, seen.open) == (2, 2)
        assert seen.by_status == {Status.ROUTED: 1, Status.ASSIGNED: 1}
        assert day(scene.town.county).received == 2

    def test_a_recount_mends_what_was_spoilt(self, scene):
        stage.a_lead(scene.town)
        work()
        Rollup.objects.filter(measure="received").update(n=99)

        assert recounted() == 2
        assert recounted() == 0
        assert day(scene.town.town).received == 1

    def test_a_recount_while_messages_wait_does_not_count_them_twice(self, scene):
        stage.a_lead(scene.town)
        recounted()
        work()

        assert day(scene.town.town).received == 1
        assert recounted() == 0


class TestFigures:
    def test_m108_the_share_disposed_is_ended_by_received(self, scene):
        leads = [stage.a_lead(scene.town, text=f"请问第{n}个窗口几点开门") for n in range(4)]
        desk = cast.actor(cast.dispatcher_wu(scene.town))
        settle_at_desk(lead_id=leads[0].pk, actor=desk, now=cast.NOW, outcome=Outcome.CONSULTATION, note="已电话答复")
        work()

        assert day(scene.town.town).disposed_share == pytest.approx(1 / 4)

    def test_m108_nothing_received_is_no_share_at_all(self, scene):
        assert day(scene.town.town).disposed_share is None

    def test_m102_nobody_competent_is_counted_to_be_reported_upward(self, scene):
        lead = stage.a_lead(scene.town, text="请问这件事谁来管")
        settle_at_desk(
            lead_id=lead.pk, actor=scene.dispatcher, now=cast.NOW, outcome=Outcome.NO_COMPETENT_BODY,
            note="清单上今日无有权机关，已书面上报",
        )  # fmt: skip
        work()

        assert day(scene.town.town).nobody_competent == 1


class TestSearch:
    def test_finds_a_lead_after_the_worker_ran(self, scene):
        lead = stage.a_lead(scene.town, text="石拱桥下有人烧烤，油烟很大")
        assert search.search("leads.lead", "石拱桥", 10, everything=True) == []

        work()

        assert search.search("leads.lead", "石拱桥", 10, everything=True) == [lead.pk]
        assert search.search("leads.lead", "石拱门", 10, everything=True) == []


class TestFailures:
    @pytest.fixture
    def broken(self, monkeypatch):
        def fails(cells):
            raise RuntimeError("the cells are locked")

        monkeypatch.setattr(subscribers.rollups, "fold", fails)
        return monkeypatch

    def test_one_that_fails_does_not_keep_the_other_from_its_work(self, scene, broken):
        lead = stage.a_lead(scene.town, text="石拱桥下有人烧烤")
        work()

        assert search.search("leads.lead", "石拱桥", 10, everything=True) == [lead.pk]
        waiting = OutboxMessage.objects.get(name="leads.taken_in")
        assert (waiting.status, waiting.attempts) == (OutboxMessage.Status.PENDING, 1)
        assert "the cells are locked" in waiting.last_error

    def test_what_was_given_up_is_told_and_can_be_tried_again(self, scene, broken):
        stage.a_lead(scene.town)
        now = cast.NOW
        for _ in range(delivery.MOST_ATTEMPTS):
            now += timedelta(hours=2)
            OutboxMessage.objects.filter(status="PENDING").update(run_after=now)
            for message in delivery.claim("test", now, 50):
                delivery.deliver(message, now)

        assert status.failed().count() == 1
        assert any("多次失败" in problem for problem in health.report(now)["problems"])

        broken.undo()
        assert status.retry_all(now=now) == 1
        OutboxMessage.objects.filter(status="PENDING").update(run_after=now)
        for message in delivery.claim("test", now, 50):
            delivery.deliver(message, now)
        assert status.failed().count() == 0
        assert day(scene.town.town).received == 1
        assert recounted() == 0


def test_the_worker_recounts_every_day(scene):
    stage.a_lead(scene.town)
    work()
    Rollup.objects.filter(measure="received").update(n=99)
    job = next(job for job in jobs.jobs() if job.name == "leads.tasks.recount_daily")

    job.run(cast.NOW)

    assert job.every == timedelta(days=1)
    assert day(scene.town.town).received == 1


def test_the_names_of_the_folding_subscribers_are_those_of_the_outbox():
    for event, name in rollups.COUNTED_BY.items():
        assert name in {subscriber.name for subscriber in subscribers_of(event)}
