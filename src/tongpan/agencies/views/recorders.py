"""执法记录仪: the register, and one recorder: who carries it, who carried it, how its clock goes."""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.recorders import (
    check_recorder_clock,
    issue_recorder,
    register_recorder,
    retire_recorder,
    return_recorder,
)
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.forms.recorders import (
    ClockForm,
    IssueForm,
    RecorderFilter,
    RecorderForm,
    RetireForm,
    ReturnForm,
)
from tongpan.agencies.models import Recorder
from tongpan.agencies.queries import recorders as register
from tongpan.agencies.queries import registry
from tongpan.agencies.queries.actors import acting
from tongpan.agencies.views.single import Sheet, answer, try_to
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted

SAID: Final = {"issue": "已登记领用", "return": "已登记归还", "clock": "校时已记下", "retire": "已停用"}


@require_GET
def recorders(request: HttpRequest) -> HttpResponse:
    """The register of recorders."""
    actor = acting(request)
    if not actor.can(Permission.AGENCIES_ROSTER) and not actor.can(Permission.CASES_OPEN):
        raise Forbidden("执法记录仪台账对执法队员和排班人员开放", code="recorder.list")
    form = RecorderFilter(request.GET)
    form.is_valid()
    data: dict[str, Any] = form.cleaned_data
    shown = register.recorders(
        actor, words=data.get("q") or "", retired=data.get("show") == "all", after=request.GET.get("after")
    )
    active = any(request.GET.get(name) for name in form.fields)
    context = {"form": form, "page": shown, "active": active, "keeps": actor.can(Permission.AGENCIES_ROSTER)}
    return page(request, "agencies/recorders", context)


@require_http_methods(["GET", "POST"])
def new_recorder(request: HttpRequest) -> HttpResponse:
    """登记一台记录仪."""
    actor, now = acting(request), clock.now()
    if not actor.can(Permission.AGENCIES_ROSTER) or actor.district_id is None:
        raise Forbidden("执法记录仪由所属队伍、镇街排班的人员登记", code="recorder.keeper")
    teams = [
        one
        for one in registry.teams_of(actor.district_id, date_of(now))
        if policies.keeps_recorder(
            actor,
            Recorder(district_id=one.district_id, town_id=one.host_town_id, body_id=one.agency_id, team_id=one.pk),
        )
    ]
    form = RecorderForm(posted(request), choices={"team": [(str(one.pk), one.name) for one in teams]})

    def run(data: dict[str, Any]) -> None:
        register_recorder(number=data["number"], kind=data["kind"], team_id=UUID(data["team"]), actor=actor, now=now)

    back = (reverse("agencies:recorders"), "执法记录仪")
    return answer(request, form, Sheet("登记执法记录仪", "登记", back), run, "已登记")


@require_http_methods(["GET", "POST"])
def recorder(request: HttpRequest, recorder_id: UUID) -> HttpResponse:
    """One recorder."""
    actor, now = acting(request), clock.now()
    found = register.recorder_for(actor, recorder_id)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    deeds = _deeds(request, found, actor, do)
    status = 200
    if request.method == "POST":
        if do not in deeds:
            raise NotFound("没有这一项，请刷新后再试")
        form, run = deeds[do]
        status = try_to(request, form, run)
        if not status:
            return done(request, SAID[do], "agencies:recorder", found.pk)
    carries = register.carries_of(found)
    context = {
        "recorder": found,
        "carries": carries,
        "checks": register.clocks_of([found.pk])[found.pk][::-1],
        "carried": next((one for one in carries if one.until_at is None), None),
        "keeps": policies.keeps_recorder(actor, found),
        "issues": policies.may_issue_recorder(actor, found, actor.officer_id),
        "do": do,
        "now": now,
    } | {f"{name}_form": form for name, (form, _) in deeds.items()}
    return page(request, "agencies/recorder", context, status=status)


Deed = tuple[forms.Form, Callable[[dict[str, Any]], object]]


def _deeds(request: HttpRequest, found: Recorder, actor: Actor, do: str) -> dict[str, Deed]:
    """Return every form of the page, the one that was sent bound, with what it does."""
    now = clock.now()
    at: dict[str, Any] = {"recorder_id": found.pk, "actor": actor, "now": now}

    def data(name: str) -> Any:
        return posted(request) if name == do else None

    people = register.carriers_for(found)
    if not policies.keeps_recorder(actor, found):
        people = [one for one in people if one[0] == actor.officer_id]
    issue = IssueForm(
        data("issue"), choices={"officer": [(str(key), name) for key, name in people]},
        initial={"officer": str(actor.officer_id)},
    )  # fmt: skip
    check = ClockForm(data("clock"))
    return {
        "issue": (issue, lambda d: issue_recorder(
            **at, officer_id=UUID(d["officer"]), from_at=d["from_at"] or now, until_at=d["until_at"],
        )),
        "return": (ReturnForm(data("return")), lambda d: return_recorder(**at, until_at=d["until_at"] or now)),
        "clock": (check, lambda d: check_recorder_clock(**at, **check.read(now))),
        "retire": (RetireForm(data("retire")), lambda d: retire_recorder(**at, why=d["why"])),
    }  # fmt: skip
