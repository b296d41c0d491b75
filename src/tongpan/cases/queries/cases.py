"""Cases as lists and one by one; every list starts from the actor's scope and pages by key."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.choices import OPEN, Standing
from tongpan.cases.models import Case
from tongpan.cases.queries.beside import beside
from tongpan.cases.queries.finding import found
from tongpan.kernel.errors import NotFound
from tongpan.kernel.paging import MOST, Page, keyset_of_any

PAGE = 50
MOST_EXPORTED = 10_000
RELATED = ("town", "body", "team", "matter")
SHAPES = ("town__geometry",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the filter bar may hold. Empty means: not filtered."""

    standing: str = ""
    town_id: UUID | None = None
    domain: str = ""
    track: str = ""
    words: str = ""
    mine: bool = False
    due: bool = False


def narrowed(actor: Actor, filters: Filters, today: date) -> list[QuerySet[Case]]:
    """Return the cases that the actor may see and the filters keep, in parts that each have their index."""
    rows = policies.visible(actor, Case.objects.all())
    simple = {
        "standing": filters.standing, "town_id": filters.town_id, "domain": filters.domain, "track": filters.track,
    }  # fmt: skip
    wanted: dict[str, Any] = {name: value for name, value in simple.items() if value}
    rows = rows.filter(**wanted)
    if filters.mine:
        rows = rows.filter(officers__officer_id=actor.officer_id) if actor.officer_id else rows.none()
    if filters.due:
        rows = rows.filter(standing__in=sorted(OPEN), next_due_on__lte=today)
    return found(actor, rows, filters.words)


def listed(actor: Actor, filters: Filters, today: date, *, after: str | None = None, size: int = PAGE) -> Page[Case]:
    """Return one page, newest first."""
    parts = [
        part.select_related(*RELATED).defer(*SHAPES).prefetch_related("parties")
        for part in narrowed(actor, filters, today)
    ]
    return keyset_of_any(parts, order=("-id",), after=after, size=size)


def everything(actor: Actor, filters: Filters, today: date) -> Iterator[Case]:
    """Yield what the filters keep, page after page, `MOST_EXPORTED` at most."""
    after, given = None, 0
    while given < MOST_EXPORTED:
        page = listed(actor, filters, today, after=after, size=MOST)
        yield from page.items
        given += len(page.items)
        after = page.next
        if after is None:
            return


def counts(actor: Actor, today: date) -> dict[str, int]:
    """Return how many open cases there are of each standing, and how many have a day to keep."""
    rows = policies.visible(actor, Case.objects.filter(standing__in=sorted(OPEN)))
    counted = {row["standing"]: row["n"] for row in rows.order_by().values("standing").annotate(n=Count("pk"))}
    return {
        "clue": counted.get(Standing.CLUE, 0),
        "inquiry": counted.get(Standing.INQUIRY, 0),
        "told": counted.get(Standing.TOLD, 0),
        "decided": counted.get(Standing.DECIDED, 0),
        "served": counted.get(Standing.SERVED, 0),
        "due": rows.filter(next_due_on__lte=today).count(),
    }


def case_for(actor: Actor, case_id: UUID) -> Case:
    """
    Return a case the actor may see.

    :raises NotFound: if there is none, or it is outside the actor's scope
    :raises Forbidden: if the actor supervises, and no look at the case as it stands is kept
    """
    rows = Case.objects.select_related(*RELATED, "lead", "district").defer(*SHAPES, "district__geometry")
    case = policies.visible(actor, rows.annotate(**beside())).filter(pk=case_id).first()
    if case is None:
        raise NotFound(policies.NO_CASE)
    policies.require_kept_look(actor, case)
    return case


def of_lead(actor: Actor, lead_id: UUID) -> list[Case]:
    """Return the cases that began with a lead."""
    return list(policies.visible(actor, Case.objects.filter(lead_id=lead_id)).order_by("-id"))
