"""Verdicts (合法性结论): what a rule answers. No breach means lawful."""

from dataclasses import dataclass
from typing import Literal

from tongpan.law.citation import Citation

Grade = Literal["A", "B", "C", "D"]
"""How well a rule is known: A read in full text, B seen quoted, C unverified, D derived by reasoning."""


@dataclass(frozen=True, slots=True)
class Breach:
    """One way in which the facts offend one rule. Whether it stops an act follows from its grade."""

    code: str
    message: str
    citation: Citation | None
    grade: Grade = "A"

    def __str__(self) -> str:
        return f"{self.message}（{self.citation}）" if self.citation is not None else self.message


Verdict = tuple[Breach, ...]

LAWFUL: Verdict = ()
