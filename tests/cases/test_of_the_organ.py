"""机关负责人：审批和决定由办理本案的机关的负责人作出（处罚法 57 ¶1），别的机关的、已经离任的都不行。"""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.cases.papers import decided_case, make
from tests.cases.reviewed import a_weighty_case
from tests.cases.stage import CASE, START
from tests.leads import stage as leads

from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.agencies.models import Appointment
from tongpan.cases import actions, queries
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.choices import Source
from tongpan.cases.models import Case
from tongpan.cases.queries.chains import seats
from tongpan.kernel.errors import Forbidden, Invalid, Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.powers.models import Grant, Instrument

pytestmark = pytest.mark.django_db
CODE = "staff.head.other_organ"


def a_head_of(agency, name="钱局", **more):
    return cast.an_officer(
        name, agency, Post.HEAD, staff_kind=StaffKind.CLERK, username=cast._once("head"), **more
    )  # fmt: skip


def a_town_beside(stage):
    town = cast.another_town(stage.town.county)
    return cast.an_agency(f"{town.name}人民政府", town, AgencyKind.TOWN_GOVERNMENT)


def name(stage, case, role, officer):
    return actions.name_officer(case_id=case.pk, role=role, officer_id=officer.pk, actor=stage.officer, now=stage.now)


def refused(attempt):
    with pytest.raises(Unlawful) as found:
        attempt()
    (breach,) = found.value.verdict
    assert breach.code == CODE
    assert str(breach.citation) == "行政处罚法第五十七条第一款"
    return breach


class TestNaming:
    @pytest.mark.parametrize("role", [Role.APPROVER, Role.DECIDER, Role.PRINCIPAL])
    @pytest.mark.parametrize("whose", [a_town_beside, lambda stage: cast.a_department(stage.town.county)])
    def test_a_head_of_another_organ_neither_approves_nor_decides(self, stage, role, whose):
        case, other = stage.open(), a_head_of(whose(stage))
        breach = refused(lambda: name(stage, case, role, other))

        assert stage.town.agency.name in breach.message
        assert "办案人员" in breach.missing

    def test_nor_when_a_case_is_opened(self, stage):
        other = a_head_of(a_town_beside(stage))
        refused(lambda: stage.open(people=[(Role.HANDLER, stage.second.officer_id), (Role.APPROVER, other.pk)]))

        assert not Case.objects.exists()

    def test_who_came_from_another_body_and_leads_the_towns_team_is_of_the_town(self, stage):
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        posted = cast.an_officer(
            "孙派", cast.a_department(stage.town.county), Post.TEAM_LEADER, team=stage.town.team,
            town=stage.town.town,
        )  # fmt: skip
        name(stage, case, Role.APPROVER, posted)

        assert "孙派" in [each.officer for each in stage.facts(case).assignments]

    def test_a_reviewer_and_a_chair_may_come_from_elsewhere(self, stage):
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        other = cast.an_officer("林审", a_town_beside(stage), Post.REVIEWER, staff_kind=StaffKind.CLERK)
        for role in (Role.REVIEWER, Role.CHAIR):
            name(stage, case, role, other)

        assert {each.role for each in stage.facts(case).assignments if each.officer == "林审"} == {
            Role.REVIEWER, Role.CHAIR,
        }  # fmt: skip

    def test_only_heads_of_the_organ_are_offered(self, stage):
        near, far = a_head_of(stage.town.agency, "近处"), a_head_of(cast.a_department(stage.town.county), "远处")
        asked = {"district_id": stage.town.county.pk, "town_id": stage.town.town.pk, "on": stage.now.date()}
        offered = {
            one.officer_id
            for one in queries.candidates(Role.DECIDER, **asked, organs=[stage.town.agency.pk])
        }  # fmt: skip

        assert near.pk in offered
        assert far.pk not in offered
        assert far.pk in {one.officer_id for one in queries.candidates(Role.DECIDER, **asked)}


class TestOffered:
    def test_the_organs_own_heads_are_offered_for_a_case_in_another_town(self, stage):
        """A team may serve a neighbour: its cases are decided at home."""
        town = cast.another_town(stage.town.county)
        near = a_head_of(cast.an_agency(f"{town.name}人民政府", town, AgencyKind.TOWN_GOVERNMENT), "邻镇长")
        asked = {"district_id": stage.town.county.pk, "town_id": town.pk, "on": stage.now.date()}
        offered = {
            one.name for one in queries.candidates(Role.DECIDER, **asked, organs=[stage.town.agency.pk])
        }  # fmt: skip

        assert {"周正", "吴用"} <= offered
        assert near.name not in offered

    def test_a_head_who_left_is_lacking(self, stage):
        case = Case.objects.select_related("district").get(pk=stage.open().pk)

        def lacking():
            known = queries.known(case, stage.now.date())
            return {gap.role for gap in queries.lacking(known, stage.now.date(), queries.organs_of(case))}

        assert lacking() == set()
        Appointment.objects.filter(officer_id=stage.deputy.officer_id).update(valid_to=stage.now.date())
        assert Role.APPROVER in lacking()


class TestLevels:
    """审批层级是机关自己定的，各级也由本机关的人把关。"""

    def test_nobody_of_another_body_stands_at_a_level(self, stage):
        near = cast.an_officer("孙主任", stage.town.agency, Post.OFFICE_HEAD)
        department = cast.a_department(stage.town.county)
        cast.an_officer("外主任", department, Post.OFFICE_HEAD)
        actions.set_levels(
            body_id=stage.town.agency.pk, step=Step.FILE, levels=[{"post": str(Post.OFFICE_HEAD)}],
            valid_from=stage.now.date(), actor=stage.head, now=stage.now,
        )  # fmt: skip
        case = stage.found(stage.open())
        known = queries.known(Case.objects.select_related("district").get(pk=case.pk), stage.now.date())
        (seat,) = seats(case, Step.FILE.value, None, known.facts, known.people, stage.now.date())

        assert seat.candidates == {near.pk: "孙主任"}

    def test_nobody_of_another_body_is_set_at_one_by_name(self, stage):
        other = cast.an_officer("外主任", cast.a_department(stage.town.county), Post.OFFICE_HEAD)
        with pytest.raises(Invalid) as wrong:
            actions.set_levels(
                body_id=stage.town.agency.pk, step=Step.FILE,
                levels=[{"post": str(Post.OFFICE_HEAD), "officer": str(other.pk)}], valid_from=stage.now.date(),
                actor=stage.head, now=stage.now,
            )  # fmt: skip
        assert "who_0" in wrong.value.fields

    def test_who_left_passes_nothing_on(self, stage):
        sun = cast.actor(cast.an_officer("孙主任", stage.town.agency, Post.OFFICE_HEAD, username=cast._once("sun")))
        actions.set_levels(
            body_id=stage.town.agency.pk, step=Step.FILE, levels=[{"post": str(Post.OFFICE_HEAD)}],
            valid_from=stage.now.date(), actor=stage.head, now=stage.now,
        )  # fmt: skip
        case = stage.found(stage.open())
        made = actions.propose_step(
            case_id=case.pk, step=Step.FILE, target=CASE, reason="符合条件", actor=stage.officer, now=stage.now
        )
        Appointment.objects.filter(officer_id=sun.officer_id).update(valid_to=stage.now.date())
        with pytest.raises(Forbidden) as left:
            actions.answer_proposal(proposal_id=made.pk, take=True, actor=sun, now=stage.now)
        assert left.value.code == "cases.level_left"


class TestWhoEntrusted:
    def test_the_heads_of_both_may_decide_what_was_entrusted(self, stage):
        department = cast.a_department(stage.town.county)
        Grant.objects.filter(matter=stage.matter).update(
            mode="DELEGATED", principal=department, valid_to=date(2029, 1, 1)
        )
        Instrument.objects.update(published_by_delegate_on=cast.LONG_AGO)
        leads.touch()
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        name(stage, case, Role.DECIDER, a_head_of(department, "钱局"))
        name(stage, case, Role.APPROVER, a_head_of(stage.town.agency, "郑直"))

        assert {"钱局", "郑直"} <= {each.officer for each in stage.facts(case).assignments}
        refused(lambda: name(stage, case, Role.PRINCIPAL, a_head_of(a_town_beside(stage), "外人")))

    def test_a_posted_squads_cases_are_decided_by_its_department_alone(self, stage):
        department = cast.a_department(stage.town.county)
        Grant.objects.filter(matter=stage.matter).update(mode="POSTED", principal=department)
        leads.touch()
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        assert case.acts_as == department.name
        name(stage, case, Role.DECIDER, a_head_of(department, "钱局"))
        breach = refused(lambda: name(stage, case, Role.APPROVER, a_head_of(stage.town.agency, "郑直")))

        assert department.name in breach.message


class TestLeft:
    """负责人离任以后，系统里还留着的分工不再有效。"""

    @pytest.fixture
    def case(self, stage):
        return stage.found(stage.open())

    def leave(self, stage, actor):
        Appointment.objects.filter(officer_id=actor.officer_id).update(valid_to=stage.now.date())

    def test_who_left_approves_no_step(self, stage, case):
        self.leave(stage, stage.deputy)
        refused(
            lambda: actions.take_step(case_id=case.pk, step=Step.FILE, target=CASE, actor=stage.deputy, now=stage.now)
        )
        assert stage.facts(case).filing is None

    def test_what_was_approved_the_day_before_stands(self, stage, case):
        stage.take(case, Step.FILE)
        stage.now += timedelta(days=1)
        self.leave(stage, stage.deputy)

        assert stage.facts(case).filing.approver == "吴用"

    def test_who_left_does_not_decide_about_the_case_as_a_whole(self, stage, case):
        self.leave(stage, stage.deputy)
        entered = {"ground": "CONDITION", "why": "没有证据证明"}
        refused(
            lambda: actions.take_act(
                case_id=case.pk, act=CaseAct.REFUSE_FILING, entered=entered, actor=stage.deputy, now=stage.now,
                override="经研究",
            )
        )  # fmt: skip

    def test_nor_does_a_proposal_pass_that_lay_before_the_head(self, stage, case):
        made = actions.propose_step(
            case_id=case.pk, step=Step.FILE, target=CASE, reason="符合条件", actor=stage.officer, now=stage.now
        )
        self.leave(stage, stage.deputy)
        refused(
            lambda: actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.deputy, now=stage.now)
        )  # fmt: skip
        made.refresh_from_db()
        assert made.decided_at is None

    def test_nor_does_dating_the_step_back_help(self, stage, case):
        stage.wait(days=2)
        self.leave(stage, stage.deputy)
        refused(
            lambda: actions.take_step(
                case_id=case.pk, step=Step.FILE, target=CASE, actor=stage.deputy, now=stage.now,
                at=stage.now - timedelta(hours=30), shown_by="立案审批表第1页",
            )
        )  # fmt: skip

    def test_every_head_who_deliberates_is_in_office(self, stage):
        case = stage.take(a_weighty_case(stage), Step.REVIEW)
        self.leave(stage, stage.deputy)
        members = [{"name": "周正", "said": "同意"}, {"name": "吴用", "said": "同意"}]
        refused(lambda: stage.take(case, Step.DELIBERATE, members=members))

        assert stage.facts(case).deliberations == ()

    @pytest.mark.usefixtures("folder")
    def test_no_paper_of_the_organs_own_is_made_by_who_left(self, stage, terms):
        case = decided_case(stage)
        self.leave(stage, stage.head)
        with pytest.raises(Unlawful) as left:
            make(stage, case, code="revocation_decision", actor=stage.head)

        assert left.value.verdict[0].code == CODE


class TestOnPaper:
    """纸质的，看签批那天是不是负责人（ADR-0020 第 6 项）。"""

    def test_who_signed_in_office_and_left_since_has_approved(self, stage):
        case = stage.found(stage.open())
        bad = {"evidence": False, "deserves_penalty": False}
        actions.find_clue(case_id=case.pk, values=bad, actor=stage.officer, now=stage.now)
        made = actions.propose_act(
            case_id=case.pk, act=CaseAct.REFUSE_FILING, entered={"ground": "CONDITION", "why": "没有证据证明"},
            reason="请审批", actor=stage.officer, now=stage.now,
        )  # fmt: skip
        signed_at = stage.now + timedelta(minutes=5)
        stage.wait(days=1)
        Appointment.objects.filter(officer_id=stage.deputy.officer_id).update(valid_to=stage.now.date())
        done = actions.enter_signature(
            proposal_id=made.pk, take=True, signed_at=signed_at, actor=stage.officer, now=stage.now
        )
        assert done.standing == "UNFILED"

    def test_who_came_into_office_later_has_not(self, stage):
        case = stage.found(stage.open())
        made = actions.propose_step(
            case_id=case.pk, step=Step.FILE, target=CASE, reason="符合条件", actor=stage.officer, now=stage.now
        )
        signed_at = stage.now + timedelta(minutes=5)
        stage.wait(days=2)
        Appointment.objects.filter(officer_id=stage.deputy.officer_id).update(valid_from=stage.now.date())
        refused(
            lambda: actions.enter_signature(
                proposal_id=made.pk,
                take=True,
                signed_at=signed_at,
                shown_by="立案审批表第1页",
                actor=stage.officer,
                now=stage.now,
            )
        )

    def test_a_paper_file_is_approved_by_the_head_of_its_day(self, stage):
        stage.wait(days=20)
        old = cast.an_officer(
            "老镇长", stage.town.agency, Post.HEAD, staff_kind=StaffKind.CLERK, valid_to=stage.now.date()
        )
        cast.an_officer("老镇长今局长", cast.a_department(stage.town.county), Post.HEAD, staff_kind=StaffKind.CLERK)
        Appointment.objects.create(
            officer=old, post=Post.HEAD, establishment=old.establishment,
            agency=cast.a_department(stage.town.county, "农业农村局", "farming"), district=stage.town.county,
            valid_from=stage.now.date(),
        )  # fmt: skip
        new = cast.an_officer(
            "新镇长", stage.town.agency, Post.HEAD, staff_kind=StaffKind.CLERK, valid_from=stage.now.date()
        )

        def filed(approver):
            people = [(Role.HANDLER, stage.second.officer_id), (Role.APPROVER, approver.pk)]
            case = stage.found(
                stage.open(source=Source.PAPER, clue_at=START - timedelta(days=1), paper_number="3号", people=people)
            )
            return actions.enter_paper(
                case_id=case.pk, step=Step.FILE, target=CASE, at=START, shown_by="立案审批表", actor=stage.officer,
                now=stage.now,
            )  # fmt: skip

        assert stage.facts(filed(old)).filing.approver == "老镇长"
        refused(lambda: filed(new))
