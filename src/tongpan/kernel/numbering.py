"""
Numbers (编号, 文号): gap-free per block, unique per series and year, without one hot row in every transaction.

A process leases a block in a transaction of its own and hands out its numbers from memory; `take` is therefore called
before the action's transaction begins. What is left of a block when a process ends is never used again; numbers of a
lost phone or pad are declared void with their reason. The unique constraint on the numbered record is the last word.
"""

import os
import socket
import threading
from datetime import date, datetime

from django.db import connection, transaction

from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import NumberBlock, NumberSeries, VoidNumber

BLOCK = 50
_lock = threading.Lock()
_blocks: dict[tuple[int, str, int], tuple[int, int]] = {}
"""(process, series, year) → (next number, last number)"""


def take(series: str, year: int, *, at: datetime) -> int:
    """Return the next number of a series; call it before the action's transaction."""
    if date_of(at).year != year:
        return take_many(series, year, 1, at=at)[0]
    key = (os.getpid(), series, year)
    with _lock:
        number, last = _blocks.get(key, (1, 0))
        if number > last:
            number, last = lease(series, year, BLOCK, holder=_holder(), at=at)
        _blocks[key] = (number + 1, last)
        return number


def take_many(series: str, year: int, n: int, *, at: datetime) -> range:
    """Return `n` numbers in a row, straight from the counter; call it before the action's transaction."""
    if n < 1:
        return range(0)
    first, last = lease(series, year, n, holder=_holder(), at=at)
    return range(first, last + 1)


def lease(series: str, year: int, n: int, *, holder: str, at: datetime) -> tuple[int, int]:
    """Hand out a block to a process, a phone or a paper pad; return its first and last number."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {NumberSeries._meta.db_table} (series, year, last) VALUES (%s, %s, %s) "
                f"ON CONFLICT (series, year) DO UPDATE SET last = {NumberSeries._meta.db_table}.last + excluded.last "
                "RETURNING last",
                [series, year, n],
            )
            last = int(cursor.fetchone()[0])
        NumberBlock.objects.create(
            series=series,
            year=year,
            first=last - n + 1,
            last=last,
            holder=holder,
            leased_at=at,
            expires_on=date(year, 12, 31),
        )
    return last - n + 1, last


def void(series: str, year: int, numbers: range, *, reason: str, actor: str, at: datetime) -> None:
    """
    Declare numbers void, in the caller's transaction; the caller records it in the ledger.

    :raises Invalid: if no reason is given, or a number was never handed out
    :raises Conflict: if one is void already
    """
    if not reason.strip():
        raise Invalid("请填写作废原因", fields={"reason": "请填写作废原因"})
    counter = NumberSeries.objects.filter(series=series, year=year).first()
    if counter is None or not numbers or numbers[0] < 1 or numbers[-1] > counter.last:
        raise Invalid("这些号码没有发出过，请核对字轨、年份和号码")
    if VoidNumber.objects.filter(series=series, year=year, n__gte=numbers[0], n__lte=numbers[-1]).exists():
        raise Conflict("其中有号码已经作废，请刷新后核对")
    VoidNumber.objects.bulk_create(
        VoidNumber(series=series, year=year, n=n, reason=reason, actor=actor, at=at) for n in numbers
    )


def is_void(series: str, year: int, n: int) -> bool:
    """Tell whether a number was declared void."""
    return VoidNumber.objects.filter(series=series, year=year, n=n).exists()


def forget_blocks() -> None:
    """Drop the blocks held in memory (after the database was put back to an earlier state, and in tests)."""
    with _lock:
        _blocks.clear()


def _holder() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"
