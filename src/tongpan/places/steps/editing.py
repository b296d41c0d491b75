"""
Change one place: another name, another code, another outline, another superior.

民政部令第79号: a code is kept on renaming, on a new border and on moving the seat; when the subordination changes the
place is closed and a successor with a new code opens; a code that was ever used is never used again.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import connection
from shapely.geometry.base import BaseGeometry

from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.ids import uuid7
from tongpan.places.models import Place, PlaceVersion
from tongpan.places.steps.outlines import OUTLINE_FIELDS, put_outline


def rename(place: Place, name: str, *, on: date, instrument: str, actor: str, at: datetime) -> None:
    """
    Give a place another name from a day on; its code stays.

    :raises Invalid: if a change is already recorded for that day or a later one
    :raises Conflict: if somebody else changed the place meanwhile
    """
    old = place.name
    _next_version(place, on=on, name=name, instrument=instrument, reason="更名", at=at)
    _save(place, {"name": name})
    ledger.record(
        "place.renamed", subject=place, actor=actor, at=at, old=old, new=name, on=on.isoformat(), instrument=instrument
    )


def recode(place: Place, code: str, *, on: date, instrument: str, reason: str, actor: str, at: datetime) -> list[Place]:
    """
    Give a place, and all below it, another code while its superior stays the same.

    :raises Invalid: if a code was ever used before, or a change is already recorded for that day
    """
    changed = [place]
    old = place.code
    _require_unused([code])
    _next_version(place, on=on, code=code, instrument=instrument, reason=reason, at=at)
    below = list(Place.objects.filter(parent_id=place.pk, valid_to__isnull=True))
    _save(place, {"code": code})
    ledger.record(
        "place.recoded", subject=place, actor=actor, at=at, old=old, new=code, on=on.isoformat(), instrument=instrument
    )
    for child in below:
        derived = code + child.code[len(old) :]
        changed += recode(child, derived, on=on, instrument=instrument, reason=reason, actor=actor, at=at)
    return changed


def succeed(place: Place, code: str, parent: Place, *, on: date, instrument: str, actor: str, at: datetime) -> Place:
    """
    Close a place whose superior changes and open its successor with a new code, with all that lies below it.

    :raises Invalid: if a code was ever used before
    """
    _require_unused([code])
    successor = _successor(place, code, parent, on)
    successor.save(force_insert=True)
    PlaceVersion.objects.create(
        place=successor,
        code=code,
        name=successor.name,
        parent=parent,
        valid_from=on,
        instrument=instrument,
        reason="隶属关系变更",
        opens_code=True,
        recorded_at=at,
    )
    below = list(Place.objects.filter(parent_id=place.pk, valid_to__isnull=True))
    _close(place, on=on)
    facts = {"old": place.code, "new": code, "on": on.isoformat(), "instrument": instrument}
    ledger.record("place.closed", subject=place, actor=actor, at=at, successor=str(successor.pk), **facts)
    ledger.record("place.opened", subject=successor, actor=actor, at=at, predecessor=str(place.pk), **facts)
    for child in below:
        derived = code + child.code[len(place.code) :]
        succeed(child, derived, successor, on=on, instrument=instrument, actor=actor, at=at)
    return successor


def draw(
    place: Place,
    shape: BaseGeometry,
    *,
    on: date | None,
    source: str,
    actor: str,
    at: datetime,
    synthetic: bool = False,
) -> None:
    """
    Give a place an outline; an earlier one is kept in the version that ends.

    :raises Invalid: if there is an earlier outline and no day, or a change is already recorded for that day
    """
    if place.geometry is not None:
        if on is None:
            raise Invalid("重新划定范围要填写生效日期", fields={"on": "请填写生效日期"})
        _next_version(place, on=on, instrument=source, reason="范围调整", at=at)
    before = place.geometry is not None
    put_outline(place, shape, source=source, synthetic=synthetic)
    _save(place, {name: getattr(place, name) for name in OUTLINE_FIELDS})
    ledger.record(
        "place.redrawn" if before else "place.drawn",
        subject=place,
        actor=actor,
        at=at,
        on=on.isoformat() if on else None,
        source=source,
        synthetic=synthetic,
        box=list(shape.bounds),
    )


def open_version(place: Place) -> PlaceVersion:
    """Return the version of a place that is in force."""
    return PlaceVersion.objects.get(place=place, valid_to__isnull=True)


def _next_version(
    place: Place,
    *,
    on: date,
    instrument: str,
    reason: str,
    at: datetime,
    name: str | None = None,
    code: str | None = None,
) -> None:
    current = open_version(place)
    _require_later(place, current, on)
    closed = PlaceVersion.objects.filter(pk=current.pk, valid_to__isnull=True).update(
        valid_to=on, geometry=place.geometry
    )
    if not closed:
        raise Conflict("他人刚刚更新了这个地点，请刷新后再办")
    PlaceVersion.objects.create(
        place=place,
        code=code or place.code,
        name=name or place.name,
        parent_id=place.parent_id,
        valid_from=on,
        instrument=instrument,
        reason=reason,
        opens_code=code is not None,
        recorded_at=at,
    )


def _require_later(place: Place, current: PlaceVersion, on: date) -> None:
    if place.valid_to is not None:
        raise Invalid(f"“{place.name}”已停用，不能再变更；请到承接它的地点办理")
    if current.valid_from is not None and on <= current.valid_from:
        day = current.valid_from
        raise Invalid(
            f"“{place.name}”在{day.year}年{day.month}月{day.day}日已有变更记录，生效日期应晚于这一天",
            fields={"on": "生效日期应晚于上一次变更"},
        )


def _require_unused(codes: list[str]) -> None:
    used = PlaceVersion.objects.filter(code__in=codes).select_related("place").first()
    if used is not None:
        raise Invalid(
            f"代码“{used.code}”曾用于“{used.name}”，代码不得重复使用，请核对新代码",
            code="places.code.reused",
            fields={"code": "该代码已经用过"},
        )


def _successor(place: Place, code: str, parent: Place, on: date) -> Place:
    successor = Place(
        id=uuid7(), level=place.level, code=code, name=place.name, kind=place.kind, urban_rural=place.urban_rural,
        parent=parent, county_id=parent.county_id, town_id=parent.town_id, valid_from=on, predecessor=place,
        **{name: getattr(place, name) for name in OUTLINE_FIELDS},
    )  # fmt: skip
    own: UUID = successor.pk
    if place.level == "COUNTY":
        successor.county_id = own
    if place.level == "TOWN":
        successor.town_id = own
    return successor


def _close(place: Place, *, on: date) -> None:
    current = open_version(place)
    _require_later(place, current, on)
    PlaceVersion.objects.filter(pk=current.pk).update(valid_to=on, geometry=place.geometry)
    _save(place, {"valid_to": on})


def _save(place: Place, fields: dict[str, object]) -> None:
    """Write in one conditional UPDATE, so that two keepers cannot both win."""
    if not connection.in_atomic_block:
        raise AssertionError("a step needs the transaction of its action")
    moved = Place.objects.filter(pk=place.pk, version=place.version).update(version=place.version + 1, **fields)
    if not moved:
        raise Conflict("他人刚刚更新了这个地点，请刷新后再办")
    place.version += 1
    for name, value in fields.items():
        setattr(place, name, value)
