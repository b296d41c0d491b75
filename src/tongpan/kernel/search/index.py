"""Writing the index, in the transaction of the record itself or afterwards by the worker."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from tongpan.kernel.models import SearchDocument
from tongpan.kernel.search.bigrams import normalise, tokens

BATCH = 500
LOW_BITS = 11


@dataclass(frozen=True, slots=True)
class Document:
    """One record to be found: its text, whose it is, and when it was."""

    subject_type: str
    subject_id: UUID
    text: str
    district_id: UUID | None
    town_id: UUID | None
    at: datetime


def index(
    subject_type: str, subject_id: UUID, text: str, *, district_id: UUID | None, town_id: UUID | None, at: datetime
) -> None:
    """Make a record findable, or change what it is found by."""
    index_many([Document(subject_type, subject_id, text, district_id, town_id, at)])


def index_many(documents: Iterable[Document]) -> None:
    """Make many records findable; a later document of the same record replaces an earlier one."""
    queue = iter(documents)
    while batch := list(itertools.islice(queue, BATCH)):
        with transaction.atomic():
            latest = {(one.subject_type, one.subject_id): one for one in batch}
            _remove(list(latest))
            _insert(list(latest.values()))


def forget(subject_type: str, subject_id: UUID) -> None:
    """Take a record out of the index."""
    with transaction.atomic():
        _remove([(subject_type, subject_id)])


def time_floor(at: datetime) -> int:
    """Return the smallest document id of a moment."""
    return int(at.timestamp() * 1_000_000) << LOW_BITS


def _new_id(at: datetime, subject_id: UUID) -> int:
    """A time-ordered id: microseconds, then bits of the record's own identifier."""
    return time_floor(at) | (subject_id.int & ((1 << LOW_BITS) - 1))


def scope_tokens(subject_type: str, district_id: UUID | None, town_id: UUID | None) -> list[str]:
    """Return the tokens by which the index itself keeps to one kind of record and one territory."""
    found = [f"k{subject_type.replace('.', '').replace('_', '')}"]
    found += [f"d{district_id.hex}"] if district_id is not None else []
    found += [f"t{town_id.hex}"] if town_id is not None else []
    return found


def _remove(keys: Sequence[tuple[str, UUID]]) -> None:
    by_type: dict[str, list[UUID]] = {}
    for subject_type, subject_id in keys:
        by_type.setdefault(subject_type, []).append(subject_id)
    for subject_type, ids in by_type.items():
        rows = list(SearchDocument.objects.filter(subject_type=subject_type, subject_id__in=ids))
        if not rows:
            continue
        if connection.vendor == "sqlite":
            # a contentless index forgets a row only when told exactly what it held
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO kernel_search_fts (kernel_search_fts, rowid, body, scope) "
                    "VALUES ('delete', %s, %s, %s)",
                    [(row.pk, " ".join(tokens(row.body)), _scope_text(row)) for row in rows],
                )
        SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _scope_text(row: SearchDocument) -> str:
    return " ".join(scope_tokens(row.subject_type, row.district_id, row.town_id))


def _insert(documents: Sequence[Document]) -> None:
    rows: dict[int, SearchDocument] = {}
    for one in documents:
        row_id = _new_id(one.at, one.subject_id)
        while row_id in rows:
            row_id += 1
        rows[row_id] = SearchDocument(
            id=row_id,
            subject_type=one.subject_type,
            subject_id=one.subject_id,
            district_id=one.district_id,
            town_id=one.town_id,
            body=normalise(one.text),
        )
    taken = set(SearchDocument.objects.filter(pk__in=list(rows)).values_list("pk", flat=True))
    for row_id in sorted(taken):
        row = rows.pop(row_id)
        while row.id in rows or row.id in taken or SearchDocument.objects.filter(pk=row.id).exists():
            row.id += 1
        rows[row.id] = row
    if connection.vendor == "postgresql":
        _insert_postgres(list(rows.values()))
    else:
        SearchDocument.objects.bulk_create(rows.values())
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO kernel_search_fts (rowid, body, scope) VALUES (%s, %s, %s)",
                [(row.id, " ".join(tokens(row.body)), _scope_text(row)) for row in rows.values()],
            )


def _insert_postgres(rows: Sequence[SearchDocument]) -> None:
    values = [
        (row.id, row.subject_type, row.subject_id, row.district_id, row.town_id, row.body,
         sorted({*tokens(row.body), *scope_tokens(row.subject_type, row.district_id, row.town_id)}))
        for row in rows
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO kernel_search_document "
            "(id, subject_type, subject_id, district_id, town_id, body, vector) "
            "VALUES (%s, %s, %s, %s, %s, %s, array_to_tsvector(%s::text[]))",
            values,
        )
