"""线索: the list, its print, its export, and a word when new ones have come in."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.leads.actions.exporting import export_leads
from tongpan.leads.forms.filters import GROUPS, FilterForm
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, by_number, listed, narrowed, standing_by_place
from tongpan.leads.queries.around import nearest_limits, newer_than
from tongpan.leads.queries.sheet import COLUMNS
from tongpan.ui.pages import page

PRINTED = 500
FRESH_SPAN = timedelta(hours=12)
DOMAINS = {domain.value: str(domain.label) for domain in Domain}


def _require_list(actor: Actor) -> None:
    if not actor.can(Permission.LEADS_VIEW):
        raise Forbidden("线索列表只对办理人员开放；您反映的事，请用回执上的编号查进度")


@require_GET
def lead_list(request: HttpRequest) -> HttpResponse:
    """线索列表: newest first, or the longest untouched first (``order=waiting``)."""
    actor = acting(request)
    _require_list(actor)
    form = FilterForm(request.GET, actor=actor, on=clock.today())
    filters = form.filters()
    if (found := _by_number(actor, filters.words)) is not None:
        return redirect("leads:lead", found.pk)
    order = "waiting" if request.GET.get("order") == "waiting" else "new"
    shown = listed(actor, filters, after=request.GET.get("after"), order=order).page
    context = {
        "form": form,
        "page": shown,
        "rows": _rows(shown.items),
        "tabs": _tabs(request.GET, actor),
        "order": order,
        "other_order": _query(request.GET, order="" if order == "waiting" else "waiting"),
        "query": _query(request.GET),
        "active": _active(filters),
        "may_export": actor.can(Permission.LEADS_EXPORT),
        "may_take_calls": actor.can(Permission.LEADS_REGISTER) and actor.can(Permission.LEADS_TRIAGE),
        "may_import": actor.can(Permission.LEADS_IMPORT),
        "newest": max((lead.pk for lead in shown.items), default=None),
        "live": not request.GET.get("after") and order == "new",
        "own_only": _own_only(actor),
        "may_frequent": actor.can(Permission.LEADS_TRIAGE) or actor.can(Permission.COMMAND_STATISTICS),
    }
    return page(request, "leads/list", context)


@require_GET
def fresh(request: HttpRequest) -> HttpResponse:
    """Say how many leads came in since the list was made (M096); empty when none did."""
    actor = acting(request)
    _require_list(actor)
    try:
        newest = UUID(request.GET.get("newest", ""))
    except ValueError:
        newest = UUID(int=0)
    n = newer_than(actor, newest, clock.now() - FRESH_SPAN) if newest.int else 0
    return page(request, "leads/fresh", {"n": n, "query": _query(request.GET, newest="")})


@require_GET
def print_list(request: HttpRequest) -> HttpResponse:
    """The list as paper takes it: one row a lead, nothing to press."""
    actor = acting(request)
    _require_list(actor)
    form = FilterForm(request.GET, actor=actor, on=clock.today())
    filters = form.filters()
    leads = list(
        narrowed(actor, filters)
        .select_related("town", "village", "matter", "team")
        .defer("route", "town__geometry", "village__geometry")
        .order_by("-id")[: PRINTED + 1]
    )
    context = {
        "rows": _rows(leads[:PRINTED]), "more": len(leads) > PRINTED, "most": PRINTED, "active": _active(filters),
        "query": _query(request.GET),
    }  # fmt: skip
    return page(request, "leads/print", context)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """台账: exactly what is filtered, as Excel or CSV."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    filters = FilterForm(request.GET, actor=actor, on=clock.date_of(now)).filters()
    rows = export_leads(filters=filters, actor=actor, now=now, form=form)
    return table_file(form, COLUMNS, rows, title="线索台账", plain="leads", now=now)


def _by_number(actor: Actor, words: str) -> Lead | None:
    words = words.strip().upper()
    if not (words.startswith("XS") and words.count("-") == 2):
        return None
    try:
        return by_number(actor, words)
    except NotFound:
        return None


def _rows(leads: list[Lead]) -> list[dict[str, Any]]:
    limits = nearest_limits([lead.pk for lead in leads])
    return [
        {
            "lead": lead,
            "limit": limits.get(lead.pk),
            "domain": DOMAINS.get(lead.domain, ""),
            "late": _is_late(limits.get(lead.pk)),
        }
        for lead in leads
    ]


def _is_late(limit: Any) -> bool:
    return bool(limit is not None and limit.due_on and limit.due_on < clock.today())


def _tabs(given: QueryDict, actor: Actor) -> list[tuple[str, str, int | None, bool]]:
    """Return the status groups as tabs, with what stands in each where the actor's reach is whole places."""
    chosen = given.get("g", "")
    places = actor.scope.districts or actor.scope.towns
    standing: dict[str, int] = {}
    for counted in standing_by_place(sorted(places)).values() if places and not actor.scope.teams else ():
        for key, n in counted.items():
            standing[key] = standing.get(key, 0) + n
    tabs: list[tuple[str, str, int | None, bool]] = [(_query(given, g="", status=""), "全部", None, not chosen)]
    for key, (label, statuses) in GROUPS.items():
        counted_now = bool(standing) and key not in {"filed", "merged"}
        shown = sum(standing.get(status, 0) for status in statuses) if counted_now else None
        tabs.append((_query(given, g=key, status=""), label, shown, chosen == key))
    return tabs


def _query(given: QueryDict, **changes: str) -> str:
    """Return the query of a link: what is given, without the page mark, with changes; an empty change drops it."""
    pairs = {name: value for name, value in given.items() if value and name not in {"after", "newest"}}
    pairs |= changes
    return "?" + urlencode({name: value for name, value in pairs.items() if value})


def _active(filters: Filters) -> int:
    return len(filters.active)


def _own_only(actor: Actor) -> bool:
    scope = actor.scope
    return not (scope.everything or scope.districts or scope.towns or scope.bodies or scope.teams)
