"""New rows in few statements say the same as the slow way."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tongpan.kernel import rows
from tongpan.kernel.models import OutboxMessage, TimeLimit

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 22, 6, 5, tzinfo=UTC)


def a_limit(n: int) -> TimeLimit:
    return TimeLimit(
        subject_type="leads.lead",
        subject_id=uuid.UUID(int=n + 1),
        rule="R",
        kind="MUST_BY",
        trigger_at=AT,
        trigger_on=date(2026, 11, 22),
        quantity=n,
        unit="DAY",
        exclusions=[{"为何": "鉴定"}],
    )


def test_every_kind_of_column_reads_back_as_it_was():
    limit = a_limit(3)

    rows.insert([limit])

    back = TimeLimit.objects.get(pk=limit.pk)
    for field in TimeLimit._meta.concrete_fields:
        assert getattr(back, field.attname) == getattr(limit, field.attname), field.name


def test_a_thousand_wide_rows_take_one_statement_and_none_takes_none():
    with CaptureQueriesContext(connection) as seen:
        rows.insert([a_limit(n) for n in range(1000)])
        rows.insert([])

    assert TimeLimit.objects.count() == 1000
    assert len(seen) == 1


def test_the_database_numbers_what_it_numbers():
    one, two = (OutboxMessage(name="x", payload="{}", run_after=AT, created_at=AT) for _ in range(2))

    rows.insert([one, two])

    assert OutboxMessage.objects.values("pk").distinct().count() == 2
    assert OutboxMessage.objects.first().status == OutboxMessage.Status.PENDING


def test_what_must_be_unique_stays_so():
    limit = a_limit(1)
    rows.insert([limit])

    with pytest.raises(IntegrityError):
        rows.insert([limit])


def test_an_inserted_row_is_changed_not_inserted_by_a_later_save():
    limit = a_limit(1)
    rows.insert([limit])

    limit.quantity = 9
    limit.save()

    assert TimeLimit.objects.get().quantity == 9


def test_a_moment_without_its_time_zone_is_refused():
    limit = a_limit(1)
    limit.trigger_at = AT.replace(tzinfo=None)

    with pytest.raises((ValueError, RuntimeWarning)):
        rows.insert([limit])
    assert not TimeLimit.objects.exists()


class TestNew:
    """A row that is only stored says the same as the object that Django would make of it."""

    def values(self, n=3):
        return {
            "subject_type": "leads.lead", "subject_id": uuid.UUID(int=n + 1), "rule": "R", "kind": "MUST_BY",
            "trigger_at": AT, "trigger_on": date(2026, 11, 22), "quantity": n, "unit": "DAY",
            "exclusions": [{"为何": "鉴定"}],
        }  # fmt: skip

    def test_what_is_not_named_has_the_fields_default(self):
        rows.insert([rows.New(TimeLimit, self.values()), rows.New(TimeLimit, self.values(4))])
        first, second = TimeLimit.objects.order_by("quantity")
        made = TimeLimit(**self.values())

        same = [field.attname for field in TimeLimit._meta.concrete_fields if field.attname != "id"]
        assert {name: getattr(first, name) for name in same} == {name: getattr(made, name) for name in same}
        assert first.pk != second.pk

    def test_a_name_that_is_no_field_is_a_mistake(self):
        with pytest.raises(TypeError, match="quality"):
            rows.inserts([rows.New(TimeLimit, self.values() | {"quality": 3})])


def test_a_key_is_stored_as_the_field_would_store_it():
    key = uuid.UUID(int=7)

    assert rows.stored_key(key) == TimeLimit._meta.pk.get_db_prep_value(key, connection)
