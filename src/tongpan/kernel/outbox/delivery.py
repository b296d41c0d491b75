"""
Claiming messages and handing them to their subscribers.

A message comes at least once: a worker that is killed between an effect and its receipt has the message come again.
Whoever cannot see from the records that the work is done signs for it in the transaction of the effect (`sign`); what
has several effects, such as notices to several people, signs for each part.
"""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet

from tongpan.kernel import clock
from tongpan.kernel.models import OutboxMessage, OutboxReceipt
from tongpan.kernel.outbox.events import Event, Subscriber, load, subscribers_of

LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRST_PAUSE = timedelta(seconds=5)
LAST_ERROR_CHARS = 4000
Status = OutboxMessage.Status

logger = logging.getLogger(__name__)
_in_hand: ContextVar[tuple[OutboxMessage, str, datetime] | None] = ContextVar("message in hand", default=None)


def sign(part: str = "") -> bool:
    """
    Sign for the message in hand, or for one part of the work; call it in the transaction of the effect.

    Return False if that was signed for before: then the effect is there, and must not come twice. Where no message is
    in hand (an action called by a page), there is nothing to sign, and the work is always to be done.
    """
    held = _in_hand.get()
    if held is None:
        return True
    message, subscriber, now = held
    receipt = f"{subscriber}#{part}" if part else subscriber
    _, fresh = OutboxReceipt.objects.get_or_create(message=message, subscriber=receipt, defaults={"at": now})
    return fresh


def signed(part: str) -> bool:
    """Tell whether one part of the work for the message in hand was signed for."""
    held = _in_hand.get()
    if held is None:
        return False
    message, subscriber, _ = held
    return OutboxReceipt.objects.filter(message=message, subscriber=f"{subscriber}#{part}").exists()


@contextmanager
def _holding(message: OutboxMessage, subscriber: Subscriber, now: datetime) -> Iterator[None]:
    token = _in_hand.set((message, subscriber.name, now))
    try:
        yield
    finally:
        _in_hand.reset(token)


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failures: 5 s, 10 s, 20 s … about 10 minutes, an hour at most."""
    return min(FIRST_PAUSE * (1 << attempts - 1), timedelta(hours=1))


def claim(worker: str, now: datetime, limit: int) -> list[OutboxMessage]:
    """
    Take messages that are due, for five minutes. One that a killed worker held comes back when that time is over.

    PostgreSQL skips what another worker holds; on SQLite the transaction itself is the lock.
    """
    due = Q(status=Status.PENDING) | Q(status=Status.RUNNING, claimed_until__lt=now)
    waiting = OutboxMessage.objects.filter(due, run_after__lte=now, status__in=[Status.PENDING, Status.RUNNING])
    if not waiting.exists():
        return []
    with transaction.atomic():
        rows = waiting.order_by("run_after", "id")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        mine = [row.pk for row in rows.only("pk")[:limit]]
        OutboxMessage.objects.filter(pk__in=mine).update(
            status=Status.RUNNING, claimed_until=now + LEASE, claimed_by=worker, attempts=F("attempts") + 1
        )
    return list(OutboxMessage.objects.filter(pk__in=mine).order_by("run_after", "id"))


def deliver(message: OutboxMessage, now: datetime) -> bool:
    """Hand one claimed message to every subscriber that wants it and has not had it; return whether all are done."""
    try:
        event = load(message.name, message.payload)
    except (LookupError, ValueError, TypeError) as error:
        return _put_back(message, now, f"{type(error).__name__}: {error}")
    done = set(message.receipts.values_list("subscriber", flat=True))
    errors = []
    for subscriber in subscribers_of(message.name):
        if subscriber.name not in done and subscriber.wants(event):
            errors.append(_hand_over(message, event, subscriber, now))
    problems = "\n".join(error for error in errors if error)
    if problems:
        return _put_back(message, now, problems)
    _held(message).update(status=Status.DONE, finished_at=clock.now(), claimed_until=None, last_error="")
    return True


def _hand_over(message: OutboxMessage, event: Event, subscriber: Subscriber, now: datetime) -> str:
    try:
        with _holding(message, subscriber, now):
            if subscriber.together is None:
                subscriber.handle(event, now)
                sign()
            else:
                _once(subscriber, event, now)
    except Exception:
        logger.exception("%s failed on %s #%s", subscriber.name, message.name, message.pk)
        return f"{subscriber.name}\n{traceback.format_exc()}"
    return ""


def _once(subscriber: Subscriber, event: Event, now: datetime) -> None:
    """Who takes many events at once changes rows only: effect and receipt stand or fall together."""
    with transaction.atomic():
        if sign():
            subscriber.handle(event, now)


def _held(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    """The message, as long as nobody else took it over."""
    return OutboxMessage.objects.filter(
        pk=message.pk, status=Status.RUNNING, claimed_by=message.claimed_by, attempts=message.attempts
    )


def _put_back(message: OutboxMessage, now: datetime, error: str) -> bool:
    given_up = message.attempts >= MOST_ATTEMPTS
    _held(message).update(
        status=Status.FAILED if given_up else Status.PENDING,
        run_after=now + pause_after(message.attempts),
        claimed_until=None,
        last_error=error[-LAST_ERROR_CHARS:],
        finished_at=now if given_up else None,
    )
    return False
