"""Squads posted to towns, their liaisons, and 1+X."""

import pytest
from django.urls import reverse
from tests.agencies.stage import actions_of
from tests.cast import NOW, TODAY, a_department, a_resident_squad, a_town, actor, an_officer, another_town

from tongpan.agencies.actions import liaisons
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post, PostingMode, TeamKind
from tongpan.agencies.models import Posting, Team
from tongpan.agencies.queries import responsible_team
from tongpan.kernel.clock import today
from tongpan.kernel.errors import Conflict, NotFound

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


class TestLiaison:
    def test_named_and_recorded(self, cast, zhu):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        kong = an_officer("孔宁", squad.agency, Post.OFFICER, team=squad)
        posting = Posting.objects.get()

        liaisons.name_liaison(posting_id=posting.pk, contact_id=kong.pk, actor=actor(zhu), now=NOW)

        assert Posting.objects.get().contact == kong
        assert actions_of(squad) == ["team.liaison_named"]

    def test_not_by_others_not_of_another_district_not_when_ended(self, cast, zhu, stranger):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        posting = Posting.objects.get()

        with pytest.raises(NotFound):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=zhu.pk, actor=actor(stranger), now=NOW)
        with pytest.raises(NotFound, match="本区的人"):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=stranger.pk, actor=actor(zhu), now=NOW)
        Posting.objects.update(valid_to=TODAY)
        with pytest.raises(Conflict):
            liaisons.name_liaison(posting_id=posting.pk, contact_id=zhu.pk, actor=actor(zhu), now=NOW)
        assert actions_of(squad) == []


class TestPosting:
    def squad(self, cast):
        squad = a_resident_squad(cast, a_department(), Domain.MARKET)
        return squad, an_officer("孔宁", squad.agency, Post.OFFICER, team=squad)

    def test_m005_m006_a_squad_is_posted_with_its_liaison_and_the_posting_ended(self, cast, client):
        squad, kong = self.squad(cast)
        town = another_town()
        address = reverse("agencies:new_posting", args=[squad.pk])
        facts = {
            "town": str(town.pk), "mode": "ON_CALL", "valid_from": "2026-01-01", "primary_line": "HOST",
            "instrument": "柯政办〔2026〕3号", "contact": "",
        }  # fmt: skip

        refused = client.post(address, facts)
        assert refused.status_code == 422
        assert "请选择联络员" in refused.content.decode()
        assert client.post(address, {**facts, "contact": str(kong.pk)}).status_code == 302
        made = Posting.objects.get(host_town=town)
        assert (made.mode, made.contact) == (PostingMode.ON_CALL, kong)
        ending = reverse("agencies:end_posting", args=[made.pk])
        assert client.post(ending, {"valid_to": "2025-01-01", "reason": "调整"}).status_code == 422
        assert client.post(ending, {"valid_to": "2026-12-01", "reason": "调整"}).status_code == 302
        assert client.get(ending).status_code == 404

    def test_m115_the_liaison_of_a_posting_is_named(self, cast, client):
        squad, kong = self.squad(cast)
        posting = Posting.objects.get(team=squad)

        client.post(reverse("agencies:liaison", args=[posting.pk]), {"contact": str(kong.pk)})

        posting.refresh_from_db()
        assert posting.contact == kong
        assert "换联络员" in client.get(reverse("agencies:team", args=[squad.pk])).content.decode()

    def test_m031_m032_one_plus_x_serves_the_host_and_its_neighbours(self, client):
        host, neighbour = a_town(), another_town()
        third = a_town("万田乡", "330802203")
        bureau = a_department()
        address = reverse("agencies:regional", args=[host.pk])
        facts = {
            "neighbors": [str(neighbour.pk), str(third.pk)], "department": str(bureau.pk),
            "domains": ["market", "fire"], "valid_from": "2026-01-01", "instrument": "柯政办〔2026〕4号",
        }  # fmt: skip

        assert client.post(address, {**facts, "neighbors": []}).status_code == 422
        assert client.post(address, facts).status_code == 302
        team = Team.objects.get(kind=TeamKind.REGIONAL)
        for town in (host, neighbour, third):
            assert responsible_team(town.pk, Domain.FIRE, today()) == team
        again = client.post(address, facts)
        assert again.status_code == 409
        assert "已由" in again.content.decode()
