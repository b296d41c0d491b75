"""
Statements of the hot path.

Django binds values into the text of a statement, so that PostgreSQL parses and plans each one anew. What is written
with every report goes here instead: the server binds the values, and a connection prepares a statement that it has seen
a few times. Elsewhere it is an ordinary cursor.
"""

import re
from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import lru_cache
from typing import Any

import psycopg
from django.db import connection

PREPARE_AFTER = 2
"""times a connection has seen a statement before it prepares it; ``?prepare=0`` in the address turns it off"""
_MARK = re.compile("%[s%]")


def run(sql: str, values: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Run one statement with ``%s`` marks and return its rows, if it gives any."""
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchall() if cursor.description else []
    with _raw_cursor() as cursor:
        cursor.execute(_numbered(sql), values)
        return cursor.fetchall() if cursor.description else []


def _raw_cursor() -> AbstractContextManager[Any]:
    """Return a cursor that sends values apart from the text, inside Django's wrappers: logged, counted, and refused."""
    connection.ensure_connection()
    session: Any = connection.connection
    if session.prepare_threshold is None and connection.settings_dict.get("TONGPAN_PREPARE", True):
        session.prepare_threshold = PREPARE_AFTER
    wrapped: AbstractContextManager[Any] = connection._prepare_cursor(psycopg.RawCursor(session))  # type: ignore[attr-defined]
    return wrapped


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
