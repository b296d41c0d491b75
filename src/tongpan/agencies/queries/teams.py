"""Which team answers for a town and a field, and which serve there."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.agencies.models import Posting, Responsibility, Team, TeamTerritory


def responsible_team(town_id: UUID, domain: str, on: date) -> Team | None:
    """Return the one team that answers for a field in a town on a day, or None: a hole (M019, M032)."""
    row = (
        Responsibility.objects.on(on)
        .filter(place_id=town_id, domain=domain)
        .select_related("team")
        .order_by("-valid_from", "-pk")
        .first()
    )
    return row.team if row else None


def responsible_teams(town_ids: Iterable[UUID], on: date) -> dict[tuple[UUID, str], UUID]:
    """Return every (town, field) → team of some places on a day, in one query."""
    rows = Responsibility.objects.on(on).filter(place_id__in=list(town_ids)).order_by("valid_from", "pk")
    return {(place, domain): team for place, domain, team in rows.values_list("place_id", "domain", "team_id")}


def teams_by_field(district_ids: Sequence[UUID], on: date) -> dict[UUID, dict[str, tuple[UUID, str]]]:
    """Return place → field → the team that answers there on a day, with its name, for whole districts in one query."""
    rows = Responsibility.objects.on(on).filter(district_id__in=district_ids).order_by("valid_from", "pk")
    found: dict[UUID, dict[str, tuple[UUID, str]]] = defaultdict(dict)
    for place, field, team, name in rows.values_list("place_id", "domain", "team_id", "team__name"):
        found[place][field] = (team, name)
    return dict(found)


def teams_serving(town_id: UUID, on: date) -> list[Team]:
    """Return the teams a town may task on a day: its own, the posted ones, and the regional ones (M047)."""
    posted = Posting.objects.on(on).filter(host_town_id=town_id).values("team_id")
    served = TeamTerritory.objects.on(on).filter(place_id=town_id).values("team_id")
    return list(
        Team.objects.on(on)
        .filter(Q(pk__in=posted) | Q(pk__in=served))
        .select_related("agency")
        .order_by("kind", "name")
    )


def team_on(team_id: UUID, on: date) -> Team | None:
    """Return a team that stands on a day."""
    return Team.objects.on(on).filter(pk=team_id).select_related("agency").first()


def may_be_tasked(team_id: UUID, town_id: UUID, on: date) -> bool:
    """Tell whether a town may task a team on a day: it is its own, posted to it, or serves it (M047)."""
    posted = Posting.objects.on(on).filter(host_town_id=town_id, team_id=team_id).exists()
    return posted or TeamTerritory.objects.on(on).filter(place_id=town_id, team_id=team_id).exists()
