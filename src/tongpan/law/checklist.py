"""Checklists (核对清单): rules that ask several things of one act, each with the breach that its lack is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, Self, TypeVar

from tongpan.law.citation import Citation
from tongpan.law.verdict import LAWFUL, Breach, Verdict

Facts = TypeVar("Facts")

Demand = tuple[bool | None, Breach] | tuple[bool | None, Breach, Breach | None]
"""Whether it is so (None: nobody knows yet), what its lack is, and what not knowing is where that has its own words."""


def unmet(*demands: Demand) -> Verdict:
    """
    Return the breach of every demand that is not met, in order.

    What nobody knows and has no words of its own counts as lacking: what is not known never helps the agency.

    Law: none; each breach cites its own.
    """
    return tuple(breach for demand in demands for breach in _answer(*demand))


def _answer(answer: bool | None, lacking: Breach, unknown: Breach | None = None) -> Verdict:
    if answer:
        return LAWFUL
    return (lacking,) if answer is not None or unknown is None else (unknown,)


@dataclass(frozen=True, slots=True)
class Requirement(Generic[Facts]):
    """A demand that is put to any facts of its kind; `met` answers from them."""

    met: Callable[[Facts], bool | None]
    breach: Breach
    unknown: Breach | None = None

    def check(self, facts: Facts) -> Verdict:
        """Return no breach only for what is known and so."""
        return unmet((self.met(facts), self.breach, self.unknown))

    def under(self, citation: Citation) -> Self:
        """Return the same requirement as another text has it in so many words: then nothing in it is derived."""
        unknown = None if self.unknown is None else _under(self.unknown, citation)
        return replace(self, breach=_under(self.breach, citation), unknown=unknown)


def _under(breach: Breach, citation: Citation) -> Breach:
    return replace(breach, citation=citation, grade="A", adr="")


def check_all(requirements: Iterable[Requirement[Facts]], facts: Facts) -> Verdict:
    """
    Return what the facts lack, in the order of the list.

    Law: each requirement cites its own.
    """
    return tuple(breach for each in requirements for breach in each.check(facts))


def negate(answer: bool | None) -> bool | None:
    """
    Return the opposite of an answer; what is unknown stays unknown.

    Law: none; logic.
    """
    return None if answer is None else not answer
