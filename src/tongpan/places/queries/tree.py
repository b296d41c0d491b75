"""Up and down the tree: by code, by day, children, names, outlines."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from tongpan.kernel.errors import Invalid, NotFound
from tongpan.places.domain.codes import Level
from tongpan.places.models import ExternalPlaceCode, Place, PlaceVersion

_NOT_SPOKEN = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A place and what it was called on the day asked for."""

    place_id: UUID
    level: str
    code: str
    name: str


def in_force_on(on: date, prefix: str = "") -> Q:
    """Return the condition that a dated row is in force on a day."""
    started = Q(**{f"{prefix}valid_from__isnull": True}) | Q(**{f"{prefix}valid_from__lte": on})
    return started & (Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": on}))


def by_code(code: str, on: date | None = None) -> Place:
    """
    Return the place that bears a code: now, or on the given day.

    :raises NotFound: if no place bears it, or none did on that day
    """
    if on is None:
        place = Place.objects.filter(code=code).first()
    else:
        version = PlaceVersion.objects.filter(in_force_on(on), code=code).select_related("place").first()
        place = version.place if version else None
    if place is None:
        day = f"在{on.year}年{on.month}月{on.day}日" if on else ""
        raise NotFound(f"没有找到代码“{code}”{day}对应的地点，请核对代码，或先导入区划清单", code="places.code.unknown")
    return place


def by_id(place_id: UUID) -> Place:
    """
    Return a place.

    :raises NotFound: if there is none
    """
    place = Place.objects.select_related("parent", "county", "town").filter(pk=place_id).first()
    if place is None:
        raise NotFound("没有找到这个地点，可能链接有误", code="places.unknown")
    return place


def by_external_code(scheme: str, code: str, on: date | None = None) -> Place:
    """
    Return the place that another system calls by ``code``.

    :raises NotFound: if that code is not known
    """
    rows = ExternalPlaceCode.objects.filter(scheme=scheme, code=code).select_related("place")
    row = (rows.filter(in_force_on(on)) if on else rows).first()
    if row is None:
        raise NotFound(f"没有登记外部编码“{code}”，请先在地点页登记对应关系", code="places.code.unknown")
    return row.place


def county_of(place: Place) -> Place:
    """
    Return the county, district or county-level city of a place.

    :raises NotFound: if the place lies above the county
    """
    if place.level == Level.COUNTY:
        return place
    if place.county is None:
        raise NotFound("省、市一级没有所属的县（市、区）")
    return place.county


def counties() -> QuerySet[Place]:
    """Return all counties that have towns loaded, without outlines."""
    return _light(Place.objects.filter(level=Level.COUNTY, valid_to__isnull=True))


def towns_of(county: Place | UUID) -> QuerySet[Place]:
    """Return the towns of a county, by code, without outlines."""
    key = county.pk if isinstance(county, Place) else county
    return _light(Place.objects.filter(county_id=key, level=Level.TOWN, valid_to__isnull=True))


def villages_of(town: Place | UUID) -> QuerySet[Place]:
    """Return the villages and communities of a town, by code, without outlines."""
    key = town.pk if isinstance(town, Place) else town
    return _light(Place.objects.filter(town_id=key, level=Level.VILLAGE, valid_to__isnull=True))


def children(place: Place) -> QuerySet[Place]:
    """Return the places directly below, by code, without outlines."""
    return _light(Place.objects.filter(parent_id=place.pk, valid_to__isnull=True))


def places_in(ids: Sequence[UUID]) -> dict[UUID, Place]:
    """Return many places by id in one statement, without outlines."""
    return {place.pk: place for place in _light(Place.objects.filter(pk__in=set(ids)))}


def with_county(place_id: UUID) -> Place | None:
    """Return a place and the county it lies in, in one statement, without outlines."""
    rows = _light(Place.objects.filter(pk=place_id)).select_related("county").defer("geometry", "county__geometry")
    return rows.first()


def _light(places: QuerySet[Place]) -> QuerySet[Place]:
    return places.defer("geometry").order_by("code")


def full_name(place: Place) -> str:
    """Return the name from the province down, as a document writes it. One statement at most."""
    row = (
        Place.objects.filter(pk=place.pk)
        .values_list(
            "county__parent__parent__name", "county__parent__name", "county__name", "town__name", "parent__name",
            "parent__level", "name", "level", "parent__parent__name", "parent__parent__level",
        )
        .get()
    )  # fmt: skip
    province, city, county, town, parent, parent_level, name, level, above, above_level = row
    if level in {Level.PROVINCE, Level.CITY}:
        return "".join(part for part in (parent, name) if part)
    parts = [province, city if city not in _NOT_SPOKEN else None, county]
    if level != Level.COUNTY:
        parts.append(town)
    if level == Level.GRID:
        parts += [
            above if above_level == Level.VILLAGE else None,
            parent if parent_level in {"VILLAGE", "GRID"} else None,
        ]
    if level in {Level.VILLAGE, Level.GRID}:
        parts.append(name)
    return "".join(part for part in parts if part)


def ancestry(place: Place, on: date) -> list[Ancestor]:
    """Return the line from the province down to the place as it was on a day; empty if it did not exist then."""
    line: list[Ancestor] = []
    at: UUID | None = place.pk
    while at is not None:
        version = PlaceVersion.objects.filter(in_force_on(on), place_id=at).select_related("place").first()
        if version is None:
            break
        line.append(Ancestor(at, version.place.level, version.code, version.name))
        at = version.parent_id
    return line[::-1]


def history(place: Place) -> list[PlaceVersion]:
    """Return the versions of a place, newest first."""
    versions = PlaceVersion.objects.filter(place=place).select_related("parent").defer("geometry", "parent__geometry")
    return sorted(versions, key=lambda version: version.valid_from or date.min, reverse=True)


def outline(place: Place) -> dict[str, Any] | None:
    """Return the GeoJSON geometry of a place, or None where it is not drawn."""
    return cast(dict[str, Any], json.loads(place.geometry)) if place.geometry else None


@dataclass(frozen=True, slots=True)
class Branch:
    """A place in the tree with how much is below it."""

    place: Place
    villages: int
    grids: int


def place_tree(county: Place) -> list[Branch]:
    """Return the towns of a county, each with its number of villages and grids. Two statements."""
    counts: dict[UUID | None, dict[str, int]] = {}
    rows = (
        Place.objects.filter(county_id=county.pk, level__in=[Level.VILLAGE, Level.GRID], valid_to__isnull=True)
        .values_list("town_id", "level")
        .annotate(number=Count("pk"))
        .order_by()
    )
    for town_id, level, number in rows:
        counts.setdefault(town_id, {})[level] = number
    return [
        Branch(town, counts.get(town.pk, {}).get(Level.VILLAGE, 0), counts.get(town.pk, {}).get(Level.GRID, 0))
        for town in towns_of(county)
    ]


def home_county(code: str) -> Place:
    """
    Return the county of a code, or without one the county that this installation serves.

    :raises Invalid: if neither is known, or the code is not that of a county
    :raises NotFound: if its places are not loaded
    """
    wanted = code or settings.TONGPAN_DIVISION
    if not wanted:
        raise Invalid("请用 --division 指明县（市、区）六位代码，或设置 TONGPAN_DIVISION")
    try:
        place = by_code(wanted)
    except NotFound as reason:
        way = "请先用 tongpan demo load 或 tongpan places load 装入区划清单"
        raise NotFound(f"还没有代码 {wanted} 的区划；{way}") from reason
    if place.level != "COUNTY":
        raise Invalid(f"{wanted} 不是县（市、区）代码；请用六位代码，例如 330802")
    return place
