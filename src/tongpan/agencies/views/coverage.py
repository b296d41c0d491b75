"""Coverage of the county: town × field → responsible team, on the screen and as a spreadsheet (M032)."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies import policies
from tongpan.agencies.domain.coverage import Cell, Coverage
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.queries import coverage as cover
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.kernel.spreadsheet import write_xlsx
from tongpan.ui.pages import page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_GET
def matrix(request: HttpRequest) -> HttpResponse:
    """全覆盖: one row a town, one column a field, holes and overlaps flagged."""
    on, found = _coverage(request)
    district_id = acting(request).district_id
    context = {
        "coverage": found,
        "domains": list(Domain),
        "on": on,
        "county_level": cover.county_level(district_id, on) if district_id else [],
        "by_kind": cover.teams_by_kind(district_id, on) if district_id else [],
    }
    return page(request, "agencies/coverage", context)


@require_GET
def matrix_xlsx(request: HttpRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    on, found = _coverage(request)
    columns = ["镇街", *(str(domain.label) for domain in Domain)]
    rows = [[row.town, *(_text(cell) for cell in row.cells)] for row in found.rows]
    response = HttpResponse(write_xlsx(columns, rows), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="coverage-{on:%Y%m%d}.xlsx"'
    return response


def _text(cell: Cell) -> str:
    if not cell.teams:
        return "【空白】"
    return "；".join(cell.teams) if len(cell.teams) == 1 else f"【重叠】{'；'.join(cell.teams)}"


def _coverage(request: HttpRequest) -> tuple[date, Coverage]:
    actor = acting(request)
    if actor.district_id is None or not policies.sees_district(actor, actor.district_id):
        raise NotFound("您的账号还没有登记所在区县；请联系系统管理员")
    text = request.GET.get("on", "")
    try:
        on = date.fromisoformat(text) if text else clock.today()
    except ValueError as error:
        raise Invalid("日期应写成 2026-11-23 的样子；请重新选择", fields={"on": "日期不对"}) from error
    return on, cover.county_coverage(actor.district_id, on)
