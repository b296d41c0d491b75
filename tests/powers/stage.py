"""Where tests of grants and of changes of the list begin."""

from datetime import date, timedelta

import pytest
from tests import cast
from tests.powers.builders import NOW, ON, START, a_checker, a_document, a_grant, a_manager, a_matter, an_actor

from tongpan.kernel.errors import Unlawful
from tongpan.kernel.permissions import Permission
from tongpan.powers.actions.classing import class_matter
from tongpan.powers.actions.grants import recall_grant
from tongpan.powers.actions.proposal import (
    NewItem,
    add_item,
    answer_questions,
    give_reasoning,
    propose,
    score_item,
    state_opinion,
    submit,
)
from tongpan.powers.actions.publishing import Publication, check_legality, publish
from tongpan.powers.domain.criteria import criteria_sets, questions
from tongpan.powers.domain.kinds import (
    GrantClass,
    InHand,
    InstrumentKind,
    NegativeReason,
    Stance,
)
from tongpan.powers.models import Grant, ListProposal

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


class Lists:
    """A county's lists, a town that holds powers, a department that hands them down."""

    def __init__(self) -> None:
        self.town = cast.a_town_with_team()
        self.county = self.town.county
        self.department = cast.a_department(self.county)
        self.keeper = a_manager(self.county)
        self.reader = an_actor(Permission.POWERS_VIEW, district=self.county)
        self.matter = a_matter(domain="market")
        self.paper = a_document(InstrumentKind.RECALL)

    def granted(self, **fields) -> Grant:
        return a_grant(self.matter, self.town.agency, grantor=self.department, **fields)

    def recalled(self, grant: Grant, **changes):
        values = {
            "grant_id": grant.pk,
            "on": date(2026, 12, 1),
            "instrument_id": self.paper.pk,
            "in_hand": InHand.HAND_OVER,
            "receiver_id": self.department.pk,
            "reason": "评估结论为收回",
            "actor": self.keeper,
            "now": NOW,
        }
        return recall_grant(**values | changes)

    def classed(self, grant_class=GrantClass.MUST_NOT, reason=NegativeReason.TECHNICAL, **changes):
        values = {
            "matter_id": self.matter.pk,
            "district_id": self.county.pk,
            "grant_class": grant_class,
            "reason": reason,
            "valid_from": START,
            "actor": self.keeper,
            "now": NOW,
        }
        return class_matter(**values | changes)


def codes(refusal: pytest.ExceptionInfo[Unlawful]) -> set[str]:
    """Return the codes of what was refused."""
    return {breach.code for breach in refusal.value.verdict}
