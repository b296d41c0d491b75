"""Specialists of a field (可以请教的人): of its own squads, or certified for just it, those on duty first (M271)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.posts import Post, TeamKind
from tongpan.agencies.models import Appointment, DutyShift, TeamDomain
from tongpan.agencies.queries.people import cards_of
from tongpan.kernel.clock import date_of

ASKED: Final = (
    Post.OFFICER, Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER, Post.LIAISON, Post.REVIEWER,
)  # fmt: skip
SQUADS: Final = (TeamKind.RESIDENT, TeamKind.ON_CALL, TeamKind.DEPARTMENT, TeamKind.CITY)
"""teams that belong to a field"""
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
    Return who in a county works in a squad of this field, is certified for just it, or reviews law, on duty first.

    A credential for all fields makes nobody a specialist, nor does a town's own team, which does everything.
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
    squads = set(
        TeamDomain.objects.on(on)
        .filter(domain=domain, team__kind__in=[str(kind) for kind in SQUADS])
        .values_list("team_id", flat=True)
    )
    found: dict[UUID, Specialist] = {}
    for row in rows:
        cards = [card for card in cards_of(row.officer) if card.in_force(on)]
        ours = bool(cards) and row.team_id in squads
        if row.post != Post.REVIEWER and not ours and not any(domain in card.domains for card in cards):
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
