"""一支队伍 (M267, M271): whose people they are, what each may act in, and what nobody of them can handle."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

ENOUGH: Final = 2
"""officers with cards; a penalty takes no fewer (处罚法 42 ¶1)"""


class Able(StrEnum):
    """Whether a matter can be handled by a team."""

    NOBODY = "NOBODY"
    ONE = "ONE"
    NO_GUIDE = "NO_GUIDE"
    READY = "READY"

    @property
    def label(self) -> str:
        """What it is called."""
        return {
            "NOBODY": "没有人持本领域的证", "ONE": "只有一人持证，不足两人", "NO_GUIDE": "持证够了，没有本事项的指引",
            "READY": "能办",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    """One person as far as it matters here: for which bodies, and in which fields the cards hold (None: in all)."""

    officer_id: UUID
    bodies: frozenset[UUID]
    fields: frozenset[str] | None
    licensed: bool

    def covers(self, domain: str) -> bool:
        """Tell whether a card in force covers a field."""
        return self.licensed and (self.fields is None or domain in self.fields)


@dataclass(frozen=True, slots=True)
class Listed:
    """One matter that a body may act on here."""

    body_id: UUID
    matter_id: UUID
    code: str
    name: str
    domain: str


def acts_of(person: Person, listed: Iterable[Listed]) -> dict[UUID, dict[str, int]]:
    """Return in whose name somebody may act, and in how many matters of each field. Law: APL 17, 42 ¶1."""
    found: dict[UUID, dict[str, int]] = {}
    for one in listed:
        if one.body_id in person.bodies and person.covers(one.domain):
            fields = found.setdefault(one.body_id, {})
            fields[one.domain] = fields.get(one.domain, 0) + 1
    return found


def ableness(people: Iterable[Person], one: Listed, guided: Collection[str]) -> Able:
    """Return whether a team can handle a matter: two officers with cards for the body, and a guide of its own."""
    able = {each.officer_id for each in people if one.body_id in each.bodies and each.covers(one.domain)}
    if not able:
        return Able.NOBODY
    if len(able) < ENOUGH:
        return Able.ONE
    return Able.READY if one.code in guided else Able.NO_GUIDE


def best(states: Mapping[UUID, Able]) -> Able:
    """Return the best of several bodies that may act on the same matter."""
    order = list(Able)
    return max(states.values(), key=order.index)
