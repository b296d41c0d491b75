"""Building a town's organization from a template: office, own team, resident squads, on-call modules, who answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, OfficeFunction, OfficeKind, PostingMode, TeamKind
from tongpan.agencies.domain.templates import Squad, TeamTemplate
from tongpan.agencies.models import Agency, Office, Posting, Responsibility, Team, TeamDomain, TeamTerritory
from tongpan.agencies.queries.conflicts import own_team_in_the_way, responsibilities_in_the_way
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.places.models import Place

TOWN_OFFICE_FUNCTIONS = (
    OfficeFunction.TRIAGE,
    OfficeFunction.ASSIGN,
    OfficeFunction.CONVENE_JOINT,
    OfficeFunction.CHECK_FEEDBACK,
)


@dataclass(slots=True)
class Establishment:
    """What was made."""

    office: Office | None = None
    own_team: Team | None = None
    residents: list[Team] = field(default_factory=list)
    modules: list[Team] = field(default_factory=list)

    @property
    def teams(self) -> list[Team]:
        """Every team made."""
        return [*([self.own_team] if self.own_team else []), *self.residents, *self.modules]


@dataclass(frozen=True, slots=True)
class _Site:
    """Where and from when."""

    town: Place
    body: Agency
    valid_from: date
    instrument: str
    template: str


def lock_town_bodies(place_id: UUID) -> list[Agency]:
    """Return the bodies of a place, locked, so that two people cannot organize the same town at once."""
    assert transaction.get_connection().in_atomic_block
    return list(Agency.objects.select_for_update().filter(place_id=place_id).order_by("pk"))


def establish(
    template: TeamTemplate,
    *,
    town: Place,
    departments: Mapping[str, Agency],
    valid_from: date,
    instrument: str,
    synthetic: bool = False,
) -> Establishment:
    """
    Make a town's organization from a template.

    :raises Invalid: if the town's body or a department the template needs is not registered
    :raises Conflict: if the town has an own team on one of the days, or a field has a responsible team (M019)
    """
    site = _Site(town, _body_of(town), valid_from, instrument, template.code)
    squads = (*template.residents, *template.modules)
    _require_departments(squads, departments)
    domains = {domain for squad in squads for domain in squad.domains} | set(template.own_domains)
    _require_free(town, domains if not template.regional else set(), template.own_team, valid_from)

    made = Establishment()
    if template.own_team:
        made.office = _office(site)
        made.own_team = Team(
            name=f"{town.name}综合行政执法队",
            agency=site.body,
            host_town=town,
            district_id=district_of(town),
            kind=TeamKind.OWN,
            template=template.code,
            all_round=template.all_round,
            valid_from=valid_from,
            synthetic=synthetic,
        )
    made.residents = [
        _squad(site, squad, departments[squad.key], TeamKind.RESIDENT, synthetic) for squad in template.residents
    ]
    made.modules = [
        _squad(site, squad, departments[squad.key], TeamKind.ON_CALL, synthetic) for squad in template.modules
    ]
    Team.objects.bulk_create(made.teams)
    _fields_and_territory(site, template, made)
    _postings(site, template, made)
    return made


def establish_regional(
    *,
    host: Place,
    neighbors: Sequence[Place],
    department: Agency,
    domains: Sequence[Domain],
    valid_from: date,
    instrument: str,
    synthetic: bool = False,
) -> Team:
    """
    Make a 1+X team: a department's squad that serves its host town and the neighbours (M031).

    :raises Conflict: if a town already has a responsible team for one of the fields on one of the days
    """
    towns = [host, *neighbors]
    for town in towns:
        _require_free(town, set(domains), False, valid_from)
    team = Team.objects.create(
        name=f"{department.short_name or department.name}驻{host.name}区域执法队",
        agency=department,
        host_town=host,
        district_id=district_of(host),
        kind=TeamKind.REGIONAL,
        template="regional-1-x",
        all_round=True,
        valid_from=valid_from,
        synthetic=synthetic,
    )
    TeamDomain.objects.bulk_create(TeamDomain(team=team, domain=domain, valid_from=valid_from) for domain in domains)
    TeamTerritory.objects.bulk_create(
        TeamTerritory(team=team, place=town, host=town.pk == host.pk, instrument=instrument, valid_from=valid_from)
        for town in towns
    )
    Posting.objects.create(
        team=team, host_town=host, mode=PostingMode.RESIDENT, instrument=instrument, valid_from=valid_from
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            place=town,
            domain=domain,
            team=team,
            district_id=district_of(town),
            instrument=instrument,
            valid_from=valid_from,
        )
        for town in towns
        for domain in domains
    )
    return team


def district_of(place: Place) -> UUID:
    """
    Return the district a place lies in.

    :raises Invalid: if it lies above the districts
    """
    if place.county_id is None:
        raise Invalid("队伍只能建立在区（县）以内；请选择镇街")
    return place.county_id


def _body_of(town: Place) -> Agency:
    kinds = (AgencyKind.TOWN_GOVERNMENT, AgencyKind.STREET_OFFICE)
    body: Agency | None = Agency.objects.filter(place_id=town.pk, kind__in=kinds, valid_to__isnull=True).first()
    if body is None:
        raise Invalid(f"{town.name}的人民政府或街道办事处尚未登记；请先登记机关，再建立队伍")
    return body


def _require_departments(squads: Sequence[Squad], departments: Mapping[str, Agency]) -> None:
    missing = [squad.name for squad in squads if squad.key not in departments]
    if missing:
        raise Invalid(f"缺少派出部门：{'、'.join(missing)}；请先登记这些部门，再按此模式建立队伍")


def _require_free(town: Place, domains: set[Domain], own_team: bool, valid_from: date) -> None:
    if own_team and (standing := own_team_in_the_way(town.pk, valid_from, None)):
        raise Conflict(
            f"{town.name}自{standing.valid_from:%Y-%m-%d}起已有{standing.name}，"
            "一个镇街同一时间只能有一支综合行政执法队；请先终止原队伍"
        )
    in_the_way = responsibilities_in_the_way(town.pk, domains, valid_from, None)
    if in_the_way:
        first = in_the_way[0]
        raise Conflict(
            f"{town.name}的{Domain(first.domain).label}自{first.valid_from:%Y-%m-%d}起已由{first.team.name}负责"
            f"（共{len(in_the_way)}个领域冲突）；请先终止原责任分工，或改为“调整责任队伍”"
        )


def _office(site: _Site) -> Office:
    office, _ = Office.objects.get_or_create(
        agency=site.body,
        name=f"{site.town.name}综合行政执法办公室",
        defaults={
            "place": site.town,
            "kind": OfficeKind.ENFORCEMENT_OFFICE,
            "functions": [str(function) for function in TOWN_OFFICE_FUNCTIONS],
            "valid_from": site.valid_from,
        },
    )
    return office


def _squad(site: _Site, squad: Squad, department: Agency, kind: TeamKind, synthetic: bool) -> Team:
    what = "中队" if kind == TeamKind.RESIDENT else "执法模块"
    return Team(
        name=f"{squad.name}驻{site.town.name}{what}",
        agency=department,
        host_town=site.town,
        district_id=district_of(site.town),
        kind=kind,
        template=site.template,
        valid_from=site.valid_from,
        synthetic=synthetic,
    )


def _fields_and_territory(site: _Site, template: TeamTemplate, made: Establishment) -> None:
    served: list[tuple[Team, tuple[Domain, ...]]] = list(
        zip(made.residents, (squad.domains for squad in template.residents), strict=True)
    )
    served += zip(made.modules, (squad.domains for squad in template.modules), strict=True)
    if made.own_team is not None:
        served.append((made.own_team, template.own_domains))
    TeamDomain.objects.bulk_create(
        TeamDomain(team=team, domain=domain, valid_from=site.valid_from)
        for team, domains in served
        for domain in domains
    )
    TeamTerritory.objects.bulk_create(
        TeamTerritory(team=team, place=site.town, host=True, instrument=site.instrument, valid_from=site.valid_from)
        for team, _ in served
    )
    Responsibility.objects.bulk_create(
        Responsibility(
            place=site.town,
            domain=domain,
            team=team,
            district_id=district_of(site.town),
            instrument=site.instrument,
            valid_from=site.valid_from,
        )
        for team, domains in served
        for domain in domains
    )


def _postings(site: _Site, template: TeamTemplate, made: Establishment) -> None:
    modes = [(team, PostingMode.RESIDENT) for team in made.residents]
    modes += [(team, PostingMode.ON_CALL) for team in made.modules]
    Posting.objects.bulk_create(
        Posting(
            team=team,
            host_town=site.town,
            mode=mode,
            primary_line=template.primary_line,
            instrument=site.instrument,
            valid_from=site.valid_from,
        )
        for team, mode in modes
    )
