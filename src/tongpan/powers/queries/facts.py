"""Reading the grants that cover one matter in one town, as the plain values competence decides from."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from tongpan.places.models import Place
from tongpan.powers.domain.competence import Body, Document, Held, Negative
from tongpan.powers.domain.kinds import GrantClass, Mode, NegativeReason, Power
from tongpan.powers.models import Classing, Grant
from tongpan.powers.queries.memory import Facts, Memory, memory

_BODY = ("id", "name", "kind", "government__name", "district__name", "phone", "valid_to")
_OWN = (
    "id", "line", "power", "mode", "valid_from", "valid_to", "ended", "basis", "source", "recorded_at", "superseded_at",
    "territory_id", "matter__domain", "matter__withdrawn_on",
)  # fmt: skip
_PAPER = ("title", "number", "published_on", "published_by_delegate_on")
_COLUMNS = (
    *_OWN,
    *(f"body__{name}" for name in _BODY),
    *(f"principal__{name}" for name in _BODY),
    *(f"grantor__{name}" for name in _BODY),
    *(f"instrument__{name}" for name in _PAPER),
)


def facts_of(matter_id: UUID, town_id: UUID) -> Facts:
    """Return all grants and negative entries of a matter that cover a town, from memory or in one query."""
    kept = memory()
    found = kept.facts.get((matter_id, town_id))
    return found if found is not None else kept.keep((matter_id, town_id), _read(kept, matter_id, town_id))


def _read(kept: Memory, matter_id: UUID, town_id: UUID) -> Facts:
    lineage = _lineage(kept, town_id)
    rows = list(
        Grant.objects.filter(matter_id=matter_id, territory_id__in=lineage)
        .order_by("valid_from", "id")
        .values(*_COLUMNS)
    )
    entries = _negatives(kept).get(matter_id, ())
    return Facts(
        lineage,
        tuple(_held(row, town_id) for row in rows),
        tuple(entry for territory, entry in entries if territory in lineage),
        rows[0]["matter__withdrawn_on"] if rows else None,
    )


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


def _body(row: dict[str, Any], role: str) -> Body | None:
    if row[f"{role}__id"] is None:
        return None
    district = row[f"{role}__district__name"]
    government = row[f"{role}__government__name"] or ""
    if not government and district and row[f"{role}__kind"] != "CITY_DEPARTMENT":
        government = f"{district}人民政府"
    return Body(
        row[f"{role}__id"],
        row[f"{role}__name"],
        row[f"{role}__kind"],
        government,
        row[f"{role}__phone"] or "",
        row[f"{role}__valid_to"],
    )


def _document(row: dict[str, Any]) -> Document | None:
    if row["instrument__title"] is None:
        return None
    published = row["instrument__published_on"]
    if row["mode"] == Mode.DELEGATED and published is not None:
        other = row["instrument__published_by_delegate_on"]
        published = max(published, other) if other is not None else None
    return Document(row["instrument__title"], row["instrument__number"], published)


def _held(row: dict[str, Any], town_id: UUID) -> Held:
    body = _body(row, "body")
    assert body is not None  # the column is not null
    return Held(
        grant_id=row["id"],
        line=row["line"],
        body=body,
        power=Power(row["power"]),
        mode=Mode(row["mode"]),
        valid_from=row["valid_from"],
        recorded_at=row["recorded_at"],
        valid_to=row["valid_to"],
        superseded_at=row["superseded_at"],
        ended=row["ended"],
        basis=row["basis"],
        document=_document(row),
        principal=_body(row, "principal"),
        grantor=_body(row, "grantor"),
        source=row["source"],
        domain=row["matter__domain"],
        in_town=row["territory_id"] == town_id,
    )
