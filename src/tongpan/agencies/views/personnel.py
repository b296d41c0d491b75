"""人事事项 (M207): the plans, what the towns say, carrying out."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.personnel import carry_out, drop_plan, give_opinion, plan_personnel
from tongpan.agencies.domain.personnel import PersonnelKind, Stance
from tongpan.agencies.forms.personnel import CarryOutForm, OpinionForm, PlanForm
from tongpan.agencies.queries import personnel
from tongpan.agencies.queries.actors import acting
from tongpan.agencies.views.single import Sheet, answer, try_to
from tongpan.agencies.views.staff import person_of
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted


@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """人事事项: what waits for the town's opinion, and all plans one may know of."""
    actor = acting(request)
    manages = policies.may_manage(actor, actor.district_id)
    if not manages and not personnel.towns_heard_by(actor):
        raise Forbidden("人事事项对系统管理员和街镇负责人开放")
    context = {
        "waiting": personnel.waiting_opinions(actor),
        "page": personnel.plans(actor, after=request.GET.get("after")),
        "manages": manages,
    }
    return page(request, "agencies/plans", context)


@require_http_methods(["GET", "POST"])
def new_plan(request: HttpRequest, officer_id: UUID) -> HttpResponse:
    """提出人事事项."""
    officer, actor, now = person_of(request, officer_id), acting(request), clock.now()
    towns = personnel.concerned_towns(officer_id, clock.date_of(now))
    form = PlanForm(posted(request))

    def run(data: dict[str, Any]) -> None:
        given = data | {"kind": PersonnelKind(data["kind"])}
        plan_personnel(officer_id=officer_id, actor=actor, now=now, **given)

    names = "、".join(town.name for town in towns)
    note = f"将征求{names}的意见；每个街镇都登记意见之后才能办理。" if towns else "此人没有派驻到镇街，不用征求意见。"
    back = (reverse("agencies:officer", args=[officer.pk]), officer.name)
    sheet = Sheet("人事事项：征求街镇意见", "提出", back, note=note, sub=officer.home_agency.name)
    return answer(request, form, sheet, run, "已提出，已请街镇登记意见")


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """One plan: the opinions, the form of the next, carrying out."""
    actor, now = acting(request), clock.now()
    found = personnel.plan_for(actor, action_id)
    opinions = list(found.opinions.select_related("town").defer("town__geometry").order_by("town__code"))
    mine = personnel.towns_heard_by(actor)
    open_ = found.done_at is None and found.dropped_at is None
    speaks = [one for one in opinions if one.given_at is None and one.town_id in mine] if open_ else []
    do = request.POST.get("do", "") if request.method == "POST" else ""
    towns = [(str(one.town_id), one.town.name) for one in speaks]
    first = {"town": towns[0][0]} if len(towns) == 1 else {}
    opinion = OpinionForm(posted(request) if do == "opinion" else None, choices={"town": towns}, initial=first)
    carrying = CarryOutForm(posted(request) if do in ("done", "drop") else None)
    status = 200
    if do == "opinion":
        status = try_to(request, opinion, lambda d: give_opinion(
            action_id=found.pk, town_id=UUID(d["town"]), stance=Stance(d["stance"]), text=d["text"], actor=actor,
            now=now,
        ))  # fmt: skip
    elif do == "done":
        status = try_to(request, carrying, lambda d: carry_out(action_id=found.pk, actor=actor, now=now, **d))
    elif do == "drop":
        status = try_to(request, carrying, lambda d: drop_plan(
            action_id=found.pk, reason=d["answer"], actor=actor, now=now,
        ))  # fmt: skip
    if do and not status:
        return done(request, "已登记", "agencies:plan", found.pk)
    context = {
        "plan": found,
        "opinions": opinions,
        "opinion_form": opinion if speaks else None,
        "carrying": carrying if open_ and policies.may_manage(actor, found.district_id) else None,
        "form": carrying if do in ("done", "drop") else opinion,
        "missing": [one.town.name for one in opinions if one.given_at is None],
    }
    return page(request, "agencies/plan", context, status=status or 200)
