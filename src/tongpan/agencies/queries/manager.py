"""What the system manager keeps an eye on: people, accounts, posts, credentials, and what is missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.enums import TextChoices

from tongpan.agencies.domain.posts import AgencyKind, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, Posting, Team
from tongpan.agencies.queries.coverage import county_coverage
from tongpan.places import queries as places
from tongpan.places.models import Place

SOON_DAYS = 60
MOST_BEATS = 500
TOWN_BODIES = (AgencyKind.TOWN_GOVERNMENT, AgencyKind.STREET_OFFICE)


class Show(TextChoices):
    """Which people a list shows."""

    ALL = "", "全部"
    NO_ACCOUNT = "no_account", "在岗但没有账号"
    NO_POST = "no_post", "没有任职"
    IDLE = "idle", "账号启用但没有任职"
    CLOSED = "closed", "账号已停用"
    NO_CARD = "no_card", "任执法岗位但没有有效证件"
    EXPIRING = "expiring", "执法证六十天内到期"


def people(district_id: UUID, on: date, words: str = "", show: str = "") -> QuerySet[Officer]:
    """Return a district's people, by words of their name, body or account, and by what is missing."""
    rows = Officer.objects.filter(district_id=district_id).select_related("home_agency", "user")
    if words:
        rows = rows.filter(
            Q(name__contains=words) | Q(home_agency__name__contains=words) | Q(user__username__contains=words.lower())
        )
    return rows.filter(_condition(show, on))


def _condition(show: str, on: date) -> Q:
    held = Appointment.objects.on(on).filter(officer=OuterRef("pk"))
    posted = Q(Exists(held))
    acts = Q(Exists(held.filter(post__in=[str(Post.OFFICER), str(Post.SQUAD_LEADER)])))
    cards = Credential.objects.on(on).filter(officer=OuterRef("pk"))
    good = cards.filter(Q(status="VALID") | Q(status_on__gt=on))
    lasting = good.filter(Q(valid_to=None) | Q(valid_to__gt=on + timedelta(days=SOON_DAYS)))
    enforcing = Q(staff_kind=StaffKind.OFFICER)
    return {
        Show.NO_ACCOUNT: posted & Q(user=None),
        Show.NO_POST: ~posted,
        Show.IDLE: ~posted & Q(user__is_active=True),
        Show.CLOSED: Q(user__is_active=False),
        Show.NO_CARD: acts & ~Q(Exists(good)),
        Show.EXPIRING: enforcing & Q(Exists(good)) & ~Q(Exists(lasting)),
    }.get(Show(show) if show in Show.values else Show.ALL, Q())


@dataclass(frozen=True, slots=True)
class Gap:
    """Something the manager should see to: what, how many, and where."""

    text: str
    count: int
    show: str = ""
    town_id: UUID | None = None
    team_id: UUID | None = None
    page: str = ""


def gaps(district_id: UUID, on: date) -> list[Gap]:
    """Return what is missing in a district on a day."""
    found = [
        Gap(str(show.label), people(district_id, on, show=show.value).count(), show=show.value)
        for show in (Show.NO_ACCOUNT, Show.IDLE, Show.NO_CARD, Show.EXPIRING)
    ]
    bodies = set(
        Agency.objects.on(on).filter(district_id=district_id, kind__in=TOWN_BODIES).values_list("place_id", flat=True)
    )
    towns = list(places.towns_of(district_id))
    found += [
        Gap(f"{town.name}没有登记人民政府或街道办事处", 1, town_id=town.pk) for town in towns if town.pk not in bodies
    ]
    silent = (
        Posting.objects.on(on)
        .filter(team__district_id=district_id, contact=None)
        .select_related("team", "host_town")
        .defer("host_town__geometry")
        .order_by("host_town__code", "team__name")
    )
    found += [
        Gap(f"{row.team.name}派驻{row.host_town.name}，没有明确联络员", 1, team_id=row.team_id) for row in silent[:20]
    ]
    holes = sum(1 for row in county_coverage(district_id, on).rows for cell in row.cells if not cell.teams)
    found.append(Gap("镇街 × 领域没有责任队伍", holes, page="coverage"))
    return [gap for gap in found if gap.count]


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures above the page."""

    agencies: int
    teams: int
    people: int
    accounts: int


def totals(district_id: UUID, on: date) -> Totals:
    """Return how many bodies, teams, people and open accounts a district has."""
    staff = Officer.objects.filter(district_id=district_id)
    return Totals(
        agencies=Agency.objects.on(on).filter(district_id=district_id).count(),
        teams=Team.objects.on(on).filter(district_id=district_id).count(),
        people=staff.count(),
        accounts=staff.filter(user__is_active=True).count(),
    )


def posts_held(officer_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Return the posts of some people in Chinese, party posts left out, in one query."""
    rows = Appointment.objects.on(on).filter(officer_id__in=list(officer_ids)).select_related("team", "agency")
    found: dict[UUID, list[str]] = {}
    for row in sorted(rows, key=lambda row: list(Post).index(Post(row.post))):
        if not row.post.startswith("BRANCH_"):
            where = row.team.name if row.team else ""
            found.setdefault(row.officer_id, []).append(f"{Post(row.post).label}{f'（{where}）' if where else ''}")
    return {key: "、".join(dict.fromkeys(names)) for key, names in found.items()}


# What the manager's forms choose from


def agency_choices(district_id: UUID, on: date) -> list[tuple[str, str]]:
    """Return the bodies of a district."""
    rows = Agency.objects.on(on).filter(district_id=district_id).order_by("kind", "name")
    return [(str(row.pk), row.name) for row in rows]


def department_choices(district_id: UUID, on: date) -> list[tuple[str, str]]:
    """Return the bodies of a district that can send a squad to a town."""
    rows = Agency.objects.on(on).filter(district_id=district_id).exclude(kind__in=TOWN_BODIES).order_by("name")
    return [(str(row.pk), row.name) for row in rows]


def team_choices(district_id: UUID, on: date) -> list[tuple[str, str]]:
    """Return the teams of a district."""
    rows = Team.objects.on(on).filter(district_id=district_id).order_by("name")
    return [(str(row.pk), row.name) for row in rows]


def office_choices(district_id: UUID, on: date) -> list[tuple[str, str]]:
    """Return the offices of a district's bodies."""
    rows = Office.objects.on(on).filter(agency__district_id=district_id).exclude(kind="PARTY_BRANCH")
    return [(str(row.pk), f"{row.name}") for row in rows.order_by("name")]


def town_choices(district_id: UUID) -> list[tuple[str, str]]:
    """Return the towns of a district."""
    return [(str(town.pk), town.name) for town in places.towns_of(district_id)]


def beat_choices(town_id: UUID | None) -> list[tuple[str, str]]:
    """Return the villages and grids of a town."""
    if town_id is None:
        return []
    rows = Place.objects.filter(town_id=town_id, level__in=("VILLAGE", "GRID"), valid_to=None).select_related("parent")
    rows = rows.defer("geometry", "parent__geometry").order_by("code")[:MOST_BEATS]
    return [
        (str(row.pk), f"{row.parent.name} {row.name}" if row.level == "GRID" and row.parent else row.name)
        for row in rows
    ]


def contact_choices(team: Team, on: date) -> list[tuple[str, str]]:
    """Return who can be a squad's liaison: its members and the people of its body."""
    members = Appointment.objects.on(on).filter(team=team).values("officer_id")
    rows = Officer.objects.filter(Q(pk__in=members) | Q(home_agency_id=team.agency_id)).order_by("name", "pk")
    return [(str(row.pk), f"{row.name}（{row.title}）" if row.title else row.name) for row in rows]


def account_choices(district_id: UUID) -> list[tuple[str, str]]:
    """Return the people of a district whose account is open."""
    rows = Officer.objects.filter(district_id=district_id, user__is_active=True).select_related("user", "home_agency")
    return [
        (str(row.pk), f"{row.name}（{row.user.username}，{row.home_agency.name}）")
        for row in rows.order_by("name", "pk")
        if row.user is not None
    ]


# What the manager acts on


def open_appointment(appointment_id: UUID) -> Appointment | None:
    """Return an appointment that was not ended."""
    return Appointment.objects.filter(pk=appointment_id, valid_to=None).first()


def credential(credential_id: UUID) -> Credential | None:
    """Return a credential."""
    return Credential.objects.filter(pk=credential_id).first()


def open_posting(posting_id: UUID) -> Posting | None:
    """Return a posting that was not ended, with its town."""
    rows = Posting.objects.filter(pk=posting_id, valid_to=None).select_related("host_town")
    return rows.defer("host_town__geometry").first()
