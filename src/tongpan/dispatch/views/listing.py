"""交办单: the list, what it holds as Excel, and what waits beside it."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import queries
from tongpan.dispatch.actions.exporting import export_orders
from tongpan.dispatch.forms.orders import FilterForm
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.views.shown import DOMAINS, teams_of_district, wide
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet.answering import table_file
from tongpan.places import queries as places
from tongpan.ui.pages import page

COLUMNS = (
    "交办单号", "线索编号", "标题", "镇街", "领域", "责任队伍", "承办人", "主协办", "状态", "交办时间", "签收期限",
    "签收时间", "代签收说明", "到场时间", "结束时间", "办理情况",
)  # fmt: skip


def require_reader(actor: Actor) -> None:
    """
    Let an actor pass who works with orders.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.DISPATCH_VIEW):
        raise Forbidden("交办单只对办理人员开放；您上报的事请在“我报的”里看进展")


def filter_form(actor: Actor, data: QueryDict, on: date) -> FilterForm:
    """Return the filter bar with the teams and towns that the actor sees."""
    district = actor.district_id if wide(actor) else None
    teams = teams_of_district(district, on) if district else _own_teams(actor, on)
    towns = [(str(town.pk), town.name) for town in places.towns_of(district)] if district else []
    return FilterForm(data, teams=teams, towns=towns)


def _own_teams(actor: Actor, on: date) -> list[tuple[str, str]]:
    found = {team.pk: team.name for town_id in actor.scope.towns for team in agencies.teams_serving(town_id, on)}
    found |= {key: team.name for key, team in agencies.teams_in(actor.team_ids).items()}
    return [(str(key), name) for key, name in found.items()]


@require_GET
def order_list(request: HttpRequest) -> HttpResponse:
    """交办单列表: newest first, or what is due first (``order=due``)."""
    actor, now = acting(request), clock.now()
    require_reader(actor)
    form = filter_form(actor, request.GET, date_of(now))
    filters = form.filters()
    by_due = request.GET.get("order") == "due"
    shown = queries.listed(actor, filters, now, after=request.GET.get("after"), order="due" if by_due else "new")
    context = {
        "form": form,
        "page": shown,
        "rows": [
            {"order": order, "domain": DOMAINS.get(order.lead.domain, ""), "late": is_late(order, now)}
            for order in shown.items
        ],
        "counts": queries.counts(actor, now),
        "by_due": by_due,
        "other_order": _query(request.GET, order="" if by_due else "due"),
        "query": _query(request.GET),
        "may_export": actor.can(Permission.LEADS_EXPORT),
        "may_assign": actor.can(Permission.LEADS_ASSIGN),
        "active": any(request.GET.get(name) for name in form.fields),
    }
    return page(request, "dispatch/list", context)


def is_late(order: Assignment, now: datetime) -> bool:
    """Tell whether an order waits past its time."""
    return order.status == "WAITING" and order.sign_due_at < now


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """台账: exactly what is filtered, as Excel."""
    actor, now = acting(request), clock.now()
    filters = filter_form(actor, request.GET, date_of(now)).filters()
    rows = (_cells(order) for order in export_orders(filters=filters, actor=actor, now=now))
    return table_file("xlsx", COLUMNS, rows, title="交办台账", plain="orders", now=now)


def _cells(order: Assignment) -> list[Any]:
    def at(moment: datetime | None) -> str:
        return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else ""

    return [
        order.number,
        order.lead.number,
        mask_personal(order.lead.title),
        order.town.name if order.town else "",
        DOMAINS.get(order.lead.domain, ""),
        order.team.name if order.team else "",
        order.officer.name if order.officer else "",
        order.get_role_display(),
        order.get_status_display(),
        at(order.assigned_at),
        at(order.sign_due_at),
        at(order.signed_at),
        order.signed_for,
        at(order.arrived_at),
        at(order.ended_at),
        mask_personal(order.result),
    ]


@require_GET
def urge_list(request: HttpRequest) -> HttpResponse:
    """催办、督办 without an answer."""
    actor = acting(request)
    require_reader(actor)
    shown = queries.urges(actor, after=request.GET.get("after"))
    return page(request, "dispatch/urges", {"page": shown, "urges": shown.items})


@require_GET
def nobody_list(request: HttpRequest) -> HttpResponse:
    """看得见、没人有权管: what nobody may act on, reported upward (M102)."""
    actor = acting(request)
    require_reader(actor)
    shown = queries.nobody_competent(actor, after=request.GET.get("after"))
    return page(request, "dispatch/nobody", {"page": shown, "leads": shown.items})


def _query(data: QueryDict, **changes: str) -> str:
    kept = {name: value for name, value in data.items() if value and name != "after"} | changes
    return "?" + urlencode({name: value for name, value in kept.items() if value})
