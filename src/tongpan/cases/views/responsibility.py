"""责任链 (M199): who prepared, looked at, reviewed and decided every step, for those who answer and who supervise."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.cases import queries
from tongpan.cases.views.looking import look
from tongpan.kernel import clock
from tongpan.ui.pages import page


@require_GET
def responsibility(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The chain of one case, for print."""
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    hiding = seen.hiding
    links = queries.responsibility_of(seen.case)
    rows = [
        {"link": one, "whom": seen.names.get(one.party, "") if seen.several else "", "why": hiding.text(one.overridden)}
        for one in links
    ]
    answers = list(dict.fromkeys((one.post, one.answers_for) for one in links))
    context = {"case": seen.case, "rows": rows, "answers": answers, "names": "、".join(seen.names.values())}
    return page(request, "cases/responsibility", context)
