"""
期限重算: limits hang on the day and on the holiday calendar; both go on without a step being taken.

In chunks, each a transaction of its own: a chunk that a killed worker lost is counted again, and changes nothing twice.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q, QuerySet

from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.events import RecountWanted
from tongpan.cases.models import Case, CaseLimit
from tongpan.cases.steps import renewing
from tongpan.cases.steps.renewing import Recounted
from tongpan.kernel import outbox
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.outbox.delivery import sign

CHUNK: Final = 50
MOST: Final = 2_000
"""how many cases one run of the hourly job counts at most; the next run goes on"""


def begin_recount(*, year: int) -> None:
    """Ask for the cases to be counted again whose days the notice of a year decides or moves."""
    with transaction.atomic(durable=True):
        if sign():
            outbox.publish(RecountWanted(year=year, after=""))


def go_on_recounting(*, year: int, after: str, now: datetime) -> Recounted:
    """Count one chunk again, and ask for the next in the same transaction."""
    done = Recounted()
    with transaction.atomic(durable=True):
        if not sign():  # this message came before, and the next one was asked for then
            return done
        rows = CaseLimit.objects.filter(_moved_by(year))
        keys = _keys(rows, UUID(after) if after else None, CHUNK)
        renewing.renew_all(keys, now, done)
        if len(keys) == CHUNK:
            outbox.publish(RecountWanted(year=year, after=str(keys[-1])))
    return done


def recount_due(*, now: datetime, most: int = MOST) -> Recounted:
    """
    Count the cases again of which a day has passed since they were counted, or a year's notice come out.

    What begins when a period is over (applying to the court, a public notice taking effect) begins by this.
    """
    today = date_of(now)
    passed = Q(act_by__lt=today) & (Q(counted_on__isnull=True) | Q(counted_on__lte=F("act_by")))
    published = Q(awaiting_year__lte=calendar_in_force(fresh=True).last_published.year)
    return _all(CaseLimit.objects.filter(passed | published), now, most)


def recount_all(*, now: datetime) -> Recounted:
    """Count every open case again, and its flags (``tongpan cases recount``); closed ones too, for theirs."""
    done, last = Recounted(), None
    while True:
        rows = Case.objects.order_by("pk")
        keys = list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:CHUNK])
        if not keys:
            return done
        with transaction.atomic(durable=True):
            renewing.renew_all(keys, now, done)
        last = keys[-1]


def _all(rows: QuerySet[CaseLimit], now: datetime, most: int) -> Recounted:
    done = Recounted()
    for keys in _chunks(rows, most):
        with transaction.atomic(durable=True):
            renewing.renew_all(keys, now, done)
    return done


def _chunks(rows: QuerySet[CaseLimit], most: int) -> Iterator[list[UUID]]:
    last, given = None, 0
    while given < most and (keys := _keys(rows, last, CHUNK)):
        yield keys
        last, given = keys[-1], given + len(keys)


def _keys(rows: QuerySet[CaseLimit], last: UUID | None, size: int) -> list[UUID]:
    rows = rows.exclude(rule__in=OWN)
    if last is not None:
        rows = rows.filter(case_id__gt=last)
    return list(rows.order_by("case_id").values_list("case_id", flat=True).distinct()[:size])


def _moved_by(year: int) -> Q:
    """A notice decides its own year, reaches back into the December before, and rolls into the January after."""
    near = Q(due_on__gte=date(year - 1, 12, 1), due_on__lte=date(year + 1, 1, 31))
    return near | Q(awaiting_year__lte=year)
