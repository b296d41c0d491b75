"""系统运行: health, what waits in the background, and how the ledger stands."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tongpan.kernel import health, ledger
from tongpan.kernel.ledger import Head
from tongpan.kernel.models import Delivery, Heartbeat, LedgerHead, OutboxMessage, RefusedAttempt, ScheduledJob
from tongpan.kernel.outbox import status

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """How the site runs."""

    report: dict[str, Any]
    waiting: dict[str, int]
    failed: list[OutboxMessage]
    jobs: list[ScheduledJob]
    processes: list[Heartbeat]
    undelivered: list[Delivery]
    refused_today: int

    @property
    def free_gb(self) -> float:
        """Free disk space in gigabytes."""
        return round(int(self.report.get("disk_free_bytes", 0)) / 1024**3, 1)


def running(now: datetime) -> Running:
    """Return how the site runs; a dozen small queries."""
    return Running(
        report=health.report(now),
        waiting=status.counts(),
        failed=list(status.failed()[:SHOWN]),
        jobs=list(ScheduledJob.objects.order_by("name")),
        processes=list(Heartbeat.objects.order_by("-at")[:8]),
        undelivered=list(Delivery.objects.filter(status="FAILED").order_by("-at")[:8]),
        refused_today=RefusedAttempt.objects.filter(at__gte=now - timedelta(days=1)).count(),
    )


@dataclass(frozen=True, slots=True)
class LedgerState:
    """The head, what waits for its place, and the latest heads."""

    head: Head | None
    pending: int
    heads: list[LedgerHead]


def ledger_state() -> LedgerState:
    """Return how the ledger stands; three queries. Verifying it is for the command line: it reads everything."""
    return LedgerState(ledger.current_head(), ledger.pending_count(), list(LedgerHead.objects.order_by("-size")[:12]))
