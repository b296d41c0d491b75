"""The desks. Each answers whole to a browser, and its living part to htmx every half minute."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.command import policies
from tongpan.command.domain.desks import Desk
from tongpan.command.queries import departments, desks, resources, risks
from tongpan.command.queries import district as districts
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound
from tongpan.kernel.permissions import Permission
from tongpan.ui.pages import page

LIVE_SECONDS = 30
Tab = tuple[str, str, int | None, bool]


def tabs(actor: Actor, current: Desk) -> list[Tab]:
    """Return the actor's desks as tabs; one desk needs none."""
    mine = policies.desks(actor)
    if len(mine) < 2:
        return []
    return [(reverse(f"command:{desk.slug}"), desk.label, None, desk is current) for desk in mine]


def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show one desk to whom it belongs."""
    actor = acting(request)
    policies.require_desk(actor, desk)
    context = READ[desk](actor) | {
        "tabs": tabs(actor, desk),
        "live": reverse(f"command:{desk.slug}"),
        "live_seconds": LIVE_SECONDS,
        "now": clock.now(),
    }
    return page(request, f"command/{desk.slug}", context)


def _duty(actor: Actor) -> dict[str, Any]:
    return {"desk": desks.duty_desk(actor, clock.now()), "may_register": actor.can(Permission.LEADS_REGISTER)}


def _field(actor: Actor) -> dict[str, Any]:
    return {"desk": desks.field_desk(actor, clock.now()), "officer_id": actor.officer_id}


def _approvals(actor: Actor) -> dict[str, Any]:
    return {"desk": desks.head_desk(actor, clock.now())}


def _district(actor: Actor) -> dict[str, Any]:
    if actor.district_id is None:
        raise NotFound("您的账号还没有登记所在区县；请联系系统管理员")
    return {
        "desk": districts.district_desk(actor, clock.now()),
        "may_assign": actor.can(Permission.LEADS_ASSIGN),
        "may_supervise": actor.can(Permission.DISPATCH_SUPERVISE),
    }


def _risks(actor: Actor) -> dict[str, Any]:
    return {"desk": risks.risk_desk(actor, clock.now())}


def _owed(actor: Actor) -> dict[str, Any]:
    return {"desk": departments.owed_desk(actor, clock.now())}


def _lists(actor: Actor) -> dict[str, Any]:
    return {
        "desk": departments.list_desk(actor, clock.now()),
        "may_check": actor.can(Permission.POWERS_CHECK),
        "may_propose": actor.can(Permission.POWERS_PROPOSE),
        "may_review": actor.can(Permission.CASES_REVIEW),
    }


def _reports(actor: Actor) -> dict[str, Any]:
    return {"desk": desks.report_desk(actor, clock.now())}


READ: dict[Desk, Callable[[Actor], dict[str, Any]]] = {
    Desk.DUTY: _duty,
    Desk.FIELD: _field,
    Desk.APPROVALS: _approvals,
    Desk.DISTRICT: _district,
    Desk.RISKS: _risks,
    Desk.OWED: _owed,
    Desk.LISTS: _lists,
    Desk.REPORTS: _reports,
}


@require_GET
def duty(request: HttpRequest) -> HttpResponse:
    """值守台: the desk of a town, or of the district for those who sit there."""
    return show(request, Desk.DUTY)


@require_GET
def field(request: HttpRequest) -> HttpResponse:
    """今天: the officer's page on the phone."""
    return show(request, Desk.FIELD)


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """待我批: what waits for the head."""
    return show(request, Desk.APPROVALS)


@require_GET
def district(request: HttpRequest) -> HttpResponse:
    """全区态势: the whole district."""
    return show(request, Desk.DISTRICT)


@require_GET
def risks_page(request: HttpRequest) -> HttpResponse:
    """风险清单: what the justice bureau reads."""
    return show(request, Desk.RISKS)


@require_GET
def owed(request: HttpRequest) -> HttpResponse:
    """欠镇里的: what a department owes."""
    return show(request, Desk.OWED)


@require_GET
def lists(request: HttpRequest) -> HttpResponse:
    """清单事务: changes of the list by step."""
    return show(request, Desk.LISTS)


@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """一键上报: the grid worker's page on the phone."""
    return show(request, Desk.REPORTS)


@require_GET
def wall(request: HttpRequest) -> HttpResponse:
    """大屏: 全区态势 in the dark, without navigation, to be seen from afar."""
    actor = acting(request)
    policies.require_desk(actor, Desk.DISTRICT)
    context = _district(actor) | {"live": reverse("command:wall"), "live_seconds": LIVE_SECONDS, "now": clock.now()}
    return page(request, "command/wall", context)


@require_GET
def open_points(request: HttpRequest) -> JsonResponse:
    """The open leads of the district for its map: one point a village, with their number."""
    actor = acting(request)
    policies.require_desk(actor, Desk.DISTRICT)
    if actor.district_id is None:
        raise NotFound("您的账号还没有登记所在区县；请联系系统管理员")
    return JsonResponse(districts.open_points(actor.district_id))


@require_GET
def who(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """派谁去: whom to send to one lead, with reasons (M118)."""
    actor = acting(request)
    policies.require_desk(actor, Desk.DUTY)
    return page(request, "command/who", {"found": resources.who_could_go(actor, lead_id, clock.now())})
