"""报批: what waits for whom."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import Case, CaseFact, ProposalLevel, ProposalMark, ReviewRound, StepProposal
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset
from tongpan.law.facts import read_row

PAGE = 50
NO_PROPOSAL = "没有这件报批，或者不是报给您的"
CARDS = 30
TOLD = ("charges", "causes", "reports", "evidence", "statements", "notices")
"""tables that a card tells something of"""


@dataclass(frozen=True, slots=True)
class Card:
    """One proposal as the one whose turn it is sees it: the rows and words of its case, and the last reviews."""

    proposal: StepProposal
    rows: dict[str, list[tuple[Any, dict[str, str]]]]
    reviews: list[ReviewRound]
    marks: list[ProposalMark]

    @property
    def due_on(self) -> date | None:
        """The nearest limit of the case."""
        return self.proposal.case.next_due_on


def open_proposals(case_id: UUID) -> list[StepProposal]:
    """Return what waits in one case, oldest first."""
    rows = StepProposal.objects.filter(case_id=case_id, decided_at__isnull=True)
    rows = rows.select_related("decider", "waits_for")
    return list(rows.defer("decider__phone_sealed", "waits_for__phone_sealed").order_by("made_at", "id"))


def open_for(actor: Actor) -> QuerySet[StepProposal]:
    """Return what was put before the actor and waits, with its case."""
    rows = StepProposal.objects.filter(decided_at__isnull=True)
    rows = rows.filter(waits_for_id=actor.officer_id) if actor.officer_id else rows.none()
    return rows.select_related("case", "case__town").defer("case__town__geometry")


def waiting_for(actor: Actor, *, after: str | None = None, size: int = PAGE) -> Page[StepProposal]:
    """Return one page of what waits for the actor, oldest first."""
    return keyset(open_for(actor), order=("made_at", "id"), after=after, size=size)


def inbox(actor: Actor) -> tuple[list[Card], int]:
    """Return the cards of what waits for the actor, what is due first at the top, and how many more there are."""
    rows = open_for(actor).prefetch_related("case__parties")
    due = F("case__next_due_on").asc(nulls_last=True)
    found = list(rows.order_by(due, "made_at", "id")[:CARDS])
    more = open_for(actor).count() - len(found) if len(found) == CARDS else 0
    return cards(found), more


def cards(proposals: list[StepProposal]) -> list[Card]:
    """Return proposals with what their cards tell; three queries for all."""
    cases = [one.case_id for one in proposals]
    rows: dict[UUID, dict[str, list[tuple[Any, dict[str, str]]]]] = {}
    kept = CaseFact.objects.filter(case_id__in=cases, table__in=TOLD).order_by("place")
    for case_id, table, row, detail in kept.values_list("case_id", "table", "row", "detail"):
        rows.setdefault(case_id, {}).setdefault(table, []).append((read_row(table, row), detail))
    reviews: dict[UUID, list[ReviewRound]] = {}
    for one in ReviewRound.objects.filter(case_id__in=cases).order_by("done_at"):
        reviews.setdefault(one.case_id, []).append(one)
    marks: dict[UUID, list[ProposalMark]] = {}
    for mark in ProposalMark.objects.filter(proposal__in=proposals).select_related("officer").order_by("entered_at"):
        marks.setdefault(mark.proposal_id, []).append(mark)
    return [
        Card(one, rows.get(one.case_id, {}), reviews.get(one.case_id, []), marks.get(one.pk, [])) for one in proposals
    ]


def paper_marks(actor: Actor, since: datetime) -> QuerySet[ProposalMark]:
    """Return what was entered as signed by the actor on paper, since a moment."""
    rows = ProposalMark.objects.filter(paper=True, entered_at__gte=since)
    return rows.filter(officer_id=actor.officer_id) if actor.officer_id else rows.none()


def signed_for(actor: Actor, since: datetime) -> list[ProposalMark]:
    """Return what was entered as signed by the actor on paper, since a moment: so that it can be contested."""
    if actor.officer_id is None:
        return []
    rows = paper_marks(actor, since)
    return list(rows.select_related("proposal", "proposal__case").order_by("-entered_at")[:20])


def of_case(case: Case) -> list[StepProposal]:
    """Return every proposal of a case with what each level said, oldest first."""
    rows = StepProposal.objects.filter(case=case).prefetch_related("marks__officer").order_by("made_at", "id")
    return list(rows)


def proposal_for(actor: Actor, proposal_id: UUID) -> StepProposal:
    """
    Return what lies before the actor, answered or not: as the one whose turn it is, or the one who decides later.

    :raises NotFound: if there is none, or it lies before somebody else
    """
    found = StepProposal.objects.select_related("case", "waits_for", "decider").filter(pk=proposal_id).first()
    if found is None or actor.officer_id is None or actor.officer_id not in (found.waits_for_id, found.decider_id):
        raise NotFound(NO_PROPOSAL)
    return found


def proposal_of(case_id: UUID, proposal_id: UUID) -> StepProposal:
    """
    Return what waits in a case, for those who made it.

    :raises NotFound: if there is none, or it was answered
    """
    for one in open_proposals(case_id):
        if one.pk == proposal_id:
            return one
    raise NotFound(NO_PROPOSAL)


def levels_before(proposal: StepProposal) -> list[ProposalLevel]:
    """Return the levels a proposal may be sent back to."""
    return list(proposal.levels.filter(order__lt=proposal.level).select_related("officer").order_by("order"))
