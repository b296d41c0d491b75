"""追诉标准: what is known of a matter, and of how many nothing is known."""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet

from tongpan.law.money import yuan
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.powers.domain.standards import Standard
from tongpan.powers.models import CrimeThreshold
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import memory

LOOK_BACK: Final = timedelta(days=31)
"""longer than any holiday through which the worker may stand still"""


def crime_standards(place_id: UUID, codes: frozenset[str], on: date) -> list[Standard]:
    """Return the published standards in force for some matters in a place on a day; from memory, or one statement."""
    kept = memory()
    rows = kept.crimes.get(place_id)
    if rows is None:
        found = CrimeThreshold.objects.filter(territory_id__in=lineage_of(place_id), confirmed_at__isnull=False)
        rows = kept.keep_crimes(place_id, list(found.select_related("matter").order_by("valid_from", "id")))
    return [
        _standard(row)
        for row in rows
        if row.matter.code in codes and row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
    ]


def _standard(row: CrimeThreshold) -> Standard:
    return Standard(
        cause=row.matter.code,
        crime=row.crime,
        measure=CrimeMeasure(row.measure),
        source=str(row),
        amount=yuan(str(row.amount)) if row.amount is not None else None,
        times=row.times,
        months=row.months,
        party=row.party,
    )


def thresholds_of(district_id: UUID) -> list[CrimeThreshold]:
    """Return every standard that a county entered, by matter, the latest first."""
    rows = CrimeThreshold.objects.filter(territory_id=district_id).select_related("matter")
    return list(rows.order_by("matter__code", "-valid_from"))


def matters_with_standard(district_id: UUID, on: date) -> int:
    """Return for how many matters a county knows a standard on a day."""
    rows = CrimeThreshold.objects.filter(
        territory_id__in=lineage_of(district_id), confirmed_at__isnull=False, valid_from__lte=on
    )
    return rows.exclude(valid_to__lte=on).values("matter_id").distinct().count()


def turned_by(on: date) -> QuerySet[CrimeThreshold]:
    """Return the standards that began or ended by a day without their cases being compared; a job may skip days."""
    turned = Q()
    for column in ("valid_from", "valid_to"):
        came = Q(**{f"{column}__lte": on, f"{column}__gt": on - LOOK_BACK})
        turned |= came & (Q(told_on=None) | Q(told_on__lt=F(column)))
    return CrimeThreshold.objects.filter(turned, confirmed_at__isnull=False)
