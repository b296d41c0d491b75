"""期限看板: running limits by level and day; a page costs a fixed number of statements, each by an index of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.board import Group, Reach, group_of
from tongpan.cases.domain.duties import holders, named_for, post_named, role_of
from tongpan.cases.models import CaseLimit, CaseParty
from tongpan.cases.queries.levels import DUTY, BoardFilters, level, reaches
from tongpan.cases.queries.reminders import posts_in
from tongpan.kernel.clock import date_of
from tongpan.kernel.paging import Page, keyset_of_any
from tongpan.law.facts import Assignment, Recusal
from tongpan.law.period import Kind
from tongpan.ui.timetext import limit_text

__all__ = ["BoardFilters", "BoardRow", "board", "counts", "everything", "left", "own_duties", "reaches", "shown"]

PAGE: Final = 50
COUNTED: Final = 999
"""how far a group is counted: more is said to be more"""
MOST_EXPORTED: Final = 10_000
RELATED: Final = ("case", "case__town", "case__team", "case__body")
SHOWN: Final = (
    *(field.attname for field in CaseLimit._meta.concrete_fields), "case__number", "case__title", "case__domain",
    "case__town__name", "case__team__name", "case__body__name",
)  # fmt: skip
Posts = tuple[list[Assignment], list[Recusal]]


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One running limit as the board shows it: what ends, whom it concerns (hidden names), whose it is to act."""

    limit: CaseLimit
    what: str
    whom: str
    post: str
    people: str
    group: Group

    @property
    def duty(self) -> bool:
        """Whether it binds the organ: only then is anybody late."""
        return self.limit.kind == DUTY

    @property
    def kind(self) -> str:
        """Whom it binds, in a word."""
        return {"MUST_BY": "应办", "RIGHT_UNTIL": "当事人权利", "NOT_BEFORE": "期满后方可"}[self.limit.kind]


def board(
    actor: Actor, filters: BoardFilters, today: date, *, after: str | None = None, size: int = PAGE
) -> Page[CaseLimit]:
    """
    Return one page of the running limits that the actor may see at a level and the filters keep.

    Its keys come from the indexes alone; what is shown is read for the page.

    :raises Forbidden: if the level is not open to the actor
    :raises Invalid: if `after` is no token of this list
    """
    chosen = level(actor, filters)
    key = chosen.key
    order: tuple[str, ...] = ("act_by", key)
    if filters.group == Group.UNDATED:
        order = (key,)
    elif filters.group == Group.ENDED:
        order = ("-act_by", f"-{key}")
    parts = [rows.only("act_by", key) for rows in chosen.parts(today)]
    found: Page[Any] = keyset_of_any(parts, order=order, after=after, size=size)
    keys = [getattr(one, key) for one in found.items]
    whole = CaseLimit.objects.select_related(*RELATED).only(*SHOWN).in_bulk(keys)
    return Page([whole[one] for one in keys if one in whole], found.next)


def own_duties(actor: Actor, today: date, *, size: int) -> list[BoardRow]:
    """Return what has to be done by a day in the actor's own cases, what is due first in front; none without cases."""
    if not actor.can(policies.VIEW) or Reach.MINE not in reaches(actor):
        return []
    return shown(board(actor, BoardFilters(reach=Reach.MINE, kind=DUTY), today, size=size).items, today)


def counts(actor: Actor, filters: BoardFilters, today: date) -> dict[Group, int]:
    """Return how many there are in each group, up to one more than `COUNTED`, where the counting ends."""
    chosen = level(actor, filters)
    return {group: min(_count(chosen.group(group, today)), COUNTED + 1) for group in Group}


def shown(limits: Iterable[CaseLimit], today: date) -> list[BoardRow]:
    """Return limits as rows, with whom they concern and whose it is to act; two statements for all."""
    found = list(limits)
    keys = {limit.case_id for limit in found}
    names = _names(found)
    posts = posts_in(keys)
    return [_row(limit, names, posts[limit.case_id], today) for limit in found]


def everything(actor: Actor, filters: BoardFilters, today: date) -> Iterator[BoardRow]:
    """Yield what the filters keep, page after page, `MOST_EXPORTED` at most."""
    after, given = None, 0
    while given < MOST_EXPORTED:
        found = board(actor, filters, today, after=after, size=200)
        yield from shown(found.items, today)
        given += len(found.items)
        after = found.next
        if after is None:
            return


def left(row: BoardRow, now: datetime) -> str:
    """Return how long is left, in working days; a right or a waiting period is never late, it is over."""
    if row.limit.act_by is None:
        return ""
    if row.limit.act_by < date_of(now) and not row.duty:
        return "已经届满"
    return limit_text(row.limit.act_by, now).words


def _count(parts: Iterable[QuerySet[Any]]) -> int:
    return sum(rows[: COUNTED + 1].count() for rows in parts)


def _names(limits: Iterable[CaseLimit]) -> Mapping[tuple[UUID, str], str]:
    keys = {limit.case_id for limit in limits if limit.party}
    return {(one.case_id, one.handle): one.name_masked for one in CaseParty.objects.filter(case_id__in=keys)}


def _row(limit: CaseLimit, names: Mapping[tuple[UUID, str], str], posts: Posts, today: date) -> BoardRow:
    duty = limit.kind == DUTY
    people = holders(*posts, role_of(limit.rule)) if limit.kind != Kind.RIGHT_UNTIL.value else []
    return BoardRow(
        limit=limit,
        what=named_for(limit.rule, limit.ref),
        whom=names.get((limit.case_id, limit.party), limit.party),
        post=post_named(limit.rule, limit.kind),
        people="、".join(people[:3]) + ("等" if len(people) > 3 else ""),
        group=group_of(limit.act_by, duty=duty, today=today),
    )
