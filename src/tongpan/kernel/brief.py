"""
Answers that may be a moment old.

Who holds a token, which team answers for a field: asked with every request, changed by the month. A process keeps such
an answer for ``TONGPAN_STAMP_SECONDS`` (one second by default; 0 keeps nothing), so that a burst of requests asks once.
"""

import functools
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.conf import settings

MOST = 4096
P = ParamSpec("P")
T = TypeVar("T")


def kept_briefly(read: Callable[P, T]) -> Callable[P, T]:
    """Make a reading function keep its answers, each by its arguments; a refusal is never kept."""
    kept: dict[object, tuple[float, T]] = {}

    @functools.wraps(read)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        seconds = float(getattr(settings, "TONGPAN_STAMP_SECONDS", 1.0))
        if not seconds:
            return read(*args, **kwargs)
        key = (args, tuple(sorted(kwargs.items())))
        moment = time.monotonic()  # the age of an answer, not the time of anything that happened
        found = kept.get(key)
        if found is not None and moment - found[0] < seconds:
            return found[1]
        answer = read(*args, **kwargs)
        if len(kept) >= MOST:
            kept.clear()
        kept[key] = (moment, answer)
        return answer

    return asked
