"""Punishment (拟处、决定的处罚): which kinds, how much, how long; and whether one is heavier than another. APL 9."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from tongpan.law.money import NOTHING, Money
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.law.refusal import LawRefused

ADMONITIONS: Final = frozenset({PenaltyKind.WARNING, PenaltyKind.CRITICISM})
"""The two kinds of 行政处罚法 9(1), lighter than all others."""

_LASTING: Final = frozenset({PenaltyKind.SUSPEND_LICENSE, PenaltyKind.RESTRICT, PenaltyKind.SUSPEND_BUSINESS,
                             PenaltyKind.BAR_FROM_TRADE, PenaltyKind.DETENTION})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Punishment:
    """
    What is proposed or decided for one party on one cause.

    A sum belongs to its kind; the value of forfeited things may be unknown (None). `days` gives the length of a kind
    that lasts; a lasting kind without days has no end.
    """

    kinds: frozenset[PenaltyKind]
    fine: Money = NOTHING
    income: Money = NOTHING
    goods: Money | None = NOTHING
    days: Mapping[PenaltyKind, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.kinds:
            raise LawRefused("punishment.empty", "没有写明处罚种类，请至少选择一种", "kinds")
        for kind, amount in self.sums.items():
            if kind not in self.kinds and amount != NOTHING:
                raise LawRefused("punishment.sum.stray", f"写了{kind.label}的数额，但种类中没有这一项", "kinds")
        for kind, amount in ((PenaltyKind.FINE, self.fine), (PenaltyKind.CONFISCATE_INCOME, self.income)):
            if kind in self.kinds and amount == NOTHING:
                raise LawRefused("punishment.sum.missing", f"处罚种类中有{kind.label}，请写明数额", "fine")
        for kind, length in self.days.items():
            if kind not in self.kinds or kind not in _LASTING or length < 1:
                raise LawRefused("punishment.days.stray", f"{kind.label}不能写明{length}日的期限", "days")

    @property
    def sums(self) -> Mapping[PenaltyKind, Money | None]:
        """The three sums by their kind."""
        return {
            PenaltyKind.FINE: self.fine,
            PenaltyKind.CONFISCATE_INCOME: self.income,
            PenaltyKind.CONFISCATE_GOODS: self.goods,
        }


def heavier_points(decided: Punishment, noticed: Punishment) -> tuple[str, ...]:
    """
    Return in which points one punishment goes beyond another, in Chinese; none if it is not heavier.

    Law: APL 9; 44; 45 ¶2.
    Reading: every kind that was not noticed is heavier, except a warning or criticism in place of something graver;
    a length or a value that was open before is no licence (ADR-0025).
    """
    return (*_new_kinds(decided, noticed), *_larger_sums(decided, noticed), *_longer(decided, noticed))


def _new_kinds(decided: Punishment, noticed: Punishment) -> tuple[str, ...]:
    dropped_graver = bool(noticed.kinds - decided.kinds - ADMONITIONS)
    added = decided.kinds - noticed.kinds
    if dropped_graver:
        added -= ADMONITIONS
    return tuple(f"增加{kind.label}" for kind in PenaltyKind if kind in added)


def _larger_sums(decided: Punishment, noticed: Punishment) -> tuple[str, ...]:
    points = []
    for kind, before in noticed.sums.items():
        after = decided.sums[kind]
        if kind not in decided.kinds or kind not in noticed.kinds or before == after:
            continue
        if before is None or after is None:
            points.append(f"{kind.label}的价值前后不能比较")
        elif after > before:
            points.append(f"{kind.label}由{before}增至{after}")
    return tuple(points)


def _longer(decided: Punishment, noticed: Punishment) -> tuple[str, ...]:
    points = []
    for kind in PenaltyKind:
        if kind not in decided.kinds & noticed.kinds & _LASTING:
            continue
        before, after = noticed.days.get(kind), decided.days.get(kind)
        if before is not None and (after is None or after > before):
            points.append(f"{kind.label}由{before}日延长至{f'{after}日' if after is not None else '不定期'}")
    return tuple(points)
