"""
Asking the index: newest first, exact, and quick for frequent and for rare words alike.

Document ids are in time order. SQLite's FTS5 walks them backwards and stops at the limit. On PostgreSQL the newest few
thousand rows are read by index and compared as text: a frequent word fills the page there; only a word too rare for
that is looked up in the GIN index, where it has few hits to sort. A single character is looked for in that way on both.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection

from tongpan.kernel.models import SearchDocument
from tongpan.kernel.search.bigrams import normalise, pairs_of
from tongpan.kernel.search.index import scope_tokens, time_floor

WALK = 20_000
SINGLE_WALK = 5_000
MOST_WORDS = 8
MOST_RESULTS = 500


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, normalised."""

    subject_type: str
    words: tuple[str, ...]
    limit: int
    bound: int | None
    districts: tuple[UUID, ...]
    towns: tuple[UUID, ...]

    def rows(self) -> tuple[str, list[Any]]:
        """Return the condition on kind, territory and time, with its values."""
        parts, values = [], list[Any]()
        for column, ids in (("district_id", self.districts), ("town_id", self.towns)):
            if ids:
                parts.append(f"{column} IN ({','.join(['%s'] * len(ids))})")
                values += [one.hex for one in ids]
        territory = f" AND ({' OR '.join(parts)})" if parts else ""
        below = " AND id < %s" if self.bound else ""
        return (
            f"subject_type = %s{territory}{below}",
            [self.subject_type, *values, *([self.bound] if self.bound else [])],
        )

    def contains(self) -> tuple[str, list[str]]:
        """Return the condition that the text contains every word, with its values."""
        return " AND ".join(["body LIKE %s"] * len(self.words)), [f"%{word}%" for word in self.words]


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
    ask = Question(subject_type, tuple(wanted), limit, bound, tuple(districts), tuple(towns))
    if connection.vendor == "postgresql":
        return _postgres(ask)
    return _sqlite(ask)


def _bound(subject_type: str, before: UUID | datetime | None) -> int | None:
    """Return the document id to stay below; None without a bound, 0 when there is nothing to continue from."""
    if before is None:
        return None
    if isinstance(before, datetime):
        return time_floor(before)
    found = SearchDocument.objects.filter(subject_type=subject_type, subject_id=before).values_list("pk", flat=True)
    return found.first() or 0


def _sqlite(ask: Question) -> list[UUID]:
    if any(len(word) == 1 for word in ask.words):
        found = _walk(ask, SINGLE_WALK)
        if len(found) == ask.limit:
            return found
    phrases = " AND ".join(_phrase(word) for word in ask.words)
    places = [f'"d{one.hex}"' for one in ask.districts] + [f'"t{one.hex}"' for one in ask.towns]
    where = f'body : ({phrases}) AND scope : "{scope_tokens(ask.subject_type, None, None)[0]}"'
    if places:
        where += f" AND scope : ({' OR '.join(places)})"
    sql = (
        "SELECT d.subject_id FROM (SELECT rowid FROM kernel_search_fts WHERE kernel_search_fts MATCH %s"
        f"{' AND rowid < %s' if ask.bound else ''} ORDER BY rowid DESC LIMIT %s) f "
        "JOIN kernel_search_document d ON d.id = f.rowid ORDER BY d.id DESC"
    )
    return _ids(sql, [where, *([ask.bound] if ask.bound else []), ask.limit])


def _phrase(word: str) -> str:
    """A word as FTS5 wants it: its pairs in a row; one character as the beginning of a pair or the end of a run."""
    return f'"{" ".join(pairs_of(word))}"' if len(word) > 1 else f'"{word}" *'


def _postgres(ask: Question) -> list[UUID]:
    found = _walk(ask, WALK)
    if len(found) == ask.limit:
        return found
    end = _end_of_walk(ask)
    if end is None:
        return found
    older = replace(ask, bound=end, limit=ask.limit - len(found))
    where, values = older.rows()
    contains, patterns = older.contains()
    # "+ 0" keeps the planner from walking by id once more
    sql = (
        f"SELECT subject_id FROM kernel_search_document WHERE {where} AND vector @@ %s::tsquery AND {contains} "
        "ORDER BY id + 0 DESC LIMIT %s"
    )
    return found + _ids(sql, [*values, _lexemes(ask), *patterns, older.limit])


def _lexemes(ask: Question) -> str:
    """The pairs of all words, and the territory, so that the index itself leaves out what lies elsewhere."""
    parts = [
        f"'{pair}'" + (":*" if len(pair) == 1 else "") for word in ask.words for pair in dict.fromkeys(pairs_of(word))
    ]
    places = [f"'d{one.hex}'" for one in ask.districts] + [f"'t{one.hex}'" for one in ask.towns]
    if places:
        parts.append(f"({' | '.join(places)})")
    return " & ".join(parts)


def _end_of_walk(ask: Question) -> int | None:
    """Return the id at which the walk ended, or None when it had seen the whole territory."""
    where, values = ask.rows()
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id FROM kernel_search_document WHERE {where} ORDER BY id DESC OFFSET {max(WALK - 1, 0)} LIMIT 1",
            values,
        )
        row = cursor.fetchone()
    return int(row[0]) if row is not None else None


def _walk(ask: Question, rows: int) -> list[UUID]:
    """Compare the newest rows of the territory as text."""
    where, values = ask.rows()
    contains, patterns = ask.contains()
    newest = f"SELECT id, subject_id, body FROM kernel_search_document WHERE {where} ORDER BY id DESC LIMIT {rows}"
    sql = f"SELECT subject_id FROM ({newest}) newest WHERE {contains} ORDER BY id DESC LIMIT %s"
    return _ids(sql, [*values, *patterns, ask.limit])


def _ids(sql: str, values: list[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [one if isinstance(one, UUID) else UUID(one) for (one,) in cursor.fetchall()]
