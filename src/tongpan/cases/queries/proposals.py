"""报批: what waits for whom."""

from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import StepProposal
from tongpan.kernel.paging import Page, keyset

PAGE = 50


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
