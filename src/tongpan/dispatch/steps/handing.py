"""Handing a lead to a team (交办): which team may be tasked, in whose right it acts, and the order itself."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.models import Team
from tongpan.agencies.policies import may_dispatch
from tongpan.agencies.queries.registry import posting_of
from tongpan.dispatch.domain.choices import LIVE, Role
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, require
from tongpan.leads.domain.choices import Desk
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers import queries as powers
from tongpan.powers.steps import require_on_list


def hand(
    lead: Lead,
    team: Team,
    number: str,
    *,
    actor: Actor,
    now: datetime,
    officer_id: UUID | None = None,
    note: str = "",
    entry: str = "",
    **more: object,
) -> Assignment:
    """
    Send a lead to a team; whatever order still runs is taken back first, so that one team answers.

    :raises Conflict: if this very team has it, or the lead is past dispatch
    :raises Unlawful: if no body the team serves may act on the matter here today (APL 38)
    """
    assert transaction.get_connection().in_atomic_block
    again = lead.dispatched_at is not None
    running = Assignment.objects.filter(lead=lead, role=Role.MAIN, status__in=LIVE).first()
    if running is not None and running.team_id == team.pk:
        raise Conflict(f"已经交办给{team.name}（{running.number}），不用重复交办", code="assignment.same_team")
    body_id = body_of(lead, team, date_of(now))
    if officer_id is not None:
        handler_of(team.pk, officer_id, lead.domain, date_of(now))
    taken_back = orders.withdraw_live(lead, now, actor.label)
    order = orders.make(
        lead, number, team_id=team.pk, body_id=body_id, actor=actor, now=now, officer_id=officer_id, note=note
    )
    facts = {
        "order": number,
        "team": team.pk,
        "team_name": team.name,
        "officer": officer_id,
        "note": note.strip(),
        "body": body_id,
        "taken_back": [old.number for old in taken_back],
    }
    moves.move(
        lead,
        Move.ASSIGN,
        actor=actor.label,
        now=now,
        entry=entry or ("lead.reassigned" if again else "lead.assigned"),
        facts=facts | more,
        team_id=team.pk,
        body_id=body_id,
        desk=Desk.TOWN if lead.town_id else Desk.DISTRICT,
    )
    orders.record("assignment.made", order, actor.label, now, lead=lead.number, team=team.pk, officer=officer_id)
    return order


def team_for(lead: Lead, team_id: UUID, actor: Actor, on: date) -> Team:
    """
    Return the team an actor wants to task, if it stands on that day and serves the place (M047).

    A town may task its own team and those posted to it; the district any team of the district (M023, M113).

    :raises Invalid: otherwise
    """
    team = agencies.team_on(team_id, on)
    if team is None or team.district_id != lead.district_id:
        raise Invalid("这支队伍今日不存在或已撤销，请另选", fields={"team": "请另选队伍"})
    if lead.town_id is None or reaches_district(actor, Act.ASSIGN, lead):
        return team
    if not agencies.may_be_tasked(team_id, lead.town_id, on):
        text = f"{team.name}今日不服务本镇街；请选本镇街或派驻的队伍，或用“上报区级”请区里调度"
        raise Invalid(text, fields={"team": text})
    return team


def reaches_district(actor: Actor, act: Act, lead: Lead) -> bool:
    """Tell whether an actor dispatches for the whole district of a lead."""
    return may_dispatch(actor, act, district_id=lead.district_id, town_id=None)


def body_of(lead: Lead, team: Team, on: date) -> UUID:
    """
    Return the body in whose right the team acts.

    Law: APL 17, 38. The team's own body, if it may act; else the competent one, if the team answers for the field
    there, or is posted to the town that may act.

    :raises Unlawful: if neither is so
    """
    if lead.matter_id is None or lead.town_id is None:
        return team.agency_id
    answer = powers.who_may(lead.matter_id, lead.town_id, on)
    if isinstance(answer, powers.Competence):
        if team.agency_id in answer.bodies:
            return team.agency_id
        if answer.team_id == team.pk:
            return answer.body_id
        if answer.own_town and posting_of(team.pk, lead.town_id, on) is not None:
            return answer.body_id
    require_on_list(team.agency_id, lead.matter_id, lead.town_id, on)
    return team.agency_id


def handler_of(team_id: UUID, officer_id: UUID, domain: str, on: date) -> str:
    """
    Return the name of a person who may handle for a team on a day.

    :raises Invalid: if the person is not of the team, or holds no card in force
    :raises Unlawful: if the person can never act as an officer in this field (APL 42)
    """
    ours = agencies.available_officers(team_id, on)
    officer = next((person for person in ours if person.pk == officer_id), None)
    if officer is None:
        text = "请从本队持有效执法证的人员中选择承办人；协管员只能协助"
        raise Invalid(text, fields={"officer": text})
    if domain:
        require(agencies.can_act_as_officer(officer, domain, on))
    return officer.name
