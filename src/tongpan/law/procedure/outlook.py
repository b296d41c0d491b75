"""
What the procedure answers (办案进度): steps that are open, steps that are not and why, limits that run.

Rows of an outlook are tuples with names: a case of many parties makes hundreds of them at every look.
"""

from dataclasses import dataclass
from typing import NamedTuple

from tongpan.law.conflicts import Question
from tongpan.law.period import Limit
from tongpan.law.procedure.steps import Step
from tongpan.law.verdict import Breach, Verdict


class Target(NamedTuple):
    """On what a step is taken: the case (nothing named), a charge, or one thing, preservation or inspection of it."""

    party: str = ""
    cause: str = ""
    ref: str = ""


class Offer(NamedTuple):
    """A step that may lawfully be taken now."""

    step: Step
    target: Target


class Blocked(NamedTuple):
    """A step that is in question but not open, with everything that stands in its way."""

    step: Step
    target: Target
    breaches: Verdict


class RunningLimit(NamedTuple):
    """A limit that runs; `threatens` is what follows when it is over, `over` that a duty was not done by then."""

    rule: str
    target: Target
    limit: Limit
    threatens: str
    over: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a case stands at a moment."""

    steps: tuple[Offer, ...]
    blocked: tuple[Blocked, ...]
    limits: tuple[RunningLimit, ...]
    questions: tuple[Question, ...]
    warnings: tuple[Breach, ...]

    def offers(self, step: Step, target: Target | None = None) -> bool:
        """Tell whether a step is open, on a target or on any."""
        return any(each.step is step and target in (None, each.target) for each in self.steps)

    def why_not(self, step: Step, target: Target | None = None) -> tuple[str, ...]:
        """Return the codes that stand in the way of a step."""
        return tuple(
            breach.code
            for each in self.blocked
            if each.step is step and target in (None, each.target)
            for breach in each.breaches
        )
