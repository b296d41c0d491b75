"""Checklists (核对清单): rules that ask several things of one act, each with the breach that its lack is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tongpan.law.verdict import Breach, Verdict

Facts = TypeVar("Facts")


@dataclass(frozen=True, slots=True)
class Requirement(Generic[Facts]):
    """
    One thing that must be so.

    `met` answers from the facts; None is "nobody knows yet", which is `unknown` where that has words of its own, and
    otherwise counts as not so: what is not known never helps the agency.
    """

    met: Callable[[Facts], bool | None]
    breach: Breach
    unknown: Breach | None = None


def check_all(requirements: Iterable[Requirement[Facts]], facts: Facts) -> Verdict:
    """
    Return what is lacking, in the order of the list.

    Law: each requirement cites its own.
    """
    lacking = []
    for each in requirements:
        answer = each.met(facts)
        if answer is None and each.unknown is not None:
            lacking.append(each.unknown)
        elif not answer:
            lacking.append(each.breach)
    return tuple(lacking)


def negate(answer: bool | None) -> bool | None:
    """
    Return the opposite of an answer; what is unknown stays unknown.

    Law: none; logic.
    """
    return None if answer is None else not answer
