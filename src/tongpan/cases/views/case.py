"""One case, one page: what comes next, what stands in the way, until when, who, and what happened."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.cases import queries
from tongpan.cases.queries.supervision import look_needed
from tongpan.cases.views.looking import Look, look
from tongpan.cases.views.panels import (
    charges,
    discretion,
    documents,
    education,
    evidence,
    guide,
    handling,
    limits,
    review,
    rows,
    serving,
    steps,
    whole,
)
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.ui.pages import page

PANELS: Final[tuple[Callable[[Look], Mapping[str, Any]], ...]] = (
    steps.panel,
    limits.panel,
    charges.panel,
    discretion.panel,
    education.panel,
    evidence.panel,
    documents.panel,
    guide.panel,
    handling.panel,
    review.panel,
    rows.panel,
    serving.panel,
    whole.panel,
)
"""what the page is made of; each adds its own names to the context"""


@require_GET
def case(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One case."""
    actor, now = acting(request), clock.now()
    if look_needed(actor, case_id, date_of(now)):
        return redirect("cases:look", case_id)
    seen = look(actor, queries.case_for(actor, case_id), now, whole="all" in request.GET)
    context: dict[str, Any] = {"case": seen.case, "names": "、".join(seen.names.values())}
    for panel in PANELS:
        context |= panel(seen)
    return page(request, "cases/case", context)
