"""
批量导入: choose the file, see what would come of it, then bring it in.

Between the two steps the rows lie sealed in the page itself: they hold names and telephone numbers, and nothing has to
be cleared away if nobody goes on.
"""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.actions.importing import import_register
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.registerfile import TABLES, Row, Table
from tongpan.agencies.forms.manager import RegisterFileForm
from tongpan.agencies.queries import registerfile
from tongpan.agencies.views.single import manager_of, try_to
from tongpan.kernel import clock
from tongpan.kernel.crypto import Unreadable, seal, unseal
from tongpan.kernel.errors import Invalid
from tongpan.kernel.spreadsheet import BadRow
from tongpan.places import queries as places
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ROWS = 600
SHOWN = 100
Lines = list[tuple[Table, int, Row]]


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose a file, and see what would come of it."""
    actor = manager_of(request)
    form = RegisterFileForm(posted(request), request.FILES or None)
    read: list[registerfile.RegisterFile] = []

    def run(data: dict[str, Any]) -> None:
        file = registerfile.read_register(data["file"], data["file"].name)
        if len(file.lines) > MOST_ROWS:
            raise Invalid(
                f"文件有 {len(file.lines)} 行，网页一次最多 {MOST_ROWS} 行；请拆开，或用 tongpan agencies import"
            )
        read.append(file)

    status = 200
    if request.method == "POST":
        status = try_to(request, form, run)
        if not status:
            return _preview(request, actor, read[0])
    return page(request, "agencies/import", {"form": form, "tables": TABLES}, status=status)


def _preview(request: HttpRequest, actor: Actor, file: registerfile.RegisterFile) -> HttpResponse:
    report = _bring(actor, file.lines, rehearsal=True)
    context = {
        "report": report,
        "rejected": report.rejected[:SHOWN],
        "more": max(0, len(report.rejected) - SHOWN),
        "ignored": file.ignored,
        "sealed": seal(json.dumps(_packed(actor, file.lines), ensure_ascii=False)),
    }
    response = page(request, "agencies/import_preview", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Bring in what was looked at, and show the one-time passwords, once."""
    actor = manager_of(request)
    report = _bring(actor, _unpacked(actor, request.POST.get("rows", "")), rehearsal=False)
    context = {"report": report, "rejected": report.rejected[:SHOWN], "more": max(0, len(report.rejected) - SHOWN)}
    response = page(request, "agencies/import_done", context)
    response["Cache-Control"] = "no-store"
    return response


@require_GET
def template(request: HttpRequest) -> HttpResponse:
    """Give the empty workbook."""
    manager_of(request)
    response = HttpResponse(registerfile.template(), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="tongpan-register.xlsx"'
    return response


def _bring(actor: Actor, lines: Lines, *, rehearsal: bool) -> Any:
    assert actor.district_id is not None
    district = places.by_id(actor.district_id)
    return import_register(lines=lines, district=district, actor=actor, now=clock.now(), rehearsal=rehearsal)


def _packed(actor: Actor, lines: Lines) -> dict[str, Any]:
    rows = [[table.name, line, dict(row), getattr(row, "reason", "")] for table, line, row in lines]
    return {"by": actor.label, "rows": rows}


def _unpacked(actor: Actor, sealed: str) -> Lines:
    try:
        packed = json.loads(unseal(sealed))
    except (Unreadable, ValueError):
        raise Invalid("要导入的内容不完整，请重新选择文件") from None
    if packed["by"] != actor.label:
        raise Invalid("这个文件是别人核对的，请自己重新选择文件")
    tables = {table.name: table for table in TABLES}
    return [(tables[name], line, BadRow(reason) if reason else row) for name, line, row, reason in packed["rows"]]
