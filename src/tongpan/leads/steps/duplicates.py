"""Possible duplicates (疑似重复): suggested by place, time and text; a person decides."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from tongpan.kernel import statements
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.rows import stored_key
from tongpan.kernel.statements import Statement
from tongpan.leads.domain import similarity
from tongpan.leads.domain.choices import Status
from tongpan.leads.models import DuplicateHint, Lead, SimilarityBand

WINDOW = timedelta(days=90)
SAME_TEXT = 0.55
"""alike enough by the words alone"""
ALIKE_TEXT = 0.3
"""alike enough when place or matter agree as well"""
NEAR_METRES = 300
MOST = 5
"""hints kept for one lead: more than these nobody reads"""
NEAR_AND_SAME = 0.3
"""the same matter within a few hundred metres: alike even in other words"""
EARTH_METRES = 6_371_000
CANDIDATES_A_LEAD = 12
CANDIDATES_A_TRAIT = 8
ROWS_A_STATEMENT = 300
"""three values a row; SQLite takes at least 999 values in a statement"""

BandRow = tuple[int, UUID, UUID]
"""band, lead, county"""


@dataclass(frozen=True, slots=True)
class Hint:
    """One lead that may be the same problem, with the reasons in the words of the desk."""

    other_id: UUID
    score: float
    reasons: tuple[str, ...]


class Compared(NamedTuple):
    """The side of a lead that comparing looks at."""

    id: UUID
    title: str
    text: str
    town_id: UUID | None
    village_id: UUID | None
    matter_id: UUID | None
    lon: float | None
    lat: float | None

    @property
    def said(self) -> str:
        return f"{self.title} {self.text}"

    @classmethod
    def of(cls, lead: Lead) -> "Compared":
        return cls(*(getattr(lead, name) for name in cls._fields))


_COLUMNS = ",".join(f"l.{name}" for name in Compared._fields)


def traits(lead: Compared) -> tuple[int, ...]:
    """Return the traits under which a lead is found again: bands of its text, and its matter at its place."""
    found = list(similarity.bands(lead.said))
    spot = lead.village_id or lead.town_id
    if spot and lead.matter_id:
        digest = hashlib.blake2b(f"{spot}:{lead.matter_id}".encode(), digest_size=8).digest()
        found.append(int.from_bytes(digest, "big", signed=True) >> 1)
    return tuple(dict.fromkeys(found))


def suggest(leads: Sequence[Lead], now: datetime) -> tuple[list[BandRow], list[DuplicateHint]]:
    """Return the traits to store for new leads of one county, and the hints found; one query for all of them."""
    if not leads:
        return [], []
    district_id = leads[0].district_id
    new = [Compared.of(lead) for lead in leads]
    traits_of = {lead.id: traits(lead) for lead in new}
    if len(new) == 1:
        hints = _hints(new[0], _alike(district_id, traits_of[new[0].id], now))
    else:
        hints = _among(new, traits_of, district_id, now)
    return [(band, lead.id, district_id) for lead in new for band in traits_of[lead.id]], hints


def _among(
    new: Sequence[Compared], traits_of: Mapping[UUID, tuple[int, ...]], district_id: UUID, now: datetime
) -> list[DuplicateHint]:
    """Compare the leads of one file with what is stored and with each other, each with as many as `_alike` gives."""
    keys = _keys_of(district_id, {band for bands in traits_of.values() for band in bands}, now)
    chosen: dict[UUID, list[UUID]] = {}
    for lead in new:
        bands = traits_of[lead.id]
        found = {key for band in bands for key in keys[band][-CANDIDATES_A_TRAIT:]}
        chosen[lead.id] = sorted(found, reverse=True)[:CANDIDATES_A_LEAD]
        for band in bands:
            keys[band].append(lead.id)
    known = {lead.id: lead for lead in new}
    known |= _stored({key for found in chosen.values() for key in found} - known.keys())
    return [hint for lead in new for hint in _hints(lead, [known[key] for key in chosen[lead.id] if key in known])]


def _hints(lead: Compared, candidates: Sequence[Compared]) -> list[DuplicateHint]:
    return [
        DuplicateHint(lead_id=lead.id, other_id=hint.other_id, score=hint.score, reasons=list(hint.reasons))
        for hint in best(lead, candidates)
    ]


def kept(rows: Sequence[BandRow]) -> list[Statement]:
    """Return the statements that store traits: plain rows, many to a statement, ten of them to every lead."""
    table = SimilarityBand._meta.db_table
    ids = {key: stored_key(key) for row in rows for key in row[1:]}
    found = []
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        part = rows[start : start + ROWS_A_STATEMENT]
        marks = ",".join(["(%s,%s,%s)"] * len(part))
        values = [value for band, lead_id, district_id in part for value in (band, ids[lead_id], ids[district_id])]
        found.append(Statement(f"INSERT INTO {table} (band, lead_id, district_id) VALUES {marks}", values))
    return found


def best(lead: Compared, candidates: Sequence[Compared]) -> list[Hint]:
    """Return the likeliest duplicates among the candidates, best first."""
    hints = [hint for other in candidates if (hint := compare(lead, other)) is not None]
    return sorted(hints, key=lambda hint: -hint.score)[:MOST]


def compare(lead: Compared, other: Compared) -> Hint | None:
    """Return why two leads may be one problem, or None when they do not look it."""
    if lead.town_id and other.town_id and lead.town_id != other.town_id:
        return None
    alike = similarity.similarity(lead.said, other.said)
    reasons = [f"内容相似 {alike:.0%}"] if alike >= ALIKE_TEXT else []
    bonus = 0.0
    metres = _metres(lead, other)
    if metres is not None and metres <= NEAR_METRES:
        reasons.append(f"相距约 {metres:.0f} 米")
        bonus += 0.2
    elif lead.village_id and lead.village_id == other.village_id:
        reasons.append("同一村（社区）")
        bonus += 0.1
    if lead.matter_id and lead.matter_id == other.matter_id:
        reasons.append("同一事项")
        bonus += 0.1
    near_and_same = bonus >= NEAR_AND_SAME
    if alike >= SAME_TEXT or (alike >= ALIKE_TEXT and bonus) or near_and_same:
        return Hint(other.id, min(1.0, round(alike + bonus, 3)), tuple(reasons))
    return None


def _alike(district_id: UUID, bands: Sequence[int], now: datetime) -> list[Compared]:
    """
    Return the newest leads that share a trait with one report.

    A few of each trait, read from the index alone: what thousands share must not make a report slow.
    """
    if not bands:
        return []
    table = SimilarityBand._meta.db_table
    one = (
        f"SELECT lead_id FROM (SELECT lead_id FROM {table} WHERE band = %s AND district_id = %s "
        "AND lead_id >= %s ORDER BY lead_id DESC LIMIT %s) "
    )
    each = " UNION ".join(f"{one} AS t{number}" for number in range(len(bands)))
    leads = f"{Lead._meta.db_table} l"
    if connection.vendor == "postgresql":
        # A plan made while the table was small would go on reading all of it; here each lead is looked up by its key.
        source = f"({each}) c CROSS JOIN LATERAL (SELECT * FROM {leads} WHERE l.id = c.lead_id OFFSET 0) l WHERE"
    else:
        source = f"{leads} WHERE l.id IN ({each}) AND"
    sql = f"SELECT {_COLUMNS} FROM {source} l.status <> %s ORDER BY l.id DESC LIMIT %s"
    bounds = _bounds(district_id, now)
    values = [value for band in bands for value in (band, *bounds)]
    found = statements.ask(sql, [*values, Status.MERGED.value, CANDIDATES_A_LEAD])
    return [_compared(*row) for row in found]


def _keys_of(district_id: UUID, bands: set[int], now: datetime) -> defaultdict[int, list[UUID]]:
    """Return the newest leads of each trait, the newest last."""
    keys: defaultdict[int, list[UUID]] = defaultdict(list)
    if not bands:
        return keys
    marks = ",".join(["%s"] * len(bands))
    sql = (
        "SELECT band, lead_id FROM (SELECT band, lead_id, "
        "ROW_NUMBER() OVER (PARTITION BY band ORDER BY lead_id DESC) AS place "
        f"FROM {SimilarityBand._meta.db_table} WHERE band IN ({marks}) AND district_id = %s AND lead_id >= %s) t "
        "WHERE place <= %s ORDER BY band, lead_id"
    )
    for band, key in statements.ask(sql, [*bands, *_bounds(district_id, now)]):
        keys[band].append(UUID(key) if isinstance(key, str) else key)
    return keys


def _bounds(district_id: UUID, now: datetime) -> tuple[Any, Any, int]:
    """Return what every look at the traits is bounded by: the county, the oldest lead, how many of each."""
    return stored_key(district_id), stored_key(uuid7_floor(now - WINDOW)), CANDIDATES_A_TRAIT


def _stored(keys: set[UUID]) -> dict[UUID, Compared]:
    """Return those of the leads that are not merged into another."""
    if not keys:
        return {}
    marks = ",".join(["%s"] * len(keys))
    sql = f"SELECT {_COLUMNS} FROM {Lead._meta.db_table} l WHERE l.id IN ({marks}) AND l.status <> %s"
    found = statements.ask(sql, [*map(stored_key, keys), Status.MERGED.value])
    return {lead.id: lead for lead in (_compared(*row) for row in found)}


def _compared(
    key: UUID | str,
    title: str,
    text: str,
    town: UUID | str | None,
    village: UUID | str | None,
    matter: UUID | str | None,
    lon: float | None,
    lat: float | None,
) -> Compared:
    """SQLite keeps identifiers as text."""
    lead, *spot = (UUID(stored) if isinstance(stored, str) else stored for stored in (key, town, village, matter))
    return Compared(lead, title, text, spot[0], spot[1], spot[2], lon, lat)  # type: ignore[arg-type]


def _metres(one: Compared, other: Compared) -> float | None:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(chord))
