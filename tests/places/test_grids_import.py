import io
import json

import pytest
from django.core.management import CommandError, call_command

from tongpan.places import queries
from tongpan.places.domain.coordinates import Datum, from_wgs84
from tongpan.places.models import Place, PlaceVersion


@pytest.fixture
def village(kecheng):
    return queries.villages_of(queries.by_code("330802101"))[0]


def load(path, *words):
    out = io.StringIO()
    call_command("places_import_grids", str(path), *words, "--json", stdout=out, stderr=io.StringIO())
    return json.loads(out.getvalue().splitlines()[-1])


def a_feature(code, lon, lat, size=0.001, **properties):
    ring = [[lon, lat], [lon + size, lat], [lon + size, lat + size], [lon, lat + size], [lon, lat]]
    return {
        "type": "Feature",
        "properties": {"code": code, "name": "实测网格", **properties},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def a_file(folder, *features, name="grids.geojson"):
    path = folder / name
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False), "utf-8")
    return path


class TestGeoJson:
    def test_grids_are_created_and_found_by_point(self, tmp_path, village):
        Place.objects.filter(parent=village, level="GRID").update(geometry=None, min_lon=None)
        code = f"{village.code}901"

        result = load(a_file(tmp_path, a_feature(code, village.lon, village.lat)))

        grid = queries.by_code(code)
        assert result["created"] == 1
        assert not grid.synthetic
        assert queries.locate(village.lon + 0.0005, village.lat + 0.0005).grid_id == grid.pk

    def test_the_datum_is_that_of_the_source(self, tmp_path, village):
        lon, lat = from_wgs84(village.lon, village.lat, Datum.GCJ02)

        load(a_file(tmp_path, a_feature(f"{village.code}901", lon, lat)), "--datum", "GCJ02")

        assert queries.by_code(f"{village.code}901").min_lon == pytest.approx(village.lon, abs=1e-6)

    def test_a_synthetic_grid_is_replaced_by_the_surveyed_one(self, tmp_path, village):
        grid = queries.children(village)[0]

        path = a_file(tmp_path, a_feature(grid.code, village.lon, village.lat, name=grid.name))
        refused = load(path)
        result = load(path, "--valid-from", "2026-11-01", "--source", "网格勘界成果")

        grid = queries.by_code(grid.code)
        assert "请给出生效日期" in refused["rejected"][0]["reason"]
        assert result["redrawn"] == 1
        assert (grid.synthetic, grid.outline_source) == (False, "网格勘界成果")
        assert PlaceVersion.objects.exclude(geometry=None).filter(place=grid).count() == 1

    def test_each_bad_feature_says_why(self, tmp_path, village):
        good = a_feature(f"{village.code}901", village.lon, village.lat)
        unknown = a_feature("330802999201001", village.lon, village.lat)
        swapped = a_feature(f"{village.code}902", village.lat, village.lon)
        line = {
            **a_feature(f"{village.code}903", 118.8, 28.9),
            "geometry": {"type": "Point", "coordinates": [118.8, 28.9]},
        }
        torn = {
            **a_feature(f"{village.code}904", 1, 1),
            "geometry": {"type": "Polygon", "coordinates": [[[118.8, 28.9]]]},
        }
        short = a_feature("33080210", village.lon, village.lat)

        result = load(a_file(tmp_path, unknown, swapped, line, torn, short, good))

        assert result["created"] == 1
        assert [item["line"] for item in sorted(result["rejected"], key=lambda item: item["line"])] == [1, 2, 3, 4, 5]
        reasons = " ".join(item["reason"] for item in result["rejected"])
        for words in ("尚未录入", "不在中国境内", "应为面", "8 位"):
            assert words in reasons

    def test_one_feature_a_line_is_read_too(self, tmp_path, village):
        path = tmp_path / "grids.geojsonl"
        lines = [json.dumps(a_feature(f"{village.code}90{n}", village.lon, village.lat)) for n in (1, 2)]
        path.write_text("\n".join([*lines, "{broken"]))

        result = load(path)

        assert (result["created"], result["rejected_count"]) == (2, 1)

    def test_a_file_that_is_no_geojson_is_refused(self, tmp_path, db):
        (tmp_path / "x.geojson").write_text("[1, 2")

        with pytest.raises(CommandError, match="GeoJSON"):
            load(tmp_path / "x.geojson")


class TestLists:
    def test_grids_without_outline_are_valid(self, tmp_path, village):
        path = tmp_path / "grids.csv"
        path.write_text(
            f"网格编码,网格名称,经度,纬度\n{village.code}901,东片网格,,\n{village.code}902,西片网格,118.7,28.9\n",
            "utf-8",
        )

        result = load(path)

        assert result["created"] == 2
        assert queries.by_code(f"{village.code}901").geometry is None
        assert queries.by_code(f"{village.code}902").lon == 118.7

    def test_excel_is_read(self, tmp_path, village):
        openpyxl = pytest.importorskip("openpyxl")
        book = openpyxl.Workbook()
        book.active.append(["code", "name"])
        book.active.append([f"{village.code}901", "东片网格"])
        book.save(tmp_path / "grids.xlsx")

        assert load(tmp_path / "grids.xlsx")["created"] == 1

    def test_a_micro_grid_stands_under_its_grid(self, tmp_path, village):
        path = tmp_path / "grids.csv"
        path.write_text(f"code,name\n{village.code}901,东片网格\n{village.code}901001,一号微网格\n", "utf-8")

        load(path)

        micro = queries.by_code(f"{village.code}901001")
        assert (micro.kind, micro.parent.code) == ("微网格", f"{village.code}901")
        assert queries.full_name(micro).endswith("东片网格一号微网格")
