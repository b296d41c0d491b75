"""Places by JSON."""

from typing import Any

from django.http import HttpRequest
from ninja import Router

from tongpan.kernel.errors import Invalid, NotFound
from tongpan.kernel.paging import keyset
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.places import queries
from tongpan.places.domain.coordinates import Datum, in_china, to_wgs84
from tongpan.places.models import Place
from tongpan.places.schemas import LevelOut, LocationOut, PlaceDetailOut, PlacesOut

router = Router()
PAGE = 100


@router.get("/locate", response={200: LocationOut, REFUSED: Problem})
def locate(request: HttpRequest, lon: float, lat: float, datum: Datum = Datum.WGS84) -> LocationOut:
    """由坐标查所在的县、乡镇、村（社区）、网格；坐标系由来源决定，默认 WGS-84。"""
    if not (in_china(lon, lat) and in_china(*(point := to_wgs84(lon, lat, datum)))):
        raise Invalid("坐标不在中国境内，可能经纬度颠倒，请核对", fields={"lon": "应在 73–135", "lat": "应在 3–54"})
    x, y = point
    found = queries.locate(x, y)
    if found is None:
        raise NotFound("这个点不在已录入的任何范围内，请改用村（社区）加地标说明地点", code="places.point.outside")
    known = queries.places_in([key for key in (found.county_id, found.town_id, found.village_id, found.grid_id) if key])

    def level(key: Any) -> LevelOut | None:
        place = known.get(key)
        return LevelOut(id=place.pk, code=place.code, name=place.display_name) if place else None

    county = level(found.county_id)
    if county is None:
        raise NotFound("这个点不在已录入的任何范围内，请改用村（社区）加地标说明地点", code="places.point.outside")
    return LocationOut(
        lon=x, lat=y, county=county, town=level(found.town_id), village=level(found.village_id),
        grid=level(found.grid_id),
    )  # fmt: skip


@router.get("/{code}", response={200: PlaceDetailOut, REFUSED: Problem})
def place(request: HttpRequest, code: str) -> dict[str, Any]:
    """由代码查地点。"""
    found = queries.by_code(code)
    return {
        **_summary(found),
        "full_name": queries.full_name(found),
        "parent_code": found.parent.code if found.parent else None,
        "valid_from": found.valid_from.isoformat() if found.valid_from else None,
        "valid_to": found.valid_to.isoformat() if found.valid_to else None,
    }


@router.get("/{code}/children", response={200: PlacesOut, REFUSED: Problem})
def children(request: HttpRequest, code: str, after: str | None = None) -> dict[str, Any]:
    """下一级地点，每页 100 个；next 不为空时带上 after=next 继续。"""
    page = keyset(queries.children(queries.by_code(code)), order=("code",), after=after, size=PAGE)
    return {"items": [_summary(item) for item in page.items], "next": page.next}


def _summary(place: Place) -> dict[str, Any]:
    facts = {name: getattr(place, name) for name in ("id", "code", "name", "level", "kind", "lon", "lat", "synthetic")}
    return {**facts, "drawn": place.min_lon is not None}
