"""
Statements of the hot path.

Django binds values into the text of a statement, so that PostgreSQL parses and plans each one anew. What is written
with every report goes here instead: the server binds the values, and a connection prepares a statement that it has seen
a few times, unless ``TONGPAN_PREPARED_STATEMENTS`` says not to. Elsewhere it is an ordinary cursor.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

PREPARE_AFTER = 2
"""times a connection has seen a statement before it prepares it"""
MOST_TOGETHER = 2_000
"""values that still go to PostgreSQL in one statement; it takes 65,535"""
_MARK = re.compile("%[s%]")


class Statement(NamedTuple):
    """One statement that changes rows, with ``%s`` marks, and its values in their order."""

    sql: str
    values: Sequence[Any]


def run(sql: str, values: Sequence[Any]) -> None:
    """Run one statement with ``%s`` marks that changes rows."""
    with _cursor() as cursor:
        _execute(cursor, sql, values)


def ask(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one statement with ``%s`` marks and return its rows."""
    with _cursor() as cursor:
        _execute(cursor, sql, values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def run_together(statements: Iterable[Statement | None]) -> None:
    """
    Run several inserts in the caller's transaction, in their order; on PostgreSQL few rows go in one statement.

    They must not need to see each other's rows while they run: all of them see the database as it was before, and
    their foreign keys are looked at afterwards. They may be made before the transaction begins, so that nobody waits
    for a lock while rows are sealed and written out.

    :raises RuntimeError: if no transaction is open
    """
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise RuntimeError("what belongs together is written in one transaction")
    wanted = [one for one in statements if one is not None]
    small = sum(len(one.values) for one in wanted) <= MOST_TOGETHER
    if vendor() != "postgresql" or len(wanted) < 2 or not small:
        with _cursor() as cursor:
            for one in wanted:
                _execute(cursor, one.sql, one.values)
        return
    *first, last = wanted
    parts = ", ".join(f"s{number} AS ({one.sql})" for number, one in enumerate(first))
    run(f"WITH {parts} {last.sql}", [value for one in wanted for value in one.values])


@cache
def vendor() -> str:
    """Return which database this process uses; through ``django.db.connection`` every look at it is a look-up."""
    return connections[DEFAULT_DB_ALIAS].vendor


def _cursor() -> AbstractContextManager[Any]:
    """Return a cursor inside Django's wrappers (logged, counted); on PostgreSQL one that sends values apart."""
    connection: Any = connections[DEFAULT_DB_ALIAS]
    if vendor() != "postgresql":
        return connection.cursor()  # type: ignore[no-any-return]
    connection.ensure_connection()
    session = connection.connection
    if session.prepare_threshold is None and settings.TONGPAN_PREPARED_STATEMENTS:
        session.prepare_threshold = PREPARE_AFTER
    return connection._prepare_cursor(psycopg.RawCursor(session))  # type: ignore[no-any-return]


def _execute(cursor: Any, sql: str, values: Sequence[Any]) -> None:
    if vendor() != "postgresql":
        cursor.execute(sql, values)
    else:
        # The column tells PostgreSQL the type; a number sent as one would prepare a statement for each of its sizes.
        as_text = _TEXT.get
        cursor.execute(
            _numbered(sql),
            [value if (convert := as_text(type(value))) is None else convert(value) for value in values],
        )


_TEXT: dict[type, Callable[[Any], str]] = {
    bool: lambda value: "t" if value else "f",
    int: str,
    float: repr,
    UUID: attrgetter("hex"),
    datetime: datetime.isoformat,
    date: date.isoformat,
}


@lru_cache(maxsize=512)
def _numbered(sql: str) -> str:
    """Return the statement with $1, $2 … for its marks, as PostgreSQL itself counts them."""
    parts = _MARK.split(sql)
    marks = _MARK.findall(sql)
    text, number = [parts[0]], 0
    for mark, part in zip(marks, parts[1:], strict=True):
        number += mark == "%s"
        text += [f"${number}" if mark == "%s" else "%", part]
    return "".join(text)
