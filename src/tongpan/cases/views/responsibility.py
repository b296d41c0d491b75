"""责任链 (M199): who prepared, looked at, reviewed and decided every step, for those who answer and who supervise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.cases import queries
from tongpan.cases.views.hiding import Hiding
from tongpan.cases.views.looking import look
from tongpan.kernel import clock
from tongpan.ui.pages import page


@require_GET
def responsibility(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The chain of one case, for print."""
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    hiding = Hiding.of(seen)
    rows = [
        {
            "link": link,
            "whom": seen.names.get(link.party, "") if seen.several else "",
            "why": hiding.text(link.overridden),
        }
        for link in queries.links_of(seen.case)
    ]
    context = {"case": seen.case, "rows": rows, "names": "、".join(seen.names.values())}
    return page(request, "cases/responsibility", context)
