"""
The cast: places, bodies, teams and people that every test may call on stage.

Plain functions, each a few rows: `a_town_with_team()` gives a town that works, `officer_li(town)` handles and
`officer_wang(town)` does not. Whoever needs more passes more. Nothing here asks the clock: `TODAY` and `NOW` are fixed.
The people are made here, all else in `tests/bodies.py`; tests take both from here.
"""

from datetime import date, datetime
from itertools import count
from uuid import UUID

from django.contrib.auth import get_user_model

from tests.bodies import (
    LONG_AGO,
    NUMBERS,
    TownCast,
    a_county,
    a_department,
    a_grid,
    a_resident_squad,
    a_team,
    a_town,
    a_town_government,
    a_town_with_team,
    a_village,
    an_agency,
    another_town,
    make_responsible,
)
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, Establishment, Post, StaffKind
from tongpan.agencies.models import Agency, Appointment, Credential, Office, Officer, Team
from tongpan.agencies.queries.actors import actor_for
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.models import User
from tongpan.places.models import Place

__all__ = [
    "LONG_AGO",
    "NOW",
    "PASSWORD",
    "TODAY",
    "TownCast",
    "a_county",
    "a_credential",
    "a_department",
    "a_grid",
    "a_resident_squad",
    "a_team",
    "a_town",
    "a_town_government",
    "a_town_with_team",
    "a_village",
    "actor",
    "an_agency",
    "an_officer",
    "another_town",
    "auxiliary_jiang",
    "chief_chen",
    "deputy_qian",
    "dispatcher_wu",
    "dispatcher_zheng",
    "district_dispatcher_feng",
    "grid_worker_wei",
    "leader_zhou",
    "legal_checker_yang",
    "liaison_chu",
    "list_manager_han",
    "make_responsible",
    "officer_li",
    "officer_wang",
    "reviewer_zhao",
    "supervisor_sun",
    "system_manager_zhu",
    "user_id",
]

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
PASSWORD = "tongpan-test"


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
        "number": f"33080200{next(NUMBERS):06d}",
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
