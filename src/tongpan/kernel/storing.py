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
    """What one request brought, and how that went: until it is written, that it was not."""

    __slots__ = ("brought", "done", "error")

    def __init__(self, brought: Sequence[Statement]) -> None:
        self.brought = brought
        self.done = False
        self.error: Exception | None = RuntimeError("the thread that was to write this was stopped")


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
    _refuse_nested()
    mine = _Waiting(brought)
    _queue.append(mine)
    with _turn:
        while not mine.done:
            _write_waiting()
    if mine.error is not None:
        raise mine.error


def _refuse_nested() -> None:
    """What waits is another thread's, and is written in no transaction of the caller's."""
    open_blocks = transaction.get_connection().atomic_blocks
    if open_blocks and not open_blocks[-1]._from_testcase:
        raise RuntimeError("what is stored together has a transaction of its own")


def _write_waiting() -> None:
    """Write what waits longest, together, or else one by one."""
    batch = [_queue.popleft() for _ in range(min(len(_queue), MOST))]
    try:
        if _fell(batch) and len(batch) > 1:
            for one in batch:
                _fell([one])
    finally:  # whatever happened, nobody waits for a batch that is gone
        for one in batch:
            one.done = True


def _fell(batch: Sequence[_Waiting]) -> bool:
    """Write in one transaction; tell whether it fell for what somebody brought, and not for the file or the disc."""
    try:
        _write([one.brought for one in batch])
    except Exception as error:
        for one in batch:
            one.error = error
        return not isinstance(error, OperationalError)
    for one in batch:
        one.error = None
    return False


def _write(all_brought: Sequence[Sequence[Statement]]) -> None:
    with transaction.atomic(durable=True):
        for brought in all_brought:
            statements.run_together(brought)
