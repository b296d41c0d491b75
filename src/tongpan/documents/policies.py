"""Who puts an organ's seal on, and who keeps the register of seals; documents are opened by the feature above."""

from uuid import UUID

from django.db.models import QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.documents.models import Document
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission


def bodies_of(actor: Actor) -> frozenset[UUID]:
    """Return the organs whose seals are the actor's business: the own, never all of a place."""
    own = {held.agency_id for held in actor.held if held.agency_id is not None}
    return frozenset(own | ({actor.agency_id} if actor.agency_id is not None else set())) | actor.scope.bodies


def require_sealer(actor: Actor, issuer_id: UUID | None = None) -> None:
    """
    Let pass who puts seals on, of the organ named.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.DOCUMENTS_SEAL):
        raise Forbidden("用印由机关的印章管理人员和负责人办理", code=str(Permission.DOCUMENTS_SEAL))
    if issuer_id is not None and issuer_id not in bodies_of(actor):
        raise Forbidden("只能使用本机关的印章", code="documents.seal.other")


def require_keeper(actor: Actor) -> None:
    """
    Let pass who registers seals and gives them up.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.DOCUMENTS_SEALS):
        raise Forbidden("印章由机关负责人或者办公室主任登记", code=str(Permission.DOCUMENTS_SEALS))


def of_organs(actor: Actor, rows: QuerySet[Document]) -> QuerySet[Document]:
    """Return the documents that went out, or are to go out, in the name of the actor's organs: to be counted."""
    return rows.filter(issuer_id__in=bodies_of(actor)) if actor.can(Permission.DOCUMENTS_SEAL) else rows.none()


def to_be_sealed(actor: Actor, rows: QuerySet[Document]) -> QuerySet[Document]:
    """Return the documents whose seal the actor may put on, and may therefore read."""
    if not actor.can(Permission.DOCUMENTS_SEAL):
        return rows.none()
    return rows.filter(issuer_id__in=bodies_of(actor))
