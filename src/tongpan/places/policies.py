"""Who may change places. Reading them is open to everybody who is signed in."""

from typing import Protocol
from uuid import UUID

from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import Scope
from tongpan.places.models import Place


class Keeper(Protocol):
    """What this feature needs to know of an actor."""

    @property
    def permissions(self) -> frozenset[Permission]: ...

    @property
    def scope(self) -> Scope: ...

    @property
    def district_id(self) -> UUID | None: ...

    @property
    def label(self) -> str: ...


def may_manage(actor: Keeper, place: Place) -> bool:
    """
    Tell whether the actor keeps the places of this county.

    A system manager sees no business, so their scope is empty; the district they belong to is theirs to keep.
    """
    if Permission.PLACES_MANAGE not in actor.permissions or place.county_id is None:
        return actor.scope.everything and Permission.PLACES_MANAGE in actor.permissions
    return actor.scope.everything or place.county_id in actor.scope.districts or place.county_id == actor.district_id


def require_manage(actor: Keeper, place: Place) -> None:
    """
    Let only a keeper of this county pass.

    :raises Forbidden: otherwise
    """
    if not may_manage(actor, place):
        raise Forbidden("您没有维护该地点的权限，请联系本县（市、区）系统管理员", code="places.manage.forbidden")
