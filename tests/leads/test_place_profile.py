"""网格概况 (M089): what leads and teams know of a place, in counts; nobody is named, nothing ranks."""

from datetime import timedelta

import pytest
from tests import cast
from tests.leads import stage

from tongpan.agencies.queries import place_profile as teams
from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.models import Lead
from tongpan.leads.queries import place_profile
from tongpan.places.queries import profile

pytestmark = pytest.mark.django_db
ON = cast.TODAY


@pytest.fixture
def grid(town):
    return cast.a_grid(cast.a_village(town.town))


def in_grid(town, grid, **changes):
    lead = stage.a_lead(town)
    Lead.objects.filter(pk=lead.pk).update(grid=grid, village=grid.parent, **changes)
    return lead


def shown(place, on=ON):
    return {one.label: (one.value, one.note) for one in profile.figures(place.pk, place.level, on)}


def test_m089_open_leads_by_field_and_frequent_matters_of_ninety_days(town, grid):
    in_grid(town, grid)
    in_grid(town, grid, domain="market")
    in_grid(town, grid, status=Status.ARCHIVED)
    in_grid(town, grid, status=Status.ARCHIVED, outcome=Outcome.NO_VIOLATION)

    found = shown(grid)

    value, note = found["未办结线索"]
    assert value == "2 件"
    assert note.count(" 1") == 2
    assert found["90天高频：擅自占用道路、广场摆摊设点"][0] == "3 件"
    assert shown(grid.parent)["未办结线索"][0] == "2 件"


def test_m089_what_lies_elsewhere_or_long_ago_is_not_counted(town, grid):
    stage.a_lead(town)
    other = cast.a_grid(grid.parent, "第二网格", 2)
    in_grid(town, grid)

    assert shown(other)["未办结线索"] == ("0 件", "")
    assert not [label for label in shown(grid, ON + timedelta(days=200)) if label.startswith("90天")]


def test_m089_people_and_the_teams_that_answer(town, grid):
    cast.grid_worker_wei(town, grid)

    found = shown(grid)

    assert found["网格员"][0] == "1 人"
    assert found["责任队伍"][0] == "1 支"
    assert found["责任队伍"][1].startswith(town.team.name)


def test_m089_a_hole_is_said(grid):
    bare = cast.a_grid(cast.a_village(cast.another_town()))

    assert shown(bare)["责任队伍"][0] == "没有"


def test_a_county_has_its_own_overviews(town):
    assert place_profile.figures(town.county.pk, "COUNTY", ON) == []
    assert teams.figures(town.county.pk, "COUNTY", ON) == []


def test_costs_the_same_for_one_and_for_many(town, grid, django_assert_max_num_queries):
    for _ in range(4):
        in_grid(town, grid)

    with django_assert_max_num_queries(8):
        shown(grid)
