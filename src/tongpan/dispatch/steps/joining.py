"""Joint operations (联合处置): who would be asked, each under its own power and in its own name (M092, M272, M274)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.fields import Domain
from tongpan.dispatch.domain.choices import JointStatus, MemberStatus
from tongpan.dispatch.models import JointMember, JointOperation
from tongpan.kernel import ledger
from tongpan.kernel.errors import NotFound
from tongpan.leads.domain.choices import Priority
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers import queries as powers
from tongpan.powers.models import Grant

RESCUERS = (Domain.EMERGENCY, Domain.FIRE)
"""fields whose responsible teams are asked to every emergency"""


@dataclass(frozen=True, slots=True)
class Invited:
    """One body to be asked. With a power row the name on its documents follows from the row; else it is its own."""

    body_id: UUID
    team_id: UUID | None = None
    duty: str = ""
    grant_id: UUID | None = None
    leads_it: bool = False


def load(operation_id: UUID) -> JointOperation:
    """
    Return a joint operation, locked where the database can lock rows.

    :raises NotFound: if there is none
    """
    assert transaction.get_connection().in_atomic_block
    found = JointOperation.objects.select_for_update(of=("self",)).filter(pk=operation_id).first()
    if found is None:
        raise NotFound("没有找到这次联合处置，或您无权查看")
    return found


def bodies_for(lead: Lead, on: date) -> list[Invited]:
    """Return whom the routing proposes: the competent body, those found beside it, in an emergency the rescuers."""
    found: dict[UUID, Invited] = {}
    if lead.body_id is not None:
        found[lead.body_id] = Invited(lead.body_id, lead.team_id, "牵头处置", lead.grant_id, leads_it=True)
    beside = [shown["grant"] for shown in lead.route.get("joint_with") or [] if shown and shown.get("grant")]
    for grant in Grant.objects.filter(pk__in=beside).select_related("matter"):
        team = agencies.responsible_team(lead.town_id, grant.matter.domain, on) if lead.town_id else None
        team_id = team.pk if team and team.agency_id == grant.body_id else None
        found.setdefault(
            grant.body_id, Invited(grant.body_id, team_id, f"按职责查处“{grant.matter.name}”"[:300], grant.pk)
        )
    if lead.priority == Priority.EMERGENCY and lead.town_id is not None:
        for field in RESCUERS:
            team = agencies.responsible_team(lead.town_id, field, on)
            if team is not None:
                found.setdefault(team.agency_id, Invited(team.agency_id, team.pk, f"{field.label}先期处置"))
    return list(found.values())


def propose(
    lead: Lead,
    invited: Sequence[Invited],
    *,
    actor: str,
    now: datetime,
    on: date,
    reason: str,
    status: JointStatus = JointStatus.PROPOSED,
    meet_at: datetime | None = None,
    meet_place: str = "",
) -> JointOperation:
    """Store a joint operation with its members, and tell the lead's history of it."""
    assert transaction.get_connection().in_atomic_block
    operation = JointOperation.objects.create(
        lead=lead,
        status=status,
        reason=reason.strip()[:500],
        meet_at=meet_at,
        meet_place=(meet_place.strip() or lead.place_text)[:200],
        proposed_at=now,
        proposed_by=actor,
        district_id=lead.district_id,
        town_id=lead.town_id,
    )
    members = add(
        operation, lead, invited, on, MemberStatus.INVITED if status == JointStatus.CONVENED else MemberStatus.PROPOSED
    )
    names = [member.acts_as for member in members]
    ledger.record(
        "joint.proposed", subject=operation, actor=actor, at=now, lead=lead.number, reason=reason.strip(), members=names
    )
    facts = {"operation": str(operation.pk), "reason": reason.strip(), "members": names}
    moves.note(lead, actor=actor, now=now, entry="lead.joint_proposed", facts=facts)
    return operation


def add(
    operation: JointOperation, lead: Lead, invited: Sequence[Invited], on: date, status: MemberStatus
) -> list[JointMember]:
    """Store members, each with the power it acts under and the name its documents bear."""
    bodies = agencies.agencies_in([one.body_id for one in invited])
    rows = []
    matters = dict(Grant.objects.filter(pk__in=[one.grant_id for one in invited]).values_list("pk", "matter_id"))
    for number, one in enumerate(invited):
        power = _power(one.body_id, matters.get(one.grant_id) if one.grant_id else lead.matter_id, lead.town_id, on)
        rows.append(
            JointMember(
                operation=operation,
                body_id=one.body_id,
                team_id=one.team_id,
                duty=one.duty.strip()[:300],
                leads_it=one.leads_it or (number == 0 and not any(other.leads_it for other in invited)),
                grant_id=power.grant_id if power else None,
                acts_as=power.name_to_act_in if power else bodies[one.body_id].name,
                basis=power.basis[:600] if power else "",
                status=status,
            )
        )
    return JointMember.objects.bulk_create(rows)


def _power(body_id: UUID, matter_id: UUID | None, town_id: UUID | None, on: date) -> powers.Competence | None:
    if matter_id is None or town_id is None:
        return None
    answer = powers.may_act(body_id, matter_id, town_id, on)
    return answer if isinstance(answer, powers.Competence) else None
