"""Specialists of a field (可以请教的人): of its own squads, or certified for just it, those on duty first (M271)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
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
    found = specialists_in([domain], district_id=district_id, at=at, but=but)
    return found[domain]


def specialists_in(
    domains: Iterable[str], *, district_id: UUID, at: datetime, but: UUID | None = None, reviewers: bool = True
) -> dict[str, list[Specialist]]:
    """Return the specialists of some fields; four statements, however many fields."""
    wanted, on = set(domains), date_of(at)
    if not wanted:
        return {}
    posts = [str(post) for post in ASKED if reviewers or post != Post.REVIEWER]
    rows = list(
        Appointment.objects.on(on)
        .filter(district_id=district_id, post__in=posts)
        .exclude(officer_id=but)
        .select_related("officer", "agency", "team")
        .prefetch_related("officer__credentials")
        .order_by("officer__name", "pk")
    )
    squads: dict[UUID | None, set[str]] = {}
    for team_id, domain in (
        TeamDomain.objects.on(on)
        .filter(domain__in=wanted, team__kind__in=[str(kind) for kind in SQUADS])
        .values_list("team_id", "domain")
    ):
        squads.setdefault(team_id, set()).add(domain)
    held: dict[str, dict[UUID, Appointment]] = {domain: {} for domain in wanted}
    for row in rows:
        for domain in wanted & _fields(row, squads, on) if row.post != Post.REVIEWER else wanted:
            held[domain][row.officer_id] = row
    asked = {officer_id for people in held.values() for officer_id in people}
    shifts = DutyShift.objects.filter(officer_id__in=asked, starts_at__lte=at, ends_at__gt=at)
    standing = set(shifts.values_list("officer_id", flat=True)) if asked else set()
    return {domain: _sorted(people.values(), standing) for domain, people in held.items()}


def _fields(row: Appointment, squads: Mapping[UUID | None, set[str]], on: date) -> set[str]:
    """Return of which fields somebody is a specialist: those of the own squad, and those a card names."""
    cards = [card for card in cards_of(row.officer) if card.in_force(on)]
    ours = squads.get(row.team_id, set()) if cards else set()
    return ours.union(*(card.domains for card in cards))


def _sorted(rows: Iterable[Appointment], standing: Collection[UUID]) -> list[Specialist]:
    """Return the people, those on duty first and reviewers last."""
    people = sorted(rows, key=lambda row: (row.post == Post.REVIEWER, row.officer_id not in standing))
    return [
        Specialist(
            row.officer_id,
            row.officer.name,
            row.agency.name if row.agency else "",
            row.team.name if row.team else "",
            str(Post(row.post).label),
            on_duty=row.officer_id in standing,
        )
        for row in people[:MOST]
    ]
