"""Rename, re-code, redraw and add places: each dated, each with its instrument, each in the ledger."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.ids import uuid7
from tongpan.places.domain.codes import InvalidCode, Level, parse
from tongpan.places.domain.coordinates import Datum
from tongpan.places.domain.geometry import InvalidOutline, read_outline, turned
from tongpan.places.events import PlaceRedrawn, PlaceRenamed, PlaceSucceeded
from tongpan.places.models import CodeScheme, ExternalPlaceCode, Place
from tongpan.places.policies import Keeper, require_manage
from tongpan.places.queries import by_code, by_id
from tongpan.places.steps import Listing, Row, Tally, draw, load_rows, recode, rename, succeed, touch


@dataclass(frozen=True, slots=True)
class Ground:
    """The day a change takes effect and the paper it rests on."""

    on: date
    instrument: str


def rename_place(*, place_id: UUID, name: str, ground: Ground, actor: Keeper, now: datetime) -> Place:
    """
    Give a place another name; its code stays (民政部令第79号).

    :raises NotFound: if there is no such place
    :raises Forbidden: if the actor does not keep the places of this county
    :raises Invalid: if the name is empty or the same, the day lies ahead, or a later change is recorded
    :raises Conflict: if somebody else was faster
    """
    with transaction.atomic(durable=True):
        place = _for_change(place_id, ground, actor, now)
        name = name.strip()
        if not name:
            raise Invalid("请填写新名称", fields={"name": "请填写新名称"})
        if name == place.name:
            raise Invalid("新名称与现名称相同，不需要变更", fields={"name": "与现名称相同"})
        old = place.name
        rename(place, name, on=ground.on, instrument=ground.instrument, actor=actor.label, at=now)
        touch([place.county_id])
        outbox.publish(PlaceRenamed(str(place.pk), old, name, ground.on.isoformat()))
    return place


def recode_place(
    *, place_id: UUID, code: str, parent_code: str | None, ground: Ground, actor: Keeper, now: datetime
) -> Place:
    """
    Give a place another code.

    With another superior the place is closed and a successor opens, with all below it (民政部令第79号); with the same
    superior the place stays what it is and only its code changes, as after a correction.

    :raises NotFound: if there is no such place or superior
    :raises Forbidden: if the actor does not keep the places of both counties
    :raises Invalid: if the code is malformed, was ever used, or does not belong under the superior
    :raises Conflict: if somebody else was faster
    """
    with transaction.atomic(durable=True):
        place = _for_change(place_id, ground, actor, now)
        parent = by_code(parent_code) if parent_code else place.parent
        new = _checked_code(code, place, parent)
        if parent is not None and parent.pk != place.parent_id:
            require_manage(actor, parent)
            successor = succeed(
                place, new, parent, on=ground.on, instrument=ground.instrument, actor=actor.label, at=now
            )
            touch([place.county_id, successor.county_id])
            outbox.publish(PlaceSucceeded(str(place.pk), str(successor.pk), ground.on.isoformat()))
            return successor
        recode(place, new, on=ground.on, instrument=ground.instrument, reason="代码调整", actor=actor.label, at=now)
        touch([place.county_id])
        return place


def redraw_place(
    *, place_id: UUID, geometry: dict[str, Any], datum: Datum, ground: Ground, actor: Keeper, now: datetime
) -> Place:
    """
    Give a place another outline; the earlier one stays in its history.

    :raises NotFound: if there is no such place
    :raises Forbidden: if the actor does not keep the places of this county
    :raises Invalid: if the outline cannot be used
    :raises Conflict: if somebody else was faster
    """
    with transaction.atomic(durable=True):
        place = _for_change(place_id, ground, actor, now)
        shape = _outline(geometry, datum)
        draw(place, shape, on=ground.on, source=ground.instrument, actor=actor.label, at=now)
        touch([place.county_id])
        outbox.publish(PlaceRedrawn(str(place.pk), ground.on.isoformat()))
    return place


def add_grid(
    *,
    code: str,
    name: str,
    geometry: dict[str, Any] | None,
    datum: Datum,
    ground: Ground,
    actor: Keeper,
    now: datetime,
) -> Place:
    """
    Open a grid under its village; an outline may come later.

    :raises NotFound: if the village of the code is not known
    :raises Forbidden: if the actor does not keep the places of this county
    :raises Invalid: if the code is no grid code or was ever used, or the outline cannot be used
    """
    with transaction.atomic(durable=True):
        try:
            parsed = parse(code, level=Level.GRID)
        except InvalidCode as error:
            raise Invalid(str(error), fields={"code": str(error)}) from error
        village = by_code(parsed.parent or "")
        _check_ground(ground, now)
        require_manage(actor, village)
        if Place.objects.filter(code=parsed.text).exists():
            raise Invalid(f"网格代码“{parsed.text}”已经存在，请换一个顺序号", fields={"code": "该代码已经存在"})
        shape = _outline(geometry, datum) if geometry else None
        listing = Listing(uuid7(), ground.instrument, Level.GRID, ground.on, now, actor.label)
        tally = Tally()
        load_rows([Row(1, parsed.text, name, outline=shape)], listing, tally)
        if tally.reasons:
            raise Invalid(str(tally.reasons[0]["reason"]))
        return by_code(parsed.text)


def link_code(
    *, place_id: UUID, scheme: CodeScheme, code: str, on: date | None, actor: Keeper, now: datetime
) -> ExternalPlaceCode:
    """
    Note what another system calls a place, so that what comes from there finds it.

    :raises NotFound: if there is no such place
    :raises Forbidden: if the actor does not keep the places of this county
    :raises Invalid: if that code of that system already means a place
    """
    with transaction.atomic(durable=True):
        place = by_id(place_id)
        require_manage(actor, place)
        code = code.strip()
        taken = ExternalPlaceCode.objects.filter(scheme=scheme, code=code).select_related("place").first()
        if taken is not None:
            raise Invalid(
                f"{taken.get_scheme_display()}“{code}”已登记为“{taken.place.name}”，请核对",
                fields={"code": "该编码已经登记"},
            )
        linked = ExternalPlaceCode.objects.create(place=place, scheme=scheme, code=code, valid_from=on)
        ledger.record("place.code_linked", subject=place, actor=actor.label, at=now, scheme=scheme.value, code=code)
    return linked


def _for_change(place_id: UUID, ground: Ground, actor: Keeper, now: datetime) -> Place:
    place = by_id(place_id)
    require_manage(actor, place)
    _check_ground(ground, now)
    return place


def _check_ground(ground: Ground, now: datetime) -> None:
    if not ground.instrument.strip():
        raise Invalid("请填写依据文件的名称或文号", fields={"instrument": "请填写依据文件"})
    if ground.on > date_of(now):
        raise Invalid("生效日期在今天之后，请在生效当日或之后登记", fields={"on": "生效日期不能晚于今天"})


def _checked_code(code: str, place: Place, parent: Place | None) -> str:
    try:
        parsed = parse(code, level=Level(place.level))
    except InvalidCode as error:
        raise Invalid(str(error), fields={"code": str(error)}) from error
    if parsed.text == place.code:
        raise Invalid("新代码与现代码相同，不需要变更", fields={"code": "与现代码相同"})
    if parent is not None and parsed.parent != parent.code:
        raise Invalid(
            f"代码“{parsed.text}”不在“{parent.name}”（{parent.code}）之下，请核对新代码或上级",
            fields={"code": f"应以 {parent.code} 开头"},
        )
    return parsed.text


def _outline(geometry: dict[str, Any], datum: Datum) -> Any:
    try:
        return turned(read_outline(geometry), datum)
    except InvalidOutline as error:
        raise Invalid(str(error), fields={"geometry": str(error)}) from error
