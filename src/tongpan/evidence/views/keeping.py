"""保管台账: what is with us in a town or a body, and what becomes of one line."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.forms.keeping import KeeperFilter, MoveForm
from tongpan.evidence.models import PropertyItem
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound
from tongpan.places import queries as places
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_GET
def keeper(request: HttpRequest) -> HttpResponse:
    """涉案财物台账."""
    actor = acting(request)
    policies.require_keeper(actor)
    towns = places.towns_of(actor.district_id) if actor.district_id and len(actor.town_ids) != 1 else []
    form = KeeperFilter(request.GET, towns=[(str(town.pk), town.name) for town in towns])
    form.is_valid()
    data: dict[str, Any] = form.cleaned_data
    shown = queries.keeper_list(
        actor,
        town_id=UUID(data["town"]) if data.get("town") else None,
        words=data.get("q") or "",
        left=data.get("show") != "all",
        after=request.GET.get("after"),
    )
    active = any(request.GET.get(name) for name in form.fields)
    return page(request, "evidence/keeper", {"form": form, "page": shown, "active": active})


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One line of the register: what came and went, and what becomes of it."""
    actor = acting(request)
    policies.require_keeper(actor)
    rows = PropertyItem.objects.select_related("town", "body").defer("town__geometry")
    item = policies.visible(actor, rows).filter(pk=item_id).first()
    if item is None:
        raise NotFound("没有这件财物，或者不归您保管")
    form = MoveForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(_: dict[str, Any]) -> object:
            return actions.move_property(item_id=item_id, going=form.going(), actor=actor, now=clock.now())

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已登记")
            return redirect("evidence:line", item_id)
    context = {
        "item": item,
        "form": form,
        "moves": queries.moves_of([item])[item.pk],
        "facts": [
            ("案件编号", item.label),
            ("来由", item.get_origin_display()),
            ("文书", item.basis),
            ("规格、特征", item.features),
            ("存放地点", item.place_text),
            ("保管人", item.keeper),
            ("镇街", item.town.name if item.town else ""),
            ("机关", item.body.name),
        ],
    }
    return page(request, "evidence/line", context, status=status)
