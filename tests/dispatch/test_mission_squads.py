"""Rows M087 and M088: one person in two roles, and squads for every field."""

import pytest
from django.test import Client
from django.urls import reverse
from tests import cast
from tests.dispatch.stage import a_stage
from tests.leads import stage as leads

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.domain.templates import ALL_ROUND
from tongpan.agencies.models import Appointment, Officer
from tongpan.agencies.queries import can_act_as_officer, responsible_team
from tongpan.dispatch import queries
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import Channel
from tongpan.leads.models import Lead

pytestmark = pytest.mark.django_db


class TestOnePersonTwoRoles:
    @pytest.fixture
    def scene(self):
        return a_stage()

    @pytest.fixture
    def walker(self, scene):
        """An officer of the team who also walks a grid."""
        officer = Officer.objects.get(pk=scene.officer.officer_id)
        grid = cast.a_grid(cast.a_village(scene.town.town))
        Appointment.objects.create(
            officer=officer, post=Post.GRID_WORKER, agency=scene.town.agency, place=grid,
            establishment=officer.establishment, district=scene.town.county, town=scene.town.town,
            valid_from=cast.LONG_AGO,
        )  # fmt: skip
        return officer

    def test_m087_is_one_actor_with_the_posts_of_both(self, walker):
        actor = cast.actor(walker)

        assert {Post.OFFICER, Post.GRID_WORKER} <= set(actor.posts)
        assert actor.can(Permission.LEADS_HANDLE)
        assert actor.can(Permission.LEADS_REGISTER)
        assert Officer.objects.filter(user=walker.user).count() == 1

    def test_m087_has_one_list_of_tasks_by_one_login(self, scene, walker):
        ordered = scene.order(officer_id=walker.pk)
        client = Client()
        client.force_login(walker.user)

        client.post(reverse("leads:quick_report"), {"text": leads.RUBBISH, "town": str(scene.town.town.pk)})

        found = Lead.objects.get(reported_by=walker)
        assert found.channel in {Channel.GRID, Channel.PATROL}
        assert [order.pk for order in queries.my_orders(cast.actor(walker))] == [ordered.pk]
        desk = client.get("/").content.decode()
        assert ordered.lead.title in desk
        assert client.get(reverse("leads:mine")).status_code == 200

    def test_m087_the_second_role_takes_nothing_from_the_first(self, scene, walker):
        assert can_act_as_officer(walker, Domain.CITY_APPEARANCE, cast.TODAY) == ()


class TestAllRound:
    def test_m088_one_squad_answers_for_every_field(self):
        town = cast.a_town_with_team()

        assert town.team.all_round
        answers = {domain: responsible_team(town.town.pk, domain, cast.TODAY) for domain in Domain}
        assert {team.pk for team in answers.values()} == {town.team.pk}

    def test_m088_the_template_makes_such_a_squad(self):
        assert ALL_ROUND.all_round
        assert set(ALL_ROUND.own_domains) == set(Domain)

    def test_m088_a_county_has_several(self):
        teams = {cast.a_town_with_team(place).team.pk for place in (cast.a_town(), cast.another_town())}

        assert len(teams) == 2
