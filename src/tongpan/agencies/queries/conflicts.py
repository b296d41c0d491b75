"""What stands in the way of a new team, responsibility or shift."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from tongpan.agencies.domain.posts import TeamKind
from tongpan.agencies.models import DutyShift, Responsibility, Team


def own_team_in_the_way(town_id: UUID, valid_from: date, valid_to: date | None) -> Team | None:
    """Return a town's own team that holds on some day of a span."""
    return Team.objects.overlapping(valid_from, valid_to).filter(host_town_id=town_id, kind=TeamKind.OWN).first()


def responsibilities_in_the_way(
    place_id: UUID, domains: Collection[str], valid_from: date, valid_to: date | None
) -> list[Responsibility]:
    """Return who answers for some of the fields of a place on some day of a span."""
    return list(
        Responsibility.objects.overlapping(valid_from, valid_to)
        .filter(place_id=place_id, domain__in=[str(domain) for domain in domains])
        .select_related("team")
        .order_by("domain", "valid_from")
    )


def shift_in_the_way(
    officer_id: UUID, starts_at: datetime, ends_at: datetime, but: UUID | None = None
) -> DutyShift | None:
    """Return a shift of a person that overlaps a span of time."""
    rows = DutyShift.objects.filter(officer_id=officer_id, starts_at__lt=ends_at, ends_at__gt=starts_at)
    return (rows.exclude(pk=but) if but else rows).select_related("officer").first()
