"""The registry (M117): bodies, teams, their domains, territory, postings, members."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from tongpan.agencies.domain.fields import labels
from tongpan.agencies.domain.posts import PARTY_POSTS, OfficeFunction, ReportingLine
from tongpan.agencies.domain.staffing import SectionMatrix, section_matrix
from tongpan.agencies.models import (
    Agency,
    Appointment,
    CallOut,
    Office,
    Officer,
    Posting,
    SetUpCheck,
    Team,
    TeamDomain,
    TeamTerritory,
)
from tongpan.agencies.models.setup import SetUpAspect


def departments_of(district_id: UUID, on: date) -> dict[str, Agency]:
    """Return a district's departments by their key, as templates name them."""
    rows = Agency.objects.on(on).filter(district_id=district_id).exclude(key="").order_by("pk")
    return {agency.key: agency for agency in rows}


def visible_team(team_id: UUID) -> Team | None:
    """Return a team with its body; whether the actor may see it is for `policies` to say."""
    return Team.objects.select_related("agency").filter(pk=team_id).first()


def agency_by_id(agency_id: UUID) -> Agency | None:
    """Return a body."""
    return Agency.objects.select_related("government").filter(pk=agency_id).first()


def agencies_of(district_id: UUID, on: date) -> list[Agency]:
    """Return the bodies of a district on a day."""
    return list(Agency.objects.on(on).filter(district_id=district_id).order_by("kind", "name"))


def body_of_town(town_id: UUID, on: date) -> Agency | None:
    """Return the government or street office of a town."""
    return Agency.objects.on(on).filter(place_id=town_id).order_by("kind", "pk").first()


def offices_of(agency_id: UUID, on: date) -> list[Office]:
    """Return the offices and sections of a body on a day."""
    return list(Office.objects.on(on).filter(agency_id=agency_id).order_by("kind", "name"))


def teams_of(district_id: UUID, on: date) -> list[Team]:
    """Return the teams of a district on a day."""
    return list(Team.objects.on(on).filter(district_id=district_id).select_related("agency").order_by("name"))


def domains_of(team_ids: Iterable[UUID], on: date) -> dict[UUID, list[str]]:
    """Return the fields of some teams on a day."""
    found: dict[UUID, list[str]] = {}
    rows = TeamDomain.objects.on(on).filter(team_id__in=list(team_ids)).values_list("team_id", "domain")
    for team_id, domain in rows:
        found.setdefault(team_id, []).append(domain)
    return found


def domain_names(team_ids: Iterable[UUID], on: date) -> dict[UUID, str]:
    """Return the fields of some teams in Chinese."""
    return {team_id: labels(codes) for team_id, codes in domains_of(team_ids, on).items()}


def posting_of(team_id: UUID, town_id: UUID, on: date) -> Posting | None:
    """Return the posting by which a team serves a town."""
    return (
        Posting.objects.on(on).filter(team_id=team_id, host_town_id=town_id).select_related("team", "contact").first()
    )


def teams_in(ids: Iterable[UUID]) -> dict[UUID, Team]:
    """Return many teams by id in one query."""
    return {team.pk: team for team in Team.objects.filter(pk__in=set(ids)).select_related("agency")}


def agencies_in(ids: Iterable[UUID]) -> dict[UUID, Agency]:
    """Return many bodies by id in one query, in the order of their names."""
    return {agency.pk: agency for agency in Agency.objects.filter(pk__in=set(ids)).order_by("name")}


def officers_in(ids: Iterable[UUID]) -> dict[UUID, Officer]:
    """Return many people by id in one query."""
    return {officer.pk: officer for officer in Officer.objects.filter(pk__in=set(ids))}


def officer_by_id(officer_id: UUID) -> Officer | None:
    """Return a person with body, posts and credentials; whether the actor may see them is for `policies` to say."""
    return (
        Officer.objects.filter(pk=officer_id)
        .select_related("home_agency")
        .prefetch_related("credentials", "transfers__from_agency", "transfers__to_agency")
        .first()
    )


def appointments_of(officer_id: UUID) -> list[Appointment]:
    """Return every post a person ever held, newest first; party posts are left out (M008: for counts alone)."""
    rows = Appointment.objects.filter(officer_id=officer_id).exclude(post__in=[str(post) for post in PARTY_POSTS])
    return list(rows.select_related("agency", "office", "team").order_by("-valid_from", "post"))


def postings_of(team_id: UUID) -> list[Posting]:
    """Return every posting of a team, newest first."""
    rows = Posting.objects.filter(team_id=team_id).select_related("contact", "host_town").defer("host_town__geometry")
    return list(rows.order_by("-valid_from", "-pk"))


def territories_of(team_id: UUID, on: date) -> list[TeamTerritory]:
    """Return the towns a team serves on a day, the host first."""
    rows = TeamTerritory.objects.on(on).filter(team_id=team_id).select_related("place").defer("place__geometry")
    return list(rows.order_by("-host", "place__code"))


@dataclass(frozen=True, slots=True)
class Line:
    """One of the two lines a posted squad reports to (M044)."""

    agency_name: str
    what: str
    primary: bool


def reporting_lines(team: Team, on: date) -> list[Line]:
    """Return the two lines of dual management of a squad's posting, the primary one first; one line if not posted."""
    posting = Posting.objects.on(on).filter(team=team).order_by("-valid_from").first()
    home = Line(
        team.agency.name,
        "所属机关" if posting is None else "派出部门",
        posting is None or posting.primary_line == ReportingLine.HOME,
    )
    if posting is None:
        return [home]
    body = body_of_town(posting.host_town_id, on)
    host = Line(body.name if body else "驻地镇街", "驻地镇街", posting.primary_line == ReportingLine.HOST)
    return sorted([host, home], key=lambda line: not line.primary)


def set_up_of(town_id: UUID) -> list[tuple[SetUpAspect, SetUpCheck | None]]:
    """Return the four set-ups of a town, each with its evidence or None (M001)."""
    done = {check.aspect: check for check in SetUpCheck.objects.filter(town_id=town_id).select_related("recorded_by")}
    return [(aspect, done.get(aspect.value)) for aspect in SetUpAspect]


def set_up_board(town_ids: Iterable[UUID]) -> dict[UUID, set[str]]:
    """Return which of the four are complete in each town (M001)."""
    found: dict[UUID, set[str]] = {}
    for town_id, aspect in SetUpCheck.objects.filter(town_id__in=list(town_ids)).values_list("town_id", "aspect"):
        found.setdefault(town_id, set()).add(aspect)
    return found


def callouts_of(*, town_id: UUID | None = None, team_ids: Iterable[UUID] = (), count: int = 10) -> list[CallOut]:
    """Return the latest call-outs of a town or of some teams."""
    rows = CallOut.objects.select_related("team", "requested_by", "answered_by")
    rows = rows.filter(town_id=town_id) if town_id else rows.filter(team_id__in=list(team_ids))
    return list(rows.order_by("-requested_at", "-pk")[:count])


def section_matrix_of(agency_id: UUID, on: date) -> SectionMatrix:
    """Return a body's sections against functions, with gaps and overlaps (M018)."""
    sections = {office.name: office.functions for office in offices_of(agency_id, on) if office.functions}
    return section_matrix(sections, OfficeFunction)


def teams_of_bodies(agency_ids: Iterable[UUID], on: date) -> frozenset[UUID]:
    """Return the teams of some bodies on a day."""
    keys = list(agency_ids)
    return (
        frozenset(Team.objects.on(on).filter(agency_id__in=keys).values_list("pk", flat=True)) if keys else frozenset()
    )
