"""Who acts: one person as of one day, with what they may do and how far they may see."""

from dataclasses import dataclass
from uuid import UUID

from tongpan.agencies.domain.posts import Post
from tongpan.kernel.permissions import Permission
from tongpan.kernel.scope import NOTHING, Scope


@dataclass(frozen=True, slots=True)
class Held:
    """One post held on the day, and where."""

    post: Post
    district_id: UUID | None = None
    town_id: UUID | None = None
    agency_id: UUID | None = None
    office_id: UUID | None = None
    team_id: UUID | None = None
    place_id: UUID | None = None
    functions: frozenset[str] = frozenset()
    """what the section is for, of those who serve in one"""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person who is signed in. Everything above `agencies` asks this, never the account."""

    officer_id: UUID | None
    name: str
    posts: frozenset[Post] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    scope: Scope = NOTHING
    town_ids: frozenset[UUID] = frozenset()
    district_id: UUID | None = None
    team_ids: frozenset[UUID] = frozenset()
    agency_id: UUID | None = None
    label: str = ""
    held: tuple[Held, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether this is a person of ours, not a visitor."""
        return self.officer_id is not None

    def __bool__(self) -> bool:
        return self.is_known

    @property
    def duty(self) -> str:
        """The posts in Chinese, as the page frame shows them."""
        return self.post_names

    @property
    def town_id(self) -> UUID | None:
        """The actor's town when there is exactly one."""
        return next(iter(self.town_ids)) if len(self.town_ids) == 1 else None

    @property
    def post_names(self) -> str:
        """The posts in Chinese, in their fixed order."""
        return "、".join(str(post.label) for post in Post if post in self.posts)

    def can(self, permission: Permission) -> bool:
        """Tell whether the actor has one permission; how far it reaches is for `scope` to say."""
        return permission in self.permissions

    def holds(self, *posts: Post) -> bool:
        """Tell whether the actor holds any of some posts."""
        return not self.posts.isdisjoint(posts)


def anonymous_actor() -> Actor:
    """Return the actor nobody is signed in as: a citizen, who sees nothing that is not public."""
    return Actor(officer_id=None, name="", label="citizen")
