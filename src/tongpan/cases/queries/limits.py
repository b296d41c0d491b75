"""期限看板: running limits by level and day; a page costs a fixed number of statements, each by an index of its own."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.board import Group, Reach, group_of, week_end
from tongpan.cases.domain.duties import holders, kind_of, named, post_named, role_of
from tongpan.cases.models import CaseLimit, CaseParty
from tongpan.cases.queries.reminders import posts_in
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.paging import Page, keyset, keyset_of_any
from tongpan.law.facts import Assignment, Recusal
from tongpan.law.period import Kind
from tongpan.ui.timetext import limit_text

PAGE: Final = 50
COUNTED: Final = 999
"""how far a group is counted: more is said to be more"""
MOST_EXPORTED: Final = 10_000
DUTY: Final = Kind.MUST_BY.value
KINDS: Final = tuple(kind.value for kind in Kind)
RELATED: Final = ("case", "case__town", "case__team", "case__body")
SHOWN: Final = (
    *(field.attname for field in CaseLimit._meta.concrete_fields), "case__number", "case__title", "case__domain",
    "case__town__name", "case__team__name", "case__body__name",
)  # fmt: skip
Posts = tuple[list[Assignment], list[Recusal]]
BY_DAY, LATEST, BY_KEY = ("act_by", "id"), ("-act_by", "-id"), ("id",)


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardFilters:
    """What is chosen on the board. Empty means: not filtered; without a group, all that runs by its day."""

    reach: Reach
    group: str = ""
    rule: str = ""
    kind: str = ""
    domain: str = ""
    town_id: UUID | None = None


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


def reaches(actor: Actor) -> list[Reach]:
    """Return the levels at which an actor may look, the nearest first."""
    scope = actor.scope
    found = {
        Reach.MINE: actor.officer_id is not None,
        Reach.TEAM: bool(actor.team_ids),
        Reach.TOWN: bool(scope.towns),
        Reach.BODY: bool(scope.bodies),
        Reach.DISTRICT: bool(scope.districts) or scope.everything,
    }
    return [reach for reach, open_ in found.items() if open_]


def board(
    actor: Actor, filters: BoardFilters, today: date, *, after: str | None = None, size: int = PAGE
) -> Page[CaseLimit]:
    """
    Return one page of the running limits that the actor may see at a level and the filters keep.

    Its keys come from the indexes alone; what is shown is read for the page.

    :raises Forbidden: if the level is not open to the actor
    :raises Invalid: if `after` is no token of this list
    """
    rows = _kept(actor, filters).only("act_by")
    order = {Group.UNDATED: BY_KEY, Group.ENDED: LATEST}.get(Group(filters.group), BY_DAY) if filters.group else BY_DAY
    if filters.reach is Reach.MINE or filters.rule or filters.group in (Group.WAITING, Group.UNDATED):
        found = keyset(rows.filter(_within(filters, today)), order=order, after=after, size=size)
    else:  # each kind by its own index: joined by "or" they would be sorted whole
        parts = [rows.filter(_of_kind(kind, filters.group, today), kind=kind) for kind in _kinds(filters)]
        found = keyset_of_any(parts, order=order, after=after, size=size)
    whole = CaseLimit.objects.select_related(*RELATED).only(*SHOWN).in_bulk([one.pk for one in found.items])
    return Page([whole[one.pk] for one in found.items if one.pk in whole], found.next)


def own_duties(actor: Actor, today: date, *, size: int) -> list[BoardRow]:
    """Return what has to be done by a day in the actor's own cases, what is due first in front; none without cases."""
    if not actor.can(policies.VIEW) or Reach.MINE not in reaches(actor):
        return []
    return shown(board(actor, BoardFilters(reach=Reach.MINE, kind=DUTY), today, size=size).items, today)


def counts(actor: Actor, filters: BoardFilters, today: date) -> dict[Group, int]:
    """
    Return how many there are in each group, up to one more than `COUNTED`.

    One statement for each group, which ends when enough are counted; one alone for the cases of a person. What waits
    for a notice is counted where an index holds it apart: in the whole of a district, and among a person's.
    """
    rows = _kept(actor, filters).order_by()
    if filters.reach is Reach.MINE:
        wanted = {group.name: Count("pk", filter=_in_group(group, filters, today)) for group in Group}
        found = rows.aggregate(**wanted)
        return {group: min(found[group.name], COUNTED + 1) for group in Group}
    chosen = filters.kind or filters.rule or filters.domain or filters.town_id is not None
    apart = filters.reach is Reach.DISTRICT and not chosen
    groups = [group for group in Group if group is not Group.WAITING or apart]
    return {group: rows.filter(_in_group(group, filters, today))[: COUNTED + 1].count() for group in groups}


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


def _kept(actor: Actor, filters: BoardFilters) -> QuerySet[CaseLimit]:
    if filters.reach not in reaches(actor):
        raise Forbidden(f"您的岗位没有“{filters.reach.label}”这一层的期限；请从“期限”页选择层级", code="cases.limits")
    rows = _at(actor, filters.reach)
    if filters.rule:
        rows = rows.filter(rule=filters.rule)
    if filters.domain:
        rows = rows.filter(domain=filters.domain)
    return rows.filter(town_id=filters.town_id) if filters.town_id is not None else rows


def _at(actor: Actor, reach: Reach) -> QuerySet[CaseLimit]:
    """Return the limits of one level; each is a part of what the actor may see at all (`policies`)."""
    scope, rows = actor.scope, CaseLimit.objects.all()
    if reach is Reach.MINE:
        return policies.named_limits(actor, rows)
    if not actor.can(policies.VIEW):
        return rows.none()
    if reach is Reach.TEAM:
        mine = actor.team_ids & scope.teams
        if mine == actor.team_ids:
            return rows.filter(team_id__in=sorted(mine))
        return policies.visible_limits(actor, rows.filter(team_id__in=sorted(actor.team_ids)))
    column = {Reach.TOWN: "town_id", Reach.BODY: "body_id", Reach.DISTRICT: "district_id"}[reach]
    mine = {Reach.TOWN: scope.towns, Reach.BODY: scope.bodies, Reach.DISTRICT: scope.districts}[reach]
    if reach is Reach.DISTRICT and scope.everything:
        return rows
    # one place alone is asked for by "=": then its index gives the order too
    return (
        rows.filter(**{column: next(iter(mine))}) if len(mine) == 1 else rows.filter(**{f"{column}__in": sorted(mine)})
    )


def _kinds(filters: BoardFilters) -> tuple[str, ...]:
    kinds = (filters.kind,) if filters.kind in KINDS else KINDS
    if filters.group == Group.OVERDUE:
        return tuple(kind for kind in kinds if kind == DUTY)
    if filters.group == Group.ENDED:
        return tuple(kind for kind in kinds if kind != DUTY)
    return kinds


def _within(filters: BoardFilters, today: date) -> Q:
    """What is shown, as one condition."""
    if filters.group:
        return _in_group(Group(filters.group), filters, today)
    kinds = _kinds(filters)
    running = Q(act_by__gte=today)
    if filters.rule and (kind := kind_of(filters.rule)):
        wanted = Q(act_by__isnull=False) if kind == DUTY else running
        return wanted if kind in kinds else Q(pk__in=[])
    late = Q(kind=DUTY, act_by__isnull=False) if DUTY in kinds else Q(pk__in=[])
    rest = [kind for kind in kinds if kind != DUTY]
    return late | (running & Q(kind__in=rest)) if rest else late


def _of_kind(kind: str, group: str, today: date) -> Q:
    if group:
        return _days(Group(group), today)
    return Q(act_by__isnull=False) if kind == DUTY else Q(act_by__gte=today)


def _in_group(group: Group, filters: BoardFilters, today: date) -> Q:
    kinds = _kinds(BoardFilters(reach=filters.reach, group=group, kind=filters.kind))
    days = _days(group, today)
    if filters.rule and (kind := kind_of(filters.rule)):  # then its index alone gives day and order
        return days if kind in kinds else Q(pk__in=[])
    if group is Group.WAITING and not filters.kind:
        return days
    return days & Q(kind__in=kinds)


def _days(group: Group, today: date) -> Q:
    sunday = week_end(today)
    return {
        Group.OVERDUE: Q(act_by__lt=today),
        Group.ENDED: Q(act_by__lt=today),
        Group.TODAY: Q(act_by=today),
        Group.WEEK: Q(act_by__gt=today, act_by__lte=sunday),
        Group.LATER: Q(act_by__gt=sunday),
        Group.WAITING: Q(awaiting_year__isnull=False, act_by__isnull=False),
        Group.UNDATED: Q(act_by__isnull=True),
    }[group]


def _names(limits: Iterable[CaseLimit]) -> Mapping[tuple[UUID, str], str]:
    keys = {limit.case_id for limit in limits if limit.party}
    return {(one.case_id, one.handle): one.name_masked for one in CaseParty.objects.filter(case_id__in=keys)}


def _row(limit: CaseLimit, names: Mapping[tuple[UUID, str], str], posts: Posts, today: date) -> BoardRow:
    duty = limit.kind == DUTY
    people = holders(*posts, role_of(limit.rule)) if limit.kind != Kind.RIGHT_UNTIL.value else []
    return BoardRow(
        limit=limit,
        what=named(limit.rule),
        whom=names.get((limit.case_id, limit.party), limit.party),
        post=post_named(limit.rule, limit.kind),
        people="、".join(people[:3]) + ("等" if len(people) > 3 else ""),
        group=group_of(limit.act_by, duty=duty, today=today),
    )
