"""
What one request stores, in a durable transaction of its own or in one with others that wait at the same moment.

SQLite has one writer, and each commit waits for the disc. While one thread of a process writes, others wait; what they
brought is then written by the first of them in one transaction, and each goes on when that stands on the disc. What
cannot stand (a number that is taken) fails alone: then each is written by itself.

PostgreSQL does this itself (it lets several commits share one flush), so there each is a transaction of its own.
"""

import threading
from collections import deque
from collections.abc import Sequence

from django.db import OperationalError, transaction

from tongpan.kernel import statements
from tongpan.kernel.statements import Statement

MOST = 32
"""requests in one transaction, so that nobody waits long for the first of them"""


class _Waiting:
    """What one request brought, and how that went."""

    __slots__ = ("brought", "done", "error")

    def __init__(self, brought: Sequence[Statement]) -> None:
        self.brought = brought
        self.done = False
        self.error: BaseException | None = None


_queue: deque[_Waiting] = deque()
_turn = threading.Lock()
"""held by the thread that writes"""


def store(brought: Sequence[Statement]) -> None:
    """
    Store what belongs together, whole or not at all; when this returns, it is committed.

    The statements may run a second time, after a first try was undone.

    :raises RuntimeError: if the caller has a transaction open
    :raises IntegrityError: if it cannot stand; what others brought is not touched by that
    """
    if statements.vendor() != "sqlite":
        _write([brought])
        return
    mine = _Waiting(brought)
    _queue.append(mine)
    with _turn:
        while not mine.done:
            _write_waiting()
    if mine.error is not None:
        raise mine.error


def _write_waiting() -> None:
    """Write what waits longest; each is marked as done only when that stands, or with what went wrong."""
    batch = [_queue.popleft() for _ in range(min(len(_queue), MOST))]
    try:
        _write([one.brought for one in batch])
    except OperationalError as error:  # no fault of what was brought: the file is locked, the disc is full
        _failed(batch, error)
    except Exception as error:
        if len(batch) == 1:
            _failed(batch, error)
        else:
            _each_alone(batch)
    except BaseException as error:
        _failed(batch, error)
        raise
    finally:  # whatever happened, nobody waits for a batch that is gone
        for one in batch:
            one.done = True


def _each_alone(batch: Sequence[_Waiting]) -> None:
    for one in batch:
        try:
            _write([one.brought])
        except Exception as error:
            one.error = error


def _failed(batch: Sequence[_Waiting], error: BaseException) -> None:
    for one in batch:
        one.error, one.done = error, True


def _write(all_brought: Sequence[Sequence[Statement]]) -> None:
    with transaction.atomic(durable=True):
        for brought in all_brought:
            statements.run_together(brought)
