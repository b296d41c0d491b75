"""
The four demo districts: real codes, names and outlines; synthetic towns, villages and grids inside the outlines.

The outlines are unofficial and simplified. What is cut inside them is synthetic and labelled so wherever it is shown.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path

from shapely.geometry.base import BaseGeometry

from tongpan.kernel.clock import now
from tongpan.kernel.ids import uuid7
from tongpan.places.actions import load_list
from tongpan.places.domain.cells import Cells, cut
from tongpan.places.domain.codes import LENGTHS, Level
from tongpan.places.domain.geometry import read_outline
from tongpan.places.steps import Listing, Row

DISTRICTS = ("330802", "140106", "370102", "320281")
LIST_TITLE = "统计用区划代码（示例四县区）"
OUTLINE_TITLE = "示例四县区轮廓（非官方，已简化）"
CELL_TITLE = "示意网格（合成）"
_DATA = Path(__file__).parent / "data"


def load(
    counties: Sequence[str] = DISTRICTS, *, towns: Sequence[str] | None = None, at: datetime | None = None
) -> dict[str, int]:
    """
    Load the given demo districts with their towns, villages and synthetic grids; return the number created by level.

    ``towns`` leaves out all towns but those named, for a quick start. Loading again creates nothing.

    :raises ValueError: if a code is not one of the four districts
    """
    unknown = sorted(set(counties) - set(DISTRICTS))
    if unknown:
        raise ValueError(f"no demo data for {', '.join(unknown)}; there are {', '.join(DISTRICTS)}")
    moment = at or now()
    wanted = tuple(towns) if towns is not None else tuple(counties)
    rows = [row for row in _facts() if any(_related(row["code"], code) for code in wanted)]
    shapes = {county: _shapes(county) for county in counties}
    created: dict[str, int] = {}
    for level in Level:
        synthetic = level.depth > Level.COUNTY.depth
        title = LIST_TITLE if level.depth < Level.COUNTY.depth else CELL_TITLE if synthetic else OUTLINE_TITLE
        listing = Listing(uuid7(), title, level, None, moment, "system:demo", synthetic)
        source = _grids(shapes, wanted) if level is Level.GRID else _places(rows, level, shapes)
        created[level.value] = load_list(source, listing=listing).created
    return created


def _related(code: str, wanted: str) -> bool:
    return code.startswith(wanted) or wanted.startswith(code)


@cache
def _facts() -> list[dict[str, str]]:
    with (_DATA / "four_districts.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _outlines() -> dict[str, BaseGeometry]:
    features = json.loads((_DATA / "outlines.geojson").read_text("utf-8"))["features"]
    return {feature["properties"]["code"]: read_outline(feature["geometry"]) for feature in features}


@cache
def _shapes(county: str) -> Cells:
    towns: dict[str, list[str]] = {}
    points: dict[str, tuple[float, float]] = {}
    for row in _facts():
        code = row["code"]
        if len(code) == 9 and code.startswith(county):
            towns[code] = []
            if row["lon"]:
                points[code] = (float(row["lon"]), float(row["lat"]))
        elif len(code) == 12 and code.startswith(county):
            towns[code[:9]].append(code)
    return cut(_outlines()[county], towns, points)


def _places(rows: list[dict[str, str]], level: Level, shapes: dict[str, Cells]) -> Iterator[Row]:
    for line, row in enumerate(rows, start=2):
        code = row["code"]
        if LENGTHS[len(code)] is not level:
            continue
        outline: BaseGeometry | None = None
        if level is Level.COUNTY:
            outline = _outlines()[code]
        elif level is Level.TOWN:
            outline = shapes[code[:6]].towns[code]
        elif level is Level.VILLAGE:
            outline = shapes[code[:6]].villages[code]
        yield Row(line, code, row["name"], kind=row["kind"], outline=outline)


def _grids(shapes: dict[str, Cells], wanted: tuple[str, ...]) -> Iterator[Row]:
    for cells in shapes.values():
        chosen = sorted(item for item in cells.grids.items() if item[0].startswith(wanted))
        for line, (code, outline) in enumerate(chosen, start=1):
            yield Row(line, code, f"第{int(code[12:15])}网格", kind="网格", outline=outline)
