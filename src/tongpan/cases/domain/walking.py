"""当场处罚 as rows: each thing that was done on the spot becomes the law's own step, at the moment it was done."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from tongpan.cases.domain.spot import Answered, Spot, evidence_of
from tongpan.cases.domain.spotweighing import natural
from tongpan.cases.domain.tables import touched
from tongpan.law.calendar import WorkCalendar
from tongpan.law.facts import CaseFacts, Penalty
from tongpan.law.facts.people import Earlier
from tongpan.law.money import NOTHING
from tongpan.law.procedure import Act, Outlook, Step, Target, next_steps, perform
from tongpan.law.verdict import Breach

Noted = dict[tuple[str, int], dict[str, str]]
EARLIER: Final = "此前的罚款"


@dataclass(frozen=True, slots=True)
class Walked:
    """The facts after what was done, what was written beside the rows, and what stood in the way."""

    facts: CaseFacts
    noted: Noted
    breaches: tuple[Breach, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """One step that was done, and what is written beside it."""

    step: Step
    at: datetime
    choice: str = ""
    words: Mapping[str, str] | None = None


def found(facts: CaseFacts, spot: Spot, target: Target, proposed: Penalty | None) -> CaseFacts:
    """Return the facts with everything that was found of the act and the party; what was not answered stays unknown."""
    charges = tuple(
        replace(
            row,
            complex=None if spot.certain is None else not spot.certain,
            proven=True if spot.certain else None,
            minor=spot.minor,
            corrected=spot.corrected,
            consequences=spot.harm,
            first=spot.first,
            no_fault=spot.no_fault,
            crime=spot.crime,
            earlier_fines=_earlier(spot),
            lightened=bool(spot.lightened),
            asks_on_spot=spot.asks_on_spot,
            hard_later=spot.hard_later,
            proposed=proposed,
        )
        if (row.party, row.cause) == (target.party, target.cause)
        else row
        for row in facts.charges
    )
    parties = tuple(
        replace(row, lucid=spot.lucid if natural(spot.kind) else None) if row.id == target.party else row
        for row in facts.parties
    )
    return replace(facts, charges=charges, parties=parties)


def _earlier(spot: Spot) -> tuple[Earlier, ...] | None:
    if spot.fined is None:
        return None
    return (Earlier(EARLIER, NOTHING, same_act=True),) if spot.fined else ()


def inquiry(spot: Spot) -> Iterator[Done]:
    """Yield what was done before the party was told."""
    if spot.shown_at is not None:
        yield Done(Step.SHOW_IDENTITY, spot.shown_at)
    if spot.verified_at is not None:
        for entry in spot.evidence:
            kind, title = evidence_of(entry)
            yield Done(Step.GATHER, spot.verified_at, kind.value, {"title": title, "shows": spot.narrative})
        if spot.evidence:
            yield Done(Step.VERIFY, spot.verified_at)


def telling(spot: Spot) -> Iterator[Done]:
    """Yield what was told and heard."""
    if spot.told_at is None:
        return
    yield Done(Step.NOTIFY, spot.told_at, words={"note": "当场口头告知"})
    if spot.answered_at is None:
        return
    if spot.answered is Answered.WAIVED:
        yield Done(Step.WAIVE, spot.answered_at)
    elif spot.answered is Answered.STATED:
        yield Done(Step.STATE, spot.answered_at, words={"said": spot.said})
        if spot.considered.strip():
            yield Done(Step.RECHECK, spot.answered_at, words={"answer": spot.considered})


def walk(facts: CaseFacts, steps: Iterator[Done], target: Target, calendar: WorkCalendar) -> Walked:
    """
    Take steps one after the other, each asked of the law at its own moment.

    :raises LawRefused: if the facts contradict each other or a moment
    """
    noted: Noted = {}
    breaches: dict[str, Breach] = {}
    for done in steps:
        for breach in stopping(next_steps(facts, done.at, calendar), done.step, target):
            breaches.setdefault(breach.code, breach)
        after = perform(facts, Act(done.step, target, done.at, calendar, done.choice))
        if done.words:
            rows = touched(facts, after)
            for row in rows.items():
                noted[row] = noted.get(row, {}) | dict(done.words)
        facts = after
    return Walked(facts, noted, tuple(breaches.values()))


def stopping(outlook: Outlook, step: Step, target: Target) -> tuple[Breach, ...]:
    """Return what stands in the way of a step, none where it is open."""
    if outlook.offers(step, target):
        return ()
    return next((one.breaches for one in outlook.blocked if (one.step, one.target) == (step, target)), ())


def decided(facts: CaseFacts, spot: Spot, target: Target, at: datetime, calendar: WorkCalendar) -> Walked:
    """
    Return the facts with the decision taken; it is handed over later, when the paper is there.

    :raises LawRefused: as in `walk`
    """
    facts = found(facts, spot, target, spot.proposed)
    breaches = stopping(next_steps(facts, at, calendar), Step.DECIDE_ON_SPOT, target)
    after = perform(facts, Act(Step.DECIDE_ON_SPOT, target, at, calendar))
    rows = list(after.decisions)
    rows[-1] = replace(rows[-1], handed_over=False, correction=spot.correcting in ("NOW", "DONE"))
    changed: dict[str, Any] = {"decisions": tuple(rows)}
    return Walked(replace(after, **changed), {}, breaches)
