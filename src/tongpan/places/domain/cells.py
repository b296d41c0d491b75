"""
Synthetic cells (示意网格): a real county outline cut into towns, villages and grids where nobody has surveyed them.

The cut is a pure function of codes, outline and known town points, so every machine gets the same cells. Every cell is
labelled synthetic wherever it is shown. Towns are cells around their known points, the rest spread evenly; villages and
grids are evenly spread cells inside. All lines are noded together on a grid of 1e-6 degrees, so that neighbours share
their border exactly: full cover, no overlap.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from tongpan.places.domain.coordinates import Floats
from tongpan.places.domain.geometry import polygons_only

STEP = 1e-6
_SAMPLES_A_CELL = 60
_ROUNDS = 12
_MOST_GRIDS = 4


@dataclass(frozen=True, slots=True)
class Cells:
    """The outlines of one county's towns, villages and grids, by code."""

    towns: dict[str, BaseGeometry]
    villages: dict[str, BaseGeometry]
    grids: dict[str, BaseGeometry]


def cut(
    outline: BaseGeometry,
    villages_by_town: Mapping[str, Sequence[str]],
    town_points: Mapping[str, tuple[float, float]],
) -> Cells:
    """
    Cut a county into towns, villages and grids.

    ``villages_by_town`` has every town, also those without villages; ``town_points`` holds the known centres.
    """
    squeeze = math.cos(math.radians(outline.centroid.y))
    flat = _scaled(outline, squeeze)
    town_codes = sorted(villages_by_town)
    known = {
        position: (town_points[code][0] * squeeze, town_points[code][1])
        for position, code in enumerate(town_codes)
        if code in town_points
    }
    leaves: dict[str, BaseGeometry] = {}
    for town_code, town in zip(town_codes, partition(flat, len(town_codes), known=known, seed=1), strict=True):
        village_codes = sorted(villages_by_town[town_code])
        if not village_codes:
            leaves[town_code] = town
            continue
        pieces = partition(town, len(village_codes), seed=int(town_code))
        for village_code, village in zip(village_codes, pieces, strict=True):
            number = grids_of(village_code)
            for serial, grid in enumerate(partition(village, number, seed=int(village_code)), start=1):
                leaves[f"{village_code}{serial:03d}"] = grid
    return _joined(_noded({code: _scaled(leaf, 1 / squeeze) for code, leaf in leaves.items()}))


def grids_of(village_code: str) -> int:
    """Return how many synthetic grids a village gets: one to four, the same on every machine."""
    return int(village_code) % 7 % _MOST_GRIDS + 1


def partition(
    shape: BaseGeometry, number: int, *, seed: int, known: Mapping[int, tuple[float, float]] | None = None
) -> list[BaseGeometry]:
    """Return ``number`` cells that cover a shape: around the known points, the others evenly spread."""
    if number == 1:
        return [shape]
    seeds = _spread(shape, number, seed, known or {})
    cells = shapely.voronoi_polygons(shapely.MultiPoint(seeds), extend_to=shape, ordered=True)
    return [polygons_only(shapely.intersection(cell, shape)) for cell in shapely.get_parts(cells)]


def _spread(shape: BaseGeometry, number: int, seed: int, known: Mapping[int, tuple[float, float]]) -> Floats:
    """Place the seeds by Lloyd's rounds over random samples; known seeds stay where they are."""
    samples = _samples(shape, number * _SAMPLES_A_CELL, np.random.default_rng(seed))
    seeds = np.empty((number, 2))
    free = np.array([position for position in range(number) if position not in known], dtype=np.intp)
    for position, point in known.items():
        seeds[position] = point
    placed = [seeds[position] for position in known] or [samples[0]]
    first = 0 if known else 1
    if not known:
        seeds[free[0]] = samples[0]
    distance = np.min([_squared(samples, point) for point in placed], axis=0)
    for position in free[first:]:
        seeds[position] = samples[int(distance.argmax())]  # the sample farthest from all seeds so far
        distance = np.minimum(distance, _squared(samples, seeds[position]))
    for _ in range(_ROUNDS):
        nearest = ((samples[:, None, :] - seeds[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        for position in free:
            own = samples[nearest == position]
            if len(own):
                seeds[position] = own.mean(axis=0)
    return seeds


def _squared(samples: Floats, point: Floats) -> Floats:
    distances: Floats = ((samples - point) ** 2).sum(axis=1)
    return distances


def _samples(shape: BaseGeometry, number: int, random: np.random.Generator) -> Floats:
    west, south, east, north = shape.bounds
    found = np.empty((0, 2))
    shapely.prepare(shape)
    while len(found) < number:
        tried = random.uniform((west, south), (east, north), size=(number * 3, 2))
        found = np.concatenate([found, tried[shapely.contains_xy(shape, tried)]])
    return found[:number]


def _scaled(shape: BaseGeometry, factor: float) -> BaseGeometry:
    scaled: BaseGeometry = shapely.transform(shape, lambda pairs: pairs * (factor, 1.0))
    return scaled


def _noded(leaves: dict[str, BaseGeometry]) -> dict[str, BaseGeometry]:
    """Give neighbours exactly the same border: node all lines together and collect the faces of each leaf."""
    codes = list(leaves)
    shapes = np.array([leaves[code] for code in codes], dtype=object)
    lines = shapely.union_all(shapely.boundary(shapes), grid_size=STEP)
    faces = np.array(shapely.get_parts(shapely.polygonize([lines])), dtype=object)
    owners = _owners(shapely.point_on_surface(faces), shapes)
    return {
        codes[owner]: shapely.coverage_union_all(faces[owners == owner]) for owner in np.unique(owners[owners >= 0])
    }


def _owners(points: NDArray[np.object_], shapes: NDArray[np.object_]) -> NDArray[np.intp]:
    tree = shapely.STRtree(shapes)
    owners = np.full(len(points), -1, dtype=np.intp)
    hits, found = tree.query(points, predicate="intersects")
    owners[hits[::-1]] = found[::-1]
    # A sliver left by rounding falls to the nearest leaf; a hole of the county stays a hole.
    (lost,) = np.nonzero(owners < 0)
    near_hits, near = tree.query_nearest(points[lost], max_distance=3 * STEP, all_matches=False)
    owners[lost[near_hits]] = near
    return owners


def _joined(leaves: dict[str, BaseGeometry]) -> Cells:
    villages: dict[str, list[BaseGeometry]] = {}
    towns: dict[str, list[BaseGeometry]] = {}
    for code, leaf in leaves.items():
        towns.setdefault(code[:9], []).append(leaf)
        if len(code) == 15:
            villages.setdefault(code[:12], []).append(leaf)
    return Cells(
        towns={code: shapely.coverage_union_all(parts) for code, parts in towns.items()},
        villages={code: shapely.coverage_union_all(parts) for code, parts in villages.items()},
        grids={code: leaf for code, leaf in leaves.items() if len(code) == 15},
    )
