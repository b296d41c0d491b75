"""统计: one place over a span, on the screen and as a spreadsheet."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.command import policies
from tongpan.command.domain.spans import Span, usual
from tongpan.command.forms import SpanForm
from tongpan.command.queries import statistics as figures
from tongpan.command.queries.district import gaps
from tongpan.command.queries.statistics import Statistics
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet import write_xlsx
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.ui.pages import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _places(actor: Actor) -> list[Place]:
    """Return the places whose figures the actor may read, the widest first."""
    if actor.district_id is None:
        return []
    towns = list(places.towns_of(actor.district_id))
    if policies.sees_whole_district(actor):
        return [places.places_in([actor.district_id])[actor.district_id], *towns]
    return [town for town in towns if town.pk in actor.scope.towns]


def _read(request: HttpRequest) -> tuple[SpanForm, Place, Statistics, list[Place]]:
    actor = acting(request)
    policies.require_statistics(actor)
    open_to = _places(actor)
    form = SpanForm(request.GET, today=clock.today(), places=[(str(place.pk), place.name) for place in open_to])
    key = policies.place_for(actor, request.GET.get("place", ""), [place.pk for place in open_to])
    place = next(place for place in open_to if place.pk == key)
    found = figures.statistics(actor, key, form.span, town=place.level == "TOWN")
    return form, place, found, open_to


@require_GET
def overview(request: HttpRequest) -> HttpResponse:
    """The figures of a place over a span of days. Nobody is ranked."""
    form, place, found, open_to = _read(request)
    whole = place.level == "COUNTY"
    query = {"since": f"{form.span.since}", "until": f"{form.span.until}", "place": str(place.pk)}
    context: dict[str, Any] = {
        "form": form,
        "place": place,
        "found": found,
        "charts": found.charts,
        "whole": whole,
        "gaps": gaps(place, [town for town in open_to if town.level == "TOWN"], form.span.until) if whole else None,
        "presets": [(label, _address(span, place), span == form.span) for label, span in usual(clock.today())],
        "sheet": reverse("command:statistics_xlsx", query=query),
    }
    return page(request, "command/statistics", context, status=422 if form.errors else 200)


def _address(span: Span, place: Place) -> str:
    query = {"since": f"{span.since}", "until": f"{span.until}", "place": str(place.pk)}
    return reverse("command:statistics", query=query)


@require_GET
def overview_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    form, place, found, _ = _read(request)
    if form.errors:
        raise Invalid("时段不对，请回到统计页重新选择")
    columns, rows = figures.sheet(found, place.name)
    response = HttpResponse(write_xlsx(columns, rows), content_type=XLSX)
    name = quote(f"统计-{place.name}-{form.span.since:%Y%m%d}-{form.span.until:%Y%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response
