"""
How the facts of a case are kept: one row for each row of the law's tables, in the order in which they were added.

Facts only grow: a step adds rows at the end of a table, or fills in a row that stands there. So a table and a place in
it name a row for ever, and the difference of two facts is what a step wrote.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any, Final, NamedTuple

from tongpan.law.facts import Authority, CaseFacts, Officer, read_row, write_row
from tongpan.law.procedure import Target

SINGLE: Final = frozenset({"clue", "filing", "closing"})
"""tables of one row"""
LIVE: Final = frozenset({"province", "authorities", "officers", "fine_bounds", "review_classes"})
"""what is not kept with a case: it is read from the lists and the staff as they are on the day that is asked about"""
KEPT: Final = tuple(each.name for each in fields(CaseFacts) if each.name not in LIVE)


class Kept(NamedTuple):
    """One row of one table, as it is kept."""

    table: str
    place: int
    row: dict[str, Any]


def facts_of(
    rows: Iterable[Kept], *, province: str, authorities: Iterable[Authority] = (), officers: Iterable[Officer] = ()
) -> CaseFacts:
    """
    Return the facts that kept rows tell, together with what is live.

    :raises LawRefused: if a row does not fit its table
    """
    found: dict[str, dict[int, Any]] = {}
    for kept in rows:
        found.setdefault(kept.table, {})[kept.place] = read_row(kept.table, kept.row, f"{kept.table}[{kept.place}]")
    tables: dict[str, Any] = {}
    for table, placed in found.items():
        tables[table] = placed[0] if table in SINGLE else tuple(placed[place] for place in sorted(placed))
    needed = {"parties": (), "causes": (), "charges": ()}
    live = {"province": province, "authorities": tuple(authorities), "officers": tuple(officers)}
    return CaseFacts(**(needed | tables | live))


def difference(before: CaseFacts, after: CaseFacts) -> list[Kept]:
    """Return the rows that came or changed, in the order of the tables."""
    changed = []
    for table in KEPT:
        old, new = _rows(before, table), _rows(after, table)
        for place, row in enumerate(new):
            if place >= len(old) or old[place] != row:
                changed.append(Kept(table, place, write_row(row)))
    return changed


def all_rows(facts: CaseFacts) -> list[Kept]:
    """Return every row that is kept."""
    return [Kept(table, place, write_row(row)) for table in KEPT for place, row in enumerate(_rows(facts, table))]


def touched(before: CaseFacts, after: CaseFacts) -> Mapping[str, int]:
    """Return by table the place of the last row that came or changed."""
    return {kept.table: kept.place for kept in difference(before, after)}


def placed(facts: CaseFacts, table: str, place: int) -> Any:
    """Return the row at a place of a table, None where there is none."""
    rows = _rows(facts, table)
    return rows[place] if 0 <= place < len(rows) else None


def latest(facts: CaseFacts, target: Target) -> datetime | None:
    """
    Return the latest moment in the rows of one charge, or of the whole case where nothing is named.

    What is done is judged by what stood there before it; so nothing is entered before what is entered already. Who
    was named when does not count: people are named when paper is entered, not when they acted.
    """
    moments = []
    for table in KEPT:
        if table in ("assignments", "recusals", "clue"):
            continue
        for row in _rows(facts, table):
            if target.party and getattr(row, "party", target.party) != target.party:
                continue
            if target.cause and getattr(row, "cause", target.cause) != target.cause:
                continue
            values = (getattr(row, each.name) for each in fields(row))
            moments += [value for value in values if isinstance(value, datetime)]
    return max(moments, default=None)


def _rows(facts: CaseFacts, table: str) -> tuple[Any, ...]:
    value = getattr(facts, table)
    if table in SINGLE:
        return () if value is None else (value,)
    return value  # type: ignore[no-any-return]
