"""审核类别: what a county or a body added to the classes of decisions that a legal review must pass (M162)."""

from datetime import date
from uuid import UUID

from tongpan.law.facts import OwnReviewClass
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.penalty.review_range import ReviewGround
from tongpan.powers.models import ReviewClassRule
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.memory import memory


def own_review_classes(
    place_id: UUID, body_id: UUID, *, domain: str, codes: frozenset[str], on: date
) -> tuple[OwnReviewClass, ...]:
    """
    Return the published classes in force for a body's cases of a field and some matters in a place on a day.

    From memory, or one statement.
    """
    kept = memory()
    rows = kept.review_classes.get(place_id)
    if rows is None:
        found = ReviewClassRule.objects.filter(territory_id__in=lineage_of(place_id), confirmed_at__isnull=False)
        rows = kept.keep_review_classes(place_id, list(found.order_by("valid_from", "id")))
    return tuple(_as_law(row) for row in rows if _fits(row, body_id, domain, codes, on))


def _fits(row: ReviewClassRule, body_id: UUID, domain: str, codes: frozenset[str], on: date) -> bool:
    in_force = row.valid_from <= on and (row.valid_to is None or on < row.valid_to)
    ours = row.body_id is None or row.body_id == body_id
    in_field = not row.fields or domain in row.fields
    return in_force and ours and in_field and (not row.matters or bool(codes.intersection(row.matters)))


def _as_law(row: ReviewClassRule) -> OwnReviewClass:
    return OwnReviewClass(
        id=str(row.pk),
        label=row.label,
        instrument=row.title,
        since=row.valid_from,
        place=row.place,
        until=row.valid_to,
        kinds=tuple(PenaltyKind(kind) for kind in row.kinds),
        citizen=yuan(str(row.citizen)) if row.citizen is not None else None,
        organization=yuan(str(row.organization)) if row.organization is not None else None,
        ground=ReviewGround(row.ground) if row.ground else None,
    )


def review_class_rules_of(district_id: UUID) -> list[ReviewClassRule]:
    """Return every class that a county entered, the latest first."""
    rows = ReviewClassRule.objects.filter(territory_id=district_id).select_related("body")
    return list(rows.order_by("-valid_from", "label"))
