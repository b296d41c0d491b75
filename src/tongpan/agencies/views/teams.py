"""Teams, bodies, and a town's whole organization on one page."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.setup import record_set_up
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.headcount import HeadCount
from tongpan.agencies.domain.posts import TeamKind
from tongpan.agencies.forms import SetUpForm
from tongpan.agencies.models import Team
from tongpan.agencies.models.setup import SetUpAspect
from tongpan.agencies.queries import coverage as cover
from tongpan.agencies.queries import duty, people, registry, staffing
from tongpan.agencies.queries import teams as serving
from tongpan.agencies.queries.actors import acting
from tongpan.agencies.queries.personnel import towns_heard_by
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.ui.pages import page


def chart_of(points: list[HeadCount]) -> dict[str, object]:
    """Return a head-count trend as the chart takes it."""
    return {
        "title": "人数变化",
        "unit": "人",
        "stacked": True,
        "labels": [f"{point.on:%Y-%m-%d}" for point in points],
        "series": [
            {"name": "在编", "values": [point.established for point in points]},
            {"name": "编外", "values": [point.contract for point in points]},
        ],
    }


@require_GET
def team_list(request: HttpRequest) -> HttpResponse:
    """队伍: every team of the district, by town or by kind."""
    actor, today = acting(request), clock.today()
    if not policies.sees_district(actor, actor.district_id) or actor.district_id is None:
        raise NotFound("您的账号还没有登记所在区县；请联系系统管理员")
    teams = registry.teams_of(actor.district_id, today)
    kind, words = request.GET.get("kind", ""), request.GET.get("q", "").strip()
    shown = [team for team in teams if (not kind or team.kind == kind) and words in team.name + team.agency.name]
    towns = list(places.towns_of(actor.district_id))
    names = {town.pk: town.name for town in towns}
    fields = registry.domain_names([team.pk for team in shown], today)
    board = registry.set_up_board(names)
    context = {
        "rows": [(team, names.get(team.host_town_id or UUID(int=0), ""), fields.get(team.pk, "")) for team in shown],
        "kinds": [(choice.value, choice.label, _count(teams, choice)) for choice in TeamKind if _count(teams, choice)],
        "kind": kind,
        "words": words,
        "total": len(teams),
        "towns": [(town, len(board.get(town.pk, set()))) for town in towns],
        "alarms": staffing.dedicated_alarms([(town.pk, town.name) for town in towns], today),
        "both": staffing.people_in_both(actor.district_id, today),
        "by_kind": cover.teams_by_kind(actor.district_id, today),
        "may_plans": policies.may_manage(actor, actor.district_id) or bool(towns_heard_by(actor)),
    }
    return page(request, "agencies/teams", context)


def _count(teams: list[Team], kind: TeamKind) -> int:
    return sum(1 for team in teams if team.kind == kind)


@require_GET
def team(request: HttpRequest, team_id: UUID) -> HttpResponse:
    """One team: members with credentials, fields, territory, posting, head-count, who is on duty."""
    actor, now = acting(request), clock.now()
    today = date_of(now)
    found = policies.require_visible_team(actor, registry.visible_team(team_id))
    trend = staffing.team_trend(found.pk, today)
    members = staffing.members_of(found.pk, today)
    context = {
        "team": found,
        "members": members,
        "may_manage": policies.may_manage(actor, found.district_id),
        "licensed": sum(1 for member in members if member.licensed),
        "licensed_share": staffing.licensed_share(found.pk, today),
        "fields": registry.domain_names([found.pk], today).get(found.pk, ""),
        "territories": registry.territories_of(found.pk, today),
        "postings": registry.postings_of(found.pk),
        "lines": registry.reporting_lines(found, today),
        "count": staffing.team_headcount(found.pk, today),
        "trend": trend,
        "chart": chart_of(trend),
        "on_duty": people.on_duty(found.host_town_id, now) if found.host_town_id else [],
        "party": staffing.party_count(found.pk, today),
        "calls": registry.callouts_of(team_ids=[found.pk], count=5),
    }
    return page(request, "agencies/team", context)


@require_GET
def agency(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """One body: what it is, its offices, its teams."""
    actor, today = acting(request), clock.today()
    found = registry.agency_by_id(agency_id)
    if found is None or not policies.sees_district(actor, found.district_id) or found.district_id is None:
        raise NotFound("没有找到这个机关，或您无权查看；请从“队伍”列表进入")
    teams = [team for team in registry.teams_of(found.district_id, today) if team.agency_id == found.pk]
    context = {
        "agency": found,
        "may_manage": policies.may_manage(actor, found.district_id),
        "offices": registry.offices_of(found.pk, today),
        "matrix": registry.section_matrix_of(found.pk, today),
        "teams": teams,
        "fields": registry.domain_names([team.pk for team in teams], today),
    }
    return page(request, "agencies/agency", context)


@require_http_methods(["GET", "POST"])
def town(request: HttpRequest, town_id: UUID) -> HttpResponse:
    """One town: the four set-ups, its teams and liaisons, who is on duty, what is missing, head-count."""
    actor, now = acting(request), clock.now()
    place = places.by_id(town_id)
    if place.level != "TOWN" or not policies.sees_district(actor, place.county_id):
        raise NotFound("没有找到这个镇街，或您无权查看")
    form = SetUpForm(request.POST or None)
    problem: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            record_set_up(
                town_id=town_id,
                aspect=SetUpAspect(data["aspect"]),
                completed_on=data["completed_on"],
                evidence=data["evidence"],
                actor=actor,
                now=now,
            )
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "已登记")
            return redirect("agencies:town", town_id)
    context = {**_town_context(actor, place, date_of(now)), "form": form, "problem": problem}
    context["on_duty"] = people.on_duty(town_id, now)
    failed = problem.status if problem else 422
    return page(request, "agencies/town", context, status=failed if problem or form.errors else 200)


def _town_context(actor: Actor, place: Place, today: date) -> dict[str, object]:
    trend = staffing.town_trend(place.pk, today)
    teams = serving.teams_serving(place.pk, today)
    return {
        "place": place,
        "body": registry.body_of_town(place.pk, today),
        "set_up": registry.set_up_of(place.pk),
        "may_manage": policies.may_manage(actor, place.county_id),
        "may_record": policies.may_manage(actor, place.county_id)
        or policies.manages_town(actor, place.pk, place.county_id),
        "teams": teams,
        "fields": registry.domain_names([team.pk for team in teams], today),
        "liaisons": duty.liaisons_of(place.pk, today),
        "vehicles": duty.vehicles_at(place.pk),
        "missing": [
            *(alarm for _, alarm in staffing.dedicated_alarms([(place.pk, place.name)], today)),
            *staffing.leadership_of(place.pk, today, is_street=place.name.endswith("街道")),
        ],
        "trend": trend,
        "chart": chart_of(trend),
    }
