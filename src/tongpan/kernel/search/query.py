"""
Asking the index: newest first, exact, and quick for frequent and for rare words alike.

Document ids are in time order. SQLite's FTS5 walks them backwards and stops at the limit. On PostgreSQL the newest few
thousand rows are read by index and compared as text: a frequent word fills the page there; only a word too rare for
that is looked up in the GIN index, where it has few hits to sort. A single character is looked for in that way on both.
"""

from collections.abc import Collection
from dataclasses import dataclass
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

    def newest(self, rows: int) -> str:
        """Return the statement that reads the newest rows of the territory; its values are those of `rows`."""
        where, _ = self.rows()
        return f"SELECT id, subject_id, body FROM kernel_search_document WHERE {where} ORDER BY id DESC LIMIT {rows}"

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
        found = _walk(ask)
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
    """
    Ask both in one statement: the index is read only where the walk found too little and ended before the territory.

    Those two conditions hold for the whole of the second part, so the server tests them once, before it reads anything.
    """
    where, values = ask.rows()
    contains, patterns = ask.contains()
    edge = f"SELECT id FROM kernel_search_document WHERE {where} ORDER BY id DESC OFFSET {WALK - 1} LIMIT 1"
    # "+ 0" keeps the planner from walking by id once more
    sql = (
        f"WITH hits AS MATERIALIZED (SELECT id, subject_id FROM ({ask.newest(WALK)}) newest WHERE {contains} "
        f"ORDER BY id DESC LIMIT %s), edge AS MATERIALIZED ({edge}) "
        "(SELECT subject_id, id FROM hits) UNION ALL "
        f"(SELECT subject_id, id FROM kernel_search_document WHERE {where} AND vector @@ %s::tsquery AND {contains} "
        "AND (SELECT count(*) FROM hits) < %s AND EXISTS (SELECT 1 FROM edge) AND id < (SELECT id FROM edge) "
        "ORDER BY id + 0 DESC LIMIT %s) ORDER BY id DESC LIMIT %s"
    )
    n = ask.limit
    return _ids(sql, [*values, *patterns, n, *values, *values, _lexemes(ask), *patterns, n, n, n])


def _lexemes(ask: Question) -> str:
    """The pairs of all words, and the territory, so that the index itself leaves out what lies elsewhere."""
    parts = [
        f"'{pair}'" + (":*" if len(pair) == 1 else "") for word in ask.words for pair in dict.fromkeys(pairs_of(word))
    ]
    places = [f"'d{one.hex}'" for one in ask.districts] + [f"'t{one.hex}'" for one in ask.towns]
    if places:
        parts.append(f"({' | '.join(places)})")
    return " & ".join(parts)


def _walk(ask: Question) -> list[UUID]:
    """Compare the newest rows of the territory as text."""
    _, values = ask.rows()
    contains, patterns = ask.contains()
    sql = f"SELECT subject_id FROM ({ask.newest(SINGLE_WALK)}) newest WHERE {contains} ORDER BY id DESC LIMIT %s"
    return _ids(sql, [*values, *patterns, ask.limit])


def _ids(sql: str, values: list[Any]) -> list[UUID]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [one if isinstance(one, UUID) else UUID(one) for one, *_ in cursor.fetchall()]
