"""Events: frozen dataclasses of plain values, published in a transaction, received by named subscribers."""

import dataclasses
import functools
import json
import typing
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import connection

from tongpan.kernel import clock, rows, statements
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.statements import Statement


@dataclasses.dataclass(frozen=True)
class Event:
    """Base of every event. A subclass is a frozen dataclass with plain fields and a stable dotted `name`."""

    name: ClassVar[str] = ""

    _classes: ClassVar[dict[str, type["Event"]]] = {}

    def __init_subclass__(cls, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if not cls.name:
            raise TypeError(f"{cls.__name__} needs a name")
        known = Event._classes.get(cls.name)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise TypeError(f"two events are called {cls.name}")
        Event._classes[cls.name] = cls


E = TypeVar("E", bound=Event)
Handler = Callable[[Any, datetime], None]
HandlerTogether = Callable[[list[Any], datetime], None]


@dataclasses.dataclass(frozen=True, slots=True)
class Subscriber:
    """
    A function that wants one kind of event, under a name that stays the same over restarts.

    `together` is set where it takes many events at once, in the transaction that also writes their receipts.
    """

    name: str
    handle: Handler
    together: HandlerTogether | None = None
    when: Callable[[Any], bool] | None = None
    """which events it wants at all; None: every one"""

    def wants(self, event: Event) -> bool:
        """Tell whether there is anything to do for one event."""
        return self.when is None or self.when(event)


_subscribers: dict[str, dict[str, Subscriber]] = {}


def subscribe(
    event: type[E], *, when: Callable[[E], bool] | None = None
) -> Callable[[Callable[[E, datetime], None]], Callable[[E, datetime], None]]:
    """
    Make a function ``(event, now)`` receive the events of one class. It is an edge: it calls actions.

    `when` says by the event's fields alone whether there is anything to do.
    """

    def register(handler: Callable[[E, datetime], None]) -> Callable[[E, datetime], None]:
        name = _name_of(handler)
        _subscribers.setdefault(event.name, {})[name] = Subscriber(name, handler, when=when)
        return handler

    return register


def subscribe_together(
    event: type[E],
) -> Callable[[Callable[[list[E], datetime], None]], Callable[[list[E], datetime], None]]:
    """
    Make a function ``(events, now)`` receive the waiting events of one class at once.

    It runs in a transaction of the worker's, with the receipts: its effect stands exactly once. So it changes rows and
    calls steps only; whoever sends messages or calls actions subscribes for each event alone.
    """

    def register(handler: Callable[[list[E], datetime], None]) -> Callable[[list[E], datetime], None]:
        name = _name_of(handler)

        def alone(one: E, now: datetime) -> None:
            handler([one], now)

        _subscribers.setdefault(event.name, {})[name] = Subscriber(name, alone, handler)
        return handler

    return register


def _name_of(handler: Callable[..., None]) -> str:
    return f"{handler.__module__.removeprefix('tongpan.')}.{handler.__qualname__}"


def subscribers_of(name: str) -> list[Subscriber]:
    """Return who wants events of that name, in a stable order."""
    return [subscriber for _, subscriber in sorted(_subscribers.get(name, {}).items())]


def publish(event: Event, *, delay: timedelta = timedelta()) -> None:
    """Write one event in the caller's transaction: one statement."""
    publish_many([event], delay=delay)


def publish_many(events: Iterable[Event], *, delay: timedelta = timedelta()) -> None:
    """Write many events in the caller's transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an event is published in the transaction of what it tells of")
    for statement in published(events, delay=delay):
        statements.run(statement.sql, statement.values)


def published(events: Iterable[Event], *, delay: timedelta = timedelta()) -> list[Statement]:
    """Return the statements that publish events; they are run in the transaction of what the events tell of."""
    now = clock.now()  # the worker's clock, not the law's: it only orders the queue
    return rows.inserts(
        [
            rows.New(
                OutboxMessage,
                {"name": event.name, "payload": dump(event), "run_after": now + delay, "created_at": now},
            )
            for event in events
        ]
    )


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, set | frozenset):
        return sorted(value, key=str)
    raise TypeError(f"{type(value).__name__} cannot stand in an event")


def dump(event: Event) -> str:
    """Return an event's fields as JSON."""
    fields = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"), default=_plain)


def load(name: str, payload: str) -> Event:
    """
    Return the event that a message holds, its fields in their declared types.

    :raises LookupError: if no event has that name
    """
    event = Event._classes.get(name)
    if event is None:
        raise LookupError(f"no event is called {name}")
    readers = _readers(name)
    return event(
        **{
            key: value if value is None or (reader := readers[key]) is None else reader(value)
            for key, value in json.loads(payload).items()
            if key in readers
        }
    )


@functools.lru_cache(maxsize=256)
def _readers(name: str) -> dict[str, Callable[[Any], Any] | None]:
    """Return for each field of an event what gives a JSON value its declared type; None where JSON gives it already."""
    event = Event._classes[name]
    hints = typing.get_type_hints(event)
    return {field.name: _reader(hints[field.name]) for field in dataclasses.fields(event)}


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    arguments = typing.get_args(hint)
    origin = typing.get_origin(hint)
    if origin in (tuple, list, set, frozenset):
        inner = _reader(arguments[0]) if arguments else None
        if inner is None:
            return None if origin is list else origin
        return lambda value: origin(item if item is None else inner(item) for item in value)
    if arguments and origin is not dict:
        return _reader(next((one for one in arguments if one is not type(None)), Any))
    if isinstance(hint, type):
        if issubclass(hint, datetime | date):
            return hint.fromisoformat
        if issubclass(hint, UUID | Decimal | Enum):
            return hint
    return None
