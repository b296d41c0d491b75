"""涉案财物 of a case: what is with us, what came and went, and lines that come in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain.choices import GONE
from tongpan.cases.forms.property import LineFormSet, RegisterForm, lines_of
from tongpan.cases.steps import hands
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.shown import party_names
from tongpan.dispatch import queries as dispatch
from tongpan.evidence import queries as evidence
from tongpan.kernel import clock
from tongpan.law.facts.words import Role
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_http_methods(["GET", "POST"])
def inventory(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """涉案财物清单."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    names = party_names(hand.case.parties.all(), clear=hand.hiding.clear)
    form = RegisterForm(posted(request), parties=[(key, name) for key, name in names.items()])
    photos = evidence.pictures_of(record_of(hand.case))
    lines = LineFormSet(posted(request), form_kwargs={"photos": photos})
    status = 200
    if request.method == "POST":
        if not lines.is_valid():
            form.is_valid()
            status = 422
        else:

            def run(_: dict[str, Any]) -> object:
                made, done_at = lines_of(form, lines)
                return actions.register_property(case_id=case_id, lines=made, actor=actor, now=now, done_at=done_at)

            status = try_to(request, form, run, whole=True)
        if not status:
            messages.success(request, "清单已登记")
            return redirect("cases:property", case_id)
    items = evidence.property_of(record_of(hand.case))
    moves = evidence.moves_of(items)
    people = dispatch.names_of([row.recorded_by for rows in moves.values() for row in rows])
    context = {
        "case": hand.case,
        "rows": [
            {
                "item": item,
                "party": names.get(item.party, ""),
                "moves": [(row, people.get(row.recorded_by, "")) for row in moves[item.pk]],
            }
            for item in items
        ],
        "hiding": hand.hiding,
        "left": sum(1 for item in items if item.held),
        "form": form,
        "lines": lines,
        "registers": Role.HANDLER in hand.roles and hand.known.facts.closing is None and hand.case.standing not in GONE,
    }
    return page(request, "cases/property", context, status=status)
