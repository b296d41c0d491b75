"""Possible duplicates (疑似重复): suggested by place, time and text; a person decides."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt
from typing import Any, NamedTuple
from uuid import UUID

from tongpan.kernel import rows, statements
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.rows import New, stored_key
from tongpan.kernel.statements import Statement, vendor
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
ROWS_A_STATEMENT = 450
"""two values a row; SQLite takes at least 999 values in a statement"""

BandRow = tuple[int, UUID]
"""trait, lead"""


@dataclass(frozen=True, slots=True)
class Hint:
    """One lead that may be the same problem as another, with the reasons in the words of the desk."""

    lead_id: UUID
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


def traits(lead: Compared, district_id: UUID) -> tuple[int, ...]:
    """
    Return the traits under which a lead is found again in its county: bands of its text, and its matter at its place.

    They fit a signed 64-bit column and are not negative.
    """
    found = list(similarity.bands(lead.said))
    spot = lead.village_id or lead.town_id
    if spot and lead.matter_id:
        found.append(_digest(f"{spot}:{lead.matter_id}"))
    county = _of_county(district_id)
    return tuple(dict.fromkeys(trait ^ county for trait in found))


@lru_cache(maxsize=4096)
def _of_county(district_id: UUID) -> int:
    return _digest(str(district_id))


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 1


def suggest(leads: Sequence[Lead], now: datetime) -> tuple[list[BandRow], list[Hint]]:
    """Return the traits to store for new leads of one county, and the hints found; one query for all of them."""
    if not leads:
        return [], []
    district_id = leads[0].district_id
    new = [Compared.of(lead) for lead in leads]
    traits_of = {lead.id: traits(lead, district_id) for lead in new}
    if len(new) == 1:
        hints = best(new[0], _alike(traits_of[new[0].id], new[0].town_id, now))
    else:
        hints = _among(new, traits_of, now)
    return [(band, lead.id) for lead in new for band in traits_of[lead.id]], hints


def _among(new: Sequence[Compared], traits_of: Mapping[UUID, tuple[int, ...]], now: datetime) -> list[Hint]:
    """Compare the leads of one file with what is stored and with each other, each with as many as `_alike` gives."""
    keys = _keys_of({band for bands in traits_of.values() for band in bands}, now)
    towns = {lead.id: lead.town_id for lead in new} | _towns({key for found in keys.values() for key in found})
    chosen: dict[UUID, list[UUID]] = {}
    for lead in new:
        bands = traits_of[lead.id]
        newest = (key for band in bands for key in keys[band][-CANDIDATES_A_TRAIT:] if key in towns)
        shared = Counter(key for key in newest if not _elsewhere(lead.town_id, towns[key]))
        chosen[lead.id] = sorted(shared, key=lambda key: (shared[key], key), reverse=True)[:CANDIDATES_A_LEAD]
        for band in bands:
            keys[band].append(lead.id)
    known = {lead.id: lead for lead in new}
    known |= _stored({key for found in chosen.values() for key in found} - known.keys())
    return [hint for lead in new for hint in best(lead, [known[key] for key in chosen[lead.id]])]


def kept(found: Sequence[BandRow]) -> list[Statement]:
    """Return the statements that store traits: plain rows, many to a statement, six of them to every lead."""
    table = SimilarityBand._meta.db_table
    ids = {key: stored_key(key) for _, key in found}
    made = []
    for start in range(0, len(found), ROWS_A_STATEMENT):
        part = found[start : start + ROWS_A_STATEMENT]
        marks = ",".join(["(%s,%s)"] * len(part))
        values = [value for band, lead_id in part for value in (band, ids[lead_id])]
        made.append(Statement(f"INSERT INTO {table} (band, lead_id) VALUES {marks}", values))
    return made


def suggested(hints: Sequence[Hint]) -> list[Statement]:
    """Return the statements that store hints."""
    return rows.inserts(
        [
            New(
                DuplicateHint,
                {
                    "lead_id": hint.lead_id,
                    "other_id": hint.other_id,
                    "score": hint.score,
                    "reasons": list(hint.reasons),
                },
            )
            for hint in hints
        ]
    )


def best(lead: Compared, candidates: Sequence[Compared]) -> list[Hint]:
    """Return the likeliest duplicates among the candidates, best first."""
    hints = [hint for other in candidates if (hint := compare(lead, other)) is not None]
    return sorted(hints, key=lambda hint: -hint.score)[:MOST]


def compare(lead: Compared, other: Compared) -> Hint | None:
    """Return why two leads may be one problem, or None when they do not look it."""
    if _elsewhere(lead.town_id, other.town_id):
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
        return Hint(lead.id, other.id, min(1.0, round(alike + bonus, 3)), tuple(reasons))
    return None


def _elsewhere(one: UUID | None, other: UUID | None) -> bool:
    """Whether two leads lie in different towns: then they are not one problem."""
    return bool(one and other and one != other)


def _alike(bands: Sequence[int], town_id: UUID | None, now: datetime) -> list[Compared]:
    """
    Return the leads that share most traits with one report, of these the newest; none of another town, none merged.

    A few of each trait, read from the index alone: what thousands share must not make a report slow. Of these few the
    fitting ones are taken.
    """
    if not bands:
        return []
    table = SimilarityBand._meta.db_table
    one = (
        f"SELECT lead_id FROM (SELECT lead_id FROM {table} WHERE band = %s "
        "AND lead_id >= %s ORDER BY lead_id DESC LIMIT %s) "
    )
    each = " UNION ALL ".join(f"{one} AS t{number}" for number in range(len(bands)))
    shared = f"SELECT lead_id, COUNT(*) AS n FROM ({each}) t GROUP BY lead_id"
    # Each lead is looked up by its key: a plan made while the table was small would go on reading all of it.
    leads = f"{Lead._meta.db_table} l"
    source = f"({shared}) c CROSS JOIN {leads} WHERE l.id = c.lead_id AND"
    if vendor() == "postgresql":
        source = f"({shared}) c CROSS JOIN LATERAL (SELECT * FROM {leads} WHERE l.id = c.lead_id OFFSET 0) l WHERE"
    elsewhere = "" if town_id is None else "(l.town_id IS NULL OR l.town_id = %s) AND "
    sql = f"SELECT {_COLUMNS} FROM {source} {elsewhere}l.status <> %s ORDER BY c.n DESC, l.id DESC LIMIT %s"
    bounds = _bounds(now)
    values = [value for band in bands for value in (band, *bounds)]
    town = () if town_id is None else (stored_key(town_id),)
    found = statements.ask(sql, [*values, *town, Status.MERGED.value, CANDIDATES_A_LEAD])
    return [_compared(*row) for row in found]


def _keys_of(bands: set[int], now: datetime) -> defaultdict[int, list[UUID]]:
    """Return the newest leads of each trait, the newest last."""
    keys: defaultdict[int, list[UUID]] = defaultdict(list)
    if not bands:
        return keys
    marks = ",".join(["%s"] * len(bands))
    sql = (
        "SELECT band, lead_id FROM (SELECT band, lead_id, "
        "ROW_NUMBER() OVER (PARTITION BY band ORDER BY lead_id DESC) AS place "
        f"FROM {SimilarityBand._meta.db_table} WHERE band IN ({marks}) AND lead_id >= %s) t "
        "WHERE place <= %s ORDER BY band, lead_id"
    )
    for band, key in statements.ask(sql, [*bands, *_bounds(now)]):
        keys[band].append(UUID(key) if isinstance(key, str) else key)
    return keys


def _bounds(now: datetime) -> tuple[Any, int]:
    """Return what every look at the traits is bounded by: the oldest lead, how many of each."""
    return stored_key(uuid7_floor(now - WINDOW)), CANDIDATES_A_TRAIT


def _towns(keys: set[UUID]) -> dict[UUID, UUID | None]:
    """Return those of the leads that are not merged into another, each with its town."""
    found = Lead.objects.filter(pk__in=keys).exclude(status=Status.MERGED).values_list("pk", "town_id")
    return dict(found) if keys else {}


def _stored(keys: set[UUID]) -> dict[UUID, Compared]:
    """Return leads by their keys."""
    if not keys:
        return {}
    marks = ",".join(["%s"] * len(keys))
    sql = f"SELECT {_COLUMNS} FROM {Lead._meta.db_table} l WHERE l.id IN ({marks})"
    found = statements.ask(sql, [*map(stored_key, keys)])
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
