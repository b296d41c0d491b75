"""Handing many messages at once to the subscribers that take them so: one transaction for effects and receipts."""

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from tongpan.kernel import clock, rows
from tongpan.kernel.models import OutboxMessage, OutboxReceipt
from tongpan.kernel.outbox.events import Event, Subscriber, load, subscribers_of

Status = OutboxMessage.Status

logger = logging.getLogger(__name__)


def deliver_together(messages: Sequence[OutboxMessage], now: datetime) -> list[OutboxMessage]:
    """
    Hand claimed messages to those who take many at once; return the messages that somebody still wants alone.

    Where that fails nothing has happened, and each message goes its own way, with retry.
    """
    done = _receipts(messages)
    by_name: dict[str, list[tuple[OutboxMessage, Event]]] = defaultdict(list)
    for message in messages:
        event = _readable(message)
        if event is not None:
            by_name[message.name].append((message, event))
    finished: list[OutboxMessage] = []
    for name, pairs in by_name.items():
        subscribers = subscribers_of(name)
        for subscriber in subscribers:
            _hand_over(subscriber, [pair for pair in pairs if subscriber.name not in done[pair[0].pk]], done, now)
        for message, event in pairs:
            wanted = {subscriber.name for subscriber in subscribers if subscriber.wants(event)}
            if wanted <= done[message.pk]:
                finished.append(message)
    _finish(finished)
    gone = {message.pk for message in finished}
    return [message for message in messages if message.pk not in gone]


def _readable(message: OutboxMessage) -> Event | None:
    """What cannot be read is told where messages are handed over one by one."""
    try:
        return load(message.name, message.payload)
    except (LookupError, ValueError, TypeError):
        return None


def _receipts(messages: Iterable[OutboxMessage]) -> dict[int, set[str]]:
    """Ask for all: one that was given up and told to try again counts its attempts from the start."""
    done: dict[int, set[str]] = {message.pk: set() for message in messages}
    receipts = OutboxReceipt.objects.filter(message_id__in=list(done))
    for message_id, subscriber in receipts.values_list("message_id", "subscriber"):
        done[message_id].add(subscriber)
    return done


def _hand_over(
    subscriber: Subscriber, pairs: list[tuple[OutboxMessage, Event]], done: dict[int, set[str]], now: datetime
) -> None:
    if subscriber.together is None or not pairs:
        return
    try:
        with transaction.atomic():
            subscriber.together([event for _, event in pairs], now)
            rows.insert(
                [
                    rows.New(OutboxReceipt, {"message_id": message.pk, "subscriber": subscriber.name, "at": now})
                    for message, _ in pairs
                ]
            )
    except Exception:
        logger.exception("%s failed on %s messages at once; each is tried alone", subscriber.name, len(pairs))
        return
    for message, _ in pairs:
        done[message.pk].add(subscriber.name)


def _finish(messages: Sequence[OutboxMessage]) -> None:
    """Mark messages as done that nobody else took over."""
    if messages:
        OutboxMessage.objects.filter(
            pk__in=[message.pk for message in messages], status=Status.RUNNING, claimed_by=messages[0].claimed_by
        ).update(status=Status.DONE, finished_at=clock.now(), claimed_until=None, last_error="")
