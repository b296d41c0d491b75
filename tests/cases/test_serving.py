"""送达：一次提交记完当场交付；邮寄的等回执；没有送到的留着原因；证明不够的不收。"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.cases.stage import ENTERED, a_stage

from tongpan.agencies.models import Officer
from tongpan.cases import actions, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.servicewords import of_service
from tongpan.cases.models import CaseFact
from tongpan.cases.queries.documenting import told_of
from tongpan.cases.views.looking import look
from tongpan.cases.views.panels import serving
from tongpan.kernel import tokens
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Failure, Mode, Paper
from tongpan.law.procedure import Step, Target

pytestmark = pytest.mark.django_db
NOTIFY = {"reply_by": "2026-03-09"}
MAILED = {"mode": "MAIL", "tracking": "EMS1234567", "difficulty": "当事人在外地务工"}


@pytest.fixture
def stage():
    return a_stage()


def ready(stage):
    """Return a case in which the notice is the next step."""
    case = stage.found(stage.open())
    return stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)


def notify(stage, case, **entered):
    return stage.take(case, Step.NOTIFY, **(dict.fromkeys(("mode", "receiver")) | NOTIFY | entered))


def take(stage, case, step, ref, actor=None, **entered):
    stage.now += timedelta(minutes=1)
    return actions.take_step(
        case_id=case.pk, step=step, target=stage.target(case)._replace(ref=ref), actor=actor or stage.officer,
        now=stage.now, entered=entered,
    )  # fmt: skip


def browser(actor):
    client = Client()
    client.force_login(Officer.objects.get(pk=actor.officer_id).user)
    return client


class TestAtOnce:
    def test_a_notice_handed_over_is_one_submit_with_its_proof(self, stage):
        case = notify(stage, ready(stage), mode="DIRECT", receiver="FAMILY", receiver_name="钱小英（妻）")

        facts = stage.facts(case)
        assert facts.notices[0].served_at == facts.services[0].effective_at
        assert facts.services[0].paper is Paper.NOTICE
        kept = CaseFact.objects.get(case=case, table="services")
        assert kept.detail == {"receiver_name": "钱小英（妻）"}
        assert CaseFact.objects.get(case=case, table="notices").detail == {}

    @pytest.mark.parametrize(
        ("entered", "wanted"),
        [
            pytest.param({}, "mode", id="没有说怎么送达"),
            pytest.param({"mode": "DIRECT"}, "receiver", id="没有说谁签收"),
            pytest.param({"mode": "DIRECT", "receiver": "FAMILY"}, "receiver_name", id="代收的没有姓名"),
            pytest.param({"mode": "MAIL", "difficulty": "在外地"}, "tracking", id="邮寄没有单号"),
            pytest.param({"mode": "ENTRUSTED", "difficulty": "在外地"}, "by", id="没有说委托谁"),
            pytest.param({"mode": "LEFT"}, "refusal", id="留置没有拒收事由"),
            pytest.param({"mode": "DRONE"}, "mode", id="没有这一种方式"),
            pytest.param(MAILED | {"signed_on": "2026-03-30"}, "signed_on", id="以后才签收"),
            pytest.param(MAILED | {"exhibit": "没有的证据"}, "exhibit", id="不是本案的证据"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_written(self, stage, entered, wanted):
        case = ready(stage)

        with pytest.raises(Invalid) as refused:
            notify(stage, case, **entered)

        assert wanted in refused.value.fields
        assert not stage.facts(case).notices

    @pytest.mark.parametrize(
        ("entered", "code"),
        [
            pytest.param({"mode": "DIRECT", "receiver": "HEAD"}, "service.receiver.wrong", id="公民没有法定代表人"),
            pytest.param({"mode": "LEFT", "refusal": "不认可"}, "service.left.unwitnessed", id="留置没有见证、录像"),
            pytest.param(
                {"mode": "ELECTRONIC", "account": "a@b.cn"}, "service.electronic.unconfirmed", id="没有确认书"
            ),
            pytest.param({"mode": "FORWARDED", "by": "商务局", "through": "OTHER"}, "facts", id="浙江可以转交，等回证"),
        ],
    )
    def test_what_does_not_prove_a_service_is_refused_with_the_article(self, stage, entered, code):
        case = ready(stage)
        if code == "facts":
            assert notify(stage, case, **entered).standing == "INQUIRY"
            return

        with pytest.raises(Unlawful) as refused:
            notify(stage, case, **entered)

        assert code in [each.code for each in refused.value.verdict]
        assert all(each.citation for each in refused.value.verdict)
        assert not stage.facts(case).services


class TestOnItsWay:
    def test_a_mailed_notice_waits_and_the_page_says_so(self, stage):
        case = notify(stage, ready(stage), **MAILED)

        assert case.standing == "INQUIRY"
        assert stage.facts(case).notices[0].served_at is None
        page = browser(stage.officer).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "送达中，等回执" in page
        assert "EMS1234567" in page
        assert "记录送达结果（行政处罚告知书，第1次送达）" in page
        assert "事先告知书还没有送达当事人" in page

    def test_the_days_of_the_party_run_from_the_return_card(self, stage):
        case = notify(stage, ready(stage), **MAILED)
        stage.wait(days=4)

        case = take(
            stage, case, Step.RECORD_SERVICE, "NOTICE-1", choice="SERVED", signed_on="2026-03-04", receiver="PARTY"
        )  # fmt: skip

        notice = stage.facts(case).notices[0]
        assert notice.served_at.date() == date(2026, 3, 4)
        assert notice.reply_by == date(2026, 3, 11)
        assert case.standing == "TOLD"

    def test_what_came_back_is_kept_and_tried_again_in_another_mode(self, stage):
        case = notify(stage, ready(stage), **MAILED)
        stage.wait(days=2)
        case = take(
            stage, case, Step.RECORD_SERVICE, "NOTICE-1", choice="FAILED", failure="ADDRESS",
            failed_on=stage.now.date().isoformat(), outcome="信封批注原址查无此户",
        )  # fmt: skip

        case = take(
            stage, case, Step.SERVE, "NOTICE", mode="LEFT", refusal="说不认可", at_home=True, witnessed=True,
            witness="村委会 张文书",
        )  # fmt: skip

        first, second = stage.facts(case).services
        assert (first.mode, first.failure, first.effective_at) == (Mode.MAIL, Failure.ADDRESS, None)
        assert second.effective_at == stage.facts(case).notices[0].served_at
        assert CaseFact.objects.get(case=case, table="services", place=0).detail["outcome"] == "信封批注原址查无此户"
        page = browser(stage.reviewer).get(reverse("cases:case", args=[case.pk])).content.decode()
        assert "没有送到（地址不详或者已经搬离）" in page

    def test_a_public_notice_waits_for_a_visit_and_a_letter_that_failed(self, stage):
        case = notify(stage, ready(stage), mode="LATER")
        notice = {"reason": "查找未果", "medium": "WEBSITE", "where": "区政府网站"}
        case = take(stage, case, Step.SERVE, "NOTICE", mode="DIRECT", failure="NOBODY")
        with pytest.raises(Unlawful):
            take(stage, case, Step.SERVE_PUBLIC, "NOTICE", **notice)
        case = take(stage, case, Step.SERVE, "NOTICE", **MAILED)
        stage.wait(days=3)
        day = stage.now.date().isoformat()
        case = take(
            stage, case, Step.RECORD_SERVICE, "NOTICE-2", choice="FAILED", failure="UNKNOWN", failed_on=day
        )  # fmt: skip

        case = take(stage, case, Step.SERVE_PUBLIC, "NOTICE", **notice)

        with pytest.raises(Unlawful, match="公告期"):
            take(stage, case, Step.CONFIRM_PUBLIC, "NOTICE")
        stage.wait(days=40)
        case = take(stage, case, Step.CONFIRM_PUBLIC, "NOTICE")
        assert stage.facts(case).notices[0].served_at.date() == date(2026, 4, 8)

    def test_a_result_is_recorded_once_and_by_who_handles_the_case(self, stage):
        case = notify(stage, ready(stage), **MAILED)
        result = {"choice": "SERVED", "signed_on": stage.now.date().isoformat(), "receiver": "PARTY"}

        with pytest.raises(Forbidden):
            take(stage, case, Step.RECORD_SERVICE, "NOTICE-1", actor=stage.reviewer, **result)
        with pytest.raises(Conflict):
            take(stage, case, Step.RECORD_SERVICE, "NOTICE-2", **result)
        assert stage.facts(case).notices[0].served_at is None
        take(stage, case, Step.RECORD_SERVICE, "NOTICE-1", **result)
        with pytest.raises(Conflict):
            take(stage, case, Step.RECORD_SERVICE, "NOTICE-1", **result)


class TestEdges:
    def test_the_page_keeps_what_was_typed_when_it_is_refused(self, stage):
        case = ready(stage)
        query = {"step": "NOTIFY", "party": "甲", "cause": stage.matter.code}
        address = reverse("cases:step", args=[case.pk], query=query)

        answer = browser(stage.officer).post(
            address,
            NOTIFY | {"mode": "LEFT", "refusal": "说不认可", "served_where": "店铺门口", "version": case.version},
        )

        text = answer.content.decode()
        assert answer.status_code == 422
        assert "没有见证人，也没有拍照、录像" in text
        assert "说不认可" in text
        assert "店铺门口" in text

    def test_the_call_sends_and_records(self, stage):
        case = ready(stage)
        token = tokens.issue(user=Officer.objects.get(pk=stage.officer.officer_id).user, name="t", now=stage.now)
        client = Client(headers={"Authorization": f"Bearer {token}"})

        def call(step, ref="", **entered):
            body = {"step": step, "party": "甲", "cause": stage.matter.code, "ref": ref, "entered": entered}
            return client.post(f"/api/v1/cases/{case.pk}/steps", body, content_type="application/json")

        at = stage.now.isoformat()
        assert call("NOTIFY", **NOTIFY, **MAILED).status_code == 200, at
        refused = call("RECORD_SERVICE", "NOTICE-1", choice="SERVED")
        assert refused.status_code == 422
        assert "签收、到达的日期" in refused.json()["detail"]

    def test_whoever_has_no_part_reads_no_name_of_who_signed(self, stage):
        case = notify(stage, ready(stage), mode="DIRECT", receiver="FAMILY", receiver_name="钱小英")

        seen = look(stage.officer, queries.case_for(stage.officer, case.pk), stage.now)
        hidden = replace(seen, hiding=Hiding.over(seen.parties, clear=False))
        assert "钱小英" in serving.panel(seen)["served"][0].said
        assert "钱小英" not in serving.panel(hidden)["served"][0].said

    def test_the_receipt_takes_its_words_from_the_last_attempt(self, stage):
        case = notify(stage, ready(stage), mode="LATER")
        case = take(
            stage, case, Step.SERVE, "NOTICE", mode="LEFT", refusal="说不认可", at_home=True, witnessed=True,
            witness="村委会 张文书", served_where="店铺门口",
        )  # fmt: skip
        case = queries.case_for(stage.officer, case.pk)
        said = of_service(told_of(case, queries.known(case, stage.now.date()), stage.target(case), stage.now))

        assert (said["earlier_title"], said["manner"]) == ("行政处罚告知书", "留置送达")
        assert said["where"] == "店铺门口"
        assert said["refusal"] == "说不认可（2026年3月2日）"
        assert "村委会 张文书" in said["remark"]


def test_a_decision_is_named_by_nothing_as_before(stage):
    case = stage.take(ready(stage), Step.NOTIFY, Step.WAIVE)
    case = stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE)

    assert stage.facts(case).services[-1].paper is Paper.DECISION
    assert ENTERED[Step.SERVE]["mode"] == "DIRECT"
    assert Target("甲", stage.matter.code) == stage.target(case)
