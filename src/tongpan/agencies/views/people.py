"""One person: posts, credentials; the telephone number only with a purpose."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.phones import reveal_phone
from tongpan.agencies.domain.staffing import lock_ends_on
from tongpan.agencies.forms import PhoneForm
from tongpan.agencies.models import Appointment
from tongpan.agencies.queries import registry, staffing
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.ui.pages import page


def _locked_until(row: Appointment, today: date) -> date | None:
    """Return until when a dedicated person may not change post, while that lies ahead (M036)."""
    until = lock_ends_on(row.valid_from) if row.dedicated and row.holds_on(today) else None
    return until if until is not None and until > today else None


@require_http_methods(["GET", "POST"])
def officer(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """One person's page; POST opens the telephone number, with its purpose on record."""
    actor, now = acting(request), clock.now()
    found = registry.officer_by_id(officer_id)
    if found is None or not policies.sees_district(actor, found.district_id):
        raise NotFound("没有找到这名人员，或您无权查看；请从队伍页面进入")
    form, phone = PhoneForm(request.POST or None), ""
    problem: Refusal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            phone = reveal_phone(officer_id=officer_id, purpose=form.cleaned_data["purpose"], actor=actor, now=now)
        except Refusal as refusal:
            problem = refusal
    posts = registry.appointments_of(officer_id)
    state, licensed = staffing.credential_state(found, date_of(now))
    context = {
        "officer": found,
        "posts": [(row, row.holds_on(date_of(now)), _locked_until(row, date_of(now))) for row in posts],
        "credentials": sorted(found.credentials.all(), key=lambda card: card.valid_from, reverse=True),
        "state": state,
        "licensed": licensed,
        "phone": phone,
        "may_call": actor.can(Permission.AGENCIES_PHONE) and bool(found.phone_sealed),
        "form": form,
        "may_manage": policies.may_manage(actor, found.district_id),
        "problem": problem,
        "transfers": found.transfers.all(),
    }
    failed = problem.status if problem else 422
    return page(request, "agencies/officer", context, status=failed if problem or form.errors else 200)
