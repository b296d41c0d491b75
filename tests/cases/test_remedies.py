"""复议和诉讼：先后各是一条，收到副本起算答复期限，交了答复和证据目录才停；每种结果各有后果。"""

from datetime import date

import pytest
from django.urls import reverse
from tests.cases.test_api import Caller
from tests.cases.watch import rows

from tongpan.cases import actions
from tongpan.cases.models import CaseLimit, ChargeOutcome
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Outcome
from tongpan.law.money import yuan
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
ANSWERED = {"paper": "行政复议答复书（航埠复答〔2026〕1号）", "listed": "1. 现场检查笔录；2. 事先告知书；3. 处罚决定书"}


@pytest.fixture
def decided(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
    stage.wait(days=8)
    return stage.take(case, Step.DECIDE, Step.SERVE)


def received(stage, case, **values):
    """Enter, on the form of rows, when the copy came."""
    day = stage.now.date().isoformat()
    return actions.enter_row(
        case_id=case.pk, form="remedies", values={"copy_received_on": day} | values, actor=stage.officer,
        now=stage.now, place=len(stage.facts(case).remedies) - 1,
    )  # fmt: skip


def running(stage, case):
    return {each.rule: each.limit.act_by for each in stage.outlook(case).limits}


class TestAnswering:
    def test_the_day_of_the_copy_starts_the_clock_and_the_answer_stops_it(self, stage, decided):
        stage.take(decided, Step.RECONSIDER, number="柯城区人民政府 复受〔2026〕3号")
        assert not CaseLimit.objects.filter(case=decided, rule="DL-41").exists()
        with pytest.raises(Unlawful) as refused:
            stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED)
        assert refused.value.code == "remedies.copy.unknown"
        received(stage, decided)
        (row,) = rows(stage.officer, stage.now, rule="DL-41")
        assert row.limit.act_by == running(stage, decided)["DL-41"] == date(2026, 3, 24)
        stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED)

        assert rows(stage.officer, stage.now, rule="DL-41") == []
        assert ledger.history(decided)[-1].facts["detail"]["paper"] == ANSWERED["paper"]
        with pytest.raises(Conflict):
            stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED)

    @pytest.mark.parametrize(
        ("step", "entered", "rule", "by"),
        [
            pytest.param(Step.RECONSIDER, {}, "DL-41", date(2026, 3, 24), id="复议十个工作日"),
            pytest.param(Step.RECONSIDER, {"simple": True}, "DL-41.2", date(2026, 3, 17), id="复议简易程序五个工作日"),
            pytest.param(Step.LITIGATE, {}, "DL-43", date(2026, 3, 25), id="诉讼十五日"),
        ],
    )
    def test_each_body_gives_its_own_days(self, stage, decided, step, entered, rule, by):
        stage.take(decided, step, copy_received_on="2026-03-10", **entered)

        found = running(stage, decided)
        assert {name: day for name, day in found.items() if name in ("DL-41", "DL-41.2", "DL-43")} == {rule: by}

    def test_what_is_late_is_told_as_over(self, stage, decided):
        stage.take(decided, Step.RECONSIDER, copy_received_on="2026-03-10")
        stage.wait(days=20)

        (limit,) = [each for each in stage.outlook(decided).limits if each.rule == "DL-41"]
        assert limit.over
        assert limit.threatens
        assert stage.outlook(decided).offers(Step.ANSWER_REMEDY)

    @pytest.mark.parametrize("missing", ["paper", "listed"])
    def test_without_its_paper_or_its_list_of_evidence_it_is_no_answer(self, stage, decided, missing):
        stage.take(decided, Step.LITIGATE, copy_received_on="2026-03-10")
        with pytest.raises(Invalid) as refused:
            stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED | {missing: ""})

        assert missing in refused.value.fields
        assert stage.facts(decided).remedies[0].answered_at is None

    def test_who_does_not_handle_the_case_neither_answers_nor_enters_the_copy(self, stage, decided):
        stage.take(decided, Step.RECONSIDER)
        with pytest.raises(Forbidden):
            actions.enter_row(
                case_id=decided.pk, form="remedies", values={"copy_received_on": "2026-03-10"}, actor=stage.head,
                now=stage.now, place=0,
            )  # fmt: skip
        received(stage, decided)
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=decided.pk, step=Step.ANSWER_REMEDY, target=stage.target(decided), actor=stage.reviewer,
                now=stage.now, entered=ANSWERED,
            )  # fmt: skip

    @pytest.mark.parametrize("name", ["copy_received_on", "told_on"])
    def test_nothing_is_received_tomorrow(self, stage, decided, name):
        stage.take(decided, Step.RECONSIDER)
        with pytest.raises(Invalid) as refused:
            received(stage, decided, **{name: "2026-12-31"})
        assert name in refused.value.fields
        with pytest.raises(Invalid) as refused:
            stage.take(decided, Step.CONCLUDE_REMEDY, choice="UPHELD", number="1号", told_on="2026-12-31")

        assert refused.value.fields == {"told_on": "收到的日期不能晚于办理这一步的日期"}

    def test_the_frozen_folder_stays_frozen(self, stage, decided):
        stage.take(decided, Step.RECONSIDER, copy_received_on="2026-03-10")

        assert "evidence.frozen.reconsideration" in stage.outlook(decided).why_not(Step.GATHER)


class TestOneAfterTheOther:
    def test_a_suit_follows_reconsideration_each_in_its_own_row(self, stage, decided):
        stage.take(decided, Step.RECONSIDER, copy_received_on="2026-03-10")
        assert not stage.outlook(decided).offers(Step.LITIGATE)
        stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED)
        stage.wait(days=40)
        stage.take(decided, Step.CONCLUDE_REMEDY, choice="UPHELD", number="复决〔2026〕3号", told_on="2026-04-15")
        assert running(stage, decided)["DL-40"] == date(2026, 4, 30)
        assert not stage.outlook(decided).offers(Step.RECONSIDER)
        stage.take(decided, Step.LITIGATE, number="（2026）浙0802行初1号", copy_received_on="2026-04-18")
        assert "DL-40" not in running(stage, decided)
        stage.take(decided, Step.ANSWER_REMEDY, **ANSWERED)
        stage.take(decided, Step.CONCLUDE_REMEDY, choice="REVOKED", number="判决书")

        first, second = stage.facts(decided).remedies
        assert (first.outcome, second.outcome) == (Outcome.UPHELD, Outcome.REVOKED)
        assert first.answered_at < second.answered_at
        assert stage.outlook(decided).offers(Step.RESTORE)
        assert not ChargeOutcome.objects.filter(case=decided).exists()

    def test_a_changed_fine_is_what_is_owed(self, stage, decided):
        stage.take(decided, Step.LITIGATE)
        stage.take(decided, Step.CONCLUDE_REMEDY, choice="CHANGED", number="判决书", fine="800")
        assert stage.facts(decided).remedies[0].fine == yuan(800)
        stage.take(decided, Step.PAY, amount="800")

        assert not stage.outlook(decided).offers(Step.PAY)

    @pytest.mark.parametrize(
        ("entered", "field"),
        [
            pytest.param({"choice": "EXPIRED"}, "outcome", id="诉讼没有逾期不决定"),
            pytest.param({"choice": "UPHELD", "fine": "800"}, "fine", id="维持的没有变更后的罚款"),
            pytest.param({"choice": "MAGIC"}, "choice", id="没有这种结果"),
        ],
    )
    def test_an_end_that_cannot_be_is_refused(self, stage, decided, entered, field):
        stage.take(decided, Step.LITIGATE)
        with pytest.raises(Invalid) as refused:
            stage.take(decided, Step.CONCLUDE_REMEDY, number="判决书", **entered)

        assert field in refused.value.fields

    @pytest.mark.parametrize("outcome", list(Outcome))
    def test_every_end_can_be_entered(self, stage, decided, outcome):
        stage.take(decided, Step.RECONSIDER)
        stage.take(decided, Step.CONCLUDE_REMEDY, choice=outcome.value, number="复议决定书")

        assert stage.facts(decided).remedies[0].outcome is outcome


class TestEdges:
    def test_the_pages_show_the_clock_and_take_the_answer(self, stage, decided, enter):
        stage.take(decided, Step.RECONSIDER)
        client = enter(stage.officer)
        page = client.get(reverse("cases:case", args=[decided.pk])).content.decode()
        assert "没有登记本机关哪一日收到行政复议申请书副本" in page
        received(stage, decided)
        page = client.get(reverse("cases:case", args=[decided.pk])).content.decode()
        assert "答复复议、应诉并提交证据" in page
        assert "提出书面答复并提交证据、依据" in page
        assert "提出书面答复并提交证据、依据" in client.get(reverse("cases:limits")).content.decode()

    def test_what_was_typed_is_not_lost_and_every_end_is_named(self, stage, decided, enter):
        stage.take(decided, Step.LITIGATE, copy_received_on="2026-03-10")
        client, url = enter(stage.officer), reverse("cases:step", args=[decided.pk])
        where = {"party": "甲", "cause": stage.matter.code, "ref": ""}

        page = client.get(url, where | {"step": "CONCLUDE_REMEDY"}).content.decode()
        assert all(each.label in page for each in Outcome)
        refused = client.post(
            f"{url}?step=ANSWER_REMEDY&party=甲&cause={stage.matter.code}", {"listed": "现场照片四张"}
        )
        assert refused.status_code == 422
        assert "现场照片四张" in refused.content.decode()
        assert stage.facts(decided).remedies[0].answered_at is None

    def test_the_interface_does_the_same(self, stage, decided):
        caller, other = Caller(stage, stage.officer), Caller(stage, stage.reviewer)
        where = {"party": "甲", "cause": stage.matter.code}

        def take(step, who=caller, **entered):
            return who.post(f"/{decided.pk}/steps", {"step": step, **where, "entered": entered})

        assert take("RECONSIDER").status_code == 200
        early = take("ANSWER_REMEDY", **ANSWERED)
        assert early.status_code == 422
        assert early.json()["breaches"][0]["citation"]
        received(stage, decided)
        assert take("ANSWER_REMEDY", who=other, **ANSWERED).status_code == 403
        assert take("ANSWER_REMEDY", **ANSWERED).status_code == 200
        done = take("CONCLUDE_REMEDY", choice="PARTLY_REVOKED", number="复议决定书", fine="1000")
        assert done.status_code == 200, done.content
