"""
Which edition of a county's places is current.

One row says whether anything changed, one row per county says what. A process asks at most once in
``TONGPAN_STAMP_SECONDS`` (one second by default), so that a lookup costs no statement of its own.
"""

import time
from uuid import UUID

from django.conf import settings

from tongpan.places.models import PlaceStamp

EVERYTHING = "all"


class _Editions:
    """What this process last read."""

    def __init__(self) -> None:
        self.checked = float("-inf")
        self.tokens: dict[str, UUID] = {}

    def refresh(self) -> None:
        seconds = getattr(settings, "TONGPAN_STAMP_SECONDS", 1.0)
        moment = time.monotonic()  # the age of a cache, not the time of anything that happened
        if moment - self.checked < seconds:
            return
        current = PlaceStamp.objects.filter(key=EVERYTHING).values_list("token", flat=True).first()
        if current is None:
            self.tokens = {}
        elif current != self.tokens.get(EVERYTHING):
            self.tokens = dict(PlaceStamp.objects.values_list("key", "token"))
        self.checked = moment


_editions = _Editions()


def edition() -> UUID | None:
    """Return the token of all places together."""
    _editions.refresh()
    return _editions.tokens.get(EVERYTHING)


def county_edition(county_id: UUID) -> UUID | None:
    """Return the token of one county's places; None if nothing was ever loaded there."""
    _editions.refresh()
    return _editions.tokens.get(county_id.hex)


def forget() -> None:
    """Ask again at the next lookup: this process has just changed something."""
    _editions.checked = float("-inf")
