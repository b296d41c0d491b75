"""What bodies and teams know of a place (M089): who works in it, and which teams answer for its town."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment
from tongpan.agencies.queries.teams import teams_by_field
from tongpan.places.models import Place
from tongpan.places.queries.profile import Figure

SHOWN_FIELDS = 6
LEVELS = frozenset({"GRID", "VILLAGE", "TOWN"})


def figures(place_id: UUID, level: str, on: date) -> list[Figure]:
    """Return how many people work in a place and the teams that answer there; three queries. Nobody is named."""
    if level not in LEVELS:
        return []
    town_id = (
        place_id if level == "TOWN" else Place.objects.filter(pk=place_id).values_list("town_id", flat=True).first()
    )
    found = []
    if level != "TOWN":
        held = Appointment.objects.on(on).filter(place_id=place_id)
        workers = held.filter(post=str(Post.GRID_WORKER)).values("officer_id").distinct().count()
        others = held.exclude(post=str(Post.GRID_WORKER)).values("officer_id").distinct().count()
        found.append(Figure("网格员", f"{workers} 人", f"另有其他人员 {others} 人" if others else ""))
    return found + (_teams(town_id, on) if town_id else [])


def _teams(town_id: UUID, on: date) -> list[Figure]:
    fields: dict[str, list[str]] = defaultdict(list)
    for domain, (_, name) in teams_by_field(town_id, on).items():
        fields[name].append(domain)
    if not fields:
        return [Figure("责任队伍", "没有", "镇街没有登记责任队伍")]
    return [Figure("责任队伍", name, _which(domains)) for name, domains in sorted(fields.items())]


def _which(domains: list[str]) -> str:
    more = f" 等 {len(domains)} 个领域" if len(domains) > SHOWN_FIELDS else ""
    return f"{labels(sorted(domains)[:SHOWN_FIELDS])}{more}"
