"""增加当事人、增加案由, in an open case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.forms.parties import AddCauseForm, AddPartyForm
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.views.oneform import one_form
from tongpan.cases.views.opening import matter_code
from tongpan.cases.views.shown import party_names
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.powers import queries as powers
from tongpan.ui.submitting import posted

APART = "每个当事人、每个案由分别告知、听取意见、决定和送达；可以并案办理，也不互相等。"


def _handled(request: HttpRequest, case_id: UUID) -> tuple[Case, Known]:
    actor = acting(request)
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(clock.now()))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    return case, known


@require_http_methods(["GET", "POST"])
def add_party(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """增加当事人."""
    case, known = _handled(request, case_id)
    first = known.facts.charges[0]
    form = AddPartyForm(
        posted(request), causes=[(each.id, each.name) for each in known.facts.causes],
        initial={"version": case.version, "act_on": first.act_on, "discovered_on": first.discovered_on},
    )  # fmt: skip

    def run(data: dict[str, Any]) -> object:
        return actions.add_party(
            case_id=case.pk, party=form.party(), charge=form.charge(), causes=data["causes"], actor=acting(request),
            now=clock.now(), version=data["version"],
        )  # fmt: skip

    return one_form(request, case, form, run, title="增加当事人", said="已增加当事人", note=APART)


@require_http_methods(["GET", "POST"])
def add_cause(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """增加案由."""
    case, _ = _handled(request, case_id)
    matters = powers.matter_profiles(case.district_id)
    names = party_names(case.parties.order_by("pk"), clear=True)
    form = AddCauseForm(posted(request), parties=list(names.items()), initial={"version": case.version})

    def run(data: dict[str, Any]) -> object:
        return actions.add_cause(
            case_id=case.pk, matter_code=matter_code(data["matter"], matters), charge=form.charge(),
            parties=data["parties"], actor=acting(request), now=clock.now(), version=data["version"],
        )  # fmt: skip

    offered = [(one.code, one.name) for one in matters]
    return one_form(request, case, form, run, title="增加案由", said="已增加案由", note=APART, matters=offered)
