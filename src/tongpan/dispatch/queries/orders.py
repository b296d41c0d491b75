"""Orders (交办单) as lists and one by one; every list starts from the actor's scope and pages by key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import LIVE, AssignmentStatus
from tongpan.dispatch.models import Assignment
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset

PAGE = 50
MOST_EXPORTED = 20_000
RELATED = ("lead", "lead__village", "town", "team", "body", "officer")
SHAPES = ("lead__village__geometry", "town__geometry")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the filter bar may hold. Empty means: not filtered."""

    status: tuple[str, ...] = ()
    team_id: UUID | None = None
    town_id: UUID | None = None
    officer_id: UUID | None = None
    domain: str = ""
    priority: str = ""
    role: str = ""
    since: date | None = None
    until: date | None = None
    words: str = ""
    overdue: bool = False
    mine: bool = False


def narrowed(actor: Actor, filters: Filters, now: datetime) -> QuerySet[Assignment]:
    """Return the orders that the actor may see and the filters keep."""
    rows = policies.visible(actor, Assignment.objects.all())
    simple = {
        "team_id": filters.team_id,
        "town_id": filters.town_id,
        "officer_id": filters.officer_id,
        "lead__domain": filters.domain,
        "lead__priority": filters.priority,
        "role": filters.role,
    }
    wanted: dict[str, Any] = {name: value for name, value in simple.items() if value}
    rows = rows.filter(**wanted)
    if filters.status:
        rows = rows.filter(status__in=filters.status)
    if filters.overdue:
        rows = rows.filter(status=AssignmentStatus.WAITING, sign_due_at__lt=now)
    if filters.mine:
        rows = rows.filter(officer_id=actor.officer_id) if actor.officer_id else rows.none()
    if filters.since:
        rows = rows.filter(assigned_at__gte=_start(filters.since))
    if filters.until:
        rows = rows.filter(assigned_at__lt=_start(filters.until + timedelta(days=1)))
    return _by_words(rows, filters.words.strip())


def _by_words(rows: QuerySet[Assignment], words: str) -> QuerySet[Assignment]:
    if not words:
        return rows
    head = words.upper()
    if head.startswith("JB"):
        return rows.filter(number__iexact=words)
    if head.startswith("XS"):
        return rows.filter(lead__number__iexact=words)
    return rows.filter(lead__title__icontains=words)


def _start(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=SHANGHAI)


def listed(
    actor: Actor, filters: Filters, now: datetime, *, after: str | None = None, order: str = "new", size: int = PAGE
) -> Page[Assignment]:
    """Return one page: newest first, or by what is due first (``order="due"``)."""
    columns = ("sign_due_at", "id") if order == "due" else ("-id",)
    rows = narrowed(actor, filters, now).select_related(*RELATED).defer(*SHAPES)
    return keyset(rows, order=columns, after=after, size=size)


def for_sheet(actor: Actor, filters: Filters, now: datetime) -> Iterator[Assignment]:
    """Return what goes into the file of a list, newest first, one by one."""
    rows = narrowed(actor, filters, now).select_related(*RELATED).defer(*SHAPES).order_by("-id")
    return rows[:MOST_EXPORTED].iterator(chunk_size=500)


def order_for(actor: Actor, order_id: UUID) -> Assignment:
    """
    Return an order the actor may see, with its lead.

    :raises NotFound: if there is none, or it is outside the actor's scope
    """
    related = (*RELATED, "lead__matter", "lead__town", "lead__grid", "lead__body")
    shapes = (*SHAPES, "lead__town__geometry", "lead__grid__geometry")
    rows = Assignment.objects.select_related(*related).defer(*shapes)
    found = policies.visible(actor, rows).filter(pk=order_id).first()
    if found is None:
        raise NotFound("没有找到这张交办单，或您无权查看；请从“交办”列表进入")
    return found


def my_orders(actor: Actor, *, size: int = PAGE) -> list[Assignment]:
    """Return what the actor has in hand today: named as handler first, then the teams' own, what is due first."""
    rows = policies.visible(actor, Assignment.objects.filter(status__in=LIVE)).select_related(*RELATED).defer(*SHAPES)
    ours = list(rows.filter(team_id__in=actor.team_ids).order_by("sign_due_at", "id")[:size])
    return sorted(ours, key=lambda order: (order.officer_id != actor.officer_id, order.sign_due_at))


def orders_of_lead(lead_id: UUID) -> list[Assignment]:
    """Return every order of a lead, newest first; whether the actor may see the lead was asked before."""
    rows = Assignment.objects.filter(lead_id=lead_id).select_related("team", "officer", "returned")
    return list(rows.order_by("-id"))
