"""The duty roster of a week: to see, to draft, to change, to print."""

from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.roster import change_shift, draft_roster, remove_shift
from tongpan.agencies.domain.posts import Duty
from tongpan.agencies.domain.rotation import calendar_known, week_of
from tongpan.agencies.forms import ShiftForm
from tongpan.agencies.queries import duty
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.places import queries as places
from tongpan.ui.pages import page


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Lead to this week's roster of the actor's town; those of the district choose a town."""
    actor = acting(request)
    monday = week_of(clock.today())
    if actor.town_id is not None:
        return redirect("agencies:roster_week", actor.town_id, monday)
    if actor.district_id is None:
        raise NotFound("您的账号还没有登记所在镇街；请联系系统管理员")
    towns = [town for town in places.towns_of(actor.district_id) if not actor.town_ids or town.pk in actor.town_ids]
    return page(request, "agencies/roster_towns", {"towns": towns, "monday": monday})


@require_http_methods(["GET", "POST"])
def week(request: HttpRequest, place_id: UUID, monday: date) -> HttpResponse:
    """One week of one place; POST drafts it."""
    actor, now = acting(request), clock.now()
    place = places.by_id(place_id)
    if not policies.sees_district(actor, place.county_id):
        raise NotFound("没有找到这个镇街的值班表，或您无权查看")
    monday = week_of(monday)
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            drafted = draft_roster(place_id=place_id, monday=monday, actor=actor, now=now)
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, f"已拟排{len(drafted)}个班次；人工调整过的和已经开始的班次没有改动")
            return redirect("agencies:roster_week", place_id, monday)
    context = {
        "place": place,
        "monday": monday,
        "sunday": monday + timedelta(days=6),
        "before": monday - timedelta(days=7),
        "after": monday + timedelta(days=7),
        "days": duty.roster_week(place_id, monday),
        "burdens": duty.burdens(place_id, duty.week_bounds(monday)[0]),
        "calendar_known": calendar_known(monday + timedelta(days=6)),
        "may_draw": policies.may_draw_roster(actor, place_id, place.county_id),
        "problem": problem,
    }
    return page(request, "agencies/roster", context, status=problem.status if problem else 200)


@require_http_methods(["GET", "POST"])
def shift(request: HttpRequest, shift_id: UUID) -> HttpResponse:
    """One shift: put another person on it, or take it off."""
    actor, now = acting(request), clock.now()
    found = duty.shift_by_id(shift_id)
    place = places.by_id(found.place_id) if found else None
    if found is None or place is None or not policies.may_draw_roster(actor, place.pk, place.county_id):
        raise NotFound("没有找到这个班次，或您无权调整")
    on = date_of(found.starts_at)
    people = [(str(key), f"{name}（{kind}）") for key, name, kind in duty.roster_candidates(place.pk, on)]
    current = {"officer": str(found.officer_id), "duty": found.duty, "note": found.note, "version": found.version}
    form = ShiftForm(request.POST or None, people=people, initial=current)
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                remove_shift(shift_id=shift_id, actor=actor, now=now)
            elif form.is_valid():
                data = form.cleaned_data
                change_shift(
                    shift_id=shift_id,
                    officer_id=UUID(data["officer"]),
                    duty=Duty(data["duty"]),
                    note=data["note"],
                    version=data["version"],
                    actor=actor,
                    now=now,
                )
        except Refusal as refusal:
            problem = refusal
        if problem is None and ("remove" in request.POST or form.is_valid()):
            messages.success(request, "班次已调整")
            return redirect("agencies:roster_week", place.pk, week_of(on))
    failed = problem.status if problem else 422
    context = {"shift": found, "place": place, "monday": week_of(on), "form": form, "problem": problem}
    return page(request, "agencies/shift", context, status=failed if problem or form.errors else 200)
