"""A change of the list, from the first draft to the periodic assessment; each step by who may, none by who may not."""

from datetime import date, timedelta

import pytest
from tests.powers.builders import NOW, ON, START, a_grant, a_matter, an_actor
from tests.powers.stage import PAPER, Stage, codes

from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Unlawful
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.permissions import Permission
from tongpan.powers import queries
from tongpan.powers.actions.proposal import (
    answer_questions,
    give_reasoning,
    score_item,
    state_opinion,
    submit,
)
from tongpan.powers.actions.publishing import Publication, assess, check_legality, publish
from tongpan.powers.actions.reminding import remind_of_assessments
from tongpan.powers.domain.criteria import questions
from tongpan.powers.domain.kinds import Mode, ProposalStatus, Side, Stance
from tongpan.powers.models import Grant, Instrument, ListProposal, MatterOwner, Opinion
from tongpan.powers.queries.proposals import proposal_for, proposal_view
from tongpan.powers.subscribers import tell_of_assessment, tell_of_publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    return Stage()


class TestWholeLife:
    def test_m053_proposed_checked_published_and_in_force_from_its_day(self, stage):
        proposal = stage.published()

        starts = proposal.effective_on
        answer = queries.who_may(stage.matter.pk, stage.town.town.pk, starts)
        assert answer.body_id == stage.town.agency.pk
        assert PAPER.number in answer.basis
        early = queries.who_may(stage.matter.pk, stage.town.town.pk, starts - timedelta(days=1))
        assert early.why is queries.Why.NOT_YET

    def test_every_step_has_one_entry_in_the_ledger(self, stage):
        proposal = stage.published()

        actions = [item.action.removeprefix("list_proposal.") for item in ledger.history(proposal)]
        assert actions == [
            "created", "item_added", "assessed", "scored", "negotiated", "negotiated", "reasoned", "submitted",
            "checked", "published",
        ]  # fmt: skip

    def test_publication_is_told_to_the_bodies_concerned(self, stage):
        stage.published()

        message = OutboxMessage.objects.get(name="powers.list_published")
        event = outbox.events.load(message.name, message.payload)
        assert set(event.body_ids) == {str(stage.town.agency.pk), str(stage.department.pk)}
        tell_of_publication(event, NOW)

    def test_m069_publishing_a_penalty_leaves_supervision_and_approval_where_they_are(self, stage):
        owner = MatterOwner.objects.create(
            matter=stage.matter, role="SUPERVISION", body=stage.department, territory=stage.county,
            basis="三定规定", valid_from=START, recorded_at=NOW,
        )  # fmt: skip
        before = list(MatterOwner.objects.values())

        stage.published()

        assert list(MatterOwner.objects.values()) == before
        assert owner.body_id == stage.department.pk

    def test_assessment_comes_due_is_reminded_once_and_sets_the_next_day(self, stage):
        proposal = stage.published()
        due = NOW.replace(year=2027, month=12, day=1)

        assert remind_of_assessments(now=due - timedelta(days=1)) == 0
        assert remind_of_assessments(now=due) == 1
        assert remind_of_assessments(now=due) == 0
        message = OutboxMessage.objects.get(name="powers.assessment_due")
        tell_of_assessment(outbox.events.load(message.name, message.payload), NOW)

        found = assess(
            proposal_id=proposal.pk, on=date(2027, 12, 3), result="KEEP", findings="实施顺畅",
            next_due_on=date(2028, 12, 1), actor=stage.manager, now=due,
        )  # fmt: skip
        proposal.refresh_from_db()
        assert found.due_on == date(2027, 12, 1)
        assert proposal.assessment_due_on == date(2028, 12, 1)


class TestFourQuestionsAndCriteria:
    def test_m049_four_questions_are_asked_and_each_answer_has_an_opinion(self, stage):
        assert [question.label for question in questions()] == ["放得下", "接得住", "管得好", "有监督"]
        proposal = stage.proposed()

        with pytest.raises(Invalid) as refusal:
            answer_questions(
                proposal_id=proposal.pk, item_id=proposal.items.get().pk, answers={"handed_down": (True, " ")},
                actor=stage.manager, now=NOW,
            )  # fmt: skip
        assert "handed_down" in refusal.value.fields

    def test_m049_unanswered_or_unmet_questions_stop_the_proposal(self, stage):
        unanswered = stage.reasoned(stage.heard(stage.proposed()))
        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=unanswered.pk, actor=stage.manager, now=NOW)
        assert {"powers.proposal.questions", "powers.proposal.scores"} <= codes(refusal)

        stage.matter = a_matter(domain="market")
        unmet = stage.reasoned(stage.heard(stage.assessed(stage.proposed(), yes=False)))
        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=unmet.pk, actor=stage.manager, now=NOW)
        assert "powers.proposal.questions_failed" in codes(refusal)
        assert refusal.value.verdict[0].citation.article == 24

    @pytest.mark.parametrize(
        ("key", "count"),
        [
            pytest.param("three_high_two_easy", 5, id="M050 三高两易"),
            pytest.param("need_and_simplicity", 4, id="M055 需求迫切程序简单"),
            pytest.param("easy_simple_quick", 3, id="M061 短平快"),
            pytest.param("four_standards", 4, id="M072 四标准"),
        ],
    )
    def test_each_set_of_criteria_scores_a_line(self, stage, key, count):
        proposal = stage.assessed(stage.proposed(criteria_set=key))

        view = proposal_view(proposal)
        assert len(view.criteria.criteria) == count
        assert view.items[0].share == pytest.approx(0.8)

    def test_scores_outside_the_set_or_the_range_are_refused(self, stage):
        proposal = stage.proposed()
        item = proposal.items.get()

        with pytest.raises(Invalid) as refusal:
            score_item(
                proposal_id=proposal.pk, item_id=item.pk, scores={"frequency": (6, ""), "nonsense": (1, "")},
                actor=stage.manager, now=NOW,
            )  # fmt: skip
        assert set(refusal.value.fields) == {"frequency", "nonsense"}


class TestNegotiation:
    def test_m067_both_sides_speak_and_the_last_word_of_each_counts(self, stage):
        proposal = stage.heard(stage.assessed(stage.proposed()), town=Stance.OBJECT)
        stage.reasoned(proposal)
        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.proposal.objection"}

        state_opinion(
            proposal_id=proposal.pk, body_id=stage.town.agency.pk, stance=Stance.CONDITIONS, text="增配两人后同意",
            actor=stage.town_voice, now=NOW + timedelta(hours=1),
        )  # fmt: skip
        submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)

        sides = set(Opinion.objects.values_list("side", flat=True))
        assert sides == {Side.TOWN, Side.DEPARTMENT}
        assert Opinion.objects.count() == 3

    def test_m067_a_side_that_was_not_heard_stops_the_proposal(self, stage):
        proposal = stage.reasoned(stage.assessed(stage.proposed()))

        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.proposal.opinion"}

    def test_nobody_speaks_for_another_body(self, stage):
        proposal = stage.proposed()

        with pytest.raises(Forbidden):
            state_opinion(
                proposal_id=proposal.pk, body_id=stage.department.pk, stance=Stance.AGREE, text="同意",
                actor=stage.town_voice, now=NOW,
            )  # fmt: skip
        assert not Opinion.objects.exists()


class TestReasons:
    def test_m068_without_reasons_nothing_is_submitted(self, stage):
        proposal = stage.heard(stage.assessed(stage.proposed()))

        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.proposal.reasoning"}

    def test_m068_without_reasons_nothing_is_published_even_if_the_status_says_so(self, stage):
        proposal = stage.approved()
        ListProposal.objects.filter(pk=proposal.pk).update(reasoning="")

        with pytest.raises(Unlawful) as refusal:
            publish(proposal_id=proposal.pk, publication=PAPER, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.proposal.reasoning"}
        assert not Grant.objects.exists()

    def test_m068_a_few_words_are_no_reasons(self, stage):
        with pytest.raises(Invalid):
            give_reasoning(proposal_id=stage.proposed().pk, text="同意", actor=stage.manager, now=NOW)


class TestLegalCheck:
    def test_is_done_by_somebody_else(self, stage):
        proposal = stage.submitted()
        both = an_actor(
            Permission.POWERS_CHECK, Permission.POWERS_PROPOSE, district=stage.county, label=stage.manager.label
        )

        with pytest.raises(Forbidden):
            check_legality(proposal_id=proposal.pk, passed=True, opinion="同意", actor=both, now=NOW)

    def test_sends_back_with_what_is_wrong(self, stage):
        proposal = stage.submitted()

        check_legality(proposal_id=proposal.pk, passed=False, opinion="依据缺文号", actor=stage.checker, now=NOW)

        proposal.refresh_from_db()
        assert proposal.status == ProposalStatus.NEGOTIATION
        assert proposal.legal_opinion == "依据缺文号"


class TestPublishing:
    @pytest.mark.parametrize(
        ("changes", "code"),
        [
            pytest.param({"number": " "}, "powers.publish.document", id="无文号"),
            pytest.param({"published_on": ON + timedelta(days=60)}, "powers.publish.before", id="生效早于公布"),
            pytest.param({"assessment_due_on": None}, "powers.publish.assessment", id="无评估日期"),
        ],
    )
    def test_incomplete_documents_are_refused(self, stage, changes, code):
        proposal = stage.approved()
        values = {name: getattr(PAPER, name) for name in Publication.__slots__} | changes

        with pytest.raises(Unlawful) as refusal:
            publish(proposal_id=proposal.pk, publication=Publication(**values), actor=stage.manager, now=NOW)
        assert codes(refusal) == {code}
        assert not Instrument.objects.filter(number=PAPER.number).exists()

    def test_delegation_needs_the_delegates_publication_too(self, stage):
        fields = {"mode": Mode.DELEGATED, "principal_id": stage.department.pk, "valid_to": date(2028, 1, 1)}
        proposal = stage.approved(**fields)

        with pytest.raises(Unlawful) as refusal:
            publish(proposal_id=proposal.pk, publication=PAPER, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.publish.both_sides"}

    def test_what_is_on_the_list_already_is_not_added_twice(self, stage):
        a_grant(stage.matter, stage.town.agency)
        proposal = stage.approved()

        with pytest.raises(Conflict):
            publish(proposal_id=proposal.pk, publication=PAPER, actor=stage.manager, now=NOW)
        proposal.refresh_from_db()
        assert proposal.status == ProposalStatus.APPROVED

    def test_renewal_ends_the_old_grant_on_the_day_the_new_one_starts(self, stage):
        old = a_grant(stage.matter, stage.town.agency)
        proposal = stage.published(kind="RENEW")

        rows = Grant.objects.filter(superseded_at=None).order_by("valid_from")
        assert [row.valid_to for row in rows] == [proposal.effective_on, None]
        assert rows[0].line == old.line

    def test_two_publishers_at_once_have_one_winner(self, stage):
        proposal = stage.approved()
        mine, yours = (proposal_for(stage.manager, proposal.pk) for _ in range(2))
        mine.touch(status=ProposalStatus.PUBLISHED)

        with pytest.raises(Conflict):
            yours.touch(status=ProposalStatus.PUBLISHED)
