"""Who may change the lists."""

from collections.abc import Iterable
from uuid import UUID

from tongpan.agencies.policies import Actor
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import Scope
from tongpan.powers.models import Grant, ListProposal

_WHO = {
    Permission.POWERS_PROPOSE: "清单管理员或部门联络员",
    Permission.POWERS_NEGOTIATE: "有关部门联络员或镇街负责人",
    Permission.POWERS_CHECK: "清单合法性审核员",
    Permission.POWERS_PUBLISH: "清单管理员",
    Permission.POWERS_RECALL: "清单管理员或划出部门",
    Permission.POWERS_VIEW: "本区县工作人员",
}
ALL = frozenset(_WHO)


def system_actor(label: str) -> Actor:
    """Return the actor on whose behalf a command line works."""
    everywhere = Scope(
        districts=frozenset(), towns=frozenset(), bodies=frozenset(), teams=frozenset(), person=None, everything=True
    )
    return Actor(officer_id=None, name="系统", permissions=ALL, scope=everywhere, label=label)


def within(actor: Actor, district_id: UUID | None) -> bool:
    """Tell whether a district is the actor's own."""
    if actor.scope.everything:
        return True
    return district_id is not None and (actor.district_id == district_id or district_id in actor.scope.districts)


def check(actor: Actor, permission: Permission, district_id: UUID | None) -> None:
    """
    Let an actor pass who has a permission in a district.

    :raises Forbidden: otherwise
    """
    if not actor.can(permission):
        raise Forbidden(f"您没有办理这一步的权限，请由{_WHO[permission]}办理")
    if not within(actor, district_id):
        raise Forbidden("这不是您所在区县的清单，请联系该区县的清单管理员")


def may(actor: Actor, permission: Permission, district_id: UUID | None) -> bool:
    """Tell whether an actor has a permission in a district."""
    return actor.can(permission) and within(actor, district_id)


def may_staff(actor: Actor, district_id: UUID | None) -> bool:
    """Tell whether an actor says what became of the people: who keeps the list, or the people, of the county."""
    keeps = actor.can(Permission.POWERS_PUBLISH) or actor.can(Permission.AGENCIES_MANAGE)
    return keeps and within(actor, district_id)


def check_staffing(actor: Actor, district_id: UUID | None) -> None:
    """
    Let an actor pass who keeps the list or the people of a county.

    :raises Forbidden: otherwise
    """
    if not may_staff(actor, district_id):
        raise Forbidden("人员随事划转由本区县的清单管理员或系统管理员登记")


def check_speak_for(actor: Actor, body_id: UUID, district_id: UUID) -> None:
    """
    Let an actor pass who may give an opinion for a body: their own.

    :raises Forbidden: otherwise
    """
    check(actor, Permission.POWERS_NEGOTIATE, district_id)
    if not _stands_for(actor, body_id):
        raise Forbidden("只能代表本单位发表意见，请由该单位的联络员或负责人办理")


def check_legal(actor: Actor, proposal: ListProposal) -> None:
    """
    Let an actor pass who checks what others wrote.

    :raises Forbidden: if the actor has not the permission, or proposed or reasoned it
    """
    check(actor, Permission.POWERS_CHECK, proposal.district_id)
    if actor.label in (proposal.created_by, proposal.reasoned_by):
        raise Forbidden("合法性审核须由提出人、论证人以外的人办理，请转其他审核员")


def check_recall(actor: Actor, grant: Grant, district_id: UUID | None) -> None:
    """
    Let an actor pass who may take a power back: the list's manager, or the body it came from.

    :raises Forbidden: otherwise
    """
    check(actor, Permission.POWERS_RECALL, district_id)
    givers = {item for item in (grant.grantor_id, grant.principal_id) if item is not None}
    if not actor.can(Permission.POWERS_PUBLISH) and not _stands_for(actor, *givers):
        raise Forbidden("部门只能收回自己划出的职权；其他事项请由清单管理员办理")


def _stands_for(actor: Actor, *body_ids: UUID) -> bool:
    return actor.scope.everything or bool(({actor.agency_id} | actor.scope.bodies) & set(body_ids))


def missing_permissions(actor: Actor, permissions: Iterable[Permission]) -> list[str]:
    """Return who else does what the actor may not, for a page that explains."""
    return [_WHO[item] for item in permissions if not actor.can(item)]


def may_benchmarks(actor: Actor, district_id: UUID | None) -> bool:
    """Tell whether an actor enters and publishes benchmarks and the like: who keeps the list, or checks it."""
    keeps = actor.can(Permission.POWERS_PUBLISH) or actor.can(Permission.POWERS_CHECK)
    return keeps and within(actor, district_id)


def check_benchmarks(actor: Actor, district_id: UUID | None, what: str) -> None:
    """
    Let an actor pass who enters and publishes benchmarks and the like; `what` is what it is called.

    :raises Forbidden: otherwise
    """
    if not may_benchmarks(actor, district_id):
        raise Forbidden(f"{what}由本区县的清单管理员或者合法性审核员录入、核对和公布；要登记、修改的请联系他们")
