"""归档: what waits to be filed and what it lacks; file one or many; what was filed."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Refusal
from tongpan.kernel.paging import keyset
from tongpan.kernel.permissions import Permission
from tongpan.leads.actions import archive_lead
from tongpan.leads.domain.choices import Status
from tongpan.leads.domain.records import missing_for_archive
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, narrowed
from tongpan.ui.pages import page

MOST_AT_ONCE = 50


@require_http_methods(["GET", "POST"])
def archive(request: HttpRequest) -> HttpResponse:
    """List what waits to be filed, or was; a POST files those ticked."""
    actor = acting(request)
    if not actor.can(Permission.LEADS_ARCHIVE):
        raise Forbidden("归档由值守台办理；要看已归档的，请在线索列表里筛选")
    if request.method == "POST":
        _file(request, actor)
        return redirect("leads:archive")
    filed = request.GET.get("t") == "filed"
    filters = Filters(status=(Status.ARCHIVED if filed else Status.ANSWERED,), words=request.GET.get("q", "")[:80])
    leads = narrowed(actor, filters).select_related("town", "village", "team")
    leads = leads.defer("route", "text", "town__geometry", "village__geometry")
    order = ("-id",) if filed else ("touched_at", "id")
    shown = keyset(leads, order=order, after=request.GET.get("after"), size=MOST_AT_ONCE)
    rows: list[dict[str, Any]] = [
        {"lead": lead, "missing": [] if filed else missing_for_archive(lead), "skipped": len(lead.skipped)}
        for lead in shown.items
    ]
    context = {
        "filed": filed, "page": shown, "rows": rows, "words": filters.words,
        "ready": sum(not row["missing"] for row in rows),
        "tabs": [("?", "待归档", None, not filed), ("?t=filed", "已归档", None, filed)],
    }  # fmt: skip
    return page(request, "leads/archive", context)


def _file(request: HttpRequest, actor: Actor) -> None:
    done, refused = 0, []
    for key in request.POST.getlist("lead")[:MOST_AT_ONCE]:
        try:
            archive_lead(lead_id=UUID(key), actor=actor, now=clock.now())
            done += 1
        except ValueError:
            continue
        except Refusal as refusal:
            refused.append(f"{_number(key)}：{refusal}")
    if done:
        messages.success(request, f"已归档 {done} 件")
    for reason in refused[:5]:
        messages.warning(request, reason)
    if not done and not refused:
        messages.info(request, "没有勾选线索")


def _number(key: str) -> str:
    return Lead.objects.filter(pk=UUID(key)).values_list("number", flat=True).first() or "这件"
