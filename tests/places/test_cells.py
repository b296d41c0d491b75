import shapely

from tongpan.places.demo import DISTRICTS, _outlines, _shapes
from tongpan.places.domain.cells import cut, grids_of
from tongpan.places.domain.geometry import area_km2, write_outline

SQUARE = shapely.box(118.7, 28.9, 118.8, 29.0)
TOWNS = {"330802101": [f"330802101{n:03d}" for n in range(201, 213)], "330802102": ["330802102201"], "330802103": []}


class TestCut:
    def test_covers_the_county_without_overlap(self):
        cells = cut(SQUARE, TOWNS, {"330802101": (118.72, 28.95)})

        grids = [*cells.grids.values(), cells.towns["330802103"]]
        assert shapely.coverage_is_valid(grids)
        assert shapely.union_all(grids).symmetric_difference(SQUARE).area < 1e-9
        assert set(cells.towns) == set(TOWNS)
        assert set(cells.villages) == {village for villages in TOWNS.values() for village in villages}

    def test_every_village_is_the_union_of_its_one_to_four_grids(self):
        cells = cut(SQUARE, TOWNS, {})

        for code, village in cells.villages.items():
            own = [grid for grid_code, grid in cells.grids.items() if grid_code.startswith(code)]
            assert len(own) == grids_of(code)
            assert 1 <= len(own) <= 4
            assert shapely.union_all(own).equals(village)

    def test_is_the_same_every_time(self):
        first, second = cut(SQUARE, TOWNS, {}), cut(SQUARE, TOWNS, {})

        assert [write_outline(grid) for grid in first.grids.values()] == [
            write_outline(g) for g in second.grids.values()
        ]

    def test_a_known_town_lies_around_its_point(self):
        cells = cut(SQUARE, TOWNS, {"330802101": (118.72, 28.95), "330802102": (118.78, 28.95)})

        assert cells.towns["330802101"].contains(shapely.Point(118.72, 28.95))


class TestFourDistricts:
    def test_all_four_are_covered_exactly(self):
        for county in DISTRICTS:
            cells = _shapes(county)
            assert shapely.coverage_is_valid(list(cells.grids.values())), county
            lost = shapely.union_all(list(cells.grids.values())).symmetric_difference(_outlines()[county])
            assert area_km2(lost) < 0.01, county
