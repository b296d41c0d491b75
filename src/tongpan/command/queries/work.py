"""Work in hand, for any desk: leads that wait, orders not signed, limits that end soon; bounded, few statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies as dispatch_policies
from tongpan.dispatch.domain.choices import JOINT_OPEN, AssignmentStatus
from tongpan.dispatch.models import Assignment, Dispute, JointOperation, Urge
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.models import TimeLimit
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import BEFORE_DISPATCH, OPEN, Priority
from tongpan.leads.domain.clock_names import name_of
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, listed
from tongpan.leads.queries.around import nearest_limits

SHOWN = 12
SOON_DAYS = 2
"""limits of today and the two days after stand on the desk; which of them are working days the chip says"""
_LEAD_LIGHT = (
    "lead__number", "lead__title", "lead__priority", "lead__status", "lead__place_text", "lead__collected_at",
    "lead__version", "lead__domain", "lead__joint", "lead__return_count",
    "lead__town__name", "lead__village__name", "team__name",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One lead with the limit that ends first."""

    lead: Lead
    limit: TimeLimit | None = None

    @property
    def limit_name(self) -> str:
        """What the limit is called."""
        return name_of(self.limit.rule) if self.limit else ""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order with the minutes left to sign, and the nearest limit of its lead."""

    order: Assignment
    minutes: int
    limit: TimeLimit | None = None

    @property
    def late(self) -> bool:
        """Whether the time to sign is over."""
        return self.minutes < 0

    @property
    def overdue(self) -> int:
        """The minutes since the time was over."""
        return max(0, -self.minutes)

    @property
    def limit_name(self) -> str:
        """What the limit is called."""
        return name_of(self.limit.rule) if self.limit else ""


@dataclass(frozen=True, slots=True)
class DueRow:
    """One running limit with what it is about."""

    limit: TimeLimit
    lead: Lead | None

    @property
    def name(self) -> str:
        """What the limit is called."""
        return "督办答复" if self.limit.subject_type == "dispatch.urge" else name_of(self.limit.rule)


def with_limits(leads: Sequence[Lead]) -> list[Row]:
    """Return leads with their nearest limits; one query for all."""
    limits = nearest_limits([lead.pk for lead in leads]) if leads else {}
    return [Row(lead, limits.get(lead.pk)) for lead in leads]


def leads(actor: Actor, filters: Filters, *, order: str = "waiting", size: int = SHOWN) -> list[Lead]:
    """Return the head of a list; one query."""
    return listed(actor, filters, order=order, size=size).page.items


def open_counts(actor: Actor) -> dict[tuple[str, str], int]:
    """Return how many open leads of the actor's stand in each status at each desk; one query over open work alone."""
    rows = lead_policies.visible(actor, Lead.objects.filter(status__in=sorted(OPEN)))
    counted = rows.order_by().values_list("status", "desk").annotate(n=Count("pk"))
    return {(status, desk): n for status, desk, n in counted}


def arrivals(actor: Actor, now: datetime) -> tuple[int, int]:
    """Return how many leads came in today, and how many of the last week's were handled today; one query."""
    midnight = datetime.combine(date_of(now), time.min, tzinfo=SHANGHAI)
    floor = uuid7_floor(midnight - timedelta(days=7))
    counted = lead_policies.visible(actor, Lead.objects.filter(pk__gte=floor)).aggregate(
        came=Count("pk", filter=Q(collected_at__gte=midnight)), done=Count("pk", filter=Q(handled_at__gte=midnight))
    )
    return counted["came"], counted["done"]


def waiting(actor: Actor, desk: str, *, size: int = SHOWN) -> list[Lead]:
    """Return what waits to be sent on: emergencies, then urgent ones, then the longest untouched; two queries."""
    at_desk = tuple(sorted(BEFORE_DISPATCH))
    first: list[Lead] = []
    for priority in (Priority.EMERGENCY, Priority.URGENT):
        first += leads(actor, Filters(status=at_desk, desk=desk, priority=priority), size=size)
    rest = leads(actor, Filters(status=at_desk, desk=desk), size=size)
    seen = {lead.pk for lead in first}
    return (first + [lead for lead in rest if lead.pk not in seen])[:size]


def orders(actor: Actor) -> QuerySet[Assignment]:
    """Return the orders the actor may know of, light enough for a list."""
    rows = dispatch_policies.visible(actor, Assignment.objects.all())
    return rows.select_related("lead", "lead__town", "lead__village", "team").only(
        *(field.attname for field in Assignment._meta.concrete_fields), *_LEAD_LIGHT
    )


def order_rows(found: Iterable[Assignment], now: datetime, *, limits: bool = False) -> list[OrderRow]:
    """Return orders as rows; with ``limits`` the nearest one of each lead, in one query for all."""
    found = list(found)
    near = nearest_limits([order.lead_id for order in found]) if limits and found else {}
    return [OrderRow(order, order.minutes_to_sign(now), near.get(order.lead_id)) for order in found]


def unsigned(actor: Actor, now: datetime, *, late_only: bool = False, size: int = SHOWN) -> list[OrderRow]:
    """Return the orders nobody has signed yet, those whose time is over first; one query."""
    rows = orders(actor).filter(status=AssignmentStatus.WAITING)
    if late_only:
        rows = rows.filter(sign_due_at__lt=now)
    return order_rows(rows.order_by("sign_due_at", "pk")[:size], now)


def unsigned_counts(actor: Actor, now: datetime) -> tuple[int, int]:
    """Return how many orders wait to be signed, and how many of them are late; one query."""
    rows = dispatch_policies.visible(actor, Assignment.objects.filter(status=AssignmentStatus.WAITING))
    counted = rows.aggregate(all=Count("pk"), late=Count("pk", filter=Q(sign_due_at__lt=now)))
    return counted["all"], counted["late"]


def _running(actor: Actor) -> QuerySet[TimeLimit]:
    rows = TimeLimit.objects.filter(actor.scope.q(participants=False), met_at=None, cancelled_at=None)
    return rows.filter(subject_type__in=["leads.lead", "dispatch.urge"])


def due(actor: Actor, today: date, *, days: int = SOON_DAYS, size: int = SHOWN) -> list[DueRow]:
    """Return the running limits that are over or end within some days, the oldest first; three queries."""
    limits = list(_running(actor).filter(due_on__lte=today + timedelta(days=days)).order_by("due_on", "pk")[:size])
    return _about(limits)


def _about(limits: list[TimeLimit]) -> list[DueRow]:
    ids = [limit.subject_id for limit in limits if limit.subject_type == "leads.lead"]
    urged = {limit.subject_id for limit in limits if limit.subject_type == "dispatch.urge"}
    by_urge = dict(Urge.objects.filter(pk__in=urged).values_list("pk", "lead_id")) if urged else {}
    rows = Lead.objects.filter(pk__in=[*ids, *by_urge.values()]).select_related("town", "team")
    light = ("number", "title", "priority", "status", "town__name", "team__name", "place_text")
    found = {lead.pk: lead for lead in rows.only(*light)} if limits else {}
    return [DueRow(limit, found.get(by_urge.get(limit.subject_id, limit.subject_id))) for limit in limits]


def due_counts(actor: Actor, today: date) -> tuple[int, int]:
    """Return how many limits are over, and how many end today; one query."""
    counted = _running(actor).aggregate(
        over=Count("pk", filter=Q(due_on__lt=today)), today=Count("pk", filter=Q(due_on=today))
    )
    return counted["over"], counted["today"]


def open_disputes(actor: Actor, *, size: int = SHOWN) -> list[Dispute]:
    """Return the disputes nobody has decided; one query."""
    rows = dispatch_policies.visible(actor, Dispute.objects.filter(status="OPEN"))
    rows = rows.select_related("lead", "lead__town", "team")
    return list(rows.defer("lead__route", "lead__text", "lead__town__geometry").order_by("raised_at")[:size])


def joint_operations(actor: Actor, *, size: int = SHOWN) -> list[JointOperation]:
    """Return the joint operations that are not over, with who answered; two queries."""
    columns = ("district_id", "town_id")
    mine = actor.scope.q(columns=columns, participants=False)
    if actor.scope.bodies:
        mine |= Q(pk__in=JointOperation.objects.filter(members__body_id__in=actor.scope.bodies).values("pk"))
    rows = JointOperation.objects.filter(mine, status__in=sorted(JOINT_OPEN)).select_related("lead", "lead__town")
    rows = rows.defer("lead__route", "lead__text", "lead__town__geometry").prefetch_related("members__body")
    return list(rows.order_by("proposed_at")[:size])


def unanswered_urges(actor: Actor, *, kind: str = "", size: int = SHOWN) -> list[Urge]:
    """Return the reminders and supervisions that wait for an answer, supervisions first; one query."""
    rows = dispatch_policies.visible(actor, Urge.objects.filter(answered_at=None))
    if kind:
        rows = rows.filter(kind=kind)
    rows = rows.select_related("lead", "team", "town").defer("lead__route", "lead__text", "town__geometry")
    return list(rows.order_by("kind", "made_at")[:size])


def outside_reach(lead_ids: Iterable[UUID], actor: Actor) -> set[UUID]:
    """Return which of some leads the actor may not open; one query."""
    ids = set(lead_ids)
    return ids - set(lead_policies.visible(actor, Lead.objects.filter(pk__in=ids)).values_list("pk", flat=True))
