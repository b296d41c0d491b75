"""Who keeps property: the keeper's list has its own permission; files and evidence are opened by the feature above."""

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.evidence.models import PropertyItem
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission


def visible(actor: Actor, rows: QuerySet[PropertyItem]) -> QuerySet[PropertyItem]:
    """Return the property in the actor's places and bodies."""
    if not actor.can(Permission.EVIDENCE_KEEP):
        return rows.none()
    return rows.filter(actor.scope.q(participants=False))


def require_keeper(actor: Actor) -> None:
    """
    Let pass who keeps property.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.EVIDENCE_KEEP):
        raise Forbidden("涉案财物台账由保管人员和负责人查看", code=str(Permission.EVIDENCE_KEEP))


def may_override(actor: Actor) -> bool:
    """Tell whether a keeper goes on past a derived rule with a stated reason: one who leads."""
    return actor.can(Permission.EVIDENCE_KEEP) and actor.can(Permission.CASES_STAFF)
