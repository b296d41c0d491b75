"""Coverage of a county: town × field → responsible team, with holes and overlaps (M032); roll-up of teams (M046)."""

from datetime import date
from uuid import UUID

from tongpan.agencies.domain.coverage import Answering, Coverage, coverage
from tongpan.agencies.domain.posts import TeamKind
from tongpan.agencies.models import Responsibility, Team
from tongpan.places import queries as places


def county_coverage(county_id: UUID, on: date) -> Coverage:
    """Return who answers for each field in each town of a county on a day. Two queries."""
    towns = [(town.pk, town.name) for town in places.towns_of(county_id)]
    rows = (
        Responsibility.objects.on(on)
        .filter(place_id__in=[key for key, _ in towns])
        .values_list("place_id", "domain", "team__name", "team__kind", "team__host_town__name")
        .order_by("valid_from")
    )
    return coverage(towns, (Answering(town, domain, team, kind, host or "") for town, domain, team, kind, host in rows))


def county_level(county_id: UUID, on: date) -> list[tuple[str, str, str]]:
    """Return what the county or city itself keeps: field, team, body (M020)."""
    rows = (
        Responsibility.objects.on(on)
        .filter(place_id=county_id)
        .select_related("team", "team__agency")
        .order_by("domain", "valid_from")
    )
    return [(row.get_domain_display(), row.team.name, row.team.agency.name) for row in rows]


def teams_by_kind(county_id: UUID, on: date) -> list[tuple[str, int]]:
    """Return how many teams of each kind a county has on a day."""
    kinds = list(Team.objects.on(on).filter(district_id=county_id).values_list("kind", flat=True))
    return [(str(kind.label), kinds.count(kind)) for kind in TeamKind if kinds.count(kind)]
