"""
Places, and the bodies and teams that stand over them.

Tests take them from `tests.cast`, together with the people.
"""

from dataclasses import dataclass, field
from datetime import date
from itertools import count

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, OfficeFunction, OfficeKind, PostingMode, TeamKind
from tongpan.agencies.models import Agency, Office, Officer, Posting, Responsibility, Team, TeamDomain, TeamTerritory
from tongpan.places.models import Place

LONG_AGO = date(2023, 1, 1)

# for codes and card numbers: no two things of a test bear the same
NUMBERS = count(1)


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
    code = code or f"{town.code}{200 + next(NUMBERS) % 700:03d}"
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
