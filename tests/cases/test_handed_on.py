"""移送、收回职权、法律修改：案件换了手，或者依据变了，从哪里办下去。"""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.acts import act
from tests.cases.stage import START
from tests.cases.test_api import Caller
from tests.cases.test_outside import ask
from tests.cases.test_property import registered

from tongpan.agencies.domain.posts import AgencyKind, Post
from tongpan.cases import actions, queries
from tongpan.cases.actions import NewCharge, NewParty
from tongpan.cases.domain.acts import CaseAct, in_question
from tongpan.cases.domain.choices import Source
from tongpan.cases.models import Case, CaseFlag, CaseLimit, CaseTransfer, StepProposal
from tongpan.cases.steps.agreeing import disagreements
from tongpan.evidence.models import PropertyItem
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step
from tongpan.powers.domain.kinds import Ended, InHand, Mode
from tongpan.powers.models import Grant, Recall
from tongpan.powers.steps.stamp import touch_lists

pytestmark = pytest.mark.django_db


def told(stage):
    """Return a case that may be decided."""
    case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
    stage.take(case, Step.NOTIFY, Step.WAIVE)
    stage.wait(days=8)
    return case


def paid(stage, case):
    """Return a case of which nothing is left but to close it."""
    return stage.take(case, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH, Step.PAY)


class TestHandingOn:
    def other_body(self, stage):
        body = cast.an_agency("柯城区综合行政执法局", stage.town.county, AgencyKind.DEPARTMENT, "law")
        taker = cast.an_officer("孙接", body, Post.OFFICER, username=cast._once("sunjie"))
        return body, cast.actor(taker)

    def test_m167_an_outside_organ_takes_the_case_with_a_receipt(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        act(stage, case, CaseAct.HAND_ON, to_name="龙游县市场监督管理局", ground="JURISDICTION", why="违法行为地在龙游")
        sent = CaseTransfer.objects.get(case=case)
        assert stage.outlook(case).offers(Step.SHOW_IDENTITY)
        with pytest.raises(Invalid):
            actions.answer_transfer(transfer_id=sent.pk, accept=True, answer=" ", actor=stage.officer, now=stage.now)
        done = actions.answer_transfer(
            transfer_id=sent.pk, accept=True, answer="3月5日张三签收", actor=stage.officer, now=stage.now
        )

        assert done.standing == "MOVED"

    def test_m167_a_body_of_ours_refuses_with_a_reason_and_the_case_goes_on_here(self, stage):
        body, taker = self.other_body(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        act(stage, case, CaseAct.HAND_ON, to_body=str(body.pk), ground="LEVEL", why="需要技术力量")
        sent = CaseTransfer.objects.get(case=case)
        stranger = cast.actor(cast.officer_wang())
        with pytest.raises(NotFound):
            actions.answer_transfer(transfer_id=sent.pk, accept=True, answer="收", actor=stranger, now=stage.now)
        actions.answer_transfer(transfer_id=sent.pk, accept=False, answer="不属于我局事项", actor=taker, now=stage.now)

        assert Case.objects.get(pk=case.pk).body_id == stage.town.agency.pk
        assert stage.take(case, Step.SHOW_IDENTITY)

    def test_a_case_that_ended_on_its_way_is_taken_by_nobody(self, stage):
        body, taker = self.other_body(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        act(stage, case, CaseAct.HAND_ON, to_body=str(body.pk), ground="LEVEL", why="需要技术力量")
        sent = CaseTransfer.objects.get(case=case)
        act(stage, case, CaseAct.END_INQUIRY, ground="OTHER", why="依法终止调查")
        with pytest.raises(Conflict):
            actions.answer_transfer(transfer_id=sent.pk, accept=True, answer="收", actor=taker, now=stage.now)

        assert Case.objects.get(pk=case.pk).standing == "ENDED"
        assert queries.incoming(taker) == []

    def test_a_case_that_another_body_was_asked_to_take_is_not_closed(self, stage):
        body, _ = self.other_body(stage)
        case = told(stage)
        act(stage, case, CaseAct.HAND_ON, to_body=str(body.pk), ground="LEVEL", why="需要技术力量")
        sent = CaseTransfer.objects.get(case=case)
        paid(stage, case)
        with pytest.raises(Conflict) as refused:
            stage.take(case, Step.CLOSE)
        assert refused.value.code == "case.transfer.waiting"
        assert "写明理由退回" in str(refused.value)
        actions.answer_transfer(
            transfer_id=sent.pk, accept=False, answer="已经办完，不再移送", actor=stage.officer, now=stage.now
        )

        assert stage.take(case, Step.CLOSE).standing == "CLOSED"

    def test_a_body_takes_over_only_what_is_on_its_list_and_then_in_its_own_name(self, stage):
        body, taker = self.other_body(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        registered(stage, case)
        asked = ask(stage, case)
        actions.propose_act(
            case_id=case.pk, act=CaseAct.SUSPEND, reason="", actor=stage.officer, now=stage.now,
            entered={"ground": "OTHER", "why": "等鉴定", "told": "3月2日"},
        )  # fmt: skip
        act(stage, case, CaseAct.HAND_ON, to_body=str(body.pk), ground="RECALLED", why="职权收回")
        sent = CaseTransfer.objects.get(case=case)
        with pytest.raises(Unlawful):
            actions.answer_transfer(transfer_id=sent.pk, accept=True, answer="收", actor=taker, now=stage.now)
        grant = Grant.objects.get(matter=stage.matter, body=stage.town.agency)
        grant.pk, grant.line, grant.body, grant.mode = uuid7(), uuid7(), body, Mode.OWN
        grant.save(force_insert=True)
        touch_lists()
        done = actions.answer_transfer(transfer_id=sent.pk, accept=True, answer="收", actor=taker, now=stage.now)

        assert done.body_id == body.pk
        assert "执法局" in done.acts_as
        for beside in (CaseLimit, CaseFlag, PropertyItem):  # what bears its scope went with it
            assert set(beside.objects.values_list("body_id", "team_id")) <= {(done.body_id, done.team_id)}
        assert CaseLimit.objects.exists()
        assert not StepProposal.objects.filter(decided_at=None).exists()
        with pytest.raises(NotFound):  # whom the old body asked reads on no more, nor answers the new one
            queries.consultation_behind(asked.token, stage.now)
        (taken_back,) = [one for one in ledger.history(case) if one.action == "case.consultation_withdrawn"]
        assert "由接收机关重新咨询" in taken_back.facts["why"]
        facts = stage.facts(case)
        assert [each.officer for each in facts.assignments if each.until is None] == ["孙接"]
        assert facts.filing is not None
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []


class TestRecall:
    def recalled(self, stage, in_hand):
        grant = Grant.objects.get(matter=stage.matter, body=stage.town.agency)
        on = stage.now.date()
        recall = Recall.objects.create(
            line=grant.line, on=on, instrument=grant.instrument, in_hand=in_hand, reason="评估", actor="x",
            recorded_at=stage.now,
        )  # fmt: skip
        Grant.objects.filter(pk=grant.pk).update(valid_to=on, ended=Ended.RECALLED, recall=recall)
        touch_lists()

    def test_what_the_recall_leaves_here_is_finished_in_the_old_name(self, stage):
        case = told(stage)
        self.recalled(stage, InHand.FINISH_HERE)

        assert stage.take(case, Step.DECIDE).decided_on == stage.now.date()
        known = queries.known(Case.objects.select_related("district").get(pk=case.pk), stage.now.date())
        assert [one.finishes for one in known.recalled] == [True]

    def test_what_is_handed_over_is_not_decided_here(self, stage):
        case = told(stage)
        self.recalled(stage, InHand.HAND_OVER)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.DECIDE)

        assert "authority.over" in {each.code for each in refused.value.verdict}

    def test_case_by_case_the_justice_bureau_answers(self, stage):
        case = told(stage)
        self.recalled(stage, InHand.DECIDE_EACH)
        given = {"case_id": case.pk, "code": "conflicts.withdrawn_power", "option": "FINISH", "now": stage.now}
        with pytest.raises(Forbidden):
            actions.answer_question(**given, reason="快办完了", actor=stage.head)
        bureau = cast.actor(cast.supervisor_sun(stage.town.county))
        with pytest.raises(Invalid):
            actions.answer_question(**given, reason=" ", actor=bureau)
        actions.answer_question(**given, reason="已经告知，换机关办对当事人不利", actor=bureau)

        assert stage.take(case, Step.DECIDE).decided_on == stage.now.date()
        with pytest.raises(Conflict):
            actions.answer_question(**given, reason="再答一次", actor=bureau)

    def test_what_was_not_filed_by_then_is_not_in_hand(self, stage):
        case = stage.found(stage.open())
        stage.wait(days=1)
        self.recalled(stage, InHand.FINISH_HERE)
        known = queries.known(Case.objects.select_related("district").get(pk=case.pk), stage.now.date())

        assert [one.finishes for one in known.recalled] == [False]


class TestLawInForce:
    def test_a_statute_repealed_between_act_and_decision_is_compared_first(self, stage):
        """从旧兼从轻 (处罚法 37)：噪声污染防治法自2026年8月15日起由生态环境法典取代。"""
        stage.now = datetime(2026, 8, 10, 9, tzinfo=START.tzinfo)
        days = NewCharge(act_on=date(2026, 7, 30), discovered_on=date(2026, 8, 10))
        case = stage.open(charge=days)
        stage.found(case, law="中华人民共和国噪声污染防治法")
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
        stage.take(case, Step.NOTIFY, reply_by="2026-08-17")
        stage.take(case, Step.WAIVE)
        stage.wait(days=10)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.DECIDE)
        assert "law.comparison.missing" in {each.code for each in refused.value.verdict}

        actions.find_charge(
            case_id=case.pk, target=stage.target(case), values={"comparison": "OLD_LIGHTER"}, actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        assert "law.comparison.missing" not in stage.outlook(case).why_not(Step.DECIDE)


@pytest.mark.usefixtures("moment")
class TestPages:
    """页面和接口走同样的动作；没有脚本也能办。"""

    def page(self, client, name, *args, **query):
        answer = client.get(reverse(f"cases:{name}", args=args, query=query or None))
        assert answer.status_code == 200, name
        return answer.content.decode()

    def test_several_parties_are_entered_when_a_case_is_begun(self, stage, enter):
        client = enter(stage.officer)
        typed = {
            "matter": stage.matter.code, "town": str(stage.town.town.pk), "source": "INSPECTION", "kind": "CITIZEN",
            "name": "钱大有", "act_on": "2026-02-27",
        }  # fmt: skip
        more = client.post(reverse("cases:open"), typed | {"another": "1"}).content.decode()
        assert 'name="more-0-name"' in more
        assert "钱大有" in more
        assert "请填写" not in more
        row = {"more-TOTAL_FORMS": "1", "more-INITIAL_FORMS": "0", "more-0-kind": "ORGANIZATION"}
        bad = client.post(reverse("cases:open"), typed | row | {"more-0-name": ""})
        assert bad.status_code == 422
        done = client.post(reverse("cases:open"), typed | row | {"more-0-name": "柯城货运公司"})
        assert done.status_code == 302
        assert [one.name for one in Case.objects.get().parties.order_by("handle")] == ["柯城货运公司", "钱大有"]

    def test_acts_help_and_parties(self, stage, enter):
        case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
        client = enter(stage.officer)
        assert "终止调查" in self.page(client, "case", case.pk)
        for code in CaseAct:
            if in_question(code, stage.facts(case)):
                assert "报批" in self.page(client, "act", case.pk, code.value)
        entered = {"ground": "NO_BREACH", "why": "没有违法事实", "proposal": "建议终止"}
        assert client.post(reverse("cases:act", args=[case.pk, "END_INQUIRY"]), entered).status_code == 302
        assert client.get(reverse("cases:act", args=[case.pk, "MAGIC"])).status_code == 404
        asked = {"kind": "SURVEY", "to_name": "区自然资源和规划局", "what": "测量占地面积", "due_on": "2026-03-20"}
        assert client.post(reverse("cases:ask_help", args=[case.pk]), asked).status_code == 302
        (row,) = case.assistance.all()
        assert "测量占地面积" in self.page(client, "helped", case.pk, row.pk)
        assert "增加当事人" in self.page(client, "add_party", case.pk)
        assert "增加案由" in self.page(client, "add_cause", case.pk)
        assert "测量占地面积" in self.page(client, "case", case.pk)
        made = StepProposal.objects.get(case=case)
        assert "终止调查" in self.page(enter(stage.deputy), "approvals")
        head = enter(stage.deputy)
        assert "没有违法事实" in self.page(head, "proposal", made.pk)
        sent = {"do": "take", "answer": "同意"}
        assert head.post(reverse("cases:proposal", args=[made.pk]), sent).status_code == 302
        gone = self.page(client, "case", case.pk)
        assert "不再办理" in gone
        assert Case.objects.get(pk=case.pk).standing == "ENDED"

    def test_a_transfer_and_a_question(self, stage, enter):
        body = cast.an_agency("柯城区综合行政执法局", stage.town.county, AgencyKind.DEPARTMENT, "law")
        taker = cast.actor(cast.an_officer("孙接", body, Post.OFFICER, username=cast._once("sunjie")))
        case = stage.take(stage.found(stage.open()), Step.FILE)
        entered = {"to_body": str(body.pk), "ground": "LEVEL", "why": "需要技术力量", "answer_by": "2026-03-10"}
        head = enter(stage.deputy)
        assert "柯城区综合行政执法局" in self.page(head, "act", case.pk, "HAND_ON")
        assert head.post(reverse("cases:act", args=[case.pk, "HAND_ON"]), entered).status_code == 302
        client = enter(taker)
        assert case.number in self.page(client, "transfers")
        (sent,) = case.transfers.all()
        self.page(client, "transfer", sent.pk)
        refused = client.post(reverse("cases:transfer", args=[sent.pk]), {"do": "back", "answer": "不属于我局"})
        assert refused.status_code == 302
        question = {"code": "conflicts.individual_business"}
        assert "答复法律问题" in self.page(enter(stage.reviewer), "question", case.pk, question["code"])

    def test_a_paper_file_step_by_step(self, stage, enter):
        stage.wait(days=20)
        case = stage.found(stage.open(source=Source.PAPER, clue_at=START - timedelta(days=1)))
        client = enter(stage.officer)
        first = self.page(client, "paper", case.pk, at="2026-03-03T10:00")
        assert "立案" in first
        form = self.page(client, "paper", case.pk, at="2026-03-03T10:00", step="FILE")
        assert "依据哪份纸质文书" in form
        sent = {"at": "2026-03-03T10:00", "shown_by": "立案审批表，吴用签"}
        url = reverse("cases:paper", args=[case.pk], query={"at": "2026-03-03T10:00", "step": "FILE"})
        assert client.post(url, sent).status_code == 302
        assert stage.facts(case).filing.at.isoformat() == "2026-03-03T10:00:00+08:00"
        assert client.get(reverse("cases:paper", args=[stage.open().pk])).status_code == 409
        for never in ("下周", "0001-01-01T00:00+14:00", "2026-02-30T10:00"):
            assert "下一步是什么时候办的" in self.page(client, "paper", case.pk, at=never)

    def test_the_features_of_somebody_unknown_are_for_who_works_on_the_case(self, stage, enter):
        unknown = NewParty(PartyKind.CITIZEN, "身份待查", unidentified=True, features="蓝色三轮车，左手有疤")
        case = stage.open(parties=[unknown])
        assert "左手有疤" in self.page(enter(stage.officer), "case", case.pk)
        assert "左手有疤" not in self.page(enter(cast.actor(cast.district_dispatcher_feng())), "case", case.pk)

    def test_the_call_reaches_the_same_actions(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        officer = Caller(stage, stage.officer)
        party = {"party": {"kind": "CITIZEN", "name": "孙二", "born_on": "1990-01-01"}, "act_on": "2026-02-27"}
        assert officer.post(f"/{case.pk}/parties", party).status_code == 200
        assert officer.post(f"/{case.pk}/causes", {"matter": stage.matter.code}).status_code == 422
        asked = {"kind": "IDENTITY", "to_name": "派出所", "what": "查身份", "due_on": "2026-03-09", "party": "乙"}
        assert officer.post(f"/{case.pk}/help", asked).status_code == 200
        (row,) = case.assistance.all()
        assert officer.post(f"/help/{row.pk}", {"helped": True, "answer": "已查明"}).status_code == 200
        acted = officer.post(f"/{case.pk}/acts/proposals", {"act": "SUSPEND", "entered": {}, "reason": "中止"})
        assert acted.status_code == 422
        assert acted.json()["fields"]
        refused = officer.post(f"/{case.pk}/acts", {"act": "HAND_ON", "entered": {}})
        assert refused.status_code == 403
        assert (
            officer.post(
                f"/{case.pk}/people/off", {"role": "REVIEWER", "officer": "赵敏", "reason": "借调"}
            ).status_code
            == 403
        )
        recusal = {"officer": "赵敏", "reason": "亲戚"}
        assert officer.post(f"/{case.pk}/recusals", recusal).status_code == 200
        assert Caller(stage, stage.deputy).get("/transfers/incoming").json() == []
        assert (
            officer.post(f"/{case.pk}/questions/conflicts.regime", {"option": "SECTOR", "reason": "x"}).status_code
            == 409
        )
