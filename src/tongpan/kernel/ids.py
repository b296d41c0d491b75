"""Identifiers: UUID version 7 (RFC 9562), so that keys sort by the time they were made."""

import os
import threading
import time
from datetime import datetime
from uuid import UUID

_lock = threading.Lock()
_last = 0
_turn = 0


def uuid7() -> UUID:
    """Return a new identifier; within one process they strictly increase."""
    global _last
    with _lock:
        # 48 bits of milliseconds and 12 bits of the fraction, kept monotonic
        stamp = max(time.time_ns() * 4096 // 1_000_000, _last + 1)
        _last = stamp
    return _laid_out((stamp >> 12) & (2**48 - 1), stamp & 0xFFF, _chance())


def uuid7_at(moment: datetime) -> UUID:
    """Return a new identifier that bears a given moment; up to 4,096 of one moment increase within a process."""
    global _turn
    with _lock:
        _turn = (_turn + 1) & 0xFFF
        turn = _turn
    return _laid_out(_milliseconds(moment), turn, _chance())


def uuid7_floor(moment: datetime) -> UUID:
    """Return the smallest identifier that could have been made at an aware moment, to bound a range of keys by time."""
    return _laid_out(_milliseconds(moment), 0, 0)


def _milliseconds(moment: datetime) -> int:
    return max(0, int(moment.timestamp() * 1000))


def _chance() -> int:
    return int.from_bytes(os.urandom(8), "big") & (2**62 - 1)


def _laid_out(milliseconds: int, turn: int, chance: int) -> UUID:
    """48 bits of milliseconds, the version, 12 bits that order one millisecond, the variant, 62 bits of chance."""
    return UUID(int=milliseconds << 80 | 0x7 << 76 | turn << 64 | 0b10 << 62 | chance)
