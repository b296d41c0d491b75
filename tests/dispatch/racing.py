"""Two people at once, each on a connection of their own: threads against one real database, also on SQLite."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db import connection, connections

from tongpan.kernel.errors import Refusal


@contextmanager
def shared_database(folder: Path) -> Iterator[None]:
    """Let threads see what was prepared: PostgreSQL does; SQLite in memory is copied into a file first."""
    if connection.vendor != "sqlite":
        yield
        return
    path = folder / "race.sqlite3"
    connection.ensure_connection()
    with sqlite3.connect(path) as target:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=WAL")
    target.close()
    settings = connections.databases["default"]
    before = settings["NAME"]
    settings["NAME"] = str(path)
    try:
        yield
    finally:
        settings["NAME"] = before


def race(*runners: Callable[[], Any]) -> list[Any]:
    """Start all at the same moment; return what each got, a refusal as itself."""
    barrier = threading.Barrier(len(runners))
    got: list[Any] = [None] * len(runners)

    def run(place: int, runner: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            barrier.wait(timeout=20)
            got[place] = runner()
        except Refusal as refused:
            got[place] = refused
        except Exception as error:
            got[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(runners)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return got


def aside(question: Callable[[], Any]) -> Any:
    """Ask the shared database something on a connection of its own."""
    return race(question)[0]
