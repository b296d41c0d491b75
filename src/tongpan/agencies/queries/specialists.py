"""Specialists of a field (可以请教的人): whose credential names it, in the whole county, those on duty first (M271)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Appointment, DutyShift
from tongpan.agencies.queries.people import cards_of
from tongpan.kernel.clock import date_of

ASKED: Final = (
    Post.OFFICER, Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER, Post.LIAISON, Post.REVIEWER,
)  # fmt: skip
MOST: Final = 30


@dataclass(frozen=True, slots=True)
class Specialist:
    """One person who may be asked about a field."""

    officer_id: UUID
    name: str
    body: str
    team: str
    post: str
    on_duty: bool


def specialists_of(domain: str, *, district_id: UUID, at: datetime, but: UUID | None = None) -> list[Specialist]:
    """
    Return who in a county is certified for just this field, or reviews law, those on duty first.

    A credential for all fields makes nobody a specialist.
    """
    on = date_of(at)
    rows = (
        Appointment.objects.on(on)
        .filter(district_id=district_id, post__in=[str(post) for post in ASKED])
        .exclude(officer_id=but)
        .select_related("officer", "agency", "team")
        .prefetch_related("officer__credentials")
        .order_by("officer__name", "pk")
    )
    found: dict[UUID, Specialist] = {}
    for row in rows:
        cards = [card for card in cards_of(row.officer) if card.in_force(on)]
        if row.post != Post.REVIEWER and not any(domain in card.domains for card in cards):
            continue
        found[row.officer_id] = Specialist(
            row.officer_id,
            row.officer.name,
            row.agency.name if row.agency else "",
            row.team.name if row.team else "",
            str(Post(row.post).label),
            on_duty=False,
        )
    shifts = DutyShift.objects.filter(officer_id__in=list(found), starts_at__lte=at, ends_at__gt=at)
    standing = set(shifts.values_list("officer_id", flat=True))
    people = [
        Specialist(one.officer_id, one.name, one.body, one.team, one.post, one.officer_id in standing)
        for one in found.values()
    ]
    return sorted(people, key=lambda one: (one.post == Post.REVIEWER.label, not one.on_duty))[:MOST]
