"""财务: who keeps an organ's money, and how far that reaches: the organ, whoever handles the case."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission


def kept_bodies(actor: Actor) -> tuple[UUID, ...]:
    """Return the organs whose money somebody keeps: those of the post of cashier, whatever other posts reach."""
    if not actor.can(Permission.CASES_FINANCE) or actor.officer_id is None:
        return ()
    return tuple(held.agency_id for held in actor.held if held.post is Post.CASHIER and held.agency_id is not None)


def keeps_money(actor: Actor) -> bool:
    """Tell whether somebody keeps an organ's money: receives cash, reconciles, returns."""
    return bool(kept_bodies(actor))


def keeps(actor: Actor, body_id: UUID) -> bool:
    """Tell whether somebody keeps the money of one organ."""
    return body_id in kept_bodies(actor)


def require_keeper(actor: Actor) -> UUID:
    """
    Let an actor pass who keeps an organ's money; return the organ.

    :raises Forbidden: otherwise
    """
    bodies = kept_bodies(actor)
    if not bodies:
        raise Forbidden("收款、对账和退款由本机关的财务人员办理", code=str(Permission.CASES_FINANCE))
    return bodies[0]


def require_keeps(actor: Actor, body_id: UUID) -> None:
    """
    Let an actor pass who keeps the money of an organ.

    :raises NotFound: otherwise
    """
    if not keeps(actor, body_id):
        raise NotFound("没有找到这个案件，或者不是您所在机关的；请从“财务对账”进入")


def visible_money(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return what concerns the money of the organ that the actor keeps."""
    return rows.filter(body_id__in=kept_bodies(actor))
