"""Possible duplicates (疑似重复): suggested by place, time and text; a person decides."""

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt
from uuid import UUID

from tongpan.kernel.ids import uuid7_floor
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
EARTH_METRES = 6_371_000


@dataclass(frozen=True, slots=True)
class Hint:
    """One lead that may be the same problem, with the reasons in the words of the desk."""

    other_id: UUID
    score: float
    reasons: tuple[str, ...]


def traits(lead: Lead) -> tuple[int, ...]:
    """Return the traits under which a lead is found again: bands of its text, and its matter at its place."""
    found = list(similarity.bands(f"{lead.title} {lead.text}"))
    spot = lead.village_id or lead.town_id
    if spot and lead.matter_id:
        digest = hashlib.blake2b(f"{spot}:{lead.matter_id}".encode(), digest_size=8).digest()
        found.append(int.from_bytes(digest, "big", signed=True) >> 1)
    return tuple(dict.fromkeys(found))


def suggest(leads: Sequence[Lead], now: datetime) -> tuple[list[SimilarityBand], list[DuplicateHint]]:
    """Return the bands to store for new leads of one county, and the hints found; one query for all of them."""
    traits_of = {lead.id: traits(lead) for lead in leads}
    rows = [
        SimilarityBand(band=band, lead_id=lead.id, district_id=lead.district_id)
        for lead in leads
        for band in traits_of[lead.id]
    ]
    known = _stored(leads, {band for bands in traits_of.values() for band in bands}, now)
    hints: list[DuplicateHint] = []
    for lead in leads:
        candidates = {other.id: other for band in traits_of[lead.id] for other in known[band]}
        hints += [
            DuplicateHint(lead_id=lead.id, other_id=hint.other_id, score=hint.score, reasons=list(hint.reasons))
            for hint in best(lead, list(candidates.values()))
        ]
        for band in traits_of[lead.id]:
            known[band].append(lead)
    return rows, hints


def best(lead: Lead, candidates: Sequence[Lead]) -> list[Hint]:
    """Return the likeliest duplicates among the candidates, best first."""
    hints = [hint for other in candidates if (hint := compare(lead, other)) is not None]
    return sorted(hints, key=lambda hint: -hint.score)[:MOST]


def compare(lead: Lead, other: Lead) -> Hint | None:
    """Return why two leads may be one problem, or None when they do not look it."""
    alike = similarity.similarity(f"{lead.title} {lead.text}", f"{other.title} {other.text}")
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
    if lead.town_id and other.town_id and lead.town_id != other.town_id:
        return None
    near_and_same = bonus >= 0.3  # same matter within a few hundred metres: alike even in other words
    if alike >= SAME_TEXT or (alike >= ALIKE_TEXT and bonus) or near_and_same:
        return Hint(other.id, min(1.0, round(alike + bonus, 3)), tuple(reasons))
    return None


def _stored(leads: Sequence[Lead], bands: set[int], now: datetime) -> defaultdict[int, list[Lead]]:
    known: defaultdict[int, list[Lead]] = defaultdict(list)
    if not leads or not bands:
        return known
    newest = (
        SimilarityBand.objects.filter(
            band__in=bands, district_id=leads[0].district_id, lead_id__gte=uuid7_floor(now - WINDOW)
        )
        .exclude(lead__status__in=[Status.MERGED])
        .select_related("lead")
        .only("band", *(f"lead__{name}" for name in _COMPARED))
        .order_by("-lead_id")[: 40 + 20 * len(leads)]
    )
    for row in newest:
        known[row.band].append(row.lead)
    return known


_COMPARED = ("id", "title", "text", "town_id", "village_id", "matter_id", "lon", "lat", "status")


def _metres(one: Lead, other: Lead) -> float | None:
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return None
    north, east = radians(other.lat - one.lat), radians(other.lon - one.lon)
    chord = sin(north / 2) ** 2 + cos(radians(one.lat)) * cos(radians(other.lat)) * sin(east / 2) ** 2
    return 2 * EARTH_METRES * asin(sqrt(chord))
