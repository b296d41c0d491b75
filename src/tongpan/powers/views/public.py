"""The published lists, for everybody (M074)."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.domain.fields import Domain
from tongpan.kernel import clock
from tongpan.kernel.paging import keyset
from tongpan.places import queries as places
from tongpan.powers.forms import GrantFilter
from tongpan.powers.queries.lists import ORDER, ListFilter, grants
from tongpan.powers.queries.publications import districts_with_lists, published_documents
from tongpan.powers.views import frame
from tongpan.ui.pages import page

SIZE = 50


@login_not_required
@require_GET
def districts(request: HttpRequest) -> HttpResponse:
    """Show which districts have published lists."""
    return page(request, "powers/public", {"districts": districts_with_lists(clock.today())})


@login_not_required
@require_GET
def published_list(request: HttpRequest, code: str) -> HttpResponse:
    """Show a district's published list, with document number and date."""
    district = places.by_code(code)
    on = frame.day(request)
    data = request.GET.copy()
    data.setdefault("on", on.isoformat())
    form = GrantFilter(data, towns=frame.towns(district))
    chosen = form.cleaned_data if form.is_valid() else {}
    wanted = ListFilter(
        on,
        district_id=district.pk,
        town_id=frame.uuid_or_none(chosen.get("town", "")),
        domain=chosen.get("domain", ""),
        power=chosen.get("power", ""),
        mode=chosen.get("mode", ""),
        words=chosen.get("q", ""),
        published_only=True,
    )
    rows = grants(wanted)
    context = {
        "district": district,
        "form": form,
        "on": on,
        "page": keyset(rows, order=ORDER, after=request.GET.get("after"), size=SIZE),
        "total": rows.count(),
        "documents": published_documents(district.pk, on),
        "labels": {domain.value: str(domain.label) for domain in Domain},
    }
    return page(request, "powers/published", context, status=422 if form.errors else 200)
