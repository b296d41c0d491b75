"""What the guide is asked and what it answers (办案指引要素)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from tongpan.law.citation import Citation
from tongpan.law.limits import Regime
from tongpan.law.money import Money
from tongpan.law.penalty.kinds import PartyKind, PenaltyKind
from tongpan.law.procedure.schedule import StepPost
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach


@dataclass(frozen=True, slots=True)
class FineRange:
    """
    One range of fines of a matter.

    `parties` are those on whom it falls. A bound is None where it depends on something else (违法所得、货值的倍数).
    """

    parties: frozenset[PartyKind]
    lowest: Money | None
    highest: Money | None

    def __post_init__(self) -> None:
        if self.lowest is not None and self.highest is not None and self.highest < self.lowest:
            raise LawRefused("guide.fine.bounds", "罚款幅度的上限低于下限，请核对", "highest")


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """
    A matter as plain facts.

    `summary_fit` is what the catalogue says of the summary procedure, `correct_first` that only who refuses to correct
    is punished, `enforceable` that enforcement by the agency comes into question (强制拆除、代履行). `province` is a
    division code of any length; None of regime or province means that the national statutes alone are asked.
    """

    kinds: frozenset[PenaltyKind]
    fines: tuple[FineRange, ...]
    on: date
    summary_fit: bool | None = None
    regime: Regime | None = None
    province: str | None = None
    correct_first: bool = False
    enforceable: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """
    One answer: yes, no, or None (it depends, or is not known), in words, with the texts it stands on.

    `whom` is the kind of party it is given for; empty where it is the same for all.
    """

    holds: bool | None
    said: str
    basis: tuple[str, ...]
    whom: str = ""

    @property
    def text(self) -> str:
        """The answer in words, with whom it is for."""
        return f"{self.whom}：{self.said}" if self.whom else self.said

    @property
    def mark(self) -> str:
        """The answer in one word."""
        return {True: "是", False: "否", None: "看情形"}[self.holds]


@dataclass(frozen=True, slots=True)
class Collect:
    """One thing to collect: what, as which kind of evidence, and why."""

    what: str
    kind: str
    basis: Citation


def gathered(answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return the answers with what is the same for several kinds of party said once."""
    whom: dict[Answer, list[str]] = {}
    for answer in answers:
        whom.setdefault(replace(answer, whom=""), []).append(answer.whom)
    return tuple(replace(said, whom="、".join(filter(None, kinds))) for said, kinds in whom.items())


@dataclass(frozen=True, slots=True)
class Guide:
    """How a matter is handled."""

    summary: tuple[Answer, ...]
    hearing: tuple[Answer, ...]
    review: Answer
    deliberation: Answer
    summary_steps: tuple[StepPost, ...]
    ordinary_steps: tuple[StepPost, ...]
    evidence: tuple[Collect, ...]
    remedies: tuple[Answer, ...]
    pitfalls: tuple[Breach, ...]
