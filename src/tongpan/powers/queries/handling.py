"""分类分区: the lines of the policy in force, and what they advise."""

from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.powers.domain.handling import HandlingAdvice, advice_of, classes_of
from tongpan.powers.models import HandlingRule
from tongpan.powers.queries.facts import lineage_of


def handling_in_force(place_id: UUID, on: date) -> list[HandlingRule]:
    """Return the published lines that are in force in a place on a day; one statement."""
    open_end = Q(valid_to__isnull=True) | Q(valid_to__gt=on)
    rows = HandlingRule.objects.filter(
        open_end, valid_from__lte=on, confirmed_at__isnull=False, territory_id__in=lineage_of(place_id)
    )
    return list(rows.order_by("valid_from", "id"))


def handling_advice(
    place_id: UUID, domain: str, place_text: str, on: date, *, zone: str = "", object_class: str = ""
) -> list[HandlingAdvice]:
    """Return what the county's policy advises of something at a place; nothing where it has none."""
    lines = handling_in_force(place_id, on)
    return advice_of(lines, domain=domain, place_text=place_text, zone=zone, object_class=object_class)


def handling_classes(place_id: UUID, on: date) -> tuple[list[str], list[str]]:
    """Return the classes of zones and of objects that the policy in force tells apart."""
    return classes_of(handling_in_force(place_id, on))


def handling_rules_of(district_id: UUID) -> list[HandlingRule]:
    """Return every line that a county entered, the latest first."""
    return list(HandlingRule.objects.filter(territory_id=district_id).order_by("-valid_from", "zone", "object_class"))
