"""统计: figures of a place over a span, from roll-ups; times and frequent matters from at most a quarter's leads."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import Count, Q

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.headcount import HeadCount, trend
from tongpan.agencies.domain.posts import TeamKind
from tongpan.agencies.models import Team
from tongpan.agencies.queries.staffing import IN_THE_TOWN, spans_of
from tongpan.command.domain.spans import Span, by_week
from tongpan.dispatch import policies as dispatch_policies
from tongpan.dispatch.models import Assignment
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.scope import Scope
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import Channel, Outcome, Status
from tongpan.leads.models import Lead
from tongpan.leads.queries import Overview, frequent, overview
from tongpan.leads.queries.frequent import Often, SeenNotHandled

TIMED = 3000
"""how many of the newest orders the medians are taken from"""
TOP = 10
FIELDS = {domain.value: str(domain.label) for domain in Domain} | {"unknown": "未定领域"}
STEPS = (
    ("发现到交办", "lead__collected_at", "assigned_at"),
    ("交办到签收", "assigned_at", "signed_at"),
    ("发现到到场", "lead__collected_at", "arrived_at"),
    ("到场到办结", "arrived_at", "ended_at"),
    ("发现到办结", "lead__collected_at", "ended_at"),
)


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long one part of the way took (M097): the median, its own past, and over how many."""

    label: str
    minutes: float | None
    before: float | None
    n: int

    @property
    def words(self) -> str:
        """The median as people say it."""
        return said(self.minutes)

    @property
    def before_words(self) -> str:
        """The median of the span before."""
        return said(self.before)


def said(minutes: float | None) -> str:
    """Return a length of time in words."""
    if minutes is None:
        return ""
    if minutes < 90:
        return f"{minutes:.0f} 分钟"
    return f"{minutes / 60:.1f} 小时" if minutes < 72 * 60 else f"{minutes / 1440:.1f} 天"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """Everything on the page."""

    figures: Overview
    before: Overview
    span: Span
    times: list[StepTime]
    matters: list[Often]
    spots: list[Often]
    seen: SeenNotHandled
    people: list[HeadCount]
    by_departments: tuple[int, int]

    @property
    def found_share(self) -> float | None:
        """Of what departments handled: the share they found themselves (M280, 管得了看不见)."""
        total, own = self.by_departments
        return own / total if total else None

    @property
    def charts(self) -> dict[str, dict[str, Any]]:
        """The figures as charts take them."""
        figures = self.figures
        days = by_week(figures.by_day)
        return {
            "days": _chart("收到的线索", [label for label, _ in days], [n for _, n in days], "收到"),
            "channels": _bars("来源渠道", labelled(figures.by_channel, Channel)),
            "domains": _bars("领域", [(FIELDS.get(key, key), n) for key, n in figures.by_domain.items()][:12]),
            "outcomes": _bars("办理结果", labelled(figures.by_outcome, Outcome)),
            "people": {
                "title": "在册执法力量",
                "unit": "人",
                "stacked": True,
                "labels": [f"{point.on:%Y-%m-%d}" for point in self.people],
                "series": [
                    {"name": "在编", "values": [point.established for point in self.people]},
                    {"name": "编外", "values": [point.contract for point in self.people]},
                ],
            },
        }

    @property
    def standing(self) -> list[tuple[str, int]]:
        """What stands now, by status, in the order of the work."""
        return [(str(status.label), n) for status in Status if (n := self.figures.by_status.get(status, 0))]


def _chart(title: str, labels: list[str], values: list[int], name: str) -> dict[str, Any]:
    return {"title": title, "unit": "件", "labels": labels, "series": [{"name": name, "kind": "bar", "values": values}]}


def _bars(title: str, pairs: list[tuple[str, int]]) -> dict[str, Any]:
    shown = _chart(title, [label for label, _ in pairs], [n for _, n in pairs], "件数")
    return shown | {"horizontal": True}


def labelled(counts: dict[str, int], choices: type[Channel] | type[Outcome]) -> list[tuple[str, int]]:
    """Return counts under their Chinese labels."""
    return [(str(choices(key).label) if key in choices.values else key, n) for key, n in counts.items()]


def statistics(actor: Actor, place_id: UUID, span: Span, *, town: bool) -> Statistics:
    """Return the figures of one place the actor may read."""
    within = actor if not town else narrowed_to(actor, place_id)
    detail = span.detail
    counted = frequent.counted(within, detail.since, detail.until)
    return Statistics(
        figures=overview(place_id, span.since, span.until),
        before=overview(place_id, span.before.since, span.before.until),
        span=span,
        times=step_times(within, detail),
        matters=frequent.by_matter(counted, limit=TOP),
        spots=frequent.by_place(counted, limit=TOP),
        seen=frequent.seen_not_handled(within, detail.since, detail.until),
        people=headcounts(place_id, span.until, town=town),
        by_departments=found_by_departments(within, detail),
    )


def narrowed_to(actor: Actor, town_id: UUID) -> Actor:
    """Return the actor as one who sees a single town of what they see."""
    own = {item.name: getattr(actor, item.name) for item in fields(Actor)}
    return Actor(**own | {"scope": Scope(towns=frozenset({town_id}))})


def _moments(span: Span) -> tuple[datetime, datetime]:
    start = datetime.combine(span.since, time.min, tzinfo=SHANGHAI)
    return start, datetime.combine(span.until + timedelta(days=1), time.min, tzinfo=SHANGHAI)


def step_times(actor: Actor, span: Span) -> list[StepTime]:
    """Return how long each part of the way took, beside the span before (M097); two queries of bounded size."""
    now, before = _durations(actor, span), _durations(actor, span.before)
    return [StepTime(label, _middle(now[label]), _middle(before[label]), len(now[label])) for label, _, _ in STEPS]


def _middle(values: list[float]) -> float | None:
    return median(values) if values else None


def _durations(actor: Actor, span: Span) -> dict[str, list[float]]:
    start, end = _moments(span)
    rows = dispatch_policies.visible(actor, Assignment.objects.filter(assigned_at__gte=start, assigned_at__lt=end))
    columns = ("lead__collected_at", "assigned_at", "signed_at", "arrived_at", "ended_at", "status")
    found: dict[str, list[float]] = {label: [] for label, _, _ in STEPS}
    for values in rows.filter(role="MAIN").order_by("-pk").values(*columns)[:TIMED]:
        if values["status"] in ("RETURNED", "WITHDRAWN"):
            values["ended_at"] = None
        for label, first, last in STEPS:
            if values[first] is not None and values[last] is not None:
                found[label].append((values[last] - values[first]).total_seconds() / 60)
    return found


def found_by_departments(actor: Actor, span: Span) -> tuple[int, int]:
    """Return how many leads went to departments, and how many of those they found themselves (M280); one query."""
    start, end = _moments(span)
    rows = lead_policies.visible(actor, Lead.objects.filter(pk__gte=uuid7_floor(start)))
    rows = rows.filter(collected_at__gte=start, collected_at__lt=end, body__kind="DEPARTMENT")
    counted = rows.aggregate(
        all=Count("pk"), own=Count("pk", filter=Q(channel__in=[Channel.DEPARTMENT, Channel.PATROL]))
    )
    return counted["all"], counted["own"]


def headcounts(place_id: UUID, until: date, *, town: bool) -> list[HeadCount]:
    """Return how many people the teams of a place had on every day that changed it (M007), the last two dozen days."""
    teams = Team.objects.filter(kind__in=[*IN_THE_TOWN, *(() if town else (TeamKind.DEPARTMENT, TeamKind.CITY))])
    teams = teams.filter(host_town_id=place_id) if town else teams.filter(district_id=place_id)
    return trend(spans_of(list(teams.values_list("pk", flat=True))), until)[-24:]


def sheet(found: Statistics, place: str) -> tuple[list[str], Iterator[list[Any]]]:
    """Return the page as the rows of a spreadsheet: part, item, number, and the span before."""
    return ["部分", "项目", "数值", "上一时段"], _rows(found, place)


def _rows(found: Statistics, place: str) -> Iterator[list[Any]]:
    figures, before, span = found.figures, found.before, found.span
    yield ["范围", place, _days(span), _days(span.before)]
    yield ["总数", "收到", figures.received, before.received]
    yield ["总数", "办结", figures.ended, before.ended]
    yield ["总数", "线索处置率", _share(figures.disposed_share), _share(before.disposed_share)]
    yield ["总数", "无有权机关", figures.nobody_competent, before.nobody_competent]
    for label, n in found.standing:
        yield ["现在", label, n, ""]
    for day, n in figures.by_day:
        yield ["每天收到", f"{day:%Y-%m-%d}", n, ""]
    for part, now, past, choices in (
        ("来源渠道", figures.by_channel, before.by_channel, Channel),
        ("办理结果", figures.by_outcome, before.by_outcome, Outcome),
    ):
        earlier = dict(labelled(past, choices))
        yield from ([part, label, n, earlier.get(label, 0)] for label, n in labelled(now, choices))
    for key, n in figures.by_domain.items():
        yield ["领域", FIELDS.get(key, key), n, before.by_domain.get(key, 0)]
    for step in found.times:
        yield ["用时中位数", step.label, step.words or "无数据", step.before_words or "无数据"]
    yield from _often("高频事项", found.matters)
    yield from _often("高发地点", found.spots)
    yield ["看得见管不了", "自己人发现", found.seen.seen, ""]
    yield ["看得见管不了", "其中被退回", found.seen.returned, ""]
    yield ["看得见管不了", "其中无有权机关", found.seen.nobody, ""]


def _days(span: Span) -> str:
    return f"{span.since:%Y-%m-%d} 至 {span.until:%Y-%m-%d}"


def _often(part: str, rows: Iterable[Often]) -> Iterator[list[Any]]:
    for row in rows:
        yield [part, f"{row.where} {row.name}".strip(), row.n, row.before]


def _share(value: float | None) -> str:
    return "无数据" if value is None else f"{value:.1%}"
