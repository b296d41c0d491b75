"""Whom to tell, and of what."""

from collections.abc import Iterable
from uuid import UUID

from tongpan.agencies.models import Agency
from tongpan.powers.models import ListProposal, Matter


def bodies(ids: Iterable[str | UUID]) -> list[Agency]:
    """Return some bodies by name."""
    return list(Agency.objects.filter(pk__in=list(ids)).order_by("name"))


def matter_name(matter_id: UUID) -> str:
    """Return a matter's name."""
    return Matter.objects.filter(pk=matter_id).values_list("name", flat=True).first() or ""


def proposal_title(proposal_id: UUID) -> tuple[str, list[Agency]]:
    """Return a proposal's title and the bodies it gave powers to."""
    proposal = ListProposal.objects.get(pk=proposal_id)
    return proposal.title, bodies(proposal.items.values_list("body_id", flat=True).distinct())
