"""批量导入: choose a file, say which column is which, watch it, take home what was not taken."""

from typing import Any
from urllib.parse import quote

from django.core import signing
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.kernel import clock, spreadsheet
from tongpan.kernel.errors import Forbidden, NotFound, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.leads.actions.uploads import keep_table, start_import
from tongpan.leads.domain.choices import Channel
from tongpan.leads.domain.mapping import FIELDS
from tongpan.leads.forms.imports import MappingForm, UploadForm
from tongpan.leads.queries import uploads
from tongpan.leads.views.submitting import refused
from tongpan.ui.pages import page

SALT = "leads.import"
KEEP_SECONDS = 24 * 3600


def _require(actor: Actor) -> None:
    if not actor.can(Permission.LEADS_IMPORT):
        raise Forbidden("批量导入由值守台或区级调度台办理；少量线索请逐件登记")


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Choose the file."""
    actor = acting(request)
    _require(actor)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data = form.cleaned_data
            try:
                digest = keep_table(file=data["file"], name=data["file"].name, actor=actor)
            except Refusal as refusal:
                status = refused(request, form, refusal)
            else:
                return redirect("leads:import_columns", _sign(actor, data, digest))
    return page(request, "leads/import", {"form": form, "fields": list(FIELDS.values())}, status=status)


def _sign(actor: Actor, data: dict[str, Any], digest: str) -> str:
    system = data["system"].strip() or data["channel"].lower().replace("_", "-")
    facts = {"d": digest, "n": data["file"].name[:120], "c": data["channel"], "s": system[:40], "a": actor.label}
    return signing.dumps(facts, salt=SALT)


def _open(token: str, actor: Actor) -> dict[str, str]:
    try:
        facts: dict[str, str] = signing.loads(token, salt=SALT, max_age=KEEP_SECONDS)
    except signing.BadSignature:
        raise NotFound("这次导入的链接已失效，请重新选择文件；已导入的不会丢，也不会重复") from None
    if facts["a"] != actor.label:
        raise NotFound("这次导入是别人发起的，请重新选择文件")
    return facts


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, token: str) -> HttpResponse:
    """Say which column feeds which field; the first rows stand beside it."""
    actor = acting(request)
    _require(actor)
    facts = _open(token, actor)
    seen = uploads.glimpse(facts["d"], facts["n"])
    form = MappingForm(request.POST or None, columns=seen.columns, initial=seen.guessed)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                start_import(
                    digest=facts["d"], name=facts["n"], columns=form.columns(), channel=Channel(facts["c"]),
                    system=facts["s"], actor=actor, now=clock.now(),
                )  # fmt: skip
            except Refusal as refusal:
                status = refused(request, form, refusal)
            else:
                return redirect("leads:import_run", token)
    context = {"form": form, "seen": seen, "name": facts["n"], "channel": Channel(facts["c"]).label}
    return page(request, "leads/import_columns", context, status=status)


@require_GET
def run(request: HttpRequest, token: str) -> HttpResponse:
    """Watch an import, and its result."""
    actor = acting(request)
    _require(actor)
    facts = _open(token, actor)
    found = uploads.run_of(facts["d"], facts["s"])
    summary = found.summary if found else {}
    context = {
        "run": found,
        "name": facts["n"],
        "done": bool(found and found.finished_at),
        "summary": {key: summary.get(key, 0) for key in _COUNTS},
        "rejected": (summary.get("rejected") or [])[:20],
        "rejected_count": len(summary.get("rejected") or []),
        "here": reverse("leads:import_run", args=[token]),
        "file_url": reverse("leads:import_rejected", args=[token]),
    }
    return page(request, "leads/import_run", context)


_COUNTS = ("received", "created", "routed", "triage", "place_pending", "duplicates", "suggested")


@require_GET
def rejected(request: HttpRequest, token: str) -> StreamingHttpResponse:
    """Give the rows that were not taken, each with its line and reason, to be mended and brought again."""
    actor = acting(request)
    _require(actor)
    facts = _open(token, actor)
    found = uploads.run_of(facts["d"], facts["s"])
    if found is None:
        raise NotFound("导入还没有开始，请稍后再看")
    seen = uploads.glimpse(facts["d"], facts["n"])
    rows = uploads.rejected_rows(facts["d"], facts["n"], found)
    body = spreadsheet.write_csv(["原行号", "没有导入的原因", *seen.columns], rows)
    response = StreamingHttpResponse(body, content_type="text/csv; charset=utf-8")
    name = quote(f"未导入-{facts['n'].rsplit('.', 1)[0]}.csv")
    response["Content-Disposition"] = f"attachment; filename=\"rejected.csv\"; filename*=UTF-8''{name}"
    response["Cache-Control"] = "no-store"
    return response
