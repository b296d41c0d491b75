"""追诉标准: what the county entered, and that of everything else nothing is known (M169)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.kernel import clock
from tongpan.powers import policies
from tongpan.powers.actions import crime as acts
from tongpan.powers.forms.crime import CrimeForm
from tongpan.powers.queries.crime import matters_with_standard, thresholds_of
from tongpan.powers.queries.profiles import matter_profiles
from tongpan.powers.views import frame
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_GET
def thresholds(request: HttpRequest) -> HttpResponse:
    """追诉标准 of the county, with the words of each text."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    context = {
        "district": district,
        "rows": thresholds_of(district.pk),
        "known": matters_with_standard(district.pk, clock.today()),
        "all": len(matter_profiles(district.pk)),
        "may": policies.may_benchmarks(actor, district.pk),
        "me": actor.label,
        "today": clock.today(),
    }
    return page(request, "powers/crime", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a standard; what was typed stays when it is refused."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    policies.check_benchmarks(actor, district.pk, acts.WHAT)
    form = CrimeForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(_data: dict[str, Any]) -> object:
            return acts.enter_threshold(**form.entered(), district=district, actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已录入，等另一人核对公布")
            return redirect("powers:crime")
    matters = [(one.code, one.name) for one in matter_profiles(district.pk)]
    return page(request, "powers/crime_enter", {"form": form, "matters": matters}, status=status)


@require_POST
def publish(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Publish the standard that another entered."""
    actor = frame.reader(request)
    acts.publish_threshold(rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now())
    messages.success(request, "已核对公布，正在比对这个事项的案件")
    return redirect("powers:crime")


@require_POST
def end(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """End a standard from today on."""
    actor = frame.reader(request)
    acts.end_threshold(
        rule_id=rule_id, on=clock.today(), district=frame.district_of(actor), actor=actor, now=clock.now()
    )
    messages.success(request, "从今天起不再适用")
    return redirect("powers:crime")


@require_POST
def withdraw(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take back the standard that one entered and nobody published yet, or that has not begun."""
    actor = frame.reader(request)
    acts.withdraw_threshold(
        rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now(),
        reason=request.POST.get("reason", "")[:500],
    )  # fmt: skip
    messages.success(request, "已撤回")
    return redirect("powers:crime")
