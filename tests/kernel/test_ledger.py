"""The ledger as those who write and read it see it."""

import threading
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, NotFound
from tongpan.kernel.ledger import Entry, SubjectRef, sequencer
from tongpan.kernel.ledger.entry import KEY_COLUMNS, STORED
from tongpan.kernel.models import LedgerEntry, LedgerHead, LedgerLink, SubjectKey


def a_subject() -> SubjectRef:
    return SubjectRef("tests.lead", uuid4())


def write(subject: SubjectRef, now: datetime, times: int = 1, **facts: object) -> None:
    with transaction.atomic():
        for n in range(times):
            ledger.record("lead.touched", subject=subject, actor="officer:li", at=now, n=n, **facts)


@pytest.mark.django_db
class TestRecord:
    def test_numbers_each_subject_from_one_without_a_gap(self, now):
        one, two = a_subject(), a_subject()

        write(one, now, 3)
        write(two, now)
        write(one, now)

        assert [item.seq for item in ledger.history(one)] == [1, 2, 3, 4]
        assert [item.seq for item in ledger.history(two)] == [1]

    def test_costs_two_statements_for_a_new_and_for_a_known_subject(self, now, django_assert_num_queries):
        subject = a_subject()

        with transaction.atomic():
            with django_assert_num_queries(2):
                ledger.record("lead.created", subject=subject, actor=None, at=now)
            with django_assert_num_queries(2):
                ledger.record("lead.closed", subject=subject, actor=None, at=now)

    def test_writes_many_in_batches_and_keeps_their_order(self, now, django_assert_num_queries):
        subjects = [a_subject() for _ in range(4)]
        entries = [Entry("lead.imported", subjects[n % 4], "system:import", now, {"n": n}) for n in range(600)]

        with transaction.atomic(), django_assert_num_queries(4):
            ledger.record_many(entries)

        for n, subject in enumerate(subjects):
            facts = [item.facts["n"] for item in ledger.history(subject)]
            assert facts == list(range(n, 600, 4))

    def test_gives_back_the_facts_in_plain_form(self, now):
        subject, other = a_subject(), uuid4()

        write(subject, now, on=date(2026, 11, 22), other=other, sum=Decimal("1.50"), moment=now, many={"b", "a"})

        (item,) = ledger.history(subject)
        assert item.facts == {
            "n": 0, "on": "2026-11-22", "other": str(other), "sum": "1.50", "moment": now.isoformat(),
            "many": ["a", "b"],
        }  # fmt: skip
        assert (item.action, item.actor, item.at) == ("lead.touched", "officer:li", now)

    def test_keeps_the_facts_unreadable_in_the_table(self, now):
        write(a_subject(), now, name="张三")

        assert "张三" not in LedgerEntry.objects.get().payload

    def test_gives_the_first_rows_of_new_subjects_to_whoever_copies_them_in(self, now):
        one, two = a_subject(), a_subject()
        entries = [Entry("lead.created", subject, None, now, {"n": n}) for n in range(2) for subject in (one, two)]

        keys, rows = ledger.first_rows(entries)
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO kernel_subject_key ({KEY_COLUMNS}) VALUES (%s,%s,%s,%s,%s)", keys)
            marks = ",".join(["%s"] * 11)
            cursor.executemany(f"INSERT INTO kernel_ledger_entry ({STORED}) VALUES ({marks})", rows)
        write(two, now)

        assert [(item.seq, item.facts) for item in ledger.history(one)] == [(1, {"n": 0}), (2, {"n": 1})]
        assert [item.seq for item in ledger.history(two)] == [1, 2, 3]
        assert ledger.verify().ok

    def test_refuses_what_would_make_the_canonical_bytes_ambiguous(self, now):
        with pytest.raises(ValueError, match="single lines"), transaction.atomic():
            ledger.record("lead.touched", subject=a_subject(), actor="a\nb", at=now)

    def test_knows_a_model_row_by_its_label(self, now, django_user_model):
        user = django_user_model.objects.create_user("li")

        with transaction.atomic():
            ledger.record("user.created", subject=user, actor=None, at=now)

        assert LedgerEntry.objects.get().subject_type == "kernel.user"

    def test_hashes_with_sm3_where_that_is_set(self, now, settings):
        settings.TONGPAN_LEDGER_ALGORITHM = "sm3"
        write(a_subject(), now, 3)

        report = ledger.verify()

        assert report.ok
        assert LedgerHead.objects.get().algorithm == "sm3"

    def test_goes_on_when_the_algorithm_is_changed_on_the_way(self, now, settings):
        write(a_subject(), now, 3)
        ledger.seal_all()
        settings.TONGPAN_LEDGER_ALGORITHM = "sm3"
        write(a_subject(), now, 2)

        report = ledger.verify()

        assert report.ok
        assert report.entries == 5


@pytest.mark.django_db(transaction=True)
class TestTransactions:
    def test_is_written_in_a_transaction_only(self, now):
        with pytest.raises(RuntimeError):
            ledger.record("lead.created", subject=a_subject(), actor=None, at=now)

    def test_a_rolled_back_action_leaves_neither_entry_nor_gap(self, now):
        subject = a_subject()
        write(subject, now)

        with transaction.atomic():
            ledger.record("lead.closed", subject=subject, actor=None, at=now)
            transaction.set_rollback(True)
        write(subject, now)

        assert [item.seq for item in ledger.history(subject)] == [1, 2]
        assert ledger.verify().ok

    @pytest.mark.parametrize("table", ["kernel_ledger_entry", "kernel_ledger_link", "kernel_ledger_head"])
    @pytest.mark.parametrize("verb", ["update", "delete", "replace", "truncate"])
    def test_the_database_refuses_to_change_or_delete(self, now, table, verb):
        write(a_subject(), now)
        ledger.seal_all()
        column = {"kernel_ledger_entry": "actor", "kernel_ledger_link": "leaf_hash", "kernel_ledger_head": "root"}
        sql = {
            "update": f"UPDATE {table} SET {column[table]} = 'x'",
            "delete": f"DELETE FROM {table}",
            "replace": f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
            "truncate": f"TRUNCATE {table}",
        }[verb]
        if verb == {"sqlite": "truncate", "postgresql": "replace"}[connection.vendor]:
            pytest.skip("this database has no such statement")

        with pytest.raises(DatabaseError, match="append-only"), connection.cursor() as cursor:
            cursor.execute(sql)


@pytest.mark.django_db(transaction=True)
class TestSealing:
    def test_gives_places_without_a_gap_and_costs_one_read_when_nothing_waits(self, now, django_assert_num_queries):
        write(a_subject(), now, 7)

        assert ledger.seal_pending(limit=5) == 5
        assert ledger.seal_pending() == 2
        with django_assert_num_queries(1 if connection.vendor == "sqlite" else 2):
            assert ledger.seal_pending() == 0

        assert list(LedgerLink.objects.order_by("position").values_list("position", flat=True)) == list(range(1, 8))
        assert list(LedgerHead.objects.order_by("size").values_list("size", "previous_size")) == [(5, 0), (7, 5)]

    def test_leaves_out_what_was_not_written_by_us(self, now):
        subject = a_subject()
        write(subject, now)
        ours = LedgerEntry.objects.get()
        ours.pk, ours.seq, ours.action = None, 2, "lead.forged"
        ours.save(force_insert=True)

        assert ledger.seal_all() == 1
        assert ledger.pending_count(full=True) == 1

    def test_is_not_held_up_by_what_it_left_out(self, now):
        subject = a_subject()
        write(subject, now)
        forged = LedgerEntry.objects.get()
        forged.pk, forged.seq = None, 2
        forged.save(force_insert=True)
        write(a_subject(), now, 3)

        ledger.seal_all()

        assert LedgerLink.objects.count() == 4

    def test_is_not_held_up_by_more_forgeries_than_a_batch_takes(self, now, monkeypatch):
        monkeypatch.setattr(sequencer, "LIMIT", 5)
        write(a_subject(), now)
        forged = LedgerEntry.objects.get()
        for seq in range(2, 9):
            forged.pk, forged.seq = None, seq
            forged.save(force_insert=True)
        write(a_subject(), now, 3)

        assert ledger.seal_all() == 4
        assert ledger.pending_count(full=True) == 7

    def test_seals_what_was_committed_behind_the_pass(self, now, monkeypatch):
        """On PostgreSQL a lower number may be committed later: here it comes when its stretch has been passed."""
        write(a_subject(), now, 12)
        keys, rows = ledger.first_rows([Entry("lead.created", a_subject(), None, now, {})])
        passed, look = [], sequencer._end_of_stretch

        def at_the_end(after):
            found = look(after)
            if found is None and not passed:
                passed.append(True)
                with connection.cursor() as cursor:
                    cursor.executemany(f"INSERT INTO kernel_subject_key ({KEY_COLUMNS}) VALUES (%s,%s,%s,%s,%s)", keys)
                    marks = ",".join(["%s"] * 11)
                    cursor.executemany(f"INSERT INTO kernel_ledger_entry (id,{STORED}) VALUES (-1,{marks})", rows)
            return found

        monkeypatch.setattr(sequencer, "_end_of_stretch", at_the_end)

        assert ledger.seal_all() == 13
        assert ledger.pending_count(full=True) == 0

    def test_seals_what_was_left_out_long_ago(self, now, monkeypatch):
        monkeypatch.setattr(sequencer, "LIMIT", 5)
        write(a_subject(), now, 12)
        with monkeypatch.context() as then:
            then.setattr(sequencer, "fault_of", lambda leaf, row, *key: "changed" if row[4] == 3 else "")
            ledger.seal_all()

        assert LedgerLink.objects.count() == 11
        assert ledger.seal_all() == 1

    def test_all_of_twice_as_many_costs_twice_as_much_not_four_times(self, now, monkeypatch):
        if connection.vendor != "sqlite":
            pytest.skip("SQLite counts its own steps")
        monkeypatch.setattr(sequencer, "LIMIT", 10)

        def steps(entries: int) -> int:
            write(a_subject(), now, entries)
            taken = 0

            def count() -> int:
                nonlocal taken
                taken += 1
                return 0

            connection.connection.set_progress_handler(count, 100)
            assert ledger.seal_all() == entries
            connection.connection.set_progress_handler(None, 0)
            return taken

        few = steps(500)

        assert steps(1000) < 3 * few


@pytest.mark.django_db(transaction=True)
class TestForgetting:
    def test_destroys_the_facts_and_leaves_every_hash(self, now):
        subject = a_subject()
        write(subject, now, 2, name="张三")
        ledger.seal_all()

        with transaction.atomic():
            ledger.forget_subject(subject, reason="保管期满", basis="档案法", actor="system:retention", at=now)

        assert [item.facts for item in ledger.history(subject)] == [None, None]
        report = ledger.verify()
        assert report.ok
        assert report.entries == 3
        erasure = LedgerEntry.objects.get(action="ledger.subject_forgotten")
        (item,) = ledger.history(SubjectRef(erasure.subject_type, erasure.subject_id))
        assert item.facts["subject_id"] == str(subject.id)
        assert item.facts["reason"] == "保管期满"

    def test_takes_no_further_entries_of_that_subject(self, now):
        subject = a_subject()
        write(subject, now)
        ledger.seal_all()
        with transaction.atomic():
            ledger.forget_subject(subject, reason="保管期满", basis="档案法", actor=None, at=now)

        with pytest.raises(Conflict):
            write(subject, now)
        with pytest.raises(Conflict), transaction.atomic():
            ledger.forget_subject(subject, reason="再来一次", basis="档案法", actor=None, at=now)
        assert ledger.verify().ok

    def test_waits_until_everything_has_its_place(self, now):
        subject = a_subject()
        write(subject, now)

        with pytest.raises(Conflict), transaction.atomic():
            ledger.forget_subject(subject, reason="保管期满", basis="档案法", actor=None, at=now)

    def test_knows_no_stranger(self, now):
        with pytest.raises(NotFound), transaction.atomic():
            ledger.forget_subject(a_subject(), reason="保管期满", basis="档案法", actor=None, at=now)


def _in_threads(count: int, work) -> None:
    """Run `work(n)` in threads with connections of their own, begun together; raise what any of them raised."""
    barrier, errors = threading.Barrier(count), []

    def run(n: int) -> None:
        try:
            barrier.wait()
            work(n)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
class TestConcurrency:
    @pytest.fixture(autouse=True)
    def _postgres(self):
        if connection.vendor != "postgresql":
            pytest.skip("many writers at once: PostgreSQL")

    def test_many_writers_and_sequencers_leave_one_whole_chain(self, now):
        shared = [a_subject() for _ in range(3)]

        def work(n: int) -> None:
            for turn in range(25):
                write(shared[turn % 3], now)
                write(a_subject(), now, 2)
                if n % 2:
                    ledger.seal_pending()

        _in_threads(6, work)

        report = ledger.verify()
        assert report.problems == []
        assert report.entries == 6 * 25 * 3
        assert {ledger.history(one)[-1].seq for one in shared} == {6 * 9, 6 * 8}

    def test_an_entry_that_commits_after_its_neighbours_gets_its_place(self, now):
        early, late = threading.Event(), threading.Event()

        def slow() -> None:
            with transaction.atomic():
                ledger.record("lead.slow", subject=a_subject(), actor=None, at=now)
                early.set()
                late.wait(10)
            connection.close()

        thread = threading.Thread(target=slow)
        thread.start()
        early.wait(10)
        write(a_subject(), now, 3)
        first = ledger.seal_pending()
        late.set()
        thread.join()

        assert (first, ledger.seal_pending()) == (3, 1)
        assert ledger.verify().ok

    def test_batches_over_the_same_subjects_do_not_deadlock(self, now):
        subjects = [a_subject() for _ in range(20)]

        def work(n: int) -> None:
            for _ in range(10):
                order = subjects if n % 2 else subjects[::-1]
                with transaction.atomic():
                    ledger.record_many(Entry("lead.touched", one, None, now, {}) for one in order)

        _in_threads(4, work)

        assert SubjectKey.objects.filter(last_seq=40).count() == 20
        assert ledger.verify().ok


def test_the_window_of_the_quick_look_is_wider_than_a_batch():
    assert sequencer.WINDOW >= sequencer.LIMIT
