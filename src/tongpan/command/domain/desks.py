"""Desks (工作台): which first screen belongs to which post (``design/screens.md``)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from tongpan.agencies.domain.posts import Post


@dataclass(frozen=True, slots=True)
class Look:
    """How a desk is named, and where it stands."""

    slug: str
    label: str
    icon: str


class Desk(Enum):
    """Every desk, in the order of the tabs: what cannot wait stands first."""

    DISTRICT = Look("district", "全区态势", "radar")
    DUTY = Look("desk", "值守台", "headset")
    APPROVALS = Look("approvals", "待我批", "rubber-stamp")
    FIELD = Look("field", "今天", "sun")
    OWED = Look("owed", "欠镇里的", "building-bank")
    RISKS = Look("risks", "风险清单", "shield-check")
    LISTS = Look("lists", "清单事务", "list-check")
    REPORTS = Look("reports", "一键上报", "camera")
    MONEY = Look("money", "财务对账", "receipt")
    SYSTEM = Look("system", "系统运行", "server-2")

    @property
    def slug(self) -> str:
        """The name of its address."""
        return self.value.slug

    @property
    def label(self) -> str:
        """What people call it."""
        return self.value.label

    @property
    def icon(self) -> str:
        """Its icon."""
        return self.value.icon


OF_POST: dict[Post, tuple[Desk, ...]] = {
    Post.DISTRICT_DISPATCHER: (Desk.DISTRICT, Desk.DUTY),
    Post.CHIEF_DISPATCHER: (Desk.DISTRICT, Desk.APPROVALS, Desk.DUTY),
    Post.TOWN_DISPATCHER: (Desk.DUTY,),
    Post.HEAD: (Desk.APPROVALS, Desk.DUTY),
    Post.TEAM_LEADER: (Desk.APPROVALS, Desk.DUTY),
    Post.EXECUTIVE_DEPUTY: (Desk.DUTY, Desk.APPROVALS),
    Post.OFFICE_HEAD: (Desk.DUTY, Desk.APPROVALS),
    Post.OFFICER: (Desk.FIELD,),
    Post.DEPUTY_LEADER: (Desk.FIELD,),
    Post.SQUAD_LEADER: (Desk.FIELD,),
    Post.AUXILIARY: (Desk.FIELD,),
    Post.LIAISON: (Desk.OWED,),
    Post.JUSTICE_SUPERVISOR: (Desk.RISKS, Desk.DISTRICT),
    Post.LIST_MANAGER: (Desk.LISTS,),
    Post.LEGAL_CHECKER: (Desk.LISTS,),
    Post.REVIEWER: (Desk.LISTS,),
    Post.GRID_WORKER: (Desk.REPORTS,),
    Post.VILLAGE_SUPERVISOR: (Desk.REPORTS,),
    Post.CASHIER: (Desk.MONEY,),
    Post.SYSTEM_MANAGER: (Desk.SYSTEM,),
}
_FIRST = (
    Post.DISTRICT_DISPATCHER, Post.CHIEF_DISPATCHER, Post.TOWN_DISPATCHER, Post.HEAD, Post.TEAM_LEADER,
    Post.EXECUTIVE_DEPUTY, Post.OFFICE_HEAD,
)  # fmt: skip
"""who holds several posts begins with the desk of the first of these"""


def desks_of(posts: Iterable[Post]) -> tuple[Desk, ...]:
    """Return the desks of some posts: the first is the home page, the others its tabs."""
    held = set(posts)
    order = [post for post in _FIRST if post in held] + [post for post in Post if post in held and post not in _FIRST]
    found: list[Desk] = []
    for post in order:
        found += [desk for desk in OF_POST.get(post, ()) if desk not in found]
    return tuple(found)
