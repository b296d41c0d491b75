"""
The cast: places, bodies, teams and people that every test may call on stage.

Plain functions, each a few rows: `a_town_with_team()` gives a town that works, `officer_li(town)` handles and
`officer_wang(town)` does not. Whoever needs more passes more. Nothing here asks the clock: `TODAY` and `NOW` are fixed.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.contrib.auth import get_user_model

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import (
    AgencyKind,
    Establishment,
    OfficeFunction,
    OfficeKind,
    Post,
    PostingMode,
    StaffKind,
    TeamKind,
)
from tongpan.agencies.models import (
    Agency,
    Appointment,
    Credential,
    Office,
    Officer,
    Posting,
    Responsibility,
    Team,
    TeamDomain,
    TeamTerritory,
)
from tongpan.agencies.queries.actors import actor_for
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.models import User
from tongpan.places.models import Place

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
LONG_AGO = date(2023, 1, 1)
PASSWORD = "tongpan-test"

_number = count(1)


# Places


def a_county(name: str = "柯城区", code: str = "330802", **fields: object) -> Place:
    """Return a county, made once per code."""
    county, made = Place.objects.get_or_create(
        code=code, defaults={"name": name, "level": "COUNTY", "kind": "区", "lon": 118.87, "lat": 28.97, **fields}
    )
    if made:
        county.county = county
        county.save(update_fields=["county"])
    return county


def a_town(name: str = "航埠镇", code: str = "330802101", county: Place | None = None, **fields: object) -> Place:
    """Return a town or street of a county (柯城区 unless told), made once per code."""
    county = county or a_county()
    town, made = Place.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "level": "TOWN",
            "kind": "街道" if name.endswith("街道") else "镇",
            "parent": county,
            "county": county,
            "lon": 118.78,
            "lat": 28.94,
            **fields,
        },
    )
    if made:
        town.town = town
        town.save(update_fields=["town"])
    return town


def another_town(county: Place | None = None) -> Place:
    """Return a second town of the same county: 石梁镇."""
    return a_town("石梁镇", "330802100", county, lon=118.83, lat=29.03)


def a_village(town: Place, name: str = "严村村", code: str = "", **fields: object) -> Place:
    """Return a village of a town."""
    code = code or f"{town.code}{200 + next(_number) % 700:03d}"
    village, _ = Place.objects.get_or_create(
        code=code,
        defaults={
            "name": name,
            "level": "VILLAGE",
            "kind": "村委会",
            "parent": town,
            "county": town.county,
            "town": town,
            "lon": town.lon,
            "lat": town.lat,
            **fields,
        },
    )
    return village


def a_grid(village: Place, name: str = "第一网格", number: int = 1, **fields: object) -> Place:
    """Return a grid of a village; without geometry, which is valid."""
    grid, _ = Place.objects.get_or_create(
        code=f"{village.code}{number:03d}",
        defaults={
            "name": name,
            "level": "GRID",
            "kind": "网格",
            "parent": village,
            "county": village.county,
            "town": village.town,
            "lon": village.lon,
            "lat": village.lat,
            **fields,
        },
    )
    return grid


# Bodies and teams


def an_agency(
    name: str, place: Place, kind: AgencyKind = AgencyKind.DEPARTMENT, key: str = "", **fields: object
) -> Agency:
    """Return a body over a place, made once per name."""
    agency, _ = Agency.objects.get_or_create(
        place=place,
        name=name,
        defaults={
            "kind": kind,
            "key": key,
            "district": place.county,
            "town": place.town,
            "valid_from": LONG_AGO,
            "phone": "0570-0000000",
            **fields,
        },
    )
    return agency


def a_department(county: Place | None = None, name: str = "市场监督管理局", key: str = "market") -> Agency:
    """Return a department of a county."""
    county = county or a_county()
    return an_agency(f"{county.name}{name}", county, AgencyKind.DEPARTMENT, key)


def a_town_government(town: Place | None = None) -> Agency:
    """Return the body of a town: 人民政府, or 街道办事处 for a street."""
    town = town or a_town()
    if town.name.endswith("街道"):
        return an_agency(f"{town.name}办事处", town, AgencyKind.STREET_OFFICE)
    return an_agency(f"{town.name}人民政府", town, AgencyKind.TOWN_GOVERNMENT)


def a_team(
    name: str,
    agency: Agency,
    *,
    kind: TeamKind = TeamKind.OWN,
    host_town: Place | None = None,
    domains: tuple[Domain, ...] = (),
    valid_from: date = LONG_AGO,
    **fields: object,
) -> Team:
    """Return a team with its fields and, where it has a host, its territory."""
    district = fields.pop("district", None) or agency.district
    team = Team.objects.create(
        name=name, agency=agency, kind=kind, host_town=host_town, district=district, valid_from=valid_from, **fields
    )
    TeamDomain.objects.bulk_create(TeamDomain(team=team, domain=domain, valid_from=valid_from) for domain in domains)
    if host_town is not None:
        TeamTerritory.objects.create(team=team, place=host_town, host=True, valid_from=valid_from)
    return team


def make_responsible(team: Team, place: Place, *domains: Domain, valid_from: date = LONG_AGO) -> None:
    """Let a team answer for some fields (all, if none is named) in a place."""
    Responsibility.objects.bulk_create(
        Responsibility(place=place, domain=domain, team=team, district=team.district, valid_from=valid_from)
        for domain in domains or tuple(Domain)
    )


@dataclass(frozen=True)
class TownCast:
    """A town that works: its body, office and own team."""

    county: Place
    town: Place
    agency: Agency
    office: Office
    team: Team
    people: dict[str, Officer] = field(default_factory=dict)


def a_town_with_team(
    town: Place | None = None, *, domains: tuple[Domain, ...] = tuple(Domain), responsible: bool = True
) -> TownCast:
    """Return a town with body, enforcement office and own team that answers for the fields named (all by default)."""
    town = town or a_town()
    agency = a_town_government(town)
    found = Team.objects.filter(host_town=town, kind=TeamKind.OWN, valid_to__isnull=True).first()
    office, _ = Office.objects.get_or_create(
        agency=agency,
        name=f"{town.name}综合行政执法办公室",
        defaults={
            "place": town,
            "kind": OfficeKind.ENFORCEMENT_OFFICE,
            "functions": [
                OfficeFunction.TRIAGE,
                OfficeFunction.ASSIGN,
                OfficeFunction.CONVENE_JOINT,
                OfficeFunction.CHECK_FEEDBACK,
            ],
            "valid_from": LONG_AGO,
        },
    )
    if found is None:
        found = a_team(f"{town.name}综合行政执法队", agency, host_town=town, domains=domains, all_round=True)
        if responsible:
            make_responsible(found, town, *domains)
    return TownCast(county=found.district, town=town, agency=agency, office=office, team=found)


def a_resident_squad(
    cast: TownCast, department: Agency, *domains: Domain, mode: PostingMode = PostingMode.RESIDENT
) -> Team:
    """Return a department's squad posted to a town."""
    squad = a_team(
        f"{department.name}驻{cast.town.name}中队",
        department,
        kind=TeamKind.RESIDENT if mode == PostingMode.RESIDENT else TeamKind.ON_CALL,
        host_town=cast.town,
        domains=domains,
    )
    Posting.objects.create(team=squad, host_town=cast.town, mode=mode, valid_from=LONG_AGO)
    return squad


# People


def an_officer(
    name: str,
    agency: Agency,
    *posts: Post,
    team: Team | None = None,
    office: Office | None = None,
    town: Place | None = None,
    place: Place | None = None,
    staff_kind: StaffKind = StaffKind.OFFICER,
    establishment: Establishment = Establishment.ESTABLISHED,
    username: str = "",
    licensed: tuple[Domain, ...] | None = (),
    dedicated: bool = False,
    valid_from: date = LONG_AGO,
    valid_to: date | None = None,
) -> Officer:
    """
    Return a person with posts; `licensed=()` gives a credential for all fields, a tuple for those, None gives none.

    With a `username` the person can sign in with `PASSWORD`.
    """
    user = User.objects.create_user(username, PASSWORD) if username else None
    town = town or agency.town
    officer = Officer.objects.create(
        user=user,
        name=name,
        staff_kind=staff_kind,
        establishment=establishment,
        home_agency=agency,
        district=agency.district,
        town=town,
    )
    Appointment.objects.bulk_create(
        Appointment(
            officer=officer,
            post=post,
            establishment=establishment,
            agency=agency,
            office=office,
            team=team,
            place=place,
            district=agency.district,
            town=town,
            dedicated=dedicated,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        for post in posts
    )
    if licensed is not None and staff_kind == StaffKind.OFFICER:
        a_credential(officer, *licensed)
    return officer


def a_credential(officer: Officer, *domains: Domain, **fields: object) -> Credential:
    """Return a credential for some fields, or for all if none is named."""
    defaults: dict[str, object] = {
        "number": f"33080200{next(_number):06d}",
        "issuer": "浙江省人民政府",
        "valid_from": LONG_AGO,
        "valid_to": date(2029, 1, 1),
    }
    return Credential.objects.create(
        officer=officer, domains=[str(domain) for domain in domains], **{**defaults, **fields}
    )


def officer_li(cast: TownCast | None = None) -> Officer:
    """Return the officer who handles: a licensed member of the town's own team."""
    cast = cast or a_town_with_team()
    return an_officer("李明", cast.agency, Post.OFFICER, team=cast.team, username=_once("li"))


def officer_wang(cast: TownCast | None = None) -> Officer:
    """Return the officer who does not: licensed, but of another town's team."""
    cast = cast or a_town_with_team(another_town())
    return an_officer("王强", cast.agency, Post.OFFICER, team=cast.team, username=_once("wang"))


def leader_zhou(cast: TownCast | None = None) -> Officer:
    """Return the team leader (队长) of a town: its 镇长 or 街道主任."""
    cast = cast or a_town_with_team()
    return an_officer("周正", cast.agency, Post.TEAM_LEADER, Post.HEAD, team=cast.team, username=_once("zhou"))


def deputy_qian(cast: TownCast | None = None) -> Officer:
    """Return the executive deputy (常务副队长), head of the enforcement office."""
    cast = cast or a_town_with_team()
    posts = (Post.EXECUTIVE_DEPUTY, Post.OFFICE_HEAD)
    return an_officer("钱亮", cast.agency, *posts, team=cast.team, office=cast.office, username=_once("qian"))


def dispatcher_wu(cast: TownCast | None = None) -> Officer:
    """Return the dispatcher of a town."""
    cast = cast or a_town_with_team()
    return an_officer(
        "吴芳", cast.agency, Post.TOWN_DISPATCHER, office=cast.office, username=_once("wu"),
        staff_kind=StaffKind.CLERK,
    )  # fmt: skip


def dispatcher_zheng(cast: TownCast | None = None) -> Officer:
    """Return the dispatcher of the other town, who must not."""
    cast = cast or a_town_with_team(another_town())
    return an_officer(
        "郑洁", cast.agency, Post.TOWN_DISPATCHER, office=cast.office, username=_once("zheng"),
        staff_kind=StaffKind.CLERK,
    )  # fmt: skip


def district_dispatcher_feng(county: Place | None = None) -> Officer:
    """Return the district's dispatcher."""
    county = county or a_county()
    centre = an_agency(f"{county.name}综合行政执法指挥中心", county, AgencyKind.COMMAND_CENTRE)
    return an_officer("冯涛", centre, Post.DISTRICT_DISPATCHER, username=_once("feng"), staff_kind=StaffKind.CLERK)


def liaison_chu(department: Agency | None = None) -> Officer:
    """Return a department's liaison."""
    return an_officer("褚宁", department or a_department(), Post.LIAISON, username=_once("chu"))


def grid_worker_wei(cast: TownCast | None = None, grid: Place | None = None) -> Officer:
    """Return a grid worker: sees what they reported themselves."""
    cast = cast or a_town_with_team()
    grid = grid or a_grid(a_village(cast.town))
    return an_officer(
        "卫兰", cast.agency, Post.GRID_WORKER, place=grid, username=_once("wei"), staff_kind=StaffKind.GRID_WORKER
    )


def auxiliary_jiang(cast: TownCast | None = None) -> Officer:
    """Return an auxiliary (协管员), who never acts as an officer."""
    cast = cast or a_town_with_team()
    return an_officer(
        "蒋平", cast.agency, Post.AUXILIARY, team=cast.team, username=_once("jiang"),
        staff_kind=StaffKind.AUXILIARY, establishment=Establishment.CONTRACT,
    )  # fmt: skip


def reviewer_zhao(cast: TownCast | None = None) -> Officer:
    """Return the legal reviewer of a town."""
    cast = cast or a_town_with_team()
    return an_officer("赵敏", cast.agency, Post.REVIEWER, username=_once("zhao"), staff_kind=StaffKind.CLERK)


def chief_chen(county: Place | None = None) -> Officer:
    """Return the chief dispatcher (总调度长) of the district."""
    county = county or a_county()
    committee = an_agency(f"{county.name}总调度工作办公室", county, AgencyKind.COMMAND_CENTRE)
    return an_officer("陈刚", committee, Post.CHIEF_DISPATCHER, username=_once("chen"), staff_kind=StaffKind.CLERK)


def supervisor_sun(county: Place | None = None) -> Officer:
    """Return the justice bureau's supervisor: reads the district, changes nothing."""
    county = county or a_county()
    bureau = an_agency(f"{county.name}司法局", county, AgencyKind.JUSTICE_BUREAU, "justice")
    return an_officer("孙静", bureau, Post.JUSTICE_SUPERVISOR, username=_once("sun"), staff_kind=StaffKind.CLERK)


def list_manager_han(county: Place | None = None) -> Officer:
    """Return the keeper of the power list."""
    county = county or a_county()
    bureau = an_agency(f"{county.name}综合行政执法局", county, AgencyKind.DEPARTMENT, "urban")
    return an_officer("韩雪", bureau, Post.LIST_MANAGER, username=_once("han"), staff_kind=StaffKind.CLERK)


def legal_checker_yang(county: Place | None = None) -> Officer:
    """Return who checks changes of the power list for lawfulness."""
    county = county or a_county()
    bureau = an_agency(f"{county.name}司法局", county, AgencyKind.JUSTICE_BUREAU, "justice")
    return an_officer("杨帆", bureau, Post.LEGAL_CHECKER, username=_once("yang"), staff_kind=StaffKind.CLERK)


def system_manager_zhu(county: Place | None = None) -> Officer:
    """Return who keeps bodies, teams and accounts, and sees no business."""
    county = county or a_county()
    centre = an_agency(f"{county.name}综合行政执法指挥中心", county, AgencyKind.COMMAND_CENTRE)
    return an_officer("朱琳", centre, Post.SYSTEM_MANAGER, username=_once("zhu"), staff_kind=StaffKind.CLERK)


def actor(officer: Officer, on: date = TODAY) -> Actor:
    """Return the actor a person is on a day."""
    return actor_for(officer, on)


def user_id(officer: Officer) -> UUID:
    """Return the account of a person who can sign in; for `client.force_login` use `officer.user`."""
    assert officer.user_id is not None
    return officer.user_id


def _once(username: str) -> str:
    """Return a username that is free: li, then li2, li3 …"""
    model = get_user_model()
    taken = set(model.objects.filter(username__startswith=username).values_list("username", flat=True))
    if username not in taken:
        return username
    return next(name for number in count(2) if (name := f"{username}{number}") not in taken)
