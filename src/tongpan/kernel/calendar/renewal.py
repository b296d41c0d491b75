"""Computing limits again when a notice is out (期限重算): in chunks, each change in the ledger, no party made worse."""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from tongpan.kernel.calendar.in_force import calendar_in_force
from tongpan.kernel.ledger import Entry, SubjectRef, record_many
from tongpan.kernel.models import TimeLimit
from tongpan.law.calendar import WorkCalendar
from tongpan.law.faces import reading
from tongpan.law.period import InvalidPeriod, Kind, Limit, Period, Start, Unit, chinese_day, compute
from tongpan.law.refusal import LawRefused

CHUNK = 500
COUNTED = (Unit.WORKDAY, Unit.DAY, Unit.MONTH, Unit.YEAR)
ACTOR = "system:calendar"
ENDS = ("due_on", "safe_end", "legal_end", "awaiting_year", "earliest_safe_on", "suspended_since")
FAVOURING = (Kind.RIGHT_UNTIL, Kind.NOT_BEFORE)
"""Kinds whose day may have been told to a party, who relies on it: it moves later or stays, never earlier."""

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Renewal:
    """What came of it."""

    changed: int = 0
    unchanged: int = 0
    failed: int = 0


def renew_limits(now: datetime, *, year: int | None = None, chunk: int = CHUNK) -> Renewal:
    """
    Compute every open limit again that waits for a year which is now published; each chunk commits by itself.

    With `year`, also those that already had a day which its notice may have moved. A limit that cannot be computed is
    left as it was and logged; it stops nothing. Running it twice changes nothing the second time.
    """
    calendar, done = calendar_in_force(fresh=True), Renewal()
    for rows in _chunks(calendar, year, chunk):
        with transaction.atomic():
            entries = [entry for row in rows if (entry := _renew(row, calendar, now, done)) is not None]
            record_many(entries)
    return done


def _chunks(calendar: WorkCalendar, year: int | None, size: int) -> Iterator[list[TimeLimit]]:
    touched = Q(awaiting_year__lte=calendar.last_published.year)
    if year is not None:  # a notice can reach back into the December before it
        touched |= Q(awaiting_year=None, legal_end__gte=date(year - 1, 12, 1), trigger_on__lte=date(year, 12, 31))
    last: UUID | None = None
    while True:
        rows = TimeLimit.objects.filter(touched, met_at=None, cancelled_at=None, unit__in=COUNTED).order_by("id")
        found = list(rows.filter(id__gt=last)[:size] if last is not None else rows[:size])
        if not found:
            return
        yield found
        last = found[-1].pk


def _renew(row: TimeLimit, calendar: WorkCalendar, now: datetime, done: Renewal) -> Entry | None:
    try:
        limit = _compute(row, calendar)
    except (LawRefused, InvalidPeriod, ValueError):
        logger.exception("limit %s cannot be computed again", row.pk)
        done.failed += 1
        return None
    after = _fields(row, limit)
    before = {name: getattr(row, name) for name in ENDS}
    if all(before[name] == after[name] for name in ENDS):
        done.unchanged += 1
        return None
    after |= {"explanation": _explained(row, limit, after["due_on"]), "calendar_version": calendar.version}
    mine = TimeLimit.objects.filter(pk=row.pk, version=row.version, met_at=None, cancelled_at=None)
    if not mine.update(version=F("version") + 1, **after):
        done.unchanged += 1  # somebody met or changed it meanwhile: theirs stands, and the next sweep looks again
        return None
    done.changed += 1
    facts = {"rule": row.rule, "before": before, "after": {name: after[name] for name in ENDS}}
    return Entry(
        "limit.recomputed", SubjectRef(row.subject_type, row.subject_id), ACTOR, now,
        {"limit": row.pk, "calendar": calendar.version, **facts},
    )  # fmt: skip


def _compute(row: TimeLimit, calendar: WorkCalendar) -> Limit:
    period = Period(row.quantity, Unit(row.unit), Kind(row.kind), Start(row.start))
    exclusions, extensions = reading.exclusions(row.exclusions), reading.extensions(row.extensions)
    return compute(period, row.trigger_on, calendar, exclusions=exclusions, extensions=extensions)


def _fields(row: TimeLimit, limit: Limit) -> dict[str, Any]:
    """Return the new ends; a day that a party may have been told is never brought forward."""
    due_on, told = limit.due_on, row.due_on or row.earliest_safe_on
    if due_on is not None and told is not None and limit.kind in FAVOURING:
        due_on = max(due_on, told)
    return {
        "due_on": due_on,
        "safe_end": limit.safe_end,
        "legal_end": limit.legal_end,
        "awaiting_year": limit.awaiting_year,
        "earliest_safe_on": limit.earliest_safe_on,
        "suspended_since": limit.suspended_since,
    }


def _explained(row: TimeLimit, limit: Limit, due_on: date | None) -> str:
    """Keep the words that stand before the count, and say where an earlier word is kept to."""
    wording, mark, _ = row.explanation.partition("。自")
    said = f"{wording}。{limit.explanation}" if mark else limit.explanation
    if due_on is not None and due_on != limit.due_on:
        said += f"放假通知公布前已按{chinese_day(due_on)}告知，不提前。"
    return said
