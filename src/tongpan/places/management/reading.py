"""Read lists of places from files, a row at a time: CSV (also gzipped), Excel, GeoJSON."""

import csv
import gzip
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from tongpan.kernel.errors import Refusal
from tongpan.kernel.spreadsheet import read_rows
from tongpan.places.domain.coordinates import Datum, in_china, to_wgs84
from tongpan.places.domain.geometry import InvalidOutline, read_outline, turned
from tongpan.places.steps import Row

_CODE = ("code", "网格编码", "网格代码", "区划代码", "编码", "代码")
_NAME = ("name", "网格名称", "名称")
_KIND = ("kind", "类别", "网格类别")
_URBAN_RURAL = ("urban_rural", "城乡分类", "城乡分类代码")
_LON = ("lon", "经度", "中心点经度")
_LAT = ("lat", "纬度", "中心点纬度")


def list_rows(path: Path, datum: Datum = Datum.WGS84) -> Iterator[Row]:
    """
    Yield the rows of a CSV, gzipped CSV or Excel list.

    :raises CommandError: if the file cannot be read or lacks the columns for code and name
    """
    for line, cells in _tabular(path):
        code, name = _cell(cells, _CODE), _cell(cells, _NAME)
        if code is None or name is None:
            raise CommandError(f"{path.name}：缺少“代码”或“名称”列，请把表头改为 code、name（或 代码、名称）")
        point, problem = _point(cells, datum)
        yield Row(
            line, code, name, kind=_cell(cells, _KIND) or "", urban_rural=_cell(cells, _URBAN_RURAL) or "",
            point=point, problem=problem,
        )  # fmt: skip


def _tabular(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise CommandError(f"没有文件 {path}，请核对路径")
    try:
        if path.suffix == ".gz":
            yield from _gzipped(path)
        else:
            yield from read_rows(path, path.name)
    except (OSError, EOFError, UnicodeDecodeError, Refusal) as error:
        raise CommandError(f"{path.name}：无法读取（{error}）") from error


def _gzipped(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with gzip.open(path, "rb") as packed, io.TextIOWrapper(packed, "utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            yield reader.line_num, {key: value or "" for key, value in row.items() if key is not None}


def _cell(cells: dict[str, str], names: Iterable[str]) -> str | None:
    return next((cells[name] for name in names if name in cells), None)


def _point(cells: dict[str, str], datum: Datum) -> tuple[tuple[float, float] | None, str]:
    lon, lat = _cell(cells, _LON), _cell(cells, _LAT)
    if not lon or not lat:
        return None, ""
    try:
        point = to_wgs84(float(lon), float(lat), datum)
    except ValueError:
        return None, f"经纬度“{lon}，{lat}”不是数字，请核对"
    if not in_china(*point):
        return None, f"经纬度“{lon}，{lat}”不在中国境内，可能颠倒了，请核对"
    return point, ""


def grid_rows(path: Path, datum: Datum, code: str, name: str) -> Iterator[Row]:
    """
    Yield the grids of a GeoJSON file; ``code`` and ``name`` are the properties that hold them.

    A file with one feature a line (.jsonl, .geojsonl, .ndjson) is read a line at a time and may have any size.

    :raises CommandError: if the file is no GeoJSON
    """
    for number, feature in _features(path):
        if not isinstance(feature, dict):
            yield Row(number, "", "", problem="不是 GeoJSON 要素（Feature），请重新导出")
            continue
        properties = feature.get("properties") or {}
        geometry = feature.get("geometry")
        text = str(properties.get(code, "") or "")
        title = str(properties.get(name, "") or "")
        try:
            outline = turned(read_outline(geometry), datum) if geometry else None
        except InvalidOutline as error:
            yield Row(number, text, title, problem=f"网格“{text}”：{error}")
            continue
        yield Row(number, text, title, outline=outline)


def _features(path: Path) -> Iterator[tuple[int, Any]]:
    try:
        if path.suffix in {".jsonl", ".geojsonl", ".ndjson"}:
            yield from _lines(path)
            return
        data = json.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CommandError(f"{path.name}：不是可读的 GeoJSON（{error}）") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise CommandError(f"{path.name}：不是 GeoJSON 要素集（FeatureCollection），请重新导出")
    yield from enumerate(features, start=1)


def _lines(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                yield number, json.loads(line)
            except json.JSONDecodeError:
                yield number, None
