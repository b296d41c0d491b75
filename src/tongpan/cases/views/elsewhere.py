"""外部编号 of a case."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.forms.elsewhere import OutsideNumberForm, StrikeForm
from tongpan.cases.steps import hands
from tongpan.kernel import clock
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_http_methods(["GET", "POST"])
def outside_numbers(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The numbers of a case in other systems: one more, or one struck."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    rows, do = queries.outside_numbers(hand.case), request.POST.get("do", "")
    enter = OutsideNumberForm(posted(request) if do != "strike" else None)
    strike = StrikeForm(posted(request) if do == "strike" else None, numbers=[(str(one.pk), str(one)) for one in rows])
    where: dict[str, Any] = {"case_id": case_id, "actor": actor, "now": now}
    status = 200
    if request.method == "POST" and do == "strike":
        status = try_to(
            request, strike,
            lambda data: actions.strike_outside_number(
                **where, number_id=UUID(data["struck"]), reason=data["reason"]
            ),
        )  # fmt: skip
    elif request.method == "POST":
        status = try_to(request, enter, lambda data: actions.enter_outside_number(**where, **data))
    if request.method == "POST" and not status:
        return done(request, "已撤销" if do == "strike" else "已登记", "cases:outside_numbers", case_id)
    context = {
        "case": hand.case, "rows": rows, "form": enter, "strike": strike,
        "may": policies.enters_numbers(actor, hand.roles),
    }  # fmt: skip
    return page(request, "cases/outside_numbers", context, status=status or 200)
