"""What the worker does, at the county's own time: messages are handed over, entries sealed, jobs of the day run."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from tongpan.dispatch.actions import report_unsigned
from tongpan.kernel import clock, ledger
from tongpan.kernel.outbox import delivery
from tongpan.kernel.outbox.together import deliver_together

NAME = "simulation"
AT_ONCE = 200


def evening(now: datetime) -> None:
    """Hand over what the day left, report what was not signed in time, seal the ledger."""
    report_unsigned(now=now)
    while messages := delivery.claim(NAME, clock.now(), AT_ONCE):
        for message in deliver_together(messages, now):
            delivery.deliver(message, now)
    while ledger.seal_pending():
        pass


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """
    Let SQLite leave it to the system when what it wrote reaches the disk, and keep made-up notices out of the log.

    A run that is broken off loses nothing by it; a power cut may cost its last moments, never the order of the file.
    """
    log = logging.getLogger("tongpan.notify")
    before, log.disabled = log.disabled, True
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous = NORMAL")
        yield
    finally:
        log.disabled = before
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous = FULL")
