"""Changes of the list: the list of them, a new one, and one with its steps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.policies import Actor
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.paging import keyset
from tongpan.kernel.permissions import Permission
from tongpan.powers import policies
from tongpan.powers.actions.proposal import propose
from tongpan.powers.domain.kinds import ProposalStatus
from tongpan.powers.domain.proposal import OPEN, check_complete
from tongpan.powers.forms import ProposeForm
from tongpan.powers.queries.coverage import recommendations
from tongpan.powers.queries.proposals import ProposalView, due_assessments, proposal_for, proposal_view, proposals
from tongpan.powers.views import frame, steps
from tongpan.ui.pages import page

SIZE = 30


@require_GET
def proposal_list(request: HttpRequest) -> HttpResponse:
    """Show the district's changes of the list, and what is due for assessment."""
    actor = frame.reader(request)
    status = request.GET.get("status", "")
    status = status if status in ProposalStatus.values else ""
    found = keyset(proposals(actor, status), order=("-created_at", "-id"), after=request.GET.get("after"), size=SIZE)
    tabs = [("?", "全部", None, not status)]
    tabs += [(f"?status={item.value}", str(item.label), None, status == item.value) for item in ProposalStatus]
    due = list(due_assessments(clock.today(), actor.district_id)) if actor.district_id else []
    context = {
        "page": found,
        "tabs": tabs,
        "due": due,
        "may_propose": policies.may(actor, Permission.POWERS_PROPOSE, actor.district_id),
    }
    return page(request, "powers/proposals", context)


@require_http_methods(["GET", "POST"])
def new_proposal(request: HttpRequest) -> HttpResponse:
    """Start a change of the list."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    form, problem = ProposeForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            proposal = propose(district_id=district.pk, actor=actor, now=now, **form.cleaned_data)
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "已开始拟订，请添加事项")
            return redirect("powers:proposal", proposal.pk)
    context = {
        "form": form,
        "problem": problem,
        "recommended": recommendations(district.pk, clock.date_of(now))[:10],
    }
    return page(request, "powers/propose", context, status=problem.status if problem else 422 if form.errors else 200)


@require_GET
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Show one change with its lines, opinions, reasons and the steps that are open."""
    actor = frame.reader(request)
    return _detail(request, actor, proposal_view(proposal_for(actor, proposal_id)), {}, None)


@require_POST
def step(request: HttpRequest, proposal_id: UUID, name: str) -> HttpResponse:
    """Take one step; on refusal the page says why and keeps what was typed."""
    actor = frame.reader(request)
    view = proposal_view(proposal_for(actor, proposal_id))
    taker = steps.STEPS.get(name)
    if taker is None:
        raise NotFound("没有这一步，请返回清单调整页面")
    form = steps.form_of(name, request.POST, view, _choices(view))
    if not form.is_valid():
        return _detail(request, actor, view, {steps.key_of(name, request.POST): form}, None)
    try:
        done = taker(steps.Call(view, form, request.POST, actor, clock.now()))
    except Refusal as refusal:
        fresh = proposal_view(proposal_for(actor, proposal_id))
        return _detail(request, actor, fresh, {steps.key_of(name, request.POST): form}, refusal)
    messages.success(request, done)
    return redirect("powers:proposal", proposal_id)


def _choices(view: ProposalView) -> list[tuple[str, str]]:
    return frame.bodies(view.proposal.district)


def _detail(
    request: HttpRequest, actor: Actor, view: ProposalView, bound: Mapping[str, forms.Form], problem: Refusal | None
) -> HttpResponse:
    status = ProposalStatus(view.proposal.status)
    allowed = _open_steps(actor, view, status)
    choices = _choices(view)
    blank = {
        name: steps.form_of(name, None, view, choices, actor)
        for name in ("add_item", "opinion", "reason", "check", "publish", "review", "withdraw")
        if name in allowed
    }
    items = [(item, bound.get(f"assess-{item.item.pk}") or steps.assess_form(view, item)) for item in view.items]
    missing = check_complete(view.facts) if status in OPEN["submit"] else ()
    context: dict[str, Any] = {
        "view": view,
        "proposal": view.proposal,
        "items": items,
        "forms": {**blank, **{name: form for name, form in bound.items() if name in blank}},
        "allowed": allowed,
        "problem": problem,
        "missing": missing,
        "stages": _stages(status),
        "assessments": list(view.proposal.assessments.all()),
    }
    code = problem.status if problem else 422 if bound else 200
    return page(request, "powers/proposal", context, status=code)


_NEEDS = {
    "add_item": ("assess", Permission.POWERS_PROPOSE),
    "assess": ("assess", Permission.POWERS_PROPOSE),
    "remove_item": ("assess", Permission.POWERS_PROPOSE),
    "opinion": ("negotiate", Permission.POWERS_NEGOTIATE),
    "reason": ("reason", Permission.POWERS_PROPOSE),
    "submit": ("submit", Permission.POWERS_PROPOSE),
    "check": ("check", Permission.POWERS_CHECK),
    "publish": ("publish", Permission.POWERS_PUBLISH),
    "review": ("review", Permission.POWERS_PUBLISH),
    "withdraw": ("withdraw", Permission.POWERS_PROPOSE),
}


def _open_steps(actor: Actor, view: ProposalView, status: ProposalStatus) -> set[str]:
    district = view.proposal.district_id
    return {
        name
        for name, (stage, permission) in _NEEDS.items()
        if status in OPEN[stage] and policies.may(actor, permission, district)
    }


def _stages(status: ProposalStatus) -> list[dict[str, object]]:
    order = [item for item in ProposalStatus if item is not ProposalStatus.WITHDRAWN]
    if status is ProposalStatus.WITHDRAWN:
        return [{"label": str(status.label), "at": None, "state": "current"}]
    here = order.index(status)
    states = ["done" if n < here else "current" if n == here else "todo" for n in range(len(order))]
    return [{"label": str(item.label), "at": None, "state": state} for item, state in zip(order, states, strict=True)]
