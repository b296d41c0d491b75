"""
Make the facts of the four demo districts: codes, names and kinds (CSV) and simplified outlines (GeoJSON, WGS-84).

Run once by hand: ``python tools/make_demo_places.py REFERENCE_DATA_DIR``. The result is committed; the source is not.
Town points are the centres of the towns' boxes where those are known; other towns have none and are spread later.
"""

import csv
import json
import sys
from pathlib import Path

import shapely

from tongpan.places.domain.codes import town_kind, village_kind
from tongpan.places.domain.coordinates import Datum
from tongpan.places.domain.geometry import polygons_only, turned, write_outline

DISTRICTS = ("140106", "320281", "330802", "370102")
TARGET = Path(__file__).parents[1] / "src" / "tongpan" / "places" / "demo" / "data"
TOLERANCE = 0.00025  # degrees, about 25 m: the outlines are unofficial anyway


def main(source: Path) -> None:
    """Write both files."""
    names = upper_levels(source) + towns(source) + villages(source)
    with (TARGET / "four_districts.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "name", "kind", "lon", "lat"])
        writer.writerows(sorted(names))
    features = [outline(source, code) for code in DISTRICTS]
    text = ",\n".join(json.dumps(feature, ensure_ascii=False, separators=(",", ":")) for feature in features)
    (TARGET / "outlines.geojson").write_text(f'{{"type":"FeatureCollection","features":[\n{text}\n]}}\n', "utf-8")


def rows(path: Path) -> list[dict[str, str]]:
    """Read one list."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def upper_levels(source: Path) -> list[list[str]]:
    """Return provinces, cities and the districts themselves."""
    found = []
    for name, length, kind in (("provinces", 2, "省"), ("cities", 4, "地级市"), ("areas", 6, "")):
        wanted = {code[:length] for code in DISTRICTS}
        for row in rows(source / "divisions" / f"{name}.csv"):
            if row["code"] in wanted:
                own = kind or ("县级市" if row["name"].endswith("市") else "市辖区")
                found.append([row["code"], row["name"], own, "", ""])
    return found


def towns(source: Path) -> list[list[str]]:
    """Return the towns with the centres of their boxes."""
    boxes = json.loads((source / "places" / "township_bboxes_sizhi.json").read_text("utf-8"))
    centres = {row["code"]: row["bbox_wsen"] for row in boxes if row["status"] == "ok"}
    found = []
    for row in rows(source / "divisions" / "streets.csv"):
        if row["areaCode"] in DISTRICTS:
            box = centres.get(row["code"])
            point = [f"{(box[0] + box[2]) / 2:.4f}", f"{(box[1] + box[3]) / 2:.4f}"] if box else ["", ""]
            found.append([row["code"], row["name"], town_kind(row["code"], row["name"]), *point])
    return found


def villages(source: Path) -> list[list[str]]:
    """Return villages and communities."""
    return [
        [row["code"], row["name"], village_kind(row["code"], row["name"]), "", ""]
        for row in rows(source / "divisions" / "four_districts_villages.csv")
    ]


def outline(source: Path, code: str) -> dict[str, object]:
    """Return one district's outline, turned into WGS-84 and simplified."""
    feature = json.loads((source / "places" / f"{code}.json").read_text("utf-8"))["features"][0]
    shape = shapely.from_geojson(json.dumps(feature["geometry"]))
    simple = polygons_only(shapely.make_valid(turned(shape, Datum.GCJ02).simplify(TOLERANCE)))
    return {
        "type": "Feature",
        "properties": {"code": code, "note": "非官方示意轮廓，WGS-84，已简化"},
        "geometry": json.loads(write_outline(simple, digits=5)),
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
