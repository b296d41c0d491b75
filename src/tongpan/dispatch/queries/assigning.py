"""What a dispatcher chooses from: the proposed team and why, the others, who could go, who is at hand (M115–M118)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.domain.suggestion import Ranking
from tongpan.agencies.models import Team, Vehicle
from tongpan.agencies.policies import may_dispatch
from tongpan.agencies.queries.duty import Contact
from tongpan.agencies.queries.people import OnDuty
from tongpan.dispatch.domain.choices import LIVE
from tongpan.dispatch.models import Assignment
from tongpan.kernel.clock import date_of
from tongpan.leads.models import Lead
from tongpan.powers import queries as powers

NOBODY = Ranking((), ())


@dataclass(frozen=True, slots=True)
class TeamChoice:
    """One team that could get the lead."""

    team: Team
    open_orders: int
    proposed: bool
    competent: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What is at hand in a town: people on duty, vehicles, liaisons (M115)."""

    on_duty: list[OnDuty]
    vehicles: list[Vehicle]
    liaisons: list[Contact]


@dataclass(frozen=True, slots=True)
class Options:
    """Everything the assign page shows beside the lead."""

    teams: list[TeamChoice]
    officers: Ranking
    desk: Desk


def options_for(actor: Actor, lead: Lead, now: datetime, *, team_id: UUID | None = None) -> Options:
    """Return who may be sent to a lead: teams with the proposed one first, officers each with reasons."""
    on = date_of(now)
    wide = may_dispatch(actor, Act.ASSIGN, district_id=lead.district_id, town_id=None)
    teams = agencies.teams_of(lead.district_id, on) if wide or lead.town_id is None else []
    serving = agencies.teams_serving(lead.town_id, on) if lead.town_id else []
    known = {team.pk: team for team in [*serving, *teams]}
    load = open_orders(known)
    answer = powers.who_may(lead.matter_id, lead.town_id, on) if lead.matter_id and lead.town_id else None
    near = {team.pk for team in serving}
    desk = desk_of(lead.town_id, now)
    posted = {contact.team_id for contact in desk.liaisons}
    choices = [_choice(lead, team, load.get(team.pk, 0), answer, team.pk in posted) for team in known.values()]
    choices.sort(key=lambda one: (not one.proposed, not one.competent, one.team.pk not in near, one.team.name))
    officers = NOBODY
    if lead.town_id is not None and lead.domain:
        officers = agencies.suggest_officers(
            town_id=lead.town_id, domain=lead.domain, at=now, lon=lead.lon, lat=lead.lat, village_id=lead.village_id,
            load=open_by_officer(lead.district_id), team_id=team_id,
        )  # fmt: skip
    return Options(choices, officers, desk)


def desk_of(town_id: UUID | None, now: datetime) -> Desk:
    """Return the people, vehicles and liaisons at hand in a town."""
    if town_id is None:
        return Desk([], [], [])
    return Desk(
        agencies.on_duty(town_id, now), agencies.vehicles_at(town_id), agencies.liaisons_of(town_id, date_of(now))
    )


def open_orders(team_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Return how many orders each team has in hand."""
    rows = Assignment.objects.filter(team_id__in=list(team_ids), status__in=LIVE)
    return dict(rows.order_by().values_list("team_id").annotate(n=Count("id")))


def open_by_officer(district_id: UUID) -> dict[UUID, int]:
    """Return how many orders each officer of a district has in hand."""
    rows = Assignment.objects.filter(district_id=district_id, status__in=LIVE, officer__isnull=False)
    return dict(rows.order_by().values_list("officer_id").annotate(n=Count("id")))


def _choice(
    lead: Lead, team: Team, load: int, answer: powers.Competence | powers.NoCompetence | None, posted: bool
) -> TeamChoice:
    proposed = lead.team_id == team.pk
    competent = isinstance(answer, powers.Competence) and (
        answer.team_id == team.pk or team.agency_id in answer.bodies or (answer.own_town and posted)
    )
    if isinstance(answer, powers.Competence) and (proposed or answer.team_id == team.pk):
        reason = answer.reason
    elif competent:
        reason = "所属机关或驻地镇街对本事项有权"
    elif answer is None:
        reason = "事项未定，按队伍所属机关的职权办理"
    else:
        reason = "所属机关今日对本事项无权，只能协办"
    return TeamChoice(team, load, proposed, competent or answer is None, reason)
