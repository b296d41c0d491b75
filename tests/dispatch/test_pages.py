"""The pages of dispatch: what people see, that every form works without scripts, and that what was typed stays."""

import io
import re
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse
from tests import cast
from tests.dispatch.test_disputes import raised, settled
from tests.dispatch.test_joint import convened, member_of
from tests.dispatch.test_transfers import SHEET, sent
from tests.leads import stage as leads

from tongpan.agencies.models import Officer
from tongpan.dispatch import actions
from tongpan.dispatch.models import Assignment, Dispute, JointOperation, Return, Transfer, Urge
from tongpan.kernel import clock, ledger
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.models import LedgerEntry, RefusedAttempt
from tongpan.leads.domain.choices import Desk, Status

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch):
    """Edges ask the clock; here it stands still on the day of the cast."""
    monkeypatch.setattr(clock, "now", lambda: cast.NOW)


@pytest.fixture
def enter(client):
    """Sign in as the person behind an actor."""

    def as_(actor):
        client.force_login(Officer.objects.get(pk=actor.officer_id).user)
        return client

    return as_


def url(name, *args, **query):
    return reverse(f"dispatch:{name}", args=args, query=query or None)


def body(response) -> str:
    return response.content.decode()


class TestTheList:
    def test_shows_what_waits_and_filters_it(self, stage, enter):
        order = stage.order()
        client = enter(stage.dispatcher)

        page = body(client.get(url("list")))

        assert order.number in page
        assert "待签收" in page
        assert order.number not in body(client.get(url("list", status="DONE")))
        assert order.number in body(client.get(url("list", q=order.number, team=str(stage.town.team.pk))))

    def test_says_what_will_appear(self, stage, enter):
        assert "还没有交办单" in body(enter(stage.dispatcher).get(url("list")))

    def test_another_town_sees_none_of_it(self, stage, enter):
        order = stage.order()

        assert order.number not in body(enter(cast.actor(cast.dispatcher_zheng())).get(url("list")))

    def test_a_grid_worker_is_led_elsewhere(self, stage, enter):
        response = enter(cast.actor(cast.grid_worker_wei(stage.town))).get(url("list"))

        assert response.status_code == 403
        assert "交办单只对办理人员开放" in body(response)

    def test_is_exported_as_it_is_filtered(self, stage, enter):
        stage.order(stage.lead(text=leads.OCCUPYING + "，请回电13812345678"))

        response = enter(stage.dispatcher).post(url("export", status="WAITING"))

        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        rows = list(sheet.values)
        assert rows[0][:2] == ("交办单号", "线索编号")
        assert len(rows) == 2
        assert "13812345678" not in str(rows)

    def test_taking_it_out_is_recorded_once_with_its_filters(self, stage, enter):
        client = enter(stage.dispatcher)

        client.post(url("export", status="WAITING", q="占道"))

        entry = LedgerEntry.objects.get(action="orders.exported")
        assert entry.actor == stage.dispatcher.label
        facts = ledger.history(SubjectRef("dispatch.export", entry.subject_id))[0].facts
        assert facts["filters"] == {"status": "('WAITING',)", "words": "占道"}
        assert client.get(url("export")).status_code == 405

    def test_an_officer_does_not_export(self, stage, enter):
        assert enter(stage.officer).post(url("export")).status_code == 403
        assert not LedgerEntry.objects.filter(action="orders.exported").exists()

    def test_costs_the_same_for_one_and_for_many(self, stage, enter, django_assert_max_num_queries):
        for n in range(6):
            stage.order(stage.lead(text=f"{leads.OCCUPYING}，第{n}处"))
        client = enter(stage.dispatcher)

        with django_assert_max_num_queries(30):
            client.get(url("list"))

    @pytest.mark.parametrize("bad", ["team=x", "since=2026-13-01", "after=%00", "status=%27", "q=%00", "town=x"])
    def test_nonsense_in_the_filters_is_no_error(self, stage, enter, bad):
        stage.order()

        response = enter(stage.dispatcher).get(url("list") + "?" + bad)

        assert response.status_code in {200, 422}
        assert "[[undefined" not in body(response)


class TestTheOrder:
    def test_m116_an_officer_signs_arrives_and_ends_it_on_the_phone(self, stage, enter):
        order = stage.order(note="请拍照")
        client = enter(stage.officer)
        page = body(client.get(url("order", order.pk)))
        assert "签收" in page
        assert "请拍照" in page
        assert "赵先生" not in page
        assert "13800001111" not in page

        assert client.post(url("sign", order.pk)).status_code == 302
        assert client.post(url("arrive", order.pk)).status_code == 302
        answer = client.post(url("finish", order.pk), {"outcome": "CORRECTED", "result": "已劝离并清理"})

        assert answer.status_code == 302
        order.refresh_from_db()
        assert (order.status, order.result) == ("DONE", "已劝离并清理")
        assert "已劝离并清理" in body(client.get(url("order", order.pk)))

    def test_what_was_typed_stays(self, stage, enter):
        order = stage.signed()

        response = enter(stage.officer).post(url("finish", order.pk), {"outcome": "CORRECTED", "result": "好"})

        assert response.status_code == 422
        assert "至少四个字" in body(response)
        assert "好</textarea>" in body(response)

    def test_a_second_signature_is_told_on_the_page(self, stage, enter):
        order = stage.signed()

        response = enter(stage.officer).post(url("sign", order.pk))

        assert response.status_code == 409
        assert "刷新" in body(response)

    def test_the_desk_signs_by_telephone_and_names_the_officer(self, stage, enter):
        order = stage.order()
        client = enter(stage.dispatcher)
        assert client.post(url("phone_sign", order.pk), {"told": ""}).status_code == 422

        client.post(url("phone_sign", order.pk), {"told": "09:31 李明"})
        client.post(url("handler", order.pk), {"officer": str(stage.officer.officer_id)})

        order.refresh_from_db()
        assert (order.signed_for, order.officer_id) == ("09:31 李明", stage.officer.officer_id)

    def test_assistance_is_taken_back(self, stage, enter):
        lead = stage.signed().lead
        helper = actions.assist_with_lead(lead_id=lead.pk, team_id=stage.squad.pk, actor=stage.dispatcher, now=cast.NOW)

        enter(stage.dispatcher).post(url("withdraw", helper.pk), {"reason": "不用来了"})

        helper.refresh_from_db()
        assert helper.status == "WITHDRAWN"

    def test_wrong_roles_get_the_reason_and_it_is_kept(self, stage, enter):
        order = stage.order()

        response = enter(cast.actor(cast.auxiliary_jiang(stage.town))).post(url("sign", order.pk))

        assert response.status_code == 403
        assert "协管员" in body(response)
        assert RefusedAttempt.objects.filter(status=403).count() == 1

    def test_a_stranger_finds_nothing(self, stage, enter):
        order = stage.order()

        assert enter(cast.actor(cast.officer_wang())).get(url("order", order.pk)).status_code == 404

    def test_an_expired_login_leads_to_the_sign_in_page(self, stage, client):
        order = stage.order()

        response = client.post(url("sign", order.pk))

        assert response.status_code == 302
        assert "login" in response.url
        order.refresh_from_db()
        assert order.status == "WAITING"

    def test_an_appointment_that_ended_gives_nothing_any_more(self, stage, enter):
        order = stage.order()
        Officer.objects.get(pk=stage.officer.officer_id).appointments.update(valid_to=cast.TODAY)

        assert enter(stage.officer).post(url("sign", order.pk)).status_code == 404

    def test_costs_no_more_than_thirty_statements(self, stage, enter, django_assert_max_num_queries):
        order = stage.signed()

        with django_assert_max_num_queries(30):
            enter(stage.officer).get(url("order", order.pk))


class TestReturning:
    def test_offers_the_power_rows_of_the_matter(self, stage, enter):
        order = stage.order()

        page = body(enter(stage.officer).get(url("return", order.pk)))

        assert str(stage.department_grant.pk) in page
        assert "柯城区市场监督管理局" in page

    def test_offers_those_of_another_matter(self, stage, enter):
        grant = leads.granted(leads.expired_food(), stage.department, cast.a_county(), mode="OWN")

        page = body(enter(stage.officer).get(url("return", stage.order().pk, matter="food_drug-901")))

        assert str(grant.pk) in page

    def test_goes_back_with_the_row_cited(self, stage, enter):
        order = stage.order()
        given = {"ground": "NEEDS_OTHER_POWER", "cited_grant": str(stage.department_grant.pk), "reason": "应由市场监管"}
        client = enter(stage.officer)
        bare = client.post(url("return", order.pk), given | {"cited_grant": ""})
        assert bare.status_code == 422
        assert "引用清单" in body(bare)
        assert "应由市场监管" in body(bare)

        assert client.post(url("return", order.pk), given).status_code == 302

        assert Return.objects.get().cited_grant == stage.department_grant
        assert "应由市场监管" in body(client.get(url("order", order.pk)))


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


class TestDisputes:
    def test_raised_listed_and_decided(self, stage, enter):
        lead = stage.order().lead
        client = enter(stage.dispatcher)
        assert "三定" in body(client.get(url("raise_dispute", lead.pk)))
        given = {"claim": "应由市场监管办理", "basis": "STAFFING", "evidence": "三定规定第三条"}
        assert client.post(url("raise_dispute", lead.pk), given | {"evidence": ""}).status_code == 422
        client.post(url("raise_dispute", lead.pk), given)
        dispute = Dispute.objects.get()
        assert "裁定并交办" not in body(client.get(url("dispute", dispute.pk)))

        client = enter(stage.district)
        assert "应由市场监管办理" in body(client.get(url("disputes")))
        assert client.post(url("dispute", dispute.pk), {"team": "", "decision": ""}).status_code == 422
        decided = {"team": stage.squad.pk, "decision": "由市场监管查处", "basis": "STAFFING", "citation": "三定第三条"}
        assert 'value="STAFFING"' in body(client.get(url("dispute", dispute.pk)))
        client.post(url("dispute", dispute.pk), decided)

        dispute.refresh_from_db()
        assert dispute.decided_team == stage.squad
        assert stage.squad.name in body(client.get(url("disputes", decided="1")))
        assert "由市场监管查处" in body(client.get(url("dispute", dispute.pk)))

    def test_the_form_shows_what_was_decided_before_and_asks_for_the_new_fact(self, stage, enter):
        settled(stage, raised(stage), stage.town.team)
        lead = stage.order(stage.lead()).lead
        client = enter(stage.dispatcher)
        given = {"claim": "应由市场监管办理", "basis": "STAFFING", "evidence": "三定规定第三条"}

        page = body(client.get(url("raise_dispute", lead.pk)))
        refused = client.post(url("raise_dispute", lead.pk), given)
        client.post(url("raise_dispute", lead.pk), given | {"new_fact": "摊位内查出无证食品经营"})

        assert "已裁定由航埠镇人民政府负责" in page
        assert "裁定后出现的新情况" in page
        assert refused.status_code == 422
        assert "应由市场监管办理" in body(refused)
        again = Dispute.objects.get(lead=lead)
        assert "摊位内查出无证食品经营" in body(client.get(url("dispute", again.pk)))
        assert "此前的裁定" in body(client.get(url("dispute", again.pk)))

    def test_the_town_does_not_decide(self, stage, enter):
        dispute = raised(stage)

        response = enter(stage.dispatcher).post(
            url("dispute", dispute.pk), {"team": stage.squad.pk, "decision": "归他"}
        )

        assert response.status_code in {403, 422}
        dispute.refresh_from_db()
        assert dispute.status == "OPEN"


class TestJoint:
    def test_m272_convened_answered_carried_out(self, stage, enter):
        lead = stage.lead()
        client = enter(stage.dispatcher)
        assert "柯城区市场监督管理局" in body(client.get(url("convene", lead.pk)))
        given = {"bodies": [stage.town.agency.pk, stage.department.pk], "reason": "两家都有职责"}
        assert client.post(url("convene", lead.pk), given | {"bodies": []}).status_code == 422
        client.post(url("convene", lead.pk), given)
        operation = JointOperation.objects.get()
        client.post(url("joint_member", member_of(operation, stage.town.agency).pk), {"do": "accept", "answer": ""})

        liaison = enter(cast.actor(cast.liaison_chu(stage.department)))
        assert "等您答复的邀请" in body(liaison.get(url("joints")))
        other = member_of(operation, stage.department)
        assert liaison.post(url("joint_member", other.pk), {"do": "refuse"}).status_code == 422
        liaison.post(url("joint_member", other.pk), {"do": "accept"})

        client = enter(stage.dispatcher)
        client.post(url("joint", operation.pk), {"do": "start"})
        bare = client.post(url("joint", operation.pk), {"do": "close", "summary": "处置完毕了"})
        assert bare.status_code == 422
        assert "缺航埠镇人民政府的处置结果" in body(bare)
        results = {f"result_{row.pk}": "各办各的事" for row in operation.members.all()}
        client.post(url("joint", operation.pk), {"do": "close", "summary": "处置完毕了"} | results)

        operation.refresh_from_db()
        assert operation.status == "CLOSED"
        assert "处置完毕了" in body(client.get(url("joint", operation.pk)))

    def test_a_member_reports_its_own_part_and_the_desk_may_drop(self, stage, enter):
        operation = convened(stage)

        enter(stage.dispatcher).post(url("joint", operation.pk), {"do": "drop", "reason": "一家就够了"})

        operation.refresh_from_db()
        assert operation.status == "DROPPED"

    def test_strangers_find_nothing(self, stage, enter):
        operation = convened(stage)

        assert enter(cast.actor(cast.dispatcher_zheng())).get(url("joint", operation.pk)).status_code == 404


class TestTransfers:
    def given(self, stage, **changes):
        return {"to_body": stage.department.pk, **SHEET, **changes}

    def test_m107_sent_with_a_sheet_and_a_link_shown_once(self, stage, enter):
        lead = stage.lead()
        client = enter(stage.dispatcher)
        assert client.get(url("send", lead.pk)).status_code == 200
        bare = client.post(url("send", lead.pk), self.given(stage, front_end=""))
        assert bare.status_code == 422
        assert SHEET["reason"] in body(bare)

        response = client.post(url("send", lead.pk), self.given(stage))

        transfer = Transfer.objects.get()
        token = re.search(r"/dispatch/t/([0-9a-f]{40})/", body(response)).group(1)
        assert response["Cache-Control"] == "no-store"
        again = body(client.get(url("sheet", transfer.pk)))
        assert token not in again
        assert "现场核实、拍照、记录固定" in again
        assert transfer.number in body(client.get(url("transfers")))

    def test_m104_the_liaison_signs_refuses_or_answers(self, stage, enter):
        transfer = sent(stage).transfer
        client = enter(cast.actor(cast.liaison_chu(stage.department)))
        assert "签收" in body(client.get(url("transfer", transfer.pk)))
        client.post(url("transfer", transfer.pk), {"do": "receive"})
        bare = client.post(url("transfer", transfer.pk), {"do": "refuse", "reason": ""})
        assert bare.status_code == 422
        client.post(url("transfer", transfer.pk), {"do": "answer", "result": "已立案查处"})

        transfer.refresh_from_db()
        assert (transfer.status, transfer.result) == ("ANSWERED", "已立案查处")

    def test_the_sender_makes_a_new_link(self, stage, enter):
        made = sent(stage)

        page = body(enter(stage.dispatcher).post(url("renew", made.transfer.pk)))

        assert made.token not in page
        assert "/dispatch/t/" in page

    def test_the_reporter_is_not_on_the_sheet(self, stage, enter):
        transfer = sent(stage).transfer

        page = body(enter(stage.dispatcher).get(url("sheet", transfer.pk)))

        assert "赵先生" not in page
        assert "13800001111" not in page


class TestTheOneTimeLink:
    def test_m104_opens_without_a_login_signs_and_answers(self, stage, client):
        token = sent(stage).token
        address = url("link", token)
        page = client.get(address)
        assert page.status_code == 200
        assert page["Referrer-Policy"] == "no-referrer"
        assert "赵先生" not in body(page)

        assert client.post(address, {"do": "receive", "name": "王科长"}).status_code == 302
        bare = client.post(address, {"do": "answer", "name": "王科长", "result": ""})
        assert bare.status_code == 422
        done = client.post(address, {"do": "answer", "name": "王科长", "result": "已立案查处"}, follow=True)

        assert "已收到" in body(done)
        assert client.get(address).status_code == 404

    @pytest.mark.parametrize("token", ["x", "0" * 40, "a" * 300])
    def test_an_invented_one_says_whom_to_ask(self, db, client, token):
        response = client.get(url("link", token))

        assert response.status_code == 404
        assert "移送单位" in body(response)


def test_m116_late_orders_stand_out_for_the_district(stage, enter, monkeypatch):
    order = stage.order()
    monkeypatch.setattr(clock, "now", lambda: cast.NOW + timedelta(hours=3))

    page = body(enter(stage.district).get(url("list", overdue="on", order="due")))

    assert order.number in page
    assert "已超期" in page
