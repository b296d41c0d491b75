"""指定管辖 (M023): entered by the county, seen by it and both towns."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.forms.designating import DesignateForm
from tongpan.cases.queries.designating import designations as found_of
from tongpan.cases.views.oneform import one_form
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted

NOTE = (
    "处罚法 25 条二款：管辖有争议的协商解决，协商不成的报请共同的上一级行政机关指定管辖；也可以由它直接指定。"
    "被指定的机关接收以后，本案归它的镇街办理，不能退回；区县和两个镇街都看得到这件指定。"
)


@require_http_methods(["GET", "POST"])
def designate(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """登记指定管辖."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    policies.require_designates(actor, case)
    bodies = [
        (str(one.pk), one.name)
        for one in agencies.agencies_of(case.district_id, date_of(now))
        if one.pk != case.body_id
    ]
    form = DesignateForm(posted(request), bodies=bodies, initial={"on": date_of(now)})

    def run(_data: dict[str, Any]) -> object:
        return actions.designate(case_id=case.pk, designated=form.designated(), actor=actor, now=now)

    return one_form(
        request, case, form, run, title="指定管辖", note=NOTE, said="已登记，等被指定的机关接收", draft=True
    )


@require_GET
def designations(request: HttpRequest) -> HttpResponse:
    """指定管辖 of the county, or from and to the own towns."""
    actor = acting(request)
    policies.require_reader(actor)
    found = found_of(actor, after=request.GET.get("after"))
    names = dispatch.names_of(one.made_by for one in found.items)
    rows = [
        (
            one, policies.knows(actor, one.case),
            Hiding.over(one.case.parties.all(), clear=False).text(one.reason), names[one.made_by],
        )
        for one in found.items
    ]  # fmt: skip
    return page(request, "cases/designations", {"page": found, "rows": rows})
