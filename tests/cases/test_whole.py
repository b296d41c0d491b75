"""案件整体的处理：不予立案、中止、终止、移送、并案；增加当事人和案由；收回的职权；查不清身份的人；纸质卷宗。"""

from datetime import date, timedelta

import pytest
from tests.cases.acts import SECOND, act
from tests.cases.reviewed import a_weighty_case
from tests.cases.stage import CASE, ENTERED, START
from tests.cases.test_property import registered
from tests.leads import stage as leads

from tongpan.cases import actions
from tongpan.cases.actions import NewCharge, NewParty, Request
from tongpan.cases.domain.acts import CaseAct, in_question
from tongpan.cases.domain.choices import AssistanceKind, Source
from tongpan.cases.models import Case, CaseFact, CaseFlag, CaseLimit, CaseParty, LateEntry
from tongpan.cases.steps.agreeing import disagreements
from tongpan.evidence.models import EvidenceItem, PropertyItem
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.procedure import Step
from tongpan.powers.steps.stamp import touch_lists

pytestmark = pytest.mark.django_db


class TestEndings:
    def test_a_clue_that_lacks_a_condition_is_not_filed(self, stage):
        case = stage.found(stage.open())
        values = {"evidence": False}
        actions.find_clue(case_id=case.pk, values=values, actor=stage.officer, now=stage.now)
        done = act(stage, case, CaseAct.REFUSE_FILING, ground="CONDITION", why="核查后没有证据")

        assert done.standing == "UNFILED"
        assert done.closed_on == START.date()
        assert not CaseLimit.objects.filter(case=case).exists()
        with pytest.raises(Conflict) as refused:
            stage.take(case, Step.FILE)
        assert refused.value.code == "case.gone"

    def test_what_ended_waits_for_nobody_and_stays_so_when_days_are_counted_again(self, stage):
        """审核台和“有案不立”里不再有它，“撤案”里有。"""
        case = a_weighty_case(stage)
        flags = CaseFlag.objects.filter(case=case).values_list("flag", flat=True)
        assert "TO_REVIEW" in flags.all()
        done = act(stage, case, CaseAct.END_INQUIRY, ground="OTHER", why="查无违法事实")
        actions.recount_all(now=stage.wait(days=200).now)

        assert list(flags.all()) == ["WITHDRAWN"]
        assert not CaseLimit.objects.filter(case=case).exists()
        assert disagreements(Case.objects.select_related("district").get(pk=done.pk)) == []

    def test_a_clue_that_meets_all_conditions_is_not_refused(self, stage):
        """有案不立 (处罚法 76)。"""
        case = stage.found(stage.open())
        with pytest.raises(Unlawful) as refused:
            act(stage, case, CaseAct.REFUSE_FILING, ground="CONDITION", why="不想立")

        assert refused.value.code == "not_docketing.alert"

    def test_a_suspension_is_the_heads_and_stops_the_time_to_decide(self, stage):
        case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
        entered = {"ground": "PARTY_MISSING", "why": "当事人外出，联系不上", "told": "留置通知"}
        with pytest.raises(Forbidden):
            act(stage, case, CaseAct.SUSPEND, stage.officer, **entered)
        made = actions.propose_act(
            case_id=case.pk, act=CaseAct.SUSPEND, entered=entered, reason="申请中止", actor=stage.officer, now=stage.now
        )
        actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.deputy, now=stage.now)

        assert [each.ground.value for each in stage.facts(case).pauses] == ["SUSPENSION"]

    def suspended(self, stage):
        case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
        act(stage, case, CaseAct.SUSPEND, ground="PARTY_MISSING", why="联系不上", told="留置通知")
        return case

    def test_the_head_resumes_and_the_days_run_on_from_when_the_ground_was_gone(self, stage):
        """恢复晚了，原因消除以后的日子照样计入。"""
        case = self.suspended(stage)
        still = next(one for one in stage.outlook(case).limits if one.rule == "DL-09").limit
        stage.wait(days=20)
        entered = {"gone_on": "2026-03-12", "why": "当事人已经找到", "told": "电话告知"}
        with pytest.raises(Forbidden):
            act(stage, case, CaseAct.RESUME_INQUIRY, stage.officer, **entered)
        act(stage, case, CaseAct.RESUME_INQUIRY, **entered)
        (pause,) = stage.facts(case).pauses

        assert pause.end == date(2026, 3, 11)
        runs = next(one for one in stage.outlook(case).limits if one.rule == "DL-09").limit
        assert still.due_on is None or runs.act_by >= still.act_by
        row = CaseFact.objects.get(case=case, table="pauses")
        assert row.detail["why"] == "联系不上"  # what was said of the suspension stands
        assert row.detail["resumed_why"] == "当事人已经找到"
        assert not in_question(CaseAct.RESUME_INQUIRY, stage.facts(case))
        act(stage, case, CaseAct.SUSPEND, ground="PARTY_MISSING", why="又找不到", told="留置通知")
        assert len(stage.facts(case).pauses) == 2

    @pytest.mark.parametrize(
        "day",
        [
            pytest.param("2026-03-01", id="早于中止"),
            pytest.param("2026-04-30", id="晚于今天"),
            pytest.param("2026-02-30", id="没有这一天"),
            pytest.param("", id="没有填"),
        ],
    )
    def test_a_day_that_cannot_be_resumes_nothing(self, stage, day):
        case = self.suspended(stage)
        stage.wait(days=20)
        with pytest.raises(Invalid) as refused:
            act(stage, case, CaseAct.RESUME_INQUIRY, gone_on=day, why="找到了", told="电话")

        assert "gone_on" in refused.value.fields
        assert stage.facts(case).pauses[0].end is None

    def test_gone_on_the_very_day_leaves_that_day_out(self, stage):
        case = self.suspended(stage)
        act(stage, case, CaseAct.RESUME_INQUIRY, gone_on="2026-03-02", why="找到了", told="电话")

        assert stage.facts(case).pauses[0].end == date(2026, 3, 2)

    def test_handlers_do_not_end_a_suspension_by_filling_in_its_row(self, stage):
        case = self.suspended(stage)
        stage.wait(days=20)
        with pytest.raises(Invalid) as refused:
            actions.enter_row(
                case_id=case.pk, form="pauses", values={"end": "2026-03-10"}, place=0, actor=stage.officer,
                now=stage.now,
            )  # fmt: skip

        assert "恢复调查" in str(refused.value)
        assert in_question(CaseAct.RESUME_INQUIRY, stage.facts(case))

    def test_where_no_rule_knows_suspension_nothing_stops(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        actions.find_charge(
            case_id=case.pk, target=stage.target(case), values={"regime": None}, actor=stage.officer, now=stage.now
        )
        with pytest.raises(Unlawful) as refused:
            act(stage, case, CaseAct.SUSPEND, ground="PARTY_MISSING", why="找不到人", told="没有")

        assert refused.value.code == "suspension.no_basis"

    def test_an_inquiry_ends_only_on_a_ground_of_its_rules(self, stage):
        case = stage.take(stage.found(stage.open(), regime="HURD"), Step.FILE)
        with pytest.raises(Unlawful):
            act(stage, case, CaseAct.END_INQUIRY, ground="NO_SUCCESSOR", why="当事人死亡")
        done = act(stage, case, CaseAct.END_INQUIRY, ground="NO_BREACH", why="查明没有违法事实")

        assert done.standing == "ENDED"


class TestAfterTheDecision:
    def decided(self, stage):
        case = stage.found(stage.open())
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8)
        return stage.take(case, Step.DECIDE, Step.SERVE)

    def test_a_slip_of_the_pen_is_rectified_and_a_right_is_not(self, stage):
        case = self.decided(stage)
        entered = {"ground": "RECTIFY", "what": "“钱大友”改为“钱大有”", "why": "打字错误", "told": "直接送达"}
        with pytest.raises(Unlawful) as refused:
            act(stage, case, CaseAct.RECTIFY, **entered, affects="yes")
        assert refused.value.code == "archive.effect"
        act(stage, case, CaseAct.RECTIFY, **entered, affects="no")

        assert ledger.history(case)[-1].facts["detail"]["what"] == "“钱大友”改为“钱大有”"
        assert stage.outlook(case).offers(Step.PAY)

    def test_enforcement_ends_for_good_where_nothing_can_be_had(self, stage):
        case = self.decided(stage)
        stage.take(case, Step.RECONSIDER)
        entered = {"ground": "DEATH", "why": "当事人死亡，没有遗产和义务承受人"}
        with pytest.raises(Unlawful) as refused:
            act(stage, case, CaseAct.DROP, **entered)
        assert refused.value.code == "closing.pending"
        stage.take(case, Step.CONCLUDE_REMEDY, choice="UPHELD", number="复议决定书1号")

        assert act(stage, case, CaseAct.DROP, **entered).standing == "DROPPED"


class TestPartiesAndCauses:
    def test_a_party_is_added_and_handled_apart(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE)
        actions.add_party(
            case_id=case.pk, party=SECOND, charge=NewCharge(act_on=date(2026, 2, 27)), actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        facts = stage.facts(case)

        assert [(each.party, each.cause) for each in facts.charges] == [
            ("甲", stage.matter.code),
            ("乙", stage.matter.code),
        ]
        assert CaseParty.objects.get(case=case, handle="乙").name == "柯城货运公司"
        assert stage.outlook(case).offers(Step.SHOW_IDENTITY, stage.target(case, "乙"))
        with pytest.raises(Forbidden):
            actions.add_party(case_id=case.pk, party=SECOND, charge=NewCharge(), actor=stage.head, now=stage.now)

    def test_m056_a_cause_is_added_only_from_the_list_in_force(self, stage):
        case = stage.open()
        other = leads.expired_food()
        given = {"case_id": case.pk, "charge": NewCharge(), "actor": stage.officer, "now": stage.now}
        with pytest.raises(Invalid):
            actions.add_cause(matter_code=stage.matter.code, **given)
        with pytest.raises(Unlawful):
            actions.add_cause(matter_code=other.code, **given)
        leads.granted(other, stage.town.agency, stage.town.town)
        touch_lists()
        actions.add_cause(matter_code=other.code, **given)

        assert [each.cause for each in stage.facts(case).charges] == [stage.matter.code, other.code]

    def test_a_minor_is_told_by_the_law(self, stage):
        """不满十四周岁的不予处罚 (处罚法 30)。"""
        case = stage.found(stage.open())
        actions.find_party(
            case_id=case.pk, party="甲", values={"born_on": "2014-01-01"}, actor=stage.officer, now=stage.now
        )
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT, Step.NOTIFY, Step.WAIVE)
        stage.wait(days=8)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.DECIDE)

        assert any("age" in each.code or "minor" in each.code for each in refused.value.verdict), refused.value.verdict


class TestJoining:
    def test_two_cases_become_one_and_nothing_is_lost(self, stage):
        stays = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY, Step.GATHER)
        goes = stage.open(parties=[SECOND])
        actions.enter_row(
            case_id=goes.pk, form="things", values={"what": "货架"}, target=stage.target(goes), actor=stage.officer,
            now=stage.now,
        )  # fmt: skip
        stage.take(goes, Step.SHOW_IDENTITY, Step.GATHER)
        registered(stage, stays)
        registered(stage, goes)
        done = act(stage, goes, CaseAct.JOIN, into=stays.number, why="同一地点同一事项")

        facts = stage.facts(stays)
        assert done.standing == "MERGED"
        assert done.merged_into_id == stays.pk
        assert [each.id for each in facts.parties] == ["甲", "乙"]
        assert [(each.party, each.id) for each in facts.things] == [("乙", "物品1")]
        assert CaseFact.objects.get(case=stays, table="things").detail == {"what": "货架"}
        assert CaseParty.objects.get(case=stays, handle="乙").name == "柯城货运公司"
        assert CaseFact.objects.filter(case=goes, table="things").exists()
        assert stage.outlook(stays).offers(Step.GATHER, stage.target(stays, "乙"))
        assert [one.action for one in ledger.history(stays)][-1] == "case.joined"
        refs = [each.id for each in facts.evidence]
        assert len(refs) == 2
        assert {one.record.id for one in EvidenceItem.objects.filter(ref__in=refs)} == {stays.pk}
        assert [(one.number, one.party, one.label) for one in PropertyItem.objects.order_by("number")] == [
            (1, "甲", stays.number),
            (2, "乙", stays.number),
        ]

    def test_the_case_that_was_filed_first_stays(self, stage):
        first = stage.take(stage.found(stage.open()), Step.FILE)
        later = stage.open(parties=[SECOND])
        with pytest.raises(Conflict) as refused:
            act(stage, first, CaseAct.JOIN, into=later.number, why="并案")
        assert refused.value.code == "case.join.order"
        with pytest.raises(Invalid):
            act(stage, later, CaseAct.JOIN, into="AJ2020-0000000", why="并案")


class TestIdentity:
    def test_m160_a_party_nobody_knows_is_described_and_found_with_help(self, stage):
        unknown = NewParty(PartyKind.CITIZEN, "身份待查", unidentified=True, features="男，五十岁上下，蓝色三轮车")
        case = stage.found(stage.open(parties=[unknown]))
        stage.take(case, Step.FILE, Step.SHOW_IDENTITY, Step.GATHER, Step.VERIFY, Step.REPORT)
        with pytest.raises(Unlawful) as refused:
            stage.take(case, Step.NOTIFY)
        assert refused.value.code == "party.unidentified"

        request = Request(
            kind=AssistanceKind.IDENTITY, to_name="航埠派出所", what="查明身份", due_on=date(2026, 3, 9), party="甲"
        )
        actions.ask_help(case_id=case.pk, request=request, actor=stage.officer, now=stage.now)
        (row,) = case.assistance.all()
        with pytest.raises(Forbidden):
            actions.record_help(assistance_id=row.pk, helped=True, answer="已查明", actor=stage.head, now=stage.now)
        actions.record_help(assistance_id=row.pk, helped=True, answer="已查明", actor=stage.officer, now=stage.now)
        actions.find_party(
            case_id=case.pk, party="甲", values={"born_on": "1975-01-01"}, actor=stage.officer, now=stage.now,
            named={"name": "钱大有", "identity": "330802197501011234"},
        )  # fmt: skip
        assert stage.take(case, Step.NOTIFY)

    def test_who_is_unknown_must_be_described(self, stage):
        with pytest.raises(Invalid) as refused:
            stage.open(parties=[NewParty(PartyKind.CITIZEN, "身份待查", unidentified=True)])

        assert "features" in refused.value.fields


class TestPaper:
    def opened(self, stage):
        stage.wait(days=20)
        return stage.found(
            stage.open(source=Source.PAPER, clue_at=START - timedelta(days=1), paper_number="航执立字〔2026〕3号")
        )

    def write(self, stage, case, step, at, **given):
        common = {"target": CASE if step is Step.FILE else stage.target(case), "actor": stage.officer,
                  "shown_by": "纸质文书，吴用签批", "entered": ENTERED.get(step, {})}  # fmt: skip
        return actions.enter_paper(case_id=case.pk, step=step, at=at, now=stage.now, **(common | given))

    def test_a_file_is_entered_as_it_stands_in_its_order(self, stage):
        case = self.opened(stage)
        self.write(stage, case, Step.FILE, START)
        self.write(stage, case, Step.SHOW_IDENTITY, START + timedelta(days=1))
        self.write(stage, case, Step.GATHER, START + timedelta(days=1, hours=1))
        facts = stage.facts(case)

        assert facts.filing.at == START
        assert facts.filing.approver == "吴用"
        assert LateEntry.objects.filter(case=case).first().shown_by == "纸质文书，吴用签批"
        with pytest.raises(Invalid) as refused:
            self.write(stage, case, Step.VERIFY, START)
        assert "at" in refused.value.fields

    def test_what_was_not_lawful_then_is_not_written_as_if_it_were(self, stage):
        case = self.opened(stage)
        with pytest.raises(Unlawful):
            self.write(stage, case, Step.GATHER, START)

    def test_paper_is_for_paper_cases_and_their_past_alone(self, stage):
        case = self.opened(stage)
        stage.wait(days=1)
        with pytest.raises(Invalid):
            self.write(stage, case, Step.FILE, stage.now)
        with pytest.raises(Invalid):
            self.write(stage, case, Step.FILE, START, shown_by=" ")
        with pytest.raises(Forbidden):
            self.write(stage, case, Step.FILE, START, actor=stage.head)
        with pytest.raises(Conflict):
            self.write(stage, stage.open(), Step.FILE, START)
        with pytest.raises(Invalid) as refused:
            stage.open(source=Source.PAPER)
        assert "clue_at" in refused.value.fields
