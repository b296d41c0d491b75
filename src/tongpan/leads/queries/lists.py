"""Lists of leads (台账): what is on screen is what is exported and printed; everything starts from scope."""

from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import search
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.paging import Page, keyset_of_any
from tongpan.leads import policies
from tongpan.leads.domain.choices import BEFORE_DISPATCH, OPEN, Status
from tongpan.leads.models import Lead

PAGE = 50
SEARCH_LIMIT = 200
KEY_SLACK = timedelta(days=1)
ROW_FIELDS = (
    "id",
    "number",
    "title",
    "status",
    "desk",
    "priority",
    "channel",
    "nature",
    "domain",
    "place_text",
    "collected_at",
    "touched_at",
    "handled_at",
    "return_count",
    "joint",
    "route_rule",
    "outcome",
    "version",
    "district_id",
    "town__name",
    "village__name",
    "matter__name",
    "team__name",
    "body__name",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the filter bar may hold. Empty means: not filtered."""

    status: tuple[str, ...] = ()
    channel: str = ""
    nature: str = ""
    domain: str = ""
    town_id: UUID | None = None
    team_id: UUID | None = None
    matter_id: UUID | None = None
    matter_ids: tuple[UUID, ...] = ()
    outcome: str = ""
    route_rule: str = ""
    priority: str = ""
    desk: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    returned: bool = False
    joint: bool = False
    mine: bool = False

    @property
    def active(self) -> dict[str, object]:
        """The filters that are set, for the sentence above the list and for the export's heading."""
        return {item.name: value for item in fields(self) if (value := getattr(self, item.name))}


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of a list."""

    page: Page[Lead]
    filters: Filters
    order: str = field(default="new")


def narrowed(actor: Actor, filters: Filters) -> QuerySet[Lead]:
    """Return the leads that the actor may see and the filters keep."""
    kept = _kept(actor, filters)
    return kept if filters.mine else policies.visible(actor, kept)


def _narrowed_parts(actor: Actor, filters: Filters) -> list[QuerySet[Lead]]:
    """Return what `narrowed` returns, in parts that each have their index."""
    kept = _kept(actor, filters)
    return [kept] if filters.mine else policies.visible_parts(actor, kept)


def _kept(actor: Actor, filters: Filters) -> QuerySet[Lead]:
    """Return the leads the filters keep, whoever may see them; what one reported oneself one always may."""
    simple = {
        "channel": filters.channel,
        "nature": filters.nature,
        "domain": filters.domain,
        "town_id": filters.town_id,
        "team_id": filters.team_id,
        "matter_id": filters.matter_id,
        "outcome": filters.outcome,
        "route_rule": filters.route_rule,
        "priority": filters.priority,
        "desk": filters.desk,
    }
    leads = Lead.objects.filter(**{name: value for name, value in simple.items() if value})
    if filters.mine:
        leads = leads.filter(reported_by_id=actor.officer_id)
    if filters.status:
        leads = leads.filter(status__in=filters.status)
    if filters.matter_ids:
        leads = leads.filter(matter_id__in=filters.matter_ids)
    if filters.returned:
        leads = leads.filter(return_count__gt=0)
    if filters.joint:
        leads = leads.filter(joint=True)
    return _by_words(actor, _by_days(leads, filters), filters.words)


def _by_days(leads: QuerySet[Lead], filters: Filters) -> QuerySet[Lead]:
    """Keys bear the moment a lead was taken in, so that the days need no index of their own."""
    if filters.since:
        start = _start(filters.since)
        leads = leads.filter(collected_at__gte=start, pk__gte=uuid7_floor(start - KEY_SLACK))
    if filters.until:
        end = _start(filters.until, after=True)
        leads = leads.filter(collected_at__lt=end, pk__lt=uuid7_floor(end + KEY_SLACK))
    return leads


def _by_words(actor: Actor, leads: QuerySet[Lead], words: str) -> QuerySet[Lead]:
    words = words.strip()
    if not words:
        return leads
    if words.upper().startswith("XS"):
        return leads.filter(number=words.upper())
    if words.isdigit():
        return leads.filter(source_id=words)
    scope = actor.scope
    # bodies and teams are narrowed by the scope afterwards; the index knows territories
    districts = set(scope.districts) | ({actor.district_id} if not scope.towns and actor.district_id else set())
    towns = () if districts else scope.towns
    found = search.search(
        "leads.lead", words, limit=SEARCH_LIMIT, districts=districts, towns=towns, everything=scope.everything
    )
    return leads.filter(pk__in=found)


def _start(day: date, *, after: bool = False) -> datetime:
    if after:
        day = date.fromordinal(day.toordinal() + 1)
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def listed(actor: Actor, filters: Filters, *, after: str | None = None, order: str = "new", size: int = PAGE) -> Listed:
    """Return one page: newest first, or of what is open the longest untouched first (``order="waiting"``)."""
    columns = ("touched_at", "id") if order == "waiting" else ("-id",)
    shown = filters
    if order == "waiting" and not filters.status:
        filters = replace(filters, status=tuple(sorted(OPEN)))
    parts = [
        part.select_related("town", "village", "matter", "team", "body").only(*ROW_FIELDS)
        for part in _narrowed_parts(actor, filters)
    ]
    return Listed(keyset_of_any(parts, order=columns, after=after, size=size), shown, order)


def waiting_at_desk(actor: Actor, *, desk: str, after: str | None = None, size: int = 20) -> Page[Lead]:
    """Return what waits to be sent on, longest untouched first (待分流), emergencies ahead by their own filter."""
    filters = Filters(status=tuple(sorted(BEFORE_DISPATCH)), desk=desk)
    return listed(actor, filters, after=after, order="waiting", size=size).page


def open_of_team(actor: Actor, team_id: UUID, *, size: int = PAGE) -> Page[Lead]:
    """Return a team's work in hand."""
    filters = Filters(status=tuple(sorted(OPEN - {Status.TRIAGE, Status.PLACE_PENDING})), team_id=team_id)
    return listed(actor, filters, order="waiting", size=size).page
