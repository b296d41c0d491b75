"""
Three-tier dispatch authority (M013): 队长总抓、常务副队长总协调、副队长具体负责.

The table says who may assign, re-assign, close and overrule, and how far. `agencies.policies` applies it to an actor.
"""

from collections.abc import Iterable

from django.db.models import TextChoices

from tongpan.agencies.domain.posts import OfficeFunction, Post


class Act(TextChoices):
    ASSIGN = "ASSIGN", "交办"
    REASSIGN = "REASSIGN", "改派"
    CLOSE = "CLOSE", "结案归档"
    OVERRULE = "OVERRULE", "变更常务副队长的安排"


class Reach(TextChoices):
    TEAM = "TEAM", "本中队"
    TOWN = "TOWN", "本镇街（含派驻队伍）"
    DISTRICT = "DISTRICT", "全区（县）"


AUTHORITY: dict[Post, dict[Act, Reach]] = {
    Post.CHIEF_DISPATCHER: dict.fromkeys(Act, Reach.DISTRICT),
    Post.DISTRICT_DISPATCHER: {Act.ASSIGN: Reach.DISTRICT, Act.REASSIGN: Reach.DISTRICT, Act.CLOSE: Reach.DISTRICT},
    Post.HEAD: dict.fromkeys(Act, Reach.TOWN),
    Post.TEAM_LEADER: dict.fromkeys(Act, Reach.TOWN),
    Post.EXECUTIVE_DEPUTY: {Act.ASSIGN: Reach.TOWN, Act.REASSIGN: Reach.TOWN, Act.CLOSE: Reach.TOWN},
    Post.OFFICE_HEAD: {Act.ASSIGN: Reach.TOWN, Act.REASSIGN: Reach.TOWN, Act.CLOSE: Reach.TOWN},
    Post.TOWN_DISPATCHER: {Act.ASSIGN: Reach.TOWN, Act.REASSIGN: Reach.TOWN, Act.CLOSE: Reach.TOWN},
    Post.DEPUTY_LEADER: {Act.ASSIGN: Reach.TEAM, Act.REASSIGN: Reach.TEAM},
    Post.SQUAD_LEADER: {Act.ASSIGN: Reach.TEAM, Act.REASSIGN: Reach.TEAM},
}

FUNCTION_AUTHORITY: dict[OfficeFunction, frozenset[Act]] = {
    OfficeFunction.ASSIGN: frozenset({Act.ASSIGN, Act.REASSIGN}),
    OfficeFunction.CHECK_FEEDBACK: frozenset({Act.CLOSE}),
}
"""what the staff of a town's section do in that town, because it is what the section is for (M014)"""


def acts_of(functions: Iterable[str]) -> frozenset[Act]:
    """Return what a section's functions let its staff do."""
    return frozenset(act for name in functions for act in FUNCTION_AUTHORITY.get(OfficeFunction(name), ()))


def who_may(act: Act, reach: Reach) -> str:
    """Return the posts that may do something at a reach, in Chinese, for a refusal's way forward."""
    wide_enough = {
        Reach.TEAM: {Reach.TEAM, Reach.TOWN, Reach.DISTRICT},
        Reach.TOWN: {Reach.TOWN, Reach.DISTRICT},
        Reach.DISTRICT: {Reach.DISTRICT},
    }[reach]
    posts = "、".join(str(post.label) for post, acts in AUTHORITY.items() if acts.get(act) in wide_enough)
    sections = "、".join(str(one.label) for one, acts in FUNCTION_AUTHORITY.items() if act in acts)
    return f"{posts}，或承担“{sections}”职能的科室人员" if sections and reach != Reach.DISTRICT else posts
