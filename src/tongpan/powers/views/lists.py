"""The power list with a date picker, its comparison between two days, and its file."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.kernel.paging import keyset
from tongpan.kernel.permissions import Permission
from tongpan.kernel.spreadsheet import write_xlsx
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.domain.listfile import GRANT_COLUMNS
from tongpan.powers.forms import ChangeFilter, GrantFilter
from tongpan.powers.queries.exporting import grant_lines
from tongpan.powers.queries.lists import ORDER, ListFilter, difference, grants
from tongpan.powers.views import frame
from tongpan.ui.pages import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIZE = 50


def _wanted(request: HttpRequest, district: Place) -> tuple[GrantFilter, ListFilter]:
    on = frame.day(request)
    data = request.GET.copy()
    data.setdefault("on", on.isoformat())
    form = GrantFilter(data, towns=frame.towns(district))
    chosen = form.cleaned_data if form.is_valid() else {}
    return form, ListFilter(
        on,
        district_id=district.pk,
        town_id=frame.uuid_or_none(chosen.get("town", "")),
        domain=chosen.get("domain", ""),
        power=chosen.get("power", ""),
        mode=chosen.get("mode", ""),
        words=chosen.get("q", ""),
    )


@require_GET
def power_list(request: HttpRequest) -> HttpResponse:
    """Show who holds what on a day."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    form, wanted = _wanted(request, district)
    rows = grants(wanted)
    found = keyset(rows, order=ORDER, after=request.GET.get("after"), size=SIZE)
    context: dict[str, Any] = {
        "district": district,
        "form": form,
        "wanted": wanted,
        "page": found,
        "total": rows.count(),
        "query": request.GET.urlencode(),
        "may_import": policies.may(actor, Permission.POWERS_PUBLISH, district.pk),
    }
    return page(request, "powers/list", context, status=422 if form.errors else 200)


@require_GET
def power_list_file(request: HttpRequest) -> HttpResponse:
    """Return the list on screen as a spreadsheet that `powers import` reads back."""
    district = frame.district_of(frame.reader(request))
    _, wanted = _wanted(request, district)
    response = HttpResponse(write_xlsx(GRANT_COLUMNS, grant_lines(wanted)), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="powers-{wanted.on:%Y%m%d}.xlsx"'
    return response


@require_GET
def changes(request: HttpRequest) -> HttpResponse:
    """Compare the list of two days (M062)."""
    district = frame.district_of(frame.reader(request))
    form = ChangeFilter(request.GET or None, towns=frame.towns(district))
    found = None
    if form.is_valid():
        chosen = form.cleaned_data
        earlier, later = sorted((chosen["earlier"], chosen["later"]))
        wanted = ListFilter(
            later, district_id=district.pk, town_id=frame.uuid_or_none(chosen["town"]), domain=chosen["domain"]
        )
        found = difference(wanted, earlier, later)
    context = {"form": form, "changes": found, "district": district}
    return page(request, "powers/changes", context, status=422 if form.errors else 200)
