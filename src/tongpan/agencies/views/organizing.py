"""The system manager's page of one town: make its team from a template, or let another team answer for a field."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.teams import change_responsible_team, establish_team_from_template
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.forms import EstablishForm, ResponsibilityForm
from tongpan.agencies.queries import registry
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.places import queries as places
from tongpan.ui.pages import page


@require_http_methods(["GET", "POST"])
def organize(request: HttpRequest, town_id: UUID) -> HttpResponse:
    """Organize one town; POST with `do` = establish or change."""
    actor, now = acting(request), clock.now()
    place = places.by_id(town_id)
    if place.level != "TOWN" or place.county_id is None or not policies.may_manage(actor, place.county_id):
        raise NotFound("没有找到这个镇街，或您无权调整；机构和队伍由本区系统管理员调整")
    teams = [(str(team.pk), team.name) for team in registry.teams_of(place.county_id, date_of(now))]
    do = request.POST.get("do")
    establish = EstablishForm(request.POST if do == "establish" else None)
    change = ResponsibilityForm(request.POST if do == "change" else None, teams=teams)
    problem: Refusal | None = None
    try:
        if establish.is_valid():
            made = establish_team_from_template(
                town_id=town_id,
                template=establish.cleaned_data["template"],
                valid_from=establish.cleaned_data["valid_from"],
                instrument=establish.cleaned_data["instrument"],
                actor=actor,
                now=now,
            )
            messages.success(request, f"已建立{len(made.teams)}支队伍")
            return redirect("agencies:town", town_id)
        if change.is_valid():
            _change(request, town_id, change)
            return redirect("agencies:town", town_id)
    except Refusal as refusal:
        problem = refusal
    context = {"place": place, "establish": establish, "change": change, "problem": problem}
    wrong = problem or establish.errors or change.errors
    return page(request, "agencies/organize", context, status=(problem.status if problem else 422) if wrong else 200)


def _change(request: HttpRequest, town_id: UUID, form: ResponsibilityForm) -> None:
    data = form.cleaned_data
    change_responsible_team(
        place_id=town_id,
        domain=Domain(data["domain"]),
        team_id=UUID(data["team"]),
        valid_from=data["valid_from"],
        instrument=data["instrument"],
        actor=acting(request),
        now=clock.now(),
    )
    messages.success(request, "已调整责任队伍")
