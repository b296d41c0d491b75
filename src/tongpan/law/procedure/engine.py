"""From facts to what is next (下一步): the one function that everything else asks."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from tongpan.law.calendar import CalendarUnknown, WorkCalendar
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.coherence import check_regimes
from tongpan.law.limits import rule
from tongpan.law.period import SHANGHAI
from tongpan.law.procedure.asking import questions_of
from tongpan.law.procedure.gate import Gate
from tongpan.law.procedure.outlook import Blocked, Offer, Outlook, RunningLimit, Target
from tongpan.law.procedure.papers import attempts_under_way, papers_of
from tongpan.law.procedure.running import limits_of_charge, limits_of_preserved, limits_of_thing
from tongpan.law.procedure.tables import (
    ATTEMPT_ROWS,
    CASE_ROWS,
    DECIDED,
    INSPECTION_ROWS,
    PAPER_ROWS,
    PRESERVED_ROWS,
    THING_ROWS,
    UNDECIDED,
    Row,
)
from tongpan.law.procedure.view import CaseView, ChargeView, InspectionView, PreservedView, ThingView
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Breach

OVER: Final = "limits.over"
READ: Final = frozenset({"A", "B"})
"""grades that always stop, so that the breach need not be asked"""
_CASE: Final = Target()


def next_steps(
    facts: CaseFacts, at: datetime, calendar: WorkCalendar, *, without: frozenset[str] = frozenset()
) -> Outlook:
    """
    Return which steps are open at a moment, which are not and why, and which limits run.

    `without` leaves guards out, by the code of a breach, the number of a limit or the name of a step: the checker shows
    with it what each guard guards.

    Law: each gate cites its own.

    :raises LawRefused: if the moment has no time zone, the facts contradict each other or the moment, or a day lies
        outside the calendar
    """
    if at.tzinfo is None:
        raise LawRefused("procedure.moment.naive", "时刻必须带时区", "at")
    check_regimes(facts)
    try:
        return _look(facts, at, calendar, without)
    except CalendarUnknown as unknown:
        raise LawRefused("procedure.calendar.unknown", str(unknown), "at") from unknown


def _look(facts: CaseFacts, at: datetime, calendar: WorkCalendar, without: frozenset[str]) -> Outlook:
    case = CaseView(facts, at.astimezone(SHANGHAI), calendar)
    found = _Findings(without)
    found.judge(CASE_ROWS, case, _CASE)
    limits: list[RunningLimit] = []
    for view in case.charges:
        target = Target(view.charge.party, view.charge.cause)
        for group in UNDECIDED if view.decision is None else DECIDED:
            if group.when(view):
                found.judge(group.rows, view, target)
        found.judge_papers(view)
        limits.extend(limits_of_charge(view))
        for thing in things_of(view):
            found.judge(THING_ROWS, thing, Target(view.charge.party, view.charge.cause, thing.thing.id))
            limits.extend(limits_of_thing(thing))
        for kept in view.rows.get("preservations", ()):
            preserved = PreservedView(view, kept)
            found.judge(PRESERVED_ROWS, preserved, Target(view.charge.party, view.charge.cause, kept.id))
            limits.extend(limits_of_preserved(preserved))
        for visit in view.rows.get("inspections", ()):
            target = Target(view.charge.party, view.charge.cause, visit.id)
            found.judge(INSPECTION_ROWS, InspectionView(view, visit), target)
    asked = questions_of(case)
    case.charges = ()  # the views point at each other: untied here, they need no collecting
    if without:
        limits = [each for each in limits if each.rule not in without]
    return Outlook(
        tuple(found.offers),
        tuple(found.blocked),
        tuple(limits),
        asked,
        (*dict.fromkeys(found.warnings), *(_over(each) for each in limits if each.over)),
    )


def things_of(view: ChargeView) -> Iterator[ThingView]:
    """
    Yield the things of a charge, each with the measure on it.

    Law: ACL 22.
    """
    measures = {each.thing: each for each in view.rows.get("measures", ())}
    for thing in view.rows.get("things", ()):
        yield ThingView(view, thing, measures.get(thing.id))


def _over(running: RunningLimit) -> Breach:
    """Tell that a duty was not done in time, and what follows."""
    return Breach(
        OVER,
        f"{rule(running.rule).end}的期限已经届满：{running.limit.explanation}后果：{running.threatens}",
        running.limit.citation,
        missing="立即补办，并向负责人说明迟延的原因",
    )


class _Findings:
    """What was found so far."""

    __slots__ = ("blocked", "offers", "warnings", "without")

    def __init__(self, without: frozenset[str]) -> None:
        self.without = without
        self.offers: list[Offer] = []
        self.blocked: list[Blocked] = []
        self.warnings: list[Breach] = []

    def judge(self, rows: Sequence[Row[Any]], view: Any, target: Target) -> None:
        """Ask every row that is in question."""
        for row in rows:
            if not row.relevant(view):
                continue
            if row.step in self.without:
                continue
            breaches = self._breaches(row.gates, view)
            if breaches:
                self.blocked.append(Blocked(row.step, target, tuple(breaches)))
            else:
                self.offers.append(Offer(row.step, target))

    def judge_papers(self, view: ChargeView) -> None:
        """Ask what may be done about each document that waits to be served, and about each attempt under way."""
        party, cause = view.charge.party, view.charge.cause
        for paper in papers_of(view):
            self.judge(PAPER_ROWS, paper, Target(party, cause, paper.ref))
            for attempt in attempts_under_way(paper):
                self.judge(ATTEMPT_ROWS, attempt, Target(party, cause, attempt.ref))

    def _breaches(self, gates: Sequence[Gate[Any]], view: Any) -> list[Breach]:
        stopping: list[Breach] = []
        memo = view.memo
        for gate in gates:
            verdict = memo.get(gate)
            if verdict is None:
                verdict = memo[gate] = gate.rule(view)
            if not verdict:
                continue
            for breach in verdict:
                if breach.code not in self.without:
                    (stopping if breach.grade in READ or breach.blocks else self.warnings).append(breach)
        return stopping
