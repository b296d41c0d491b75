"""可以再办的：再保存别的证据，抽样；换了证的人，按办理那天的证件算；收回职权以后不再立案。"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.cases import test_handed_on
from tests.cases.test_api import Caller

from tongpan.agencies.models import Credential
from tongpan.cases import actions, queries
from tongpan.cases.models import Case, CaseFact, CaseLimit
from tongpan.cases.steps.agreeing import disagreements
from tongpan.kernel.errors import Unlawful
from tongpan.law.conflicts import QUESTIONS
from tongpan.law.procedure import Step
from tongpan.powers.domain.kinds import InHand

pytestmark = pytest.mark.django_db
TAKEN = {"what": "豆腐 3 批，每批 10 盒，抽 2 盒", "how": "随机抽样", "receipt": "抽样凭证 1 号，交钱大有"}
ASKED = {"invited": True, "sealed": True, "listed": True, "signed": True}


def filed(stage, **values):
    return stage.take(stage.found(stage.open(), **values), Step.FILE, Step.SHOW_IDENTITY)


class TestPreserving:
    def test_other_things_are_preserved_and_each_has_its_own_days(self, stage):
        case = filed(stage)
        stage.take(case, Step.PRESERVE, what="账本 1 册")
        stage.wait(days=2)
        stage.take(case, Step.PRESERVE, what="电子秤 1 台")
        rows = CaseFact.objects.filter(case=case, table="preservations").order_by("place")

        assert [row.detail["what"] for row in rows] == ["账本 1 册", "电子秤 1 台"]
        ends = dict(CaseLimit.objects.filter(case=case, rule="DL-03").values_list("ref", "act_by"))
        assert ends["保存1"] < ends["保存2"]
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []


class TestSampling:
    def test_samples_are_taken_with_their_record_and_receipt(self, stage):
        case = filed(stage)
        stage.take(case, Step.SAMPLE, **TAKEN, **ASKED)
        (row,) = stage.facts(case).samplings

        assert row.officers == ("李明", "王强")
        assert (row.invited, row.sealed, row.listed, row.signed, row.witnessed) == (True, True, True, True, None)
        assert CaseFact.objects.get(case=case, table="samplings").detail["receipt"] == "抽样凭证 1 号，交钱大有"

    def test_what_was_not_known_at_first_is_filled_in_before_the_notice(self, stage):
        """市场监管程序规定 31。"""
        case = filed(stage, regime="SAMR")
        stage.take(case, Step.SAMPLE, **TAKEN)
        stage.take(case, Step.GATHER, Step.VERIFY, Step.REPORT)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.NOTIFY)
        assert refused.value.code == "sampling.unknown"
        actions.enter_row(case_id=case.pk, form="samplings", values=ASKED, place=0, actor=stage.officer, now=stage.now)
        stage.take(case, Step.NOTIFY)

        assert stage.facts(case).notices

    @pytest.mark.usefixtures("moment")
    def test_the_page_and_the_call_take_the_same(self, stage, enter):
        case = filed(stage)
        target = stage.target(case)
        client = enter(stage.officer)
        where = f"{reverse('cases:step', args=[case.pk])}?step=SAMPLE&party={target.party}&cause={target.cause}"
        assert "样品名称、批号" in client.get(where).content.decode()
        assert client.post(where, {"how": "随机抽样"}).status_code == 422
        done = client.post(where, TAKEN | {"invited": "yes", "sealed": "yes", "listed": "no", "signed": ""})
        assert done.status_code == 302
        payload = {"step": "SAMPLE", "party": target.party, "cause": target.cause, "entered": TAKEN | ASKED}
        assert Caller(stage, stage.officer).post(f"/{case.pk}/steps", payload).status_code == 200

        first, second = stage.facts(case).samplings
        assert (first.invited, first.listed, first.signed) == (True, False, None)
        assert second.id == "抽样2"


class TestCards:
    def renewed(self, stage, on):
        """Let both officers' cards end on a day and others begin on it."""
        for actor in (stage.officer, stage.second):
            card = Credential.objects.get(officer_id=actor.officer_id)
            Credential.objects.filter(pk=card.pk).update(valid_to=on)
            Credential.objects.create(
                officer_id=actor.officer_id, number=f"{card.number}-2", issuer=card.issuer, domains=card.domains,
                valid_from=on, valid_to=None,
            )  # fmt: skip

    def test_a_step_of_before_a_renewal_is_entered_after_it(self, stage):
        case = filed(stage)
        done = stage.now + timedelta(minutes=30)
        self.renewed(stage, date(2026, 3, 10))
        stage.wait(days=12)
        actions.take_step(
            case_id=case.pk, step=Step.GATHER, target=stage.target(case), actor=stage.officer, now=stage.now, at=done,
            entered={"choice": "SITE_RECORD", "title": "现场检查笔录"}, shown_by="现场检查笔录第1页",
        )  # fmt: skip

        assert stage.facts(case).evidence[0].at == done
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []
        assert not stage.outlook(case).why_not(Step.GATHER)

    def test_every_card_stands_with_its_days(self, stage):
        case = filed(stage)
        self.renewed(stage, date(2026, 3, 10))
        then = queries.known(case, date(2026, 3, 5)).facts.officers
        now = queries.known(case, date(2026, 3, 15)).facts.officers

        for early, late in zip(then, now, strict=True):
            if early.certified_from is None:
                continue
            for day in (date(2026, 3, 5), date(2026, 3, 15)):
                assert early.card_on(day) == late.card_on(day)

    def test_between_two_cards_nobody_acts(self, stage):
        case = filed(stage)
        self.renewed(stage, date(2026, 3, 10))
        Credential.objects.filter(valid_from=date(2026, 3, 10)).update(valid_from=date(2026, 3, 20))
        stage.wait(days=12)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.GATHER)

        assert "officers.too_few" in {each.code for each in refused.value.verdict}


class TestFilingAfterARecall:
    def test_a_clue_is_not_filed_on_the_day_of_the_recall(self, stage):
        """处罚法 17、24、54：由有处罚权的机关立案。"""
        case = stage.found(stage.open())
        test_handed_on.TestRecall().recalled(stage, InHand.FINISH_HERE)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.FILE)

        assert refused.value.code == "authority.over"
        assert stage.facts(case).filing is None


class TestAnswers:
    def asked(self, stage):
        """Return a filed case whose charge has no rules of a sector."""
        case = stage.take(stage.found(stage.open()), Step.FILE)
        return actions.find_charge(
            case_id=case.pk, target=stage.target(case), values={"regime": None}, actor=stage.officer, now=stage.now
        )

    def answered(self, stage, case, option, **given):
        common = {"case_id": case.pk, "code": "conflicts.regime", "option": option, "reason": "经研究"}
        return actions.answer_question(**(common | {"actor": stage.reviewer, "now": stage.now} | given))

    def test_the_rules_of_the_sector_are_filled_in_where_none_were_chosen(self, stage):
        case = self.asked(stage)
        self.answered(stage, case, "SECTOR")
        facts = stage.facts(case)

        assert [each.regime.value for each in facts.charges] == ["HURD"]
        assert facts.answers[0].on == stage.now.date()
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_the_statute_alone_leaves_the_case_as_it_stands(self, stage):
        case = self.asked(stage)
        self.answered(stage, case, "STATUTE")

        assert [each.regime for each in stage.facts(case).charges] == [None]

    @pytest.mark.usefixtures("moment")
    def test_the_page_says_what_follows_before_and_after(self, stage, enter):
        case = self.asked(stage)
        question = next(each for each in QUESTIONS if each.code == "conflicts.regime")
        client = enter(stage.reviewer)
        page = client.get(reverse("cases:question", args=[case.pk, question.code])).content.decode()
        assert all(each.follows in page for each in question.options)
        self.answered(stage, case, "SECTOR")
        shown = client.get(reverse("cases:case", args=[case.pk])).content.decode()

        assert "已答复：适用该事项主管部门的程序规定" in shown
        assert question.options[1].follows in shown
