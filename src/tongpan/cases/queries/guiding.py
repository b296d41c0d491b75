"""办案指引 in a case: which evidence proves which element, and what specialists were asked."""

from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.models import ProofPoint, SecondOpinion
from tongpan.kernel.errors import NotFound


def proofs_of(case_id: UUID) -> dict[tuple[str, str], set[str]]:
    """Return by cause and element which evidence was ticked against it."""
    found: dict[tuple[str, str], set[str]] = {}
    rows = ProofPoint.objects.filter(case_id=case_id).values_list("cause", "code", "evidence")
    for cause, element, evidence in rows:
        if evidence:
            found.setdefault((cause, element), set()).update(evidence)
    return found


def opinions_of(case_id: UUID) -> list[SecondOpinion]:
    """Return what specialists were asked in a case, the latest first."""
    rows = SecondOpinion.objects.filter(case_id=case_id).select_related("specialist")
    return list(rows.defer("specialist__phone_sealed").order_by("-asked_at", "-id"))


def opinion_for(actor: Actor, opinion_id: UUID) -> SecondOpinion:
    """
    Return a question that the actor was asked.

    :raises NotFound: if there is none, or somebody else was asked
    """
    row = SecondOpinion.objects.select_related("case__matter").filter(pk=opinion_id).first()
    if row is None or actor.officer_id is None or row.specialist_id != actor.officer_id:
        raise NotFound("没有这个问题，或者不是问您的")
    return row


def opinions_waiting(actor: Actor) -> list[SecondOpinion]:
    """Return what the actor was asked and has not answered, oldest first."""
    if actor.officer_id is None:
        return []
    rows = SecondOpinion.objects.filter(specialist_id=actor.officer_id, answered_at__isnull=True)
    return list(rows.select_related("case").prefetch_related("case__parties").order_by("asked_at", "id"))
