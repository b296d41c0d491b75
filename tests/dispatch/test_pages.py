"""The list of orders and one order: what people see, that forms work without scripts, that what was typed stays."""

import io
from datetime import timedelta

import openpyxl
import pytest
from tests import cast
from tests.dispatch.browser import body, url
from tests.leads import stage as leads

from tongpan.agencies.models import Officer
from tongpan.dispatch import actions
from tongpan.dispatch.models import Return
from tongpan.kernel import clock, ledger
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.models import LedgerEntry, RefusedAttempt

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


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

        sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
        rows = list(sheet.values)
        assert rows[0][:2] == ("交办单号", "线索编号")
        assert len(rows) == 2
        assert "13812345678" not in str(rows)

    def test_taking_it_out_is_recorded_once_with_its_filters(self, stage, enter):
        client = enter(stage.dispatcher)

        taken = client.post(url("export", status="WAITING", q="占道"))
        assert b"".join(taken.streaming_content).startswith(b"PK")

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


def test_m116_late_orders_stand_out_for_the_district(stage, enter, monkeypatch):
    order = stage.order()
    monkeypatch.setattr(clock, "now", lambda: cast.NOW + timedelta(hours=3))

    page = body(enter(stage.district).get(url("list", overdue="on", order="due")))

    assert order.number in page
    assert "已超期" in page
