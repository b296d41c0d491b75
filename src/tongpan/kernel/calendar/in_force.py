"""Which calendar is in force now."""

import time
from functools import lru_cache

from django.conf import settings

from tongpan.kernel.brief import kept_briefly
from tongpan.kernel.models import HolidayNotice
from tongpan.law.calendar import WorkCalendar, YearNotice, national, read_notice

KEEP_AT_HAND_SECONDS = 60.0

_held: list[tuple[float, WorkCalendar]] = []


def calendar_in_force(*, fresh: bool = False) -> WorkCalendar:
    """
    Return the calendar that time limits are counted by: packaged and stored notices together.

    It may be a second old, so that a burst of limits asks once; `fresh` asks now.
    """
    return _joined(_read() if fresh else _stored())


def at_hand() -> WorkCalendar:
    """
    Return the calendar for what is only shown (how many working days are left, who has a day off).

    It may be a minute old and costs no query meanwhile. Where nothing may be kept it is the packaged one.
    """
    if not float(getattr(settings, "TONGPAN_STAMP_SECONDS", 1.0)):
        return national()
    moment = time.monotonic()  # the age of an answer, not the time of anything that happened
    if not _held or moment - _held[0][0] > KEEP_AT_HAND_SECONDS:
        _held[:] = [(moment, calendar_in_force())]
    return _held[0][1]


def _read() -> tuple[str, ...]:
    return tuple(HolidayNotice.objects.filter(superseded_at=None).order_by("year").values_list("text", flat=True))


_stored = kept_briefly(_read)


@lru_cache(maxsize=8)
def _joined(texts: tuple[str, ...]) -> WorkCalendar:
    calendar = national()
    for notice in map(read_notice, texts):
        if notice.year <= calendar.awaited_year and not is_older(notice, calendar):
            calendar = calendar.with_year(notice)
    return calendar


def is_older(notice: YearNotice, calendar: WorkCalendar) -> bool:
    """Tell whether the calendar already has a later word on the notice's year: a newer release that ships it."""
    held = next((each for each in calendar.notices if each.year == notice.year), None)
    if held is None:
        return False
    published = [each.published_on for each in held.instruments if each.published_on is not None]
    mine = [each.published_on for each in notice.instruments if each.published_on is not None]
    return not mine or (bool(published) and max(mine) <= max(published))
