"""审核类别: the catalogue of grave decisions of the county and its bodies (M162)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.fields import labels
from tongpan.kernel import clock
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.review_range import review_classes
from tongpan.powers import policies
from tongpan.powers.actions import reviewclasses as acts
from tongpan.powers.forms.reviewclasses import ReviewClassForm
from tongpan.powers.queries.reviewclasses import review_class_rules_of
from tongpan.powers.views import frame
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """审核目录清单: the statute's classes, and what the county and its bodies added."""
    actor = frame.reader(request)
    district = frame.district_of(actor)
    rows = [
        {
            "row": row,
            "kinds": "、".join(PenaltyKind(kind).label for kind in row.kinds),
            "fields": labels(row.fields),
        }
        for row in review_class_rules_of(district.pk)
    ]
    context = {
        "district": district,
        "statute": [one for one in review_classes() if not one.source.area],
        "rows": rows,
        "may": policies.may_benchmarks(actor, district.pk),
        "me": actor.label,
        "today": clock.today(),
    }
    return page(request, "powers/review_classes", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a class; what was typed stays when it is refused."""
    actor, now = frame.reader(request), clock.now()
    district = frame.district_of(actor)
    policies.check_benchmarks(actor, district.pk, acts.WHAT)
    bodies = [(str(one.pk), one.name) for one in agencies.agencies_of(district.pk, clock.today())]
    form = ReviewClassForm(posted(request), bodies=bodies)
    status = 200
    if request.method == "POST":

        def run(_data: dict[str, Any]) -> object:
            return acts.enter_review_class(**form.entered(), district=district, actor=actor, now=now)

        status = try_to(request, form, run, renamed={"body_id": "body"})
        if not status:
            messages.success(request, "已录入，等另一人核对公布")
            return redirect("powers:review_classes")
    return page(request, "powers/review_class_enter", {"form": form, "district": district}, status=status)


@require_POST
def publish(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Publish the class that another entered."""
    actor = frame.reader(request)
    acts.publish_review_class(rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now())
    messages.success(request, "已核对公布，这一类决定从施行日起必须先通过法制审核")
    return redirect("powers:review_classes")


@require_POST
def end(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """End a class from today on."""
    actor = frame.reader(request)
    acts.end_review_class(
        rule_id=rule_id, on=clock.today(), district=frame.district_of(actor), actor=actor, now=clock.now()
    )
    messages.success(request, "从今天起不再适用")
    return redirect("powers:review_classes")


@require_POST
def withdraw(request: HttpRequest, rule_id: UUID) -> HttpResponse:
    """Take back the class that one entered and nobody published yet, or that has not begun."""
    actor = frame.reader(request)
    acts.withdraw_review_class(
        rule_id=rule_id, district=frame.district_of(actor), actor=actor, now=clock.now(),
        reason=request.POST.get("reason", "")[:500],
    )  # fmt: skip
    messages.success(request, "已撤回")
    return redirect("powers:review_classes")
