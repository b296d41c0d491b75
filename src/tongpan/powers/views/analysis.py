"""Coverage, matrix, four levels, negative list, and what could be handed down next."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.fields import Domain
from tongpan.kernel import clock
from tongpan.powers.domain.coverage import State
from tongpan.powers.domain.kinds import GrantClass
from tongpan.powers.forms import CoverageFilter, MatrixFilter
from tongpan.powers.queries.coverage import (
    coverage_table,
    industry_matrix,
    level_mismatches,
    recommendations,
    transfers,
)
from tongpan.powers.queries.matter import classings
from tongpan.powers.views import frame
from tongpan.ui.pages import page

LABELS = {domain.value: str(domain.label) for domain in Domain}


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Show town × field: full, part, empty, doubled (M032)."""
    district = frame.district_of(frame.reader(request))
    form = CoverageFilter(request.GET or None)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    on = chosen.get("on") or clock.today()
    table = coverage_table(district, on, town_fit=chosen.get("town_fit", False))
    rows = [(town, [table.cells[town.pk, domain] for domain in table.domains]) for town in table.towns]
    context = {
        "form": form,
        "on": on,
        "district": district,
        "domains": [LABELS.get(domain, domain) for domain in table.domains],
        "rows": rows,
        "holes": table.count(State.HOLE),
        "overlaps": table.count(State.OVERLAP),
        "transfers": [(LABELS.get(row.domain, row.domain), row) for row in transfers(district.pk, on)],
    }
    return page(request, "powers/coverage", context, status=422 if form.errors else 200)


@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """Show industry × team: who answers for what (M076)."""
    district = frame.district_of(frame.reader(request))
    towns = frame.towns(district)
    form = MatrixFilter(request.GET or None, towns=towns)
    chosen = form.cleaned_data if form.is_bound and form.is_valid() else {}
    town_id = frame.uuid_or_none(chosen.get("town", "") or (towns[0][0] if towns else ""))
    on = chosen.get("on") or clock.today()
    teams, rows = industry_matrix(district, town_id, on) if town_id else ([], [])
    table = [
        (LABELS.get(row.industry, row.industry), [row.by_team.get(team.pk, 0) for team in teams],
         row.by_team.get(None, 0), row.matters)
        for row in rows
    ]  # fmt: skip
    town = next((name for pk, name in towns if str(town_id) == pk), "")
    context = {"form": form, "teams": teams, "table": table, "town": town, "on": on}
    return page(request, "powers/matrix", context, status=422 if form.errors else 200)


@require_GET
def levels(request: HttpRequest) -> HttpResponse:
    """Show where the four levels' catalogues differ (M057)."""
    district = frame.district_of(frame.reader(request))
    return page(request, "powers/levels", {"mismatches": level_mismatches(district.code), "district": district})


@require_GET
def negative(request: HttpRequest) -> HttpResponse:
    """Show what must, may and must not be handed down, and what could come next (M064, M065, M066)."""
    district = frame.district_of(frame.reader(request))
    on = frame.day(request)
    found = classings(district.pk, on)
    context = {
        "on": on,
        "district": district,
        "negative": [row for row in found if row.grant_class == GrantClass.MUST_NOT],
        "others": [row for row in found if row.grant_class != GrantClass.MUST_NOT],
        "recommended": recommendations(district.pk, on)[:50],
    }
    return page(request, "powers/negative", context)
