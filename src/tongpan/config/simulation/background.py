"""What the worker does, at the county's own time: messages are handed over, entries sealed, jobs of the day run."""

import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
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
def at_its_own_pace() -> Iterator[None]:
    """
    Let nothing hang on how fast this machine is, and keep made-up notices out of the log.

    SQLite leaves it to the system when what it wrote reaches the disk: a run that is broken off loses nothing by it, a
    power cut may cost its last moments, never the order of the file. What processes keep of lists and lessons for a
    second of the clock is kept for the county's day: it learns overnight.
    """
    log = logging.getLogger("tongpan.notify")
    before, log.disabled = log.disabled, True
    seconds, settings.TONGPAN_STAMP_SECONDS = settings.TONGPAN_STAMP_SECONDS, math.inf
    try:
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous = NORMAL")
        yield
    finally:
        log.disabled = before
        settings.TONGPAN_STAMP_SECONDS = seconds
        if connection.vendor == "sqlite":
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA synchronous = FULL")
