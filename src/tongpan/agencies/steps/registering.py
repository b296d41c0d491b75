"""Bodies and single teams as the manager's pages and the import make them."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import AgencyKind, PostingMode, TeamKind
from tongpan.agencies.models import Agency, Posting, Responsibility, Team, TeamDomain, TeamTerritory
from tongpan.agencies.queries.conflicts import own_team_in_the_way, responsibilities_in_the_way
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.places.models import Place

TOWN_KINDS = frozenset({AgencyKind.TOWN_GOVERNMENT, AgencyKind.STREET_OFFICE})
POSTED = {TeamKind.RESIDENT: PostingMode.RESIDENT, TeamKind.ON_CALL: PostingMode.ON_CALL}


def add_agency(
    *,
    name: str,
    kind: AgencyKind,
    place: Place,
    valid_from: date,
    by: str,
    now: datetime,
    short_name: str = "",
    key: str = "",
    uscc: str = "",
    phone: str = "",
    address: str = "",
) -> Agency:
    """
    Register a body.

    :raises Invalid: if a body of a town is put over a county, or the other way round, or the key is no key
    :raises Conflict: if the place has a body of that name, or the district one with that key
    """
    if place.county_id is None:
        raise Invalid("机关要登记在本区县或它的镇街", fields={"place": "请选择本区县或镇街"})
    if (kind in TOWN_KINDS) != (place.level == "TOWN"):
        where = "一个镇街" if kind in TOWN_KINDS else "整个区县"
        raise Invalid(f"{kind.label}的管辖地域应是{where}", fields={"place": f"请选择{where}"})
    if kind in TOWN_KINDS and Agency.objects.filter(place=place, kind__in=TOWN_KINDS, valid_to=None).exists():
        raise Conflict(f"{place.name}已登记了人民政府或街道办事处，不能再登记一个", fields={"place": "已登记"})
    if Agency.objects.filter(place=place, name=name).exists():
        raise Conflict(f"“{name}”已经登记，不必再登记", fields={"name": "已经登记"})
    if key and Agency.objects.filter(district_id=place.county_id, key=key, valid_to=None).exists():
        raise Conflict(f"部门代号“{key}”已有机关使用；一个代号只能对应一个部门", fields={"key": "已有机关使用"})
    agency = Agency.objects.create(
        name=name,
        short_name=short_name,
        kind=kind,
        key=key,
        uscc=uscc,
        place=place,
        district_id=place.county_id,
        town_id=place.town_id,
        phone=phone,
        address=address,
        valid_from=valid_from,
    )
    ledger.record(
        "agency.registered", subject=agency, actor=by, at=now, name=name, kind=str(kind), place=str(place.pk),
        valid_from=str(valid_from),
    )  # fmt: skip
    return agency


def add_team(
    *,
    name: str,
    agency: Agency,
    kind: TeamKind,
    towns: Sequence[Place],
    domains: Sequence[Domain],
    valid_from: date,
    by: str,
    now: datetime,
    answers: bool = False,
    phone: str = "",
    instrument: str = "",
) -> Team:
    """
    Register one team, the first of its towns being its host; `answers` makes it responsible there for its fields.

    :raises Invalid: if the body is of no district, or an own, posted or regional team has no town
    :raises Conflict: if the body has the team, the town an own team, or a field a responsible team (M019)
    """
    assert transaction.get_connection().in_atomic_block
    host = towns[0] if towns else None
    if agency.district_id is None:
        raise Invalid(f"{agency.name}不属于任何区县，不能建立队伍", fields={"agency": "请选择本区县的机关"})
    if host is None and kind not in (TeamKind.DEPARTMENT, TeamKind.CITY):
        raise Invalid(f"{kind.label}要写明驻地镇街", fields={"towns": "请写明驻地镇街"})
    if Team.objects.filter(agency=agency, name=name, valid_to=None).exists():
        raise Conflict(f"{agency.name}的“{name}”已经登记，不必再登记", fields={"name": "已经登记"})
    _must_be_free(kind, towns, domains if answers else (), valid_from)
    team = Team.objects.create(
        name=name,
        agency=agency,
        host_town=host,
        district_id=agency.district_id,
        kind=kind,
        all_round=len(set(domains)) == len(Domain),
        phone=phone,
        valid_from=valid_from,
    )
    TeamDomain.objects.bulk_create(TeamDomain(team=team, domain=domain, valid_from=valid_from) for domain in domains)
    TeamTerritory.objects.bulk_create(
        TeamTerritory(team=team, place=town, host=town is host, instrument=instrument, valid_from=valid_from)
        for town in towns
    )
    if host is not None and kind in POSTED:
        Posting.objects.create(
            team=team, host_town=host, mode=POSTED[kind], instrument=instrument, valid_from=valid_from
        )
    if answers:
        Responsibility.objects.bulk_create(
            Responsibility(
                place=town, domain=domain, team=team, district_id=agency.district_id, instrument=instrument,
                valid_from=valid_from,
            )
            for town in towns
            for domain in domains
        )  # fmt: skip
    ledger.record(
        "team.established", subject=team, actor=by, at=now, town=str(host.pk) if host else "", kind=str(kind),
        towns=[str(town.pk) for town in towns], valid_from=str(valid_from), instrument=instrument, answers=answers,
    )  # fmt: skip
    return team


def _must_be_free(kind: TeamKind, towns: Sequence[Place], domains: Sequence[Domain], valid_from: date) -> None:
    if kind == TeamKind.OWN and towns and (standing := own_team_in_the_way(towns[0].pk, valid_from, None)):
        raise Conflict(
            f"{towns[0].name}已有{standing.name}，一个镇街同一时间只能有一支综合行政执法队",
            fields={"towns": "已有一支综合行政执法队"},
        )
    for town in towns if domains else ():
        in_the_way = responsibilities_in_the_way(town.pk, domains, valid_from, None)
        if in_the_way:
            first = in_the_way[0]
            raise Conflict(
                f"{town.name}的{Domain(first.domain).label}已由{first.team.name}负责，同一天只能有一支责任队伍；"
                "请在镇街页调整责任队伍",
                fields={"answers": f"{town.name}已有责任队伍"},
            )
