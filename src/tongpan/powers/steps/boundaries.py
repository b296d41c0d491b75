"""Writing down what was decided where duties meet: by the list's manager, or by the district in a dispute."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.models import Agency
from tongpan.kernel import ledger
from tongpan.powers.domain.kinds import BoundaryBasis
from tongpan.powers.models import BoundaryDecision
from tongpan.powers.steps.stamp import touch_lists


def write_boundary(
    *,
    matter_id: UUID,
    district_id: UUID,
    holder_id: UUID,
    basis_kind: BoundaryBasis | str,
    citation: str,
    reason: str,
    on: date,
    actor: str,
    now: datetime,
    town_id: UUID | None = None,
    team_id: UUID | None = None,
    parties: Iterable[UUID] = (),
) -> BoundaryDecision:
    """Write a decision and its ledger entry; every process learns of it as of a change of the lists."""
    assert transaction.get_connection().in_atomic_block
    decision = BoundaryDecision.objects.create(
        matter_id=matter_id,
        district_id=district_id,
        town_id=town_id,
        holder_id=holder_id,
        team_id=team_id,
        basis_kind=basis_kind,
        citation=citation.strip(),
        reason=reason.strip(),
        decided_on=on,
        actor=actor,
        recorded_at=now,
    )
    between = sorted(set(parties), key=str)
    decision.parties.set(Agency.objects.filter(pk__in=between))
    ledger.record(
        "boundary.decided",
        subject=decision,
        actor=actor,
        at=now,
        matter=matter_id,
        town=town_id,
        holder=holder_id,
        team=team_id,
        parties=[str(body) for body in between],
        basis_kind=str(basis_kind),
        citation=citation,
        reason=reason,
    )
    touch_lists()
    return decision
