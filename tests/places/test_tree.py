from datetime import date

import pytest

from tests.places.conftest import NOW
from tongpan.kernel.errors import NotFound
from tongpan.places import demo, queries
from tongpan.places.models import CodeScheme, ExternalPlaceCode, Place


class TestFourDistricts:
    def test_all_59_towns_and_824_villages_are_there(self, db):
        created = demo.load(at=NOW)

        assert (created["COUNTY"], created["TOWN"], created["VILLAGE"]) == (4, 59, 824)
        assert created["GRID"] >= 824
        grids = Place.objects.filter(level="GRID")
        assert not grids.filter(synthetic=False).exists()
        assert all("示意网格" in grid.display_name for grid in grids[:50])
        assert sum(demo.load(at=NOW).values()) == 0

    def test_the_counties_themselves_are_not_synthetic(self, kecheng):
        assert not kecheng.synthetic
        assert "非官方" in kecheng.outline_source

    def test_an_unknown_district_is_refused(self, db):
        with pytest.raises(ValueError, match="999999"):
            demo.load(["999999"], at=NOW)


class TestLookups:
    def test_by_code(self, kecheng):
        assert queries.by_code("330802101").name == "航埠镇"
        assert queries.by_code("330802101", on=date(2026, 1, 1)).name == "航埠镇"

    def test_unknown_code_says_what_to_do(self, kecheng):
        with pytest.raises(NotFound, match="请核对代码") as refusal:
            queries.by_code("330802999")

        assert refusal.value.code == "places.code.unknown"

    def test_by_the_code_of_another_system(self, kecheng):
        ExternalPlaceCode.objects.create(place=kecheng, scheme=CodeScheme.CIVIL_AFFAIRS, code="330802000000")

        assert queries.by_external_code("CIVIL_AFFAIRS", "330802000000") == kecheng
        with pytest.raises(NotFound):
            queries.by_external_code("NBS", "330802000000")

    def test_down_the_tree(self, whole_kecheng):
        towns = list(queries.towns_of(whole_kecheng))
        villages = list(queries.villages_of(towns[0]))

        assert len(towns) == 18
        assert list(queries.children(towns[0])) == villages
        assert queries.county_of(villages[0]) == whole_kecheng
        assert len(queries.place_tree(whole_kecheng)) == 18
        assert sum(branch.villages for branch in queries.place_tree(whole_kecheng)) == 291

    def test_full_names(self, kecheng):
        town = queries.by_code("330802101")
        village = queries.villages_of(town)[0]
        grid = queries.children(village)[0]

        assert queries.full_name(kecheng) == "浙江省衢州市柯城区"
        assert queries.full_name(town) == "浙江省衢州市柯城区航埠镇"
        assert queries.full_name(village) == f"浙江省衢州市柯城区航埠镇{village.name}"
        assert queries.full_name(grid) == f"浙江省衢州市柯城区航埠镇{village.name}第1网格"
        assert queries.full_name(kecheng.parent) == "浙江省衢州市"

    def test_ancestry_on_a_day(self, kecheng):
        line = queries.ancestry(queries.by_code("330802101"), date(2026, 1, 1))

        assert [ancestor.name for ancestor in line] == ["浙江省", "衢州市", "柯城区", "航埠镇"]

    def test_search_by_name_and_by_code(self, kecheng):
        assert [place.code for place in queries.search("航埠镇")] == ["330802101"]
        assert queries.search("330802101").count() > 1
        assert queries.search("").count() == 0

    def test_find_in_text_uses_the_names_of_the_county(self, kecheng):
        guess = queries.find_in_text("反映航埠镇农贸市场占道经营", kecheng.pk)

        assert guess.town_id == queries.by_code("330802101").pk
        assert queries.find_in_text("A3区有人占道", kecheng.pk) is None
        assert queries.find_in_text("航埠镇", None) is None
