import json

import numpy as np
import pytest
import shapely

from tests.places.conftest import NOW
from tongpan.places import demo, queries
from tongpan.places.models import Place


@pytest.fixture
def grid(kecheng) -> Place:
    return Place.objects.filter(county=kecheng, level="GRID").order_by("code")[30]


class TestLocate:
    def test_m086_point_to_grid_to_village_to_town_to_county(self, kecheng, grid):
        """M086: 网格—村社—镇街—县 stand one in another."""
        found = queries.locate(grid.lon, grid.lat)

        assert found == queries.Location(kecheng.pk, grid.town_id, grid.parent_id, grid.pk)

    def test_outside_everything_is_none(self, kecheng):
        assert queries.locate(116.4, 39.9) is None
        assert queries.locate(0, 0) is None

    def test_with_nothing_loaded_is_none(self, db):
        assert queries.locate(118.8, 28.95) is None

    def test_outside_every_grid_but_in_the_county_says_the_county(self, kecheng, grid):
        Place.objects.filter(county=kecheng, level__in=["GRID", "VILLAGE", "TOWN"]).update(geometry=None)

        found = queries.locate(grid.lon, grid.lat)

        assert found == queries.Location(kecheng.pk, None, None, None)

    def test_a_point_on_a_border_always_falls_to_the_same_grid(self, kecheng, grid):
        x, y = shapely.from_geojson(grid.geometry).exterior.coords[0]

        answers = {queries.locate(x, y) for _ in range(3)}

        assert len(answers) == 1
        assert queries.locate_many([x], [y])[0] in answers

    def test_a_redrawn_county_is_seen_at_once(self, kecheng, grid):
        before = queries.locate(grid.lon, grid.lat)

        demo.load(["140106"], at=NOW)

        assert queries.locate(grid.lon, grid.lat) == before
        assert queries.locate(112.56, 37.86) is not None

    def test_costs_no_statement_once_the_index_stands(self, kecheng, grid, settings, django_assert_num_queries):
        settings.TONGPAN_STAMP_SECONDS = 60
        queries.locate(grid.lon, grid.lat)

        with django_assert_num_queries(0):
            queries.locate(grid.lon, grid.lat)


class TestLocateMany:
    def test_agrees_with_single_points(self, whole_kecheng):
        demo.load(["140106"], at=NOW)
        random = np.random.default_rng(7)
        lons = np.concatenate([random.uniform(118.6, 119.0, 200), random.uniform(112.5, 112.8, 200), [0.0, 116.4]])
        lats = np.concatenate([random.uniform(28.7, 29.2, 200), random.uniform(37.7, 37.95, 200), [0.0, 39.9]])

        many = queries.locate_many(lons, lats)

        assert list(many) == [queries.locate(x, y) for x, y in zip(lons, lats, strict=True)]
        assert sum(one is not None for one in many) > 80
        assert many[401] is None

    def test_every_point_of_a_county_falls_into_a_grid(self, whole_kecheng):
        shape = shapely.from_geojson(whole_kecheng.geometry).buffer(-0.0002)
        points = shapely.get_coordinates(
            shapely.points(np.random.default_rng(1).uniform((118.6, 28.7), (119.0, 29.2), (4000, 2)))
        )
        inside = points[shapely.contains_xy(shape, points)]

        many = queries.locate_many(inside[:, 0], inside[:, 1])

        assert len(inside) > 500
        assert all(one is not None and one.grid_id for one in many)

    def test_no_points_no_answers(self, kecheng):
        assert len(queries.locate_many([], [])) == 0


class TestMapData:
    def test_is_geojson_of_the_place_and_its_children(self, whole_kecheng):
        data = queries.map_data(whole_kecheng)

        assert data["type"] == "FeatureCollection"
        assert [feature["properties"]["role"] for feature in data["features"]].count("child") == 18
        assert data["features"][1]["properties"]["synthetic"] is True
        json.dumps(data)
