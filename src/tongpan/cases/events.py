"""What other parts of the system may react to."""

from dataclasses import dataclass
from typing import ClassVar

from tongpan.kernel.outbox import Event


@dataclass(frozen=True, slots=True)
class CaseStepped(Event):
    """A step was taken in a case."""

    name: ClassVar[str] = "cases.case_stepped"
    case_id: str
    step: str
    party: str
    cause: str


@dataclass(frozen=True, slots=True)
class StepProposed(Event):
    """A step was put before who may take it."""

    name: ClassVar[str] = "cases.step_proposed"
    proposal_id: str


@dataclass(frozen=True, slots=True)
class RecountWanted(Event):
    """Limits that hang on a year's holiday notice are to be counted again, from the case after one on."""

    name: ClassVar[str] = "cases.recount_wanted"
    year: int
    after: str


@dataclass(frozen=True, slots=True)
class LimitReminded(Event):
    """One level is to be told that a duty ends, or has ended."""

    name: ClassVar[str] = "cases.limit_reminded"
    reminder_id: str


@dataclass(frozen=True, slots=True)
class HelpAsked(Event):
    """Another organ was asked for help: whoever answers there is to be told."""

    name: ClassVar[str] = "cases.help_asked"
    assistance_id: str


@dataclass(frozen=True, slots=True)
class HelpAnswered(Event):
    """The organ that was asked answered by itself: the handlers are to be told."""

    name: ClassVar[str] = "cases.help_answered"
    assistance_id: str


@dataclass(frozen=True, slots=True)
class OpinionAsked(Event):
    """A specialist was asked about a case."""

    name: ClassVar[str] = "cases.opinion_asked"
    opinion_id: str


@dataclass(frozen=True, slots=True)
class DeviationAsked(Event):
    """Leaving a benchmark was put before the principal of a case."""

    name: ClassVar[str] = "cases.deviation_asked"
    deviation_id: str


@dataclass(frozen=True, slots=True)
class CompareWanted(Event):
    """The cases of a matter are to be compared with the standards of prosecution again, from the case after one on."""

    name: ClassVar[str] = "cases.compare_wanted"
    matter_id: str
    after: str


@dataclass(frozen=True, slots=True)
class StatementBrought(Event):
    """Lines of a bank's statement wait to be matched."""

    name: ClassVar[str] = "cases.statement_brought"
    statement_id: str
