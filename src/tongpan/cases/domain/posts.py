"""Which post a person must hold to be named to a part in a case."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.posts import Post
from tongpan.law.facts.words import Role

HEADS: Final = (Post.HEAD, Post.TEAM_LEADER, Post.EXECUTIVE_DEPUTY, Post.OFFICE_HEAD)
HANDLERS: Final = (
    Post.OFFICER, Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER, Post.EXECUTIVE_DEPUTY, Post.LIAISON,
)  # fmt: skip
CANDIDATES: Final[Mapping[Role, tuple[Post, ...]]] = {
    Role.HANDLER: HANDLERS,
    Role.APPROVER: HEADS,
    Role.DECIDER: HEADS,
    Role.PRINCIPAL: HEADS,
    Role.REVIEWER: (Post.REVIEWER,),
    Role.CHAIR: (Post.REVIEWER, *HEADS),
}
OF_THE_ORGAN: Final = frozenset({Role.APPROVER, Role.DECIDER, Role.PRINCIPAL})
"""what a head of the organ itself does, in whose name the case is handled (处罚法 57)"""
LEVEL_POSTS: Final = (
    Post.SQUAD_LEADER, Post.DEPUTY_LEADER, Post.TEAM_LEADER, Post.EXECUTIVE_DEPUTY, Post.OFFICE_HEAD, Post.REVIEWER,
    Post.HEAD,
)  # fmt: skip
"""who may look at a step before the one who decides it"""


def stands_at(held: Iterable[tuple[Post, UUID]], posts: Collection[Post], bodies: Collection[UUID]) -> bool:
    """Tell whether a level of approval is held by posts and their bodies: reviewers come from the county's pool."""
    return any(post in posts and (post is Post.REVIEWER or body in bodies) for post, body in held)
