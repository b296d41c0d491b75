"""文号: how far each series of the own organ has come, and going on after what was used on paper."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.actions import PaperNumber
from tongpan.cases.forms.spotending import NumbersForm
from tongpan.cases.queries import summary as spots
from tongpan.documents import queries as documents
from tongpan.documents.domain.forms import signs_on
from tongpan.documents.steps.series import years_open
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_http_methods(["GET", "POST"])
def numbers(request: HttpRequest) -> HttpResponse:
    """接续纸质文号."""
    actor, now = acting(request), clock.now()
    policies.require_terms(actor)
    body_id, today = spots.body_of(actor), date_of(now)
    signs, years = signs_on(today), years_open(today)
    named = [(sign, f"{sign}　{'、'.join(titles)}") for sign, titles in signs.items()]
    form = NumbersForm(posted(request), signs=named, years=years, initial={"year": str(today.year)})
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.continue_numbers(given=PaperNumber(**data), actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            return done(request, "已登记，以后的文书从下一个号编起", "cases:numbers")
    rows = []
    for year in years:
        used = documents.series_of(body_id, year)
        for sign in dict.fromkeys([*signs, *used]):
            if used.get(sign):
                rows.append((year, sign, "、".join(signs.get(sign, ())), used[sign]))
    context = {"form": form, "rows": rows, "terms": spots.paper_terms(body_id)}
    return page(request, "cases/summary/numbers", context, status=status or 200)
