"""Steps from notice to publicity (告知、听证、审核、决定、公开)."""

from datetime import date, timedelta

from tongpan.law.facts import (
    CaseFacts,
    Correction,
    Decision,
    Deliberation,
    Disclosure,
    Hearing,
    HearingNotice,
    HearingRequest,
    Notice,
    Penalty,
    Review,
    Statement,
)
from tongpan.law.facts.words import Duty, HearingOutcome, Paper, Role, Track
from tongpan.law.penalty.no_penalty import Ground
from tongpan.law.procedure.adapting import hearing_due, review_due
from tongpan.law.procedure.gates.deciding import ground_of
from tongpan.law.procedure.performing.rows import Act, add, change, last_of
from tongpan.law.procedure.performing.serving import issued
from tongpan.law.procedure.view import ChargeView

REPLY_DAYS = 5
"""days that `perform` gives for a statement where no text sets a number; the notice names the day"""
PERFORM_DAYS = 15
"""days that `perform` gives for a duty other than paying"""
NOTHING_PROPOSED = Penalty(())


def notify(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    penalty = view.charge.proposed or NOTHING_PROPOSED
    row = Notice(
        **act.key,
        at=act.at,
        penalty=penalty,
        reply_by=act.day + timedelta(days=REPLY_DAYS),
        hearing_told=hearing_due(view) is not False,
        evidence=_evidence(view),
        law=view.charge.law,
    )
    return issued(add(facts, "notices", row), act, Paper.NOTICE)


def state(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "statements", Statement(**act.key, at=act.at))


def waive(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "statements", Statement(**act.key, at=act.at, waived=True))


def recheck(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "statements", last_of(facts, "statements", act), rechecked_at=act.at)


def request_hearing(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "hearing_requests", HearingRequest(**act.key, at=act.at))


def fix_hearing(facts: CaseFacts, act: Act) -> CaseFacts:
    limit = act.view(facts).clock("DL-13", act.day)
    day = limit.due_on if limit is not None and limit.due_on is not None else act.day
    row = HearingNotice(**act.key, held_on=day, announced_on=act.day, at=act.at)
    return issued(add(facts, "hearing_notices", row), act, Paper.HEARING_NOTICE)


def hold_hearing(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    row = Hearing(
        **act.key,
        at=act.at,
        chair=view.case.named(Role.CHAIR),
        outcome=HearingOutcome.ABSENT if act.choice == "ABSENT" else HearingOutcome.HELD,
        evidence=_evidence(view),
    )
    return add(facts, "hearings", row)


def review(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    row = Review(
        **act.key,
        at=act.at,
        reviewer=view.case.named(Role.REVIEWER),
        passed=act.choice != "FAIL",
        legal=review_due(view) is not False,
    )
    return add(facts, "reviews", row)


def correct(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "corrections", Correction(**act.key, at=act.at))


def deliberate(facts: CaseFacts, act: Act) -> CaseFacts:
    parts = (Role.APPROVER, Role.DECIDER, Role.PRINCIPAL)
    aside = act.view(facts).case.recused
    named = (each.officer for each in facts.assignments if each.role in parts and each.until is None)
    heads = dict.fromkeys(each for each in named if each not in aside)
    return add(facts, "deliberations", Deliberation(**act.key, at=act.at, heads=tuple(heads), conclusion="同意"))


def decide_on_spot(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    row = Decision(
        **act.key,
        at=act.at,
        track=Track.SUMMARY,
        decider=view.case.handlers[0] if view.case.handlers else "",
        penalty=view.charge.proposed or NOTHING_PROPOSED,
        evidence=_evidence(view),
        officers=view.case.handlers,
        correction=True,
        handed_over=True,
        perform_by=_perform_by(view, act),
    )
    return add(facts, "decisions", row)


def decide(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    row = Decision(
        **act.key,
        at=act.at,
        track=Track.ORDINARY,
        decider=view.case.named(Role.DECIDER),
        penalty=view.charge.proposed or NOTHING_PROPOSED,
        evidence=_evidence(view),
        officers=view.case.handlers,
        correction=True,
        perform_by=_perform_by(view, act),
    )
    return add(facts, "decisions", row)


def decide_none(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    ground = ground_of(view)
    broken = ground is not Ground.NOT_ESTABLISHED
    row = Decision(
        **act.key,
        at=act.at,
        track=Track.ORDINARY,
        decider=view.case.named(Role.DECIDER),
        ground=ground,
        evidence=_evidence(view),
        officers=view.case.handlers,
        correction=broken,
        education=broken,
    )
    return add(facts, "decisions", row)


def register(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "decisions", last_of(facts, "decisions", act), registered_at=act.at)


def redact(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "disclosures", Disclosure(**act.key, redacted_at=act.at))


def publish(facts: CaseFacts, act: Act) -> CaseFacts:
    if "disclosures" not in act.view(facts).rows:
        return add(facts, "disclosures", Disclosure(**act.key, at=act.at))
    return change(facts, "disclosures", last_of(facts, "disclosures", act), at=act.at)


def withdraw(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "disclosures", last_of(facts, "disclosures", act), withdrawn_at=act.at)


def _evidence(view: ChargeView) -> tuple[str, ...]:
    return tuple(each.id for each in view.evidence)


def _perform_by(view: ChargeView, act: Act) -> date | None:
    return None if view.charge.duty is Duty.PAY else act.day + timedelta(days=PERFORM_DAYS)
