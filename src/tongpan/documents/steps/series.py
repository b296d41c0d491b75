"""接续文号: a series goes on after the last number that was used on paper."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from tongpan.documents.domain.forms import signs_on
from tongpan.documents.models import DocumentSeries
from tongpan.kernel.errors import Conflict, Invalid

LARGEST: Final = 99_999


def years_open(today: date) -> tuple[int, int]:
    """Return the years whose series may be set: this one, and the last one, whose papers may still be finished."""
    return today.year, today.year - 1


def check_series(sign: str, year: int, last: int, today: date) -> None:
    """
    Let pass what names a series there is, and a number that can be the last one used.

    :raises Invalid: naming each field
    """
    wrong = {}
    if sign not in signs_on(today):
        wrong["sign"] = "没有这一类文号，请从列表里选"
    if year not in years_open(today):
        wrong["year"] = "只接续今年和去年的文号"
    if not 1 <= last <= LARGEST:
        wrong["last"] = f"请填纸质文书已经用到的最后一个序号，1 到 {LARGEST}"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)


def raise_series(issuer_id: UUID, sign: str, year: int, last: int) -> int:
    """
    Let a series go on after a number, in the caller's transaction; return how far it had come.

    :raises Conflict: if the series has come that far: a number is never given twice
    """
    assert transaction.get_connection().in_atomic_block
    key: dict[str, Any] = {"issuer_id": issuer_id, "sign": sign, "year": year}
    DocumentSeries.objects.bulk_create([DocumentSeries(**key)], ignore_conflicts=True)
    series = DocumentSeries.objects.select_for_update().get(**key)
    before = series.last
    if not DocumentSeries.objects.filter(pk=series.pk, last=before, last__lt=last).update(last=last):
        said = f"“{sign}”〔{year}〕已经用到{before}号，只能往上接续；号已经用过的不会再给"
        raise Conflict(said, code="documents.series.down", fields={"last": said})
    return before
