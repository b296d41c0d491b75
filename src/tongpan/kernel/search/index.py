"""Writing the index, in the transaction of the record itself or afterwards by the worker."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from tongpan.kernel.models import SearchDocument
from tongpan.kernel.rows import insert
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
        latest = {(one.subject_type, one.subject_id): one for one in batch}
        rows = {key: _row(one) for key, one in latest.items()}
        with transaction.atomic():
            taken = _make_room(rows)
            _number(list(rows.values()), taken)
            _insert(list(rows.values()))


def forget(subject_type: str, subject_id: UUID) -> None:
    """Take a record out of the index."""
    with transaction.atomic():
        _remove(SearchDocument.objects.filter(subject_type=subject_type, subject_id=subject_id))


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


def _row(one: Document) -> SearchDocument:
    return SearchDocument(
        id=_new_id(one.at, one.subject_id),
        subject_type=one.subject_type,
        subject_id=one.subject_id,
        district_id=one.district_id,
        town_id=one.town_id,
        body=normalise(one.text),
    )


def _make_room(rows: Mapping[tuple[str, UUID], SearchDocument]) -> set[int]:
    """Remove what the new rows replace; return the ids that other records already have. One query if all are new."""
    wanted = [row.pk for row in rows.values()]
    same = Q(subject_id__in=[subject_id for _, subject_id in rows]) | Q(pk__in=wanted)
    there = list(SearchDocument.objects.filter(same))
    _remove([row for row in there if (row.subject_type, row.subject_id) in rows])
    return {row.pk for row in there if (row.subject_type, row.subject_id) not in rows}


def _number(rows: Sequence[SearchDocument], taken: set[int]) -> None:
    """Move records of the same moment apart; where no two met on one id this costs nothing."""
    times = Counter(row.pk for row in rows)
    crowded = {pk >> LOW_BITS for pk, n in times.items() if n > 1} | {pk >> LOW_BITS for pk in taken}
    for moment in crowded:
        first, last = moment << LOW_BITS, (moment + 2) << LOW_BITS
        taken.update(SearchDocument.objects.filter(pk__gte=first, pk__lt=last).values_list("pk", flat=True))
    for row in rows:
        while row.pk in taken:
            row.pk += 1
        taken.add(row.pk)


def _remove(rows: Iterable[SearchDocument]) -> None:
    rows = list(rows)
    if not rows:
        return
    if connection.vendor == "sqlite":
        # a contentless index forgets a row only when told exactly what it held
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO kernel_search_fts (kernel_search_fts, rowid, body, scope) VALUES ('delete', %s, %s, %s)",
                [(row.pk, " ".join(tokens(row.body)), _scope_text(row)) for row in rows],
            )
    SearchDocument.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _scope_text(row: SearchDocument) -> str:
    return " ".join(scope_tokens(row.subject_type, row.district_id, row.town_id))


def _insert(rows: Sequence[SearchDocument]) -> None:
    if connection.vendor == "postgresql":
        _insert_postgres(rows)
        return
    insert(rows)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO kernel_search_fts (rowid, body, scope) VALUES (%s, %s, %s)",
            [(row.pk, " ".join(tokens(row.body)), _scope_text(row)) for row in rows],
        )


def _insert_postgres(rows: Sequence[SearchDocument]) -> None:
    values: list[Any] = []
    for row in rows:
        lexemes = " ".join({*tokens(row.body), *scope_tokens(row.subject_type, row.district_id, row.town_id)})
        values += [row.pk, row.subject_type, row.subject_id, row.district_id, row.town_id, row.body, lexemes]
    marks = ",".join(["(%s, %s, %s, %s::uuid, %s::uuid, %s, array_to_tsvector(string_to_array(%s, ' ')))"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kernel_search_document "
            f"(id, subject_type, subject_id, district_id, town_id, body, vector) VALUES {marks}",
            values,
        )
