"""The pages on which several bodies meet: disputes, joint action, transfers and their one-time link."""

import re

import pytest
from tests import cast
from tests.dispatch.browser import body, url
from tests.dispatch.test_disputes import raised, settled
from tests.dispatch.test_joint import convened, member_of
from tests.dispatch.test_transfers import SHEET, sent

from tongpan.dispatch.models import Dispute, JointOperation, Transfer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]


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
        assert page["Referrer-Policy"] == "same-origin"  # with no-referrer a browser sends no origin and is refused
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
