"""Statements of the hot path: bound by the server, prepared by the connection, several in one journey."""

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from tongpan.kernel import statements
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import RefusedAttempt, TimeLimit
from tongpan.kernel.rows import inserts
from tongpan.kernel.statements import Statement

pytestmark = pytest.mark.django_db


def a_limit(now, **columns) -> TimeLimit:
    return TimeLimit(
        id=uuid7(), subject_type="tests.lead", subject_id=uuid7(), rule="R", kind="MUST_BY", trigger_at=now,
        trigger_on=now.date(), quantity=3, unit="WORKDAY", **columns,
    )  # fmt: skip


def an_attempt(now, code="x") -> RefusedAttempt:
    return RefusedAttempt(at=now, actor="officer:1", method="POST", path="/", status=403, code=code)


class TestRun:
    def test_gives_back_rows_and_takes_percent_signs_as_they_are(self):
        assert statements.ask("SELECT 1 + %s, '50%%'", [2]) == [(3, "50%")]

    def test_keeps_every_kind_of_value_as_it_was(self, now):
        limit = a_limit(now, town_id=uuid7(), explanation="含'引号'与%s，共50%", due_on=now.date(), legal_end=None)

        statements.run_together(inserts([limit]))

        kept = TimeLimit.objects.get()
        names = ("id", "town_id", "explanation", "due_on", "legal_end", "trigger_at", "quantity")
        assert [getattr(kept, name) for name in names] == [getattr(limit, name) for name in names]


class TestPreparing:
    @pytest.mark.parametrize(("wanted", "threshold"), [(True, statements.PREPARE_AFTER), (False, None)])
    def test_is_left_out_where_a_pooler_swaps_connections(self, settings, monkeypatch, wanted, threshold):
        if connection.vendor != "postgresql":
            pytest.skip("only PostgreSQL prepares")
        settings.TONGPAN_PREPARED_STATEMENTS = wanted
        connection.ensure_connection()
        monkeypatch.setattr(connection.connection, "prepare_threshold", None)

        assert statements.ask("SELECT 1 + %s", [2]) == [(3,)]
        assert connection.connection.prepare_threshold == threshold


class TestRunTogether:
    def test_stores_rows_of_several_tables(self, now):
        statements.run_together([*inserts([a_limit(now), a_limit(now)]), None, *inserts([an_attempt(now)])])

        assert (TimeLimit.objects.count(), RefusedAttempt.objects.count()) == (2, 1)

    def test_takes_one_journey_to_postgresql(self, now):
        wanted = [*inserts([a_limit(now)]), *inserts([an_attempt(now)]), *inserts([an_attempt(now)])]

        with CaptureQueriesContext(connection) as seen:
            statements.run_together(wanted)

        assert len(seen) == (1 if connection.vendor == "postgresql" else 3)

    def test_many_rows_go_table_by_table(self, now, monkeypatch):
        monkeypatch.setattr(statements, "MOST_TOGETHER", 10)

        statements.run_together([*inserts([a_limit(now)]), *inserts([an_attempt(now)])])

        assert (TimeLimit.objects.count(), RefusedAttempt.objects.count()) == (1, 1)

    def test_one_row_too_many_and_none_is_there(self, now):
        twice = a_limit(now)

        with pytest.raises(IntegrityError), transaction.atomic():
            statements.run_together([*inserts([an_attempt(now)]), *inserts([twice, twice])])

        assert not RefusedAttempt.objects.exists()

    @pytest.mark.django_db(transaction=True)
    def test_outside_a_transaction_nothing_is_stored(self, now):
        with pytest.raises(RuntimeError, match="one transaction"):
            statements.run_together([*inserts([an_attempt(now)])])

        assert not RefusedAttempt.objects.exists()

    def test_nothing_to_do_is_nothing_done(self):
        with CaptureQueriesContext(connection) as seen:
            statements.run_together([None])

        assert not seen


def test_a_statement_seen_often_is_prepared(now):
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL prepares statements")

    for number in range(statements.PREPARE_AFTER + 2):
        statements.run_together([Statement("SELECT %s::text || '含备'", [str(number)])])

    found = statements.ask("SELECT COUNT(*) FROM pg_prepared_statements WHERE statement LIKE %s", ["%含备%"])
    assert found[0][0] >= 1
