"""Storing a published holiday notice (登记放假通知)."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from django.db import connection

from tongpan.kernel import ledger
from tongpan.kernel.calendar.in_force import calendar_in_force, is_older
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.models import HolidayNotice
from tongpan.kernel.outbox import Event, publish
from tongpan.law.calendar import CalendarUnknown, InvalidNotice, WorkCalendar, YearNotice, national
from tongpan.law.gazette import read_publication, write_notice

MOST_CHARACTERS = 20_000


@dataclass(frozen=True, slots=True)
class HolidaysPublished(Event):
    """A year's holiday notice was stored: what waited for it can be computed."""

    name: ClassVar[str] = "calendar.holidays_published"
    year: int


def preview(text: str) -> tuple[YearNotice, WorkCalendar]:
    """
    Return the notice in a text, and the calendar that would be in force with it. Nothing is stored.

    :raises Invalid: if the text is not a notice, or not one that can be added now
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            f"文字太长（{len(text)}字），放假通知不会超过{MOST_CHARACTERS}字，请只粘贴通知", code="calendar.long"
        )
    current = calendar_in_force(fresh=True)
    try:
        notice = read_publication(text)
        if notice.year > current.awaited_year:
            reason = f"还没有{current.awaited_year}年的放假通知，请先登记{current.awaited_year}年的"
            raise Invalid(reason, code="calendar.gap")
        if notice.year < current.first_published.year:
            raise Invalid(f"工作日历从{current.first_published.year}年开始，更早的年份不能登记", code="calendar.early")
        if is_older(notice, national()):
            reason = f"系统自带{notice.year}年的放假安排；要更正，请登记印发日期更晚的通知（须写明印发日期）"
            raise Invalid(reason, code="calendar.older")
        return notice, current.with_year(notice)
    except (InvalidNotice, CalendarUnknown) as mistake:
        raise Invalid(str(mistake), code="calendar.invalid") from mistake


def store_notice(text: str, *, actor: str, now: datetime) -> HolidayNotice:
    """
    Store a notice in the caller's transaction, and tell the worker that limits can be computed.

    :raises Invalid: as `preview`
    :raises Conflict: if the year is already stored with these very days
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice is stored in the caller's transaction")
    notice, calendar = preview(text)
    if calendar.version == calendar_in_force(fresh=True).version:
        raise Conflict(f"{notice.year}年的放假安排已经登记，内容相同", code="calendar.same")
    instrument = notice.instruments[-1] if notice.instruments else None
    HolidayNotice.objects.filter(year=notice.year, superseded_at=None).update(superseded_at=now)
    row = HolidayNotice.objects.create(
        year=notice.year,
        title=instrument.title if instrument else f"{notice.year}年部分节假日安排",
        number=instrument.number if instrument else "",
        published_on=instrument.published_on if instrument else None,
        text=write_notice(notice),
        version=calendar.version,
        recorded_at=now,
        recorded_by=actor,
    )
    facts = {"year": row.year, "title": row.title, "number": row.number, "version": row.version}
    ledger.record("calendar.published", subject=row, actor=actor, at=now, published_on=row.published_on, **facts)
    publish(HolidaysPublished(notice.year))
    return row
