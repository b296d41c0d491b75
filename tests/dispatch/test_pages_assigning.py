"""The pages of the desk: assigning one lead or many, and what else is done about a lead."""

import re

import pytest
from tests import cast
from tests.dispatch.browser import body, url
from tests.dispatch.test_disputes import raised
from tests.leads import stage as leads

from tongpan.dispatch.models import Assignment, Urge
from tongpan.leads.domain.choices import Desk, Status

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


class TestAssigning:
    def test_m118_shows_the_proposed_team_reasons_and_officers(self, stage, enter):
        lead = stage.lead()

        page = body(enter(stage.dispatcher).get(url("assign", lead.pk)))

        assert "系统建议" in page
        assert re.search(rf'value="{stage.town.team.pk}"[^>]*checked', page)
        assert "李明" in page
        assert "市场监督管理局驻航埠镇中队" in page

    def test_sends_with_officer_and_note(self, stage, enter):
        lead = stage.lead()
        given = {
            "team": stage.town.team.pk, "officer": stage.officer.officer_id, "note": "马上去", "version": lead.version,
        }  # fmt: skip

        response = enter(stage.dispatcher).post(url("assign", lead.pk), given)

        assert response.status_code == 302
        assert Assignment.objects.get().officer_id == stage.officer.officer_id

    def test_goes_back_to_where_it_was_pressed_but_only_here(self, stage, enter):
        client = enter(stage.dispatcher)
        for n, (wanted, landed) in enumerate(
            [("/dispatch/assign/", "/dispatch/assign/"), ("//evil.example", "/leads/")]
        ):
            lead = stage.lead(text=f"{leads.OCCUPYING}，第{n}处")

            response = client.post(url("assign", lead.pk), {"team": stage.town.team.pk, "next": wanted})

            assert response.url.startswith(landed)

    def test_the_slower_of_two_is_told_and_keeps_what_was_typed(self, stage, enter):
        lead = stage.lead()
        version = lead.version
        stage.order(lead)
        given = {"team": stage.squad.pk, "note": "请去看看", "version": version}

        response = enter(stage.dispatcher).post(url("assign", lead.pk), given)

        assert response.status_code == 409
        assert stage.town.team.name in body(response)
        assert "请去看看" in body(response)

    def test_an_unlawful_team_is_refused_on_the_form(self, stage, enter):
        other = cast.a_department(cast.a_county(), "水利局", "water")
        squad = cast.a_team("水政大队", other, host_town=stage.town.town, kind="DEPARTMENT")

        response = enter(stage.dispatcher).post(url("assign", stage.lead().pk), {"team": squad.pk})

        assert response.status_code == 422
        assert "航埠镇人民政府" in body(response)

    def test_an_officer_gets_the_reason(self, stage, enter):
        assert enter(stage.officer).get(url("assign", stage.lead().pk)).status_code == 403

    def test_everything_about_one_lead_stands_together(self, stage, enter):
        lead = stage.returned(stage.lead())
        raised(stage, lead)
        client = enter(stage.dispatcher)

        whole = body(client.get(url("of_lead", lead.pk)))
        part = body(client.get(url("of_lead", lead.pk), headers={"HX-Request": "true"}))

        for text in ("已退回", "证照问题应由市场监管部门查处", "交办与退回"):
            assert text in whole
        assert "<html" not in part
        assert "已退回" in part

    def test_assistance_is_asked_for(self, stage, enter):
        lead = stage.order().lead
        client = enter(stage.dispatcher)
        assert client.get(url("assist", lead.pk)).status_code == 200

        client.post(url("assist", lead.pk), {"team": stage.squad.pk, "note": "带上台秤"})

        assert Assignment.objects.get(role="ASSIST").note == "带上台秤"


class TestAssigningMany:
    def test_each_has_its_own_answer(self, stage, enter):
        first, second = stage.lead(), stage.lead(text=leads.OCCUPYING + "，另一处")
        client = enter(stage.dispatcher)
        page = body(client.get(url("bulk")))
        assert f"{first.pk}:{first.version}" in page
        stage.order(second)

        response = client.post(url("bulk"), {"lead": [f"{first.pk}:0", f"{second.pk}:0"], "note": "今天办"})

        assert response.status_code == 409
        assert "已交办" in body(response)
        assert "没有交办" in body(response)
        assert Assignment.objects.filter(lead=first).count() == 1

    def test_all_done_leads_on(self, stage, enter):
        lead = stage.lead()

        assert enter(stage.dispatcher).post(url("bulk"), {"lead": [f"{lead.pk}:0"]}).status_code == 302

    @pytest.mark.parametrize("given", [{}, {"lead": ["x", ":"]}])
    def test_nothing_ticked_is_said(self, stage, enter, given):
        stage.lead()

        response = enter(stage.dispatcher).post(url("bulk"), given)

        assert response.status_code == 422
        assert "至少勾选一件" in body(response)

    def test_not_for_officers(self, stage, enter):
        assert enter(stage.officer).get(url("bulk")).status_code == 403


class TestAboutALead:
    def test_m024_up_to_the_district(self, stage, enter):
        lead = stage.lead()
        client = enter(stage.dispatcher)
        assert client.get(url("escalate", lead.pk)).status_code == 200
        assert client.post(url("escalate", lead.pk), {"test": "CROSS_TOWN", "reason": "跨"}).status_code == 422

        client.post(url("escalate", lead.pk), {"test": "CROSS_TOWN", "reason": "跨两个镇街"})

        lead.refresh_from_db()
        assert lead.desk == Desk.DISTRICT

    def test_reminding_and_answering(self, stage, enter):
        lead = stage.order().lead
        enter(stage.dispatcher).post(url("urge", lead.pk), {"text": "今天办完", "supervise": "on"})
        urge = Urge.objects.get()
        assert urge.kind == "URGE"  # a town has no such box

        client = enter(stage.officer)
        assert "今天办完" in body(client.get(url("urges")))
        assert "今天办完" in body(client.get(url("answer_urge", urge.pk)))
        client.post(url("answer_urge", urge.pk), {"answer": "正在现场"})

        urge.refresh_from_db()
        assert urge.answer == "正在现场"

    def test_the_district_supervises(self, stage, enter):
        lead = stage.order().lead

        enter(stage.district).post(url("urge", lead.pk), {"text": "今天办完", "supervise": "on"})

        assert Urge.objects.get().kind == "SUPERVISE"

    def test_m014_checking_the_result(self, stage, enter):
        lead = stage.finished().lead
        client = enter(stage.dispatcher)
        assert "已劝离并清理干净" in body(client.get(url("check", lead.pk)))
        assert client.post(url("check", lead.pk), {"do": "back", "remark": ""}).status_code == 422

        client.post(url("check", lead.pk), {"do": "back", "remark": "缺照片请补"})

        lead.refresh_from_db()
        assert lead.status == Status.ASSIGNED

    def test_m102_what_nobody_may_act_on(self, stage, enter):
        assert enter(stage.district).get(url("nobody_list")).status_code == 200
