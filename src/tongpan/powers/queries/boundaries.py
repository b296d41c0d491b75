"""Asking what was decided where duties meet: from the process's memory, for routing asks it with every lead."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from tongpan.powers.domain.boundary import Boundary, binding
from tongpan.powers.domain.kinds import BoundaryBasis
from tongpan.powers.models import BoundaryDecision
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import memory


def boundary_on(matter_id: UUID, place_id: UUID, on: date, parties: frozenset[UUID] = frozenset()) -> Boundary | None:
    """Return the decision that binds for a matter in a place on a day, between some bodies if they are named."""
    decided = _decided().get(matter_id)
    return binding(decided, lineage_of(place_id), on, parties) if decided else None


def _decided() -> dict[UUID, list[Boundary]]:
    kept = memory()
    if kept.boundaries is None:
        found: dict[UUID, list[Boundary]] = defaultdict(list)
        rows = BoundaryDecision.objects.select_related("holder").prefetch_related("parties")
        for row in rows.order_by("decided_on", "recorded_at", "id"):
            found[row.matter_id].append(_boundary(row))
        kept.boundaries = dict(found)
    return kept.boundaries


def _boundary(row: BoundaryDecision) -> Boundary:
    return Boundary(
        id=row.pk,
        district_id=row.district_id,
        town_id=row.town_id,
        holder_id=row.holder_id,
        holder_name=row.holder.name,
        team_id=row.team_id,
        basis=str(BoundaryBasis(row.basis_kind).label),
        citation=row.citation,
        reason=row.reason,
        decided_on=row.decided_on,
        parties=frozenset(body.pk for body in row.parties.all()),
    )
