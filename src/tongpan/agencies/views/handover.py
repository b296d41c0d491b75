"""Hand-over sheets: write one, sign it, take over."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies import policies
from tongpan.agencies.actions.handover import draft_handover, edit_handover, sign_handover, take_handover
from tongpan.agencies.forms import HandoverForm, TakeOverForm
from tongpan.agencies.queries import duty
from tongpan.agencies.queries.actors import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid, NotFound, Refusal
from tongpan.places import queries as places
from tongpan.ui.pages import page


@require_http_methods(["GET", "POST"])
def sheets(request: HttpRequest) -> HttpResponse:
    """The latest sheets of the actor's town; POST starts one."""
    actor, now = acting(request), clock.now()
    if actor.town_id is None:
        raise NotFound("交接班单按镇街填写，您的账号没有对应的镇街")
    place = places.by_id(actor.town_id)
    form, problem = HandoverForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            made = draft_handover(place_id=place.pk, text=form.cleaned_data["text"], counts={}, actor=actor, now=now)
        except Refusal as refusal:
            problem = refusal
        else:
            return redirect("agencies:handover", made.pk)
    context = {"place": place, "sheets": duty.handovers(place.pk), "form": form, "problem": problem}
    failed = problem.status if problem else 422
    return page(request, "agencies/handovers", context, status=failed if problem or form.errors else 200)


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, sheet_id: UUID) -> HttpResponse:
    """One sheet; POST with `do` = save, sign or take."""
    actor, now = acting(request), clock.now()
    found = duty.handover_by_id(sheet_id)
    place = places.by_id(found.place_id) if found else None
    visible = place is not None and (
        place.pk in actor.town_ids or policies.manages_town(actor, place.pk, place.county_id)
    )
    if found is None or not visible:
        raise NotFound("没有找到这张交接班单，或您无权查看")
    form = HandoverForm(request.POST if "text" in request.POST else None, initial={"text": found.text})
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            _do(request, sheet_id, found.version, form)
        except Refusal as refusal:
            problem = refusal
        else:
            messages.success(request, "已保存")
            return redirect("agencies:handover", sheet_id)
    mine = found.giver_id == actor.officer_id
    context = {
        "sheet": found,
        "place": place,
        "form": form,
        "take_form": TakeOverForm(),
        "may_edit": mine and found.given_at is None,
        "may_take": not mine and found.given_at is not None and found.taken_at is None,
        "problem": problem,
        "counts": sorted(found.counts.items()),
        "now": now,
    }
    return page(request, "agencies/handover", context, status=problem.status if problem else 200)


def _do(request: HttpRequest, sheet_id: UUID, version: int, form: HandoverForm) -> None:
    actor, now = acting(request), clock.now()
    match request.POST.get("do"):
        case "save":
            if not form.is_valid():
                raise Invalid("请填写交接事项")
            edit_handover(sheet_id=sheet_id, text=form.cleaned_data["text"], version=version, actor=actor, now=now)
        case "sign":
            sign_handover(sheet_id=sheet_id, actor=actor, now=now)
        case "take":
            take_handover(sheet_id=sheet_id, remark=request.POST.get("remark", "")[:1000], actor=actor, now=now)
        case _:
            raise Invalid("没有这个操作；请刷新页面后再试")
