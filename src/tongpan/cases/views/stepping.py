"""One step on one page: what must be entered; or what stands in the way, with the article and the way forward."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.entering import ENTRIES, Kind
from tongpan.cases.forms.evidence import GatherForm
from tongpan.cases.forms.stepping import AnswerForm, ProposeForm, StepForm
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.steps import storing
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.bringing import gather_form, uploads_of
from tongpan.cases.views.shown import party_names
from tongpan.cases.views.submitting import done
from tongpan.evidence import queries as evidence
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure import Step, Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """办理一步."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    wanted, target = _asked(request)
    known = queries.known(case, date_of(now))
    outlook = storing.outlook(known.facts, now)
    stopped = next((one for one in outlook.blocked if (one.step, one.target) == (wanted, target)), None)
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    mine = policies.may_take(roles, wanted)
    overridable = stopped is not None and all(each.overridable for each in stopped.breaches)
    may_override = overridable and policies.may_override(roles)
    given: dict[str, Any] = {
        "step": wanted, "may_override": may_override, "proposing": not mine, "initial": {"version": case.version},
    }  # fmt: skip
    gathering = wanted is Step.GATHER and mine
    form = gather_form(request, case, actor, now, **given) if gathering else StepForm(posted(request), **given)
    propose = ProposeForm(posted(request) if "proposal" in request.POST else None)
    status = 200
    if request.method == "POST" and "proposal" in request.POST:
        status = _propose(request, case, wanted, target, actor, form, propose)
        if not status:
            return done(request, f"“{wanted.label}”已报批", case.pk)
    elif request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            said: dict[str, Any] = {
                "case_id": case.pk, "target": target, "actor": actor, "now": now, "at": data.get("at"),
                "entered": form.entered(), "override": data.get("override", ""), "version": data["version"],
            }  # fmt: skip
            if isinstance(form, GatherForm):
                return actions.gather(**said, fields=form.described(), uploads=uploads_of(form))
            return actions.take_step(**said, step=wanted)

        status = try_to(request, form, run)
        if not status:
            return done(request, f"“{wanted.label}”已办理", case.pk)
    context = {
        "case": case,
        "step": wanted,
        "target": target,
        "whom": _whom(case, wanted, target, known.facts, clear=bool(roles)),
        "late": stopped is not None and not may_override,
        "open": outlook.offers(wanted, target),
        "stopped": stopped,
        "mine": mine,
        "may_override": may_override,
        "has_part": bool(roles),
        "post": policies.post_name(wanted),
        "holders": "、".join(policies.holders_of(wanted, known.facts)),
        "form": form,
        "propose": propose,
        "property_left": evidence.left_of(record_of(case)) if wanted is Step.CLOSE else (),
    }
    return page(request, "cases/step", context, status=status)


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
        )

    return try_to(request, propose, run)


def _asked(request: HttpRequest) -> tuple[Step, Target]:
    given = request.GET
    try:
        wanted = Step(given.get("step", ""))
    except ValueError:
        raise NotFound("没有这一步，请从案件页的“下一步”进入") from None
    return wanted, Target(given.get("party", ""), given.get("cause", ""), given.get("ref", ""))


def _whom(case: Case, wanted: Step, target: Target, facts: CaseFacts, *, clear: bool) -> str:
    if wanted is Step.DECIDE_RECUSAL:
        return policies.pending_recusal(facts)
    return party_names(case.parties.all(), clear=clear).get(target.party, "")


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: what is asked for; approved and done, or sent back with a reason."""
    actor, now = acting(request), clock.now()
    found = StepProposal.objects.select_related("case").filter(pk=proposal_id).first()
    if found is None or found.decider_id != actor.officer_id:
        raise NotFound("没有这件报批，或者不是报给您的")
    wanted = Step(found.step)
    form = AnswerForm(posted(request), initial={"version": found.case.version})
    take = request.POST.get("do") == "take"
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.answer_proposal(
                proposal_id=proposal_id,
                take=take,
                actor=actor,
                now=now,
                answer=data["answer"],
                version=data["version"],
            )

        status = try_to(request, form, run, whole=True)
        if not status:
            return done(request, "已批准并办理" if take else "已退回", found.case_id)
    context = {
        "form": form,
        "proposal": found,
        "case": found.case,
        "label": wanted.label,
        "whom": party_names(found.case.parties.all(), clear=True).get(found.party, ""),
        "entered": _entered(wanted, found.entered),
        "moved": found.case.version > found.version,
    }
    return page(request, "cases/answer", context, status=status)


def _entered(wanted: Step, entered: dict[str, Any]) -> list[tuple[str, str]]:
    """What was entered with a proposal, in words."""
    return [
        (entry.label, dict(entry.choices).get(value, str(value)))
        for entry in ENTRIES.get(wanted, ())
        if entry.kind is not Kind.ROW and (value := entered.get(entry.name)) not in (None, "")
    ]
