"""人员随事: after a matter changed hands, which people went with it, or why none."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.policies import Actor
from tongpan.kernel import clock
from tongpan.powers import policies
from tongpan.powers.actions.staffing import explain_staffing, record_staffing
from tongpan.powers.domain.kinds import StaffingState
from tongpan.powers.forms.staffing import StaffingForm
from tongpan.powers.models import StaffingFollowUp
from tongpan.powers.queries import staffing
from tongpan.powers.views import frame
from tongpan.ui.pages import page
from tongpan.ui.submitting import try_to

SHOWN = 200


@require_GET
def follow_up_list(request: HttpRequest) -> HttpResponse:
    """Show what is open, or all."""
    actor = frame.reader(request)
    every = request.GET.get("all") == "1"
    rows = list(staffing.follow_ups(actor, open_only=not every).order_by("raised_at", "id")[:SHOWN])
    tabs = [("?", "待办理", None, not every), ("?all=1", "全部", None, every)]
    context = {"rows": rows, "tabs": tabs, "every": every}
    return page(request, "powers/staffing", context)


@require_http_methods(["GET", "POST"])
def follow_up(request: HttpRequest, follow_up_id: UUID) -> HttpResponse:
    """One question; its keepers name the transfers, or say why there are none."""
    actor = frame.reader(request)
    row = staffing.follow_up_for(actor, follow_up_id)
    known = staffing.transfers_between(row)
    form = StaffingForm(request.POST or None, transfers=known)
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda data: _take(row, data, actor, clock.now()))
        if not status:
            messages.success(request, "已登记")
            return redirect("powers:staffing")
    context = {
        "row": row,
        "form": form,
        "known": known,
        "chosen": list(row.transfers.select_related("officer")),
        "may_settle": row.state == StaffingState.OPEN and policies.may_staff(actor, row.district_id),
    }
    return page(request, "powers/staffing_one", context, status=status)


def _take(row: StaffingFollowUp, data: dict[str, Any], actor: Actor, now: datetime) -> None:
    chosen = [UUID(key) for key in data.get("transfers", [])]
    if chosen or not data["explanation"].strip():
        record_staffing(follow_up_id=row.pk, transfer_ids=chosen, actor=actor, now=now)
    else:
        explain_staffing(follow_up_id=row.pk, explanation=data["explanation"], actor=actor, now=now)
