"""交办与改派: the desk sends a lead to the team that answers for it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.policies import check_dispatch
from tongpan.dispatch.domain.choices import Role
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import orders
from tongpan.kernel import numbering
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import Desk
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers import queries as powers


def assign_lead(
    *,
    lead_id: UUID,
    team_id: UUID,
    actor: Actor,
    now: datetime,
    officer_id: UUID | None = None,
    note: str = "",
    version: int | None = None,
) -> Assignment:
    """
    Send a lead to a team. Whatever order still runs is taken back first, so that one team answers.

    ``version`` is the version the dispatcher looked at: of two dispatchers who press at once, one wins.

    :raises Conflict: if the lead has moved since, or is past dispatch
    :raises Unlawful: if no body served by the team may act on the matter here today (APL 38)
    :raises Invalid: if there is no such team on that day
    :raises NotFound, Forbidden: as ever
    """
    year = date_of(now).year
    number = f"JB{year}-{numbering.take('assignment', year, at=now):07d}"
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            lead_policies.require(actor, lead, Permission.LEADS_ASSIGN)
            return _assign(lead, team_id, officer_id, note, version, number, actor, now)
    except IntegrityError as error:
        raise Conflict("他人刚刚交办了这件线索，请刷新后查看", code="assignment.live") from error


def _assign(
    lead: Lead,
    team_id: UUID,
    officer_id: UUID | None,
    note: str,
    version: int | None,
    number: str,
    actor: Actor,
    now: datetime,
) -> Assignment:
    if version is not None and version != lead.version:
        raise Conflict("他人刚刚更新了这件线索，请刷新后再交办", code="lead.changed")
    again = lead.dispatched_at is not None
    check_dispatch(actor, Act.REASSIGN if again else Act.ASSIGN, district_id=lead.district_id, town_id=lead.town_id)
    team = agencies.team_on(team_id, date_of(now))
    if team is None:
        raise Invalid("这支队伍今日不存在或已撤销，请另选", fields={"team": "请另选队伍"})
    body_id = _body_of(lead, team_id, team.agency_id, now)
    taken_back = orders.withdraw_live(lead, now, actor.label)
    order = orders.make(
        lead, number, team_id=team_id, body_id=body_id, actor=actor, now=now, officer_id=officer_id, note=note
    )
    facts = {
        "order": number,
        "team": team_id,
        "team_name": team.name,
        "officer": officer_id,
        "note": note,
        "body": body_id,
        "taken_back": [old.number for old in taken_back],
    }
    moves.move(
        lead,
        Move.ASSIGN,
        actor=actor.label,
        now=now,
        entry="lead.reassigned" if again else "lead.assigned",
        facts=facts,
        team_id=team_id,
        body_id=body_id,
        desk=Desk.TOWN if lead.town_id else Desk.DISTRICT,
    )
    orders.record("assignment.made", order, actor.label, now, lead=lead.number, team=team_id)
    return order


def _body_of(lead: Lead, team_id: UUID, team_agency_id: UUID, now: datetime) -> UUID:
    """Return the body in whose right the team acts: the competent one where the matter is known, else its own."""
    if lead.matter_id is None or lead.town_id is None:
        return team_agency_id
    answer = powers.who_may(lead.matter_id, lead.town_id, date_of(now))
    if isinstance(answer, powers.NoCompetence):
        powers.require_on_list(team_agency_id, lead.matter_id, lead.town_id, date_of(now))
        return team_agency_id
    if answer.team_id == team_id or answer.body_id == team_agency_id:
        return answer.body_id
    holders = {holder.body.id for holder in answer.others}
    return team_agency_id if team_agency_id in holders else answer.body_id


def assist_with_lead(*, lead_id: UUID, team_id: UUID, actor: Actor, now: datetime, note: str = "") -> Assignment:
    """
    Ask a further team to assist (协办); the main team stays responsible.

    :raises Conflict: if no main order runs, or this team already has one
    :raises NotFound, Forbidden, Invalid: as ever
    """
    year = date_of(now).year
    number = f"JB{year}-{numbering.take('assignment', year, at=now):07d}"
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            lead_policies.require(actor, lead, Permission.LEADS_ASSIGN)
            check_dispatch(actor, Act.ASSIGN, district_id=lead.district_id, town_id=lead.town_id)
            team = agencies.team_on(team_id, date_of(now))
            if team is None:
                raise Invalid("这支队伍今日不存在或已撤销，请另选", fields={"team": "请另选队伍"})
            if not Assignment.objects.filter(lead=lead, role=Role.MAIN, status__in=["WAITING", "SIGNED"]).exists():
                raise Conflict("请先交办主办队伍，再邀请协办", code="assignment.no_main")
            order = orders.make(
                lead, number, team_id=team_id, body_id=team.agency_id, actor=actor, now=now, role=Role.ASSIST, note=note
            )
            facts = {"order": number, "team": team_id, "team_name": team.name, "note": note}
            moves.note(lead, actor=actor.label, now=now, entry="lead.assistance_ordered", facts=facts)
            orders.record("assignment.made", order, actor.label, now, lead=lead.number, team=team_id, role="ASSIST")
            return order
    except IntegrityError as error:
        raise Conflict("这支队伍已经在办这件线索", code="assignment.live") from error
