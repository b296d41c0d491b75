"""The whole check (模型检验): every scenario searched, every guard taken away, and what that adds up to."""

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from tongpan.law.calendar import WorkCalendar, national
from tongpan.law.invariants import Moment, invariants, procedural
from tongpan.law.model.explore import TICK, Finding, Move, Result, Watch, ask, explore
from tongpan.law.model.scenario import Scenario
from tongpan.law.model.scenarios import scenarios
from tongpan.law.procedure import Act, Step, Target, next_steps, perform
from tongpan.law.procedure.engine import OVER
from tongpan.law.procedure.tables import (
    CASE_ROWS,
    DECIDED,
    INSPECTION_ROWS,
    PAPER_ROWS,
    PRESERVED_ROWS,
    THING_ROWS,
    UNDECIDED,
    Row,
)

BOUNDED_STATES = 1500
"""states of one scenario in the bounded run: breadth-first, so every shorter history is among them"""
FULL_STATES = 120_000
"""states of one scenario in the full run"""


@dataclass(slots=True)
class Report:
    """What a check saw, all scenarios together."""

    results: list[Result] = field(default_factory=list)

    @property
    def states(self) -> int:
        return sum(each.states for each in self.results)

    @property
    def transitions(self) -> int:
        return sum(each.transitions for each in self.results)

    @property
    def depth(self) -> int:
        return max(each.depth for each in self.results)

    @property
    def performed(self) -> frozenset[Step]:
        return frozenset().union(*(each.performed for each in self.results))

    @property
    def codes(self) -> frozenset[str]:
        return frozenset().union(*(each.codes for each in self.results)) - {OVER}

    @property
    def broken(self) -> list[Finding]:
        return [finding for each in self.results for finding in each.broken]

    @property
    def spoken(self) -> frozenset[int]:
        """Invariants whose antecedent a lawful history met: they hold for a reason, not for want of a case."""
        return frozenset(number for each in self.results for number in each.spoken)

    @property
    def guards(self) -> dict[int, list[Finding]]:
        """For each invariant, what guards it: the shortest history that breaks it once that is taken away."""
        found: dict[tuple[str, int], Finding] = {}
        for result in self.results:
            for key, finding in result.guarded.items():
                if key not in found or len(finding.trace) < len(found[key].trace):
                    found[key] = finding
        by_invariant: dict[int, list[Finding]] = {}
        for (_, number), finding in sorted(
            found.items(), key=lambda each: (each[0][1], len(each[1].trace), each[0][0])
        ):
            by_invariant.setdefault(number, []).append(finding)
        return by_invariant


@cache
def declared_codes() -> frozenset[str]:
    """
    Return every breach code that a gate of the table can answer.

    Law: each breach cites its own.
    """
    tables: list[Iterable[Row[Any]]] = [CASE_ROWS, PAPER_ROWS, THING_ROWS, PRESERVED_ROWS, INSPECTION_ROWS]
    tables += [group.rows for group in (*UNDECIDED, *DECIDED)]
    gates = (gate for rows in tables for row in rows for gate in row.gates)
    return frozenset(code for gate in gates for code in gate.codes)


def check(*, full: bool = False, processes: int = 1, only: Sequence[str] = ()) -> Report:
    """
    Search every scenario.

    Law: none; the invariants cite theirs.
    """
    chosen = [
        each for each in scenarios() if (full or not each.full_only) and (not only or any(o in each.name for o in only))
    ]
    jobs = [(each.name, FULL_STATES if full else BOUNDED_STATES) for each in chosen]
    if processes == 1:
        return Report([_search(job) for job in jobs])
    with ProcessPoolExecutor(processes) as pool:
        return Report(list(pool.map(_search, reversed(jobs))))


def _search(job: tuple[str, int]) -> Result:
    name, most_states = job
    return explore(scenario_named(name), national(), most_states=most_states)


def scenario_named(name: str) -> Scenario:
    """
    Return one scenario.

    Law: none; cases to check with.
    """
    return next(each for each in scenarios() if each.name == name)


def replay(finding: Finding, calendar: WorkCalendar) -> bool:
    """
    Tell whether a counterexample stands: with its guard taken away every step of it is open, and the invariant breaks.

    Law: none; the invariant cites its own.
    """
    without = frozenset(finding.guard.split("＋"))
    facts, at = scenario_named(finding.scenario).facts, scenario_named(finding.scenario).at + TICK
    for move in finding.trace:
        at = move.at
        if move.step is None:
            continue
        if not next_steps(facts, at, calendar, without=without).offers(move.step, move.target):
            return False
        facts = perform(facts, Act(move.step, move.target, at, calendar, move.choice))
        at += TICK
    invariant = invariants()[finding.invariant]
    watch = Watch(next_steps(facts, at, calendar, without=without))
    return ask(invariant, Moment(facts, at, calendar, watch)) is False


def told(finding: Finding) -> str:
    """
    Return a counterexample in Chinese, one move a line.

    Law: the invariant cites its own.
    """
    invariant = invariants()[finding.invariant]
    guard = f"去掉“{finding.guard}”后，" if finding.guard else ""
    lines = [f"{guard}不变式{invariant.id}（{invariant.chinese}）被违反。情景：{finding.scenario}"]
    lines += [f"  {number}. {_line(move)}" for number, move in enumerate(finding.trace, 1)]
    return "\n".join(lines)


def _line(move: Move) -> str:
    when = f"{move.at:%Y-%m-%d %H:%M}"
    if move.step is None:
        return f"{when} 时间经过"
    return f"{when} {move.step.label}{_on(move.target)}{'：' + move.choice if move.choice else ''}"


def _on(target: Target) -> str:
    named = "、".join(each for each in (target.party, target.cause, target.ref) if each)
    return f"（{named}）" if named else ""


def unguarded(report: Report) -> list[int]:
    """
    Return the procedure invariants that nothing was shown to guard.

    Law: each invariant cites its own.
    """
    return [each.number for each in procedural() if each.number not in report.guards]
