"""Breadth-first search (广度优先穷举): every order of steps, every choice, time passing to each limit."""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from tongpan.law.calendar import CalendarUnknown, WorkCalendar
from tongpan.law.facts import CaseFacts
from tongpan.law.invariants import Answer, Invariant, Moment, procedural
from tongpan.law.model.canon import state_key
from tongpan.law.model.scenario import Scenario
from tongpan.law.procedure import CHOICES, Act, Outlook, Step, Target, next_steps, perform

TICK = timedelta(minutes=1)
"""between two steps of one day, so that their order is kept"""
PROBES = 40
"""forbidden steps tried for one code on one step: more only repeat the same guard"""
JOINT = 3
"""guards that may stand in the way of one step together: an invariant can have more than one"""


@dataclass(frozen=True, slots=True)
class Move:
    """How a state came about: a step on a target, or time that passed (`step` None)."""

    at: datetime
    step: Step | None = None
    target: Target = field(default_factory=Target)
    choice: str = ""


@dataclass(slots=True)
class State:
    """A reachable case: its facts and moment, and how it was reached."""

    facts: CaseFacts
    at: datetime
    depth: int
    parent: "State | None"
    move: Move | None

    def trace(self) -> tuple[Move, ...]:
        """Return the moves from the start to here."""
        moves: list[Move] = []
        state: State | None = self
        while state is not None and state.move is not None:
            moves.append(state.move)
            state = state.parent
        return tuple(reversed(moves))


@dataclass(frozen=True, slots=True)
class Finding:
    """An invariant broken, with the moves that break it; `guard` is what was taken away, empty when nothing was."""

    scenario: str
    invariant: int
    guard: str
    trace: tuple[Move, ...]


@dataclass(slots=True)
class Result:
    """What an exploration saw."""

    scenario: str
    states: int = 0
    transitions: int = 0
    depth: int = 0
    complete: bool = True
    offered: set[Step] = field(default_factory=set)
    performed: set[Step] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    limits: set[str] = field(default_factory=set)
    spoken: dict[int, int] = field(default_factory=dict)
    broken: list[Finding] = field(default_factory=list)
    guarded: dict[tuple[str, int], Finding] = field(default_factory=dict)


class Watch:
    """The outlook as invariants may see it; it remembers which of its answers somebody needed."""

    __slots__ = ("needed", "outlook")

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook
        self.needed: set[str] = set()

    def is_open(self, step: str, ref: str) -> bool:
        found = any(each.step == step and ref in ("", each.target.ref) for each in self.outlook.steps)
        if found:
            self.needed.add(step)
        return found

    def is_over(self, rule: str, ref: str) -> bool:
        found = any(each.rule == rule and each.over and ref in ("", each.target.ref) for each in self.outlook.limits)
        if found:
            self.needed.add(rule)
        return found


def ask(invariant: Invariant, moment: Moment) -> Answer:
    """
    Return what an invariant says of a moment; nothing where it would need a calendar that is not out.

    Law: the invariant cites its own.
    """
    try:
        return invariant.predicate(moment) if invariant.predicate is not None else None
    except CalendarUnknown:
        return None


class Explorer:
    """One search through one scenario."""

    def __init__(
        self, scenario: Scenario, calendar: WorkCalendar, *, without: frozenset[str] = frozenset(), most_states: int
    ) -> None:
        self.scenario = scenario
        self.calendar = calendar
        self.without = without
        self.most_states = most_states
        self.result = Result(scenario.name)
        self.invariants = procedural()
        self._tried: dict[tuple[str, Step], int] = {}
        given = Moment(scenario.facts, scenario.at + TICK, calendar)
        self._given = frozenset(each.number for each in self.invariants if ask(each, given) is False)

    def run(self, *, stop_at_first: bool = False) -> Result:
        """Search until nothing is new, the bound is reached, or (on request) an invariant is broken."""
        scenario, result = self.scenario, self.result
        start = State(scenario.facts, scenario.at + TICK, 0, None, None)
        seen: set[object] = set()
        queue: deque[tuple[State, Outlook]] = deque()
        self._meet(start, seen, queue)
        while queue:
            if result.states >= self.most_states:
                result.complete = False
                break
            state, outlook = queue.popleft()
            for after in self._successors(state, outlook):
                result.transitions += 1
                self._meet(after, seen, queue)
            if stop_at_first and result.broken:
                break
        return result

    def _meet(self, state: State, seen: set[object], queue: deque[tuple[State, Outlook]]) -> None:
        outlook = next_steps(state.facts, state.at, self.calendar, without=self.without)
        key = state_key(state.facts, state.at, outlook, self.scenario.watched)
        if key in seen:
            return
        seen.add(key)
        queue.append((state, outlook))
        result = self.result
        result.states += 1
        result.depth = max(result.depth, state.depth)
        result.limits.update(each.rule for each in outlook.limits)
        self._ask_invariants(state, outlook)
        if not self.without:
            self._probe(state, outlook)

    def _ask_invariants(self, state: State, outlook: Outlook) -> None:
        watch = Watch(outlook)
        moment = Moment(state.facts, state.at, self.calendar, watch)
        result = self.result
        for each in self.invariants:
            watch.needed.clear()
            answer = ask(each, moment)
            if answer is None or (not answer and each.number in self._given):
                continue
            result.spoken[each.number] = result.spoken.get(each.number, 0) + 1
            if not answer:
                result.broken.append(Finding(result.scenario, each.number, "", state.trace()))
            for guard in watch.needed:
                self._note(guard, each, state.trace)

    def _note(self, guard: str, invariant: Invariant, trace: Callable[[], tuple[Move, ...]]) -> None:
        key = (guard, invariant.number)
        if key not in self.result.guarded:
            self.result.guarded[key] = Finding(self.result.scenario, invariant.number, guard, trace())

    def _successors(self, state: State, outlook: Outlook) -> Iterator[State]:
        taken = _counts(state)
        for offer in outlook.steps:
            self.result.offered.add(offer.step)
            if offer.step not in self.scenario.steps:
                continue
            if taken.get((offer.step, offer.target), 0) >= self.scenario.most.get(offer.step, 1):
                continue
            for choice in self._choices(offer.step):
                self.result.performed.add(offer.step)
                yield self._step(state, offer.step, offer.target, choice)
        passed = self.scenario.next_moment(state.facts, state.at, outlook)
        if passed is not None:
            yield State(state.facts, passed, state.depth + 1, state, Move(passed))

    def _choices(self, step: Step) -> tuple[str, ...]:
        return self.scenario.choices.get(step) or CHOICES.get(step, ("",))

    def _step(self, state: State, step: Step, target: Target, choice: str) -> State:
        facts = perform(state.facts, Act(step, target, state.at, self.calendar, choice))
        return State(facts, state.at + TICK, state.depth + 1, state, Move(state.at, step, target, choice))

    def _probe(self, state: State, outlook: Outlook) -> None:
        """Take every step that one guard forbids, or few together, and see which invariant it breaks."""
        self.result.codes.update(breach.code for breach in outlook.warnings)
        before = Moment(state.facts, state.at, self.calendar)
        for blocked in outlook.blocked:
            codes = {breach.code for breach in blocked.breaches}
            self.result.codes |= codes
            if len(codes) > JOINT:
                continue
            code = "＋".join(sorted(codes))
            tried = self._tried.get((code, blocked.step), 0)
            if tried >= PROBES:
                continue
            self._tried[code, blocked.step] = tried + 1
            for choice in self._choices(blocked.step):
                after = self._step(state, blocked.step, blocked.target, choice)
                moment = Moment(after.facts, after.at, self.calendar)
                for each in self.invariants:
                    if ask(each, moment) is False and ask(each, before) is not False:
                        self._note(code, each, after.trace)


def _counts(state: State) -> Mapping[tuple[Step, Target], int]:
    counted: dict[tuple[Step, Target], int] = {}
    for move in state.trace():
        if move.step is not None:
            counted[move.step, move.target] = counted.get((move.step, move.target), 0) + 1
    return counted


def explore(
    scenario: Scenario,
    calendar: WorkCalendar,
    *,
    without: frozenset[str] = frozenset(),
    most_states: int = 1_000_000,
    stop_at_first: bool = False,
) -> Result:
    """
    Search one scenario.

    Law: none; the invariants cite theirs.
    """
    explorer = Explorer(scenario, calendar, without=without, most_states=most_states)
    return explorer.run(stop_at_first=stop_at_first)
