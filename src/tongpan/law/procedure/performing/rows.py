"""Rows added and changed (事实的增改): facts never change in place."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from tongpan.law.calendar import WorkCalendar
from tongpan.law.facts import CaseFacts, Enforcement
from tongpan.law.facts.words import Enforcing, Role
from tongpan.law.procedure.outlook import Target
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.view import CaseView, ChargeView


@dataclass(frozen=True, slots=True)
class Act:
    """One step as it is taken: on what, when, and which way it went where there is a choice."""

    step: Step
    target: Target
    at: datetime
    calendar: WorkCalendar
    choice: str = ""

    @property
    def day(self) -> date:
        return self.at.date()

    @property
    def key(self) -> dict[str, Any]:
        """Party and cause, as every row of a charge names them."""
        return {"party": self.target.party, "cause": self.target.cause}

    def view(self, facts: CaseFacts) -> ChargeView:
        """Return the view of the charge on which the step is taken."""
        case = CaseView(facts, self.at, self.calendar)
        wanted = (self.target.party, self.target.cause)
        return next(each for each in case.charges if (each.charge.party, each.charge.cause) == wanted)


def add(facts: CaseFacts, table: str, row: object) -> CaseFacts:
    """
    Return the facts with one more row.

    Law: none; keeping of records.
    """
    grown: dict[str, Any] = {table: (*getattr(facts, table), row)}
    return replace(facts, **grown)


def change(facts: CaseFacts, table: str, row: Any, **values: object) -> CaseFacts:
    """
    Return the facts with one row filled in.

    Law: none; keeping of records.
    """
    rows = tuple(replace(each, **values) if each is row else each for each in getattr(facts, table))
    changed: dict[str, Any] = {table: rows}
    return replace(facts, **changed)


def last_of(facts: CaseFacts, table: str, act: Act) -> Any:
    """
    Return the last row of a charge in a table.

    Law: none; keeping of records.
    """
    found = [
        each for each in getattr(facts, table) if each.party == act.target.party and each.cause == act.target.cause
    ]
    return found[-1]


def asked_of_court(facts: CaseFacts, act: Act, way: Enforcing) -> CaseFacts:
    """
    Return the facts with an application to the court; what ran before it, or was turned down, ends with it.

    Law: 行政强制法 53; 行政诉讼法 95.
    """
    view = act.view(facts)
    before = view.enforcement
    if before is not None and before.ended_at is None:
        facts = change(facts, "enforcements", before, ended_at=act.at)
    signer = view.case.named(Role.PRINCIPAL)
    return add(facts, "enforcements", Enforcement(**act.key, way=way, decided_at=act.at, signer=signer))
