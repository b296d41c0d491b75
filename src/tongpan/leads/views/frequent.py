"""高频问题 (M109) and 看得到管不到 (M111): what comes up again and again, where, and what nobody takes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.leads.queries import matters
from tongpan.leads.queries.frequent import by_matter, by_month, by_place, counted, seen_not_handled
from tongpan.ui.pages import page

LONGEST_DAYS = 366


@require_GET
def frequent(request: HttpRequest) -> HttpResponse:
    """Count a span of days: by matter, by grid, by month."""
    actor = acting(request)
    if not (actor.can(Permission.LEADS_TRIAGE) or actor.can(Permission.COMMAND_STATISTICS)):
        raise Forbidden("高频问题由值守台和负责人查看；您可以在线索列表里按事项筛选")
    since, until = _span(request)
    matter = _uuid(request.GET.get("matter", ""))
    named = matters.named(actor.district_id, [matter]) if matter else {}
    rows = counted(actor, since, until)
    months = by_month(actor, until, matter_id=matter)
    context: dict[str, Any] = {
        "since": since,
        "until": until,
        "by_matter": by_matter(rows),
        "by_place": by_place(rows, matter_id=matter),
        "chart": {
            "title": "近六个月", "unit": "件", "labels": [label for label, _ in months],
            "series": [{"name": "件数", "kind": "bar", "values": [n for _, n in months]}],
        },
        "seen": seen_not_handled(actor, since, until),
        "matter": named.get(matter) if matter else None,
        "span": f"since={since:%Y-%m-%d}&until={until:%Y-%m-%d}",
    }  # fmt: skip
    return page(request, "leads/frequent", context)


def _span(request: HttpRequest) -> tuple[date, date]:
    until = _day(request.GET.get("until", "")) or clock.today()
    since = _day(request.GET.get("since", "")) or until - timedelta(days=29)
    if since > until:
        since, until = until, since
    return max(since, until - timedelta(days=LONGEST_DAYS)), until


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
