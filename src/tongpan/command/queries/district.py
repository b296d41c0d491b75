"""全区态势: what nobody took, what came back twice, what nobody may handle, and every town beside its own past."""

import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Max, Sum
from django.urls import NoReverseMatch, reverse

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.coverage import Cover
from tongpan.agencies.domain.staffing import Shortfall
from tongpan.command.queries import resources, work
from tongpan.command.queries.work import OrderRow
from tongpan.dispatch.models import Dispute, Urge
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7_floor
from tongpan.leads.domain.choices import BEFORE_DISPATCH, OPEN, Desk, Priority, RouteRule, Status
from tongpan.leads.models import Lead, Rollup
from tongpan.leads.queries import Filters, Overview, overview, standing_by_place
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.powers.domain.coverage import State
from tongpan.powers.queries.coverage import coverage_table

SPAN_DAYS = 14
NEWEST_ENDED = 4000
KEEP_SECONDS = 300.0
MOST_POINTS, LABELLED = 400, 5


@dataclass(frozen=True, slots=True)
class Gaps:
    """
    What the county's organisation leaves open or gives twice.

    By field of town, of teams and of powers (M032); `both` dispatch and supervise (M113), `short_staffed` towns have
    fewer than two dedicated officers (M035).
    """

    team_holes: int
    team_overlaps: int
    power_holes: int
    power_overlaps: int
    holes: tuple[tuple[str, str], ...]
    overlaps: tuple[tuple[str, str], ...]
    both: tuple[Shortfall, ...]
    short_staffed: tuple[Shortfall, ...]

    @property
    def none(self) -> bool:
        """Whether every town has exactly one answer in every field."""
        return not (self.team_holes or self.team_overlaps or self.power_holes or self.power_overlaps)


@dataclass(frozen=True, slots=True)
class TownLine:
    """One town: figures beside its own past. Never ranked."""

    place: Place
    open: int
    emergency: int
    received: int
    ended: int
    hours: float | None
    hours_before: float | None
    leader: str
    people: int

    @property
    def trend(self) -> str:
        """How the median time moved against the fortnight before, in words."""
        if self.hours is None or self.hours_before is None:
            return ""
        change = self.hours - self.hours_before
        if abs(change) < max(1.0, self.hours_before * 0.1):
            return "与前两周持平"
        return f"比前两周{'慢' if change > 0 else '快'} {abs(change):.0f} 小时"


@dataclass(frozen=True, slots=True, kw_only=True)
class DistrictDesk:
    """The whole district on one page."""

    district: Place
    figures: Overview
    waiting: list[Lead]
    late: list[OrderRow]
    unsigned_all: int
    unsigned_late: int
    twice: list[Lead]
    emergencies: list[Lead]
    place_pending: list[Lead]
    nobody: list[Lead]
    disputes: list[Dispute]
    supervised: list[Urge]
    over: int
    ends_today: int
    gaps: Gaps
    towns: list[TownLine]

    @property
    def on_duty(self) -> int:
        """How many people are on duty in all towns."""
        return sum(line.people for line in self.towns)

    @property
    def to_send_on(self) -> int:
        """How many leads of the whole district are not assigned yet."""
        return sum(self.figures.by_status.get(status, 0) for status in BEFORE_DISPATCH)


def district_desk(actor: Actor, now: datetime) -> DistrictDesk:
    """Return the district's desk; standing figures come from roll-ups, lists are bounded."""
    assert actor.district_id is not None
    today = date_of(now)
    district = places.places_in([actor.district_id])[actor.district_id]
    towns = list(places.towns_of(district))
    opened = tuple(sorted(OPEN))
    over, ends_today = work.due_counts(actor, today)
    unsigned_all, unsigned_late = work.unsigned_counts(actor, now)
    twice = [
        lead for lead in work.leads(actor, Filters(status=opened, returned=True), size=40) if lead.return_count > 1
    ]
    return DistrictDesk(
        district=district,
        figures=overview(district.pk, today - timedelta(days=SPAN_DAYS - 1), today),
        waiting=work.leads(actor, Filters(status=tuple(sorted(BEFORE_DISPATCH)), desk=Desk.DISTRICT), size=8),
        late=work.unsigned(actor, now, late_only=True, size=8),
        unsigned_all=unsigned_all,
        unsigned_late=unsigned_late,
        twice=twice[:8],
        emergencies=work.leads(actor, Filters(status=opened, priority=Priority.EMERGENCY), size=8),
        place_pending=work.leads(actor, Filters(status=(Status.PLACE_PENDING,)), size=6),
        nobody=work.leads(actor, Filters(status=opened, route_rule=RouteRule.NO_COMPETENCE), size=8),
        disputes=work.open_disputes(actor, size=6),
        supervised=work.unanswered_urges(actor, kind="SUPERVISE", size=6),
        over=over,
        ends_today=ends_today,
        gaps=gaps(district, towns, today),
        towns=town_lines(district, towns, now),
    )


_gaps: dict[tuple[UUID, date], tuple[float, Gaps]] = {}


def gaps(district: Place, towns: list[Place], on: date) -> Gaps:
    """Return what is open or double today; worked out anew every five minutes, for it changes a few times a month."""
    kept = _gaps.get((district.pk, on))
    if kept is not None and time.monotonic() - kept[0] < KEEP_SECONDS:
        return kept[1]
    names = {town.pk: town.name for town in towns}
    teams = agencies.county_coverage(district.pk, on)
    powers = coverage_table(district, on, town_fit=True)
    labels = {domain.value: str(domain.label) for row in teams.rows for domain in {cell.domain for cell in row.cells}}

    def named(cover: Cover) -> tuple[tuple[str, str], ...]:
        return tuple((names[cell.town_id], labels[cell.domain]) for cell in teams.cells(cover))

    found = Gaps(
        teams.holes, teams.overlaps, powers.count(State.HOLE), powers.count(State.OVERLAP),
        named(Cover.HOLE), named(Cover.OVERLAP),
        both=tuple(agencies.people_in_both(district.pk, on)),
        short_staffed=tuple(alarm for _, alarm in agencies.dedicated_alarms(names.items(), on)),
    )  # fmt: skip
    _gaps.clear()
    _gaps[district.pk, on] = (time.monotonic(), found)
    return found


def forget() -> None:
    """Work the gaps and the medians out anew at the next question (between tests)."""
    _gaps.clear()
    _speeds.clear()


def town_lines(district: Place, towns: list[Place], now: datetime) -> list[TownLine]:
    """Return the towns in the order of their codes: standing, received, ended, the median time and its own past."""
    ids = [town.pk for town in towns]
    since = date_of(now) - timedelta(days=SPAN_DAYS - 1)
    standing = standing_by_place(ids)
    counted: defaultdict[tuple[UUID, str], int] = defaultdict(int)
    cells = Rollup.objects.filter(place_id__in=ids, day__gte=since, measure__in=["received", "outcome"]).order_by()
    for place, measure, n in cells.values_list("place_id", "measure").annotate(total=Sum("n")):
        counted[place, measure] += n
    duty = resources.on_duty_by_place(ids, now)
    hot = _emergencies(district.pk)
    speeds = median_hours(district.pk, now)
    return [
        TownLine(
            place=town,
            open=sum(n for status, n in standing[town.pk].items() if status in OPEN),
            emergency=hot.get(town.pk, 0),
            received=counted[town.pk, "received"],
            ended=counted[town.pk, "outcome"],
            hours=speeds.get((town.pk, 0)),
            hours_before=speeds.get((town.pk, 1)),
            leader=duty.get(town.pk, ("", 0))[0],
            people=duty.get(town.pk, ("", 0))[1],
        )
        for town in towns
    ]


def _emergencies(district_id: UUID) -> dict[UUID, int]:
    rows = Lead.objects.filter(
        district_id=district_id, status__in=sorted(OPEN), priority=Priority.EMERGENCY, town__isnull=False
    )
    return dict(rows.order_by().values_list("town_id").annotate(n=Count("pk")))


_speeds: dict[UUID, tuple[float, dict[tuple[UUID, int], float]]] = {}


def median_hours(district_id: UUID, now: datetime) -> Mapping[tuple[UUID, int], float]:
    """
    Return the median hours from 收集 to 处置 by (town, 0 this fortnight | 1 the one before).

    From the newest few thousand ended leads, so that a million cost what a thousand do; kept for five minutes.
    """
    kept = _speeds.get(district_id)
    if kept is not None and time.monotonic() - kept[0] < KEEP_SECONDS:
        return kept[1]
    middle = now - timedelta(days=SPAN_DAYS)
    rows = (
        Lead.objects.filter(
            district_id=district_id,
            pk__gte=uuid7_floor(middle - timedelta(days=2 * SPAN_DAYS)),
            handled_at__gte=middle - timedelta(days=SPAN_DAYS),
            town__isnull=False,
        )
        .order_by("-pk")
        .values_list("town_id", "collected_at", "handled_at")[:NEWEST_ENDED]
    )
    hours: defaultdict[tuple[UUID, int], list[float]] = defaultdict(list)
    for town_id, collected, handled in rows:
        if town_id is None or handled is None:
            continue
        hours[town_id, int(handled < middle)].append((handled - collected).total_seconds() / 3600)
    found = {key: round(median(values), 1) for key, values in hours.items()}
    _speeds[district_id] = (time.monotonic(), found)
    return found


def open_points(district_id: UUID) -> dict[str, Any]:
    """Return the open leads as one point a village with their number, for the map; one query."""
    rows = (
        Lead.objects.filter(district_id=district_id, status__in=sorted(OPEN), village__lon__isnull=False)
        .order_by()
        .values_list("village_id", "village__name", "village__lon", "village__lat", "town_id")
        .annotate(n=Count("pk"), worst=Max("return_count"))
    )
    hot = set(
        Lead.objects.filter(district_id=district_id, status__in=sorted(OPEN), priority=Priority.EMERGENCY)
        .exclude(village=None)
        .values_list("village_id", flat=True)
    )
    listing = _address("leads:list")
    points = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": {
                "name": f"{name}：{n} 件未结",
                "note": "有突发" if village in hot else "有二次退回" if worst > 1 else "",
                "tone": "bad" if village in hot else "warn" if worst > 1 else "info",
                "href": f"{listing}?town={town}" if listing else "",
                "label": str(n) if n >= LABELLED else "",
            },
        }
        for village, name, lon, lat, town, n, worst in sorted(rows, key=lambda row: -row[5])[:MOST_POINTS]
    ]
    return {"type": "FeatureCollection", "features": points}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def town_ids(district_id: UUID | None) -> frozenset[UUID]:
    """Return the towns of a district."""
    return frozenset(places.towns_of(district_id).values_list("pk", flat=True)) if district_id else frozenset()


def names_of(town_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Return the names of some towns."""
    return {key: place.name for key, place in places.places_in(list(town_ids)).items()}
