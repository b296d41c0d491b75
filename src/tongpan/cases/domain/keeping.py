"""财务: who keeps an organ's money, and how far that reaches: the organ, whoever handles the case."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission


def keeps_money(actor: Actor) -> bool:
    """Tell whether somebody keeps an organ's money: receives cash, reconciles, returns."""
    return actor.can(Permission.CASES_FINANCE) and actor.officer_id is not None and actor.agency_id is not None


def require_keeper(actor: Actor) -> UUID:
    """
    Let an actor pass who keeps an organ's money; return the organ.

    :raises Forbidden: otherwise
    """
    if not keeps_money(actor) or actor.agency_id is None:
        raise Forbidden("收款、对账和退款由本机关的财务人员办理", code=str(Permission.CASES_FINANCE))
    return actor.agency_id


def require_keeps(actor: Actor, case: Any) -> None:
    """
    Let an actor pass who keeps the money of a case's organ.

    :raises NotFound: otherwise
    """
    if not keeps_money(actor) or case.body_id not in actor.scope.bodies:
        raise NotFound("没有找到这个案件，或者不是您所在机关的；请从“财务对账”进入")


def visible_money(actor: Actor, rows: QuerySet[Any]) -> QuerySet[Any]:
    """Return what concerns the money of the organ that the actor keeps."""
    if not keeps_money(actor):
        return rows.none()
    return rows.filter(body_id__in=actor.scope.bodies)
