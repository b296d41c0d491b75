"""Who works in the county, by post and place; who somebody is may change, so each is asked anew every month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Post
from tongpan.agencies.models import Officer
from tongpan.cases.domain.posts import HEADS
from tongpan.law.facts.words import Role
from tongpan.places.models import Place

MOST_OF_A_TEAM = 4
"""so many of a team do its work here: two who handle a case, and others where one stands aside"""


@dataclass(frozen=True, slots=True)
class Bench:
    """Who decides over the cases of a town."""

    roles: dict[Role, Actor]

    def named(self) -> list[tuple[Role, UUID]]:
        """Return whom a case names beside its handlers."""
        return [(role, actor.officer_id) for role, actor in self.roles.items() if actor.officer_id is not None]


class People:
    """The county's people on a day."""

    def __init__(self, county: Place, on: date) -> None:
        self.county = county
        self._month: tuple[int, int] = (0, 0)
        self._kept: dict[Any, Any] = {}
        _qualify(county, on)

    def _once(self, on: date, key: Any, ask: Any) -> Any:
        if (on.year, on.month) != self._month:
            self._month, self._kept = (on.year, on.month), {}
        if key not in self._kept:
            self._kept[key] = ask()
        return self._kept[key]

    def actor(self, officer_id: UUID, on: date) -> Actor:
        """Return one person."""
        found: Actor = self._once(on, officer_id, lambda: agencies.actor_for(Officer.objects.get(pk=officer_id), on))
        return found

    def in_post(self, post: Post, town_id: UUID | None, on: date) -> list[Actor]:
        """Return those who hold a post in a town, or in the district, in a stable order."""
        found: list[Actor] = self._once(on, (post, town_id), lambda: self._in_post((post,), town_id, on))
        return found

    def _in_post(self, posts: Sequence[Post], town_id: UUID | None, on: date) -> list[Actor]:
        people = agencies.people_in_posts(tuple(posts), district_id=self.county.pk, town_id=town_id, on=on)
        return [self.actor(key, on) for key in dict.fromkeys(one.officer_id for one in people)]

    def hotline(self, on: date) -> Actor:
        """Return who answers for the district desk."""
        return self.in_post(Post.DISTRICT_DISPATCHER, None, on)[0]

    def desk(self, town_id: UUID | None, on: date) -> Actor:
        """Return who dispatches in a town; without one, the district desk."""
        found = self.in_post(Post.TOWN_DISPATCHER, town_id, on) if town_id is not None else []
        own = [one for one in found if town_id in one.town_ids]
        return own[0] if own else self.hotline(on)

    def grid(self, town_id: UUID, on: date) -> Actor:
        """Return who walks a town's grids; without one, the district desk."""
        found = [one for one in self.in_post(Post.GRID_WORKER, town_id, on) if town_id in one.town_ids]
        return found[0] if found else self.hotline(on)

    def team(self, team_id: UUID, on: date) -> list[Actor]:
        """Return those of a team who may act as officers on a day: cards run out, so it is asked day by day."""
        found: list[Actor] = self._once(on, ("team", team_id, on), lambda: self._team(team_id, on))
        return found

    def _team(self, team_id: UUID, on: date) -> list[Actor]:
        return [self.actor(one.pk, on) for one in agencies.available_officers(team_id, on)[:MOST_OF_A_TEAM]]

    def bench(self, town_id: UUID, body_id: UUID, on: date) -> Bench | None:
        """Return who decides over a body's cases in a town, None where there are not enough separate people."""
        found: Bench | None = self._once(on, ("bench", town_id, body_id), lambda: self._bench(town_id, body_id, on))
        return found

    def _bench(self, town_id: UUID, body_id: UUID, on: date) -> Bench | None:
        near = {one.officer_id: one for post in HEADS for one in self.in_post(post, town_id, on)}
        posted = agencies.with_posts([key for key in near if key is not None], on)
        heads = [one for key, one in near.items() if key is not None and posted[key].serves(HEADS, {body_id})]
        reviewers = self.in_post(Post.REVIEWER, town_id, on)
        if len(heads) < 2 or not reviewers:
            return None
        chair = next((one for one in heads[2:] if one.officer_id != reviewers[0].officer_id), reviewers[-1])
        return Bench(
            {
                Role.APPROVER: heads[1], Role.DECIDER: heads[0], Role.PRINCIPAL: heads[0],
                Role.REVIEWER: reviewers[0], Role.CHAIR: chair,
            }
        )  # fmt: skip


def _qualify(county: Place, on: date) -> None:
    """The county's reviewers passed the legal examination and have reviewed before (处罚法 58)."""
    reviewers = agencies.people_in_posts((Post.REVIEWER,), district_id=county.pk, town_id=None, on=on)
    keys = [one.officer_id for one in reviewers]
    Officer.objects.filter(pk__in=keys).update(legally_qualified=True, reviewed_before=True)
