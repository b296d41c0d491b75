"""Everything that papers of a case may say, put together once, as of a moment."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from tongpan.law.facts import CaseFacts, Charge
from tongpan.law.facts.rounds import OF_A_ROUND, present
from tongpan.law.period import chinese_day
from tongpan.law.procedure import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Everything that papers of a case may say, as of a moment; of one charge where a target names it."""

    facts: CaseFacts
    details: Mapping[tuple[str, int], Mapping[str, str]]
    target: Target
    on: date
    case_number: str
    title: str
    source: str
    place: str
    names: Mapping[str, str]
    """party handle → name"""
    identities: Mapping[str, Sequence[tuple[str, str]]]
    """party handle → (what, words)"""
    handlers: Sequence[tuple[str, str]]
    """name, number of the card"""
    violated: Sequence[str]
    punished: Sequence[str]
    weighing: Sequence[str]
    """how discretion was used, sentence by sentence"""
    benchmark: bool | None
    """whether there is a benchmark for what is spoken of; None: not found out"""
    organ: str
    contact: str
    court: str
    payment: str
    reconsideration: str
    titles: Mapping[str, str] = field(default_factory=dict)
    """evidence → its title"""
    papers: Sequence[tuple[str, str, date | None]] = ()
    """number, title and day of the documents in force, in the order in which they came"""

    @property
    def charge(self) -> Charge | None:
        """The charge that is spoken of; the only one where none is named."""
        found = [each for each in self.facts.charges if self.about(each)]
        return found[0] if len(found) == 1 else None

    def about(self, row: Any) -> bool:
        """Whether a row concerns what is spoken of."""
        party, cause = getattr(row, "party", ""), getattr(row, "cause", "")
        return self.target.party in ("", party) and self.target.cause in ("", cause)

    def rows(self, table: str) -> list[tuple[Any, Mapping[str, str]]]:
        """Return the rows of the present round that concern what is spoken of, with what was written beside each."""
        rows = getattr(self.facts, table)
        wanted = present(self.facts, table) if table in OF_A_ROUND else rows
        return [
            (row, self.details.get((table, place), {}))
            for place, row in enumerate(rows)
            if self.about(row) and row in wanted
        ]

    def last(self, table: str) -> tuple[Any, Mapping[str, str]] | None:
        """Return the latest such row."""
        found = self.rows(table)
        return found[-1] if found else None


def day_words(day: date | datetime | None) -> str:
    """Return a day as documents write it."""
    return chinese_day(day) if day is not None else ""
