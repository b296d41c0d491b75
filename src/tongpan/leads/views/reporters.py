"""查看反映人: a purpose, a ledger entry, shown once on an answer that nobody keeps."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.leads.actions import reveal_reporter
from tongpan.leads.forms.triage import RevealForm
from tongpan.leads.queries import detail_for
from tongpan.leads.views.submitting import refused
from tongpan.ui.pages import page


@require_POST
def reveal(request: HttpRequest, lead_id: UUID, reporter_id: UUID) -> HttpResponse:
    """Show a reporter's name and telephone, once."""
    actor = acting(request)
    detail = detail_for(actor, lead_id)
    if all(row.pk != reporter_id for row in detail.reporters):
        raise NotFound("这位反映人不在本件名下，请刷新后再看")
    form = RevealForm(request.POST)
    revealed, status = None, 200
    form.is_valid()
    try:
        revealed = reveal_reporter(
            reporter_id=reporter_id, actor=actor, now=clock.now(), purpose=request.POST.get("purpose", "")
        )
    except Invalid as refusal:
        status = refused(request, form, refusal)
    context = {"lead": detail.lead, "reporter_id": reporter_id, "revealed": revealed, "reveal_form": form}
    response = page(request, "leads/reveal", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response
