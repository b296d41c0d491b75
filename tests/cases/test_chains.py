"""审批层级：按顺序一级一级批，退到哪一级写明理由；决定只由该决定的人作；纸质的填真实时间。"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from tests import cast
from tests.cases.stage import CASE

from tongpan.agencies.domain.posts import Post
from tongpan.cases import actions, queries
from tongpan.cases.models import ProposalMark
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(stage):
    """The head of the office, who stands at a level before the deputy."""
    return cast.actor(cast.an_officer("孙主任", stage.town.agency, Post.OFFICE_HEAD, username=cast._once("sun")))


@pytest.fixture
def case(stage, office):
    set_levels(stage, [Post.OFFICE_HEAD, Post.REVIEWER])
    return stage.found(stage.open())


def set_levels(stage, posts, **changes):
    given = {
        "body_id": stage.town.agency.pk,
        "step": Step.FILE,
        "levels": [{"post": str(post)} for post in posts],
        "valid_from": stage.now.date(),
        "actor": stage.head,
        "now": stage.now,
    }
    return actions.set_levels(**(given | changes))


def propose(stage, case, **given):
    values = {"step": Step.FILE, "target": CASE, "reason": "符合立案条件", "actor": stage.officer, "now": stage.now}
    return actions.propose_step(case_id=case.pk, **(values | given))


def answer(stage, proposal, actor, **given):
    stage.wait(minutes=5)
    return actions.answer_proposal(proposal_id=proposal.pk, actor=actor, now=stage.now, **({"take": True} | given))


def waiting(actor):
    return [card.proposal.pk for card in queries.inbox(actor)[0]]


class TestOrder:
    def test_m157_each_level_in_turn_and_the_decider_last(self, stage, office, case):
        proposal = propose(stage, case)
        assert (waiting(office), waiting(stage.reviewer), waiting(stage.deputy)) == ([proposal.pk], [], [])
        for actor in (stage.reviewer, stage.head):
            with pytest.raises(NotFound):
                answer(stage, proposal, actor)
        with pytest.raises(Conflict):  # the decider waits for the levels before
            answer(stage, proposal, stage.deputy)
        answer(stage, proposal, office, answer="情况属实")
        answer(stage, proposal, stage.reviewer)
        assert stage.facts(case).filing is None
        answer(stage, proposal, stage.deputy)

        assert stage.facts(case).filing.approver == "吴用"
        assert [mark.label for mark in ProposalMark.objects.order_by("order")] == [
            "综合行政执法办公室主任",
            "法制审核员",
            "决定",
        ]

    def test_it_goes_back_to_any_level_with_a_reason(self, stage, office, case):
        proposal = propose(stage, case)
        answer(stage, proposal, office)
        answer(stage, proposal, stage.reviewer)
        with pytest.raises(Invalid):
            answer(stage, proposal, stage.deputy, take=False, back_to=0)
        with pytest.raises(Invalid):
            answer(stage, proposal, stage.deputy, take=False, back_to=2, answer="退给自己")
        answer(stage, proposal, stage.deputy, take=False, back_to=0, answer="核实地点")

        assert (waiting(office), waiting(stage.deputy)) == ([proposal.pk], [])
        answer(stage, proposal, office, take=False, answer="重新报")
        assert waiting(office) == []
        assert [item.action for item in ledger.history(case)][-4:] == [
            "case.proposal_passed",
            "case.proposal_passed",
            "case.proposal_returned",
            "case.proposal_refused",
        ]

    def test_who_decides_does_not_go_past_the_levels(self, stage, case):
        with pytest.raises(Conflict) as refused:
            stage.take(case, Step.FILE)

        assert "法制审核员" in str(refused.value)

    def test_of_several_in_a_post_one_is_chosen_and_no_handler_stands_at_a_level(self, stage, case):
        set_levels(stage, [Post.HEAD, Post.TEAM_LEADER, Post.SQUAD_LEADER])
        with pytest.raises(Invalid) as refused:  # nobody is a squad leader
            propose(stage, case)
        assert "中队长" in str(refused.value)
        set_levels(stage, [Post.HEAD, Post.TEAM_LEADER])
        proposal = propose(stage, case)  # of the heads one decides, one stands before; as team leader not again

        assert [level.officer.name for level in proposal.levels.all()] == ["周正"]

    def test_who_stands_aside_by_now_looks_at_nothing(self, stage, office, case):
        proposal = propose(stage, case)
        actions.name_officer(
            case_id=case.pk, role=Role.CHAIR, officer_id=office.officer_id, actor=stage.head, now=stage.now
        )
        actions.ask_recusal(case_id=case.pk, officer="孙主任", reason="亲属", actor=stage.officer, now=stage.now)
        stage.wait(minutes=1)
        actions.take_step(
            case_id=case.pk, step=Step.DECIDE_RECUSAL, target=CASE, actor=stage.deputy, now=stage.now,
            entered={"choice": "GRANTED"},
        )  # fmt: skip
        with pytest.raises(Forbidden):
            answer(stage, proposal, office)

    def test_without_a_setting_it_goes_straight_to_the_decider(self, stage, case):
        set_levels(stage, [])
        proposal = propose(stage, case)

        assert waiting(stage.deputy) == [proposal.pk]


class TestSetting:
    def test_holds_from_its_day(self, stage, office):
        case = stage.found(stage.open())
        set_levels(stage, [Post.OFFICE_HEAD], step=None, valid_from=stage.now.date() + timedelta(days=3))
        stage.take(case, Step.FILE)
        later = stage.found(stage.wait(days=3).open())
        with pytest.raises(Conflict):
            stage.take(later, Step.FILE)

    @pytest.mark.parametrize(
        "changes",
        [
            pytest.param({"levels": [{"post": "CITIZEN"}]}, id="没有这个岗位"),
            pytest.param({"levels": [{"post": "HEAD"}] * 7}, id="太多级"),
        ],
    )
    def test_is_checked(self, stage, changes):
        with pytest.raises(Invalid):
            set_levels(stage, [], **changes)
        with pytest.raises(Invalid):
            set_levels(stage, [], valid_from=stage.now.date() - timedelta(days=1))

    def test_is_for_heads_of_the_body(self, stage):
        for actor in (stage.officer, stage.reviewer):
            with pytest.raises(Forbidden):
                set_levels(stage, [], actor=actor)
        with pytest.raises(Forbidden):
            set_levels(stage, [], body_id=uuid4())


class TestPaper:
    def sign(self, stage, proposal, at, actor=None, **given):
        values = {"take": True, "signed_at": at, "actor": actor or stage.officer, "now": stage.now} | given
        return actions.enter_signature(proposal_id=proposal.pk, **values)

    def test_the_real_time_of_signing_stands_in_the_case(self, stage, office, case):
        proposal = propose(stage, case)
        start = stage.now
        stage.wait(hours=3)
        self.sign(stage, proposal, start + timedelta(hours=1))
        self.sign(stage, proposal, start + timedelta(hours=1, minutes=20))
        self.sign(stage, proposal, start + timedelta(hours=2))

        filing = stage.facts(case).filing
        assert (filing.approver, filing.at) == ("吴用", start + timedelta(hours=2))
        entry = ledger.history(case)[-1]
        assert entry.actor == stage.officer.label
        assert entry.facts["paper"]["officer"] == str(stage.deputy.officer_id)

    def test_a_time_ahead_or_before_the_level_before_is_refused(self, stage, case):
        proposal = propose(stage, case)
        stage.wait(hours=1)
        with pytest.raises(Invalid) as refused:
            self.sign(stage, proposal, stage.now + timedelta(minutes=1))
        assert "signed_at" in refused.value.fields
        self.sign(stage, proposal, stage.now)
        with pytest.raises(Invalid):
            self.sign(stage, proposal, stage.now - timedelta(minutes=30))

    def test_only_handlers_enter_it(self, stage, case):
        proposal = propose(stage, case)
        for actor in (stage.head, stage.chair):
            with pytest.raises((Forbidden, NotFound)):
                self.sign(stage, proposal, stage.now, actor)


@pytest.mark.usefixtures("moment")
class TestPages:
    def test_cards_say_the_case_the_proposal_the_basis_and_the_limit_nearest_first(self, stage, enter):
        late, soon = stage.found(stage.open()), stage.found(stage.wait(days=4).open())
        for case in (soon, late):
            propose(stage, case)
        page = enter(stage.deputy).get(reverse("cases:approvals")).content.decode()

        assert page.index(late.number) < page.index(soon.number)
        assert all(text in page for text in ("钱**", "拟办", "依据", "法制意见", "符合立案条件"))
        assert "钱大有" not in page

    def test_levels_are_set_and_passed_on_pages(self, stage, office, enter):
        client = enter(stage.head)
        day = stage.now.date().isoformat()
        sent = client.post(reverse("cases:levels"), {"valid_from": day, "post_0": "OFFICE_HEAD"})
        assert sent.status_code == 302
        assert "综合行政执法办公室主任" in client.get(reverse("cases:levels")).content.decode()
        proposal = propose(stage, stage.found(stage.open()))
        address = reverse("cases:proposal", args=[proposal.pk])
        assert "同意，报下一级" in enter(office).get(address).content.decode()
        enter(office).post(address, {"do": "take"})
        assert "批准立案" in enter(stage.deputy).get(address).content.decode()
        sent = enter(stage.deputy).post(address, {"do": "back", "answer": "再核实", "back_to": "0"})

        assert sent.status_code == 302
        assert waiting(office) == [proposal.pk]
        assert enter(stage.officer).get(reverse("cases:levels")).status_code == 403

    def test_paper_is_entered_on_a_page_and_the_signer_sees_it(self, stage, enter):
        proposal = propose(stage, stage.found(stage.open()))
        address = reverse("cases:signed", args=[proposal.pk])
        wrong = enter(stage.officer).post(address, {"do": "take", "signed_at": "2026-03-02T23:00"})
        assert wrong.status_code == 422
        assert "不能晚于现在" in wrong.content.decode()
        sent = enter(stage.officer).post(address, {"do": "take", "signed_at": "2026-03-02T09:00"})

        assert sent.status_code == 302
        assert "以您的名义登记的纸质审批" in enter(stage.deputy).get(reverse("cases:approvals")).content.decode()
        assert enter(stage.reviewer).get(address).status_code == 403


def test_m199_the_chain_names_who_prepared_looked_signed_and_decided(stage, office, case):
    proposal = propose(stage, case)
    answer(stage, proposal, office)
    answer(stage, proposal, stage.reviewer)
    signed = stage.now + timedelta(minutes=2)
    stage.wait(minutes=30)
    actions.enter_signature(proposal_id=proposal.pk, take=True, signed_at=signed, actor=stage.second, now=stage.now)
    stage.take(case, Step.SHOW_IDENTITY)
    filed, shown = queries.responsibility_of(case)

    assert (filed.step, filed.prepared, filed.taken, filed.entered) == (Step.FILE, "李明", "吴用", "王强")
    assert [(one.name, one.paper) for one in filed.looked] == [("孙主任", False), ("赵敏", False), ("吴用", True)]
    assert filed.at == signed
    assert "第五十七条" in filed.basis
    assert (shown.post, shown.taken) == (Role.HANDLER.label, "李明")
