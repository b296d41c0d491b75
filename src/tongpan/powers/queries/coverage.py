"""Coverage, the matrix of industries and teams, the four levels, and what could be handed down next."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.models import Team
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.powers.domain import consistency, coverage, criteria
from tongpan.powers.domain.coverage import Cell, Holding, State
from tongpan.powers.domain.kinds import GrantClass, Mode, Power
from tongpan.powers.models import CatalogueRow, Classing, DomainTransfer, Grant
from tongpan.powers.queries.facts import lineage_of
from tongpan.powers.queries.lists import published
from tongpan.powers.queries.profiles import matter_profiles


@dataclass(frozen=True, slots=True)
class CoverageTable:
    """Towns × fields, and what is left out."""

    towns: list[Place]
    domains: list[str]
    cells: dict[tuple[UUID, str], Cell]

    def count(self, state: State) -> int:
        """Return how many cells are in a state."""
        return sum(cell.state is state for cell in self.cells.values())


def coverage_table(district: Place, on: date, *, town_fit: bool = False) -> CoverageTable:
    """
    Return how every town of a district stands in every field on a day (M032); `town_fit` counts those matters only.

    A department's own power covers its whole county. Beside a power handed to the town, or concentrated, it is no
    overlap: that is how handing down works. Two bodies that hold the same matter locally are one.
    """
    towns = list(places.towns_of(district))
    town_ids = [town.pk for town in towns]
    profiles = [item for item in matter_profiles(district.pk) if item.town_fit or not town_fit]
    matters = [(item.id, item.domain) for item in profiles]
    holdings = _holdings(district.pk, town_ids, on, {item.id: item.domain for item in profiles})
    teams = agencies.responsible_teams(town_ids, on)
    table = coverage.cells(town_ids, matters, holdings, teams)
    return CoverageTable(towns, sorted({domain for _, domain in matters}), table)


def _holdings(district_id: UUID, town_ids: list[UUID], on: date, domains: dict[UUID, str]) -> list[Holding]:
    rows = (
        Grant.objects.filter(published(on), superseded_at__isnull=True, power=Power.PENALTY, valid_from__lte=on)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))
        .filter(Q(territory_id__in=town_ids) | Q(territory_id__in=lineage_of(district_id)))
        .values_list("matter_id", "body_id", "territory_id", "mode", "principal_id")
    )
    towns, found, statute = set(town_ids), [], []
    local: dict[UUID, set[UUID]] = defaultdict(set)
    for matter_id, body_id, territory_id, mode, principal_id in rows:
        if matter_id not in domains:
            continue
        where = [territory_id] if territory_id in towns else town_ids
        acting = principal_id if mode == Mode.POSTED and principal_id else body_id
        if mode == Mode.OWN and territory_id not in towns:
            statute.append((matter_id, acting))
            continue
        for town_id in where:
            local[matter_id].add(town_id)
            found.append(Holding(town_id, domains[matter_id], matter_id, acting))
    for matter_id, body_id in statute:
        covered = local.get(matter_id, set())
        found += [Holding(town, domains[matter_id], matter_id, body_id) for town in town_ids if town not in covered]
    return found


def overlaps_and_holes(table: CoverageTable) -> list[Cell]:
    """Return the cells that somebody must look at, holes first."""
    order = {State.HOLE: 0, State.OVERLAP: 1}
    cells = [cell for cell in table.cells.values() if cell.state in order]
    return sorted(cells, key=lambda cell: (order[cell.state], cell.domain, str(cell.town_id)))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One industry: how many matters each team answers for in it (M076)."""

    industry: str
    by_team: dict[UUID | None, int]
    matters: list[tuple[UUID, str]]


def industry_matrix(district: Place, town_id: UUID, on: date) -> tuple[list[Team], list[MatrixRow]]:
    """Return matter × industry × team for one town: which team answers for which matters of an industry (M076)."""
    from_domain = {domain: team for (_, domain), team in agencies.responsible_teams([town_id], on).items()}
    counts: dict[str, Counter[UUID | None]] = defaultdict(Counter)
    listed: dict[str, list[tuple[UUID, str]]] = defaultdict(list)
    for item in matter_profiles(district.pk):
        industry = item.industry or item.domain
        counts[industry][from_domain.get(item.domain)] += 1
        listed[industry].append((item.id, item.name))
    ids = {team for counter in counts.values() for team in counter if team is not None}
    teams = list(Team.objects.filter(pk__in=ids).order_by("kind", "name"))
    return teams, [MatrixRow(name, dict(counts[name]), listed[name]) for name in sorted(counts)]


def level_mismatches(district_code: str) -> list[consistency.Mismatch]:
    """Return every difference between a county's catalogue and the levels above and below it (M057)."""
    heads = [district_code[:2], district_code[:4], district_code[:6]]
    condition = Q(level="TOWN", area__startswith=heads[2])
    for level, head in zip(("PROVINCE", "CITY", "COUNTY"), heads, strict=True):
        condition |= Q(level=level, area__startswith=head)
    rows = CatalogueRow.objects.filter(condition).order_by("level", "area", "code")
    lines = [
        consistency.Line(row.level, row.code, row.name, row.kind, row.basis, row.area, row.source_line) for row in rows
    ]
    return consistency.mismatches(lines)


def recommendations(
    district_id: UUID, on: date, events: dict[UUID, int] | None = None
) -> list[tuple[criteria.Candidate, str]]:
    """Return the matters worth handing down that no town of the district holds yet, best first (M066)."""
    counted = events or {}
    busiest = max(counted.values(), default=0)
    current = Q(superseded_at__isnull=True, valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gt=on))
    held = set(
        Grant.objects.filter(current, territory__county_id=district_id, mode__in=[Mode.ASSIGNED, Mode.DELEGATED])
        .values_list("matter_id", flat=True)
        .distinct()
    )
    classes = dict(
        Classing.objects.filter(current, territory_id__in=lineage_of(district_id)).values_list(
            "matter_id", "grant_class"
        )
    )
    candidates = [
        criteria.Candidate(
            item.code,
            item.name,
            criteria.MatterFacts(counted.get(item.id, 0), busiest, 1, item.summary_fit, item.town_fit),
            classes.get(item.id) == GrantClass.MUST_NOT,
            classes.get(item.id) == GrantClass.MUST,
        )
        for item in matter_profiles(district_id)
        if item.id not in held
    ]
    return criteria.recommend(candidates)


def transfers(district_id: UUID, on: date) -> list[DomainTransfer]:
    """Return which fields bodies of a district took over, fully or in part (M073)."""
    rows = DomainTransfer.objects.filter(body__district_id=district_id, superseded_at__isnull=True, valid_from__lte=on)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on)).select_related("body", "instrument")
    return list(rows.order_by("domain", "body__name"))
