"""Walks through the law's own scenarios: for each step facts before it, and which fields the steps write."""

import random
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache

from tongpan.law.calendar import national
from tongpan.law.facts import CaseFacts
from tongpan.law.model.scenarios import scenarios
from tongpan.law.procedure import CHOICES, Act, Step, Target, next_steps, perform

RUNS = 60
ENOUGH = 4
"""runs of a scenario whose steps are all known; other runs go for those that are not"""
LONGEST = 80


@dataclass(frozen=True)
class Before:
    """A case in which a step is open."""

    facts: CaseFacts
    at: datetime
    target: Target
    choice: str


@cache
def walked() -> tuple[dict[Step, Before], frozenset[tuple[str, str]]]:
    """Return by step a case in which it is open, and every (table, field) that some step wrote."""
    rng = random.Random(1)
    found: dict[Step, Before] = {}
    written: set[tuple[str, str]] = set()
    for scenario in scenarios():
        if scenario.steps:
            for run in range(RUNS):
                if scenario.steps <= found.keys() and run > ENOUGH:
                    break
                _walk(scenario, rng, found, written)
    return found, frozenset(written)


def _walk(scenario, rng, found, written):
    facts, at, taken = scenario.facts, scenario.at, {}
    haste, drop = rng.choice((0.1, 0.3, 0.7, 0.97)), rng.choice((0, 0, 0.3))
    left_out = {step for step in sorted(found) if rng.random() < drop}
    for _ in range(LONGEST):
        outlook = next_steps(facts, at, national())
        open_ = [
            one
            for one in outlook.steps
            if one.step in scenario.steps - left_out and taken.get(tuple(one), 0) < scenario.most.get(one.step, 1)
        ]
        fresh = [one for one in open_ if one.step not in found]
        if open_ and (fresh or rng.random() < haste):
            one = rng.choice(fresh or open_)
            choice = rng.choice(scenario.choices.get(one.step) or CHOICES.get(one.step, ("",)))
            found.setdefault(one.step, Before(facts, at, one.target, choice))
            after = perform(facts, Act(one.step, one.target, at, national(), choice))
            written |= set(_changed(facts, after))
            facts, taken[tuple(one)] = after, taken.get(tuple(one), 0) + 1
            continue
        at = scenario.next_moment(facts, at, outlook)
        if at is None:
            return


def _changed(before, after):
    for table in fields(CaseFacts):
        old, new = _rows(getattr(before, table.name)), _rows(getattr(after, table.name))
        if old == new:
            continue
        for place, row in enumerate(new):
            was = old[place] if place < len(old) else None
            for column in fields(row):
                value = getattr(row, column.name)
                if value not in (None, "", (), False) and (was is None or value != getattr(was, column.name)):
                    yield table.name, column.name


def _rows(value):
    return value if isinstance(value, tuple) else () if value is None or isinstance(value, str) else (value,)
