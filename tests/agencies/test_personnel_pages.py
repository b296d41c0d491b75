"""街镇的话语权，在页面上：提出、征求意见、办理，各看得到各的。"""

import pytest
from django.db import connection
from django.urls import reverse
from tests.agencies.stage import signed_in
from tests.cast import (
    an_officer,
)

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer, PersonnelAction

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.agencies.site")]


class TestPages:
    def test_m207_planned_heard_and_carried_out_on_the_pages(self, world):
        manager, town = signed_in(world.zhu), signed_in(world.zhou)
        address = reverse("agencies:new_plan", args=[world.person.pk])
        assert world.cast.town.name in manager.get(address).content.decode()
        refused = manager.post(address, {"kind": "RANK", "to_what": "四级主任科员", "instrument": ""})
        assert refused.status_code == 422
        assert "四级主任科员" in refused.content.decode()
        manager.post(address, {"kind": "RANK", "to_what": "四级主任科员", "instrument": "方案3号"})
        plan = PersonnelAction.objects.get()
        page = reverse("agencies:plan", args=[plan.pk])
        assert "请登记街镇意见" in town.get(reverse("agencies:plans")).content.decode()
        early = manager.post(page, {"do": "done", "answer": ""})
        assert early.status_code == 409
        sent = {"do": "opinion", "town": str(world.cast.town.pk), "stance": "RESERVED", "text": ""}
        assert town.post(page, sent).status_code == 422
        assert town.post(page, sent | {"text": "再观察半年更好"}).status_code == 302
        assert manager.post(page, {"do": "done", "answer": "已与镇里沟通一致"}).status_code == 302
        assert "再观察半年更好" in manager.get(page).content.decode()

        assert Officer.objects.get(pk=world.person.pk).title == "四级主任科员"

    def test_m207_others_do_not_see_it(self, world):
        plan = world.plan()
        other = signed_in(an_officer("李看", world.cast.agency, Post.OFFICER, team=world.cast.team, username="likan"))

        assert other.get(reverse("agencies:plans")).status_code == 403
        assert other.get(reverse("agencies:plan", args=[plan.pk])).status_code == 404

    def test_m207_by_api(self, world):
        manager, town = signed_in(world.zhu), signed_in(world.zhou)
        kind = {"content_type": "application/json"}
        made = manager.post(
            f"/api/v1/agencies/officers/{world.person.pk}/personnel",
            {"kind": "TITLE", "to_what": "工程师", "instrument": "职称文件"}, **kind,
        )  # fmt: skip
        assert made.status_code == 201, made.content
        key = made.json()["id"]
        assert manager.post(f"/api/v1/agencies/personnel/{key}/done", {}, **kind).status_code == 409
        said = {"town_id": str(world.cast.town.pk), "stance": "SUPPORT"}
        assert town.post(f"/api/v1/agencies/personnel/{key}/opinions", said, **kind).status_code == 200
        assert manager.post(f"/api/v1/agencies/personnel/{key}/done", {}, **kind).json()["done_at"]
        assert len(town.get("/api/v1/agencies/personnel").json()["items"]) == 1

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="a short table is read whole on PostgreSQL")
    def test_the_list_is_read_by_its_index(self, world):
        rows = PersonnelAction.objects.filter(district=world.cast.county).order_by("-id")[:51]

        assert "personnel_district_id" in rows.explain()
