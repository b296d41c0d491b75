"""Many messages handed over at once, and subscribers that do not want every event."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import IntegrityError, transaction

from tongpan.kernel import clock, outbox
from tongpan.kernel.models import OutboxMessage, OutboxReceipt
from tongpan.kernel.outbox import delivery, events
from tongpan.kernel.outbox.together import deliver_together

Status = OutboxMessage.Status


@dataclass(frozen=True)
class Counted(outbox.Event):
    name: ClassVar[str] = "tests.counted"

    number: int


class Heard:
    """What reached whom, and which numbers a subscriber cannot bear."""

    def __init__(self) -> None:
        self.at_once: list[list[int]] = []
        self.alone: list[int] = []
        self.unbearable: set[int] = set()
        self.broken = 0


@pytest.fixture
def heard() -> Iterator[Heard]:
    """One subscriber takes many at once, another each odd number alone."""
    heard = Heard()

    def many(them: list[Counted], now: datetime) -> None:
        if heard.unbearable & {one.number for one in them}:
            raise IntegrityError("UNIQUE constraint failed")
        heard.at_once.append([one.number for one in them])

    def odd(one: Counted, now: datetime) -> None:
        if heard.broken:
            heard.broken -= 1
            raise OSError("网关没有应答")
        heard.alone.append(one.number)

    outbox.subscribe_together(Counted)(many)
    outbox.subscribe(Counted, when=lambda event: event.number % 2 == 1)(odd)
    yield heard
    events._subscribers.pop(Counted.name)


def publish(*numbers: int) -> None:
    with transaction.atomic():
        outbox.publish_many(map(Counted, numbers))


def turn(at: datetime) -> int:
    """What the worker does with messages; return how many went their own way."""
    alone = deliver_together(delivery.claim("worker:test", at, 50), at)
    for message in alone:
        delivery.deliver(message, at)
    return len(alone)


def statuses() -> list[str]:
    return list(OutboxMessage.objects.order_by("id").values_list("status", flat=True))


@pytest.mark.django_db(transaction=True)
class TestTogether:
    def test_many_messages_are_handed_over_at_once_each_with_its_receipt(self, heard):
        publish(2, 4, 6)

        alone = turn(clock.now())

        assert (alone, heard.at_once, heard.alone) == (0, [[2, 4, 6]], [])
        assert statuses() == [Status.DONE] * 3
        assert OutboxReceipt.objects.count() == 3

    def test_what_fails_at_once_is_tried_alone_and_only_the_culprit_waits(self, heard):
        heard.unbearable = {4}
        publish(2, 4, 6)

        turn(clock.now())

        assert heard.at_once == [[2], [6]]
        assert statuses() == [Status.DONE, Status.PENDING, Status.DONE]
        assert "UNIQUE constraint failed" in OutboxMessage.objects.get(status=Status.PENDING).last_error

    def test_nobody_hears_twice_of_what_was_given_up_and_is_tried_again(self, heard):
        publish(3, 2)
        heard.broken = delivery.MOST_ATTEMPTS
        at = clock.now()
        for _ in range(delivery.MOST_ATTEMPTS):
            turn(at)
            at += timedelta(hours=2)
        (given_up,) = outbox.failed()

        assert outbox.retry(given_up.pk, now=at)
        turn(at)

        assert (heard.at_once, heard.alone) == ([[3, 2]], [3])
        assert statuses() == [Status.DONE] * 2


@pytest.mark.django_db(transaction=True)
class TestWhen:
    def test_who_does_not_want_an_event_is_not_waited_for(self, heard):
        publish(1, 2)

        assert turn(clock.now()) == 1
        assert heard.alone == [1]

    def test_nor_handed_it_where_messages_go_one_by_one(self, heard):
        publish(1, 2)
        at = clock.now()

        for message in delivery.claim("worker:test", at, 50):
            delivery.deliver(message, at)

        assert (heard.at_once, heard.alone) == ([[1], [2]], [1])
        assert statuses() == [Status.DONE] * 2
