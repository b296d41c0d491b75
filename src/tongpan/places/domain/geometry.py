"""
Point in polygon, one and many, and the small sums around outlines. Coordinates are WGS-84 degrees.

One point asks a tree of polygons; many points are put into a tree themselves and each polygon asks it, which is about
three times as fast. A point on a shared border belongs to the first of its polygons, in the order given.
"""

import json
import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tongpan.places.domain.coordinates import Datum, many_to_wgs84

Box = tuple[float, float, float, float]
_METRES_A_DEGREE = 111_319.49


class InvalidOutline(ValueError):
    """An outline that cannot be used; ``str(error)`` is the Chinese reason."""


class Mosaic:
    """Polygons of one level, asked which of them holds a point."""

    def __init__(self, polygons: Sequence[BaseGeometry]) -> None:
        self._polygons = np.array(polygons, dtype=object)
        shapely.prepare(self._polygons)
        self._tree = shapely.STRtree(self._polygons)

    @property
    def extent(self) -> BaseGeometry:
        """All polygons as one."""
        union: BaseGeometry = shapely.union_all(self._polygons)
        return union

    def one(self, point: BaseGeometry) -> int:
        """Return the position of the polygon that holds the point, or -1."""
        hits = self._tree.query(point, predicate="intersects")
        return int(hits.min()) if len(hits) else -1

    def many(self, points: NDArray[np.object_]) -> NDArray[np.intp]:
        """Return the position of the polygon that holds each point, or -1."""
        found = np.full(len(points), -1, dtype=np.intp)
        if not len(self._polygons) or not len(points):
            return found
        polygons, hits = shapely.STRtree(points).query(self._polygons, predicate="covers")
        found[hits[::-1]] = polygons[::-1]  # the first polygon is written last and stays
        return found


def read_outlines(texts: Sequence[str]) -> NDArray[np.object_]:
    """Return the geometries of many GeoJSON texts at once."""
    return np.atleast_1d(shapely.from_geojson(np.array(texts, dtype=object)))


def read_outline(geometry: dict[str, Any]) -> BaseGeometry:
    """
    Return a valid polygon or multipolygon of a GeoJSON geometry.

    :raises InvalidOutline: if it is none, or lies outside China
    """
    if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
        raise InvalidOutline("范围应为面（Polygon 或 MultiPolygon），请重新导出")
    try:
        shape = shapely.from_geojson(json.dumps(geometry))
    except (shapely.errors.GEOSException, ValueError) as error:
        raise InvalidOutline("范围的坐标不完整，无法读取，请重新导出") from error
    return usable(shape)


def usable(shape: BaseGeometry) -> BaseGeometry:
    """
    Return the shape as a valid polygon, small faults mended.

    :raises InvalidOutline: if nothing with an area is left, or it lies outside China
    """
    if not shape.is_valid:
        shape = polygons_only(shapely.make_valid(shape))
    if shape.is_empty or shape.area == 0:
        raise InvalidOutline("范围没有面积，请核对坐标")
    west, south, east, north = shape.bounds
    if not (72 <= west and east <= 138 and 0 <= south and north <= 56):
        raise InvalidOutline("范围不在中国境内，可能经纬度颠倒或坐标系不对，请核对")
    return shape


def turned(shape: BaseGeometry, datum: Datum) -> BaseGeometry:
    """Return an outline of another datum in WGS-84."""
    if datum is Datum.WGS84:
        return shape
    turn: BaseGeometry = shapely.transform(
        shape, lambda pairs: np.column_stack(many_to_wgs84(pairs[:, 0], pairs[:, 1], datum))
    )
    return turn


def polygons_only(shape: BaseGeometry) -> BaseGeometry:
    """Drop the lines and points that cutting leaves behind."""
    parts = [part for part in shapely.get_parts(shapely.get_parts(shape)) if part.geom_type == "Polygon" and part.area]
    if len(parts) == 1:
        single: BaseGeometry = parts[0]
        return single
    return shapely.MultiPolygon(parts)


def write_outline(shape: BaseGeometry, digits: int = 6) -> str:
    """Return compact GeoJSON; six digits are 11 cm."""
    data = shapely.geometry.mapping(shape)
    return json.dumps(
        {"type": data["type"], "coordinates": _rounded(data["coordinates"], digits)}, separators=(",", ":")
    )


def _rounded(value: Any, digits: int) -> Any:
    if isinstance(value, float | int):
        return round(float(value), digits)
    return [_rounded(item, digits) for item in value]


def label_point(shape: BaseGeometry) -> tuple[float, float]:
    """Return a point that surely lies inside, for the label."""
    point = shape.representative_point()
    return round(point.x, 6), round(point.y, 6)


def area_km2(shape: BaseGeometry) -> float:
    """Return the area on a local flat projection; good to about 0.1 % for a county."""
    if shape.is_empty:
        return 0.0
    squeeze = math.cos(math.radians(shape.centroid.y))
    return float(shape.area) * (_METRES_A_DEGREE**2) * squeeze / 1_000_000
