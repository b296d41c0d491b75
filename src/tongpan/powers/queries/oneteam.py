"""一支队伍: everybody of a team with home body, cards and what each may act in; and what nobody of it can handle."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.credentials import ALL, covered
from tongpan.agencies.domain.fields import label, labels
from tongpan.agencies.domain.posts import PARTY_POSTS, Post, PostingMode, StaffKind, TeamKind
from tongpan.agencies.models import Agency, Appointment, Posting, Team
from tongpan.agencies.queries import Specialist
from tongpan.agencies.queries.people import cards_of
from tongpan.kernel.clock import date_of
from tongpan.powers.domain.kinds import Power
from tongpan.powers.domain.oneteam import Able, Listed, Person, ableness, acts_of, best
from tongpan.powers.models import Grant
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.lists import published
from tongpan.powers.queries.scripts import scripted

SPECIALISTS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One credential as the sheet shows it."""

    number: str
    issuer: str
    fields: str
    until: date | None
    in_force: bool


@dataclass(frozen=True, slots=True)
class Acting:
    """In whose name somebody may act, in which fields, on how many matters."""

    body: str
    fields: list[tuple[str, int]]

    @property
    def total(self) -> int:
        """On how many matters of all fields."""
        return sum(count for _, count in self.fields)


@dataclass(frozen=True, slots=True)
class Member:
    """One person of the team: whose, in which posts and squads, with which cards, and what that allows."""

    officer_id: UUID
    name: str
    home: str
    posts: str
    squads: str
    staff_kind: str
    cards: list[Card]
    acting: list[Acting]
    why_not: str


@dataclass(frozen=True, slots=True)
class OneTeam:
    """A team with the squads posted to its town, and everybody in them, by home body."""

    team: Team
    squads: list[Team]
    members: list[Member]
    homes: list[tuple[str, int]]


@dataclass(slots=True)
class FieldGap:
    """One field: how its matters stand, those that cannot be handled, and who may be asked."""

    domain: str
    label: str
    total: int = 0
    states: dict[Able, int] = field(default_factory=dict)
    lacking: list[tuple[str, str, Able]] = field(default_factory=list)
    specialists: list[Specialist] = field(default_factory=list)

    @property
    def grave(self) -> bool:
        """Whether there is a matter for which two officers with cards are not there."""
        return bool(self.states.get(Able.NOBODY) or self.states.get(Able.ONE))

    @property
    def counts(self) -> list[int]:
        """How many matters are in each state, in the order of the states."""
        return [self.states.get(state, 0) for state in Able]


def squads_of(team: Team, on: date) -> list[Team]:
    """Return a team and, of a town's own, the squads that are posted to the town with all their people (M005)."""
    if team.kind != TeamKind.OWN or team.host_town_id is None:
        return [team]
    rows = Posting.objects.on(on).filter(host_town_id=team.host_town_id, mode=PostingMode.RESIDENT)
    found = agencies.teams_in(rows.values_list("team_id", flat=True))
    return [team, *sorted((one for one in found.values() if one.pk != team.pk), key=lambda one: one.name)]


def one_team(team: Team, on: date) -> OneTeam:
    """Return everybody of a team in one list (M267); seven statements, whatever its size."""
    squads = squads_of(team, on)
    held = _held(squads, on)
    people = {key: _person(rows, on) for key, rows in held.items()}
    listed = _listed(people.values(), team, on)
    names = {key: one.name for key, one in _bodies(people.values()).items()}
    members = [_member(rows, people[key], listed, names, on) for key, rows in held.items()]
    homes: dict[str, int] = {}
    for one in members:
        homes[one.home] = homes.get(one.home, 0) + 1
    members.sort(key=lambda one: (one.home, not one.acting, one.name))
    return OneTeam(team, squads[1:], members, sorted(homes.items()))


def gaps_of(team: Team, at: datetime) -> list[FieldGap]:
    """
    Return field by field which matters nobody of a team can handle, with who may be asked (M271); eleven statements.

    Law: APL 42 ¶1: no fewer than two officers. A matter that several bodies may act on counts once, as the best.
    """
    on = date_of(at)
    held = _held(squads_of(team, on), on)
    people = [_person(rows, on) for rows in held.values()]
    listed = _listed(people, team, on)
    guided = frozenset(scripted())
    by_matter: dict[UUID, dict[UUID, Able]] = {}
    matters: dict[UUID, Listed] = {}
    for one in listed:
        matters[one.matter_id] = one
        by_matter.setdefault(one.matter_id, {})[one.body_id] = ableness(people, one, guided)
    found: dict[str, FieldGap] = {}
    for key, states in by_matter.items():
        one, state = matters[key], best(states)
        gap = found.setdefault(one.domain, FieldGap(one.domain, label(one.domain)))
        gap.total += 1
        gap.states[state] = gap.states.get(state, 0) + 1
        if state is not Able.READY:
            gap.lacking.append((one.code, one.name, state))
    order = list(Able)
    for gap in found.values():
        gap.lacking.sort(key=lambda row: (order.index(row[2]), row[0]))
    grave = [gap.domain for gap in found.values() if gap.grave]
    asked = agencies.specialists_in(grave, district_id=team.district_id, at=at, reviewers=False)
    for domain, specialists in asked.items():
        found[domain].specialists = specialists[:SPECIALISTS]
    return sorted(found.values(), key=lambda gap: (-gap.states.get(Able.NOBODY, 0), gap.label))


def _held(squads: Iterable[Team], on: date) -> dict[UUID, list[Appointment]]:
    rows = (
        Appointment.objects.on(on)
        .filter(team_id__in=[one.pk for one in squads])
        .select_related("officer__home_agency", "team__agency")
        .prefetch_related("officer__credentials")
        .order_by("officer__home_agency__name", "officer__name", "officer_id", "pk")
    )
    found: dict[UUID, list[Appointment]] = {}
    for row in rows:
        found.setdefault(row.officer_id, []).append(row)
    return found


def _person(rows: list[Appointment], on: date) -> Person:
    officer = rows[0].officer
    fields = covered(cards_of(officer), on)
    bodies = {officer.home_agency_id} | {row.team.agency_id for row in rows if row.team is not None}
    return Person(
        officer.pk,
        frozenset(bodies),
        fields,
        licensed=fields != frozenset() and officer.staff_kind == StaffKind.OFFICER,
    )


def _bodies(people: Iterable[Person]) -> dict[UUID, Agency]:
    return agencies.agencies_in({body for one in people for body in one.bodies})


def _listed(people: Iterable[Person], team: Team, on: date) -> list[Listed]:
    bodies = {body for one in people for body in one.bodies}
    where = lineage_of(team.host_town_id or team.district_id)
    rows = (
        Grant.objects.filter(published(on), superseded_at__isnull=True, power=Power.PENALTY, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on), body_id__in=sorted(bodies), territory_id__in=where)
        .order_by("matter__code")
        .values_list("body_id", "matter_id", "matter__code", "matter__name", "matter__domain")
    )
    return [Listed(*row) for row in dict.fromkeys(rows)]


def _member(rows: list[Appointment], person: Person, listed: list[Listed], names: dict[UUID, str], on: date) -> Member:
    officer = rows[0].officer
    posts = {Post(row.post) for row in rows} - PARTY_POSTS
    acting = [
        Acting(names.get(body, ""), sorted((label(key), count) for key, count in fields.items()))
        for body, fields in acts_of(person, listed).items()
    ]
    return Member(
        officer_id=officer.pk,
        name=officer.name,
        home=officer.home_agency.name,
        posts="、".join(str(post.label) for post in Post if post in posts),
        squads="、".join(dict.fromkeys(row.team.name for row in rows if row.team is not None)),
        staff_kind=str(StaffKind(officer.staff_kind).label),
        cards=_cards(rows[0], on),
        acting=sorted(acting, key=lambda one: one.body),
        why_not=_why_not(officer.staff_kind, person, acting),
    )


def _cards(row: Appointment, on: date) -> list[Card]:
    cards = zip(row.officer.credentials.all(), cards_of(row.officer), strict=True)
    return [
        Card(
            card.number, card.issuer, labels(card.domains) if card.domains else ALL, card.valid_to,
            facts.in_force(on),
        )
        for card, facts in cards
    ]  # fmt: skip


def _why_not(staff_kind: str, person: Person, acting: list[Acting]) -> str:
    if acting:
        return ""
    if staff_kind != StaffKind.OFFICER:
        return f"{StaffKind(staff_kind).label}，不能以执法人员身份执法"
    if not person.licensed:
        return "没有有效的执法证，不能执法（处罚法 42 条）"
    return "证件的领域里，所在机关的清单上没有事项"
