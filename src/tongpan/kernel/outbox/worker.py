"""The worker's loop: messages, periodic jobs, the ledger's sequencer, a sign of life."""

import json
import logging
import os
import socket
import threading
import traceback
from datetime import datetime, timedelta

from django.db import DatabaseError, close_old_connections, connection

from tongpan.kernel import clock
from tongpan.kernel.ledger import heads, sequencer
from tongpan.kernel.models import Heartbeat
from tongpan.kernel.outbox import delivery, jobs
from tongpan.kernel.outbox.together import deliver_together

BATCH = {"postgresql": 200, "sqlite": 50}
"""messages taken at once; SQLite has one writer, and nobody should wait long for it"""
SEAL_AT_ONCE = 500
"""few enough that PostgreSQL reads them by the index however old its statistics are"""
PAUSE_SECONDS = 0.2
"""between turns; a turn costs much the same for one message as for thirty, so they are left to gather for a moment"""
BEAT_SECONDS = 5
LATE_SEAL = timedelta(seconds=1)
"""how often it looks a little further back than the newest entry"""
FULL_SEAL = timedelta(minutes=10)
"""how often the sequencer looks for entries that committed long after their neighbours"""

logger = logging.getLogger(__name__)


class Worker:
    """One background process."""

    def __init__(self) -> None:
        self.name = f"worker:{socket.gethostname()}:{os.getpid()}"
        self.stopping = threading.Event()
        self.started_at = clock.now()
        self.delivered = self.sealed = 0
        self.more = False
        """whether the last turn took as many messages as it may, so that others wait"""
        self._last_beat: datetime | None = None
        self._last_full: datetime | None = None
        self._last_late: datetime | None = None

    def stop(self) -> None:
        """Finish the piece of work in hand, then end."""
        self.stopping.set()

    def run(self, *, once: bool = False) -> None:
        """Work until told to stop; with `once`, until nothing waits."""
        while not self.stopping.is_set():
            try:
                did = self.turn(clock.now())
            except DatabaseError:
                logger.exception("the database does not answer; trying again")
                connection.close()
                self.stopping.wait(2)
                continue
            if once:
                if not did:
                    break
                continue
            if not self.more:
                self.stopping.wait(PAUSE_SECONDS)
            close_old_connections()
        heads.export_head()
        Heartbeat.objects.filter(name=self.name).delete()

    def turn(self, now: datetime) -> int:
        """Do what is due now; return how much that was."""
        self._beat(now)
        did = self._seal(now)
        most = BATCH[connection.vendor]
        messages = delivery.claim(self.name, now, most)
        self.more = len(messages) == most
        alone = deliver_together(messages, clock.now()) if messages else []
        did += len(messages)
        self.delivered += len(messages) - len(alone)
        for message in alone:
            delivery.deliver(message, clock.now())
            self.delivered += 1
            did += self._seal(now)
            if self.stopping.is_set():
                break
        job = jobs.claim_due(now)
        if job is not None:
            did += 1
            run_job(job, now)
        return did

    def _seal(self, now: datetime) -> int:
        full = self._last_full is None or now - self._last_full >= FULL_SEAL
        late = self._last_late is None or now - self._last_late >= LATE_SEAL
        if not (full or late or sequencer.anything_new()):
            return 0
        if late:
            self._last_late = now
        if full:
            self._last_full = now
        sealed = sequencer.seal_pending(SEAL_AT_ONCE, full=full, late=late)
        if sealed:
            self.sealed += sealed
            heads.export_if_due()
        return sealed

    def _beat(self, now: datetime) -> None:
        if self._last_beat is not None and (now - self._last_beat).total_seconds() < BEAT_SECONDS:
            return
        if self._last_beat is None:
            jobs.enlist(now)
            Heartbeat.objects.filter(kind="worker", at__lt=now - timedelta(days=1)).delete()
        self._last_beat = now
        state = json.dumps({"delivered": self.delivered, "sealed": self.sealed})
        Heartbeat.objects.update_or_create(
            name=self.name, defaults={"kind": "worker", "at": now, "started_at": self.started_at, "state": state}
        )
        heads.export_if_due()


def run_job(job: jobs.Job, now: datetime) -> bool:
    """Run one periodic job and keep how it went; return whether it went well."""
    error = ""
    try:
        job.run(now)
    except Exception:
        logger.exception("%s failed", job.name)
        error = traceback.format_exc()
    jobs.note(job, clock.now(), error)
    return not error
