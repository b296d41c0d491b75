"""Who works there: leaders, dispatchers, officers, auxiliaries, grid workers, and the accounts one may sign in with."""

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from tongpan.agencies.demo import accounts
from tongpan.agencies.demo.crew import Crew
from tongpan.agencies.demo.districts import JIANGYIN, KECHENG, LIXIA, YINGZE, Bodies
from tongpan.agencies.domain.posts import Establishment, OfficeKind, Post, StaffKind, TeamKind
from tongpan.agencies.models import (
    Agency,
    Office,
    Officer,
    Posting,
    SetUpCheck,
    Team,
    TeamDomain,
    TeamTerritory,
    Vehicle,
)
from tongpan.agencies.models.setup import SetUpAspect
from tongpan.kernel.clock import SHANGHAI
from tongpan.places.models import Place

GROWN = date(2023, 5, 1)
"""航埠镇: 18 + 31 when the proposal was written, 26 + 30 when it was answered (M025)."""


@dataclass(frozen=True, slots=True)
class Strength:
    """How many of whom a town's own team has."""

    established: int
    contract: int
    unlicensed: int = 0
    joined: int = 0
    left: int = 0


STRENGTH = {
    "航埠镇": Strength(established=26, contract=30, unlicensed=4, joined=8, left=1),
    "石梁镇": Strength(established=21, contract=17, unlicensed=1),
}
USUAL = {KECHENG: Strength(4, 2), YINGZE: Strength(4, 1), JIANGYIN: Strength(10, 4), LIXIA: Strength(6, 2)}
SQUAD = {"street-1-2-8": 5, "town-1-4-6": 3}
PLATES = {KECHENG: "浙H", YINGZE: "晋A", JIANGYIN: "苏B", LIXIA: "鲁A"}
SHORT_OF_STAFF = "七里乡"
"""One town is left with a single dedicated officer, so that the alarm of M035 can be seen."""


def fill(crew: Crew, towns: list[Place], bodies: Bodies) -> None:
    """Fill every post of a district."""
    by_town: dict[str, list[Team]] = {}
    names = {town.pk: town.name for town in towns}
    for team in bodies.teams:
        if team.host_town_id is not None:
            by_town.setdefault(names[team.host_town_id], []).append(team)
    for town in sorted(towns, key=lambda town: (town.name not in STRENGTH, town.name != "航埠镇", town.code)):
        _town(crew, town, bodies.towns[town.name], by_town.get(town.name, []))
    accounts.district(crew, bodies)
    _regional(crew, bodies)
    _served(crew)
    _department_heads(crew, bodies)
    _set_up(towns, crew.county)


def _town(crew: Crew, town: Place, body: Agency, teams: list[Team]) -> None:
    own = next((team for team in teams if team.kind == TeamKind.OWN), None)
    office = _office(town, body)
    branch = _branch(town, body, own)
    login = accounts.TOWN.get(town.name, {})
    leader, deputy = _leaders(crew, town, body, own, office, login)
    dispatcher = crew.person(
        body, kind=StaffKind.CLERK, title="镇街调度员", username=login.get("dispatcher", ""), town=town
    )
    crew.appoint(dispatcher, Post.TOWN_DISPATCHER, office=office, town=town)
    if "cashier" in login:
        cashier = crew.person(body, kind=StaffKind.CLERK, title="财务人员", username=login["cashier"], town=town)
        crew.appoint(cashier, Post.CASHIER, agency=body, town=town)
    if own is not None:
        _own_team(crew, town, body, own, login)
    squads = [team for team in teams if team.kind in (TeamKind.RESIDENT, TeamKind.ON_CALL)]
    chiefs = _squads(crew, town, own, squads)
    if branch is not None:
        crew.appoint(leader, Post.BRANCH_SECRETARY, office=branch, town=town)
        crew.appoint(deputy, Post.BRANCH_DEPUTY_SECRETARY, office=branch, town=town)
        for chief in chiefs:
            crew.appoint(chief, Post.BRANCH_MEMBER, office=branch, town=town)
        for person in (leader, deputy, *chiefs):
            crew.join_branch(person, branch)
    _villages(crew, town, body, login)
    _vehicles(crew, town, body, own)


def _office(town: Place, body: Agency) -> Office:
    office, _ = Office.objects.get_or_create(
        agency=body,
        name=f"{town.name}综合行政执法办公室",
        defaults={"place": town, "kind": OfficeKind.ENFORCEMENT_OFFICE, "functions": [], "valid_from": body.valid_from},
    )
    return office


def _branch(town: Place, body: Agency, own: Team | None) -> Office | None:
    if own is None:
        return None
    return Office.objects.create(
        name=f"{own.name}党支部",
        agency=body,
        place=town,
        kind=OfficeKind.PARTY_BRANCH,
        team=own,
        valid_from=own.valid_from,
    )


def _leaders(
    crew: Crew, town: Place, body: Agency, own: Team | None, office: Office, login: dict[str, str]
) -> tuple[Officer, Officer]:
    """Make the head who leads the team (M010) and the deputy head who runs the office (M011)."""
    street = town.name.endswith("街道")
    head = (
        "街道主任" if street else "乡长" if town.name.endswith("乡") else "镇长" if town.name.endswith("镇") else "主任"
    )
    title = f"{head}、队长" if own else head
    leader = crew.person(body, kind=StaffKind.CLERK, title=title, username=login.get("leader", ""), town=town)
    crew.appoint(leader, Post.HEAD, town=town)
    second = "分管副主任" if street else f"分管副{head}"
    deputy = crew.person(
        body,
        kind=StaffKind.CLERK,
        title=f"{second}、常务副队长" if own else second,
        username=login.get("head", ""),
        town=town,
    )
    crew.appoint(deputy, Post.HEAD, town=town)
    crew.appoint(deputy, Post.OFFICE_HEAD, office=office, town=town)
    if own is not None:
        crew.appoint(leader, Post.TEAM_LEADER, team=own, town=town)
        crew.appoint(deputy, Post.EXECUTIVE_DEPUTY, team=own, town=town)
    return leader, deputy


def _own_team(crew: Crew, town: Place, body: Agency, own: Team, login: dict[str, str]) -> None:
    strength = STRENGTH.get(town.name, USUAL[crew.county.code])
    villages = list(Place.objects.filter(town=town, level="VILLAGE").defer("geometry").order_by("code")[:40])
    for number in range(strength.established):
        joined = number >= strength.established - strength.joined
        person = crew.person(
            body,
            title="执法队员",
            licensed=number < strength.established - strength.unlicensed,
            username=login.get(f"officer{number + 1}", ""),
            town=town,
            keeps_card=town.name in STRENGTH or number < 4,
        )
        beat = villages[number % len(villages)] if villages else None
        since = (
            GROWN
            if joined
            else max(own.valid_from, date(2021, 6, 1))
            if crew.county.code != YINGZE
            else date(2021, 6, 1)
        )
        crew.appoint(person, Post.OFFICER, team=own, town=town, place=beat, since=since, dedicated=number < 4)
    for number in range(strength.contract + strength.left):
        person = crew.person(
            body,
            kind=StaffKind.AUXILIARY,
            establishment=Establishment.CONTRACT,
            title="协管员",
            username=login.get("auxiliary", "") if number == 0 else "",
            town=town,
        )
        gone = number >= strength.contract
        since = date(2021, 6, 1) if crew.county.code == YINGZE else own.valid_from
        crew.appoint(person, Post.AUXILIARY, team=own, town=town, since=since, until=GROWN if gone else None)


def _squads(crew: Crew, town: Place, own: Team | None, squads: list[Team]) -> list[Officer]:
    """Make resident squads, their leaders deputy leaders of the town's team (M012), and on-call contacts."""
    fields: dict[UUID, list[str]] = {}
    for team_id, domain in TeamDomain.objects.filter(team__in=squads).values_list("team_id", "domain"):
        fields.setdefault(team_id, []).append(domain)
    chiefs = []
    contacts: dict[UUID, Officer] = {}
    for squad in squads:
        own_fields = tuple(fields.get(squad.pk, ()))
        resident = squad.kind == TeamKind.RESIDENT
        title = "中队长" if resident else "联络员"
        first = crew.person(squad.agency, title=title, fields=own_fields, town=town)
        contacts[squad.pk] = first
        crew.appoint(
            first, Post.SQUAD_LEADER if resident else Post.OFFICER, team=squad, town=town, since=squad.valid_from
        )
        if not resident:
            continue
        chiefs.append(first)
        if own is not None:
            crew.appoint(first, Post.DEPUTY_LEADER, team=own, town=town, since=squad.valid_from)
        for _ in range(SQUAD.get(squad.template, 3) - 1):
            person = crew.person(squad.agency, title="执法队员", fields=own_fields, town=town)
            crew.appoint(person, Post.OFFICER, team=squad, town=town, since=squad.valid_from)
    crew.contacts.update(contacts)
    return chiefs


def _regional(crew: Crew, bodies: Bodies) -> None:
    """Man the 1+X teams: a leader, and two dedicated officers for every town served (M031, M035)."""
    regional = [team for team in bodies.teams if team.kind == TeamKind.REGIONAL]
    towns = {
        row.pk: row
        for row in TeamTerritory.objects.filter(team__in=regional).select_related("place").order_by("place__code")
    }
    for team in regional:
        first = crew.person(team.agency, title="区域执法队队长")
        crew.appoint(first, Post.SQUAD_LEADER, team=team)
        crew.contacts[team.pk] = first
        for row in [row for row in towns.values() if row.team_id == team.pk]:
            wanted = 1 if row.place.name == SHORT_OF_STAFF else 2
            lead = team.agency.key == "urban"
            for _ in range(wanted if lead else 1):
                person = crew.person(team.agency, title="区域执法队员", town=row.place, keeps_card=True)
                crew.appoint(person, Post.OFFICER, team=team, town=row.place, dedicated=lead)
    for team in [team for team in bodies.teams if team.kind in (TeamKind.CITY, TeamKind.DEPARTMENT)]:
        for number in range(4):
            person = crew.person(team.agency, title="大队长" if number == 0 else "执法队员")
            crew.appoint(person, Post.SQUAD_LEADER if number == 0 else Post.OFFICER, team=team, since=team.valid_from)


def _served(crew: Crew) -> None:
    """Give every town that a neighbour's own team serves two dedicated officers of that team (江阴's parks)."""
    rows = TeamTerritory.objects.filter(team__district=crew.county, team__kind=TeamKind.OWN, host=False)
    for row in rows.select_related("team__agency", "place").order_by("place__code"):
        for _ in range(2):
            person = crew.person(row.team.agency, title="执法队员", town=row.place, keeps_card=True)
            crew.appoint(person, Post.OFFICER, team=row.team, town=row.place, since=row.valid_from, dedicated=True)


def _department_heads(crew: Crew, bodies: Bodies) -> None:
    """Give every department two heads: what is done in its name they approve and decide (处罚法 57)."""
    for key, department in bodies.departments.items():
        for title in ("局长", "分管副局长"):
            username = accounts.DEPARTMENT.get((crew.county.code, key, title), "")
            head = crew.person(department, kind=StaffKind.CLERK, title=title, username=username)
            crew.appoint(head, Post.HEAD)


def _villages(crew: Crew, town: Place, body: Agency, login: dict[str, str]) -> None:
    """Make grid workers for the first villages, and one supervisor for each of those (M099)."""
    villages = list(Place.objects.filter(town=town, level="VILLAGE").defer("geometry").order_by("code")[:3])
    for number, village in enumerate(villages):
        grid = Place.objects.filter(parent=village, level="GRID").defer("geometry").order_by("code").first()
        for kind, post, title, key in (
            (StaffKind.GRID_WORKER, Post.GRID_WORKER, "网格员", "grid"),
            (StaffKind.VILLAGE_SUPERVISOR, Post.VILLAGE_SUPERVISOR, "村执法监督员", "supervisor"),
        ):
            person = crew.person(
                body,
                kind=kind,
                establishment=Establishment.CONTRACT,
                title=title,
                username=login.get(key, "") if number == 0 else "",
                town=town,
            )
            crew.appoint(person, post, place=grid or village, town=town)


def _vehicles(crew: Crew, town: Place, body: Agency, own: Team | None) -> None:
    number = {YINGZE: 5 if town.name.endswith("镇") else 3}.get(crew.county.code, 3 if own else 1)
    Vehicle.objects.bulk_create(
        Vehicle(
            plate=f"{PLATES[crew.county.code]}·演{town.code[-3:]}{serial}",
            kind="执法执勤车" if serial == 1 else "电动巡逻车",
            agency=body,
            team=own,
            town=town,
            district=crew.county,
            note="演示",
        )
        for serial in range(1, number + 1)
    )


def contacts(crew: Crew) -> None:
    """Name the contact of every posting (M006), once the people are written."""
    rows = list(Posting.objects.filter(team_id__in=list(crew.contacts)))
    for row in rows:
        row.contact = crew.contacts[row.team_id]
    Posting.objects.bulk_update(rows, ["contact"], batch_size=200)


def _set_up(towns: list[Place], county: Place) -> None:
    evidence = {
        SetUpAspect.PEOPLE: "人员名册、派驻文件（演示）",
        SetUpAspect.ORGANIZATION: "党支部成立批复、任职文件（演示）",
        SetUpAspect.MATTERS: "执法事项清单公告（演示）",
        SetUpAspect.OFFICE: "集中办公场所照片（演示）",
    }
    done = {KECHENG: 0, YINGZE: 4, JIANGYIN: 3, LIXIA: 3}[county.code]
    SetUpCheck.objects.bulk_create(
        SetUpCheck(
            town=town,
            aspect=aspect,
            completed_on=date(2023, 3, 1),
            evidence=text,
            recorded_at=datetime.combine(date(2023, 3, 2), time(9), SHANGHAI),
        )
        for town in towns
        for aspect, text in list(evidence.items())[: {"航埠镇": 4, "石梁镇": 3}.get(town.name, done)]
    )
