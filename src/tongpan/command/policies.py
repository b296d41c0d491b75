"""Who sees which desk and which overview. Which post reaches how far stands in ``agencies`` (M120)."""

from collections.abc import Sequence
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.command.domain.desks import Desk, desks_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import NOTHING

_WHOSE = {
    Desk.DISTRICT: "全区态势由区级调度台、总调度长和司法局监督员查看；镇街请看“值守台”和“统计”",
    Desk.DUTY: "值守台由镇街调度员、办公室主任和带班负责人使用；请从首页进入您的工作台",
    Desk.APPROVALS: "“待我批”只对负责人开放；请从首页进入您的工作台",
    Desk.FIELD: "“今天”是执法队员的工作台；请从首页进入您的工作台",
    Desk.OWED: "“欠镇里的”由部门联络员使用；请从首页进入您的工作台",
    Desk.RISKS: "风险清单由司法局监督员查看",
    Desk.LISTS: "清单事务由清单管理员、法制审核员办理；清单本身请看“事项清单”",
    Desk.REPORTS: "“一键上报”是网格员和村监督员的工作台；您可以用页面上的“上报”",
    Desk.MONEY: "财务对账由本机关的财务人员办理；案件的缴款情况请看案件页",
    Desk.SYSTEM: "系统运行情况由系统管理员查看",
}
_BY_PERMISSION = {Permission.COMMAND_OVERVIEW: Desk.DISTRICT, Permission.LEADS_ASSIGN: Desk.DUTY}
"""section staff come to a desk by what their section answers for (M016)"""


def desks(actor: Actor) -> tuple[Desk, ...]:
    """Return the desks open to an actor, the own one first."""
    found = list(desks_of(actor.posts))
    found += [desk for permission, desk in _BY_PERMISSION.items() if actor.can(permission) and desk not in found]
    return tuple(found)


def require_desk(actor: Actor, desk: Desk) -> None:
    """
    Let an actor pass whose desk it is.

    :raises Forbidden: otherwise, saying whose it is and where to go
    """
    if desk not in desks(actor):
        raise Forbidden(_WHOSE[desk], code=f"command.desk.{desk.slug}")


def require_statistics(actor: Actor) -> None:
    """
    Let an actor pass who may read statistics.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.COMMAND_STATISTICS):
        raise Forbidden("统计由负责人、调度台和监督岗位查看；您的在办情况在首页", code="command.statistics")


def sees_whole_district(actor: Actor) -> bool:
    """Tell whether overviews of the whole district are open, rather than those of the own town."""
    return actor.district_id is not None and (actor.scope.everything or actor.district_id in actor.scope.districts)


def place_for(actor: Actor, wanted: str, open_to: Sequence[UUID]) -> UUID:
    """
    Return the place whose figures an actor reads: the one asked for if it is within reach, else the widest.

    ``open_to`` are the places within the actor's reach, the widest first.

    :raises NotFound: if the place lies outside, or the actor has no place at all
    """
    if not open_to:
        raise NotFound("您的岗位没有对应的镇街或区县，没有可看的统计；请联系系统管理员登记任职")
    if not wanted:
        return open_to[0]
    found = next((key for key in open_to if str(key) == wanted), None)
    if found is None:
        raise NotFound("没有找到这个地方的统计，或不在您的范围内；请从“统计”页选择范围")
    return found


def require_ledger(actor: Actor) -> None:
    """
    Let an actor pass who may read how the ledger stands.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.LEDGER_VERIFY):
        raise Forbidden("留痕核验由司法局监督员和系统管理员查看", code="command.ledger")


def require_system(actor: Actor) -> None:
    """
    Let an actor pass who keeps the system running.

    :raises Forbidden: otherwise
    """
    if not actor.can(Permission.SYSTEM_MANAGE):
        raise Forbidden(_WHOSE[Desk.SYSTEM], code="command.system")


def system_actor(label: str) -> Actor:
    """Return the actor on whose behalf a command line keeps the system running; it sees nothing of anybody."""
    permissions = frozenset({Permission.SYSTEM_MANAGE})
    return Actor(officer_id=None, name="系统", permissions=permissions, scope=NOTHING, label=label)
