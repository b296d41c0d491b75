"""案件的页面：下一步在最前面，办不了的说出为什么；没有脚本也能办；别人的案件看不见。"""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast
from tests.cases.stage import KNOWN

from tongpan.cases.models import Case, CaseParty, StepProposal
from tongpan.kernel import ledger
from tongpan.law.procedure import Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


def url(name, *args, **query):
    return reverse(f"cases:{name}", args=args, query=query or None)


def body(response):
    return response.content.decode()


def step_url(case, step, target=None):
    query = {"step": step.value} | ({"party": target.party, "cause": target.cause} if target else {})
    return url("step", case.pk, **query)


class TestList:
    def test_shows_the_case_with_the_partys_name_hidden(self, stage, enter):
        case = stage.open()
        page = body(enter(stage.officer).get(url("list")))

        assert case.number in page
        assert "钱**" in page
        assert "钱大有" not in page

    def test_is_filtered(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)

        assert case.number in body(client.get(url("list", standing="CLUE", mine="on")))
        assert case.number not in body(client.get(url("list", standing="CLOSED")))
        assert case.number in body(client.get(url("list", q=case.number)))
        assert case.number not in body(client.get(url("list", q="没有这个案由")))

    def test_says_what_will_appear(self, stage, enter):
        assert "还没有案件" in body(enter(stage.officer).get(url("list")))

    def test_another_town_sees_none_of_it(self, stage, enter):
        case = stage.open()
        client = enter(cast.actor(cast.officer_wang()))

        assert case.number not in body(client.get(url("list")))
        assert client.get(url("case", case.pk)).status_code == 404

    def test_is_not_for_auxiliaries(self, stage, enter):
        assert enter(cast.actor(cast.auxiliary_jiang(stage.town))).get(url("list")).status_code == 403


class TestCase:
    def test_m161_every_step_that_is_stopped_names_its_article(self, stage, enter):
        case = stage.found(stage.open())
        page = body(enter(stage.officer).get(url("case", case.pk)))

        assert "还不能办的" in page
        assert "行政处罚法第五十五条第一款" in page
        assert "先出示执法证件" in page

    def test_the_one_button_is_what_the_case_waits_for(self, stage, enter):
        case = stage.found(stage.open())
        handler = body(enter(stage.officer).get(url("case", case.pk)))
        head = body(enter(stage.deputy).get(url("case", case.pk)))

        assert handler.count("button-primary button-large") == 1
        assert "轮到您办这一步" in handler
        assert step_url(case, Step.FILE).replace("&", "&amp;") in head

    def test_who_has_no_part_sees_the_name_hidden_and_no_forms(self, stage, enter):
        case = stage.open()
        page = body(enter(cast.actor(cast.district_dispatcher_feng())).get(url("case", case.pk)))

        assert "您在本案没有分工" in page
        assert "钱大有" not in page
        assert "认定事实和拟处罚" not in page

    def test_nobody_but_handlers_reads_what_was_found_of_a_person(self, stage, enter):
        case = stage.open()
        for actor in (cast.actor(cast.district_dispatcher_feng()), stage.head):
            client = enter(actor)
            assert client.get(url("party", case.pk, "甲")).status_code == 403
            assert client.get(url("charge", case.pk, "甲", stage.matter.code)).status_code == 403
        stranger = enter(cast.actor(cast.supervisor_sun()))
        assert "钱大有" not in body(stranger.get(step_url(case, Step.GATHER, stage.target(case))))

    def test_asks_few_questions_of_the_database(self, stage, enter):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY)
        client = enter(stage.officer)
        with CaptureQueriesContext(connection) as seen:
            client.get(url("case", case.pk))

        assert len(seen) <= 25

    def test_a_closed_case_says_so(self, stage, enter):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8).take(case, Step.DECIDE, Step.SERVE, Step.REDACT, Step.PUBLISH, Step.PAY, Step.CLOSE)

        assert "已结案" in body(enter(stage.officer).get(url("case", case.pk)))


class TestOpening:
    def form(self, stage, **changes):
        return {
            "matter": f"{stage.matter.code} {stage.matter.name}",
            "town": str(stage.town.town.pk),
            "source": "INSPECTION",
            "kind": "CITIZEN",
            "name": "钱大有",
            "act_on": "2026-02-27",
            "discovered_on": "2026-03-02",
            "second": str(stage.second.officer_id),
        } | changes

    def test_begins_a_case(self, stage, enter):
        answer = enter(stage.officer).post(url("open"), self.form(stage))

        case = Case.objects.get()
        assert answer.status_code == 302
        assert answer["Location"] == url("case", case.pk)
        assert [each.officer for each in stage.facts(case).assignments] == ["李明", "王强"]

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            pytest.param({"name": ""}, "请填写", id="没有名字"),
            pytest.param({"matter": "没有的事项"}, "目录里没有这个事项", id="没有这个事项"),
            pytest.param({"act_on": "2026-02-30"}, "输入一个有效的日期", id="没有这一天"),
            pytest.param({"discovered_on": "2026-02-01"}, "发现日期不能早于", id="发现早于发生"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(self, stage, enter, changes, said):
        answer = enter(stage.officer).post(url("open"), self.form(stage, identity="330802198001011234", **changes))

        assert answer.status_code == 422
        assert said in body(answer)
        assert "330802198001011234" in body(answer)
        assert Case.objects.count() == 0

    def test_is_for_officers(self, stage, enter):
        assert enter(stage.reviewer).get(url("open")).status_code == 403


class TestStep:
    def test_is_taken_without_scripts(self, stage, enter):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        client = enter(stage.officer)
        address = step_url(case, Step.SHOW_IDENTITY, stage.target(case))
        assert "出示执法证件" in body(client.get(address))

        answer = client.post(address, {"version": Case.objects.get().version})

        assert answer.status_code == 302
        assert len(stage.facts(case).identities) == 1

    def test_what_is_missing_is_said_beside_it_and_the_rest_stays(self, stage, enter):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        answer = enter(stage.officer).post(
            step_url(case, Step.GATHER, stage.target(case)), {"choice": "OBJECT", "shows": "占道的货架"}
        )

        assert answer.status_code == 422
        assert "占道的货架" in body(answer)

    def test_somebody_was_faster(self, stage, enter):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        answer = enter(stage.officer).post(
            step_url(case, Step.SHOW_IDENTITY, stage.target(case)), {"version": 1, "note": "现场"}
        )

        assert answer.status_code == 409
        assert "他人刚刚办理了" in body(answer)
        assert "现场" in body(answer)

    def test_what_is_not_lawful_shows_why_instead_of_a_form(self, stage, enter):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        page = body(enter(stage.officer).get(step_url(case, Step.GATHER, stage.target(case))))

        assert "现在还不能调查取证" in page
        assert '<form method="post" class="form panel"' not in page

    def test_a_step_that_does_not_exist(self, stage, enter):
        case = stage.open()

        assert enter(stage.officer).get(url("step", case.pk, step="FLY")).status_code == 404

    def test_who_may_not_take_it_puts_it_before_who_may(self, stage, enter):
        case = stage.found(stage.open())
        client = enter(stage.officer)
        page = body(client.get(step_url(case, Step.FILE)))
        assert "报批" in page
        assert 'name="at"' not in page

        answer = client.post(step_url(case, Step.FILE), {"proposal": "符合立案条件"})

        assert answer.status_code == 302
        assert StepProposal.objects.get().decider_id == stage.deputy.officer_id


class TestApproving:
    def proposed(self, stage, enter):
        case = stage.found(stage.open())
        enter(stage.officer).post(step_url(case, Step.FILE), {"proposal": "符合立案条件"})
        return case, StepProposal.objects.get()

    def test_the_head_finds_it_and_approves(self, stage, enter):
        _, proposal = self.proposed(stage, enter)
        client = enter(stage.deputy)
        assert "符合立案条件" in body(client.get(url("approvals")))
        assert "批准立案" in body(client.get(url("proposal", proposal.pk)))

        answer = client.post(url("proposal", proposal.pk), {"do": "take", "answer": "同意"})

        assert answer.status_code == 302
        assert Case.objects.get().filed_on == stage.now.date()

    def test_sending_back_wants_a_reason(self, stage, enter):
        _, proposal = self.proposed(stage, enter)
        answer = enter(stage.deputy).post(url("proposal", proposal.pk), {"do": "back", "answer": ""})

        assert answer.status_code == 422
        assert "请写明退回的理由" in body(answer)

    def test_says_what_is_asked_for_and_that_the_case_moved_since(self, stage, enter):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE)
        form = {"days": "20", "why": "等鉴定", "proposal": "请延长"}
        enter(stage.officer).post(step_url(case, Step.EXTEND_DECISION), form)
        proposal = StepProposal.objects.get()
        page = body(enter(stage.deputy).get(url("proposal", proposal.pk)))
        assert "延长多少日" in page
        assert "等鉴定" in page
        assert "案件有了变化" not in page

        stage.take(case, Step.SHOW_IDENTITY)
        assert "案件有了变化" in body(enter(stage.deputy).get(url("proposal", proposal.pk)))

    def test_of_two_versions_the_one_looked_at_counts(self, stage, enter):
        case, proposal = self.proposed(stage, enter)
        version = Case.objects.get().version
        stage.found(case, first=True)
        answer = enter(stage.deputy).post(url("proposal", proposal.pk), {"do": "take", "version": version})

        assert answer.status_code == 409
        assert Case.objects.get().filed_on is None

    def test_nobody_else_sees_or_answers_it(self, stage, enter):
        _, proposal = self.proposed(stage, enter)
        client = enter(stage.head)

        assert client.get(url("proposal", proposal.pk)).status_code == 404
        assert client.post(url("proposal", proposal.pk), {"do": "take"}).status_code == 404

    def test_says_what_will_appear(self, stage, enter):
        assert "没有等您批的" in body(enter(stage.deputy).get(url("approvals")))


class TestFinding:
    def test_three_answers_and_what_is_proposed(self, stage, enter):
        case = stage.open()
        form = {
            "act_on": "2026-02-27", "discovered_on": "2026-03-02", "regime": "HURD", "law": KNOWN["law"],
            "duty": "PAY", "proven": "yes", "crime": "no", "consequences": "SLIGHT", "fines_checked": "yes",
            "kinds": ["FINE"], "fine": "2000",
        }  # fmt: skip
        answer = enter(stage.officer).post(url("charge", case.pk, "甲", stage.matter.code), form)

        (charge,) = stage.facts(case).charges
        assert answer.status_code == 302, body(answer)
        assert (charge.proven, charge.crime, charge.complex) == (True, False, None)
        assert (charge.earlier_fines, str(charge.proposed.fine)) == ((), "2,000元")

    def test_what_was_found_stands_in_the_form_again(self, stage, enter):
        case = stage.found(stage.open())
        page = body(enter(stage.officer).get(url("charge", case.pk, "甲", stage.matter.code)))

        assert '<option value="yes" selected>' in page
        assert 'value="2000.00"' in page

    @pytest.mark.parametrize(
        ("form", "said"),
        [
            pytest.param({"duty": "PAY", "fine": "很多"}, "输入一个数字", id="不是数"),
            pytest.param(
                {"duty": "PAY", "act_on": "2026-03-02", "discovered_on": "2026-03-01"},
                "发现日期早于违法行为发生日期",
                id="先发现后发生",
            ),
        ],
    )
    def test_what_cannot_be_is_said(self, stage, enter, form, said):
        case = stage.open()
        answer = enter(stage.officer).post(url("charge", case.pk, "甲", stage.matter.code), form)

        assert answer.status_code == 422
        assert said in body(answer)

    def test_the_party_and_the_clue(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)
        person = {"name": "钱大有", "born_on": "1980-01-01", "lucid": "yes", "untraceable": "no"}
        client.post(url("party", case.pk, "甲"), person)
        client.post(url("clue", case.pk), {"evidence": "yes", "own_jurisdiction": "yes"})

        facts = stage.facts(case)
        assert (facts.parties[0].lucid, facts.parties[0].electronic) == (True, None)
        assert (facts.clue.evidence, facts.clue.deserves_penalty) == (True, None)

    def test_who_was_unknown_gets_a_name_and_the_rest_stays(self, stage, enter):
        case = stage.open()
        before = CaseParty.objects.get(case=case)
        answer = enter(stage.officer).post(url("party", case.pk, "甲"), {"name": "钱大友", "phone": "13900002222"})
        party = CaseParty.objects.get(case=case)

        assert answer.status_code == 302, body(answer)
        assert (party.name, party.identity_sealed) == ("钱大友", before.identity_sealed)
        assert party.phone_sealed != before.phone_sealed
        assert ledger.history(case)[-1].facts["identified"] == ["name", "phone"]

    def test_is_for_handlers(self, stage, enter):
        case = stage.open()
        answer = enter(stage.deputy).post(url("clue", case.pk), {"evidence": "yes"})

        assert answer.status_code == 403

    @pytest.mark.parametrize("path", ["parties/乙/", "charges/乙/nothing/"])
    def test_what_is_not_in_the_case(self, stage, enter, path):
        case = stage.open()

        assert enter(stage.officer).get(f"/cases/{case.pk}/{path}").status_code == 404


class TestPeople:
    def test_somebody_is_named(self, stage, enter):
        case = stage.open()
        client = enter(stage.officer)
        assert "听证主持人" in body(client.get(url("staff", case.pk, role="CHAIR")))
        form = {"role": "REVIEWER", "officer": str(stage.chair.officer_id)}
        answer = client.post(url("staff", case.pk, role="REVIEWER"), form)

        assert answer.status_code == 302, body(answer)
        assert stage.facts(case).assignments[-1].officer == "陈法"

    def test_a_recusal_is_entered(self, stage, enter):
        case = stage.open()
        answer = enter(stage.officer).post(url("recusal", case.pk), {"officer": "吴用", "reason": "亲戚"})

        assert answer.status_code == 302, body(answer)
        assert [each.officer for each in stage.facts(case).recusals] == ["吴用"]
