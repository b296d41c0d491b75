"""Who may do what in dispatch. Which post reaches how far stands in ``agencies`` (M013)."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch.models import Assignment
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission

Row = TypeVar("Row", bound=Model)

_REFUSALS = {
    Permission.DISPATCH_ASSIGN: "交办由镇街值守台、队长或区级调度台办理；请联系值守台",
    Permission.DISPATCH_SIGN: "只有责任队伍的执法人员可以签收；协管员不能代签",
    Permission.DISPATCH_RETURN: "只有责任队伍可以退回",
    Permission.DISPATCH_CLOSE: "核查办结由值守台办理",
    Permission.DISPATCH_URGE: "催办由值守台或负责人发出",
    Permission.DISPATCH_SUPERVISE: "督办由区级调度台发出",
    Permission.DISPATCH_DISPUTE: "职责争议由责任队伍、部门联络员或值守台提出",
    Permission.DISPATCH_SETTLE: "职责争议由区级调度台裁定",
    Permission.DISPATCH_JOINT: "联合处置由值守台或区级调度台发起",
    Permission.DISPATCH_LIAISE: "这一步由部门联络员办理",
    Permission.LEADS_HANDLE: "只有责任队伍的执法人员可以办理；协管员可协助，不能代为办理",
}


def visible(actor: Actor, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return the orders, urges, disputes or transfers the actor may know of."""
    if not actor.can(Permission.DISPATCH_VIEW):
        return rows.none()
    return rows.filter(actor.scope.q())


def require(actor: Actor, row: Model, permission: Permission) -> None:
    """
    Let an actor pass who may do this with this order (urge, dispute, transfer).

    :raises NotFound: if the actor may not know of it
    :raises Forbidden: if the actor may know of it, but not do this
    """
    if not actor.can(Permission.DISPATCH_VIEW) or not actor.scope.covers(row):
        raise NotFound
    if not actor.can(permission):
        raise Forbidden(_REFUSALS.get(permission, "您的岗位不能这样办理"), code=str(permission))


def require_own_order(actor: Actor, assignment: Assignment, permission: Permission) -> None:
    """
    Let an actor pass whose team (or body) the order is for.

    :raises NotFound: if the actor may not know of it
    :raises Forbidden: if it is another team's
    """
    require(actor, assignment, permission)
    ours = assignment.team_id in actor.team_ids or (
        assignment.body_id is not None and assignment.body_id in actor.scope.bodies
    )
    if not ours:
        raise Forbidden("这张交办单属于其他队伍；请由责任队伍办理，或由值守台改派", code="assignment.other_team")
