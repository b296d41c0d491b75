"""The JSON face: orders from 交办 to 办结 or 退回; refusals as problem+json with reason and fields."""

import pytest
from django.test import Client
from tests import cast
from tests.dispatch.test_transfers import SHEET

from tongpan.agencies.models import Officer
from tongpan.kernel import clock, tokens

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


class Caller:
    """Another system, calling with the token of one person."""

    def __init__(self, actor):
        user = Officer.objects.get(pk=actor.officer_id).user
        self.client = Client(headers={"Authorization": f"Bearer {tokens.issue(user=user, name='t', now=cast.NOW)}"})

    def post(self, path, data=None):
        return self.client.post(f"/api/v1/dispatch{path}", data or {}, content_type="application/json")

    def get(self, path):
        return self.client.get(f"/api/v1/dispatch{path}")


def assigned(stage, **changes):
    lead = stage.lead()
    given = {"lead_id": str(lead.pk), "team_id": str(stage.town.team.pk), "version": lead.version} | changes
    return lead, Caller(stage.dispatcher).post("/orders", given)


class TestOrders:
    def test_assigned_signed_arrived_finished_checked(self, stage):
        lead, made = assigned(stage)
        assert made.status_code == 200, made.content
        key = made.json()["id"]
        officer = Caller(stage.officer)
        assert [row["id"] for row in officer.get("/orders/mine").json()] == [key]

        assert officer.post(f"/orders/{key}/sign").json()["status_label"] == "已签收"
        assert officer.post(f"/orders/{key}/arrive").json()["arrived_at"]
        done = officer.post(f"/orders/{key}/finish", {"outcome": "CORRECTED", "result": "已劝离并清理"})
        checked = Caller(stage.dispatcher).post("/checks", {"lead_id": str(lead.pk), "accepted": True})

        assert (done.json()["status"], checked.json()) == ("DONE", {"accepted": True, "order": None})

    def test_a_stale_version_is_a_conflict(self, stage):
        _, response = assigned(stage, version=99)

        assert response.status_code == 409
        assert response["Content-Type"].startswith("application/problem+json")
        assert response.json()["code"] == "lead.changed"

    def test_a_return_names_the_wrong_field(self, stage):
        _, made = assigned(stage)

        response = Caller(stage.officer).post(
            f"/orders/{made.json()['id']}/return", {"ground": "NOT_OUR_PLACE", "reason": "不在我们片区"}
        )

        assert response.status_code == 422
        assert "cited_grant" in response.json()["fields"]

    def test_a_return_goes_back(self, stage):
        _, made = assigned(stage)

        response = Caller(stage.officer).post(
            f"/orders/{made.json()['id']}/return",
            {
                "ground": "NEEDS_OTHER_POWER",
                "reason": "应由市场监管办理",
                "cited_grant_id": str(stage.department_grant.pk),
            },
        )

        assert response.json()["ordinal"] == 1

    def test_an_unlawful_team_carries_its_article(self, stage):
        other = cast.a_department(cast.a_county(), "水利局", "water")
        squad = cast.a_team("水政大队", other, host_town=stage.town.town, kind="DEPARTMENT")

        _, response = assigned(stage, team_id=str(squad.pk))

        assert response.status_code == 422
        assert "行政处罚法" in response.json()["breaches"][0]["citation"]

    def test_listed_with_keyset_and_known_words(self, stage):
        stage.order()
        caller = Caller(stage.dispatcher)

        assert len(caller.get("/orders?status=WAITING,SIGNED").json()["items"]) == 1
        assert caller.get("/orders?status=XX").status_code == 422
        assert caller.get("/orders?after=zz").status_code == 422

    def test_many_at_once(self, stage):
        lead = stage.lead()

        response = Caller(stage.dispatcher).post("/orders/bulk", {"leads": [str(lead.pk)]})

        assert response.json()[0]["number"].startswith("JB2026-")

    def test_signed_for_by_telephone_and_assisted(self, stage):
        order = stage.order()
        caller = Caller(stage.dispatcher)

        told = caller.post(f"/orders/{order.pk}/sign-by-telephone", {"told": "09:31 李明"})
        helped = caller.post("/orders/assist", {"lead_id": str(order.lead_id), "team_id": str(stage.squad.pk)})

        assert (told.json()["signed_for"], helped.json()["role"]) == ("09:31 李明", "ASSIST")
        assert caller.get(f"/orders/{order.pk}").json()["number"] == order.number


class TestTheRest:
    def test_urged_and_answered(self, stage):
        lead = stage.order().lead
        made = Caller(stage.district).post("/urges", {"lead_id": str(lead.pk), "text": "今天办完", "supervise": True})
        assert made.json()["due_on"] == "2026-11-26"

        answered = Caller(stage.officer).post(f"/urges/{made.json()['id']}/answer", {"answer": "正在现场"})

        assert answered.json()["answer"] == "正在现场"

    def test_escalated(self, stage):
        given = {"lead_id": str(stage.lead().pk), "test": "CROSS_TOWN", "reason": "跨两个镇街"}

        assert Caller(stage.dispatcher).post("/escalations", given).json()["desk"] == "DISTRICT"
        assert Caller(stage.dispatcher).post("/escalations", given | {"test": "X"}).status_code == 422

    def test_disputed_and_settled(self, stage):
        lead = stage.order().lead
        given = {
            "lead_id": str(lead.pk),
            "claim": "应由市场监管办理",
            "basis": "STAFFING",
            "evidence": "三定规定第三条",
        }
        made = Caller(stage.dispatcher).post("/disputes", given).json()

        done = Caller(stage.district).post(
            f"/disputes/{made['id']}/settle", {"team_id": str(stage.squad.pk), "decision": "由市场监管查处"}
        )

        assert done.json()["status"] == "DECIDED"

    @pytest.mark.parametrize("do", ["answer", "refuse"])
    def test_handed_over(self, stage, do):
        given = {"lead_id": str(stage.lead().pk), "to_body_id": str(stage.department.pk), **SHEET}
        made = Caller(stage.dispatcher).post("/transfers", given).json()
        assert len(made["token"]) == 40
        liaison = Caller(cast.actor(cast.liaison_chu(stage.department)))

        key = made["transfer"]["id"]
        assert liaison.post(f"/transfers/{key}/receive").json()["status"] == "RECEIVED"
        done = liaison.post(f"/transfers/{key}/{do}", {"result": "已立案查处", "reason": "属镇里赋权"})

        assert done.json()["status"] == {"answer": "ANSWERED", "refuse": "REFUSED"}[do]


class TestWhoMayNot:
    def test_without_a_login(self, stage, client):
        response = client.post("/api/v1/dispatch/orders", {}, content_type="application/json")

        assert response.status_code == 401
        assert "重新登录" in response.json()["detail"]

    def test_an_expired_token(self, stage, monkeypatch):
        caller = Caller(stage.dispatcher)
        monkeypatch.setattr(clock, "now", lambda: cast.NOW.replace(year=2028))

        assert caller.get("/orders").status_code == 401

    def test_the_wrong_role(self, stage):
        assert Caller(cast.actor(cast.grid_worker_wei(stage.town))).get("/orders").status_code == 403

    def test_the_wrong_town(self, stage):
        order = stage.order()

        assert Caller(cast.actor(cast.officer_wang())).post(f"/orders/{order.pk}/sign").status_code == 404
