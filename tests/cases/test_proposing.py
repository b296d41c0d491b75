"""报批：承办人报，有权的人批；批了就办，退回要有理由，一步只报一次。"""

import pytest
from tests import cast
from tests.cases.stage import CASE

from tongpan.cases import actions, queries
from tongpan.cases.models import CaseFact
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.procedure import Step

pytestmark = pytest.mark.django_db


def propose(stage, case, step=Step.FILE, **given):
    values = {"target": CASE, "reason": "符合立案条件", "actor": stage.officer, "now": stage.now} | given
    return actions.propose_step(case_id=case.pk, step=step, **values)


def answer(stage, proposal, actor=None, **given):
    values = {"take": True, "actor": actor or stage.deputy, "now": stage.now} | given
    return actions.answer_proposal(proposal_id=proposal.pk, **values)


def test_it_waits_for_who_holds_the_post(stage):
    proposal = propose(stage, stage.found(stage.open()))

    assert [one.pk for one in queries.waiting_for(stage.deputy).items] == [proposal.pk]
    assert queries.waiting_for(stage.head).items == []


def test_approved_is_done(stage):
    case = stage.found(stage.open())
    done = answer(stage, propose(stage, case), answer="同意")

    assert done.filed_on == stage.now.date()
    assert stage.facts(case).filing.approver == "吴用"
    assert queries.open_proposals(case.pk) == []


def test_sent_back_leaves_the_case_as_it_was_and_says_why(stage):
    case = stage.found(stage.open())
    answer(stage, propose(stage, case), take=False, answer="补充现场照片")

    assert stage.facts(case).filing is None
    assert ledger.history(case)[-1].facts["answer"] == "补充现场照片"
    propose(stage, case)


def test_what_was_entered_goes_into_the_row(stage):
    case = stage.found(stage.open())
    stage.take(case, Step.FILE, Step.SHOW_IDENTITY)
    proposal = propose(stage, case, Step.PRESERVE, target=stage.target(case), entered={"what": "货架一组"})
    answer(stage, proposal)

    assert [each.approved_at for each in stage.facts(case).preservations] == [stage.now]
    assert CaseFact.objects.get(case=case, table="preservations").detail == {"what": "货架一组"}


def test_a_step_taken_directly_closes_what_was_proposed(stage):
    case = stage.found(stage.open())
    proposal = propose(stage, case)
    stage.take(case, Step.FILE)
    proposal.refresh_from_db()

    assert (proposal.taken, queries.open_proposals(case.pk)) == (True, [])


class TestRefused:
    def test_twice(self, stage):
        case = stage.found(stage.open())
        propose(stage, case)
        with pytest.raises(Conflict):
            propose(stage, case)

    def test_by_somebody_without_a_part(self, stage):
        with pytest.raises(Forbidden):
            propose(stage, stage.found(stage.open()), actor=cast.actor(cast.deputy_qian(stage.town)))

    def test_what_is_not_in_question(self, stage):
        with pytest.raises(Conflict):
            propose(stage, stage.found(stage.open()), Step.CLOSE)

    def test_where_nobody_holds_the_post(self, stage):
        case = stage.found(stage.open(people=[(Role.HANDLER, stage.second.officer_id)]))
        with pytest.raises(Invalid) as refused:
            propose(stage, case)

        assert "指定" in str(refused.value)

    def test_answered_by_somebody_else(self, stage):
        proposal = propose(stage, stage.found(stage.open()))
        for actor in (stage.head, stage.officer):
            with pytest.raises(NotFound):
                answer(stage, proposal, actor)

    def test_sent_back_without_a_reason(self, stage):
        proposal = propose(stage, stage.found(stage.open()))
        with pytest.raises(Invalid) as refused:
            answer(stage, proposal, take=False)

        assert "answer" in refused.value.fields

    def test_answered_twice(self, stage):
        proposal = propose(stage, stage.found(stage.open()))
        answer(stage, proposal)
        with pytest.raises(Conflict):
            answer(stage, proposal)

    def test_an_unlawful_step_stays_before_the_head(self, stage):
        case = stage.open()
        proposal = propose(stage, case)
        with pytest.raises(Unlawful):
            answer(stage, proposal)

        assert [one.pk for one in queries.open_proposals(case.pk)] == [proposal.pk]
