"""与公安、检察、审判机关的往来：每件写明对方、内容、时间、请何时答复；按对方列出、导出；移送、申请执行自动记下。"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.test_api import Caller
from tests.cases.watch import rows

from tongpan.cases import actions
from tongpan.cases.domain.counterparts import Counterpart, Direction, Exchange, Exchanged
from tongpan.cases.models import Case, CounterpartNotice
from tongpan.cases.queries import exchanging
from tongpan.cases.queries.exchanging import ExchangeFilters
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.models import LedgerEntry
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def given(stage, case=None, **changes):
    values = {
        "counterpart": Counterpart.PROCURATORATE, "name": "柯城区人民检察院", "direction": Direction.OUT,
        "exchange": Exchange.CASE_INFO, "summary": "通报钱大有占道一案的情况", "at": stage.now,
        "reply_by": date(2026, 3, 6), "case_id": case.pk if case is not None else None,
    } | changes  # fmt: skip
    return Exchanged(**values)


def record(stage, case=None, actor=None, **changes):
    return actions.record_exchange(exchanged=given(stage, case, **changes), actor=actor or stage.officer, now=stage.now)


class TestRecording:
    def test_m170_what_passed_is_kept_with_its_day_on_the_board(self, stage):
        case = stage.open()
        one = record(stage, case)
        (row,) = rows(stage.officer, stage.now, rule="OWN-REPLY")
        assert row.limit.act_by == date(2026, 3, 6)
        assert "请对方" in row.limit.explanation
        assert ledger.history(case)[-1].facts["to"] == "柯城区人民检察院"
        actions.answer_exchange(exchange_id=one.pk, reply="已收到，没有其他意见", actor=stage.officer, now=stage.now)
        with pytest.raises(Conflict):
            actions.answer_exchange(exchange_id=one.pk, reply="再答一次", actor=stage.officer, now=stage.now)

        assert rows(stage.officer, stage.now, rule="OWN-REPLY") == []
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [
            ({"name": "检"}, "name"),
            ({"summary": " "}, "summary"),
            ({"reply_by": date(2026, 3, 1)}, "reply_by"),
            ({"at": "later"}, "at"),
        ],
    )
    def test_m170_what_is_missing_is_said(self, stage, wrong, field):
        if wrong.get("at"):
            wrong = {"at": stage.now + timedelta(hours=1)}
        with pytest.raises(Invalid) as refused:
            record(stage, stage.open(), **wrong)

        assert field in refused.value.fields
        assert not CounterpartNotice.objects.exists()

    def test_m170_by_who_has_a_part_in_the_case(self, stage):
        case = stage.open()
        with pytest.raises(Forbidden):
            record(stage, case, actor=cast.actor(cast.chief_chen()))
        with pytest.raises(NotFound):
            record(stage, case, actor=cast.actor(cast.officer_wang()))

        assert not CounterpartNotice.objects.exists()

    def test_m170_beside_any_case_by_heads_and_the_justice_bureau(self, stage):
        bureau = cast.actor(cast.supervisor_sun(stage.town.county))
        with pytest.raises(Forbidden):
            record(stage)
        one = record(stage, actor=bureau, counterpart=Counterpart.COURT, name="柯城区人民法院")

        assert one.case_id is None
        assert LedgerEntry.objects.filter(action="exchange.recorded").count() == 1
        actions.answer_exchange(exchange_id=one.pk, reply="同意会商", actor=bureau, now=stage.now)
        assert exchanging.exchanges(cast.actor(cast.officer_wang()), ExchangeFilters()).items == []

    def test_m170_a_referral_is_written_by_its_step(self, stage):
        case = stage.found(stage.open(), crime=True)
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.FORM_TEAM)
        stage.take(case, Step.REPORT_REFERRAL, Step.APPROVE_REFERRAL, Step.ASSEMBLE)
        stage.take(case, Step.TRANSFER, number="柯公移〔2026〕1号")
        stage.take(case, Step.HEAR_POLICE, choice="FILED", number="柯公立〔2026〕9号")
        sent, answered = CounterpartNotice.objects.order_by("id")

        assert (sent.counterpart, sent.direction, sent.number, sent.step) == (
            "POLICE", "OUT", "柯公移〔2026〕1号", "TRANSFER",
        )  # fmt: skip
        assert (answered.exchange, answered.direction) == ("REFERRAL_ANSWER", "IN")

    def test_m170_its_days_are_dates_in_china_whatever_the_zone_of_who_sends(self, stage):
        """期间按日计算：世界时3月1日20时，已经是中国的3月2日。"""
        case = stage.open()
        at = datetime(2026, 3, 1, 20, tzinfo=UTC)
        with pytest.raises(Invalid) as refused:
            record(stage, case, at=at, reply_by=date(2026, 3, 1))
        assert "reply_by" in refused.value.fields
        record(stage, case, at=at, reply_by=date(2026, 3, 2))

        (row,) = rows(stage.officer, stage.now, rule="OWN-REPLY")
        assert row.limit.explanation.startswith("2026-03-02")


class TestContested:
    """移送规定 9：不立案的三日内，可以提请作出决定的公安机关复议，也可以建议人民检察院立案监督。"""

    def refused(self, stage):
        case = stage.found(stage.open(), crime=True)
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.FORM_TEAM)
        stage.take(case, Step.REPORT_REFERRAL, Step.APPROVE_REFERRAL, Step.ASSEMBLE, Step.TRANSFER)
        return stage.take(case, Step.HEAR_POLICE, choice="NOT_FILED")

    def test_m170_the_police_decide_again_within_three_days(self, stage):
        case = stage.take(self.refused(stage), Step.CONTEST, to="POLICE", number="柯复〔2026〕2号")
        sent = CounterpartNotice.objects.get(step="CONTEST")

        assert (sent.counterpart, sent.number, sent.reply_by) == ("POLICE", "柯复〔2026〕2号", date(2026, 3, 5))
        assert sent.summary.startswith("提请作出不予立案决定的公安机关复议")
        (row,) = rows(stage.officer, stage.now, rule="OWN-REPLY")
        assert "收到复议决定之日起3日内可以建议立案监督" in row.limit.explanation
        assert ledger.history(case)[-1].facts["detail"]["to"] == "POLICE"

    def test_m170_supervision_is_suggested_to_the_procuratorate(self, stage, enter):
        case = stage.take(self.refused(stage), Step.CONTEST, to="PROCURATORATE")
        sent = CounterpartNotice.objects.get(step="CONTEST")

        assert (sent.counterpart, sent.name, sent.reply_by) == ("PROCURATORATE", "检察机关", None)
        page = enter(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "建议人民检察院依法进行立案监督" in page
        assert "PROCURATORATE" not in page

    def test_m170_to_one_of_the_two(self, stage):
        case = self.refused(stage)
        for wrong in ({}, {"to": "COURT"}):
            with pytest.raises(Invalid) as refused:
                stage.take(case, Step.CONTEST, **wrong)
            assert "to" in refused.value.fields

        assert not CounterpartNotice.objects.filter(step="CONTEST").exists()


class TestLists:
    def test_m170_by_counterpart_in_the_county_with_what_waits(self, stage):
        case = stage.open()
        record(stage, case)
        record(stage, case, counterpart=Counterpart.POLICE, name="柯城区公安分局", reply_by=None)
        record(stage, case, counterpart=Counterpart.COURT, name="柯城区人民法院", direction=Direction.IN)
        chief = cast.actor(cast.chief_chen())
        stage.wait(days=6)
        found = {one.counterpart.value: one for one in exchanging.tallies(chief, stage.now.date())}
        assert (found["PROCURATORATE"].sent, found["PROCURATORATE"].waiting, found["PROCURATORATE"].late) == (1, 1, 1)
        assert (found["POLICE"].sent, found["POLICE"].waiting) == (1, 0)
        assert found["COURT"].received == 1
        only = exchanging.exchanges(chief, ExchangeFilters(counterpart="POLICE")).items

        assert [one.name for one in only] == ["柯城区公安分局"]
        assert [one.name for one in exchanging.exchanges(chief, ExchangeFilters(waiting=True)).items] == [
            "柯城区人民检察院", "柯城区人民法院",
        ]  # fmt: skip
        elsewhere = cast.actor(cast.chief_chen(cast.a_county("衢江区", "330803")))
        assert exchanging.exchanges(elsewhere, ExchangeFilters()).items == []

    def test_m170_in_the_list_and_the_export_nobody_is_named(self, stage, enter):
        case = stage.open()
        one = record(stage, case)
        actions.answer_exchange(exchange_id=one.pk, reply="钱大有一案已收到", actor=stage.officer, now=stage.now)
        for client in (enter(cast.actor(cast.chief_chen())), enter(stage.officer)):
            listed = client.get(reverse("cases:exchanges")).content.decode()
            taken = client.post(reverse("cases:exchanges_export"), {"form": "csv"})
            for text in (listed, b"".join(taken.streaming_content).decode()):
                assert "钱**" in text
                assert "钱大有" not in text

    def test_m170_the_list_and_the_export_ask_the_same_however_many_cases(self, stage, enter):
        client = enter(cast.actor(cast.chief_chen()))

        def asked():
            with CaptureQueriesContext(connection) as seen:
                assert client.get(reverse("cases:exchanges")).status_code == 200
                taken = client.post(reverse("cases:exchanges_export"), {"form": "csv"})
                assert taken.getvalue().decode().count("柯城区人民检察院") == CounterpartNotice.objects.count()
            return len(seen)

        record(stage, stage.open())
        few = asked()
        for _ in range(3):
            record(stage, stage.open())

        assert asked() == few


class TestPages:
    def test_m170_entered_answered_listed_and_taken_out(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)
        address = reverse("cases:exchange_in_case", args=[case.pk])
        sent = {
            "counterpart": "PROCURATORATE", "name": "柯城区人民检察院", "direction": "OUT", "exchange": "CASE_INFO",
            "summary": "通报钱大有占道一案的情况", "at": "2026-03-02T08:00", "reply_by": "2026-03-06",
        }  # fmt: skip
        refused = client.post(address, sent | {"reply_by": "2026-03-01"})
        assert refused.status_code == 422
        assert "通报钱大有占道一案的情况" in refused.content.decode()
        assert client.post(address, sent).status_code == 302
        one = CounterpartNotice.objects.get()
        assert "柯城区人民检察院" in client.get(reverse("cases:case", args=[case.pk])).content.decode()
        chief = enter(cast.actor(cast.chief_chen()))
        assert "柯城区人民检察院" in chief.get(reverse("cases:exchanges")).content.decode()
        shown = chief.get(reverse("cases:exchange", args=[one.pk])).content.decode()
        assert "钱大有" not in shown
        assert chief.post(reverse("cases:exchange", args=[one.pk]), {"reply": "收到了没有意见"}).status_code == 403
        taken = chief.post(reverse("cases:exchanges_export"), {"form": "csv"})
        text = b"".join(taken.streaming_content).decode()
        assert "柯城区人民检察院" in text
        assert "钱大有" not in text
        assert LedgerEntry.objects.filter(action="exchanges.exported").count() == 1
        client = enter(stage.officer)
        assert client.post(reverse("cases:exchange", args=[one.pk]), {"reply": "收到，没有意见"}).status_code == 302
        assert client.get(reverse("cases:exchange_enter")).status_code == 403

    def test_m170_by_api(self, stage):
        case = stage.open()
        caller = Caller(stage, stage.officer)
        made = caller.post("/counterparts", {
            "counterpart": "COURT", "name": "柯城区人民法院", "direction": "IN", "exchange": "ADVICE",
            "summary": "建议完善送达", "at": "2026-03-02T08:00:00+08:00", "case_id": str(case.pk),
        })  # fmt: skip
        assert made.status_code == 201, made.content
        answered = caller.post(f"/counterparts/{made.json()['id']}/reply", {"reply": "已经整改完毕"})
        assert answered.json()["replied_at"]
        assert len(caller.get("/counterparts?counterpart=COURT").json()["items"]) == 1
