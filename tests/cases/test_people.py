"""办案人员：不再担任、回避的是谁、撤回和改报、人够不够、全区的审核人员。"""

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE, START

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.agencies.models import Officer
from tongpan.cases import actions, queries
from tongpan.cases.models import Case, StepProposal
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.calendar import national
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.view import CaseView

pytestmark = pytest.mark.django_db


def off(stage, case, role, officer, actor=None, reason="调离"):
    return actions.remove_officer(
        case_id=case.pk, role=role, officer=officer, reason=reason, actor=actor or stage.officer, now=stage.now
    )


def proposed(stage, case):
    return actions.propose_step(
        case_id=case.pk, step=Step.FILE, target=CASE, reason="符合条件", actor=stage.officer, now=stage.now
    )


def gaps(stage, case):
    case = Case.objects.select_related("district").get(pk=case.pk)
    known = queries.known(case, stage.now.date())
    return known, {gap.role: gap for gap in queries.lacking(known, stage.now.date(), queries.organs_of(case))}


def a_reviewer_elsewhere(stage):
    town = cast.another_town(stage.town.county)
    body = cast.an_agency(f"{town.name}人民政府", town, AgencyKind.TOWN_GOVERNMENT)
    pooled = cast.an_officer("林审", body, Post.REVIEWER, staff_kind=StaffKind.CLERK)
    Officer.objects.filter(pk=pooled.pk).update(legally_qualified=True)
    return pooled


class TestTakenOff:
    def test_who_is_taken_off_acts_no_more_and_what_was_done_stands(self, stage):
        case = stage.take(stage.found(stage.open()), Step.FILE, Step.SHOW_IDENTITY)
        off(stage, case, Role.HANDLER, "王强", stage.head)
        facts = stage.facts(case)

        assert "王强" in facts.identities[0].officers
        assert "officers.too_few" in stage.outlook(case).why_not(Step.GATHER)
        with pytest.raises(Forbidden):
            actions.enter_row(
                case_id=case.pk, form="things", values={"what": "车"}, target=stage.target(case), actor=stage.second,
                now=stage.now,
            )  # fmt: skip

    def test_m164_who_handled_once_never_reviews(self, stage):
        case = stage.found(stage.open())
        off(stage, case, Role.HANDLER, "王强")
        view = CaseView(stage.facts(case), stage.now, national())
        assert "王强" in view.all_handlers
        assert "王强" not in view.handlers

    def test_a_post_is_empty_until_somebody_else_is_named(self, stage):
        case = stage.found(stage.open())
        off(stage, case, Role.APPROVER, "吴用")
        assert "staff.approver.unnamed" in stage.outlook(case).why_not(Step.FILE)
        with pytest.raises(Conflict):
            off(stage, case, Role.APPROVER, "吴用")
        with pytest.raises(Invalid):
            off(stage, case, Role.REVIEWER, "赵敏", reason=" ")
        with pytest.raises(Forbidden):
            off(stage, case, Role.REVIEWER, "赵敏", stage.chair)
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=stage.deputy.officer_id, actor=stage.officer, now=stage.now
        )
        assert stage.outlook(case).offers(Step.FILE)


class TestRecusal:
    def test_of_several_the_one_chosen_is_decided(self, stage):
        case = stage.found(stage.open())
        for name in ("王强", "赵敏"):
            actions.ask_recusal(case_id=case.pk, officer=name, reason="亲戚", actor=stage.officer, now=stage.now)
        given = {"case_id": case.pk, "step": Step.DECIDE_RECUSAL, "target": CASE, "now": stage.now}
        with pytest.raises(Invalid) as refused:
            actions.take_step(**given, actor=stage.deputy, entered={"choice": "GRANTED"})
        assert "officer" in refused.value.fields
        actions.take_step(**given, actor=stage.deputy, entered={"choice": "GRANTED", "officer": "赵敏"})

        assert {each.officer: each.granted for each in stage.facts(case).recusals} == {"王强": None, "赵敏": True}


class TestProposals:
    def test_what_was_put_before_a_head_is_taken_back(self, stage):
        case = stage.found(stage.open())
        made = proposed(stage, case)
        with pytest.raises(Forbidden):
            actions.withdraw_proposal(proposal_id=made.pk, reason="填错", actor=stage.reviewer, now=stage.now)
        with pytest.raises(Invalid):
            actions.withdraw_proposal(proposal_id=made.pk, reason="", actor=stage.officer, now=stage.now)
        actions.withdraw_proposal(proposal_id=made.pk, reason="还要补证据", actor=stage.officer, now=stage.now)
        with pytest.raises(Conflict):
            actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.deputy, now=stage.now)

        assert stage.facts(case).filing is None
        assert proposed(stage, case).pk != made.pk

    def test_what_waits_is_put_before_who_holds_the_post_now(self, stage):
        case = stage.found(stage.open())
        made = proposed(stage, case)
        other = cast.an_officer("郑直", stage.town.agency, Post.HEAD, username=cast._once("zheng"))
        with pytest.raises(Invalid):
            actions.redirect_proposal(
                proposal_id=made.pk, officer="郑直", reason="换人", actor=stage.officer, now=stage.now
            )
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=other.pk, actor=stage.officer, now=stage.now
        )
        actions.redirect_proposal(
            proposal_id=made.pk, officer="郑直", reason="换人", actor=stage.officer, now=stage.now
        )
        with pytest.raises(NotFound):
            actions.answer_proposal(proposal_id=made.pk, take=True, actor=stage.deputy, now=stage.now)
        actions.answer_proposal(proposal_id=made.pk, take=True, actor=cast.actor(other), now=stage.now)

        assert stage.facts(case).filing.approver == "郑直"


class TestEnoughPeople:
    def test_m163_who_is_lacking_is_said_with_whom_to_ask(self, stage):
        pooled = a_reviewer_elsewhere(stage)
        case = stage.open(people=[])
        known, found = gaps(stage, case)

        assert set(found) == {Role.HANDLER, Role.APPROVER, Role.REVIEWER, Role.DECIDER, Role.CHAIR}
        named = {one.role: one.way for one in queries.whom_to_ask(found.values(), case, known, stage.now.date())}
        assert "林审" in named[Role.REVIEWER]
        assert pooled.town.name in named[Role.REVIEWER]
        assert "王强" in named[Role.HANDLER]

    def test_nobody_is_lacking_when_everybody_is_named(self, stage):
        assert gaps(stage, stage.open())[1] == {}

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"valid_to": START.date()}, id="证件过期"),
            pytest.param({"domains": [Domain.FOOD_DRUG]}, id="别的领域的证件"),
        ],
    )
    def test_a_card_that_does_not_fit_is_a_gap(self, stage, changes):
        case = stage.open()
        Officer.objects.get(pk=stage.second.officer_id).credentials.update(**changes)

        assert "王强" in gaps(stage, case)[1][Role.HANDLER].text

    def test_a_reviewer_of_another_town_reviews(self, stage):
        pooled = a_reviewer_elsewhere(stage)
        case = stage.open()
        actions.name_officer(
            case_id=case.pk, role=Role.REVIEWER, officer_id=pooled.pk, actor=stage.officer, now=stage.now
        )

        assert queries.case_for(cast.actor(pooled), case.pk) == case


@pytest.mark.usefixtures("moment")
def test_pages_of_people_and_proposals(stage, enter):
    case = stage.found(stage.open())
    made = proposed(stage, case)
    client = enter(stage.officer)
    page = client.get(reverse("cases:case", args=[case.pk])).content.decode()
    assert reverse("cases:withdraw", args=[case.pk, made.pk]) in page
    assert client.get(reverse("cases:redirect", args=[case.pk, made.pk])).status_code == 200
    staff = client.get(reverse("cases:staff", args=[case.pk]), {"role": "REVIEWER"}).content.decode()
    assert "现在的审核人员：赵敏" in staff
    done = client.post(
        reverse("cases:remove", args=[case.pk]) + "?role=REVIEWER", {"officer": "赵敏", "reason": "借调到区里"}
    )
    assert done.status_code == 302
    file = client.get(reverse("cases:step", args=[case.pk]), {"step": "FILE"}).content.decode()
    assert "还没有指定审核人员" in file
    assert client.post(reverse("cases:withdraw", args=[case.pk, made.pk]), {"reason": "改"}).status_code == 302
    assert StepProposal.objects.get(pk=made.pk).decided_at is not None


def test_m267_the_picker_tells_home_body_and_cards(stage):
    department = cast.a_department(stage.town.county)
    cast.an_officer("孙派", department, Post.OFFICER, team=stage.town.team, town=stage.town.town)
    found = queries.candidates(
        Role.HANDLER, district_id=stage.town.county.pk, town_id=stage.town.town.pk, on=stage.now.date(),
        domain=stage.matter.domain,
    )  # fmt: skip
    (one,) = [each for each in found if each.name == "孙派"]

    assert "市场监督管理局" in one.about
    assert "执法证：综合执法" in one.about


class TestOnlyOfficers:
    """处罚法 42 ¶1：承办人都是执法人员；岗位够、没有执法证件的人（镇长兼队长）也不行（INV-04）。"""

    def test_who_is_no_officer_is_not_named_as_a_handler(self, stage):
        case = stage.open()
        helper = cast.an_officer(
            "镇长兼队长", stage.town.agency, Post.TEAM_LEADER, team=stage.town.team, staff_kind=StaffKind.CLERK
        )
        with pytest.raises(Unlawful) as refused:
            actions.name_officer(
                case_id=case.pk, role=Role.HANDLER, officer_id=helper.pk, actor=stage.officer, now=stage.now
            )
        assert [each.code for each in refused.value.verdict] == ["officers.handler.auxiliary"]
        assert "镇长兼队长" not in [each.officer for each in stage.facts(case).assignments]

    def test_nor_when_a_case_is_opened(self, stage):
        helper = cast.an_officer(
            "镇长兼队长", stage.town.agency, Post.TEAM_LEADER, team=stage.town.team, staff_kind=StaffKind.CLERK
        )
        with pytest.raises(Unlawful):
            stage.open(people=[(Role.HANDLER, helper.pk)])
        assert not Case.objects.exists()

    def test_a_head_who_is_no_officer_may_still_approve(self, stage):
        case = stage.open(people=[(Role.HANDLER, stage.second.officer_id)])
        clerk = cast.an_officer("镇长", stage.town.agency, Post.HEAD, staff_kind=StaffKind.CLERK)
        actions.name_officer(
            case_id=case.pk, role=Role.APPROVER, officer_id=clerk.pk, actor=stage.officer, now=stage.now
        )
        assert "镇长" in [each.officer for each in stage.facts(case).assignments]
