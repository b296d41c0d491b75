"""公检法往来 by counterpart: each list starts from the actor's scope."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.counterparts import Counterpart
from tongpan.cases.models import CounterpartNotice
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import Page, keyset

NO_EXCHANGE: Final = "没有这件往来，或您无权查看；请从“公检法往来”列表进入"
RELATED: Final = ("case", "case__town", "district", "town")
BARE: Final = ("case__town__geometry", "district__geometry", "town__geometry")
MOST_EXPORTED: Final = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeFilters:
    """What is shown. Empty means: not filtered; `waiting`: those that wait for an answer, the earliest day first."""

    counterpart: str = ""
    waiting: bool = False
    words: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How much passed with one of the three: sent, received, waiting for an answer, past its day."""

    counterpart: Counterpart
    sent: int
    received: int
    waiting: int
    late: int


def narrowed(actor: Actor, filters: ExchangeFilters) -> QuerySet[CounterpartNotice]:
    """Return the exchanges that the actor may see and the filters keep."""
    rows = policies.visible_exchanges(actor, CounterpartNotice.objects.all())
    if filters.counterpart:
        rows = rows.filter(counterpart=filters.counterpart)
    if filters.waiting:
        rows = rows.filter(replied_at__isnull=True, reply_by__isnull=False)
    if filters.since is not None:
        rows = rows.filter(at__date__gte=filters.since)
    words = filters.words.strip()
    return rows.filter(Q(name__icontains=words) | Q(case__number__iexact=words)) if words else rows


def exchanges(
    actor: Actor, filters: ExchangeFilters, *, after: str | None = None, size: int = 50
) -> Page[CounterpartNotice]:
    """Return one page with the parties of its cases, newest first; of those that wait, the earliest day first."""
    rows = narrowed(actor, filters).select_related(*RELATED).defer(*BARE).prefetch_related("case__parties")
    return keyset(rows, order=("reply_by", "id") if filters.waiting else ("-id",), after=after, size=size)


def everything(actor: Actor, filters: ExchangeFilters) -> Iterator[CounterpartNotice]:
    """Yield what the filters keep, page after page, `MOST_EXPORTED` at most."""
    after, given = None, 0
    while given < MOST_EXPORTED:
        found = exchanges(actor, filters, after=after, size=200)
        yield from found.items
        given += len(found.items)
        after = found.next
        if after is None:
            return


def tallies(actor: Actor, today: date) -> list[Tally]:
    """Return what passed with each of the three, in one statement."""
    rows = policies.visible_exchanges(actor, CounterpartNotice.objects.all()).order_by().values("counterpart")
    open_ = Q(replied_at__isnull=True, reply_by__isnull=False)
    counted = rows.annotate(
        sent=Count("pk", filter=Q(direction="OUT")), received=Count("pk", filter=Q(direction="IN")),
        waiting=Count("pk", filter=open_), late=Count("pk", filter=open_ & Q(reply_by__lt=today)),
    )  # fmt: skip
    found: dict[str, dict[str, Any]] = {row["counterpart"]: {**row} for row in counted}
    none = {"sent": 0, "received": 0, "waiting": 0, "late": 0}
    columns = ("sent", "received", "waiting", "late")
    return [Tally(one, *((found.get(one.value) or none)[name] for name in columns)) for one in Counterpart]


def exchange_for(actor: Actor, exchange_id: UUID) -> CounterpartNotice:
    """
    Return an exchange the actor may know of.

    :raises Forbidden: if the actor supervises, and no look at its case is kept
    :raises NotFound: otherwise
    """
    rows = policies.visible_exchanges(actor, CounterpartNotice.objects.filter(pk=exchange_id))
    found = rows.select_related(*RELATED, "case__district").defer(*BARE, "case__district__geometry").first()
    if found is None:
        raise NotFound(NO_EXCHANGE)
    if found.case is not None:
        policies.require_kept_look(actor, found.case)
    return found
