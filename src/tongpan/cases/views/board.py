"""期限看板, its export, the rules of reminding, and 待审."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.domain.board import Group, Reach
from tongpan.cases.domain.reminding import DEFAULT
from tongpan.cases.forms.board import BoardForm, ReminderForm
from tongpan.cases.queries import limits as queries
from tongpan.cases.queries.limits import COUNTED, BoardFilters, BoardRow
from tongpan.cases.queries.reminders import rules_of
from tongpan.cases.queries.supervision import reviews
from tongpan.kernel import clock
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.places import queries as places
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to

DOMAINS = {one.value: str(one.label) for one in Domain}
COLUMNS = (
    "案件编号", "案由", "镇街", "承办队伍", "领域", "什么期限", "性质", "涉及谁", "期限", "还有多久", "由谁办",
    "办理人", "届满后果", "依据", "说明",
)  # fmt: skip
MORE = f"{COUNTED}+"


def read_filters(actor: Actor, data: QueryDict) -> tuple[BoardForm, BoardFilters, list[Reach]]:
    """
    Return the filter bar, what it says, and the levels open to the actor.

    :raises Forbidden: if the actor works with no cases, or no level is open
    """
    policies.require_reader(actor)
    open_to = queries.reaches(actor)
    if not open_to:
        raise Forbidden("您的岗位没有对应的队伍、镇街或者区县；请联系系统管理员登记任职")
    wide = actor.district_id if Reach.DISTRICT in open_to else None
    towns = [(str(town.pk), town.name) for town in places.towns_of(wide)] if wide else []
    form = BoardForm(data, towns=towns)
    return form, form.filters(_first(actor, open_to)), open_to


def _first(actor: Actor, open_to: list[Reach]) -> Reach:
    """Who handles cases begins with the own ones, others with the widest."""
    own = Reach.MINE in open_to and actor.holds(Post.OFFICER, Post.SQUAD_LEADER, Post.DEPUTY_LEADER)
    return Reach.MINE if own else open_to[-1]


@require_GET
def limits(request: HttpRequest) -> HttpResponse:
    """期限看板: running limits of a level, by day."""
    actor, now = acting(request), clock.now()
    form, filters, open_to = read_filters(actor, request.GET)
    today = date_of(now)
    shown = queries.board(actor, filters, today, after=request.GET.get("after"))
    counts = queries.counts(actor, filters, today)
    context = {
        "form": form,
        "page": shown,
        "groups": _grouped(queries.shown(shown.items, today)),
        "reaches": [
            (_query(request.GET, reach=one, group=""), one.label, None, one is filters.reach) for one in open_to
        ],
        "tabs": _tabs(request.GET, filters, counts),
        "overdue": _said(counts[Group.OVERDUE]),
        "query": _query(request.GET),
        "may_export": policies.takes_lists_out(actor),
        "may_set": sets_reminders(actor),
        "supervises": actor.can(Permission.CASES_SUPERVISE),
        "active": bool(filters.rule or filters.kind or filters.domain or filters.town_id),
        "domains": DOMAINS,
        "awaited": calendar_in_force().awaited_year,
    }
    return page(request, "cases/board", context)


def sets_reminders(actor: Actor) -> bool:
    """Tell whether the actor sets when people are told."""
    return actor.holds(Post.CHIEF_DISPATCHER, Post.HEAD)


def _grouped(rows: Iterable[BoardRow]) -> list[tuple[Group, list[BoardRow]]]:
    found: list[tuple[Group, list[BoardRow]]] = []
    for row in rows:
        if not found or found[-1][0] is not row.group:
            found.append((row.group, []))
        found[-1][1].append(row)
    return found


def _tabs(data: QueryDict, filters: BoardFilters, counts: dict[Group, int]) -> list[tuple[str, str, str | None, bool]]:
    whole = (_query(data, group=""), "在算的", None, not filters.group)
    return [whole] + [
        (
            _query(data, group=group),
            group.label,
            _said(counts[group]) if group in counts else None,
            filters.group == group,
        )
        for group in Group
    ]


def _said(count: int) -> str:
    return MORE if count > COUNTED else str(count)


def _query(data: QueryDict, **changes: str) -> str:
    kept = {name: value for name, value in data.items() if value and name != "after"} | changes
    return "?" + urlencode({name: str(value) for name, value in kept.items() if value})


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """期限台账: exactly what is filtered, as Excel or CSV."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    _, filters, _ = read_filters(actor, request.GET)
    told = {name: str(value) for name, value in request.GET.items() if value and name != "after"}
    actions.export_limits(filters=told | {"reach": filters.reach.value}, actor=actor, now=now, form=form)
    rows = _cells(queries.everything(actor, filters, date_of(now)), now)
    return table_file(form, COLUMNS, rows, title="期限台账", plain="limits", now=now)


def _cells(rows: Iterable[BoardRow], now: datetime) -> Iterator[list[Any]]:
    for row in rows:
        limit, case = row.limit, row.limit.case
        yield [
            case.number, case.title, case.town.name if case.town else "",
            case.team.name if case.team else case.body.name, DOMAINS.get(case.domain, ""), row.what, row.kind, row.whom,
            limit.act_by, queries.left(row, now), row.post, row.people, limit.threatens, limit.citation,
            limit.explanation,
        ]  # fmt: skip


@require_http_methods(["GET", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """期限提醒规则: when whom is told, for the county or for the own body."""
    actor, now = acting(request), clock.now()
    body_id = None if actor.holds(Post.CHIEF_DISPATCHER) else actor.agency_id
    district_id = policies.require_sets_reminders(actor, body_id)
    form = ReminderForm(posted(request), initial={"valid_from": date_of(now)})
    status = 200
    if request.method == "POST":
        status = try_to(
            request,
            form,
            lambda data: actions.set_reminders(
                body_id=body_id,
                ladder=form.ladder,
                valid_from=data["valid_from"],
                why=data["why"],
                actor=actor,
                now=now,
            ),
        )
        if not status:
            messages.success(request, "提醒规则已登记")
            return redirect("cases:reminders")
    rules = [
        {"rule": one, "whose": one.body.name if one.body else "全区", "coming": one.valid_from > date_of(now)}
        for one in rules_of(district_id)
    ]
    context = {"form": form, "rules": rules, "default": DEFAULT, "whole": body_id is None}
    return page(request, "cases/reminders", context, status=status or 200)


@require_GET
def review_list(request: HttpRequest) -> HttpResponse:
    """待审: what waits for the reviewer, what is due first in front."""
    actor = acting(request)
    policies.require_reader(actor)
    rows, after = reviews(actor, after=request.GET.get("after"))
    return page(request, "cases/reviews", {"rows": rows, "page": SimpleNamespace(items=rows, next=after)})
