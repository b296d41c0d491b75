"""People at hand: who is in a team, who is on duty."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import F, FilteredRelation, Q, QuerySet
from django.db.models.functions import Coalesce

from tongpan.agencies.domain.credentials import CredentialFacts
from tongpan.agencies.domain.posts import Duty, Post, StaffKind
from tongpan.agencies.models import Appointment, DutyShift, Officer


@dataclass(frozen=True, slots=True)
class OnDuty:
    """One person on duty now."""

    officer_id: UUID
    name: str
    duty: str
    team_name: str
    ends_at: datetime
    phone_masked: str

    @property
    def duty_label(self) -> str:
        """The duty in Chinese."""
        return str(Duty(self.duty).label)


@dataclass(frozen=True, slots=True)
class InPost:
    """One person in a post."""

    officer_id: UUID
    name: str
    post: str
    body: str
    of_town: bool
    place: str = ""
    """the town of the post, empty for one of the whole county"""
    home: str = ""
    """the body where the person's staff file lies: somebody posted, or moved into a team, keeps it"""
    team_id: UUID | None = None


def available_officers(team_id: UUID, on: date) -> list[Officer]:
    """Return the members of a team on a day who may act as officers: staff of the kind, with a credential in force."""
    members = Appointment.objects.on(on).filter(team_id=team_id).values("officer_id")
    officers = (
        Officer.objects.filter(pk__in=members, staff_kind=StaffKind.OFFICER)
        .prefetch_related("credentials")
        .order_by("name", "pk")
    )
    return [officer for officer in officers if any(card.in_force(on) for card in cards_of(officer))]


def cards_of(officer: Officer) -> tuple[CredentialFacts, ...]:
    """Return a person's credentials as facts for the rules; uses what was prefetched."""
    return tuple(
        CredentialFacts(
            valid_from=card.valid_from,
            valid_to=card.valid_to,
            status=card.status,
            status_on=card.status_on,
            domains=frozenset(card.domains),
        )
        for card in officer.credentials.all()
    )


def on_duty(town_id: UUID, at: datetime) -> list[OnDuty]:
    """Return who is on duty for a place at a moment, the leader on duty first."""
    shifts = (
        DutyShift.objects.filter(place_id=town_id, starts_at__lte=at, ends_at__gt=at)
        .select_related("officer", "team")
        .order_by("starts_at", "officer__name")
    )
    rank = {duty.value: number for number, duty in enumerate(Duty)}
    return sorted(
        (
            OnDuty(
                officer_id=shift.officer_id,
                name=shift.officer.name,
                duty=shift.duty,
                team_name=shift.team.name if shift.team else "",
                ends_at=shift.ends_at,
                phone_masked=shift.officer.phone_masked,
            )
            for shift in shifts
        ),
        key=lambda person: rank[person.duty],
    )


def people_in_posts(
    posts: Iterable[Post], *, district_id: UUID, town_id: UUID | None, on: date, everywhere: bool = False
) -> list[InPost]:
    """
    Return who holds some posts on a day, in a town or for the whole county, those of the town first.

    `everywhere` brings those of the county's other towns too (`of_town` is False of them).
    """
    near = Q() if everywhere else Q(town_id=town_id) | Q(town_id=None)
    rows = (
        Appointment.objects.on(on)
        .filter(near, post__in=[str(post) for post in posts], district_id=district_id)
        .select_related("officer__home_agency", "agency", "town")
        .defer("town__geometry")
        .order_by("officer__name", "officer_id", "pk")
    )
    found: dict[UUID, InPost] = {}
    for row in rows:
        mine = row.town_id is not None and row.town_id == town_id
        if row.officer_id not in found or mine:
            found[row.officer_id] = _in_post(row, of_town=mine if everywhere else row.town_id is not None)
    return sorted(found.values(), key=lambda one: not one.of_town)


def officers_in_post(post: Post, agency_id: UUID, on: date) -> frozenset[UUID]:
    """Return who holds a post of a body on a day."""
    rows = Appointment.objects.on(on).filter(post=str(post), agency_id=agency_id)
    return frozenset(rows.values_list("officer_id", flat=True))


def posts_of(officer_ids: Iterable[UUID], on: date) -> dict[UUID, frozenset[Post]]:
    """Return which posts some people hold on a day."""
    found: dict[UUID, set[Post]] = {}
    for officer_id, post in (
        Appointment.objects.on(on).filter(officer_id__in=list(officer_ids)).values_list("officer_id", "post")
    ):
        found.setdefault(officer_id, set()).add(Post(post))
    return {officer_id: frozenset(posts) for officer_id, posts in found.items()}


def serves(held: Iterable[tuple[Post, UUID]], posts: Collection[Post], bodies: Collection[UUID]) -> bool:
    """Tell whether, of posts and the bodies in which they are held, one of some posts is held in one of some bodies."""
    return any(post in posts and body in bodies for post, body in held)


@dataclass(frozen=True, slots=True)
class Posted:
    """One person with the posts held on a day, each with the body in which it is held."""

    officer: Officer
    held: frozenset[tuple[Post, UUID]]

    @property
    def posts(self) -> frozenset[Post]:
        return frozenset(post for post, _ in self.held)

    def serves(self, posts: Collection[Post], bodies: Collection[UUID]) -> bool:
        """Tell whether one of some posts is held in one of some bodies."""
        return serves(self.held, posts, bodies)


def _held_in(prefix: str = "") -> Coalesce:
    """Return the body of a post: of its team, of its section, else the one that it names."""
    return Coalesce(f"{prefix}team__agency_id", f"{prefix}office__agency_id", f"{prefix}agency_id")


HELD: Final = ("held_post", "held_in")
"""what `with_held` adds"""


def with_held(officers: QuerySet[Officer], on: date) -> QuerySet[Officer]:
    """
    Add every post that is held on a day, and in which body: a row for each.

    A post in a team or a section is held in the body whose team or section it is, whatever body the person came from.
    """
    holds = Q(appointments__valid_from__lte=on)
    holds &= Q(appointments__valid_to__isnull=True) | Q(appointments__valid_to__gt=on)
    return officers.annotate(
        now=FilteredRelation("appointments", condition=holds),
        held_post=F("now__post"),
        held_in=_held_in("now__"),
    )


def with_posts(officer_ids: Iterable[UUID], on: date) -> dict[UUID, Posted]:
    """Return some people, each with the posts held on a day; one statement."""
    found: dict[UUID, tuple[Officer, set[tuple[Post, UUID]]]] = {}
    for row in with_held(Officer.objects.filter(pk__in=set(officer_ids)), on):
        _, held = found.setdefault(row.pk, (row, set()))
        post, body = (getattr(row, name) for name in HELD)
        if post:
            held.add((Post(post), body))
    return {key: Posted(officer, frozenset(held)) for key, (officer, held) in found.items()}


def people_of_bodies(posts: Iterable[Post], bodies: Collection[UUID], on: date) -> list[InPost]:
    """Return who holds one of some posts in one of some bodies on a day, wherever the post lies; one statement."""
    rows = (
        Appointment.objects.on(on)
        .annotate(held_in=_held_in())
        .filter(held_in__in=list(bodies), post__in=[str(post) for post in posts])
        .select_related("officer__home_agency", "agency", "town")
        .defer("town__geometry")
        .order_by("officer__name", "officer_id", "pk")
    )
    found: dict[UUID, InPost] = {}
    for row in rows:
        found.setdefault(row.officer_id, _in_post(row, of_town=True))
    return list(found.values())


def _in_post(row: Appointment, *, of_town: bool) -> InPost:
    return InPost(
        row.officer_id, row.officer.name, str(Post(row.post).label), row.agency.name if row.agency else "", of_town,
        row.town.name if row.town else "", row.officer.home_agency.name, row.team_id,
    )  # fmt: skip
