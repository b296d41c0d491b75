"""报批: what waits for whom."""

from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import StepProposal
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset

PAGE = 50
NO_PROPOSAL = "没有这件报批，或者不是报给您的"


def open_proposals(case_id: UUID) -> list[StepProposal]:
    """Return what waits in one case, oldest first."""
    rows = StepProposal.objects.filter(case_id=case_id, decided_at__isnull=True).select_related("decider")
    return list(rows.defer("decider__phone_sealed").order_by("made_at", "id"))


def waiting_for(actor: Actor, *, after: str | None = None, size: int = PAGE) -> Page[StepProposal]:
    """Return one page of what waits for the actor, oldest first."""
    rows = StepProposal.objects.filter(decided_at__isnull=True)
    rows = rows.filter(decider_id=actor.officer_id) if actor.officer_id else rows.none()
    rows = rows.select_related("case", "case__town").defer("case__town__geometry")
    return keyset(rows, order=("made_at", "id"), after=after, size=size)


def proposal_for(actor: Actor, proposal_id: UUID) -> StepProposal:
    """
    Return what lies before the actor, answered or not.

    :raises NotFound: if there is none, or it lies before somebody else
    """
    found = StepProposal.objects.select_related("case").filter(pk=proposal_id).first()
    if found is None or actor.officer_id is None or found.decider_id != actor.officer_id:
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
