"""保管台账: what is with us in a town or a body, and what becomes of one line."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.domain.choices import Move
from tongpan.evidence.domain.showing import plain
from tongpan.evidence.forms.keeping import OF_ACT, KeeperFilter, MoveForm
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.steps import leaving, owning
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI
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
        untied=data.get("show") == "untied",
        after=request.GET.get("after"),
    )
    active = any(request.GET.get(name) for name in form.fields)
    return page(request, "evidence/keeper", {"form": form, "page": shown, "active": active})


@require_http_methods(["GET", "POST"])
def line(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One line of the register: what came and went, which ways out are open, and one of them."""
    actor, now = acting(request), clock.now()
    policies.require_keeper(actor)
    rows = PropertyItem.objects.select_related("town", "body", "came_from").defer("town__geometry")
    item = policies.visible(actor, rows).filter(pk=item_id).first()
    if item is None:
        raise NotFound("没有这件财物，或者不归您保管")
    held = owning.held(item, now)
    act, form, status = _asked(request), None, 200
    if act is not None and item.held:
        start = {"act": act, "quantity": plain(item.held), "given_by": item.keeper}
        form = MoveForm(posted(request), act=act, money=item.money, heads=policies.may_override(actor), initial=start)
    if request.method == "POST" and form is not None:
        asked = form

        def run(_: dict[str, Any]) -> object:
            return actions.move_property(item_id=item_id, going=asked.going(), actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已登记")
            return redirect("evidence:line", item_id)
    ways = leaving.ways(item, held) if item.held else []
    context = {
        "item": item,
        "held": held,
        "act": act,
        "form": form,
        "open": [(way.value, way.label) for way, verdict in ways if not any(each.blocks for each in verdict)],
        "closed": [(way.label, verdict[0]) for way, verdict in ways if any(each.blocks for each in verdict)],
        "unknown": held.title is None,
        "moves": queries.moves_of([item])[item.pk],
        "facts": _facts(item, held),
    }
    return page(request, "evidence/line", context, status=status)


def _asked(request: HttpRequest) -> Move | None:
    wanted = request.POST.get("act") or request.GET.get("act", "")
    return Move(wanted) if wanted in OF_ACT else None


def _facts(item: PropertyItem, held: owning.Held) -> list[tuple[str, str]]:
    since = f"（自{held.since.astimezone(SHANGHAI):%Y年%m月%d日}）" if held.since is not None else ""
    return [
        ("案件编号", item.label),
        ("来由", item.get_origin_display()),
        ("现在凭什么在库", f"{held.title.label}{since}" if held.title else "没有对应到案件里的措施"),
        ("对应", item.ref),
        ("由哪一项得来", f"第 {item.came_from.number} 号 {item.came_from.name}" if item.came_from else ""),
        ("文书", item.basis),
        ("规格、特征", item.features),
        ("存放地点", item.place_text),
        ("保管人", item.keeper),
        ("镇街", item.town.name if item.town else ""),
        ("机关", item.body.name),
    ]
