"""People in numbers and in posts: members, head-count, leadership, dedicated officers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongpan.agencies.domain.credentials import covered
from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.headcount import HeadCount, Span, headcount, trend
from tongpan.agencies.domain.posts import (
    PARTY_POSTS,
    STRENGTH_POSTS,
    Establishment,
    OfficeKind,
    Post,
    StaffKind,
    TeamKind,
)
from tongpan.agencies.domain.staffing import (
    LeaderFacts,
    LeadershipFacts,
    Shortfall,
    SquadFacts,
    dedicated_shortfall,
    leadership_shortfalls,
    separation_shortfall,
)
from tongpan.agencies.models import Appointment, Officer, PartyMembership, Team
from tongpan.agencies.queries.people import cards_of

IN_THE_TOWN = (TeamKind.OWN, TeamKind.RESIDENT, TeamKind.REGIONAL)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a team as its page shows them."""

    officer_id: UUID
    name: str
    posts: str
    staff_kind: str
    establishment: str
    title: str
    dedicated: bool
    credential: str
    licensed: bool
    fields: str
    phone_masked: str


def members_of(team_id: UUID, on: date) -> list[Member]:
    """Return a team's members on a day: leaders first, then by name. Party posts are not shown by person."""
    rows = list(
        Appointment.objects.on(on)
        .filter(team_id=team_id)
        .select_related("officer")
        .prefetch_related("officer__credentials")
        .order_by("officer__name", "officer_id")
    )
    posts: dict[UUID, list[Appointment]] = {}
    for row in rows:
        posts.setdefault(row.officer_id, []).append(row)
    rank = {post.value: number for number, post in enumerate(_ORDER)}
    people = sorted(posts.values(), key=lambda held: min(rank.get(row.post, len(rank)) for row in held))
    return [_member(held, on) for held in people]


_ORDER = (
    Post.TEAM_LEADER,
    Post.EXECUTIVE_DEPUTY,
    Post.DEPUTY_LEADER,
    Post.SQUAD_LEADER,
    Post.OFFICER,
    Post.AUXILIARY,
)


def _member(held: list[Appointment], on: date) -> Member:
    officer = held[0].officer
    text, licensed = credential_state(officer, on)
    names = {Post(row.post) for row in held} - PARTY_POSTS
    fields = covered(cards_of(officer), on)
    return Member(
        officer_id=officer.pk,
        name=officer.name,
        posts="、".join(str(post.label) for post in Post if post in names),
        staff_kind=str(StaffKind(officer.staff_kind).label),
        establishment=str(Establishment(held[0].establishment).label),
        title=officer.title,
        dedicated=any(row.dedicated for row in held),
        credential=text,
        licensed=licensed,
        fields="全部领域" if fields is None else labels(fields),
        phone_masked=officer.phone_masked,
    )


def credential_state(officer: Officer, on: date) -> tuple[str, bool]:
    """Return the state of a person's credentials in words, and whether one is in force."""
    if officer.staff_kind != StaffKind.OFFICER:
        return "不持证", False
    cards = cards_of(officer)
    good = [card for card in cards if card.in_force(on)]
    if good:
        ends = [card.valid_to for card in good]
        last = None if None in ends else max(day for day in ends if day)
        return (f"有效至{last:%Y-%m-%d}" if last else "有效"), True
    return ("已失效" if cards else "未登记"), False


def spans_of(team_ids: Iterable[UUID]) -> list[Span]:
    """Return every span of membership of some teams, whenever it was."""
    rows = Appointment.objects.filter(team_id__in=list(team_ids), post__in=[str(post) for post in STRENGTH_POSTS])
    return [Span(*row) for row in rows.values_list("officer_id", "establishment", "valid_from", "valid_to")]


def team_headcount(team_id: UUID, on: date) -> HeadCount:
    """Return a team's head-count on a day (M025)."""
    return headcount(spans_of([team_id]), on)


def team_trend(team_id: UUID, until: date) -> list[HeadCount]:
    """Return a team's head-count on every day it changed (M007)."""
    return trend(spans_of([team_id]), until)


def town_trend(town_id: UUID, until: date) -> list[HeadCount]:
    """Return the head-count of everybody stationed in a town: own team and resident squads (M007)."""
    teams = Team.objects.filter(host_town_id=town_id, kind__in=IN_THE_TOWN).values_list("pk", flat=True)
    return trend(spans_of(teams), until)


def licensed_share(team_id: UUID, on: date) -> float | None:
    """Return licensed in-establishment ÷ in-establishment of a team in per cent, expiry aware."""
    rows = Appointment.objects.on(on).filter(
        team_id=team_id, establishment=Establishment.ESTABLISHED, post__in=[str(post) for post in STRENGTH_POSTS]
    )
    officers = list(Officer.objects.filter(pk__in=rows.values("officer_id")).prefetch_related("credentials"))
    licensed = sum(1 for officer in officers if credential_state(officer, on)[1])
    return round(licensed * 100 / len(officers), 1) if officers else None


def dedicated_licensed(town_ids: Iterable[UUID], on: date) -> dict[UUID, int]:
    """Return how many dedicated officers with a credential in force each town has on a day (M035)."""
    rows = (
        Appointment.objects.on(on)
        .filter(town_id__in=list(town_ids), dedicated=True, officer__staff_kind=StaffKind.OFFICER)
        .select_related("officer")
        .prefetch_related("officer__credentials")
    )
    found: dict[UUID, set[UUID]] = {}
    for row in rows:
        if row.town_id is not None and credential_state(row.officer, on)[1]:
            found.setdefault(row.town_id, set()).add(row.officer_id)
    return {town: len(people) for town, people in found.items()}


def dedicated_alarms(towns: Iterable[tuple[UUID, str]], on: date) -> list[tuple[UUID, Shortfall]]:
    """Return the alarm of every town with fewer than two dedicated, licensed officers (M035)."""
    known = list(towns)
    counts = dedicated_licensed([key for key, _ in known], on)
    alarms = ((key, dedicated_shortfall(counts.get(key, 0), name)) for key, name in known)
    return [(key, alarm) for key, alarm in alarms if alarm is not None]


def leadership_of(town_id: UUID, on: date, *, is_street: bool) -> tuple[Shortfall, ...]:
    """Return what the leadership of a town's team lacks on a day (M010–M012)."""
    rows = list(Appointment.objects.on(on).filter(town_id=town_id).select_related("officer", "team"))
    people: dict[UUID, LeaderFacts] = {}
    for row in rows:
        before = people.get(row.officer_id)
        posts = (before.posts if before else frozenset()) | {Post(row.post)}
        people[row.officer_id] = LeaderFacts(row.officer.name, posts)

    def holder(post: Post, team_id: UUID | None = None) -> LeaderFacts | None:
        held = (row for row in rows if row.post == post and team_id in (None, row.team_id))
        first = next(held, None)
        return people[first.officer_id] if first else None

    squads = Team.objects.on(on).filter(host_town_id=town_id, kind=TeamKind.RESIDENT).order_by("name")
    return leadership_shortfalls(
        LeadershipFacts(
            is_street=is_street,
            leader=holder(Post.TEAM_LEADER),
            executive_deputy=holder(Post.EXECUTIVE_DEPUTY),
            squads=tuple(SquadFacts(squad.name, holder(Post.SQUAD_LEADER, squad.pk)) for squad in squads),
        )
    )


def people_in_both(district_id: UUID, on: date) -> list[Shortfall]:
    """Return who both dispatches for a district and supervises it (M113)."""
    rows = Appointment.objects.on(on).filter(district_id=district_id).values_list("officer_id", "officer__name", "post")
    held: dict[tuple[UUID, str], set[Post]] = {}
    for key, name, post in rows.filter(
        post__in=[Post.CHIEF_DISPATCHER, Post.DISTRICT_DISPATCHER, Post.JUSTICE_SUPERVISOR]
    ):
        held.setdefault((key, name), set()).add(Post(post))
    found = (separation_shortfall(name, frozenset(posts)) for (_, name), posts in held.items())
    return [shortfall for shortfall in found if shortfall]


def party_count(team_id: UUID, on: date) -> int:
    """Return how many party-organization relations lie in a team's branch on a day (M008, M009): a count alone."""
    return (
        PartyMembership.objects.on(on)
        .filter(branch__team_id=team_id, branch__kind=OfficeKind.PARTY_BRANCH)
        .values("officer_id")
        .distinct()
        .count()
    )
