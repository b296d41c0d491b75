"""补录纸质卷宗: at which moment, then what could be done then, then that step as the file shows it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions.paper import require_paper
from tongpan.cases.actions.stepping import EARLIEST_YEAR
from tongpan.cases.forms.acts import PaperMomentForm
from tongpan.cases.forms.paper import PaperForm
from tongpan.cases.steps import storing
from tongpan.cases.views import shown
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of, in_chinese_time
from tongpan.law.procedure import Step, Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


def _moment(request: HttpRequest) -> datetime | None:
    """Return the moment that was chosen, in Chinese time."""
    try:
        at = parse_datetime(request.GET.get("at", ""))
    except ValueError:
        return None
    if at is None or at.year < EARLIEST_YEAR:
        return None
    return in_chinese_time(at)


@require_http_methods(["GET", "POST"])
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """补录一步."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(now))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    require_paper(case)
    at = _moment(request)
    wanted = request.GET.get("step", "")
    target = Target(*(request.GET.get(name, "") for name in ("party", "cause", "ref")))
    status, form = 200, None
    if at is not None and wanted in set(Step):
        first = {"at": at, "version": case.version} | shown.first_of(known, target)
        form = PaperForm(posted(request), step=Step(wanted), initial=first, offered=shown.offered(known))
        if request.method == "POST":

            def run(data: dict[str, Any]) -> object:
                return actions.enter_paper(
                    case_id=case.pk, step=Step(wanted), target=target, at=data["at"], shown_by=data["shown_by"],
                    entered=form.entered(), actor=actor, now=now, version=data["version"],
                )  # fmt: skip

            status = try_to(request, form, run)
            if not status:
                return done(request, f"已补录“{Step(wanted).label}”，接着补录下一步", "cases:paper", case.pk)
    context: dict[str, Any] = {
        "case": case,
        "form": form,
        "step": Step(wanted) if form is not None else None,
        "at": at,
        "moment": PaperMomentForm(initial={"at": at}),
        "open": (),
        "stopped": (),
    }
    if at is not None and form is None and at <= case.opened_at:
        then = queries.known(case, date_of(at))
        names = shown.party_names(case.parties.order_by("pk"), clear=True)
        roles = policies.roles_of(policies.handle_of(actor, then.people), then.facts)
        outlook = storing.outlook(then.facts, at, paper=True)
        context["open"], context["stopped"] = shown.next_steps_shown(case, outlook, then, roles, names)
        context["at_text"] = at.astimezone(SHANGHAI).strftime("%Y-%m-%dT%H:%M")
    return page(request, "cases/paper", context, status=status)
