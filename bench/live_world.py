"""Where the live model runs: a town with power, its people, and a clock that it sets."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.test import Client

from tongpan.cases.queries import Known


@dataclass
class Person:
    """Somebody who calls: who it is, and a client that bears this person's token."""

    officer_id: str
    client: Client


@dataclass
class World:
    """Where the machine runs: a town with power, its people, and a clock that it sets."""

    matter: str
    town: str
    statute: str
    handlers: Sequence[Person]
    roles: Mapping[str, Person]
    outsider: Person
    start: datetime
    set_clock: Callable[[datetime], None]
    strangers: Sequence[Person] = ()
    """heads of other organs, who may neither approve nor decide here"""
    fines: Mapping[str, str] = field(default_factory=dict)
    """by kind of party, one that the matter allows; 2000 where the article names no range"""
    clerks: Mapping[str, str] = field(default_factory=dict)
    """who keeps the cards, and who the list"""
    receiver: UUID | None = None
    """who takes over a power that is handed on"""
    second_matter: str = ""
    taken: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    around: Counter[str] = field(default_factory=Counter)
    """what changed around the cases"""
    spoken: set[int] = field(default_factory=set)
    most: int | None = None

    @property
    def steps(self) -> int:
        return sum(self.rules.values())


def person_is(person: Person, handle: str, known: Known) -> bool:
    """Tell whether somebody is the one whom a case calls by a name."""
    return any(str(key) == person.officer_id and name == handle for key, name in known.people.items())
