"""The database backend that ``settings.DATABASES`` names where SQLite is used."""

import sqlite3
import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

LOOK_SECONDS = 0.001
"""between two looks whether the writer is done"""


class Cursor(base.SQLiteCursorWrapper):
    """Remembers statements in the marks of SQLite, where Django rewrites each one every time it runs."""

    def convert_query(self, query: str, *, param_names: Mapping[str, Any] | None = None) -> str:
        """Return a statement with ``?`` for its ``%s``."""
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _converted(query)


@lru_cache(maxsize=512)
def _converted(query: str) -> str:
    return str(base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%"))


class DatabaseWrapper(base.DatabaseWrapper):
    """
    SQLite has one writer, and its own wait for it sleeps longer each time, up to a tenth of a second.

    A write here takes a few milliseconds. So whoever wants to begin one looks every millisecond, as long as the
    configured timeout; then several processes share a file without waiting for each other's sleep.
    """

    def create_cursor(self, name: str | None = None) -> Any:
        """Return a cursor of this database."""
        return self.connection.cursor(factory=Cursor)

    def _start_transaction_under_autocommit(self) -> None:
        session: Any = self.connection
        begin = f"BEGIN {getattr(self, 'transaction_mode', None) or 'DEFERRED'}"
        patience = float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
        until = time.monotonic() + patience
        session.execute("PRAGMA busy_timeout = 0")
        try:
            with self.wrap_database_errors:
                while not _begun(session, begin, last=time.monotonic() > until):
                    time.sleep(LOOK_SECONDS)
        finally:
            session.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")


def _begun(session: sqlite3.Connection, begin: str, *, last: bool) -> bool:
    """Try once; a writer that is at work is waited for, except at the last try."""
    try:
        session.execute(begin)
    except sqlite3.OperationalError as error:
        if last or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
        return False
    return True
