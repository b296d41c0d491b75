"""
Point → grid → village → town → county. Indexes are built per county on first use and kept until its places change.

The deepest level that is drawn answers; a point in a county but outside every grid is still known to be in the county.
"""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import shapely
from django.db.models import Max, Min
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tongpan.places.domain.codes import Level
from tongpan.places.domain.geometry import Box, Mosaic, read_outlines
from tongpan.places.models import Place
from tongpan.places.queries.stamps import county_edition, edition

_KEEP_COUNTIES = 128
_DEEPEST_FIRST = (Level.GRID, Level.VILLAGE, Level.TOWN, Level.COUNTY)
_NOWHERE = -1
_FEW = 8


@dataclass(frozen=True, slots=True)
class Location:
    """Where a point lies; what is not drawn is None."""

    county_id: UUID
    town_id: UUID | None
    village_id: UUID | None
    grid_id: UUID | None


class Locations:
    """Where many points lie: four arrays of ids (None where unknown), or one ``Location`` at a time."""

    def __init__(self, size: int) -> None:
        self.county_ids: NDArray[np.object_] = np.full(size, None, dtype=object)
        self.town_ids: NDArray[np.object_] = np.full(size, None, dtype=object)
        self.village_ids: NDArray[np.object_] = np.full(size, None, dtype=object)
        self.grid_ids: NDArray[np.object_] = np.full(size, None, dtype=object)
        self.found: NDArray[np.bool_] = np.zeros(size, dtype=bool)  # down to a town at least

    def __len__(self) -> int:
        return len(self.county_ids)

    def __getitem__(self, position: int) -> Location | None:
        county = self.county_ids[position]
        if county is None:
            return None
        return Location(county, self.town_ids[position], self.village_ids[position], self.grid_ids[position])

    def __iter__(self) -> Iterator[Location | None]:
        return (self[position] for position in range(len(self)))

    def put(self, positions: NDArray[np.intp], places: NDArray[np.intp], table: NDArray[np.object_]) -> None:
        """Write the four ids of the places found at some positions."""
        rows = table[:, places]
        self.county_ids[positions], self.town_ids[positions] = rows[0], rows[1]
        self.village_ids[positions], self.grid_ids[positions] = rows[2], rows[3]
        self.found[positions] = table[4, places].astype(bool)


class CountyIndex:
    """The drawn places of one county, level by level."""

    def __init__(self, county_id: UUID, token: UUID | None) -> None:
        self.token = token
        self.levels: list[tuple[Mosaic, list[Location], NDArray[np.object_]]] = []
        rows = list(
            Place.objects.filter(county_id=county_id, geometry__isnull=False, valid_to__isnull=True)
            .values_list("id", "level", "code", "parent_id", "town_id", "geometry")
            .order_by("code")
        )
        grid_parents = {row[0]: row[3] for row in rows if row[1] == Level.GRID}
        for level in _DEEPEST_FIRST:
            drawn = sorted((row for row in rows if row[1] == level), key=lambda row: (-len(row[2]), row[2]))
            if not drawn:
                continue
            places = [_location(county_id, row, grid_parents) for row in drawn]
            table = np.empty((5, len(places)), dtype=object)
            for column, at in enumerate(places):
                ids = [at.county_id, at.town_id, at.village_id, at.grid_id, at.town_id is not None]
                table[:, column] = np.array(ids, dtype=object)
            self.levels.append((Mosaic(list(read_outlines([str(row[5]) for row in drawn]))), places, table))

        self.extent = shapely.union_all([mosaic.extent for mosaic, _, _ in self.levels])
        shapely.prepare(self.extent)

    def one(self, point: BaseGeometry) -> Location | None:
        """Return where one point lies."""
        for mosaic, places, _ in self.levels:
            position = mosaic.one(point)
            if position >= 0:
                return places[position]
        return None

    def many(self, points: NDArray[np.object_], positions: NDArray[np.intp], into: Locations) -> None:
        """Write where the points lie; ``positions`` are their places in the answer."""
        for mosaic, _, table in self.levels:
            found = mosaic.many(points)
            hit = found >= 0
            into.put(positions[hit], found[hit], table)
            # Most points that a level misses lie outside the county: one test against everything drawn drops them.
            rest = np.flatnonzero(~hit)
            rest = rest[shapely.intersects(self.extent, points[rest])]
            if not len(rest):
                return
            points, positions = points[rest], positions[rest]


def _location(county_id: UUID, row: tuple[Any, ...], grid_parents: dict[UUID, UUID]) -> Location:
    place_id, level, _, parent_id, town_id, _ = row
    if level == Level.GRID:
        village = grid_parents.get(parent_id, parent_id)  # a micro-grid stands under a grid
        return Location(county_id, town_id, village, place_id)
    if level == Level.VILLAGE:
        return Location(county_id, town_id, place_id, None)
    return Location(county_id, place_id if level == Level.TOWN else None, None, None)


class _Root:
    """The boxes of all counties that have anything drawn."""

    def __init__(self, token: UUID | None) -> None:
        self.token = token
        rows = list(
            Place.objects.filter(min_lon__isnull=False, county_id__isnull=False)
            .values("county_id")
            .annotate(Min("min_lon"), Min("min_lat"), Max("max_lon"), Max("max_lat"))
            .order_by("county_id")
            .values_list("county_id", "min_lon__min", "min_lat__min", "max_lon__max", "max_lat__max")
        )
        self.counties: list[UUID] = [row[0] for row in rows]
        self.boxes: list[Box] = [row[1:] for row in rows]
        self.tree = shapely.STRtree([shapely.box(*box) for box in self.boxes])

    def around(self, lon: float, lat: float, point: BaseGeometry) -> list[UUID]:
        """Return the counties whose box holds the point."""
        if len(self.boxes) > _FEW:
            return [self.counties[position] for position in sorted(self.tree.query(point))]
        return [
            county
            for county, (west, south, east, north) in zip(self.counties, self.boxes, strict=True)
            if west <= lon <= east and south <= lat <= north
        ]


class _Cache:
    def __init__(self) -> None:
        self.root: _Root | None = None
        self.counties: OrderedDict[UUID, CountyIndex] = OrderedDict()

    def current_root(self) -> _Root:
        token = edition()
        root = self.root
        if root is None or token is None or root.token != token:
            root = self.root = _Root(token)
        return root

    def county(self, county_id: UUID) -> CountyIndex:
        token = county_edition(county_id)
        index = self.counties.get(county_id)
        if index is None or token is None or index.token != token:
            index = self.counties[county_id] = CountyIndex(county_id, token)
            while len(self.counties) > _KEEP_COUNTIES:
                self.counties.popitem(last=False)
        return index


_cache = _Cache()


def locate(lon: float, lat: float) -> Location | None:
    """Return the county, town, village and grid of a WGS-84 point, or None outside everything drawn."""
    point = shapely.Point(lon, lat)
    best: Location | None = None
    for county_id in _cache.current_root().around(lon, lat, point):
        found = _cache.county(county_id).one(point)
        if found is not None and found.town_id is not None:
            return found
        best = found or best
    return best


def locate_many(lons: Any, lats: Any) -> Locations:
    """Return the places of many WGS-84 points at once."""
    x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
    answer = Locations(len(x))
    root = _cache.current_root()
    for position, (west, south, east, north) in enumerate(root.boxes):
        inside = (x >= west) & (x <= east) & (y >= south) & (y <= north) & ~answer.found
        where = np.flatnonzero(inside)
        if len(where):
            _cache.county(root.counties[position]).many(shapely.points(x[where], y[where]), where, answer)
    return answer
