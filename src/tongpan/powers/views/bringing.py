"""导入清单: choose a file, see what it would change and which lines cannot stand, then take it in."""

from collections import defaultdict
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.policies import Actor
from tongpan.kernel import clock, refusals, spreadsheet
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.places.models import Place
from tongpan.powers import policies
from tongpan.powers.actions.uploading import Brought, keep_list, preview_list, take_list
from tongpan.powers.domain.benchmarking import BENCHMARK_COLUMNS
from tongpan.powers.domain.listfile import GRANT_COLUMNS, MATTER_COLUMNS, NEEDED_COLUMNS, RowError
from tongpan.powers.forms.bringing import KINDS, UploadForm
from tongpan.powers.queries import uploads
from tongpan.powers.queries.exporting import matter_lines
from tongpan.powers.views import frame
from tongpan.ui.pages import page
from tongpan.ui.submitting import MALFORMED, refused

SALT = "powers.import"
KEEP_SECONDS = 24 * 3600
SHOWN = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COLUMNS = {"grants": GRANT_COLUMNS, "matters": MATTER_COLUMNS, "benchmarks": BENCHMARK_COLUMNS}
NAMES = {"grants": "职权清单", "matters": "事项目录", "benchmarks": "裁量基准"}


def _keeper(request: HttpRequest) -> tuple[Actor, Place]:
    """
    Return who brings a list, and the county it is of.

    :raises Forbidden: if they may not publish lists
    """
    actor = frame.reader(request)
    district = frame.district_of(actor)
    policies.check(actor, Permission.POWERS_PUBLISH, district.pk)
    return actor, district


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose the file; what was chosen beside it stays when it is refused."""
    actor, district = _keeper(request)
    posted = request.method == "POST"
    form = UploadForm(request.POST, request.FILES) if posted else UploadForm(initial={"kind": _kind(request)})
    status = MALFORMED if posted else 200
    if posted and form.is_valid():
        chosen = form.cleaned_data
        file = chosen["file"]
        try:
            brought = keep_list(file=file, name=file.name[:120], kind=chosen["kind"], district=district, actor=actor)
        except Refusal as refusal:
            status = refused(request, form, refusal, beside="file")
        else:
            return redirect("powers:import_preview", _sign(brought, actor))
    context = {"form": form, "district": district, "needed": _needed()}
    return page(request, "powers/import", context, status=status)


def _kind(request: HttpRequest) -> str:
    kind = request.GET.get("kind", "")
    return kind if kind in NAMES else "grants"


def _needed() -> list[tuple[str, str, str]]:
    return [(kind, label, "、".join(NEEDED_COLUMNS[kind])) for kind, label in KINDS]


def _sign(brought: Brought, actor: Actor) -> str:
    facts = {"k": brought.kind, "d": brought.digest, "n": brought.name, "a": actor.label}
    return signing.dumps(facts, salt=SALT)


def _open(token: str, actor: Actor) -> Brought:
    try:
        facts: dict[str, str] = signing.loads(token, salt=SALT, max_age=KEEP_SECONDS)
    except signing.BadSignature:
        raise NotFound("这次导入的链接已失效，请重新选择文件；已导入的不会丢，也不会重复") from None
    if facts["a"] != actor.label:
        raise NotFound("这次导入是别人发起的，请重新选择文件")
    return Brought(facts["k"], facts["d"], facts["n"])


@require_http_methods(["GET", "POST"])
def preview(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the file would change; on confirming, take in the lines that can stand."""
    actor, district = _keeper(request)
    brought, now, problem = _open(token, actor), clock.now(), None
    if request.method == "POST":
        try:
            report = take_list(brought=brought, district=district, actor=actor, now=now)
        except Refusal as refusal:
            refusals.record(request, refusal)
            problem = refusal
        else:
            left = f"，{len(report.rejected)} 行没有导入" if report.rejected else ""
            changed = f"，更新 {report.changed} 项" if report.changed else ""
            messages.success(request, f"已导入：新增 {report.created} 条{changed}{left}")
            return redirect("powers:import_preview", token)
    report = preview_list(brought=brought, district=district, actor=actor, now=now)
    context: dict[str, Any] = {
        "brought": brought,
        "title_text": NAMES[brought.kind],
        "token": token,
        "district": district,
        "report": report,
        "fresh": report.created + report.changed,
        "rejected": report.rejected[:SHOWN],
        "warnings": report.warnings[:SHOWN],
        "problem": problem,
    }
    return page(request, "powers/import_preview", context, status=problem.status if problem else 200)


@require_GET
def rejected(request: HttpRequest, token: str) -> StreamingHttpResponse:
    """Give the lines that cannot stand, each with its column and reason, to be mended and brought again."""
    actor, district = _keeper(request)
    brought = _open(token, actor)
    report = preview_list(brought=brought, district=district, actor=actor, now=clock.now())
    columns = uploads.columns_of(brought.digest, brought.name, brought.kind)
    rows = uploads.lines_at(brought.digest, brought.name, _said(report.rejected), columns)
    body = spreadsheet.write_csv(["原行号", "哪一列", "没有导入的原因", *columns], rows)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    name = quote(f"未导入-{brought.name.rsplit('.', 1)[0]}.csv")
    response["Content-Disposition"] = f"attachment; filename=\"rejected.csv\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response


def _said(errors: list[RowError]) -> dict[int, list[str]]:
    """Return column and reason of each line; a line may have several."""
    found: dict[int, list[RowError]] = defaultdict(list)
    for error in errors:
        found[error.line].append(error)
    return {
        line: ["、".join(filter(None, (one.column for one in all_of))), "；".join(one.reason for one in all_of)]
        for line, all_of in found.items()
    }


@require_GET
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Give an empty table with the columns in their order."""
    _keeper(request)
    if kind not in COLUMNS:
        raise NotFound("没有这种模板，请返回导入页面选择")
    return _table(spreadsheet.write_xlsx(COLUMNS[kind], []), f"{NAMES[kind]}模板.xlsx", f"{kind}-template.xlsx")


@require_GET
def matters_file(request: HttpRequest) -> HttpResponse:
    """Give the catalogue as a table that is read back."""
    _keeper(request)
    return _table(spreadsheet.write_xlsx(MATTER_COLUMNS, matter_lines()), "事项目录.xlsx", "matters.xlsx")


def _table(content: bytes, name: str, plain: str) -> HttpResponse:
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return response
