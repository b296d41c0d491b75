"""Lists for paging."""

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.models import Appointment, Officer, Team, TeamTerritory


def teams_for(district_id: UUID, on: date, town_id: UUID | None = None) -> QuerySet[Team]:
    """Return a district's teams on a day, or those that serve one town."""
    rows: QuerySet[Team] = Team.objects.on(on).filter(district_id=district_id).select_related("agency")
    if town_id is not None:
        rows = rows.filter(pk__in=TeamTerritory.objects.on(on).filter(place_id=town_id).values("team_id"))
    return rows


def officers_for(district_id: UUID, on: date, team_id: UUID | None = None) -> QuerySet[Officer]:
    """Return a district's people, or the members of one team on a day, with their credentials."""
    rows = Officer.objects.filter(district_id=district_id).prefetch_related("credentials")
    if team_id is not None:
        rows = rows.filter(pk__in=Appointment.objects.on(on).filter(team_id=team_id).values("officer_id"))
    return rows
