"""What towns hold in each domain, how two days of a list differ, and what may be handed down next."""

from datetime import date

import pytest
from tests import cast
from tests.powers.builders import ON, a_grant, a_matter
from tests.powers.stage import Lists

from tongpan.agencies.domain.fields import Domain
from tongpan.powers import queries
from tongpan.powers.domain.coverage import State
from tongpan.powers.domain.kinds import (
    GrantClass,
    Mode,
    Power,
)
from tongpan.powers.queries.coverage import (
    coverage_table,
    industry_matrix,
    overlaps_and_holes,
    recommendations,
)
from tongpan.powers.queries.lists import ListFilter, difference, grants
from tongpan.powers.queries.matter import history

pytestmark = pytest.mark.django_db

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Lists:
    return Lists()


class TestCoverage:
    def test_m032_towns_and_domains_are_full_partial_empty_or_doubled(self, stage):
        other = cast.a_town_with_team(cast.another_town())
        urban = cast.a_department(stage.county, "综合行政执法局", "urban")
        second = a_matter(domain="market")
        street = a_matter(domain="city_appearance")
        for matter in (stage.matter, second):
            a_grant(matter, stage.town.agency)
        a_grant(stage.matter, other.agency)
        a_grant(street, stage.town.agency)
        a_grant(street, urban, Mode.CONCENTRATED)

        table = coverage_table(stage.county, ON)

        state = {key: cell.state for key, cell in table.cells.items()}
        here, there = stage.town.town.pk, other.town.pk
        assert state[here, "market"] is State.FULL
        assert state[there, "market"] is State.PARTIAL
        assert state[here, "city_appearance"] is State.OVERLAP
        assert state[there, "city_appearance"] is State.FULL
        assert table.count(State.OVERLAP) == 1
        assert [cell.overlaps for cell in overlaps_and_holes(table)] == [[street.pk]]

    def test_m032_no_responsible_team_is_a_hole_even_where_the_power_is_held(self, stage):
        bare = cast.a_town("七里乡", "330802200")
        a_grant(stage.matter, cast.a_town_government(bare))

        table = coverage_table(stage.county, ON)

        assert table.cells[bare.pk, "market"].state is State.HOLE

    def test_m032_a_departments_own_power_fills_what_was_not_handed_down(self, stage):
        other = cast.a_town_with_team(cast.another_town())
        a_grant(stage.matter, stage.department, Mode.OWN)
        a_grant(stage.matter, stage.town.agency)

        states = {cell.state for cell in coverage_table(stage.county, ON).cells.values()}

        assert states == {State.FULL}
        assert queries.who_may(stage.matter.pk, other.town.pk, ON).body_id == stage.department.pk

    def test_m076_industries_and_teams_show_who_answers_for_what(self, stage):
        stage.matter.industry = "餐饮"
        stage.matter.save()
        a_matter(domain="market", industry="餐饮")

        teams, rows = industry_matrix(stage.county, stage.town.town.pk, ON)

        assert teams == [stage.town.team]
        assert rows[0].industry == "餐饮"
        assert rows[0].by_team == {stage.town.team.pk: 2}


class TestDifferences:
    def test_m062_two_days_of_one_list_are_compared(self, stage):
        grant = stage.granted()
        stage.recalled(grant)
        a_grant(a_matter(), stage.town.agency, valid_from=date(2026, 12, 5))
        wanted = ListFilter(ON, district_id=stage.county.pk)

        changes = difference(wanted, ON, date(2026, 12, 31))

        assert sorted(change.added for change in changes) == [False, True]
        assert {change.grant.body_id for change in changes} == {stage.town.agency.pk}

    def test_m062_list_of_a_town_holds_its_own_and_what_covers_it(self, stage):
        stage.granted()
        a_grant(a_matter(), stage.department, Mode.OWN)

        assert grants(ListFilter(ON, town_id=stage.town.town.pk)).count() == 2
        assert grants(ListFilter(ON, town_id=stage.town.town.pk, mode=Mode.ASSIGNED)).count() == 1
        assert grants(ListFilter(ON, district_id=stage.county.pk, words="占道")).count() == 2
        assert grants(ListFilter(ON, district_id=stage.county.pk, power=Power.MEASURE)).count() == 0

    def test_history_keeps_every_row(self, stage):
        stage.recalled(stage.granted())

        assert len(history(stage.matter.pk, stage.county.pk)) == 2


class TestRecommendations:
    def test_m066_summary_procedure_goes_first_and_negative_list_is_left_out(self, stage):
        ordinary = a_matter("甲", summary_fit=False)
        summary = a_matter("乙", summary_fit=True)
        rare = a_matter("丙", summary_fit=True)
        a_matter("丁", town_fit=False)
        stage.classed()
        held = a_matter("戊")
        a_grant(held, stage.town.agency)

        found = recommendations(stage.county.pk, ON, {summary.pk: 40, ordinary.pk: 90})

        assert [item.code for item, _ in found] == [summary.code, rare.code, ordinary.code]
        assert "简易程序" in found[0][1]
        assert Domain.MARKET in {item.domain for item in queries.matter_profiles(stage.county.pk)}

    def test_m064_what_must_be_handed_down_comes_before_all(self, stage):
        must = a_matter("甲", summary_fit=False, town_fit=False)
        a_matter("乙", summary_fit=True)
        stage.classed(GrantClass.MUST, "", matter_id=must.pk)

        assert recommendations(stage.county.pk, ON)[0][0].code == must.code
