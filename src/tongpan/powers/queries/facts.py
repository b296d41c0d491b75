"""Reading the grants that cover one matter in one town, as the plain values competence decides from."""

from collections import defaultdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.models import Agency
from tongpan.places.models import Place
from tongpan.powers.domain.holding import Body, Document, Held, Negative
from tongpan.powers.domain.kinds import GrantClass, Mode, NegativeReason, Power
from tongpan.powers.models import Classing, Grant, Instrument, Matter
from tongpan.powers.models.instrument import public_from
from tongpan.powers.queries.memory import Facts, Memory, memory

# Bodies and documents are few and remembered, and each join costs as much as the rows.
_COLUMNS = (
    "id", "line", "power", "mode", "valid_from", "valid_to", "ended", "basis", "source", "recorded_at", "superseded_at",
    "territory_id", "body_id", "principal_id", "grantor_id", "instrument_id", "matter__domain", "matter__withdrawn_on",
)  # fmt: skip


def facts_of(matter_id: UUID, town_id: UUID) -> Facts:
    """Return all grants and negative entries of a matter that cover a town, from memory or in one query."""
    kept = memory()
    found = kept.facts.get((matter_id, town_id))
    return found if found is not None else kept.keep((matter_id, town_id), _read(kept, matter_id, town_id))


def _read(kept: Memory, matter_id: UUID, town_id: UUID) -> Facts:
    lineage = _lineage(kept, town_id)
    cells = [row for row in _rows_around(kept, matter_id, lineage) if row["territory_id"] in lineage]
    _know_bodies(kept, {row[role] for row in cells for role in ("body_id", "principal_id", "grantor_id")})
    _know_documents(kept, {row["instrument_id"] for row in cells})
    withdrawn = cells[0]["matter__withdrawn_on"] if cells else _withdrawn(kept).get(matter_id)
    entries = _negatives(kept).get(matter_id, ())
    return Facts(
        lineage,
        tuple(_held(kept, row, town_id) for row in cells),
        tuple(entry for territory, entry in entries if territory in lineage),
        withdrawn,
    )


def _rows_around(kept: Memory, matter_id: UUID, lineage: tuple[UUID, ...]) -> list[dict[str, Any]]:
    """Return the grants of a matter in a place, its neighbours and all that contains them: a file names many towns."""
    key = (matter_id, lineage[1:] or lineage)
    found = kept.around.get(key)
    if found is not None:
        return found
    where = Q(territory_id__in=lineage) | Q(territory__parent_id__in=lineage[1:2])
    rows = Grant.objects.filter(where, matter_id=matter_id).order_by("valid_from", "id").values_list(*_COLUMNS)
    return kept.keep_around(key, [dict(zip(_COLUMNS, row, strict=True)) for row in rows])


def lineage_of(place_id: UUID) -> tuple[UUID, ...]:
    """Return a place and everything that contains it, the place first."""
    return _lineage(memory(), place_id)


def _lineage(kept: Memory, place_id: UUID) -> tuple[UUID, ...]:
    found = kept.lineages.get(place_id)
    if found is None:
        path = ["pk"]
        for _ in range(5):
            path.append("parent_id" if path[-1] == "pk" else path[-1].removesuffix("_id") + "__parent_id")
        row = Place.objects.filter(pk=place_id).values_list(*path).first() or (place_id,)
        found = kept.lineages[place_id] = tuple(item for item in row if item is not None)
    return found


def _negatives(kept: Memory) -> dict[UUID, list[tuple[UUID, Negative]]]:
    if kept.negatives is None:
        found: dict[UUID, list[tuple[UUID, Negative]]] = defaultdict(list)
        for row in Classing.objects.filter(grant_class=GrantClass.MUST_NOT).order_by("valid_from", "id"):
            label = str(NegativeReason(row.reason).label)
            entry = Negative(label, row.explanation, row.valid_from, row.recorded_at, row.valid_to, row.superseded_at)
            found[row.matter_id].append((row.territory_id, entry))
        kept.negatives = dict(found)
    return kept.negatives


def _know_bodies(kept: Memory, ids: set[UUID | None]) -> None:
    """Read the bodies not yet remembered; there are a few dozen in a county, so this soon costs nothing."""
    unknown = [pk for pk in ids if pk is not None and pk not in kept.bodies]
    if not unknown:
        return
    columns = ("id", "name", "kind", "government__name", "district__name", "phone", "valid_to")
    for pk, name, kind, government, district, phone, valid_to in Agency.objects.filter(pk__in=unknown).values_list(
        *columns
    ):
        if not government and district and kind != "CITY_DEPARTMENT":
            government = f"{district}人民政府"
        kept.bodies[pk] = Body(pk, name, kind, government or "", phone, valid_to)


def _know_documents(kept: Memory, ids: set[UUID | None]) -> None:
    unknown = [pk for pk in ids if pk is not None and pk not in kept.documents]
    if unknown:
        kept.documents |= Instrument.objects.in_bulk(unknown)


def _withdrawn(kept: Memory) -> dict[UUID, date]:
    """Return the few matters that are out of use, for those that nobody holds in a town."""
    if kept.withdrawn is None:
        gone = Matter.objects.filter(withdrawn_on__isnull=False)
        kept.withdrawn = {pk: on for pk, on in gone.values_list("pk", "withdrawn_on") if on is not None}
    return kept.withdrawn


def _document(kept: Memory, instrument_id: UUID | None, mode: str) -> Document | None:
    if instrument_id is None:
        return None
    paper = kept.documents[instrument_id]
    public = public_from(mode, paper.published_on, paper.published_by_delegate_on)
    return Document(paper.title, paper.number, public)


def _held(kept: Memory, row: dict[str, Any], town_id: UUID) -> Held:
    return Held(
        grant_id=row["id"],
        line=row["line"],
        body=kept.bodies[row["body_id"]],
        power=Power(row["power"]),
        mode=Mode(row["mode"]),
        valid_from=row["valid_from"],
        recorded_at=row["recorded_at"],
        valid_to=row["valid_to"],
        superseded_at=row["superseded_at"],
        ended=row["ended"],
        basis=row["basis"],
        document=_document(kept, row["instrument_id"], row["mode"]),
        principal=kept.bodies.get(row["principal_id"]),
        grantor=kept.bodies.get(row["grantor_id"]),
        source=row["source"],
        domain=row["matter__domain"],
        in_town=row["territory_id"] == town_id,
    )
