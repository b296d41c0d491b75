"""人事事项: which towns a person is posted to, what waits for their opinion, and one plan with what was said."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.personnel import HEARD
from tongpan.agencies.domain.posts import HEADS, PostingMode
from tongpan.agencies.models import Appointment, PersonnelAction, Posting, TownOpinion
from tongpan.agencies.queries.recipients import holders
from tongpan.kernel.errors import NotFound
from tongpan.kernel.notify import Contact
from tongpan.kernel.paging import Page, keyset
from tongpan.places import queries as places
from tongpan.places.models import Place

NO_PLAN = "没有这件人事事项，或您无权查看；请从“人事事项”列表进入"


def concerned_towns(officer_id: UUID, on: date) -> list[Place]:
    """
    Return the towns to be heard about a person: those its squad is posted to; of a squad on call, for its heads alone.

    Source: 迎泽区各领域综合行政执法队副科级及以上领导干部考核办法、职级（等级）晋升工作方案, as the report tells them.
    """
    held = list(Appointment.objects.on(on).filter(officer_id=officer_id, team__isnull=False).values("team_id", "post"))
    teams = {row["team_id"] for row in held}
    heads = {row["team_id"] for row in held if row["post"] in HEADS}
    resident = Q(team_id__in=teams, mode=PostingMode.RESIDENT)
    rows = Posting.objects.on(on).filter(resident | Q(team_id__in=heads))
    found = places.places_in(sorted(set(rows.values_list("host_town_id", flat=True))))
    return sorted(found.values(), key=lambda town: town.code)


def towns_heard_by(actor: Actor) -> frozenset[UUID]:
    """Return the towns for which somebody speaks."""
    return frozenset(one.town_id for one in actor.held if one.post in HEARD and one.town_id is not None)


def opinions_asked(actor: Actor) -> QuerySet[TownOpinion]:
    """Return what waits for the opinion of the actor's towns."""
    return TownOpinion.objects.filter(
        town_id__in=sorted(towns_heard_by(actor)), given_at=None, action__done_at=None, action__dropped_at=None
    )


def waiting_opinions(actor: Actor) -> list[TownOpinion]:
    """Return what waits for the opinion of the actor's towns, oldest first."""
    found = opinions_asked(actor).select_related("action__officer", "town").defer("town__geometry")
    return list(found.order_by("action__asked_at", "id")) if towns_heard_by(actor) else []


def plans(actor: Actor, *, after: str | None = None, size: int = 50) -> Page[PersonnelAction]:
    """Return the plans of the county to its manager, newest first; to who speaks for a town, those it was asked on."""
    rows = PersonnelAction.objects.select_related("officer").prefetch_related("opinions__town")
    if policies.may_manage(actor, actor.district_id):
        rows = rows.filter(district_id=actor.district_id)
    else:
        asked = TownOpinion.objects.filter(town_id__in=sorted(towns_heard_by(actor))).values("action_id")
        rows = rows.filter(pk__in=asked)
    return keyset(rows, order=("-id",), after=after, size=size)


def plan_for(actor: Actor, action_id: UUID) -> PersonnelAction:
    """
    Return a plan to the county's manager, or to who speaks for a town that was asked.

    :raises NotFound: otherwise
    """
    found = PersonnelAction.objects.select_related("officer").filter(pk=action_id).first()
    if found is None:
        raise NotFound(NO_PLAN)
    asked = set(found.opinions.values_list("town_id", flat=True))
    if not policies.may_manage(actor, found.district_id) and not asked & towns_heard_by(actor):
        raise NotFound(NO_PLAN)
    return found


def carried_out(officer_id: UUID, post: str, towns: Iterable[Place]) -> PersonnelAction | None:
    """Return the plan to appoint somebody to a post that these towns were heard on, carried out and not used yet."""
    rows = PersonnelAction.objects.filter(officer_id=officer_id, post=post, done_at__isnull=False, appointment=None)
    wanted = {town.pk for town in towns}
    for plan in rows.prefetch_related("opinions").order_by("-done_at"):
        if wanted <= {one.town_id for one in plan.opinions.all() if one.given_at is not None}:
            return plan
    return None


def heads_of(town_ids: Iterable[UUID], on: date) -> list[Contact]:
    """Return who speaks for some towns, all of them, to be told."""
    rows = Appointment.objects.on(on).filter(town_id__in=list(town_ids), post__in=[str(post) for post in HEARD])
    return holders(rows, at_most=None)
