"""监督清单 of the justice bureau: read-only, and every look is kept before anything is shown."""

from datetime import date
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.domain.looks import EXPLAINED, Purpose, Roll
from tongpan.cases.forms.board import LookForm
from tongpan.cases.models import SupervisionLook
from tongpan.cases.queries import supervision as queries
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.powers import queries as powers
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_GET
def rolls(request: HttpRequest) -> HttpResponse:
    """监督清单: one list at a time; nothing before it is said what the lists of the day are read for."""
    actor, now = acting(request), clock.now()
    policies.require_supervisor(actor)
    if not policies.has_looked(actor, None, date_of(now)):
        return page(request, "cases/supervision_open", {"form": LookForm(initial={"purpose": Purpose.ROUTINE})})
    which = _which(request.GET.get("list", ""))
    rows, after = queries.roll(actor, which, now, after=request.GET.get("after"))
    counts = queries.roll_counts(actor, now)
    context = {
        "roll": which,
        "explained": EXPLAINED[which],
        "rows": rows,
        "standards": _standards(actor, which, date_of(now)),
        "page": SimpleNamespace(items=rows, next=after),
        "tabs": [
            ("?" + urlencode({"list": one.value}), one.label, _said(counts[one]), one is which) for one in Roll
        ],
        "purpose": Purpose(queries.purpose_of_day(actor, date_of(now))),
    }  # fmt: skip
    return page(request, "cases/supervision", context)


def _standards(actor: Actor, which: Roll, on: date) -> int | None:
    """For how many matters a standard is known; None on lists that do not ask."""
    if which not in (Roll.OVER_CRIME, Roll.CRIME_OPEN) or actor.district_id is None:
        return None
    return powers.matters_with_standard(actor.district_id, on)


def _which(text: str) -> Roll:
    return Roll(text) if text in Roll.values else Roll.OVERDUE


def _said(count: int) -> str:
    return f"{queries.COUNTED}+" if count > queries.COUNTED else str(count)


@require_POST
def open_rolls(request: HttpRequest) -> HttpResponse:
    """Keep that the lists are read today, and what for."""
    actor, now = acting(request), clock.now()
    form = LookForm(posted(request))
    status = try_to(
        request,
        form,
        lambda data: actions.open_rolls(purpose=data["purpose"], note=data["note"], actor=actor, now=now),
    )
    if status:
        return page(request, "cases/supervision_open", {"form": form}, status=status)
    return redirect("cases:supervision")


@require_http_methods(["GET", "POST"])
def look(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """监督查阅: keep who looks at a case, from which list and what for; then show it."""
    actor, now = acting(request), clock.now()
    found = queries.case_to_look_at(actor, case_id)
    form = LookForm(posted(request), initial={"purpose": queries.purpose_of_day(actor, date_of(now))})
    status = 200
    if request.method == "POST":
        made: list[SupervisionLook] = []

        def run(data: dict[str, Any]) -> None:
            kept = actions.look_at_case(case_id=case_id, **data, actor=actor, now=now)
            made.append(kept)

        status = try_to(request, form, run)
        if not status:
            messages.info(request, "已留下查阅记录，本案办案人员可以看到")
            return redirect("cases:case", case_id)
    return page(request, "cases/look", {"form": form, "case": found}, status=status or 200)
