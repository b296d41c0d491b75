"""Fixtures for every test. The cast of people stands in ``tests/cast.py``."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from tongpan.kernel import clock, numbering
from tongpan.kernel.ledger import triggers
from tongpan.kernel.ledger.heads import heads_file

_flush = BaseDatabaseOperations.execute_sql_flush


def _flush_past_the_triggers(self: Any, sql_list: list[str]) -> None:
    """Emptying the database between transactional tests is the one deletion that has to get through."""
    triggers.remove(self.connection)
    if self.connection.vendor == "postgresql":
        # truncating every table writes every file anew; deleting a few rows does not (constraints are deferred)
        tables = [name for sql in sql_list if sql.startswith("TRUNCATE") for name in re.findall(r'"(\w+)"', sql)]
        sql_list = [f'DELETE FROM "{name}"' for name in tables]
    _flush(self, sql_list)
    if self.connection.vendor == "sqlite":
        with self.connection.cursor() as cursor:
            cursor.execute("INSERT INTO kernel_search_fts (kernel_search_fts) VALUES ('delete-all')")
    triggers.install(self.connection)


BaseDatabaseOperations.execute_sql_flush = _flush_past_the_triggers  # type: ignore[method-assign]


@pytest.fixture(autouse=True)
def _nothing_outlives_its_database() -> Iterator[None]:
    """Numbers in memory and heads in the file belong to the database of one test."""
    numbering.forget_blocks()
    yield
    numbering.forget_blocks()
    heads_file().unlink(missing_ok=True)


@pytest.fixture
def now() -> datetime:
    """A Sunday afternoon in Shanghai."""
    return datetime(2026, 11, 22, 14, 5, tzinfo=clock.SHANGHAI)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--needs-database", action="store_true", help="run only the tests that use a database")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what touches a database is worth repeating."""
    if not config.getoption("--needs-database"):
        return
    with_database = [item for item in items if _uses_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(with_database)])
    items[:] = with_database


def _uses_database(item: pytest.Item) -> bool:
    fixtures = {"db", "transactional_db", "django_db_setup", "live_server"}
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(
        getattr(item, "fixturenames", ())
    )
