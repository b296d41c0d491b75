"""指定管辖：区县登记上一级行政机关的指定，案件整个归另一个镇街办；不在它清单上的指定不了；区县两头都看得到。"""

from datetime import date

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.acts import act
from tests.cases.test_api import Caller
from tests.cases.test_educating import in_case
from tests.cases.test_handed_on import paid, told
from tests.cases.test_property import registered

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.actions import Designated
from tongpan.cases.domain.acts import CaseAct
from tongpan.cases.domain.choices import DesignationGround
from tongpan.cases.models import Case, CaseFlag, CaseLimit, CaseTransfer, Designation, Education
from tongpan.cases.queries.designating import designations
from tongpan.cases.steps.agreeing import disagreements
from tongpan.evidence.models import PropertyItem
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step
from tongpan.powers.models import Grant
from tongpan.powers.steps.stamp import touch_lists

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("moment")]


class Other:
    """Another town of the county, with its own power over the matter, and the county's chief dispatcher."""

    def __init__(self, stage, *, listed=True):
        self.town = cast.a_town_with_team(cast.another_town(stage.town.county))
        self.officer = cast.actor(cast.officer_wang(self.town))
        self.leader = cast.actor(cast.leader_zhou(self.town))
        self.chief = cast.actor(cast.chief_chen(stage.town.county))
        if listed:
            grant = Grant.objects.get(matter=stage.matter, body=stage.town.agency)
            grant.pk, grant.line, grant.body, grant.territory = uuid7(), uuid7(), self.town.agency, self.town.town
            grant.save(force_insert=True)
            touch_lists()


def designate(stage, case, other, actor=None, **changes):
    given = {
        "to_body_id": other.town.agency.pk, "ground": DesignationGround.DISPUTE, "reason": "两个镇街对管辖有争议",
        "issuer": "柯城区人民政府", "number": "柯政指〔2026〕1号", "on": date(2026, 3, 2),
    } | changes  # fmt: skip
    return actions.designate(case_id=case.pk, designated=Designated(**given), actor=actor or other.chief, now=stage.now)


def take(stage, made, actor):
    return actions.answer_transfer(
        transfer_id=made.transfer_id, accept=True, answer="航埠镇移交，已接收", actor=actor, now=stage.now
    )


def lies_in(rows):
    return set(rows.values_list("town_id", "body_id", "team_id"))


class TestDesignating:
    def test_m023_the_case_lies_in_the_other_town_with_everything_in_it(self, stage):
        other = Other(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        registered(stage, case)
        in_case(stage, case)
        made = designate(stage, case, other)
        assert stage.outlook(case).offers(Step.SHOW_IDENTITY)
        done = take(stage, made, other.officer)

        place = (other.town.town.pk, other.town.agency.pk, other.town.team.pk)
        assert (done.town_id, done.body_id, done.team_id) == place
        assert done.acts_as == other.town.agency.name
        for beside in (CaseLimit, CaseFlag, PropertyItem, Education):
            assert lies_in(beside.objects.all()) == {place} or not beside.objects.exists()
        facts = stage.facts(case)
        assert [each.officer for each in facts.assignments if each.until is None] == ["王强（2）"]
        assert facts.filing is not None
        assert disagreements(Case.objects.select_related("district").get(pk=case.pk)) == []

    def test_m023_the_new_town_goes_on_with_it(self, stage):
        other = Other(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        take(stage, designate(stage, case, other), other.officer)
        stage.wait(minutes=1)
        mate = cast.an_officer("赵助", other.town.agency, Post.OFFICER, team=other.town.team)
        actions.name_officer(case_id=case.pk, role=Role.HANDLER, officer_id=mate.pk, actor=other.leader, now=stage.now)
        stage.wait(minutes=1)

        done = actions.take_step(
            case_id=case.pk, step=Step.SHOW_IDENTITY, target=stage.target(case), actor=other.officer, now=stage.now,
            entered={},
        )  # fmt: skip
        assert done.town_id == other.town.town.pk

    def test_m023_only_a_town_with_the_power_is_designated(self, stage):
        other = Other(stage, listed=False)
        case = stage.open()
        with pytest.raises(Unlawful):
            designate(stage, case, other)

        assert not Designation.objects.exists()

    def test_m023_it_is_not_sent_back(self, stage):
        other = Other(stage)
        made = designate(stage, stage.open(), other)
        with pytest.raises(Conflict) as refused:
            actions.answer_transfer(
                transfer_id=made.transfer_id, accept=False, answer="不归我们管", actor=other.officer, now=stage.now
            )

        assert refused.value.code == "case.designated"
        assert CaseTransfer.objects.get().answered_at is None

    @pytest.mark.parametrize("accept", [True, False], ids=["接收", "退回"])
    def test_m023_the_old_town_answers_nothing_in_place_of_the_designated_one(self, stage, accept):
        """处罚法 25 ¶2：由被指定的机关管辖；原镇街不能代它接收，更不能因此了结案件。"""
        other = Other(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        made = designate(stage, case, other)
        with pytest.raises(Forbidden) as refused:
            actions.answer_transfer(
                transfer_id=made.transfer_id, accept=accept, answer="纸质回执", actor=stage.officer, now=stage.now
            )

        assert other.town.agency.name in str(refused.value)
        assert CaseTransfer.objects.get().answered_at is None
        assert Case.objects.get(pk=case.pk).closed_on is None

    def test_m023_the_old_town_does_not_end_it_meanwhile(self, stage):
        other = Other(stage)
        case = stage.take(stage.found(stage.open()), Step.FILE)
        designate(stage, case, other)
        with pytest.raises(Conflict) as refused:
            act(stage, case, CaseAct.END_INQUIRY, ground="OTHER", why="依法终止调查")

        assert refused.value.code == "case.designated.waiting"
        assert Case.objects.get(pk=case.pk).closed_on is None

    def test_m023_nor_closes_it(self, stage):
        other = Other(stage)
        case = paid(stage, told(stage))
        made = designate(stage, case, other)
        with pytest.raises(Conflict) as refused:
            stage.take(case, Step.CLOSE)

        assert refused.value.code == "case.transfer.waiting"
        assert f"请由{other.town.agency.name}接收" in str(refused.value)
        assert take(stage, made, other.officer).closed_on is None

    def test_m023_by_the_county_and_nobody_else(self, stage):
        other = Other(stage)
        case = stage.open()
        for actor in (stage.officer, stage.head):
            with pytest.raises(Forbidden) as refused:
                designate(stage, case, other, actor=actor)
            assert "处罚法 25 条" in str(refused.value)
        with pytest.raises(NotFound):
            designate(stage, case, other, actor=cast.actor(cast.chief_chen(cast.a_county("衢江区", "330803"))))

        assert not Designation.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "field"),
        [({"reason": ""}, "reason"), ({"issuer": ""}, "issuer"), ({"number": ""}, "number"),
         ({"on": date(2026, 3, 3)}, "on")],
    )  # fmt: skip
    def test_m023_what_is_missing_is_said(self, stage, wrong, field):
        other = Other(stage)
        with pytest.raises(Invalid) as refused:
            designate(stage, stage.open(), other, **wrong)

        assert field in refused.value.fields

    def test_m023_not_to_the_own_body_nor_twice(self, stage):
        other = Other(stage)
        case = stage.open()
        with pytest.raises(Invalid):
            designate(stage, case, other, to_body_id=stage.town.agency.pk)
        designate(stage, case, other)
        with pytest.raises(Conflict):
            designate(stage, case, other)


class TestWhoSees:
    def test_m023_the_county_and_both_towns_see_it_and_no_third(self, stage):
        other = Other(stage)
        made = designate(stage, stage.open(), other)
        take(stage, made, other.officer)
        third = cast.a_town_with_team(cast.a_town("石梁镇", "330802103", stage.town.county))

        for actor in (other.chief, stage.head, other.leader):
            assert [one.pk for one in designations(actor).items] == [made.pk]
        assert designations(cast.actor(cast.leader_zhou(third))).items == []

    def test_m023_on_the_pages_and_by_call(self, stage, enter):
        other = Other(stage)
        case = stage.open()
        chief = enter(other.chief)
        page = chief.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert reverse("cases:designate", args=[case.pk]) in page
        sent = {
            "to_body": str(other.town.agency.pk), "ground": "ACROSS", "reason": "违法行为跨两个镇街，涉及钱大有",
            "on": "2026-03-02", "issuer": "柯城区人民政府", "number": "柯政指〔2026〕1号",
        }  # fmt: skip
        refused = chief.post(reverse("cases:designate", args=[case.pk]), sent | {"issuer": ""})
        assert refused.status_code == 422
        assert "违法行为跨两个镇街" in refused.content.decode()
        assert chief.post(reverse("cases:designate", args=[case.pk]), sent).status_code == 302
        made = Designation.objects.get()
        mine, link = enter(stage.officer), reverse("cases:transfer", args=[made.transfer_id])
        assert link not in mine.get(reverse("cases:case", args=[case.pk])).content.decode()
        assert mine.get(link).status_code == 403
        theirs = enter(other.officer)
        answer = theirs.get(reverse("cases:transfer", args=[made.transfer_id])).content.decode()
        assert "不接收，退回" not in answer
        theirs.post(reverse("cases:transfer", args=[made.transfer_id]), {"do": "take", "answer": "已接收"})
        listed = enter(stage.head).get(reverse("cases:designations")).content.decode()
        assert "已接收" in listed
        assert other.town.town.name in listed
        assert "违法行为跨两个镇街，涉及钱**" in listed
        assert "陈刚" in listed
        assert enter(stage.officer).get(reverse("cases:designate", args=[case.pk])).status_code == 403

    def test_m023_by_api(self, stage):
        other = Other(stage)
        case = stage.open()
        sent = {
            "to_body_id": str(other.town.agency.pk), "ground": "DISPUTE", "reason": "管辖有争议", "on": "2026-03-02",
            "issuer": "柯城区人民政府", "number": "1号",
        }  # fmt: skip
        made = Caller(stage, other.chief).post(f"/{case.pk}/designation", sent)

        assert made.status_code == 201, made.content
        assert made.json()["to_town_id"] == str(other.town.town.pk)
        assert queries.incoming(other.officer)[0].ground == "DESIGNATED"
