"""A change of the list, from the first draft to the periodic assessment; each step by who may, none by who may not."""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.powers.builders import NOW, ON, START, a_checker, a_document, a_grant, a_manager, a_matter, an_actor

from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound, Unlawful
from tongpan.kernel.models import OutboxMessage
from tongpan.kernel.permissions import Permission
from tongpan.powers import queries
from tongpan.powers.actions.classing import class_matter
from tongpan.powers.actions.proposal import (
    NewItem,
    add_item,
    answer_questions,
    give_reasoning,
    propose,
    remove_item,
    score_item,
    state_opinion,
    submit,
    withdraw,
)
from tongpan.powers.actions.publishing import Publication, assess, check_legality, publish
from tongpan.powers.actions.reminding import remind_of_assessments
from tongpan.powers.domain.criteria import criteria_sets, questions
from tongpan.powers.domain.kinds import GrantClass, InHand, Mode, NegativeReason, Power, ProposalStatus, Side, Stance
from tongpan.powers.models import Grant, Instrument, ListProposal, MatterOwner, Opinion
from tongpan.powers.queries.proposals import proposal_for, proposal_view
from tongpan.powers.subscribers import tell_of_assessment, tell_of_publication, tell_of_recall

pytestmark = pytest.mark.django_db

REASONING = "占道经营每月反映三百余次，镇街有持证队员十二人，巡查即可发现，当场即可处置。"
PUBLISHED = ON + timedelta(days=7)
PAPER = Publication(
    title="柯城区镇街综合行政执法事项清单调整（合成）",
    number="柯政发〔2026〕9号",
    issuer="柯城区人民政府",
    published_on=PUBLISHED,
    assessment_due_on=date(2027, 12, 1),
)


class Stage:
    """A county, a town, a department, and who works on its list."""

    def __init__(self) -> None:
        self.town = cast.a_town_with_team()
        self.county = self.town.county
        self.department = cast.a_department(self.county)
        self.manager = a_manager(self.county)
        self.checker = a_checker(self.county)
        self.town_voice = an_actor(Permission.POWERS_NEGOTIATE, district=self.county, agency=self.town.agency)
        self.department_voice = an_actor(Permission.POWERS_NEGOTIATE, district=self.county, agency=self.department)
        self.reader = an_actor(Permission.POWERS_VIEW, district=self.county)
        self.matter = a_matter(domain="market", summary_fit=True)

    def proposed(self, kind="ADD", criteria_set="three_high_two_easy", **item) -> ListProposal:
        """A draft with one line."""
        proposal = propose(
            district_id=self.county.pk,
            kind=kind,
            title="新增下放市场监管事项",
            criteria_set=criteria_set,
            effective_on=ON + timedelta(days=30),
            actor=self.manager,
            now=NOW,
        )
        values = {
            "matter_id": self.matter.pk,
            "body_id": self.town.agency.pk,
            "territory_id": self.town.town.pk,
            "grantor_id": self.department.pk,
            **item,
        }
        add_item(proposal_id=proposal.pk, item=NewItem(**values), actor=self.manager, now=NOW)
        return proposal

    def assessed(self, proposal: ListProposal, *, yes: bool = True) -> ListProposal:
        """Four answers and all scores for every line."""
        for item in proposal.items.all():
            answers = {question.key: (yes, "经调研，满足") for question in questions()}
            answer_questions(proposal_id=proposal.pk, item_id=item.pk, answers=answers, actor=self.manager, now=NOW)
            criteria = criteria_sets()[proposal.criteria_set].criteria
            scores = {criterion.key: (4, "近一年数据") for criterion in criteria}
            score_item(proposal_id=proposal.pk, item_id=item.pk, scores=scores, actor=self.manager, now=NOW)
        return proposal

    def heard(self, proposal: ListProposal, town=Stance.AGREE, department=Stance.AGREE) -> ListProposal:
        """Both sides' opinions."""
        for body, voice, stance in (
            (self.town.agency, self.town_voice, town),
            (self.department, self.department_voice, department),
        ):
            state_opinion(
                proposal_id=proposal.pk, body_id=body.pk, stance=stance, text="意见如下", actor=voice, now=NOW
            )
        return proposal

    def reasoned(self, proposal: ListProposal) -> ListProposal:
        """The reasons."""
        give_reasoning(
            proposal_id=proposal.pk,
            text=REASONING,
            actor=self.manager,
            now=NOW,
            in_hand=InHand.FINISH_HERE,
            in_hand_reason="在办三件，均已调查终结",
        )
        return proposal

    def submitted(self, **item) -> ListProposal:
        """Ready for the legal check."""
        proposal = self.reasoned(self.heard(self.assessed(self.proposed(**item))))
        submit(proposal_id=proposal.pk, actor=self.manager, now=NOW)
        return proposal

    def approved(self, **item) -> ListProposal:
        """Checked and ready to be published."""
        proposal = self.submitted(**item)
        check_legality(proposal_id=proposal.pk, passed=True, opinion="依据充分", actor=self.checker, now=NOW)
        return proposal

    def published(self, **item) -> ListProposal:
        """Published."""
        proposal = self.approved(**item)
        return publish(proposal_id=proposal.pk, publication=PAPER, actor=self.manager, now=NOW)


@pytest.fixture
def stage() -> Stage:
    return Stage()


def codes(refusal: pytest.ExceptionInfo[Unlawful]) -> set[str]:
    return {breach.code for breach in refusal.value.verdict}


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


class TestLines:
    @pytest.mark.parametrize(
        ("item", "code"),
        [
            pytest.param({"mode": Mode.DELEGATED}, "powers.no_principal", id="委托无委托机关"),
            pytest.param(
                {"mode": Mode.DELEGATED, "power": Power.MEASURE}, "powers.not_transferable", id="委托强制措施"
            ),
            pytest.param({"power": Power.MEASURE}, "powers.no_basis", id="M060 赋权强制措施无依据"),
            pytest.param({"grant_class": GrantClass.MUST_NOT}, "powers.negative_list", id="M064 不宜放"),
        ],
    )
    def test_lines_that_could_never_be_lawful_are_refused_at_once(self, stage, item, code):
        with pytest.raises(Unlawful) as refusal:
            stage.proposed(**item)
        assert code in codes(refusal)

    def test_assignment_to_a_department_is_refused(self, stage):
        with pytest.raises(Unlawful) as refusal:
            stage.proposed(body_id=stage.department.pk, territory_id=stage.county.pk)
        assert codes(refusal) == {"powers.wrong_body"}

    def test_m065_negative_list_stops_a_line_with_its_reason(self, stage):
        class_matter(
            matter_id=stage.matter.pk, district_id=stage.county.pk, grant_class=GrantClass.MUST_NOT,
            reason=NegativeReason.LIFE_SAFETY, valid_from=START, actor=stage.manager, now=NOW,
        )  # fmt: skip

        with pytest.raises(Unlawful) as refusal:
            stage.proposed()
        assert codes(refusal) == {"powers.negative_list"}
        assert "生命公共安全" in str(refusal.value)

    def test_the_same_line_twice_is_refused_and_a_line_can_be_taken_out(self, stage):
        proposal = stage.proposed()
        item = proposal.items.get()
        again = NewItem(item.matter_id, item.body_id, item.territory_id)

        with pytest.raises(Invalid):
            add_item(proposal_id=proposal.pk, item=again, actor=stage.manager, now=NOW)
        remove_item(proposal_id=proposal.pk, item_id=item.pk, actor=stage.manager, now=NOW)
        assert not proposal.items.exists()


class TestRecallProposals:
    def test_work_in_hand_must_be_decided(self, stage):
        a_grant(stage.matter, stage.town.agency, grantor=stage.department)
        proposal = stage.heard(stage.proposed(kind="RECALL"))
        give_reasoning(proposal_id=proposal.pk, text=REASONING, actor=stage.manager, now=NOW)

        with pytest.raises(Unlawful) as refusal:
            submit(proposal_id=proposal.pk, actor=stage.manager, now=NOW)
        assert codes(refusal) == {"powers.recall.in_hand"}

    def test_published_recall_ends_the_power_and_says_what_happens_to_work_in_hand(self, stage):
        a_grant(stage.matter, stage.town.agency, grantor=stage.department)
        proposal = stage.published(kind="RECALL")

        after = queries.who_may(stage.matter.pk, stage.town.town.pk, proposal.effective_on)
        assert after.why is queries.Why.RECALLED
        message = OutboxMessage.objects.get(name="powers.grant_recalled")
        event = outbox.events.load(message.name, message.payload)
        assert event.in_hand == InHand.FINISH_HERE
        assert event.receiver_id == str(stage.department.pk)
        tell_of_recall(event, NOW)

    def test_nothing_to_recall_is_said_so(self, stage):
        with pytest.raises(Invalid):
            stage.proposed(kind="RECALL")


STEPS = {
    "propose": lambda stage, actor, _: propose(
        district_id=stage.county.pk, kind="ADD", title="标题", criteria_set="four_standards", effective_on=ON,
        actor=actor, now=NOW,
    ),
    "add_item": lambda stage, actor, proposal: add_item(
        proposal_id=proposal.pk, item=NewItem(a_matter().pk, stage.town.agency.pk, stage.town.town.pk), actor=actor,
        now=NOW,
    ),
    "remove_item": lambda stage, actor, proposal: remove_item(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, actor=actor, now=NOW
    ),
    "answer": lambda stage, actor, proposal: answer_questions(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, answers={"handed_down": (True, "是")}, actor=actor,
        now=NOW,
    ),
    "score": lambda stage, actor, proposal: score_item(
        proposal_id=proposal.pk, item_id=proposal.items.get().pk, scores={"frequency": (5, "")}, actor=actor, now=NOW
    ),
    "opinion": lambda stage, actor, proposal: state_opinion(
        proposal_id=proposal.pk, body_id=stage.department.pk, stance="AGREE", text="同意", actor=actor, now=NOW
    ),
    "reason": lambda stage, actor, proposal: give_reasoning(
        proposal_id=proposal.pk, text=REASONING, actor=actor, now=NOW
    ),
    "submit": lambda stage, actor, proposal: submit(proposal_id=proposal.pk, actor=actor, now=NOW),
    "withdraw": lambda stage, actor, proposal: withdraw(proposal_id=proposal.pk, reason="不做了", actor=actor, now=NOW),
    "check": lambda stage, actor, proposal: check_legality(
        proposal_id=proposal.pk, passed=True, opinion="同意", actor=actor, now=NOW
    ),
    "publish": lambda stage, actor, proposal: publish(
        proposal_id=proposal.pk, publication=PAPER, actor=actor, now=NOW
    ),
    "assess": lambda stage, actor, proposal: assess(
        proposal_id=proposal.pk, on=ON, result="KEEP", findings="可", next_due_on=PUBLISHED, actor=actor, now=NOW
    ),
}  # fmt: skip


class TestWhoMustNot:
    @pytest.mark.parametrize("step", list(STEPS))
    def test_a_reader_may_take_no_step(self, stage, step):
        proposal = stage.proposed()
        version = ListProposal.objects.get(pk=proposal.pk).version

        with pytest.raises(Forbidden):
            STEPS[step](stage, stage.reader, proposal)
        assert ListProposal.objects.get(pk=proposal.pk).version == version

    @pytest.mark.parametrize("step", [name for name in STEPS if name != "propose"])
    def test_another_district_does_not_even_see_it(self, stage, step):
        proposal = stage.proposed()
        stranger = a_manager(cast.a_county("江阴市", "320281"))

        with pytest.raises(NotFound):
            STEPS[step](stage, stranger, proposal)

    def test_the_manager_does_not_check_and_the_checker_does_not_publish(self, stage):
        proposal = stage.submitted()
        with pytest.raises(Forbidden):
            STEPS["check"](stage, stage.manager, proposal)
        STEPS["check"](stage, stage.checker, proposal)
        with pytest.raises(Forbidden):
            STEPS["publish"](stage, stage.checker, proposal)

    @pytest.mark.parametrize("step", ["publish", "check", "assess"])
    def test_steps_out_of_turn_say_where_the_proposal_stands(self, stage, step):
        proposal = stage.proposed()
        actor = stage.checker if step == "check" else stage.manager

        with pytest.raises(Unlawful) as refusal:
            STEPS[step](stage, actor, proposal)
        assert "拟订评估" in str(refusal.value)

    def test_a_published_change_is_not_withdrawn(self, stage):
        proposal = stage.published()

        with pytest.raises(Unlawful):
            STEPS["withdraw"](stage, stage.manager, proposal)
        assert a_document().pk
