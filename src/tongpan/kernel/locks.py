"""Locks on what is no row, such as a content in a store: held until the end of the transaction, on both databases."""

import hashlib

from django.db import connection


def hold(name: str) -> None:
    """Wait until nobody else holds a name, and hold it to the end of the caller's transaction. On SQLite that is it."""
    assert connection.in_atomic_block
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
