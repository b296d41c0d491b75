"""涉案财物: of one record, and the keeper's list."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.domain.choices import BY_A_MEASURE
from tongpan.evidence.models import PropertyItem, PropertyMove
from tongpan.evidence.policies import visible
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.paging import Page, keyset

PAGE = 50


def _of(record: SubjectRef) -> QuerySet[PropertyItem]:
    return PropertyItem.objects.filter(record_type=record.type, record_id=record.id)


def property_of(record: SubjectRef) -> list[PropertyItem]:
    """Return the inventory of a record, in the order of its numbers."""
    return list(_of(record).select_related("photo__item", "came_from").order_by("number"))


def left_of(record: SubjectRef) -> list[PropertyItem]:
    """Return what is still with us of a record: nothing is left where the case is cleared to the last item."""
    return list(_of(record).filter(held__gt=0).select_related("came_from").order_by("number"))


def moves_of(items: Iterable[PropertyItem]) -> dict[UUID, list[PropertyMove]]:
    """Return what came and went of each line, oldest first."""
    found: dict[UUID, list[PropertyMove]] = {item.pk: [] for item in items}
    for row in PropertyMove.objects.filter(item_id__in=list(found)).order_by("recorded_at", "pk"):
        found[row.item_id].append(row)
    return found


def keeper_list(
    actor: Actor, *, town_id: UUID | None = None, words: str = "", left: bool = True, untied: bool = False,
    after: str | None = None,
) -> Page[PropertyItem]:  # fmt: skip
    """Return one page of the property that an actor keeps, newest first; `untied`: what names its measure in words."""
    rows = visible(actor, PropertyItem.objects.all())
    if town_id is not None:
        rows = rows.filter(town_id=town_id)
    if untied:
        rows = rows.filter(ref="", origin__in=sorted(BY_A_MEASURE))
    if left:
        rows = rows.filter(held__gt=0)
    if text := words.strip():
        rows = rows.filter(Q(name__icontains=text) | Q(label__iexact=text) | Q(place_text__icontains=text))
    rows = rows.select_related("town", "body").defer("town__geometry")
    return keyset(rows, order=("-id",), after=after, size=PAGE)
