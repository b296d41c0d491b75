"""Verdicts (合法性结论): what a rule answers. No breach means lawful."""

from dataclasses import dataclass
from typing import Literal

from tongpan.law.citation import Citation

Grade = Literal["A", "B", "C", "D"]
"""How well a rule is known: A read in full text, B seen quoted, C unverified, D derived by reasoning."""


@dataclass(frozen=True, slots=True)
class Breach:
    """
    One way in which the facts offend one rule.

    `missing` says what would cure it, as a thing to do or to obtain (「补作事先告知」); `adr` names the decision record
    that adopts a derived rule (grade D). Whether it stops an act follows from its grade.
    """

    code: str
    message: str
    citation: Citation | None
    grade: Grade = "A"
    missing: str = ""
    adr: str = ""

    @property
    def blocks(self) -> bool:
        """Tell whether it stops the act: read law does, a derived rule only where an ADR adopts it, a guess never."""
        return self.grade in ("A", "B") or (self.grade == "D" and self.adr != "")

    @property
    def overridable(self) -> bool:
        """Tell whether an authorised person may go on with a stated reason: what blocks by derivation alone."""
        return self.grade == "D" and self.adr != ""

    def __str__(self) -> str:
        return f"{self.message}（{self.citation}）" if self.citation is not None else self.message


Verdict = tuple[Breach, ...]

LAWFUL: Verdict = ()
"""No breach."""
