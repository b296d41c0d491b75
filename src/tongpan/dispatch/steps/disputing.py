"""What a settled dispute leaves behind (裁定的约束力): the boundary it draws, and who runs into it next."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.models import Team
from tongpan.dispatch.models import Dispute
from tongpan.kernel.clock import date_of
from tongpan.leads.models import Lead
from tongpan.powers import queries as powers
from tongpan.powers.steps import write_boundary


@dataclass(frozen=True, slots=True)
class Grounds:
    """On what a decision stands."""

    basis: str
    citation: str


def decided_before(lead: Lead, on: date) -> powers.Boundary | None:
    """Return what was decided earlier on the lead's matter in its town, if it binds the body that has the lead."""
    if lead.matter_id is None or lead.town_id is None:
        return None
    body = _body(lead.body_id, lead.team_id, on)
    parties = frozenset({body}) if body else frozenset()
    return powers.boundary_on(lead.matter_id, lead.town_id, on, parties)


def bind(
    dispute: Dispute,
    lead: Lead,
    team: Team,
    holder_id: UUID,
    stands_on: Grounds,
    decision: str,
    actor: str,
    now: datetime,
) -> UUID | None:
    """Write the decision down as a boundary of duties, and return its id; None where there is nothing it could bind."""
    assert transaction.get_connection().in_atomic_block
    if lead.matter_id is None or lead.town_id is None:
        return None
    before = _body(dispute.body_id, dispute.team_id, date_of(now))
    boundary = write_boundary(
        matter_id=lead.matter_id,
        district_id=lead.district_id,
        town_id=lead.town_id,
        holder_id=holder_id,
        team_id=team.pk,
        basis_kind=stands_on.basis,
        citation=stands_on.citation,
        reason=decision,
        on=date_of(now),
        actor=actor,
        now=now,
        parties={holder_id, before} if before else (),
    )
    Dispute.objects.filter(pk=dispute.pk).update(boundary=boundary)
    return boundary.pk


def _body(body_id: UUID | None, team_id: UUID | None, on: date) -> UUID | None:
    """Return the body somebody acts for: the one named, else the team's own."""
    if body_id is not None or team_id is None:
        return body_id
    team = agencies.team_on(team_id, on)
    return team.agency_id if team else None
