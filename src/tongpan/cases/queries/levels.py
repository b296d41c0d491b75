"""
层级: which rows of the board belong to a level, and by which index each part of a list is read.

A place is asked for by "=", kind by kind: then its index gives the order of the days, and what is filtered by stands in
it too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.domain.board import Group, Reach, week_end
from tongpan.cases.domain.duties import RULES, kind_of
from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.models import CaseLimit, PersonLimit
from tongpan.kernel.errors import Forbidden
from tongpan.law.period import Kind

DUTY: Final = Kind.MUST_BY.value
KINDS: Final = tuple(kind.value for kind in Kind)
COLUMNS: Final = {Reach.TOWN: "town_id", Reach.BODY: "body_id", Reach.DISTRICT: "district_id"}


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
class Level:
    """The rows of a level that the filters of place, field and rule keep: a queryset for each of its places."""

    places: list[QuerySet[Any]]
    key: str
    """the column that names the limit"""
    wide: bool
    """a whole district: there rules, and what waits for a notice, have indexes of their own"""
    filters: BoardFilters

    def parts(self, today: date) -> list[QuerySet[Any]]:
        """Return what is shown, in parts of which each has its order by an index."""
        group = self.filters.group
        return [
            rows.filter(condition, _days(kind, group, today))
            for rows in self.places
            for condition, kind in self._by_kind(group)
        ]

    def group(self, group: Group, today: date) -> list[QuerySet[Any]]:
        """Return what stands in one group, to be counted: a queryset for each place, none if nothing can."""
        kinds = _kinds(self.filters, group)
        if not kinds:
            return []
        days = _days("", group, today)
        if self._apart(group):  # the order names the index: without it all of the district would be gone through
            return [rows.filter(_other_than(kinds), days).order_by("act_by", self.key) for rows in self.places]
        return [rows.filter(days, kind__in=kinds) for rows in self.places]

    def _by_kind(self, group: str) -> list[tuple[Q, str]]:
        kinds = _kinds(self.filters, group)
        if self._apart(group):
            return [(_other_than(kinds), kinds[0])] if kinds else []
        return [(Q(kind=kind), kind) for kind in kinds]

    def _apart(self, group: str) -> bool:
        """Whether an index that does not begin by kind gives the order: then no "=" may lead away from it."""
        return self.wide and bool(self.filters.rule or group == Group.WAITING)


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


def level(actor: Actor, filters: BoardFilters) -> Level:
    """
    Return the rows of the chosen level.

    :raises Forbidden: if the level is not open to the actor
    """
    if filters.reach not in reaches(actor):
        raise Forbidden(f"您的岗位没有“{filters.reach.label}”这一层的期限；请从“期限”页选择层级", code="cases.limits")
    own = filters.reach is Reach.MINE
    chosen = Q()
    if filters.rule:
        chosen &= Q(rule=filters.rule)
    if filters.domain:
        chosen &= Q(domain=filters.domain)
    if filters.town_id is not None:
        chosen &= Q(limit__town_id=filters.town_id) if own else Q(town_id=filters.town_id)
    wide = filters.reach is Reach.DISTRICT and filters.town_id is None
    places = [rows.filter(chosen) for rows in _places(actor, filters)]
    return Level(places, "limit_id" if own else "id", wide, filters)


def _places(actor: Actor, filters: BoardFilters) -> Iterable[QuerySet[Any]]:
    """Return the rows of each place of a level; each is a part of what the actor may see at all (`policies`)."""
    if filters.reach is Reach.MINE:
        return [policies.named_limits(actor, PersonLimit.objects.all())]
    scope, rows = actor.scope, CaseLimit.objects.all()
    if not actor.can(policies.VIEW):
        return [rows.none()]
    if filters.reach is Reach.TEAM:
        return [_of_team(actor, team_id, rows.filter(team_id=team_id)) for team_id in sorted(actor.team_ids)]
    if filters.reach is Reach.DISTRICT and scope.everything:
        return [rows]
    mine = {Reach.TOWN: scope.towns, Reach.BODY: scope.bodies, Reach.DISTRICT: scope.districts}[filters.reach]
    column = COLUMNS[filters.reach]
    if filters.reach is Reach.DISTRICT and filters.town_id is not None:
        # the index of the town is to be read: a range of one district takes no index away from it
        return [rows.filter(**{f"{column}__range": (place, place)}) for place in sorted(mine)]
    return [rows.filter(**{column: place}) for place in sorted(mine)]


def _of_team(actor: Actor, team_id: UUID, rows: QuerySet[CaseLimit]) -> QuerySet[CaseLimit]:
    return rows if team_id in actor.scope.teams else policies.visible_limits(actor, rows)


def _kinds(filters: BoardFilters, group: str) -> tuple[str, ...]:
    """Return the kinds that can stand in a group under the filters; a rule is of one kind."""
    kinds = (filters.kind,) if filters.kind in KINDS else KINDS
    if filters.rule:
        bound = kind_of(filters.rule) if filters.rule in RULES or filters.rule in OWN else ""
        kinds = tuple(kind for kind in kinds if kind == bound)
    if group == Group.OVERDUE:
        return tuple(kind for kind in kinds if kind == DUTY)
    if group == Group.ENDED:
        return tuple(kind for kind in kinds if kind != DUTY)
    return kinds


def _other_than(kinds: tuple[str, ...]) -> Q:
    """Return a condition on the kind that no index is chosen for."""
    rest = [kind for kind in KINDS if kind not in kinds]
    return ~Q(kind__in=rest) if rest else Q()


def _days(kind: str, group: str, today: date) -> Q:
    """Return the days of a group; without one those that still run, and of duties also those that are over."""
    sunday = week_end(today)
    if not group:
        return Q(act_by__isnull=False) if kind == DUTY else Q(act_by__gte=today)
    return {
        Group.OVERDUE: Q(act_by__lt=today),
        Group.ENDED: Q(act_by__lt=today),
        Group.TODAY: Q(act_by=today),
        Group.WEEK: Q(act_by__gt=today, act_by__lte=sunday),
        Group.LATER: Q(act_by__gt=sunday),
        Group.WAITING: Q(awaiting_year__isnull=False, act_by__isnull=False),
        Group.UNDATED: Q(act_by__isnull=True),
    }[Group(group)]
