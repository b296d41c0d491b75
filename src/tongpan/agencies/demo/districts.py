"""The four districts' bodies and teams, each after its report."""

from dataclasses import dataclass, field
from datetime import date

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, OfficeFunction, OfficeKind, PostingMode, TeamKind
from tongpan.agencies.domain.templates import (
    ALL_ROUND,
    ECOLOGY,
    FIRE,
    LAND,
    MARKET,
    STREET_1_2_8,
    STREET_1_7,
    TOWN_1_4_6,
    TRANSPORT,
    Squad,
    TeamTemplate,
)
from tongpan.agencies.models import Agency, Office, Posting, Responsibility, Team, TeamDomain, TeamTerritory
from tongpan.agencies.steps import establish, establish_regional
from tongpan.places.models import Place

FOUNDED = date(2021, 1, 1)
KECHENG, YINGZE, JIANGYIN, LIXIA = "330802", "140106", "320281", "370102"
REFORMED = {KECHENG: date(2022, 7, 1), YINGZE: date(2022, 9, 1), JIANGYIN: date(2018, 1, 1), LIXIA: date(2017, 12, 15)}

DEPARTMENTS = (
    ("urban", "综合行政执法局"),
    ("market", "市场监督管理局"),
    ("emergency", "应急管理局"),
    ("transport", "交通运输局"),
    ("ecology", "生态环境局"),
    ("land", "自然资源和规划局"),
    ("health", "卫生健康局"),
    ("culture", "文化和旅游局"),
    ("agriculture", "农业农村局"),
    ("water", "水利局"),
    ("construction", "住房和城乡建设局"),
    ("fire", "消防救援大队"),
    ("labor", "人力资源和社会保障局"),
    ("food_drug", "食品药品监督管理局"),
    ("police", "公安局"),
)
CITY_FIELDS: tuple[tuple[str, str, tuple[Domain, ...]], ...] = (
    ("market", "市场监管", (Domain.MARKET, Domain.FOOD_DRUG)),
    ("transport", "交通运输", (Domain.TRANSPORT,)),
    ("land", "国土规划", (Domain.LAND, Domain.PLANNING)),
    ("agriculture", "农林水利", (Domain.AGRICULTURE, Domain.WATER)),
    ("construction", "城乡建设", (Domain.CONSTRUCTION,)),
    ("health", "卫生监督", (Domain.HEALTH,)),
    ("emergency", "安全生产", (Domain.EMERGENCY,)),
)
"""江阴: seven fields, one team each (M020)."""

PROFESSIONAL = (
    ("urban", "综合行政执法大队"),
    ("market", "市场监管综合行政执法大队"),
    ("ecology", "环境监察大队"),
    ("culture", "文化旅游执法大队"),
    ("health", "卫生计生监督所"),
    ("food_drug", "食品药品稽查大队"),
    ("emergency", "安全生产监察大队"),
    ("labor", "劳动监察大队"),
)
"""历下: 1 + 7, eight teams in all (M045, M046)."""

REGIONS = (
    ("花园街道", ("白云街道", "双港街道", "新新街道")),
    ("荷花街道", ("府山街道", "信安街道", "衢化街道")),
    ("沟溪乡", ("万田乡", "姜家山乡", "九华乡")),
    ("华墅乡", ("黄家乡", "七里乡", "石室乡")),
)
"""柯城: 1 + X, sixteen towns in four regions (M031). Who is whose neighbour is arranged for the demo."""

OWN_TEAMS = ("航埠镇", "石梁镇")
SUPPORT = (MARKET, ECOLOGY, LAND, TRANSPORT, FIRE)
"""柯城: matters not given to the two towns stay with departments, whose people come when called."""

PARKS = {
    "临港经济开发区": "申港街道",
    "青阳园区": "青阳镇",
    "月城园区": "月城镇",
    "江苏江阴靖江工业园区": "江阴高新技术产业开发区",
}
"""江阴: the parks on the code list have no team of their own; a neighbour's serves them."""

DISPATCH_FUNCTIONS = (OfficeFunction.COMMAND, OfficeFunction.ASSIGN, OfficeFunction.CONVENE_JOINT)


@dataclass(slots=True)
class Bodies:
    """What a district is organized into."""

    government: Agency
    command: Agency
    justice: Agency
    departments: dict[str, Agency]
    towns: dict[str, Agency] = field(default_factory=dict)
    teams: list[Team] = field(default_factory=list)
    offices: dict[str, Office] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many bodies."""
        return 3 + len(self.departments) + len(self.towns)


def bodies(county: Place, towns: list[Place]) -> Bodies:
    """Make a district's bodies."""

    def body(name: str, kind: AgencyKind, key: str = "", place: Place = county, short: str = "") -> Agency:
        return Agency(
            name=name,
            short_name=short,
            kind=kind,
            key=key,
            place=place,
            district=county,
            town=place if place is not county else None,
            phone=f"演示 {county.code[:4]}-12345",
            valid_from=FOUNDED if county.code not in (JIANGYIN, LIXIA) else date(2017, 1, 1),
            synthetic=True,
        )

    name = county.name
    government = body(f"{name}人民政府", AgencyKind.COUNTY_GOVERNMENT, "government")
    found = Bodies(
        government=government,
        command=body(f"{name}综合行政执法指挥中心", AgencyKind.COMMAND_CENTRE, "command", short="指挥中心"),
        justice=body(f"{name}司法局", AgencyKind.JUSTICE_BUREAU, "justice", short="司法局"),
        departments={
            key: body(f"{name}{title}", AgencyKind.DEPARTMENT, key, short=title) for key, title in DEPARTMENTS
        },
    )
    for town in towns:
        street = town.name.endswith("街道")
        title = (
            f"{town.name}办事处"
            if street
            else f"{town.name}人民政府"
            if town.name[-1] in "镇乡"
            else f"{town.name}管理委员会"
        )
        kind = AgencyKind.STREET_OFFICE if street else AgencyKind.TOWN_GOVERNMENT
        found.towns[town.name] = body(title, kind, "", town, town.name)
    Agency.objects.bulk_create([government])
    rest = [found.command, found.justice, *found.departments.values(), *found.towns.values()]
    for agency in rest:
        agency.government = government
    Agency.objects.bulk_create(rest)
    _offices(county, found)
    return found


def _offices(county: Place, found: Bodies) -> None:
    dispatch = Office(
        name="总调度工作办公室",
        agency=found.justice,
        place=county,
        kind=OfficeKind.DISPATCH_OFFICE,
        functions=[str(function) for function in DISPATCH_FUNCTIONS],
        valid_from=FOUNDED,
    )
    sections = (
        ("接待中心", (OfficeFunction.RECEPTION, OfficeFunction.TRIAGE)),
        ("综合指挥中心", (OfficeFunction.COMMAND, OfficeFunction.ASSIGN, OfficeFunction.CONVENE_JOINT)),
        ("督查科", (OfficeFunction.INSPECT_DISCIPLINE, OfficeFunction.CHECK_FEEDBACK)),
        ("政策法规科", (OfficeFunction.LEGAL,)),
        ("综合科", (OfficeFunction.GENERAL,)),
    )
    found.offices = {"dispatch": dispatch}
    for name, functions in sections:
        found.offices[name] = Office(
            name=name,
            agency=found.departments["urban"],
            place=county,
            kind=OfficeKind.SECTION,
            functions=[str(function) for function in functions],
            valid_from=FOUNDED,
        )
    Office.objects.bulk_create(found.offices.values())


def teams(county: Place, towns: list[Place], found: Bodies) -> None:
    """Make a district's teams after its report."""
    since = REFORMED[county.code]
    by_name = {town.name: town for town in towns}
    match county.code:
        case "330802":
            _kecheng(by_name, found, since)
        case "140106":
            for town in towns:
                _establish(TOWN_1_4_6 if town.name.endswith("镇") else STREET_1_2_8, town, found, since)
        case "320281":
            _jiangyin(county, by_name, found, since)
        case _:
            for town in towns:
                _establish(STREET_1_7, town, found, since)
            for key, title in PROFESSIONAL:
                found.teams.append(_team(county, title, found.departments[key], TeamKind.DEPARTMENT, since))


def _establish(template: TeamTemplate, town: Place, found: Bodies, since: date) -> Team:
    made = establish(
        template,
        town=town,
        departments=found.departments,
        valid_from=since,
        instrument=f"演示文件〔{since.year}〕1号",
        synthetic=True,
    )
    found.teams += made.teams
    if made.own_team is None:
        raise AssertionError("these templates give every town its own team")
    return made.own_team


def _kecheng(by_name: dict[str, Place], found: Bodies, since: date) -> None:
    for name in OWN_TEAMS:
        _establish(ALL_ROUND, by_name[name], found, since)
        for squad in SUPPORT:
            found.teams.append(_on_call(squad, by_name[name], found.departments[squad.key], since))
    market = (Domain.MARKET, Domain.FOOD_DRUG)
    for host, neighbors in REGIONS:
        for key, domains in (("urban", tuple(d for d in Domain if d not in market)), ("market", market)):
            found.teams.append(
                establish_regional(
                    host=by_name[host],
                    neighbors=[by_name[name] for name in neighbors],
                    department=found.departments[key],
                    domains=domains,
                    valid_from=since,
                    instrument=f"演示文件〔{since.year}〕2号",
                    synthetic=True,
                )
            )


def _on_call(squad: Squad, town: Place, department: Agency, since: date) -> Team:
    """Post a module that comes when called; the town's own team goes on answering for the field."""
    team = Team.objects.create(
        name=f"{squad.name}驻{town.name}执法模块",
        agency=department,
        host_town=town,
        district_id=town.county_id or town.pk,
        kind=TeamKind.ON_CALL,
        valid_from=since,
        synthetic=True,
    )
    TeamDomain.objects.bulk_create(TeamDomain(team=team, domain=domain, valid_from=since) for domain in squad.domains)
    TeamTerritory.objects.create(team=team, place=town, host=True, valid_from=since)
    Posting.objects.create(team=team, host_town=town, mode=PostingMode.ON_CALL, valid_from=since)
    return team


def _jiangyin(county: Place, by_name: dict[str, Place], found: Bodies, since: date) -> None:
    own = {name: _establish(ALL_ROUND, town, found, since) for name, town in by_name.items() if name not in PARKS}
    for park, neighbor in PARKS.items():
        if park not in by_name or neighbor not in own:
            continue
        TeamTerritory.objects.create(team=own[neighbor], place=by_name[park], valid_from=since)
        _answer_for(own[neighbor], by_name[park], tuple(Domain), since)
    found.teams.append(_team(county, "江阴市综合行政执法局直属大队", found.departments["urban"], TeamKind.CITY, since))
    for key, title, domains in CITY_FIELDS:
        team = _team(county, f"江阴市{title}综合执法大队", found.departments[key], TeamKind.CITY, since)
        TeamDomain.objects.bulk_create(TeamDomain(team=team, domain=domain, valid_from=since) for domain in domains)
        _answer_for(team, county, domains, since)
        found.teams.append(team)


def _team(county: Place, name: str, agency: Agency, kind: TeamKind, since: date) -> Team:
    return Team.objects.create(name=name, agency=agency, district=county, kind=kind, valid_from=since, synthetic=True)


def _answer_for(team: Team, place: Place, domains: tuple[Domain, ...], since: date) -> None:
    Responsibility.objects.bulk_create(
        Responsibility(place=place, domain=domain, team=team, district_id=team.district_id, valid_from=since)
        for domain in domains
    )
