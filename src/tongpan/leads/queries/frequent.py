"""高频违法 (M109), and what is seen but not handled (M111): counted over a span of days by the time-ordered keys."""

from collections import Counter
from collections.abc import Iterable
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
from tongpan.places import queries as places
from tongpan.powers.models import Matter

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
class Counted:
    """How often one matter came up at one place in a span, and in the span before."""

    matter_id: UUID
    grid_id: UUID | None
    village_id: UUID | None
    n: int
    before: int


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


def counted(actor: Actor, since: date, until: date) -> list[Counted]:
    """Return what came up in a span and in the one before, by matter and place; one reading of both spans."""
    start = datetime.combine(since, time.min, tzinfo=SHANGHAI)
    both = _violations(actor, since - (until - since) - timedelta(days=1), until)
    rows = both.values_list("matter_id", "grid_id", "village_id").annotate(
        n=Count("pk", filter=Q(collected_at__gte=start)), before=Count("pk", filter=Q(collected_at__lt=start))
    )
    return [Counted(*row) for row in rows]


def by_matter(rows: Iterable[Counted], *, limit: int = TOP) -> list[Often]:
    """Return the matters that come up most, with the span before beside them; one query for their names."""
    top = _most(((row.matter_id, row) for row in rows), limit)
    names = dict(Matter.objects.filter(pk__in=[key for key, _, _ in top]).values_list("pk", "name"))
    return sorted((Often(key, names[key], "", n, before) for key, n, before in top), key=_shown)


def by_place(rows: Iterable[Counted], *, matter_id: UUID | None = None, limit: int = TOP) -> list[Often]:
    """Return the grids where most comes up, or villages where a lead knows no grid; two queries for their names."""
    where = ((row.grid_id or row.village_id, row) for row in rows if not matter_id or row.matter_id == matter_id)
    top = _most(where, limit)
    known = places.places_in([key for key, _, _ in top])
    around = places.places_in([key for place in known.values() for key in (place.parent_id, place.town_id) if key])
    found = []
    for key, n, before in top:
        place = known[key]
        holders = [around[key].name for key in (place.town_id, place.parent_id) if key]
        if place.level == "GRID":
            found.append(Often(key, place.name, f"{holders[0]} {short_village(holders[-1])}", n, before))
        else:
            found.append(Often(key, short_village(place.name), holders[0] if holders else "", n, before))
    return sorted(found, key=_shown)


def _most(rows: Iterable[tuple[UUID | None, Counted]], limit: int) -> list[tuple[UUID, int, int]]:
    """Sum by key: the highest of this span, the older key where they are equal."""
    now, before = Counter[UUID](), Counter[UUID]()
    for key, row in rows:
        if key:
            now[key] += row.n
            before[key] += row.before
    top = sorted(((key, n) for key, n in now.items() if n), key=lambda one: (-one[1], one[0]))[:limit]
    return [(key, n, before[key]) for key, n in top]


def _shown(often: Often) -> tuple[int, str, str]:
    return -often.n, often.where, often.name


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


def _months(until: date, number: int) -> list[date]:
    months, at = [], until.replace(day=1)
    for _ in range(number):
        months.append(at)
        at = (at - timedelta(days=1)).replace(day=1)
    return months[::-1]
