"""Who could go: the nearest competent officers of the teams that serve a town (M022, M117, M118)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.domain.suggestion import Candidate, Ranking, kilometers, rank
from tongpan.agencies.models import Appointment
from tongpan.agencies.queries.credentials import can_act_as_officer
from tongpan.agencies.queries.people import cards_of, on_duty
from tongpan.agencies.queries.teams import teams_serving
from tongpan.kernel.clock import date_of
from tongpan.places import queries as places
from tongpan.places.models import Place

MEMBERS = (Post.OFFICER, Post.SQUAD_LEADER, Post.AUXILIARY)


def suggest_officers(
    *,
    town_id: UUID,
    domain: str,
    at: datetime,
    lon: float | None = None,
    lat: float | None = None,
    village_id: UUID | None = None,
    load: Mapping[UUID, int] | None = None,
    team_id: UUID | None = None,
    limit: int = 5,
) -> Ranking:
    """
    Return who may go to a place for a matter of a field, best first, each with reasons; and who may not, and why.

    `load` is the number of open tasks by person, which only features above know. Nobody is tracked: the position used
    is that of the person's beat, else of the team's host town.
    """
    on = date_of(at)
    teams = {team.pk: team for team in teams_serving(town_id, on) if team_id in (None, team.pk)}
    rows = list(
        Appointment.objects.on(on)
        .filter(team_id__in=list(teams), post__in=[str(post) for post in MEMBERS])
        .select_related("officer__district")
        .defer("officer__district__geometry")
        .prefetch_related("officer__credentials")
        .order_by("officer_id")
    )
    wanted = [*(row.place_id for row in rows), *(team.host_town_id for team in teams.values())]
    spots = places.places_in([key for key in wanted if key])
    standing = {person.officer_id for person in on_duty(town_id, at)}
    seen: dict[UUID, Candidate] = {}
    for row in rows:
        if row.team_id is None:
            continue
        team = teams[row.team_id]
        beat = spots.get(row.place_id) if row.place_id else None
        spot = beat or (spots.get(team.host_town_id) if team.host_town_id else None)
        ours = beat is not None and village_id in (beat.pk, beat.parent_id) and village_id is not None
        seen[row.officer_id] = Candidate(
            officer_id=row.officer_id,
            name=row.officer.name,
            team_name=team.name,
            verdict=can_act_as_officer(row.officer, domain, on),
            specialist=any(domain in card.domains for card in cards_of(row.officer) if card.in_force(on)),
            on_duty=row.officer_id in standing,
            on_beat=beat.name if beat is not None and ours else "",
            distance_km=_distance(spot, lon, lat),
            open_tasks=(load or {}).get(row.officer_id, 0),
        )
    found = rank(seen.values())
    return Ranking(found.suggested[:limit], found.excluded)


def _distance(spot: Place | None, lon: float | None, lat: float | None) -> float | None:
    if spot is None or lon is None or lat is None or spot.lon is None or spot.lat is None:
        return None
    return kilometers(lon, lat, spot.lon, spot.lat)
