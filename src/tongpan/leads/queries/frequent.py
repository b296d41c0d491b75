"""高频违法 (M109), and what is seen but not handled (M111): counted over a span of days by the time-ordered keys."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.ids import uuid7_floor
from tongpan.leads import policies
from tongpan.leads.domain.choices import INTERNAL_CHANNELS, Outcome, Status
from tongpan.leads.models import Lead
from tongpan.leads.queries.around import short_village

TOP = 20
NOT_VIOLATIONS = (Outcome.NOT_FOUND, Outcome.NO_VIOLATION, Outcome.INVALID)


@dataclass(frozen=True, slots=True)
class Often:
    """One line of the list: what, where, how often, and how often in the span before."""

    key: UUID
    name: str
    where: str
    n: int
    before: int

    @property
    def change(self) -> int:
        return self.n - self.before


@dataclass(frozen=True, slots=True)
class SeenNotHandled:
    """What our own people saw, and how much of it came back or found nobody (M111)."""

    seen: int
    returned: int
    nobody: int

    @property
    def share(self) -> float | None:
        """Returned or without a competent body ÷ seen; None where nothing was seen."""
        return (self.returned + self.nobody) / self.seen if self.seen else None


def _span(actor: Actor, since: date, until: date) -> QuerySet[Lead]:
    start = datetime.combine(since, time.min, tzinfo=SHANGHAI)
    end = datetime.combine(until + timedelta(days=1), time.min, tzinfo=SHANGHAI)
    # keys are ordered by time: they make the span a range of the newest-first index
    keys = {"pk__gte": uuid7_floor(start), "pk__lt": uuid7_floor(end + timedelta(days=1))}
    return policies.visible(actor, Lead.objects.all()).filter(**keys, collected_at__gte=start, collected_at__lt=end)


def _violations(actor: Actor, since: date, until: date) -> QuerySet[Lead]:
    found = _span(actor, since, until).filter(matter__isnull=False).exclude(status=Status.MERGED)
    return found.exclude(outcome__in=NOT_VIOLATIONS)


def by_matter(actor: Actor, since: date, until: date, *, limit: int = TOP) -> list[Often]:
    """Return the matters that come up most, with the span before beside them; two queries."""
    before = _counts(_violations(actor, *_earlier(since, until)), "matter_id")
    rows = _violations(actor, since, until).values_list("matter_id", "matter__name").annotate(n=Count("pk"))
    top = rows.order_by("-n", "matter__name")[:limit]
    return [Often(key, name, "", n, before.get(key, 0)) for key, name, n in top]


def by_place(actor: Actor, since: date, until: date, *, matter_id: UUID | None = None, limit: int = TOP) -> list[Often]:
    """Return the grids where most comes up, or villages where a lead knows no grid; two queries."""
    now, earlier = _violations(actor, since, until), _violations(actor, *_earlier(since, until))
    if matter_id:
        now, earlier = now.filter(matter_id=matter_id), earlier.filter(matter_id=matter_id)
    columns = ("grid_id", "village_id")
    before = {row[:2]: row[2] for row in earlier.values_list(*columns).annotate(n=Count("pk"))}
    rows = (
        now.filter(village__isnull=False)
        .values_list(*columns, "grid__name", "village__name", "town__name")
        .annotate(n=Count("pk"))
        .order_by("-n", "town__name", "village__name")[:limit]
    )
    return [
        Often(
            grid or village,
            grid_name or short_village(village_name),
            f"{town or ''} {short_village(village_name)}" if grid_name else town or "",
            n,
            before.get((grid, village), 0),
        )
        for grid, village, grid_name, village_name, town, n in rows
    ]


def by_month(actor: Actor, until: date, *, months: int = 6, matter_id: UUID | None = None) -> list[tuple[str, int]]:
    """Return how often a matter (or any) came up in each of the last months; one query a month, each by index."""
    found = []
    for first in _months(until, months):
        after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        leads = _violations(actor, first, min(after - timedelta(days=1), until))
        if matter_id:
            leads = leads.filter(matter_id=matter_id)
        found.append((f"{first.year}-{first.month:02d}", leads.count()))
    return found


def seen_not_handled(actor: Actor, since: date, until: date) -> SeenNotHandled:
    """Return how much of what our own people saw came back or found nobody competent; one query."""
    own = Q(channel__in=sorted(INTERNAL_CHANNELS))
    nobody = Q(outcome=Outcome.NO_COMPETENT_BODY)
    counted = (
        _span(actor, since, until)
        .filter(own)
        .aggregate(
            seen=Count("pk"),
            returned=Count("pk", filter=Q(return_count__gt=0) & ~nobody),
            nobody=Count("pk", filter=nobody),
        )
    )
    return SeenNotHandled(**counted)


def _counts(leads: QuerySet[Lead], column: str) -> dict[UUID, int]:
    return dict(leads.values_list(column).annotate(n=Count("pk")).values_list(column, "n"))


def _earlier(since: date, until: date) -> tuple[date, date]:
    length = until - since
    return since - length - timedelta(days=1), since - timedelta(days=1)


def _months(until: date, number: int) -> list[date]:
    months, at = [], until.replace(day=1)
    for _ in range(number):
        months.append(at)
        at = (at - timedelta(days=1)).replace(day=1)
    return months[::-1]
