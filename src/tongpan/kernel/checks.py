"""System checks: a database that could lose what was acknowledged is refused at start."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections

from tongpan.kernel.merkle import ALGORITHMS


@register(Tags.database)
def check_durability(databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """SQLite: IMMEDIATE transactions, synchronous=FULL. PostgreSQL: synchronous_commit on."""
    found: list[CheckMessage] = []
    for alias in databases or []:
        connection = connections[alias]
        if connection.vendor == "sqlite":
            found += _check_sqlite(connection)
        elif connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SHOW synchronous_commit")
                value = cursor.fetchone()[0]
            if value in {"off"}:
                found.append(Error(f"synchronous_commit is {value}: a commit could be lost", id="tongpan.E003"))
    return found


def _check_sqlite(connection: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if str(connection.settings_dict["OPTIONS"].get("transaction_mode", "")).upper() != "IMMEDIATE":
        found.append(Error("SQLite needs transaction_mode IMMEDIATE", hint="use env.database()", id="tongpan.E001"))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        level = cursor.fetchone()[0]
    if level < 2:
        found.append(Error("SQLite needs PRAGMA synchronous=FULL", hint="use env.database()", id="tongpan.E002"))
    return found


@register()
def check_settings(**_: Any) -> list[CheckMessage]:
    """The ledger's algorithm is one of ours, and there are keys."""
    found: list[CheckMessage] = []
    if getattr(settings, "TONGPAN_LEDGER_ALGORITHM", "sha256") not in ALGORITHMS:
        found.append(Error(f"TONGPAN_LEDGER_ALGORITHM: use {' or '.join(ALGORITHMS)}", id="tongpan.E004"))
    if not settings.TONGPAN_DATA_KEYS or not settings.TONGPAN_INDEX_KEY:
        found.append(Error("TONGPAN_DATA_KEYS and TONGPAN_INDEX_KEY are required", id="tongpan.E005"))
    if getattr(settings, "ATOMIC_REQUESTS", False) or settings.DATABASES["default"].get("ATOMIC_REQUESTS"):
        found.append(Error("ATOMIC_REQUESTS must stay off: actions open their own transactions", id="tongpan.E006"))
    return found
