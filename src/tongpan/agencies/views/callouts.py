"""Calling on-call squads to the town, and answering calls."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.actions.callouts import answer_call_out, arrive_call_out, request_call_out
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.forms import CallOutForm
from tongpan.agencies.queries import duty, registry
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Refusal
from tongpan.kernel.permissions import Permission
from tongpan.ui.pages import page


@require_http_methods(["GET", "POST"])
def calls(request: HttpRequest) -> HttpResponse:
    """Calls of the actor's town or squads; POST makes one."""
    actor, now = acting(request), clock.now()
    may_call = actor.can(Permission.AGENCIES_CALLOUT_REQUEST) and actor.town_id is not None
    liaisons = duty.liaisons_of(actor.town_id, date_of(now)) if may_call and actor.town_id else []
    teams = [(str(contact.team_id), f"{contact.team_name}（{contact.mode_label}）") for contact in liaisons]
    form, problem = CallOutForm(request.POST or None, teams=teams), None
    if request.method == "POST" and actor.town_id is not None and form.is_valid():
        data = form.cleaned_data
        try:
            request_call_out(
                team_id=UUID(data["team"]),
                town_id=actor.town_id,
                reason=data["reason"],
                place_text=data["place_text"],
                actor=actor,
                now=now,
            )
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "已呼叫，等待对方应答")
            return redirect("agencies:callouts")
    return _calls_page(request, actor, form if may_call else None, problem)


def _calls_page(request: HttpRequest, actor: Actor, form: CallOutForm | None, problem: Refusal | None) -> HttpResponse:
    may_answer = actor.can(Permission.AGENCIES_CALLOUT_ANSWER)
    if form is not None:
        found = registry.callouts_of(town_id=actor.town_id, count=30)
    else:
        found = registry.callouts_of(team_ids=_answerable_teams(actor), count=30)
    context = {
        "calls": found,
        "form": form,
        "teams_here": bool(form and form.fields["team"].choices),  # type: ignore[attr-defined]
        "problem": problem,
        "may_answer": may_answer,
        "teams": _answerable_teams(actor) if may_answer else frozenset(),
        "now": clock.now(),
    }
    failed = problem.status if problem else 422
    return page(request, "agencies/callouts", context, status=failed if problem or (form and form.errors) else 200)


def _answerable_teams(actor: Actor) -> frozenset[UUID]:
    return actor.team_ids | registry.teams_of_bodies(actor.scope.bodies, clock.today())


@require_POST
def answer(request: HttpRequest, call_id: UUID) -> HttpResponse:
    """Accept, refuse with reason, or say the squad arrived."""
    actor, now = acting(request), clock.now()
    try:
        match request.POST.get("do"):
            case "arrive":
                arrive_call_out(call_id=call_id, actor=actor, now=now)
            case "accept":
                answer_call_out(call_id=call_id, accept=True, actor=actor, now=now)
            case _:
                refusal_text = request.POST.get("refusal", "")[:300]
                answer_call_out(call_id=call_id, accept=False, refusal=refusal_text, actor=actor, now=now)
    except Refusal as refusal:
        return _calls_page(request, actor, None, refusal)
    messages.success(request, "已答复")
    return redirect("agencies:callouts")
