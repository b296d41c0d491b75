"""Taking one power back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.kernel import clock
from tongpan.kernel.errors import Refusal
from tongpan.kernel.permissions import Permission
from tongpan.powers import policies
from tongpan.powers.actions.grants import recall_grant, record_instrument
from tongpan.powers.domain.kinds import InstrumentKind
from tongpan.powers.forms import RecallForm
from tongpan.powers.queries.lists import grant as grant_row
from tongpan.powers.views import frame
from tongpan.ui.pages import page


@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, grant_id: UUID) -> HttpResponse:
    """Recall a grant; the form asks what becomes of work in hand."""
    actor, now = frame.reader(request), clock.now()
    row = grant_row(grant_id)
    policies.check(actor, Permission.POWERS_RECALL, row.territory.county_id)
    form = RecallForm(request.POST or None, bodies=frame.bodies(frame.district_of(actor)))
    problem = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            paper = record_instrument(
                kind=InstrumentKind.RECALL,
                title=chosen["title"],
                number=chosen["number"],
                issued_on=clock.date_of(now),
                actor=actor,
                now=now,
            )
            recall_grant(
                grant_id=grant_id,
                on=chosen["on"],
                instrument_id=paper.pk,
                in_hand=chosen["in_hand"],
                reason=chosen["reason"],
                receiver_id=frame.uuid_or_none(chosen["receiver"]),
                actor=actor,
                now=now,
            )
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "已收回，有关单位将收到通知")
            return redirect("powers:matter", row.matter_id)
    context = {"grant": row, "form": form, "problem": problem}
    return page(request, "powers/recall", context, status=problem.status if problem else 422 if form.errors else 200)
