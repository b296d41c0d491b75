"""Limits that run (正在计算的期限): from which moment each runs, and until which event."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Final

from tongpan.law.coercion.seizure import custody_limit
from tongpan.law.facts import Service
from tongpan.law.facts.words import Outcome, Paper, Track
from tongpan.law.limits import rule
from tongpan.law.penalty.execution import HARDSHIP
from tongpan.law.period import Kind, Limit, chinese_day
from tongpan.law.procedure.clocks import decision_limit
from tongpan.law.procedure.gates import courts, halting, suing
from tongpan.law.procedure.gates.enforcing import demand_of, enforced_by, knowledge_of
from tongpan.law.procedure.gates.measuring import custody_of
from tongpan.law.procedure.gates.paying import ended, uncovered, unpaid, unperformed
from tongpan.law.procedure.gates.redress import (
    forum_of,
    may_sue,
    ours,
    taken_down,
    taken_down_at,
    to_sue_from,
    unanswered,
)
from tongpan.law.procedure.gates.returning import in_hand, to_bank
from tongpan.law.procedure.outlook import RunningLimit, Target
from tongpan.law.procedure.papers import papers_of
from tongpan.law.procedure.proving import under_way
from tongpan.law.procedure.settled import public_service_limit, spared_publicity
from tongpan.law.procedure.view import ChargeView, PreservedView, ThingView, last
from tongpan.law.remedies.answering import Forum, answer_row

Trigger = date | datetime | None
REDO: Final = "DL-44.2"
"""the row whose day a paper sets"""


@dataclass(frozen=True, slots=True)
class Clock:
    """One row of the register as it runs on a charge: `since` is None while it does not run."""

    rule: str
    since: Callable[[ChargeView], Trigger]

    def moments(self, view: ChargeView) -> Mapping[str, Trigger]:
        return {"": self.since(view)}


@dataclass(frozen=True, slots=True)
class PaperClock:
    """One row of the register that runs on each document by itself: `moments` by the name of the document."""

    rule: str
    moments: Callable[[ChargeView], Mapping[str, Trigger]]


def _clue(view: ChargeView) -> Trigger:
    facts = view.case.facts
    never = view.decision is None and view.reopened is None
    return facts.clue.at.date() if facts.clue is not None and facts.filing is None and never else None


def _told(view: ChargeView) -> Trigger:
    notice = view.notice
    return notice.served_at.date() if view.decision is None and notice is not None and notice.served_at else None


def _hearing_right(view: ChargeView) -> Trigger:
    return _told(view) if view.notice is not None and view.notice.hearing_told and view.request is None else None


def _hearing_day(view: ChargeView) -> Trigger:
    told = view.hearing_notice
    waits = view.hearing is None and view.decision is None
    return told.served_at.date() if told is not None and told.served_at is not None and waits else None


def _to_serve(view: ChargeView) -> Trigger:
    """From the decision; where an attempt came to nothing, anew from the day on which it did (ADR-0057)."""
    decision = view.decision
    if decision is None or view.revoked is not None or view.served_at is not None:
        return None
    tried: list[Service] = [each for each in view.rows.get("services", ()) if each.paper is Paper.DECISION]
    if any(under_way(each) for each in tried):
        return None
    return max([decision.at.date(), *(each.failed_on for each in tried if each.failed_on is not None)])


def _public(view: ChargeView) -> Mapping[str, Trigger]:
    """Each document that is under public notice, by its name, from the day of its notice."""
    return {each.ref: each.announced.at.date() for each in papers_of(view) if each.announced is not None}


def _to_publish(view: ChargeView) -> Trigger:
    decision = view.decision
    if decision is None or decision.penalty is None or taken_down(view):
        return None
    if any(each.at for each in view.rows.get("disclosures", ())):
        return None
    return None if spared_publicity(view) else decision.at.date()


def _to_withdraw(view: ChargeView) -> Trigger:
    gone, shown = taken_down_at(view), last(view.rows.get("disclosures"))
    waits = shown is not None and shown.at is not None and shown.withdrawn_at is None
    return gone.date() if waits and gone is not None else None


def _to_register(view: ChargeView) -> Trigger:
    decision = view.decision
    waits = decision is not None and decision.track is Track.SUMMARY and decision.registered_at is None
    return decision.at.date() if waits and decision is not None else None


def _limits_to_pay(view: ChargeView, target: Target) -> Iterator[RunningLimit]:
    """
    Yield until when is to be paid: each instalment that is not covered has a limit of its own, by its number.

    After enforcement ended for good, and once the case is closed, nothing is to be paid any more.

    Law: APL 66 ¶2, 67 ¶3 (DL-23); ACL 39 ¶2, 40.
    """
    over = ended(view) or view.case.facts.closing is not None
    if view.decision is None or view.served_at is None or not unpaid(view) or over:
        return
    limit, deferral = view.clock("DL-23", view.served_at.date()), last(view.rows.get("deferrals"))
    if limit is None:
        return
    if deferral is None:
        yield _running("DL-23", target, limit, view.case.at)
        return
    parts = uncovered(view) if deferral.parts else ()
    for each in parts:
        said = f"经批准分期缴纳，第{each.place}期{each.part.amount}"
        said += f"，还差{each.left}" if each.left != each.part.amount else ""
        yield _running(
            "DL-23", target._replace(ref=f"第{each.place}期"), _until(limit, each.part.due_on, said), view.case.at
        )
    if not parts:
        until = max(deferral.until, limit.due_on or deferral.until)
        yield _running("DL-23", target, _until(limit, until, "经批准延期缴纳"), view.case.at)


def _until(limit: Limit, day: date, said: str) -> Limit:
    """Return the limit of paying as the organ set its day; a day that is named does not move with holidays."""
    return Limit(
        limit.kind, day, safe_end=day, legal_end=day, explanation=f"{said}，应于{chinese_day(day)}前（含当日）缴纳。",
        citation=HARDSHIP,
    )  # fmt: skip


def _to_hand_in(view: ChargeView) -> Trigger:
    return min((each.at.date() for each in in_hand(view)), default=None)


def _to_bank(view: ChargeView) -> Trigger:
    return min((each.handed_in_at.date() for each in to_bank(view) if each.handed_in_at is not None), default=None)


def _to_remedy(view: ChargeView) -> Trigger:
    knowledge = knowledge_of(view)
    return knowledge.known_on if knowledge is not None and not view.remedies else None


def _to_sue(view: ChargeView) -> Trigger:
    """Who withdrew an application for reconsideration still has the term to sue that began with the decision."""
    knowledge = knowledge_of(view)
    return knowledge.known_on if knowledge is not None and (not view.remedies or _withdrew(view)) else None


def _withdrew(view: ChargeView) -> bool:
    row = last(view.remedies)
    return row is not None and row.outcome is Outcome.WITHDRAWN and may_sue(view)


def _to_answer(forum: Forum) -> Callable[[ChargeView], Trigger]:
    def since(view: ChargeView) -> Trigger:
        row = unanswered(view)
        return row.copy_received_on if row is not None and forum_of(row) is forum else None

    return since


def _demanded(view: ChargeView) -> Trigger:
    asked = demand_of(view)
    if asked is None or asked.served_at is None or enforced_by(view) is not None or not unperformed(view):
        return None
    return asked.served_at.date()


def _suit_over(view: ChargeView) -> Trigger:
    """The same window as the gate before the application asks."""
    if not unperformed(view) or view.pending or not courts.may_ask(view) or ours.check(view):
        return None
    start = courts.window_starts_on(view)
    return start if start is not None and view.case.today > start else None


def _to_ask_upper(view: ChargeView) -> Trigger:
    row = courts.ruling_of(view)
    return row.received_on if row is not None and courts.reviewable(view) else None


def _stands_still(view: ChargeView) -> Trigger:
    row = halting.standstill_of(view)
    return row.at.date() if row is not None and unperformed(view) else None


def _to_appeal(*, order: bool) -> Callable[[ChargeView], Trigger]:
    def since(view: ChargeView) -> Trigger:
        row = suing.judgment_of(view)
        waits = row is not None and row.order is order and suing.appealable(view)
        return row.received_on if waits and row is not None else None

    return since


def _to_forward(view: ChargeView) -> Trigger:
    row = suing.handed_in(view)
    settled = view.revoked is not None or any(row is not None and each.at >= row.at for each in view.remedies)
    return row.at.date() if row is not None and not settled else None


def _to_report(view: ChargeView) -> Trigger:
    row = suing.unreported(view)
    return row.at.date() if row is not None else None


def ordered_by(view: ChargeView) -> date | None:
    """
    Return the last day on which the organ decides anew as it was ordered; None: not ordered, no day set, or done.

    Law: 行政复议法 64; 行政诉讼法 70: the paper sets the day.
    """
    if view.decision is not None and view.revoked is None:
        return None
    rows = view.remedies if view.decision is not None else view.earlier.get("remedies", ())
    ordered = [each for each in rows if each.outcome is Outcome.REDONE and each.within is not None]
    return ordered[-1].within if ordered and not _decided_since(view, ordered[-1].ended_at) else None


def _decided_since(view: ChargeView, fell_at: datetime | None) -> bool:
    """Whether the organ has decided anew since a remedy ended: then the order is obeyed, whatever followed."""
    made = (*view.earlier.get("decisions", ()), *view.rows.get("decisions", ()))
    return fell_at is not None and any(each.at > fell_at for each in made)


def _principal(view: ChargeView) -> Trigger:
    row = view.referral
    return row.reported_at.date() if row is not None and row.reported_at and row.decided_at is None else None


def _transfer(view: ChargeView) -> Trigger:
    row = view.referral
    return row.decided_at if row is not None and row.approved and row.transferred_at is None else None


def _hand_over(view: ChargeView) -> Trigger:
    row = view.referral
    held = any(each.ended_at is None for each in view.rows.get("measures", ()))
    return row.answered_at.date() if row is not None and row.accepted and row.answered_at and held else None


def _contest(view: ChargeView) -> Trigger:
    row = view.referral
    waits = row is not None and row.accepted is False and row.contested_at is None and row.resumed_at is None
    return row.answered_at.date() if waits and row is not None and row.answered_at is not None else None


REFERRED: Final[tuple[Clock | PaperClock, ...]] = (
    Clock("DL-34.1", _principal),
    Clock("DL-34.2", _transfer),
    Clock("DL-35", _hand_over),
    Clock("DL-36.1", _contest),
)
UNDECIDED: Final[tuple[Clock | PaperClock, ...]] = (
    Clock("DL-01", _clue),
    PaperClock("DL-18", _public),
    Clock("DL-11", _told),
    Clock("DL-12", _hearing_right),
    Clock("DL-13", _hearing_day),
)
DECIDED: Final[tuple[Clock | PaperClock, ...]] = (
    Clock("DL-17", _to_serve),
    PaperClock("DL-18", _public),
    Clock("DL-19", _to_publish),
    Clock("DL-21", _to_withdraw),
    Clock("DL-22", _to_register),
    Clock("DL-25.1", _to_hand_in),
    Clock("DL-25.2", _to_bank),
    Clock("DL-27", _demanded),
    Clock("DL-28", _suit_over),
    Clock("DL-29", _to_ask_upper),
    Clock("DL-32", _stands_still),
    Clock("DL-38", _to_remedy),
    Clock("DL-39", _to_sue),
    Clock("DL-40", to_sue_from),
    *(Clock(answer_row(each), _to_answer(each)) for each in Forum),
    Clock("DL-42", _to_forward),
    Clock("DL-43.2", _to_appeal(order=False)),
    Clock("DL-43.3", _to_appeal(order=True)),
)
ANY_TIME: Final[tuple[Clock | PaperClock, ...]] = (Clock("DL-44", _to_report), Clock(REDO, ordered_by))
"""clocks that a revocation and a new round leave running"""


def limits_of_charge(view: ChargeView) -> Iterator[RunningLimit]:
    """
    Yield the limits that run on one charge.

    Law: each row of the register cites its own.
    """
    target = Target(view.charge.party, view.charge.cause)
    found: list[tuple[str, str, Limit | None]] = []
    yield from _limits_to_pay(view, target)
    if view.decision is None and view.case.facts.filing is not None:
        found.append(("DL-09", "", decision_limit(view)))
    running = UNDECIDED if view.decision is None else DECIDED
    for each in (*running, *ANY_TIME, *(REFERRED if view.referral is not None else ())):
        for ref, since in each.moments(view).items():
            if since is not None:
                limit = _limit(view, each.rule, since)
                found.append((each.rule, ref, _set(limit, since) if each.rule == REDO else limit))
    for name, ref, limit in found:
        if limit is not None:
            yield _running(name, target._replace(ref=ref), limit, view.case.at)


def _limit(view: ChargeView, name: str, since: date | datetime) -> Limit | None:
    """Return a limit under the rules of the charge, or as an answer to an open point made it."""
    if name == "DL-18":
        return public_service_limit(view, since.date() if isinstance(since, datetime) else since)
    return view.clock(name, since)


def _set(limit: Limit | None, day: Trigger) -> Limit | None:
    """Return the limit of a text that leaves its day to a paper, with the day that the paper sets."""
    if limit is None or not isinstance(day, date):
        return limit
    said = f"行政复议决定书、判决书限定在{chinese_day(day)}前（含当日）重新作出处理决定（{limit.citation}）。"
    return replace(limit, due_on=day, safe_end=day, legal_end=day, explanation=said)


def limits_of_thing(view: ThingView) -> Iterator[RunningLimit]:
    """
    Yield the limits that run on a thing that is held.

    Law: ACL 19, 25.
    """
    measure, case = view.measure, view.of.case
    if measure is None or measure.ended_at is not None:
        return
    target = Target(view.thing.party, view.thing.cause, view.thing.id)
    yield _running(
        "DL-06", target, custody_limit(custody_of(view, measure), case.calendar, view.of.charge.regime), case.at
    )
    if measure.urgent and measure.approved_at is None and measure.refused_at is None:
        limit = view.of.clock("DL-05", measure.at)
        if limit is not None:
            yield _running("DL-05", target, limit, case.at)


def limits_of_preserved(view: PreservedView) -> Iterator[RunningLimit]:
    """
    Yield the limits that run on preserved evidence.

    Law: APL 56.
    """
    row = view.preservation
    if row.disposed_at is not None:
        return
    target = Target(row.party, row.cause, row.id)
    for name, since in (("DL-03", row.at.date()), ("DL-04", row.at if row.approved_at is None else None)):
        limit = view.of.clock(name, since) if since is not None else None
        if limit is not None:
            yield _running(name, target, limit, view.of.case.at)


def _running(name: str, target: Target, limit: Limit, at: datetime) -> RunningLimit:
    end = limit.act_by
    past = at > limit.due_at if limit.due_at is not None else end is not None and at.date() > end
    return RunningLimit(name, target, limit, threat(name), past and limit.kind is Kind.MUST_BY)


@cache
def threat(name: str) -> str:
    """
    Return what follows when a limit is over, in Chinese.

    Law: each row of the register cites its own.
    """
    return rule(name).provisions[0].effect.label
