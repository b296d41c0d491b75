"""移送: out of our hands with a front-end record, a receipt and the duty to tell the result."""

from datetime import timedelta

import pytest
from tests import cast
from tests.dispatch.stage import LATER, NOW

from tongpan.dispatch import actions, queries
from tongpan.dispatch.models import Transfer
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import TimeLimit
from tongpan.leads.domain.choices import Outcome, Status

pytestmark = pytest.mark.django_db
SHEET = {
    "front_end": "已到场核实，劝阻并拍照",
    "front_end_steps": ["VIEWED", "RECORDED"],
    "reason": "证照问题属市场监管部门职责",
}


def sent(stage, lead=None, **changes):
    to = actions.Receiver("", "", stage.department.pk)
    given = {"lead_id": (lead or stage.lead()).pk, "to": to, "actor": stage.dispatcher, "now": NOW} | SHEET
    return actions.send_transfer(**(given | changes))


@pytest.fixture
def liaison(stage):
    return cast.actor(cast.liaison_chu(stage.department))


class TestSending:
    def test_m107_goes_with_the_front_end_record_and_a_number(self, stage):
        transfer = sent(stage).transfer

        transfer.lead.refresh_from_db()
        assert transfer.number.startswith("YS2026-")
        assert (transfer.lead.status, transfer.lead.outcome) == (Status.HANDLED, Outcome.TRANSFERRED)
        assert "市场监督管理局" in transfer.lead.receiver
        assert ledger.history(transfer)[0].facts["front_end_steps"] == ["VIEWED", "RECORDED"]

    def test_m104_the_result_is_due_in_fifteen_workdays(self, stage):
        transfer = sent(stage).transfer

        limit = TimeLimit.objects.get(subject_id=transfer.pk)
        assert transfer.result_due_on == limit.due_on
        assert limit.due_on.isoformat() == "2026-12-14"

    def test_m107_an_officer_hands_over_what_is_not_the_teams(self, stage):
        order = stage.signed()

        sent(stage, order.lead, actor=stage.officer)

        order.refresh_from_db()
        assert (order.status, order.lead.assignments.filter(status="SIGNED").count()) == ("DONE", 0)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            pytest.param({"front_end": ""}, "front_end", id="M107 没写前端处理"),
            pytest.param({"front_end_steps": []}, "front_end_steps", id="M107 没勾前端处理"),
            pytest.param({"front_end_steps": ["X"]}, "front_end_steps", id="M107 不认识的前端处理"),
            pytest.param({"reason": "不归我们"[:2]}, "reason", id="没有理由"),
            pytest.param({"to": actions.Receiver("")}, "to_name", id="没有接收单位"),
            pytest.param({"to": actions.Receiver("某公司")}, "to_phone", id="名录外单位没电话"),
            pytest.param({"offline": True}, "receipt", id="线下移交没有签收人"),
        ],
    )
    def test_refuses_what_is_incomplete(self, stage, changes, field):
        with pytest.raises(Invalid) as refused:
            sent(stage, **changes)

        assert field in refused.value.fields
        assert not Transfer.objects.exists()

    def test_m104_on_paper_it_has_its_receipt(self, stage):
        transfer = sent(stage, offline=True, receipt="王科长 0570-1234567").transfer

        assert (transfer.status, transfer.received_by) == ("RECEIVED", "王科长 0570-1234567")

    def test_not_twice(self, stage):
        lead = stage.lead()
        sent(stage, lead)

        with pytest.raises(Conflict):
            sent(stage, lead)

    def test_an_officer_of_another_team_may_not(self, stage):
        order = stage.signed()
        actions.assist_with_lead(lead_id=order.lead_id, team_id=stage.squad.pk, actor=stage.dispatcher, now=NOW)
        auxiliary = cast.actor(cast.auxiliary_jiang(stage.town))

        with pytest.raises(Forbidden):
            sent(stage, order.lead, actor=auxiliary)


class TestReceiving:
    def test_m104_the_department_signs_and_tells_the_result(self, stage, liaison):
        transfer = sent(stage).transfer
        assert [row.pk for row in queries.transfers(liaison, received=True).items] == [transfer.pk]

        actions.receive_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER)
        actions.answer_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER, result="已立案查处")

        transfer.refresh_from_db()
        assert (transfer.status, transfer.received_by, transfer.result) == ("ANSWERED", "褚宁", "已立案查处")
        assert TimeLimit.objects.get(subject_id=transfer.pk).met_at == LATER
        assert [item.action for item in ledger.history(transfer.lead)][-1] == "lead.transfer_answered"
        assert queries.transfers(liaison).items == []

    def test_m111_a_refusal_brings_the_lead_back_to_the_desk(self, stage, liaison):
        transfer = sent(stage).transfer
        with pytest.raises(Invalid):
            actions.refuse_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER, reason="")

        actions.refuse_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER, reason="属镇里赋权事项")

        transfer.lead.refresh_from_db()
        assert transfer.lead.status == Status.ROUTED
        assert sent(stage, transfer.lead).transfer.pk != transfer.pk

    def test_the_sender_does_not_sign_for_the_receiver(self, stage):
        with pytest.raises(Forbidden):
            actions.receive_transfer(transfer_id=sent(stage).transfer.pk, actor=stage.dispatcher, now=LATER)

    def test_another_department_does_not_know_of_it(self, stage):
        stranger = cast.actor(cast.liaison_chu(cast.a_department(cast.a_county(), "水利局", "water")))

        with pytest.raises(NotFound):
            actions.receive_transfer(transfer_id=sent(stage).transfer.pk, actor=stranger, now=LATER)

    def test_the_sender_records_what_was_told_by_telephone_and_by_whom(self, stage):
        transfer = sent(stage).transfer
        with pytest.raises(Invalid):
            actions.answer_transfer(transfer_id=transfer.pk, actor=stage.dispatcher, now=LATER, result="已立案查处")

        actions.answer_transfer(
            transfer_id=transfer.pk, actor=stage.dispatcher, now=LATER, result="已立案查处", told_by="王科长来电"
        )

        transfer.refresh_from_db()
        assert transfer.received_by == "王科长来电"

    def test_the_result_is_told_once(self, stage, liaison):
        transfer = sent(stage).transfer
        actions.answer_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER, result="已立案查处")

        with pytest.raises(Conflict):
            actions.answer_transfer(transfer_id=transfer.pk, actor=liaison, now=LATER, result="已立案查处")


class TestOneTimeLink:
    def test_only_its_blind_index_is_kept(self, stage):
        made = sent(stage)

        kept = Transfer.objects.get().link_index
        assert len(made.token) == 40
        assert made.token not in kept
        assert made.token not in str(ledger.history(made.transfer))

    def test_signs_and_answers_without_a_login(self, stage):
        made = sent(stage)

        actions.answer_by_link(token=made.token, now=LATER, do="receive", name="王科长")
        actions.answer_by_link(token=made.token, now=LATER, do="answer", name="王科长", result="已立案查处")

        assert Transfer.objects.get().status == "ANSWERED"

    def test_is_spent_after_the_answer(self, stage):
        made = sent(stage)
        actions.answer_by_link(token=made.token, now=LATER, do="answer", name="王科长", result="已立案查处")

        with pytest.raises(NotFound):
            actions.answer_by_link(token=made.token, now=LATER, do="answer", name="王科长", result="又查处了")

    def test_refuses_with_reason(self, stage):
        made = sent(stage)

        actions.answer_by_link(token=made.token, now=LATER, do="refuse", name="王科长", reason="属镇里赋权事项")

        assert Transfer.objects.get().refused_reason == "属镇里赋权事项"

    @pytest.mark.parametrize("token", ["", "0" * 40, "x", "\u0000"])
    def test_an_invented_link_opens_nothing(self, stage, token):
        sent(stage)

        with pytest.raises(NotFound):
            queries.transfer_behind(token, date_of(NOW))

    def test_closes_thirty_days_after_the_result_was_due(self, stage):
        made = sent(stage)

        with pytest.raises(NotFound):
            queries.transfer_behind(made.token, made.transfer.result_due_on + timedelta(days=31))

    def test_a_new_one_closes_the_old(self, stage):
        made = sent(stage)

        again = actions.renew_link(transfer_id=made.transfer.pk, actor=stage.dispatcher, now=LATER)

        assert queries.transfer_behind(again.token, date_of(NOW))
        with pytest.raises(NotFound):
            queries.transfer_behind(made.token, date_of(NOW))

    def test_the_receiver_does_not_renew_it(self, stage, liaison):
        with pytest.raises(Forbidden):
            actions.renew_link(transfer_id=sent(stage).transfer.pk, actor=liaison, now=LATER)

    @pytest.mark.parametrize(("do", "name"), [("receive", ""), ("fly", "王科长")])
    def test_asks_for_a_name_and_a_choice(self, stage, do, name):
        with pytest.raises(Invalid):
            actions.answer_by_link(token=sent(stage).token, now=LATER, do=do, name=name)
