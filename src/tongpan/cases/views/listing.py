"""案件列表 and 待我批."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.queries import acting
from tongpan.cases import policies, queries
from tongpan.cases.forms.filters import FilterForm
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.places import queries as places
from tongpan.ui.pages import page

DOMAINS = {one.value: str(one.label) for one in Domain}


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
        "active": any(request.GET.get(name) for name in form.fields),
    }
    return page(request, "cases/list", context)


def _row(case: Any, today: date) -> dict[str, Any]:
    parties = sorted(case.parties.all(), key=lambda one: one.pk)
    names = "、".join(one.name_masked for one in parties[:3]) + ("等" if len(parties) > 3 else "")
    return {
        "case": case,
        "parties": names,
        "domain": DOMAINS.get(case.domain, ""),
        "late": case.next_due_on is not None and case.next_due_on < today,
    }
