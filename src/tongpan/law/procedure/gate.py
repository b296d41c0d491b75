"""What a gate is (关口): a rule asked of a view, with the codes of all breaches that it can answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tongpan.law.verdict import Verdict

View = TypeVar("View")


@dataclass(frozen=True, slots=True)
class Gate(Generic[View]):
    """
    One gate.

    `codes` names every breach that it can answer here: the checker fails when an answer is not among them, and when one
    of them is never reached.
    """

    check: Callable[[View], Verdict]
    codes: tuple[str, ...]


def gate(*codes: str) -> Callable[[Callable[[View], Verdict]], Gate[View]]:
    """
    Make a gate of a rule.

    Law: each breach cites its own.
    """
    return lambda check: Gate(check, codes)
