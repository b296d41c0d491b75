"""法院：受理、裁定、复议、到位、完毕；中止和终结执行；一审和上诉；当场处罚认定期限。页面、接口、看板、谁不能办。"""

from datetime import date

import pytest
from django.urls import reverse
from tests.cases.spots import decide, on_the_spot
from tests.cases.test_api import Caller
from tests.cases.watch import rows

from tongpan.cases import actions
from tongpan.cases.domain.counterparts import Counterpart
from tongpan.cases.domain.ownlimits import REPLY
from tongpan.cases.models import CaseLimit, CounterpartNotice
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.coercion.suspension import TerminationGround
from tongpan.law.facts.words import CourtAnswer, Role
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]
TAKEN = {"choice": "ACCEPTED", "number": "柯城区人民法院（2026）浙0802行审1号"}
DENIED = {"choice": "DENIED", "number": "（2026）浙0802行审1号裁定，明显缺乏事实根据"}
ABOVE = {"court": "衢州市中级人民法院", "why": "事实有现场笔录证明"}
STANDING_STILL = {"ground": "UNABLE", "why": "当事人住院，暂无履行能力", "number": "中执〔2026〕1号，当面送达"}


@pytest.fixture
def demanded(stage):
    """A fine that was demanded and is not paid, when the court can be asked."""
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
    stage.wait(days=8)
    stage.take(case, Step.DECIDE, Step.SERVE)
    stage.wait(days=20)
    stage.take(case, Step.DEMAND, perform_by="2026-04-20")
    stage.wait(days=170)
    return case


@pytest.fixture
def asked(stage, demanded):
    return stage.take(demanded, Step.APPLY_COURT, number="柯城区人民法院")


def waiting(case):
    """Return the days on which somebody is to be asked again."""
    return [each.act_by for each in CaseLimit.objects.filter(case=case, rule=REPLY)]


def today(stage):
    return stage.now.date().isoformat()


class TestCourse:
    def test_from_the_application_to_what_is_collected(self, stage, asked):
        """9 月 16 日申请，五个工作日内受理；17 日受理，七个工作日内裁定（20 日调休上班，中秋放假）。"""
        assert stage.now.date() == date(2026, 9, 16)
        assert waiting(asked) == [date(2026, 9, 22)]
        stage.wait(days=1)
        stage.take(asked, Step.HEAR_ADMISSION, received_on=today(stage), **TAKEN)
        assert waiting(asked) == [date(2026, 9, 28)]
        stage.take(
            asked, Step.HEAR_RULING, choice="GRANTED", number="准予执行裁定", received_on=today(stage), by_organ=True
        )
        assert waiting(asked) == []
        with pytest.raises(Unlawful) as refused:
            stage.take(asked, Step.COMPLETE, number="执行完毕通知书")
        assert refused.value.code == "enforcement.court.uncollected"
        stage.take(asked, Step.COLLECT_BY_COURT, amount="1200", receipt="划款001")
        stage.take(asked, Step.COLLECT_BY_COURT, amount="800", receipt="划款002")
        stage.take(asked, Step.COMPLETE, number="执行完毕通知书")

        facts = stage.facts(asked)
        assert [each.answer for each in facts.rulings] == [CourtAnswer.ACCEPTED, CourtAnswer.GRANTED]
        assert facts.rulings[-1].by_organ
        assert all(each.by_court for each in facts.payments)
        assert facts.enforcements[-1].performed_at is not None
        assert stage.outlook(asked).offers(Step.CLOSE)

    def test_what_passed_with_the_court_is_an_exchange_and_is_answered(self, stage, asked):
        stage.take(asked, Step.HEAR_ADMISSION, received_on=today(stage), **TAKEN)
        sent, back = CounterpartNotice.objects.filter(case=asked, counterpart=Counterpart.COURT).order_by("id")

        assert (sent.replied_at, sent.reply) == (stage.now, Step.HEAR_ADMISSION.label)
        assert back.number == TAKEN["number"]
        assert ledger.history(asked)[-1].facts["exchange"] == str(back.pk)

    def test_the_court_above_is_asked_and_its_days_run(self, stage, asked):
        stage.take(asked, Step.HEAR_ADMISSION, received_on=today(stage), **TAKEN)
        stage.take(asked, Step.HEAR_RULING, received_on=today(stage), **DENIED)
        (row,) = rows(stage.officer, stage.now, rule="DL-29")
        assert row.limit.act_by == date(2026, 10, 1)
        stage.take(asked, Step.ASK_UPPER, **ABOVE)

        assert rows(stage.officer, stage.now, rule="DL-29") == []
        assert waiting(asked) == [date(2026, 10, 16)]
        stage.take(asked, Step.HEAR_RULING, received_on=today(stage), **DENIED)
        assert waiting(asked) == []
        assert stage.facts(asked).rulings[-1].upper
        stage.take(asked, Step.END_ENFORCEMENT, ground="OTHER", why="人民法院裁定不予执行，复议维持")
        stage.take(asked, Step.CLOSE)

        assert stage.facts(asked).terminations[-1].ground is TerminationGround.OTHER

    def test_too_late_for_the_court_above(self, stage, asked):
        stage.take(asked, Step.HEAR_ADMISSION, choice="REFUSED", number="不予受理裁定", received_on=today(stage))
        stage.wait(days=30)
        with pytest.raises(Unlawful) as refused:
            stage.take(asked, Step.ASK_UPPER, **ABOVE)

        assert refused.value.code == "coercion.court.review_late"
        assert stage.facts(asked).rulings[-1].review_at is None

    def test_what_was_refused_is_asked_again(self, stage, asked):
        stage.take(asked, Step.HEAR_ADMISSION, choice="REFUSED", number="材料不齐", received_on=today(stage))
        stage.take(asked, Step.APPLY_COURT, number="补齐材料后再次申请")

        assert len(stage.facts(asked).enforcements) == 2
        assert len(waiting(asked)) == 1

    @pytest.mark.parametrize(
        ("entered", "field"),
        [
            pytest.param({"received_on": "2026-12-31"}, "received_on", id="明天收到的"),
            pytest.param({"received_on": "2026-09-15"}, "received_on", id="申请以前收到的"),
            pytest.param({"received_on": ""}, "received_on", id="没有写哪一日收到"),
            pytest.param({"choice": "GRANTED"}, "choice", id="不是这一步的结果"),
            pytest.param({"number": ""}, "number", id="没有文号"),
        ],
    )
    def test_what_cannot_be_is_refused_and_nothing_changes(self, stage, asked, entered, field):
        with pytest.raises(Invalid) as refused:
            stage.take(asked, Step.HEAR_ADMISSION, **(TAKEN | {"received_on": today(stage)} | entered))

        assert field in refused.value.fields
        assert stage.facts(asked).rulings == ()

    def test_more_than_is_owed_and_a_receipt_twice_are_refused(self, stage, asked):
        stage.take(asked, Step.HEAR_ADMISSION, received_on=today(stage), **TAKEN)
        stage.take(asked, Step.HEAR_RULING, choice="GRANTED", number="裁定", received_on=today(stage))
        with pytest.raises(Unlawful):
            stage.take(asked, Step.COLLECT_BY_COURT, amount="2001", receipt="划款001")
        stage.take(asked, Step.COLLECT_BY_COURT, amount="100", receipt="划款001")
        with pytest.raises(Invalid) as refused:
            stage.take(asked, Step.COLLECT_BY_COURT, amount="100", receipt="划款001")

        assert "receipt" in refused.value.fields
        assert len(stage.facts(asked).payments) == 1


class TestWhoMay:
    @pytest.mark.parametrize(
        ("step", "who", "entered"),
        [
            pytest.param(Step.HEAR_ADMISSION, "reviewer", TAKEN | {"received_on": "2026-09-16"}, id="审核人员记录"),
            pytest.param(Step.HEAR_ADMISSION, "head", TAKEN | {"received_on": "2026-09-16"}, id="负责人记录"),
        ],
    )
    def test_of_the_handlers_nobody_else(self, stage, asked, step, who, entered):
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=asked.pk, step=step, target=stage.target(asked), actor=getattr(stage, who), now=stage.now,
                entered=entered,
            )  # fmt: skip
        assert stage.facts(asked).rulings == ()

    @pytest.mark.parametrize("step", [Step.SUSPEND, Step.END_ENFORCEMENT])
    def test_a_handler_neither_suspends_nor_ends(self, stage, demanded, step):
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=demanded.pk, step=step, target=stage.target(demanded), actor=stage.officer, now=stage.now,
                entered=STANDING_STILL,
            )  # fmt: skip
        assert stage.facts(demanded).standstills == stage.facts(demanded).terminations == ()


class TestStandstill:
    def test_is_looked_into_on_its_form_and_goes_on(self, stage, demanded):
        stage.take(demanded, Step.SUSPEND, **STANDING_STILL)
        going_on = {"why": "已经出院恢复经营", "number": "恢执〔2026〕1号"}
        with pytest.raises(Unlawful) as refused:
            stage.take(demanded, Step.CONTINUE, **going_on)
        assert refused.value.code == "coercion.resumption.unknown"
        assert CaseLimit.objects.filter(case=demanded, rule="DL-32").exists()
        actions.enter_row(
            case_id=demanded.pk, form="standstills", values={"gone": True}, actor=stage.officer, now=stage.now, place=0
        )
        stage.take(demanded, Step.CONTINUE, **going_on)

        assert stage.facts(demanded).standstills[0].resumed_at is not None
        assert not CaseLimit.objects.filter(case=demanded, rule="DL-32").exists()

    def test_a_ground_that_does_not_fit_is_refused_in_words(self, stage, demanded):
        with pytest.raises(Invalid) as refused:
            stage.take(demanded, Step.END_ENFORCEMENT, ground="DISSOLUTION", why="注销")

        assert "终止的只能是法人或者其他组织" in str(refused.value)
        assert stage.facts(demanded).terminations == ()

    def test_after_it_ended_nothing_is_asked_of_the_court(self, stage, demanded):
        stage.take(demanded, Step.END_ENFORCEMENT, ground="DEATH", why="当事人死亡，没有遗产和义务承受人")

        assert not stage.outlook(demanded).offers(Step.APPLY_COURT)
        assert not CaseLimit.objects.filter(case=demanded, rule="DL-28").exists()
        stage.take(demanded, Step.CLOSE)
        with pytest.raises(Conflict):
            stage.take(demanded, Step.SUSPEND, **STANDING_STILL)


class TestSuit:
    FIRST = {"choice": "JUDGMENT", "outcome": "CHANGED", "number": "（2026）浙0802行初1号"}

    def test_first_instance_appeal_and_the_judgment_that_is_enforced(self, stage, demanded):
        stage.take(demanded, Step.LITIGATE, copy_received_on=today(stage))
        stage.take(demanded, Step.HEAR_FIRST, received_on=today(stage), **self.FIRST)
        (row,) = rows(stage.officer, stage.now, rule="DL-43.2")
        assert row.limit.act_by == date(2026, 10, 8)
        with pytest.raises(Unlawful) as refused:
            stage.take(demanded, Step.CONCLUDE_REMEDY, choice="CHANGED", number="判决书")
        assert refused.value.code == "remedies.judgment.not_final"
        stage.take(demanded, Step.HEAR_APPEAL, number="（2026）浙08行终1号")
        stage.take(demanded, Step.CONCLUDE_REMEDY, choice="CHANGED", number="终审判决", fine="800", within="2026-09-30")
        with pytest.raises(Unlawful) as refused:
            stage.take(demanded, Step.APPLY_JUDGMENT, court="柯城区人民法院", number="终审判决")
        assert refused.value.code == "enforcement.judgment.early"
        stage.wait(days=20)
        stage.take(demanded, Step.APPLY_JUDGMENT, court="柯城区人民法院", number="终审判决")
        stage.take(demanded, Step.COLLECT_BY_COURT, amount="800", receipt="划款003")
        stage.take(demanded, Step.COMPLETE, number="执行完毕")

        assert stage.outlook(demanded).offers(Step.CLOSE)

    def test_an_order_with_the_outcome_of_a_judgment_is_refused(self, stage, demanded):
        stage.take(demanded, Step.LITIGATE)
        with pytest.raises(Invalid) as refused:
            stage.take(demanded, Step.HEAR_FIRST, received_on=today(stage), **(self.FIRST | {"choice": "ORDER"}))

        assert "outcome" in refused.value.fields

    def test_an_opinion_is_reported_on(self, stage, demanded):
        stage.take(demanded, Step.RECONSIDER)
        stage.take(demanded, Step.TAKE_OPINION, number="复意〔2026〕1号：告知书没有写明听证权利")
        (row,) = rows(stage.officer, stage.now, rule="DL-44")
        assert row.limit.act_by == date(2026, 11, 15)
        stage.take(demanded, Step.REPORT_OPINION, answer="已经修改告知书格式，组织培训")

        assert rows(stage.officer, stage.now, rule="DL-44") == []

    def test_a_decision_ordered_anew_has_its_day_on_the_board(self, stage, demanded):
        stage.take(demanded, Step.RECONSIDER)
        stage.take(demanded, Step.CONCLUDE_REMEDY, choice="REDONE", number="复决〔2026〕2号", within="2026-11-30")
        (row,) = rows(stage.head, stage.now, rule="DL-44.2")

        assert row.limit.act_by == date(2026, 11, 30)
        assert "复议决定书、判决书限定" in row.limit.explanation
        assert row.post == "作出决定的负责人"


class TestOnTheSpot:
    """当场处罚没有经过复议：负责人指定人员，审核人员认定期限，再申请法院。"""

    SETTLED = {"ends_on": "2026-09-02", "why": "电话问过柯城区人民法院，按六个月届满起算"}

    @pytest.fixture
    def spot(self, stage):
        case = decide(on_the_spot(stage))
        actions.hand_over(case_id=case.pk, actor=stage.officer, now=stage.wait(minutes=3).now, signed=True)
        for role in (Role.REVIEWER, Role.PRINCIPAL, Role.APPROVER):
            person = stage.people[role].officer_id
            actions.name_officer(case_id=case.pk, role=role, officer_id=person, actor=stage.head, now=stage.now)
        stage.take(case, Step.TAKE_APPLICATION, said="请求撤销")
        stage.take(case, Step.FORWARD, to="柯城区人民政府，行政复议局签收")
        stage.wait(days=30)
        stage.take(case, Step.DEMAND, perform_by="2026-04-20")
        stage.wait(days=160)
        return case

    def test_the_reviewer_settles_the_term_and_the_court_is_asked(self, stage, spot):
        with pytest.raises(Unlawful) as refused:
            stage.take(spot, Step.APPLY_COURT)
        assert refused.value.code == "enforcement.court.unsettled"
        stage.take(spot, Step.SETTLE_TERM, **self.SETTLED)
        (row,) = rows(stage.officer, stage.now, rule="DL-28")
        assert row.limit.act_by == date(2026, 12, 2)
        stage.take(spot, Step.APPLY_COURT, number="柯城区人民法院")

        assert stage.facts(spot).suit_terms[0].ends_on == date(2026, 9, 2)
        assert stage.outlook(spot).offers(Step.HEAR_ADMISSION)

    @pytest.mark.parametrize("who", ["officer", "head"])
    def test_nobody_else_settles_it(self, stage, spot, who):
        with pytest.raises(Forbidden):
            actions.take_step(
                case_id=spot.pk, step=Step.SETTLE_TERM, target=stage.target(spot), actor=getattr(stage, who),
                now=stage.now, entered=self.SETTLED,
            )  # fmt: skip
        assert stage.facts(spot).suit_terms == ()

    def test_a_day_before_sixty_days_are_over_leads_back_to_the_reviewer(self, stage, spot):
        stage.take(spot, Step.SETTLE_TERM, **(self.SETTLED | {"ends_on": "2026-04-01"}))
        with pytest.raises(Unlawful) as refused:
            stage.take(spot, Step.APPLY_COURT)

        assert refused.value.code == "enforcement.court.term_short"
        assert stage.outlook(spot).offers(Step.SETTLE_TERM)

    def test_an_application_that_came_here_is_on_the_board_until_it_is_sent_on(self, stage):
        case = decide(on_the_spot(stage))
        actions.hand_over(case_id=case.pk, actor=stage.officer, now=stage.wait(minutes=3).now, signed=True)
        stage.take(case, Step.TAKE_APPLICATION, said="请求撤销")
        (row,) = rows(stage.officer, stage.now, rule="DL-42")
        assert row.limit.act_by == date(2026, 3, 9)
        stage.take(case, Step.FORWARD, to="柯城区人民政府，行政复议局签收")

        assert rows(stage.officer, stage.now, rule="DL-42") == []


class TestEdges:
    def test_the_page_takes_the_answer_and_loses_nothing(self, stage, asked, enter):
        client, url = enter(stage.officer), reverse("cases:step", args=[asked.pk])
        where = f"{url}?step=HEAR_ADMISSION&party=甲&cause={stage.matter.code}"
        page = client.get(where).content.decode()
        assert "不予受理" in page
        assert "十五日内可以向上一级人民法院申请复议" in page
        refused = client.post(where, {"choice": "REFUSED", "number": "材料缺少催告书"})
        assert refused.status_code == 422
        assert "材料缺少催告书" in refused.content.decode()
        assert client.post(where, TAKEN | {"received_on": today(stage)}).status_code == 302
        shown = client.get(reverse("cases:case", args=[asked.pk])).content.decode()
        assert "记录法院是否准予执行" in shown

    def test_the_interface_does_the_same(self, stage, asked):
        caller, other = Caller(stage, stage.officer), Caller(stage, stage.reviewer)
        where = {"party": "甲", "cause": stage.matter.code}

        def take(step, who=caller, **entered):
            return who.post(f"/{asked.pk}/steps", {"step": step, **where, "entered": entered})

        told = TAKEN | {"received_on": today(stage)}
        assert take("HEAR_ADMISSION", who=other, **told).status_code == 403
        assert take("HEAR_ADMISSION", **(told | {"received_on": ""})).status_code == 422
        assert take("HEAR_ADMISSION", **told).status_code == 200
        again = take("HEAR_ADMISSION", **told)
        assert again.status_code == 409
        early = take("ASK_UPPER", **ABOVE)
        assert early.status_code == 409
