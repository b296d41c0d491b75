"""案件列表 and 待我批."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.views.decorators.http import require_GET, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.forms.filters import FilterForm
from tongpan.cases.models import Case
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet.answering import asked_form, table_file
from tongpan.law.facts.words import Track
from tongpan.places import queries as places
from tongpan.ui.pages import page

DOMAINS = {one.value: str(one.label) for one in Domain}
TRACKS = {one.value: one.label for one in Track}
COLUMNS = (
    "案件编号", "案由", "当事人", "镇街", "承办", "领域", "案源", "进展", "程序", "立案日期", "决定日期", "结案日期",
    "最近的期限", "地点",
)  # fmt: skip


def filter_form(actor: Actor, data: QueryDict) -> FilterForm:
    """Return the filter bar with the towns that the actor sees."""
    found = places.towns_of(actor.district_id) if actor.district_id and len(actor.town_ids) != 1 else []
    return FilterForm(data, towns=[(str(town.pk), town.name) for town in found])


@require_GET
def case_list(request: HttpRequest) -> HttpResponse:
    """案件列表: newest first."""
    actor, today = acting(request), date_of(clock.now())
    policies.require_reader(actor)
    form = filter_form(actor, request.GET)
    shown = queries.listed(actor, form.filters(), today, after=request.GET.get("after"))
    context = {
        "form": form,
        "page": shown,
        "rows": [_row(case, today) for case in shown.items],
        "counts": queries.counts(actor, today),
        "may_open": actor.can(Permission.CASES_OPEN),
        "may_set_terms": policies.sets_terms(actor),
        "may_export": policies.takes_lists_out(actor),
        "query": "?" + urlencode({name: text for name, text in request.GET.items() if text and name != "after"}),
        "active": any(request.GET.get(name) for name in form.fields),
    }
    return page(request, "cases/list", context)


@require_POST
def export(request: HttpRequest) -> HttpResponseBase:
    """案件台账: exactly what is filtered, as Excel or CSV; natural persons are masked in it as in the list."""
    actor, now = acting(request), clock.now()
    form = asked_form(request)
    told = {name: str(value) for name, value in request.GET.items() if value and name != "after"}
    actions.export_cases(filters=told, actor=actor, now=now, form=form)
    today = date_of(now)
    rows = queries.everything(actor, filter_form(actor, request.GET).filters(), today)
    return table_file(form, COLUMNS, _cells(rows, today), title="案件台账", plain="cases", now=now)


def _cells(rows: Iterable[Case], today: date) -> Iterator[list[Any]]:
    for case in rows:
        shown = _row(case, today)
        yield [
            case.number, case.title, shown["parties"], case.town.name if case.town else "",
            case.team.name if case.team else case.body.name, shown["domain"], case.get_source_display(),
            case.get_standing_display(), TRACKS.get(case.track, ""), case.filed_on, case.decided_on, case.closed_on,
            case.next_due_on, case.place_text,
        ]  # fmt: skip


def _row(case: Any, today: date) -> dict[str, Any]:
    parties = sorted(case.parties.all(), key=lambda one: one.pk)
    names = "、".join(one.name_masked for one in parties[:3]) + ("等" if len(parties) > 3 else "")
    return {
        "case": case,
        "parties": names,
        "domain": DOMAINS.get(case.domain, ""),
        "late": case.next_due_on is not None and case.next_due_on < today,
    }
