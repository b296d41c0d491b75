"""What bodies and teams know of a place (M089): who works in it, and which teams answer for its town."""

from collections import defaultdict
from datetime import date
from uuid import UUID

from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, Responsibility
from tongpan.places.models import Place
from tongpan.places.queries.profile import Figure

SHOWN_FIELDS = 6
LEVELS = frozenset({"GRID", "VILLAGE", "TOWN"})


def figures(place_id: UUID, level: str, on: date) -> list[Figure]:
    """Return how many people work in a place and the teams that answer there; four queries. Nobody is named."""
    if level not in LEVELS:
        return []
    town_id = place_id if level == "TOWN" else _town_of(place_id)
    found = []
    if level != "TOWN":
        held = Appointment.objects.on(on).filter(place_id=place_id)
        workers = held.filter(post=str(Post.GRID_WORKER)).values("officer_id").distinct().count()
        others = held.exclude(post=str(Post.GRID_WORKER)).values("officer_id").distinct().count()
        found.append(Figure("网格员", f"{workers} 人", f"另有其他人员 {others} 人" if others else ""))
    return found + (_teams(town_id, on) if town_id else [])


def _town_of(place_id: UUID) -> UUID | None:
    return Place.objects.filter(pk=place_id).values_list("town_id", flat=True).first()


def _teams(town_id: UUID, on: date) -> list[Figure]:
    rows = Responsibility.objects.on(on).filter(place_id=town_id).order_by("valid_from", "pk")
    answering = dict(rows.values_list("domain", "team__name"))
    if not answering:
        return [Figure("责任队伍", "没有", "镇街没有登记责任队伍")]
    fields: dict[str, list[str]] = defaultdict(list)
    for domain, name in answering.items():
        fields[name].append(domain)
    named = "；".join(f"{name}（{_which(domains)}）" for name, domains in sorted(fields.items()))
    return [Figure("责任队伍", f"{len(fields)} 支", named)]


def _which(domains: list[str]) -> str:
    more = f" 等 {len(domains)} 个领域" if len(domains) > SHOWN_FIELDS else ""
    return f"{labels(sorted(domains)[:SHOWN_FIELDS])}{more}"
