"""
Load many places of one level at once: a list of divisions, or grids.

A row is created, found unchanged, renamed, redrawn or rejected with its reason; no row stops another. Rows of one call
stand in one transaction. The list as a whole gets one ledger entry a chunk, with a digest of its rows; each change of
a place that was already known gets an entry of its own.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from shapely.geometry.base import BaseGeometry

from tongpan.kernel import ledger
from tongpan.kernel.errors import Refusal
from tongpan.kernel.ids import uuid7
from tongpan.places.domain.codes import Code, InvalidCode, Level, parse, town_kind, village_kind
from tongpan.places.domain.geometry import write_outline
from tongpan.places.models import Place, PlaceVersion
from tongpan.places.steps.editing import draw, rename
from tongpan.places.steps.outlines import put_outline
from tongpan.places.steps.stamping import touch

_KEPT_REASONS = 1000
_NAME_LENGTH = 100


@dataclass(frozen=True, slots=True)
class Row:
    """One place as a list gives it; ``problem`` is what the reader already found wrong with it."""

    line: int
    code: str
    name: str
    kind: str = ""
    urban_rural: str = ""
    point: tuple[float, float] | None = None
    outline: BaseGeometry | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """The list that the rows stand in."""

    id: UUID
    title: str
    level: Level
    valid_from: date | None
    at: datetime
    actor: str = "system:import"
    synthetic: bool = False


@dataclass(slots=True)
class Tally:
    """What became of the rows."""

    read: int = 0
    created: int = 0
    renamed: int = 0
    redrawn: int = 0
    unchanged: int = 0
    rejected: int = 0
    reasons: list[dict[str, object]] = field(default_factory=list)

    def reject(self, line: int, reason: str) -> None:
        """Count a bad row and keep its reason; of very many, the first thousand."""
        self.rejected += 1
        if len(self.reasons) < _KEPT_REASONS:
            self.reasons.append({"line": line, "reason": reason})

    def add(self, other: "Tally") -> None:
        """Add the tally of a further chunk."""
        for name in ("read", "created", "renamed", "redrawn", "unchanged", "rejected"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        told = sorted(other.reasons, key=lambda reason: int(str(reason["line"])))
        self.reasons += told[: _KEPT_REASONS - len(self.reasons)]


def load_rows(rows: Sequence[Row], listing: Listing, tally: Tally) -> None:
    """Store the rows of one chunk and add to the tally."""
    tally.read += len(rows)
    good = list(_readable(rows, listing.level, tally))
    codes = [code.text for code, _ in good]
    known = _known(codes)
    parents = _parents({code.parent for code, _ in good if code.parent})
    used = _used_before([text for text in codes if text not in known])
    new: dict[str, Place] = {}
    differing: list[tuple[Code, Row]] = []
    for code, row in good:
        if code.text in known:
            if known[code.text] == (row.name.strip(), None) and row.outline is None:
                tally.unchanged += 1
            else:
                differing.append((code, row))
            continue
        if code.text in new:
            tally.reject(row.line, f"代码“{code.text}”在本清单中重复，只采用第一次出现的一行，请核对")
            continue
        parent = parents.get(code.parent) or new.get(code.parent) if code.parent else None
        reason = _cannot_open(code, parent, used)
        if reason:
            tally.reject(row.line, reason)
            continue
        new[code.text] = _new(code, row, listing, parent)
    _store(list(new.values()), listing)
    tally.created += len(new)
    changed = {place.county_id for place in new.values()} | _bring_up(differing, listing, tally)
    if changed:
        touch(changed)


def _known(codes: list[str]) -> dict[str, tuple[str, date | None]]:
    rows = Place.objects.filter(code__in=codes).values_list("code", "name", "valid_to")
    return {code: (name, valid_to) for code, name, valid_to in rows}


def _bring_up(differing: list[tuple[Code, Row]], listing: Listing, tally: Tally) -> set[UUID | None]:
    if not differing:
        return set()
    places = {place.code: place for place in Place.objects.filter(code__in=[code.text for code, _ in differing])}
    return {places[code.text].county_id for code, row in differing if _update(places[code.text], row, listing, tally)}


def _readable(rows: Iterable[Row], level: Level, tally: Tally) -> Iterable[tuple[Code, Row]]:
    for row in rows:
        if row.problem:
            tally.reject(row.line, row.problem)
            continue
        try:
            code = parse(row.code, level=level)
        except InvalidCode as error:
            tally.reject(row.line, str(error))
            continue
        if not row.name.strip():
            tally.reject(row.line, f"代码“{code.text}”没有名称，请补填")
        elif len(row.name) > _NAME_LENGTH:
            tally.reject(row.line, f"代码“{code.text}”的名称超过 {_NAME_LENGTH} 个字，请核对")
        else:
            yield code, row


def _cannot_open(code: Code, parent: Place | None, used: dict[str, str]) -> str:
    if code.text in used:
        return f"代码“{code.text}”曾用于“{used[code.text]}”，代码不得重复使用，请核对"
    if code.parent and parent is None:
        return f"上级代码“{code.parent}”尚未录入，请先导入上级清单"
    if parent is not None and parent.valid_to is not None:
        return f"上级“{parent.name}”（{parent.code}）已停用，请核对代码"
    return ""


def _used_before(codes: list[str]) -> dict[str, str]:
    return dict(PlaceVersion.objects.filter(code__in=codes, opens_code=True).values_list("code", "name"))


def _parents(codes: set[str]) -> dict[str, Place]:
    places = Place.objects.filter(code__in=codes).only(
        "id", "code", "name", "level", "county_id", "town_id", "valid_to"
    )
    return {place.code: place for place in places}


def _new(code: Code, row: Row, listing: Listing, parent: Place | None) -> Place:
    place = Place(
        id=uuid7(),
        level=code.level,
        code=code.text,
        name=row.name.strip(),
        kind=row.kind or _kind(code, row.name),
        urban_rural=row.urban_rural,
        parent_id=parent.pk if parent else None,
        county_id=parent.county_id if parent else None,
        town_id=parent.town_id if parent else None,
        valid_from=listing.valid_from,
    )
    if code.level is Level.COUNTY:
        place.county_id = place.pk
    elif code.level is Level.TOWN:
        place.town_id = place.pk
    if row.outline is not None:
        put_outline(place, row.outline, source=listing.title, synthetic=listing.synthetic)
    elif row.point is not None:
        place.lon, place.lat = row.point
    return place


def _kind(code: Code, name: str) -> str:
    if code.level is Level.TOWN:
        return town_kind(code.text, name)
    if code.level is Level.VILLAGE:
        return village_kind(code.text, name)
    if code.level is Level.GRID:
        return "微网格" if code.is_micro_grid else "网格"
    return ""


def _update(place: Place, row: Row, listing: Listing, tally: Tally) -> bool:
    """Bring a known place up to the list; tell whether anything changed."""
    name = row.name.strip()
    redraw = row.outline is not None and write_outline(row.outline) != place.geometry
    if place.valid_to is not None:
        tally.reject(row.line, f"代码“{place.code}”已停用（原为{place.name}），代码停用后不得再用，请核对")
        return False
    if place.name == name and not redraw:
        tally.unchanged += 1
        return False
    if listing.valid_from is None and (place.name != name or place.geometry):
        what = f"现名“{place.name}”，清单为“{name}”" if place.name != name else "范围与现有范围不同"
        tally.reject(row.line, f"代码“{place.code}”{what}；如属变更，请给出生效日期后重新导入")
        return False
    try:
        if place.name != name:
            rename(place, name, on=_day(listing), instrument=listing.title, actor=listing.actor, at=listing.at)
            tally.renamed += 1
        if row.outline is not None and redraw:
            draw(
                place, row.outline, on=listing.valid_from, source=listing.title, synthetic=listing.synthetic,
                actor=listing.actor, at=listing.at,
            )  # fmt: skip
            tally.redrawn += 1
    except Refusal as refusal:
        tally.reject(row.line, str(refusal))
        return False
    return True


def _day(listing: Listing) -> date:
    if listing.valid_from is None:
        raise AssertionError("a change without a date was let through")
    return listing.valid_from


def _store(places: list[Place], listing: Listing) -> None:
    if not places:
        return
    Place.objects.bulk_create(places, batch_size=1000)
    PlaceVersion.objects.bulk_create(
        [
            PlaceVersion(
                place_id=place.pk,
                code=place.code,
                name=place.name,
                parent_id=place.parent_id,
                valid_from=place.valid_from,
                instrument=listing.title,
                opens_code=True,
                recorded_at=listing.at,
            )
            for place in places
        ],
        batch_size=1000,
    )
    digest = hashlib.sha256("\n".join(f"{place.code},{place.name}" for place in places).encode()).hexdigest()
    ledger.record(
        "place.list_loaded",
        subject=ledger.SubjectRef("places.listing", listing.id),
        actor=listing.actor,
        at=listing.at,
        title=listing.title,
        level=listing.level.value,
        first=places[0].code,
        last=places[-1].code,
        number=len(places),
        digest=digest,
    )
