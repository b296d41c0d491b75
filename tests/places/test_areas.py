"""Enforcement areas made of villages and grids, on the figures of the reports."""

from uuid import uuid4

import pytest
import shapely

from tests.places.conftest import NOW
from tongpan.kernel.ids import uuid7
from tongpan.places import queries
from tongpan.places.actions import load_list
from tongpan.places.domain.cells import cut
from tongpan.places.domain.codes import Level
from tongpan.places.steps import Listing, Row

TOWN = "410922104"
VILLAGES = [f"{TOWN}{number:03d}" for number in range(201, 277)]


@pytest.fixture
def town(db):
    """76 个行政村、90 平方公里 (M084), synthetic."""
    outline = shapely.box(115.0, 35.0, 115.1057, 35.0839)  # 9.6 km by 9.3 km
    cells = cut(outline, {TOWN: VILLAGES}, {})
    above = [("41", Level.PROVINCE, "某省"), ("4109", Level.CITY, "某市"), ("410922", Level.COUNTY, "某县")]
    for code, level, name in above:
        load_list([Row(1, code, name)], listing=_listing(level))
    load_list([Row(1, TOWN, "某镇", outline=cells.towns[TOWN])], listing=_listing(Level.TOWN))
    rows = [Row(n, code, f"某{n}村村委会", outline=cells.villages[code]) for n, code in enumerate(VILLAGES, start=1)]
    assert load_list(rows, listing=_listing(Level.VILLAGE)).created == 76
    return queries.by_code(TOWN)


def _listing(level):
    return Listing(uuid7(), "合成清单", level, None, NOW, synthetic=True)


def test_m084_a_town_of_76_villages_and_90_square_kilometres(town):
    villages = [village.pk for village in queries.villages_of(town)]

    area = queries.area_of(villages)

    assert len(villages) == 76
    assert area.km2 == pytest.approx(90, abs=1.5)
    assert area.undrawn == 0
    located = queries.locate_many(
        [v.lon for v in queries.villages_of(town)], [v.lat for v in queries.villages_of(town)]
    )
    assert [one.village_id for one in located] == villages


def test_m085_four_areas_of_four_squads_cover_the_town_without_overlap(town):
    villages = [village.pk for village in queries.villages_of(town)]
    areas = {f"第{n + 1}中队": villages[n::4] for n in range(4)}

    assert queries.cover_of(town, areas).exact

    areas["第1中队"] = [*areas["第1中队"], villages[1]]
    areas["第4中队"] = areas["第4中队"][1:]
    cover = queries.cover_of(town, areas)
    assert not cover.exact
    assert cover.overlaps == ((villages[1], ("第1中队", "第2中队")),)
    assert cover.gaps == (villages[3],)


def test_m086_an_enforcement_area_is_the_union_of_its_grids(kecheng):
    town = queries.by_code("330802101")
    grids = [grid.pk for village in queries.villages_of(town) for grid in queries.children(village)]

    area = queries.area_of(grids)

    assert area.km2 == pytest.approx(queries.area_of([town.pk]).km2, rel=1e-6)
    assert shapely.geometry.shape(area.geometry).equals(shapely.from_geojson(town.geometry))
    assert queries.cover_of(town, {"航埠中队": grids}).exact
    assert queries.cover_of(town, {"航埠中队": [town.pk]}).exact


def test_places_without_outline_are_counted_not_hidden(kecheng):
    assert queries.area_of([kecheng.parent_id]).undrawn == 1
    assert queries.area_of([uuid4()]).geometry is None
