"""Pages of the places: the tree, one place, its history, and the forms of its keeper."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import condition, require_GET, require_http_methods

from tongpan.kernel.clock import now, today
from tongpan.kernel.errors import Refusal
from tongpan.kernel.paging import keyset
from tongpan.places import actions, queries
from tongpan.places.domain.codes import Level
from tongpan.places.domain.coordinates import Datum
from tongpan.places.domain.geometry import area_km2, read_outline
from tongpan.places.forms import CodeForm, GridForm, RecodeForm, RedrawForm, RenameForm
from tongpan.places.models import CodeScheme, Place
from tongpan.places.policies import Keeper, may_manage, require_manage
from tongpan.places.queries.profile import figures
from tongpan.places.queries.stamps import county_edition
from tongpan.ui.pages import page

PAGE = 100


def _actor(request: HttpRequest) -> Any:
    return request.actor  # type: ignore[attr-defined]


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the actor's own district with its towns, and the other counties."""
    own: UUID | None = getattr(_actor(request), "district_id", None)
    district = Place.objects.filter(pk=own).first() if own else None
    listed = queries.counties().select_related("parent")
    counties = keyset(listed, order=("code",), after=request.GET.get("after"), size=PAGE)
    if district is None and len(counties.items) == 1:
        district = counties.items[0]
    branches = queries.place_tree(district) if district else []
    totals = {"villages": sum(b.villages for b in branches), "grids": sum(b.grids for b in branches)}
    context = {"district": district, "branches": branches, "totals": totals, "counties": counties}
    return page(request, "places/home", context)


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Find places by name or code."""
    words = request.GET.get("q", "").strip()
    found = keyset(queries.search(words), order=("code",), after=request.GET.get("after"), size=50)
    return page(request, "places/search", {"words": words, "found": found})


@require_GET
def place(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Show one place: facts, map, what lies below it."""
    shown = queries.by_id(place_id)
    branches: list[queries.Branch] = []
    if shown.level == Level.COUNTY:
        branches = queries.place_tree(shown)
    below = keyset(queries.children(shown), order=("code",), after=request.GET.get("after"), size=PAGE)
    context = {
        "place": shown,
        "name": queries.full_name(shown),
        "line": _line(shown),
        "facts": _facts(shown),
        "figures": figures(shown.pk, shown.level, today()),
        "branches": branches,
        "below": below,
        "drawn": shown.lon is not None or any(child.lon is not None for child in below.items),
        "may_manage": may_manage(_actor(request), shown),
        "codes": list(shown.external_codes.all()),
    }
    return page(request, "places/place", context)


def _line(shown: Place) -> list[Place]:
    """Return the superiors within the county, from the county down."""
    chain = [place for place in (shown.county, shown.town, shown.parent) if place is not None and place.pk != shown.pk]
    return list(dict.fromkeys(chain))


def _facts(shown: Place) -> list[tuple[str, object]]:
    geometry = queries.outline(shown)
    source = shown.outline_source if geometry else "尚未划定"
    if shown.synthetic:
        source += "，不作执法依据"
    facts: list[tuple[str, object]] = [
        ("层级", shown.get_level_display()),
        ("代码", shown.code),
        ("类别", shown.kind),
        ("面积", f"{area_km2(read_outline(geometry)):.2f} 平方公里" if geometry else None),
        ("范围", source),
        ("启用", shown.valid_from or "早于本清单"),
    ]
    if shown.valid_to:
        facts.append(("停用", shown.valid_to))
    return facts


def _etag(request: HttpRequest, place_id: UUID) -> str | None:
    county = Place.objects.filter(pk=place_id).values_list("county_id", flat=True).first()
    token = county_edition(county) if county else None
    return f'"{token.hex}-{place_id.hex}"' if token else None


@require_GET
@condition(etag_func=_etag)
def outline(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Give the map its GeoJSON; a browser that has it already is told so."""
    response = JsonResponse(queries.map_data(queries.by_id(place_id)), json_dumps_params={"separators": (",", ":")})
    response["Content-Type"] = "application/geo+json"
    response["Cache-Control"] = "private, max-age=60"
    return response


@require_GET
def history(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """Show what the place was called and whom it belonged to, and when."""
    shown = queries.by_id(place_id)
    successors = list(shown.successors.defer("geometry"))
    context = {"place": shown, "versions": queries.history(shown), "successors": successors}
    return page(request, "places/history", context)


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """更名。"""

    def act(form: RenameForm, actor: Keeper) -> Place:
        return actions.rename_place(
            place_id=place_id, name=form.cleaned_data["name"], ground=form.ground(), actor=actor, now=now()
        )

    return _change(request, place_id, RenameForm, "更名", "已更名", act)


@require_http_methods(["GET", "POST"])
def recode(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """变更代码或隶属。"""

    def act(form: RecodeForm, actor: Keeper) -> Place:
        values = form.cleaned_data
        return actions.recode_place(
            place_id=place_id, code=values["code"], parent_code=values["parent_code"] or None, ground=form.ground(),
            actor=actor, now=now(),
        )  # fmt: skip

    return _change(request, place_id, RecodeForm, "变更代码或隶属", "已变更", act)


@require_http_methods(["GET", "POST"])
def redraw(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """划定范围。"""

    def act(form: RedrawForm, actor: Keeper) -> Place:
        return actions.redraw_place(
            place_id=place_id, geometry=form.cleaned_data["geometry"], datum=Datum.WGS84, ground=form.ground(),
            actor=actor, now=now(),
        )  # fmt: skip

    return _change(request, place_id, RedrawForm, "划定范围", "范围已更新", act)


@require_http_methods(["GET", "POST"])
def add_grid(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """增设网格。"""
    village = queries.by_id(place_id)

    def act(form: GridForm, actor: Keeper) -> Place:
        values = form.cleaned_data
        return actions.add_grid(
            code=village.code + values["serial"], name=values["name"], geometry=values["geometry"], datum=Datum.WGS84,
            ground=form.ground(), actor=actor, now=now(),
        )  # fmt: skip

    return _change(request, place_id, GridForm, "增设网格", "网格已建立", act)


@require_http_methods(["GET", "POST"])
def link_code(request: HttpRequest, place_id: UUID) -> HttpResponse:
    """登记其他系统的编码。"""

    def act(form: CodeForm, actor: Keeper) -> Place:
        values = form.cleaned_data
        return actions.link_code(
            place_id=place_id, scheme=CodeScheme(values["scheme"]), code=values["code"], on=values["on"], actor=actor,
            now=now(),
        ).place  # fmt: skip

    return _change(request, place_id, CodeForm, "登记其他系统的编码", "编码已登记", act)


def _change(
    request: HttpRequest,
    place_id: UUID,
    form_class: type[Form],
    title: str,
    done: str,
    act: Callable[[Any, Keeper], Place],
) -> HttpResponse:
    shown = queries.by_id(place_id)
    actor = _actor(request)
    require_manage(actor, shown)
    posted = request.method == "POST"
    form: Form = form_class(request.POST, request.FILES) if posted else form_class(initial={"on": today()})
    if posted and form.is_valid():
        try:
            changed = act(form, actor)
        except Refusal as refusal:
            _say(form, refusal)
        else:
            messages.success(request, f"{done}：{changed.name}")
            return redirect("places:place", changed.pk)
    context = {"place": shown, "form": form, "title": title, "multipart": form.is_multipart()}
    return page(request, "places/change", context, status=422 if form.errors else 200)


def _say(form: Form, refusal: Refusal) -> None:
    form.add_error(None, str(refusal))
    for name, text in refusal.fields.items():
        if name in form.fields:
            form.add_error(name, text)
