"""Who may do what in dispatch. Which post reaches how far stands in ``agencies`` (M013)."""

from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.policies import may_dispatch
from tongpan.dispatch.models import Assignment, JointMember, JointOperation, Transfer
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies as lead_policies
from tongpan.leads.models import Lead

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


def require_dispatcher(actor: Actor, lead: Lead) -> None:
    """
    Let an actor pass who may send a lead on at all; how far the post reaches is for ``check_dispatch`` (M013).

    :raises NotFound: if the actor may not know of the lead
    :raises Forbidden: if the actor may know of it, but does not dispatch
    """
    if not lead_policies.may_see(actor, lead):
        raise NotFound
    if not may_send_on(actor, lead):
        raise Forbidden(_REFUSALS[Permission.DISPATCH_ASSIGN], code=str(Permission.LEADS_ASSIGN))


def may_send_on(actor: Actor, lead: Lead) -> bool:
    """Tell whether an actor sends leads such as this one on: the desk, or the head of the team it is with."""
    permitted = actor.can(Permission.LEADS_ASSIGN) or actor.can(Permission.DISPATCH_ASSIGN)
    return permitted and actor.scope.covers(lead)


def require_over_order(actor: Actor, order: Assignment) -> None:
    """
    Let an actor pass who directs the team of an order: its desk, or the head of the team itself.

    :raises NotFound: if the actor may not know of it
    :raises Forbidden: otherwise
    """
    require(actor, order, Permission.DISPATCH_ASSIGN)
    reach = {"district_id": order.district_id, "town_id": order.town_id, "team_id": order.team_id}
    if not may_dispatch(actor, Act.REASSIGN, **reach) and not _of_body(actor, order):
        raise Forbidden(_REFUSALS[Permission.DISPATCH_ASSIGN], code=str(Permission.DISPATCH_ASSIGN))


def _of_body(actor: Actor, order: Assignment) -> bool:
    return order.body_id is not None and order.body_id in actor.scope.bodies


def is_own_order(actor: Actor, order: Assignment) -> bool:
    """Tell whether an order is for the actor's team, or for the department the actor speaks for."""
    return order.team_id in actor.team_ids or _of_body(actor, order)


def may_transfer(actor: Actor, lead: Lead) -> bool:
    """Tell whether an actor may hand a lead to another body: its desk, or the officers of the team it is with."""
    if not actor.scope.covers(lead):
        return False
    return actor.can(Permission.LEADS_ASSIGN) or (
        actor.can(Permission.LEADS_HANDLE) and lead.team_id is not None and lead.team_id in actor.team_ids
    )


def may_receive(actor: Actor, transfer: Transfer) -> bool:
    """Tell whether an actor signs for the body a lead was handed to."""
    return actor.can(Permission.DISPATCH_LIAISE) and transfer.to_body_id in actor.scope.bodies


def visible_joint(actor: Actor, rows: QuerySet[JointOperation]) -> QuerySet[JointOperation]:
    """Return the joint operations of the actor's places, and those the actor's body or team is asked to."""
    if not actor.can(Permission.DISPATCH_VIEW):
        return rows.none()
    mine = JointMember.objects.filter(actor.scope.q(columns=("body_id", "team_id"), participants=False))
    return rows.filter(actor.scope.q(columns=("district_id", "town_id")) | Q(pk__in=mine.values("operation_id")))


def may_convene(actor: Actor, operation: JointOperation) -> bool:
    """Tell whether an actor convenes, starts and ends a joint operation."""
    return actor.can(Permission.DISPATCH_JOINT) and actor.scope.covers(operation)


def speaks_for(actor: Actor, member: JointMember, operation: JointOperation) -> bool:
    """Tell whether an actor answers for one member: its liaison, its team, or the desk for the town's own body."""
    if member.body_id in actor.scope.bodies and actor.can(Permission.DISPATCH_LIAISE):
        return True
    if member.team_id in actor.team_ids and actor.can(Permission.DISPATCH_SIGN):
        return True
    return member.body_id == actor.agency_id and may_convene(actor, operation)


def require_own_order(actor: Actor, assignment: Assignment, permission: Permission) -> None:
    """
    Let an actor pass whose team (or body) the order is for.

    :raises NotFound: if the actor may not know of it
    :raises Forbidden: if it is another team's
    """
    require(actor, assignment, permission)
    if not is_own_order(actor, assignment):
        raise Forbidden("这张交办单属于其他队伍；请由责任队伍办理，或由值守台改派", code="assignment.other_team")
