"""One step on one page: what must be entered; or what stands in the way, with the article and the way forward."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.staffing import Gap
from tongpan.cases.forms.evidence import GatherForm
from tongpan.cases.forms.stepping import ProposeForm, StepForm
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.steps import holdings, storing
from tongpan.cases.views.bringing import gather_form, uploads_of
from tongpan.cases.views.shown import OWN_PAGES, first_of, offered, party_names, step_href, whom_words
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.law.procedure import Step, Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """办理一步."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    wanted, target = _asked(request)
    if wanted in OWN_PAGES and request.method == "GET":
        return redirect(step_href(case, wanted, target))
    known = queries.known(case, date_of(now))
    outlook = storing.outlook(known.facts, now)
    stopped = next((one for one in outlook.blocked if (one.step, one.target) == (wanted, target)), None)
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    mine = policies.may_take(roles, wanted)
    overridable = stopped is not None and all(each.overridable for each in stopped.breaches)
    may_override = overridable and policies.may_override(roles)
    left, owing = queries.owing(known.facts, wanted, target, now)
    given: dict[str, Any] = {
        "step": wanted, "may_override": may_override, "proposing": not mine, "offered": offered(known),
        "initial": {"version": case.version, "amount": left} | first_of(known, target),
    }  # fmt: skip
    gathering = wanted is Step.GATHER and mine
    form = gather_form(request, case, actor, now, **given) if gathering else StepForm(posted(request), **given)
    levels = [] if mine else actions.seats_for(case, wanted.value, known, now)
    propose = ProposeForm(posted(request) if "proposal" in request.POST else None, levels=levels)
    status = 200
    if request.method == "POST" and "proposal" in request.POST:
        status = _propose(request, case, wanted, target, actor, form, propose)
        if not status:
            return done(request, f"“{wanted.label}”已报批", "cases:case", case.pk)
    elif request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            said: dict[str, Any] = {
                "case_id": case.pk, "target": target, "actor": actor, "now": now, "at": data.get("at"),
                "entered": form.entered(), "override": data.get("override", ""), "version": data["version"],
                "shown_by": form.paper_shown(),
            }  # fmt: skip
            if isinstance(form, GatherForm):
                return actions.gather(**said, fields=form.described(), uploads=uploads_of(form))
            return actions.take_step(**said, step=wanted)

        status = try_to(request, form, run)
        if not status:
            return done(request, f"“{wanted.label}”已办理", "cases:case", case.pk)
    context = {
        "case": case,
        "step": wanted,
        "target": target,
        "whom": _whom(case, wanted, target, known, clear=bool(roles)),
        "late": stopped is not None and not may_override,
        "open": outlook.offers(wanted, target),
        "stopped": stopped,
        "mine": mine,
        "may_override": may_override,
        "has_part": bool(roles),
        "post": policies.post_name(wanted),
        "holders": "、".join(policies.holders_of(wanted, known.facts)),
        "owing": owing,
        "form": form,
        "propose": propose,
        "property_left": holdings.left_with_titles(case, known.facts, now) if wanted is Step.CLOSE else (),
        "gaps": _gaps(case, wanted, known, date_of(now)),
    }
    return page(request, "cases/step", context, status=status)


def _gaps(case: Case, wanted: Step, known: Known, on: date) -> list[Gap]:
    """Return who is lacking for the way ahead, before a case is filed."""
    if wanted is not Step.FILE:
        return []
    return queries.whom_to_ask(queries.lacking(known, on, queries.organs_of(case)), case, known, on)


def _propose(
    request: HttpRequest, case: Case, wanted: Step, target: Target, actor: Actor, form: StepForm, propose: ProposeForm
) -> int:
    if not form.is_valid():
        return 422

    def run(data: dict[str, Any]) -> object:
        return actions.propose_step(
            case_id=case.pk,
            step=wanted,
            target=target,
            reason=data["proposal"],
            entered=form.entered(),
            actor=actor,
            now=clock.now(),
            version=form.cleaned_data["version"],
            chosen=propose.chosen(),
        )

    return try_to(request, propose, run)


def _asked(request: HttpRequest) -> tuple[Step, Target]:
    given = request.GET
    try:
        wanted = Step(given.get("step", ""))
    except ValueError:
        raise NotFound("没有这一步，请从案件页的“下一步”进入") from None
    return wanted, Target(given.get("party", ""), given.get("cause", ""), given.get("ref", ""))


def _whom(case: Case, wanted: Step, target: Target, known: Known, *, clear: bool) -> str:
    if wanted is Step.DECIDE_RECUSAL:
        return "、".join(policies.pending_recusals(known.facts))
    party = party_names(case.parties.all(), clear=clear).get(target.party, "")
    return "、".join(text for text in (party, whom_words(known, wanted, target)) if text)
