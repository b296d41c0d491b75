"""What the desk has at hand: liaisons and vehicles, and the nearest competent officer."""

import pytest
from tests.cast import (
    NOW,
    TODAY,
    a_department,
    a_resident_squad,
    a_town_with_team,
    a_village,
    an_officer,
    auxiliary_jiang,
    officer_li,
)

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post, PostingMode
from tongpan.agencies.domain.suggestion import kilometers
from tongpan.agencies.models import Vehicle
from tongpan.agencies.queries import liaisons_of, suggest_officers, vehicles_at

pytestmark = pytest.mark.django_db(transaction=True)


class TestDesk:
    def test_m115_shows_liaisons_of_every_squad_and_vehicles(self):
        cast = a_town_with_team()
        market = a_resident_squad(cast, a_department(), Domain.MARKET)
        a_resident_squad(
            cast, a_department(name="交通运输局", key="transport"), Domain.TRANSPORT, mode=PostingMode.ON_CALL
        )
        kong = an_officer("孔宁", market.agency, Post.OFFICER, team=market, town=cast.town)
        kong.phone = "19900001234"
        kong.save()
        market.postings.update(contact=kong)
        Vehicle.objects.create(plate="浙H·演01", agency=cast.agency, town=cast.town, district=cast.county)

        resident, on_call = liaisons_of(cast.town.pk, TODAY)

        assert (resident.name, resident.mode_label, resident.phone_masked[-4:]) == ("孔宁", "全员派驻", "1234")
        assert (on_call.name, on_call.mode_label) == ("", "按需到场")
        assert [vehicle.plate for vehicle in vehicles_at(cast.town.pk)] == ["浙H·演01"]

    def test_a_telephone_number_is_sealed_in_the_database(self):
        li = officer_li()
        li.phone = "19900001234"
        li.save()

        li.refresh_from_db()

        assert "19900001234" not in li.phone_sealed
        assert li.phone == "19900001234"
        assert li.phone_masked != li.phone


class TestSuggestion:
    def suggest(self, cast, **changed):
        facts = {"town_id": cast.town.pk, "domain": Domain.FIRE, "at": NOW}
        return suggest_officers(**{**facts, **changed})

    def test_m118_beat_duty_skill_distance_and_load_decide_and_are_said(self):
        cast = a_town_with_team()
        near, far = a_village(cast.town, lon=118.78, lat=28.94), a_village(cast.town, lon=118.90, lat=28.94)
        local = an_officer("片区", cast.agency, Post.OFFICER, team=cast.team, place=near, town=cast.town)
        distant = an_officer("远处", cast.agency, Post.OFFICER, team=cast.team, place=far, town=cast.town)

        found = self.suggest(cast, lon=118.78, lat=28.94, village_id=near.pk, load={local.pk: 1})

        first, second = found.suggested
        assert (first.officer_id, second.officer_id) == (local.pk, distant.pk)
        assert first.reasons == (
            "持有该领域的有效执法证",
            f"责任片区：{near.name}",
            "片区或驻地距现场约0.0公里",
            "在办1件",
        )
        assert "11.7公里" in second.reasons[1]

    def test_m118_whoever_has_less_on_hand_comes_first(self):
        cast = a_town_with_team()
        busy = an_officer("甲", cast.agency, Post.OFFICER, team=cast.team)
        free = an_officer("乙", cast.agency, Post.OFFICER, team=cast.team)

        found = self.suggest(cast, load={busy.pk: 4})

        assert [person.officer_id for person in found.suggested] == [free.pk, busy.pk]

    def test_m022_the_specialist_comes_before_the_all_rounder(self):
        cast = a_town_with_team()
        an_officer("甲", cast.agency, Post.OFFICER, team=cast.team)
        expert = an_officer("乙", cast.agency, Post.OFFICER, team=cast.team, licensed=(Domain.FIRE, Domain.EMERGENCY))

        assert self.suggest(cast).suggested[0].officer_id == expert.pk

    def test_m117_draws_on_the_registry_of_all_teams_that_serve_the_town(self):
        cast = a_town_with_team()
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        kong = an_officer("孔宁", squad.agency, Post.OFFICER, team=squad, town=cast.town)

        assert [person.officer_id for person in self.suggest(cast).suggested] == [kong.pk]

    def test_whoever_may_not_act_is_named_with_the_reason(self):
        cast = a_town_with_team()
        auxiliary_jiang(cast)
        an_officer("无证", cast.agency, Post.OFFICER, team=cast.team, licensed=None)

        found = self.suggest(cast)

        assert not found.suggested
        assert {name for name, _ in found.excluded} == {"蒋平", "无证"}

    def test_costs_the_same_for_three_people_and_for_thirty(self, django_assert_max_num_queries):
        cast = a_town_with_team()
        for _ in range(15):
            auxiliary_jiang(cast)
            officer_li(cast)

        with django_assert_max_num_queries(8):
            assert len(self.suggest(cast, limit=99).suggested) == 15

    def test_distances_are_those_of_the_earth(self):
        assert kilometers(118.0, 29.0, 119.0, 29.0) == pytest.approx(97.25, abs=0.1)
