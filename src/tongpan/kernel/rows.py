"""
Many new rows in few statements.

``bulk_create`` holds SQLite to 999 values a statement (17 rows of a wide table) and asks every field for each value.
New rows of the hot path (reports, imports, events) are plain: their columns are looked up once, and a statement takes
as many rows as the database allows.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, models

from tongpan.kernel import statements
from tongpan.kernel.statements import Statement, vendor

MOST_VALUES = 30_000
"""below SQLite's limit of 32,766 values in a statement"""
_PLAIN = (models.CharField, models.TextField, models.BooleanField, models.FloatField, models.IntegerField)

Prepare = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class New:
    """A row that is only to be stored: values by attribute name, without the object that Django would make of them."""

    model: type[models.Model]
    values: Mapping[str, Any]


class _Column(NamedTuple):
    """One column: its attribute, how a value is made ready, and what stands where none is given."""

    name: str
    prepare: Prepare | None
    default: Any
    """ready to be stored; where it is made anew each time, what makes it stands in `make`"""
    make: Callable[[], Any] | None


def insert(rows: Sequence[models.Model | New]) -> None:
    """
    Insert new rows of one model: one statement, or one for every 30,000 values.

    Keys that the database would number are left to it and stay unknown here; ``auto_now`` does nothing.
    """
    for statement in inserts(rows):
        statements.run(statement.sql, statement.values)


def inserts(rows: Sequence[models.Model | New]) -> list[Statement]:
    """Return the statements that `insert` would run, for `statements.run_together`; the rows count as stored."""
    if not rows:
        return []
    first = rows[0]
    head, marks, columns = _shape(first.model if isinstance(first, New) else type(first))
    at_once = max(1, MOST_VALUES // len(columns))
    values = _of_new if isinstance(first, New) else _of_objects
    found = []
    for start in range(0, len(rows), at_once):
        part = rows[start : start + at_once]
        found.append(Statement(head + ",".join([marks] * len(part)), values(part, columns)))
    return found


def _of_objects(rows: Sequence[Any], columns: Sequence[_Column]) -> list[Any]:
    found = [
        given if prepare is None or given is None else prepare(given)
        for row in rows
        for name, prepare, _, _ in columns
        for given in (getattr(row, name),)
    ]
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    return found


def _of_new(rows: Sequence[Any], columns: Sequence[_Column]) -> list[Any]:
    places, defaults, made = _places(rows[0].model)
    found: list[Any] = []
    for row in rows:
        values, given = list(defaults), row.values
        try:
            for name, value in given.items():
                place, prepare = places[name]
                values[place] = value if prepare is None or value is None else prepare(value)
        except KeyError:
            unknown = sorted(given.keys() - places.keys())
            if not unknown:
                raise
            raise TypeError(f"{row.model.__name__} has no {', '.join(unknown)}") from None
        for place, make in made:
            if columns[place].name not in given:
                values[place] = make()
        found += values
    return found


@lru_cache(maxsize=128)
def _places(
    model: type[models.Model],
) -> tuple[dict[str, tuple[int, Prepare | None]], list[Any], list[tuple[int, Callable[[], Any]]]]:
    """Return where each value stands and how it is made ready, a row of defaults, and what is made each time."""
    columns = _shape(model)[2]
    places = {column.name: (place, column.prepare) for place, column in enumerate(columns)}
    made = [(place, column.make) for place, column in enumerate(columns) if column.make is not None]
    return places, [column.default for column in columns], made


def stored_key(value: UUID) -> Any:
    """Return a key as this database stores it."""
    return value if vendor() == "postgresql" else value.hex


@lru_cache(maxsize=128)
def _shape(model: type[models.Model]) -> tuple[str, str, list[_Column]]:
    """Return the beginning of the statement, the marks of one row, and each column."""
    fields = [field for field in model._meta.local_concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    names = ",".join(quote(str(field.column)) for field in fields)
    head = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES "
    return head, "(" + ",".join(["%s"] * len(fields)) + ")", [_column(field) for field in fields]


def _column(field: Any) -> _Column:
    prepare = _preparation(field)

    def made() -> Any:
        value = field.get_default()
        return value if prepare is None or value is None else prepare(value)

    fixed = not callable(field.default) or field.default in (list, dict)
    return _Column(str(field.attname), prepare, made() if fixed else None, None if fixed else made)


def _preparation(field: Any) -> Prepare | None:
    """Return how a value of the field is made ready for the database; None where it goes as it is."""
    kind = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(kind, _PLAIN) and type(kind).get_db_prep_save is models.Field.get_db_prep_save:
        return _bare
    if isinstance(kind, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hexadecimal
    if isinstance(kind, models.JSONField):
        return (kind.encoder or json.JSONEncoder)().encode
    if isinstance(kind, models.DateField):
        moment = isinstance(kind, models.DateTimeField)
        if connection.vendor == "postgresql":
            return _aware if moment else None
        return _as_text if moment else str
    return lambda value: field.get_db_prep_save(value, connection)


def _hexadecimal(value: Any) -> str:
    return (value if isinstance(value, UUID) else UUID(value)).hex


def _aware(value: Any) -> Any:
    if value.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return value


def _as_text(value: Any) -> str:
    """A moment as SQLite keeps it: UTC, without saying so."""
    return str(_aware(value).astimezone(UTC).replace(tzinfo=None))


def _bare(value: Any) -> Any:
    """A member of an enumeration goes as its value."""
    return getattr(value, "value", value)
