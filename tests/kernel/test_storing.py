"""Several requests, one transaction: each goes on when its own stands on the disc, and falls alone."""

import threading
import time

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tongpan.kernel import statements, storing
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import RefusedAttempt, TimeLimit
from tongpan.kernel.rows import inserts


def an_attempt(now, code):
    return RefusedAttempt(at=now, actor="officer:1", method="POST", path="/", status=403, code=code)


def a_limit(now, key):
    return TimeLimit(
        id=key, subject_type="tests.lead", subject_id=uuid7(), rule="R", kind="MUST_BY", trigger_at=now,
        trigger_on=now.date(), quantity=3, unit="WORKDAY",
    )  # fmt: skip


def waiting(*brought):
    """What other threads brought while somebody wrote."""
    others = [storing._Waiting(one) for one in brought]
    storing._queue.extend(others)
    return others


def codes():
    return sorted(RefusedAttempt.objects.values_list("code", flat=True))


@pytest.fixture
def sqlite_only():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL lets commits share a flush by itself")


@pytest.mark.django_db
class TestAlone:
    def test_stores_all_of_one_request(self, now):
        storing.store([*inserts([an_attempt(now, "a")]), *inserts([a_limit(now, uuid7())])])

        assert codes() == ["a"]
        assert TimeLimit.objects.count() == 1

    def test_stores_nothing_of_what_cannot_stand(self, now):
        key = uuid7()
        storing.store(inserts([a_limit(now, key)]))

        with pytest.raises(IntegrityError):
            storing.store([*inserts([an_attempt(now, "a")]), *inserts([a_limit(now, key)])])

        assert codes() == []
        assert TimeLimit.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("sqlite_only")
class TestTogether:
    def test_what_waits_is_stored_in_the_same_transaction(self, now):
        others = waiting(inserts([an_attempt(now, "b")]), inserts([an_attempt(now, "c")]))

        with CaptureQueriesContext(connection) as seen:
            storing.store(inserts([an_attempt(now, "a")]))

        assert codes() == ["a", "b", "c"]
        assert [(one.done, one.error) for one in others] == [(True, None)] * 2
        assert len([one for one in seen if one["sql"].startswith(("BEGIN", "SAVEPOINT"))]) == 1

    def test_what_cannot_stand_falls_alone(self, now):
        key = uuid7()
        twice, good = waiting(inserts([a_limit(now, key), a_limit(now, key)]), inserts([an_attempt(now, "b")]))

        storing.store(inserts([an_attempt(now, "a")]))

        assert codes() == ["a", "b"]
        assert (twice.done, type(twice.error)) == (True, IntegrityError)
        assert (good.done, good.error) == (True, None)

    def test_the_one_that_writes_is_told_of_its_own_fault_and_writes_the_others(self, now):
        key = uuid7()
        (other,) = waiting(inserts([an_attempt(now, "b")]))

        with pytest.raises(IntegrityError):
            storing.store(inserts([a_limit(now, key), a_limit(now, key)]))

        assert codes() == ["b"]
        assert (other.done, other.error) == (True, None)

    def test_where_the_file_is_locked_or_full_all_are_told(self, now, monkeypatch):
        def locked(all_brought):
            raise OperationalError("database is locked")

        monkeypatch.setattr(storing, "_write", locked)
        (other,) = waiting(inserts([an_attempt(now, "b")]))

        with pytest.raises(OperationalError):
            storing.store(inserts([an_attempt(now, "a")]))

        assert isinstance(other.error, OperationalError)
        assert codes() == []

    def test_what_was_never_written_is_not_said_to_stand(self, now, monkeypatch):
        def stopped(all_brought):
            raise ValueError("falls together") if len(all_brought) > 1 else SystemExit

        monkeypatch.setattr(storing, "_write", stopped)
        (other,) = waiting(inserts([an_attempt(now, "b")]))

        with pytest.raises(SystemExit):
            storing.store(inserts([an_attempt(now, "a")]))

        assert other.done
        assert isinstance(other.error, Exception)

    def test_a_caller_with_a_transaction_open_is_refused_and_nobody_else(self, now):
        (other,) = waiting(inserts([an_attempt(now, "b")]))

        with transaction.atomic(), pytest.raises(RuntimeError, match="of its own"):
            storing.store(inserts([an_attempt(now, "a")]))

        assert not other.done
        storing.store(inserts([an_attempt(now, "c")]))
        assert codes() == ["b", "c"]

    def test_behind_a_long_queue_nobody_goes_on_before_its_own_is_stored(self, now):
        waiting(*[inserts([an_attempt(now, "b")]) for _ in range(2 * storing.MOST)])

        storing.store(inserts([an_attempt(now, "a")]))

        assert codes() == ["a"] + ["b"] * 2 * storing.MOST


def test_threads_that_come_while_one_writes_are_written_next_together(monkeypatch):
    monkeypatch.setattr(statements, "vendor", lambda: "sqlite")
    batches, writes, go_on, returned = [], threading.Event(), threading.Event(), []

    def slow(all_brought):
        batches.append(sorted(all_brought))
        writes.set()
        assert go_on.wait(10)

    monkeypatch.setattr(storing, "_write", slow)

    def bring(name):
        storing.store(name)
        returned.append(name)

    threads = [threading.Thread(target=bring, args=(name,)) for name in "abc"]
    threads[0].start()
    assert writes.wait(10)
    for thread in threads[1:]:
        thread.start()
    until = time.monotonic() + 10
    while len(storing._queue) < 2 and time.monotonic() < until:
        time.sleep(0.001)

    assert returned == []
    go_on.set()
    for thread in threads:
        thread.join(10)

    assert batches == [["a"], ["b", "c"]]
    assert sorted(returned) == ["a", "b", "c"]
