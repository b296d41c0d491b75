"""What a gate is (关口): a rule asked of a view, with the codes of all breaches that it can answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from tongpan.law.verdict import Verdict


class Remembering(Protocol):
    """A view that remembers what its gates answered: it stands for one moment, so no answer changes."""

    @property
    def memo(self) -> dict[Any, Verdict]: ...


View = TypeVar("View", bound=Remembering)


@dataclass(frozen=True, slots=True, eq=False)
class Gate(Generic[View]):
    """
    One gate.

    `codes` names every breach that it can answer here: the checker fails when an answer is not among them, and when one
    of them is never reached.
    """

    rule: Callable[[View], Verdict]
    codes: tuple[str, ...]

    def check(self, view: View) -> Verdict:
        """Ask the rule once a view."""
        answer = view.memo.get(self)
        if answer is None:
            answer = view.memo[self] = self.rule(view)
        return answer


def gate(*codes: str) -> Callable[[Callable[[View], Verdict]], Gate[View]]:
    """
    Make a gate of a rule.

    Law: each breach cites its own.
    """
    return lambda rule: Gate(rule, codes)
