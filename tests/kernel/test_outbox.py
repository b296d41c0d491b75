"""The outbox and its worker: at least once, each subscriber on its own, failures in plain sight."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from tongpan.kernel import clock, ledger, outbox
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.models import Heartbeat, OutboxMessage, OutboxReceipt, ScheduledJob
from tongpan.kernel.outbox import delivery, events, jobs, status
from tongpan.kernel.outbox.worker import Worker, run_job

Status = OutboxMessage.Status


class Colour(StrEnum):
    RED = "RED"


@dataclass(frozen=True)
class Happened(outbox.Event):
    name: ClassVar[str] = "tests.happened"

    lead_id: UUID
    on: date
    at: datetime
    sum: Decimal
    colour: Colour
    towns: tuple[UUID, ...]
    note: str | None = None
    body_id: UUID | None = None


broken: list[int] = []
"""how often the second subscriber still fails"""


def an_event(now: datetime) -> Happened:
    return Happened(uuid4(), now.date(), now, Decimal("1.5"), Colour.RED, (uuid4(), uuid4()), body_id=uuid4())


@pytest.fixture
def calls() -> Iterator[list[tuple[str, object]]]:
    """Two subscribers and what they received; the second fails as often as `broken` says."""
    received: list[tuple[str, object]] = []
    broken.clear()

    def first(event: Happened, now: datetime) -> None:
        received.append(("first", event))

    def second(event: Happened, now: datetime) -> None:
        if broken:
            broken.pop()
            raise OSError("网关没有应答")
        received.append(("second", event))

    outbox.subscribe(Happened)(first)
    outbox.subscribe(Happened)(second)
    yield received
    events._subscribers.pop(Happened.name)


def break_second(times: int) -> None:
    broken.extend([1] * times)


def publish(now: datetime) -> Happened:
    event = an_event(now)
    with transaction.atomic():
        outbox.publish(event)
    return event


def deliver_all(at: datetime) -> int:
    messages = delivery.claim("worker:test", at, 100)
    for message in messages:
        delivery.deliver(message, at)
    return len(messages)


@pytest.mark.django_db(transaction=True)
class TestPublishing:
    def test_is_refused_outside_a_transaction(self, now):
        with pytest.raises(RuntimeError):
            outbox.publish(an_event(now))

    def test_goes_with_the_transaction(self, now):
        with transaction.atomic():
            outbox.publish(an_event(now))
            transaction.set_rollback(True)

        assert not OutboxMessage.objects.exists()

    def test_costs_one_statement_for_one_and_for_many(self, now, django_assert_num_queries):
        with transaction.atomic(), django_assert_num_queries(1):
            outbox.publish(an_event(now))
        with transaction.atomic(), django_assert_num_queries(1):
            outbox.publish_many([an_event(now) for _ in range(50)])

    def test_an_event_comes_out_as_it_went_in(self, now, calls):
        event = publish(now)

        deliver_all(clock.now())

        assert calls == [("first", event), ("second", event)]
        assert isinstance(calls[0][1].colour, Colour)

    def test_two_events_of_one_name_are_refused(self):
        with pytest.raises(TypeError, match="two events"):

            class Other(outbox.Event):
                name: ClassVar[str] = "tests.happened"


@pytest.mark.django_db(transaction=True)
class TestDelivering:
    def test_repeats_only_the_subscriber_that_failed(self, now, calls):
        publish(now)
        break_second(1)
        began = clock.now()

        deliver_all(began)
        after_first = [name for name, _ in calls]
        deliver_all(began + timedelta(minutes=1))

        assert after_first == ["first"]
        assert [name for name, _ in calls] == ["first", "second"]
        message = OutboxMessage.objects.get()
        assert (message.status, message.attempts, message.last_error) == (Status.DONE, 2, "")
        assert OutboxReceipt.objects.count() == 2

    def test_waits_longer_after_each_failure(self):
        pauses = [delivery.pause_after(n).total_seconds() for n in range(1, 13)]

        assert pauses[:4] == [5, 10, 20, 40]
        assert max(pauses) == 3600

    def test_gives_up_in_plain_sight_and_can_be_told_to_try_again(self, now, calls):
        publish(now)
        break_second(delivery.MOST_ATTEMPTS)
        at = clock.now()
        for _ in range(delivery.MOST_ATTEMPTS):
            deliver_all(at)
            at += timedelta(hours=2)

        (given_up,) = outbox.failed()
        assert given_up.attempts == delivery.MOST_ATTEMPTS
        assert "网关没有应答" in given_up.last_error
        assert deliver_all(at) == 0

        assert outbox.retry(given_up.pk, now=at)
        assert not outbox.retry(given_up.pk, now=at)
        deliver_all(at)
        assert [name for name, _ in calls] == ["first", "second"]

    def test_an_event_that_nobody_knows_any_more_is_a_failure_not_a_crash(self, now):
        OutboxMessage.objects.create(name="tests.gone", payload="{}", run_after=now, created_at=now)
        OutboxMessage.objects.create(name="tests.happened", payload='{"on": 5}', run_after=now, created_at=now)

        deliver_all(now)

        errors = list(OutboxMessage.objects.order_by("id").values_list("status", "last_error"))
        assert errors[0] == (Status.PENDING, "LookupError: no event is called tests.gone")
        assert errors[1][1].startswith("TypeError")

    def test_what_a_killed_worker_held_comes_back(self, now, calls):
        publish(now)
        at = clock.now()
        delivery.claim("worker:killed", at, 10)

        assert deliver_all(at + timedelta(minutes=1)) == 0
        assert deliver_all(at + delivery.LEASE + timedelta(seconds=1)) == 1
        assert len(calls) == 2

    def test_a_worker_that_was_overtaken_does_not_undo_the_other(self, now, calls):
        publish(now)
        at = clock.now()
        (slow,) = delivery.claim("worker:slow", at, 10)
        later = at + delivery.LEASE + timedelta(seconds=1)
        deliver_all(later)

        delivery._put_back(slow, later, "too late")

        assert OutboxMessage.objects.get().status == Status.DONE

    def test_one_that_is_not_due_waits(self, now, calls):
        with transaction.atomic():
            outbox.publish(an_event(now), delay=timedelta(hours=1))

        assert deliver_all(clock.now()) == 0
        assert deliver_all(clock.now() + timedelta(hours=2)) == 1

    def test_two_workers_share_and_never_take_the_same(self, now, calls):
        if connection.vendor != "postgresql":
            pytest.skip("two workers at once: PostgreSQL")
        with transaction.atomic():
            outbox.publish_many([an_event(now) for _ in range(60)])
        taken: list[int] = []

        def work() -> None:
            while mine := delivery.claim(f"worker:{threading.get_ident()}", clock.now(), 5):
                taken.extend(message.pk for message in mine)
            connection.close()

        threads = [threading.Thread(target=work) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(taken) == len(set(taken)) == 60

    def test_old_messages_are_cleared_away(self, now, calls):
        publish(now)
        deliver_all(clock.now())

        assert status.prune(clock.now() + timedelta(days=1)) == 1
        assert not OutboxReceipt.objects.exists()


@pytest.mark.django_db(transaction=True)
class TestJobs:
    @pytest.fixture
    def job(self) -> Iterator[jobs.Job]:
        ran: list[datetime] = []

        def count(now: datetime) -> None:
            ran.append(now)
            if len(ran) == 2:
                raise ZeroDivisionError

        before = dict(jobs._jobs)
        jobs._jobs.clear()
        outbox.scheduled(every=timedelta(minutes=5))(count)
        yield jobs.jobs()[0]
        jobs._jobs.clear()
        jobs._jobs.update(before)

    def test_runs_at_once_then_once_in_its_interval(self, job, now):
        jobs.enlist(now)

        assert jobs.claim_due(now) == job
        assert jobs.claim_due(now) is None
        assert jobs.claim_due(now + timedelta(minutes=4)) is None
        assert jobs.claim_due(now + timedelta(minutes=5)) == job

    def test_keeps_how_it_went(self, job, now):
        jobs.enlist(now)
        assert run_job(job, now)
        assert not run_job(job, now)
        row = ScheduledJob.objects.get()
        assert row.failures == 1
        assert "ZeroDivisionError" in row.last_error
        assert run_job(job, now)
        assert ScheduledJob.objects.get().failures == 0

    def test_a_changed_interval_is_taken_over(self, job, now):
        jobs.enlist(now)
        jobs._jobs[job.name] = jobs.Job(job.name, timedelta(minutes=1), job.run)
        jobs.enlist(now)

        assert ScheduledJob.objects.get().every_seconds == 60


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def test_delivers_seals_exports_the_head_and_ends_when_nothing_waits(self, now, calls, settings, tmp_path):
        settings.TONGPAN_HEADS_DIR = tmp_path
        publish(now)
        with transaction.atomic():
            ledger.record("lead.created", subject=SubjectRef("tests.lead", uuid4()), actor=None, at=now)

        call_command("worker", once=True)

        assert len(calls) == 2
        assert ledger.pending_count() == 0
        assert ledger.verify().ok
        assert len((tmp_path / "heads.jsonl").read_text().splitlines()) == 1
        assert not Heartbeat.objects.exists(), "a worker that ended in order leaves no sign of life"

    def test_gives_a_sign_of_life_while_it_works(self, now, settings, tmp_path):
        settings.TONGPAN_HEADS_DIR = tmp_path
        worker = Worker()

        worker.turn(clock.now())

        beat = Heartbeat.objects.get()
        assert (beat.kind, beat.name) == ("worker", worker.name)
        assert json.loads(beat.state) == {"delivered": 0, "sealed": 0}

    def test_finishes_what_it_has_in_hand_when_told_to_stop(self, now, calls, settings, tmp_path):
        settings.TONGPAN_HEADS_DIR = tmp_path
        worker = Worker()
        stop = worker.stop

        def stopping(event: Happened, now: datetime) -> None:
            stop()

        outbox.subscribe(Happened)(stopping)
        publish(now)
        publish(now)

        worker.run()

        counts = status.counts()
        assert OutboxMessage.objects.filter(status=Status.DONE).count() == 1
        assert counts["RUNNING"] == 1, "the second comes back when its lease is over"


@pytest.mark.django_db(transaction=True)
class TestStatusCommand:
    def test_shows_failures_and_retries_them(self, now, capsys):
        OutboxMessage.objects.create(
            name="tests.happened", payload="{}", run_after=now, created_at=now, status=Status.FAILED, last_error="原因"
        )

        call_command("outbox_status", json=True)
        first = capsys.readouterr()
        call_command("outbox_status", retry="all", json=True)
        second = json.loads(capsys.readouterr().out)

        assert "原因" in first.err
        assert json.loads(first.out)["counts"]["FAILED"] == 1
        assert (second["retried"], second["counts"]["PENDING"]) == (1, 1)

    def test_says_when_there_is_nothing_of_that_number(self):
        with pytest.raises(CommandError, match="no failed message"):
            call_command("outbox_status", retry="12345")
