"""What waits, what failed, and trying again."""

from datetime import datetime

from django.db.models import Count, QuerySet

from tongpan.kernel.models import OutboxMessage

Status = OutboxMessage.Status


def failed() -> QuerySet[OutboxMessage]:
    """Return the messages that were given up, oldest first."""
    return OutboxMessage.objects.filter(status=Status.FAILED).order_by("id")


def retry(message_id: int, *, now: datetime) -> bool:
    """Put one failed message back into the queue; subscribers that were done with it stay done."""
    given_up = OutboxMessage.objects.filter(pk=message_id, status=Status.FAILED)
    return bool(given_up.update(status=Status.PENDING, attempts=0, run_after=now, claimed_until=None))


def retry_all(*, now: datetime) -> int:
    """Put every failed message back into the queue; return how many."""
    return failed().update(status=Status.PENDING, attempts=0, run_after=now, claimed_until=None)


def counts() -> dict[str, int]:
    """Return how many messages stand in each status, DONE apart (there may be very many)."""
    rows = OutboxMessage.objects.exclude(status=Status.DONE).values_list("status").annotate(n=Count("id")).order_by()
    return {status: 0 for status in (Status.PENDING.value, Status.RUNNING.value, Status.FAILED.value)} | dict(rows)


def prune(before: datetime) -> int:
    """Delete messages that were dealt with before a moment; the ledger keeps what happened."""
    total = 0
    while True:
        old = list(
            OutboxMessage.objects.filter(status=Status.DONE, finished_at__lt=before).values_list("pk", flat=True)[:500]
        )
        if not old:
            return total
        OutboxMessage.objects.filter(pk__in=old).delete()
        total += len(old)
