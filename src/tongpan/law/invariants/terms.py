"""What an invariant is (不变式): something that must hold at every moment of every case."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final, Protocol

from tongpan.law.calendar import WorkCalendar
from tongpan.law.citation import Citation
from tongpan.law.facts import CaseFacts, Charge, Remedy, Revocation, remaining
from tongpan.law.facts.rounds import OF_A_ROUND, begun_at
from tongpan.law.facts.words import Outcome
from tongpan.law.labelled import Labelled
from tongpan.law.verdict import Grade

GONE: Final = frozenset({Outcome.REVOKED, Outcome.REDONE, Outcome.VOID})
"""outcomes after which nothing is left of a decision (行政复议法 64, 67; 行政诉讼法 70, 75)"""
UPSET: Final = GONE | {Outcome.CHANGED, Outcome.PARTLY_REVOKED, Outcome.MEDIATED, Outcome.UNLAWFUL}
"""outcomes after which a published decision is taken down (行政处罚法 48)"""
STANDING: Final = frozenset(Outcome) - UPSET | {Outcome.UNLAWFUL}
"""outcomes that leave a decision as it was"""


class Proof(Labelled):
    """How an invariant can be proved (证明方式)."""

    PROCEDURE = "PROCEDURE", "穷举办案步骤"
    DATA = "DATA", "核对登记的内容"
    STATIC = "STATIC", "核对清单和结构"


class Prospect(Protocol):
    """What an invariant may know of the outlook: which steps it names as open, and which limits it tells as over."""

    def is_open(self, step: str, ref: str) -> bool: ...

    def is_over(self, rule: str, ref: str) -> bool: ...


@dataclass(slots=True)
class Moment:
    """A case at a moment of its history: every row carries when it came, so the facts are the trace."""

    facts: CaseFacts
    at: datetime
    calendar: WorkCalendar
    prospect: Prospect | None = None
    _found: dict[tuple[str, str, str], list[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.facts = remaining(self.facts)

    @property
    def today(self) -> date:
        return self.at.date()

    def rows(self, table: str, party: str, cause: str) -> list[Any]:
        """Return the rows of a table that belong to one charge, in the order in which they were written."""
        key = (table, party, cause)
        if key not in self._found:
            self._found[key] = [
                each for each in getattr(self.facts, table) if each.party == party and each.cause == cause
            ]
        return self._found[key]

    def of(self, table: str, row: Any) -> list[Any]:
        """Return the rows of a table on the same charge as another row: where it was reopened, of the same round."""
        found = self.rows(table, row.party, row.cause)
        starts: list[datetime] = [each.at for each in self.rows("reopenings", row.party, row.cause)]
        if not starts or table not in OF_A_ROUND:
            return found
        if isinstance(row, Charge):
            mine = len(starts)
        elif any(row in getattr(self.facts, each) for each in OF_A_ROUND):
            mine = sum(at <= begun_at(row) for at in starts)
        else:
            return found
        return [each for each in found if sum(at <= begun_at(each) for at in starts) == mine]

    def fallen(self, row: Any) -> list[Remedy | Revocation]:
        """Return by what the decision on a charge fell: remedies that revoked it, and the organ's own revocation."""
        return [
            *(each for each in self.of("remedies", row) if each.outcome in GONE),
            *self.of("revocations", row),
        ]


Answer = bool | None
"""True it holds, False it is broken, None it says nothing here (the antecedent does not hold)."""

Predicate = Callable[[Moment], Answer]


@dataclass(frozen=True, slots=True)
class Invariant:
    """
    One of the 81.

    `scope` says where it binds (S summary, O ordinary, X coercion, I inspection, R referral, P publicity, * all).
    `capability` names what proves it where walking through the procedure cannot.
    """

    number: int
    english: str
    chinese: str
    scope: str
    grade: Grade
    proof: Proof
    basis: tuple[Citation, ...]
    capability: str = ""
    predicate: Predicate | None = None

    @property
    def id(self) -> str:
        """The number as it is cited: INV-07."""
        return f"INV-{self.number:02d}"


def birthday(born_on: date, years: int) -> date:
    """
    Return the day on which so many years are reached; who was born on 29 February reaches them on the 28th.

    Law: none; the day itself does not count yet (ADR-0021).
    """
    try:
        return born_on.replace(year=born_on.year + years)
    except ValueError:
        return date(born_on.year + years, 2, 28)


def every(answers: list[Answer]) -> Answer:
    """
    Return whether all hold; None where none of them says anything.

    Law: none; logic.
    """
    said = [each for each in answers if each is not None]
    return all(said) if said else None
