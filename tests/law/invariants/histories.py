"""Histories (案件经过) to ask the invariants of: complete cases in which one table is told otherwise."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from tongpan.law.calendar import national
from tongpan.law.facts import Charge, Penalty
from tongpan.law.invariants import Moment, invariants
from tongpan.law.model.probing import decided
from tongpan.law.model.starting import DAY_ONE, a_charge, a_clue, investigated
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PenaltyKind

CALENDAR = national()
MOMENT = timedelta(minutes=1)
TOO_MUCH = "200.01"
"""one fen above two hundred yuan"""


def on(month, day, hour=9):
    """A moment of 2026, the hour of DAY_ONE unless told otherwise."""
    return DAY_ONE.replace(month=month, day=day, hour=hour)


@dataclass(frozen=True)
class Outlook:
    """What is shown to whoever works on the case: limits told as over, steps named as open, all about one thing."""

    over: tuple[str, ...] = ()
    opened: tuple[str, ...] = ()
    about: str = ""

    def is_open(self, step, ref):
        return ref == self.about and step in self.opened

    def is_over(self, rule, ref):
        return ref == self.about and rule in self.over


def answer(number, facts, now: datetime | None = None, prospect=None):
    return invariants()[number].predicate(Moment(facts, now or DAY_ONE + timedelta(days=1), CALENDAR, prospect))


def retold(facts, **tables):
    """The case with fields of every row of some tables told otherwise: `decisions={"at": on(3, 10)}`."""
    rows = {name: tuple(replace(row, **told) for row in getattr(facts, name)) for name, told in tables.items()}
    return replace(facts, **rows)


def penalized(charge=None, party=None, **tables):
    """A case told, waived and decided with a penalty on the first day; then some tables told otherwise."""
    return retold(decided(investigated(a_clue(charge, party))), **tables)


def a_fine(amount, *more, **values):
    return Penalty((PenaltyKind.FINE, *more), fine=None if amount is None else yuan(amount), **values)


def fined(amount, *more, **charge) -> Charge:
    return a_charge(proposed=a_fine(amount, *more), **charge)
