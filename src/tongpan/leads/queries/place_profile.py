"""What leads know of a place (M089): what is open there by field, and what came up most in ninety days."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from tongpan.agencies.domain.fields import Domain
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.ids import uuid7_floor
from tongpan.leads.domain.choices import OPEN, Outcome, Status
from tongpan.leads.models import Lead
from tongpan.places.models import Place
from tongpan.places.queries.profile import Figure

DAYS = 90
TOP = 3
COLUMNS = {"GRID": "grid_id", "VILLAGE": "village_id", "TOWN": "town_id"}
"""a county has its own overviews"""
_FIELDS = {domain.value: str(domain.label) for domain in Domain}


def figures(place_id: UUID, level: str, on: date) -> list[Figure]:
    """Return the figures of a grid, a village or a town; three queries. Counts only: no lead, no person is named."""
    column = COLUMNS.get(level)
    if column is None:
        return []
    rows = _of_town(place_id, level).filter(**{column: place_id})
    found = [_open(rows)]
    found += [
        Figure(f"{DAYS}天高频：{name}", f"{n} 件") for name, n in _frequent(rows, on)
    ]  # the name is the catalogue's, never words of a report
    return found


def _of_town(place_id: UUID, level: str) -> QuerySet[Lead]:
    """Narrow to the town first, whose index is small."""
    if level == "TOWN":
        return Lead.objects.all()
    town_id = Place.objects.filter(pk=place_id).values_list("town_id", flat=True).first()
    return Lead.objects.filter(town_id=town_id)


def _open(rows: QuerySet[Lead]) -> Figure:
    counted = (
        rows.filter(status__in=sorted(OPEN)).values_list("domain").annotate(n=Count("pk")).order_by("-n", "domain")
    )
    by_field = [(_FIELDS.get(domain, "领域未定"), n) for domain, n in counted]
    note = "、".join(f"{name} {n}" for name, n in by_field)
    return Figure("未办结线索", f"{sum(n for _, n in by_field)} 件", note)


def _frequent(rows: QuerySet[Lead], on: date) -> list[tuple[str, int]]:
    since = datetime.combine(on - timedelta(days=DAYS - 1), time.min, tzinfo=SHANGHAI)
    recent = rows.filter(pk__gte=uuid7_floor(since), collected_at__gte=since, matter__isnull=False)
    recent = recent.exclude(status=Status.MERGED).exclude(
        outcome__in=[Outcome.NOT_FOUND, Outcome.NO_VIOLATION, Outcome.INVALID]
    )
    counted = recent.values_list("matter__name").annotate(n=Count("pk")).order_by("-n", "matter__name")
    return list(counted[:TOP])
