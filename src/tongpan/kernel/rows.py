"""
Many new rows in few statements.

``bulk_create`` holds SQLite to 999 values a statement (17 rows of a wide table) and asks every field for each value.
New rows of the hot path (reports, imports, events) are plain: their columns are looked up once, and a statement takes
as many rows as the database allows.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

from tongpan.kernel import statements
from tongpan.kernel.statements import Statement

MOST_VALUES = 30_000
"""below SQLite's limit of 32,766 values in a statement"""
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.FloatField, models.IntegerField)

Prepare = Callable[[Any], Any]


def insert(rows: Sequence[models.Model]) -> None:
    """
    Insert new rows of one model: one statement, or one for every 30,000 values.

    Keys that the database would number are left to it and stay unknown here; ``auto_now`` does nothing.
    """
    for statement in inserts(rows):
        statements.run(statement.sql, statement.values)


def inserts(rows: Sequence[models.Model]) -> list[Statement]:
    """Return the statements that `insert` would run, for `statements.run_together`; the rows count as stored."""
    if not rows:
        return []
    head, marks, columns = _shape(type(rows[0]), connection.vendor)
    at_once = max(1, MOST_VALUES // len(columns))
    found = []
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        values = [
            given if prepare is None or given is None else prepare(given)
            for row in part
            for name, prepare in columns
            for given in (getattr(row, name),)
        ]
        found.append(Statement(head + ",".join([marks] * len(part)), values))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return found


@lru_cache(maxsize=128)
def _shape(model: type[models.Model], vendor: str) -> tuple[str, str, list[tuple[str, Prepare | None]]]:
    """Return the beginning of the statement, the marks of one row, and each column's attribute and preparation."""
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    names = ",".join(quote(str(field.column)) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "
    columns = [(str(field.attname), _preparation(field)) for field in fields]
    return head, "(" + ",".join(["%s"] * len(fields)) + ")", columns


def _preparation(field: Any) -> Prepare | None:
    """Return how a value of the field is made ready for the database; None where it goes as it is."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, _PLAIN) and type(kind).get_db_prep_save is models.Field.get_db_prep_save:
        return _bare
    if isinstance(kind, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hexadecimal
    if isinstance(kind, models.JSONField):
        return (kind.encoder or json.JSONEncoder)().encode
    if isinstance(kind, models.DateField) and connection.vendor == "postgresql":
        return _aware if isinstance(kind, models.DateTimeField) else None
    return lambda value: field.get_db_prep_save(value, connection)


def _hexadecimal(value: Any) -> str:
    return (value if isinstance(value, UUID) else UUID(value)).hex


def _aware(value: Any) -> Any:
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value


def _bare(value: Any) -> Any:
    """A member of an enumeration goes as its value."""
    return getattr(value, "value", value)
