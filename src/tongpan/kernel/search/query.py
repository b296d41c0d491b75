"""
Asking the index: newest first, exact, and quick for frequent and for rare words alike.

Document ids are in time order. SQLite's FTS5 walks them backwards and stops at the limit. On PostgreSQL the newest few
thousand rows are read by index and compared as text: a frequent word fills the page there; only a word too rare for
that is looked up in the GIN index, where it has few hits to sort.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tongpan.kernel.models import SearchDocument
from tongpan.kernel.search.bigrams import normalise, pairs_of
from tongpan.kernel.search.index import scope_tokens, time_floor

WALK = 20_000
MOST_WORDS = 8
MOST_RESULTS = 500


def search(
    subject_type: str,
    words: str,
    limit: int = 50,
    *,
    before: UUID | datetime | None = None,
    districts: Collection[UUID] = (),
    towns: Collection[UUID] = (),
    everything: bool = False,
) -> list[UUID]:
    """
    Return the newest records that contain every word, within the given districts or towns.

    `before` (the last record of the page before, or a moment) continues further back. No territory means no result,
    unless `everything` is set.
    """
    wanted = normalise(words).split()[:MOST_WORDS]
    limit = max(0, min(limit, MOST_RESULTS))
    if not wanted or not limit or not (districts or towns or everything):
        return []
    bound = _bound(subject_type, before)
    if bound == 0:
        return []
    if everything:
        districts, towns = (), ()
    ask = _postgres if connection.vendor == "postgresql" else _sqlite
    return ask(subject_type, wanted, limit, bound, districts, towns)


def _bound(subject_type: str, before: UUID | datetime | None) -> int | None:
    """Return the document id to stay below; None without a bound, 0 when there is nothing to continue from."""
    if before is None:
        return None
    if isinstance(before, datetime):
        return time_floor(before)
    found = SearchDocument.objects.filter(subject_type=subject_type, subject_id=before).values_list("pk", flat=True)
    return found.first() or 0


def _sqlite(
    subject_type: str,
    words: list[str],
    limit: int,
    bound: int | None,
    districts: Collection[UUID],
    towns: Collection[UUID],
) -> list[UUID]:
    phrases = " AND ".join(_phrase(word) for word in words)
    places = [f'"d{one.hex}"' for one in districts] + [f'"t{one.hex}"' for one in towns]
    where = f'body : ({phrases}) AND scope : "{scope_tokens(subject_type, None, None)[0]}"'
    if places:
        where += f" AND scope : ({' OR '.join(places)})"
    sql = (
        "SELECT d.subject_id FROM (SELECT rowid FROM kernel_search_fts WHERE kernel_search_fts MATCH %s"
        f"{' AND rowid < %s' if bound else ''} ORDER BY rowid DESC LIMIT %s) f "
        "JOIN kernel_search_document d ON d.id = f.rowid ORDER BY d.id DESC"
    )
    return _ids(sql, [where, *([bound] if bound else []), limit])


def _phrase(word: str) -> str:
    """A word as FTS5 wants it: its pairs in a row; one character as the beginning of a pair or the end of a run."""
    return f'"{" ".join(pairs_of(word))}"' if len(word) > 1 else f'"{word}" *'


def _territory(districts: Collection[UUID], towns: Collection[UUID]) -> tuple[str, list[Any]]:
    parts, values = [], list[Any]()
    for column, ids in (("district_id", districts), ("town_id", towns)):
        if ids:
            parts.append(f"{column} = ANY(%s)")
            values.append(list(ids))
    return (f" AND ({' OR '.join(parts)})" if parts else ""), values


def _postgres(
    subject_type: str,
    words: list[str],
    limit: int,
    bound: int | None,
    districts: Collection[UUID],
    towns: Collection[UUID],
) -> list[UUID]:
    territory, places = _territory(districts, towns)
    below = " AND id < %s" if bound else ""
    given = [subject_type, *places, *([bound] if bound else [])]
    contains = " AND ".join(["body LIKE %s"] * len(words))
    patterns = [f"%{word}%" for word in words]
    base = f"FROM kernel_search_document WHERE subject_type = %s{territory}{below}"
    newest = f"SELECT id, subject_id, body {base} ORDER BY id DESC LIMIT {WALK}"
    found = _ids(
        f"SELECT subject_id FROM ({newest}) newest WHERE {contains} ORDER BY id DESC LIMIT %s",
        [*given, *patterns, limit],
    )
    if len(found) == limit:
        return found
    lexemes = " & ".join(
        f"'{pair}'" + (":*" if len(pair) == 1 else "") for word in words for pair in dict.fromkeys(pairs_of(word))
    )
    rare = f"SELECT subject_id {base} AND vector @@ %s::tsquery AND {contains} ORDER BY id + 0 DESC LIMIT %s"
    return _ids(rare, [*given, lexemes, *patterns, limit])


def _ids(sql: str, values: list[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [one if isinstance(one, UUID) else UUID(one) for (one,) in cursor.fetchall()]
