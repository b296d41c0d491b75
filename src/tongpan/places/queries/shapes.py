"""Outlines for maps, and areas made of several places (执法区域 = several grids together, M086)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import shapely
from django.urls import reverse

from tongpan.places.domain.geometry import area_km2, read_outlines
from tongpan.places.models import Place


def map_data(place: Place) -> dict[str, Any]:
    """Return a place and what lies directly below it as GeoJSON, each with its name, code and page. One statement."""
    below = Place.objects.filter(parent_id=place.pk, valid_to__isnull=True).exclude(lon=None, geometry=None)
    features = [_feature(place, "self")] if place.geometry or place.lon is not None else []
    features += [_feature(child, "child") for child in below.order_by("code")]
    box = [place.min_lon, place.min_lat, place.max_lon, place.max_lat]
    return {"type": "FeatureCollection", "features": features, **({"bbox": box} if None not in box else {})}


def _feature(place: Place, role: str) -> dict[str, Any]:
    geometry = (
        json.loads(place.geometry) if place.geometry else {"type": "Point", "coordinates": [place.lon, place.lat]}
    )
    return {
        "type": "Feature",
        "id": str(place.pk),
        "geometry": geometry,
        "properties": {
            "role": role,
            "name": place.display_name,
            "code": place.code,
            "level": place.level,
            "synthetic": place.synthetic,
            "href": reverse("places:place", args=[place.pk]),
            "note": f"{place.get_level_display()} {place.code}{'，范围为示意（合成）' if place.synthetic else ''}",
            **({"label": [place.lon, place.lat]} if place.lon is not None and role == "child" else {}),
        },
    }


@dataclass(frozen=True, slots=True)
class Area:
    """Several places as one: their common outline, size, and how many of them are not drawn."""

    geometry: dict[str, Any] | None
    km2: float
    undrawn: int


def area_of(place_ids: Iterable[UUID]) -> Area:
    """Return the union of places, such as the enforcement area of a squad. One statement."""
    texts = list(Place.objects.filter(pk__in=set(place_ids)).values_list("geometry", flat=True))
    drawn = [text for text in texts if text]
    if not drawn:
        return Area(None, 0.0, len(texts))
    union = shapely.union_all(read_outlines(drawn))
    return Area(json.loads(shapely.to_geojson(union)), round(area_km2(union), 3), len(texts) - len(drawn))


@dataclass(frozen=True, slots=True)
class Cover:
    """How well areas divide a place: what none of them has, and what several have, with the names of those."""

    gaps: tuple[UUID, ...]
    overlaps: tuple[tuple[UUID, tuple[str, ...]], ...]

    @property
    def exact(self) -> bool:
        """No gap and no overlap."""
        return not self.gaps and not self.overlaps


def cover_of(place: Place, areas: dict[str, Iterable[UUID]]) -> Cover:
    """
    Test whether areas divide a town or county among them: every lowest place in exactly one (M085, M086).

    An area may name towns, villages or grids; a higher place stands for all that lies below it. Two statements.
    """
    rows = list(
        Place.objects.filter(**{_column(place): place.pk}, valid_to__isnull=True).values_list("id", "parent_id", "code")
    )
    parents = {row[0]: row[1] for row in rows}
    inner = set(parents.values())
    leaves = sorted((row for row in rows if row[0] not in inner), key=lambda row: row[2])
    owners: dict[UUID, list[str]] = {}
    for name, members in areas.items():
        for member in set(members):
            owners.setdefault(member, []).append(name)
    held = {leaf: _holders(leaf, parents, owners) for leaf, _, _ in leaves}
    return Cover(
        gaps=tuple(leaf for leaf, names in held.items() if not names),
        overlaps=tuple((leaf, tuple(sorted(names))) for leaf, names in held.items() if len(names) > 1),
    )


def _column(place: Place) -> str:
    return "town_id" if place.level == "TOWN" else "county_id" if place.level == "COUNTY" else "parent_id"


def _holders(leaf: UUID, parents: Mapping[UUID, UUID | None], owners: Mapping[UUID, list[str]]) -> set[str]:
    names: set[str] = set()
    at: UUID | None = leaf
    while at is not None:
        names.update(owners.get(at, ()))
        above = parents.get(at)
        at = above if above != at else None
    return names
