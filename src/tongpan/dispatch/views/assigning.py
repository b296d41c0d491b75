"""交办: the team for one lead, several leads at once, asking for assistance; and all orders of one lead."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions, policies, queries
from tongpan.dispatch.domain.choices import LIVE, SIGN_MINUTES
from tongpan.dispatch.forms.orders import AssignForm, AssistForm, BulkForm
from tongpan.dispatch.models import Dispute, JointOperation, Transfer
from tongpan.dispatch.views import shown
from tongpan.dispatch.views.listing import require_reader
from tongpan.dispatch.views.submitting import key_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.leads import queries as leads
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Desk, Status
from tongpan.leads.models import Lead
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

DISPATCHED = frozenset({Status.ASSIGNED, Status.HANDLING})
MOST_AT_ONCE = 100


@require_GET
def of_lead(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Everything dispatch did about one lead, and what the actor may do next."""
    actor = acting(request)
    require_reader(actor)
    lead = leads.lead_for(actor, lead_id)
    orders = queries.orders_of_lead(lead.pk)
    names = queries.names_of([label for order in orders for label in (order.assigned_by, order.ended_by)])
    context = {
        "lead": lead,
        "orders": [
            {"order": order, "by": names.get(order.assigned_by, ""), "ended_by": names.get(order.ended_by, "")}
            for order in orders
        ],
        "urges": queries.urges_of_lead(lead.pk),
        "disputes": list(Dispute.objects.filter(lead=lead).select_related("decided_team").order_by("-id")),
        "joints": list(JointOperation.objects.filter(lead=lead).prefetch_related("members").order_by("-id")),
        "transfers": list(Transfer.objects.filter(lead=lead).order_by("-id")),
        **_may(actor, lead),
    }
    return page(request, "dispatch/of_lead", context)


def _may(actor: Actor, lead: Lead) -> dict[str, bool]:
    open_ = lead.status in BEFORE_DISPATCH | DISPATCHED
    sends = open_ and policies.may_send_on(actor, lead)
    covered = actor.scope.covers(lead)
    return {
        "may_assign": sends,
        "may_assist": sends and lead.status in DISPATCHED,
        "may_escalate": sends and lead.desk != Desk.DISTRICT and not shown.wide(actor),
        "may_urge": covered and actor.can(Permission.DISPATCH_URGE) and lead.status in DISPATCHED | {Status.HANDLED},
        "may_dispute": open_ and covered and actor.can(Permission.DISPATCH_DISPUTE),
        "may_joint": covered and actor.can(Permission.DISPATCH_JOINT) and open_,
        "may_transfer": open_ and policies.may_transfer(actor, lead),
        "may_check": lead.status == Status.HANDLED and covered and actor.can(Permission.DISPATCH_CLOSE),
    }


@require_http_methods(["GET", "POST"])
def assign(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """交办或改派一件线索."""
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    if not policies.may_send_on(actor, lead):
        raise Forbidden("交办由镇街值守台、队长或区级调度台办理；请联系值守台", code=str(Permission.LEADS_ASSIGN))
    options = queries.options_for(actor, lead, now)
    choices = {"teams": shown.team_choices(options), "officers": _officers(options, request.POST.get("team"), now)}
    start = {"team": next((str(one.team.pk) for one in options.teams if one.proposed), None), "version": lead.version}
    form = AssignForm(posted(request), initial=start, **choices)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.assign_lead(
                lead_id=lead_id,
                team_id=UUID(data["team"]),
                actor=actor,
                now=now,
                officer_id=key_of(data["officer"]),
                note=data["note"],
                version=data["version"],
            )

        status = try_to(request, form, run)
        if not status:
            return done(request, "已交办，等待签收", "leads:lead", lead_id)
    again = lead.dispatched_at is not None
    context = {
        "lead": lead,
        "title": mask_personal(lead.title),
        "text": mask_personal(lead.text),
        "facts": shown.lead_facts(lead),
        "form": form,
        "options": options,
        "teams": list(zip(options.teams, form["team"], strict=True)),
        "again": again,
        "minutes": SIGN_MINUTES[lead.priority],
    }
    return page(request, "dispatch/assign", context, status=status)


def _officers(options: queries.Options, team: str | None, now: datetime) -> shown.Choices:
    """Return the suggested officers; with a team chosen, all its licensed members too."""
    found = dict(shown.officer_choices(options))
    team_id = key_of(team or "")
    if team_id is not None:
        found |= {key: name for key, name in shown.members_of(team_id, date_of(now)) if key not in found}
    return list(found.items())


@require_http_methods(["GET", "POST"])
def assist(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """邀请协办."""
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    options = queries.options_for(actor, lead, now)
    busy = {order.team_id for order in queries.orders_of_lead(lead.pk) if order.status in LIVE}
    teams = [(key, name) for key, name in shown.team_choices(options) if key_of(key) not in busy]
    form = AssistForm(posted(request), teams=teams)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.assist_with_lead(
                lead_id=lead_id, team_id=UUID(data["team"]), actor=actor, now=now, note=data["note"]
            )

        status = try_to(request, form, run)
        if not status:
            return done(request, "已邀请协办", "leads:lead", lead_id)
    context = {"lead": lead, "form": form, "title_text": "邀请协办", "button": "发出", "note": "主办队伍责任不变。"}
    return page(request, "dispatch/small", context, status=status)


@require_http_methods(["GET", "POST"])
def bulk(request: HttpRequest) -> HttpResponse:
    """批量交办: leads that wait with a proposed team; each has its own answer."""
    actor, now = acting(request), clock.now()
    if not actor.can(Permission.LEADS_ASSIGN):
        raise Forbidden("交办由镇街值守台、队长或区级调度台办理；请联系值守台", code=str(Permission.LEADS_ASSIGN))
    form = BulkForm(posted(request), teams=_bulk_teams(actor, now))
    results: list[actions.Outcome] = []
    status = 200
    if request.method == "POST":
        chosen = _chosen(request)
        if not form.is_valid() or not chosen:
            form.is_valid()
            form.add_error(None, "请至少勾选一件线索")
            status = 422
        else:
            team_id = key_of(form.cleaned_data["team"])
            choices = [actions.Choice(key, version, team_id) for key, version in chosen]
            results = actions.assign_many(choices=choices, actor=actor, now=now, note=form.cleaned_data["note"])
            if all(one.done for one in results):
                return done(request, f"已交办 {len(results)} 件", "dispatch:bulk")
            status = 409
    waiting = leads.listed(
        actor, leads.Filters(status=(Status.ROUTED.value,)), after=request.GET.get("after"), order="waiting"
    ).page
    known = {lead.pk: lead for lead in Lead.objects.filter(pk__in=[one.lead_id for one in results])}
    context = {
        "form": form,
        "page": waiting,
        "leads": waiting.items,
        "results": [(known.get(one.lead_id), one) for one in results],
        "chosen": {str(key) for key, _ in _chosen(request)},
    }
    return page(request, "dispatch/bulk", context, status=status)


def _chosen(request: HttpRequest) -> list[tuple[UUID, int | None]]:
    """Return the leads ticked, each as ``id:version``: the version that was on the screen."""
    found = []
    for text in request.POST.getlist("lead")[:MOST_AT_ONCE]:
        key, _, version = text.partition(":")
        if (lead_id := key_of(key)) is not None:
            found.append((lead_id, int(version) if version.isdigit() else None))
    return found


def _bulk_teams(actor: Actor, now: datetime) -> shown.Choices:
    if shown.wide(actor) and actor.district_id is not None:
        return shown.teams_of_district(actor.district_id, date_of(now))
    found = {team.pk: team.name for town in actor.scope.towns for team in agencies.teams_serving(town, date_of(now))}
    return [(str(key), name) for key, name in found.items()]
