"""What people enter with a step in the live model: as it should be, or somehow."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from tongpan.cases import policies
from tongpan.cases.domain.entering import ENTRIES
from tongpan.cases.domain.entry import CHOICE, REF, Entry, Kind
from tongpan.cases.domain.meetings import Capacity
from tongpan.cases.domain.serving import ISSUING
from tongpan.cases.models import ReviewRound
from tongpan.cases.steps.meeting import heads
from tongpan.law.facts import CaseFacts
from tongpan.law.facts.words import Medium, Mode, Outcome, Role
from tongpan.law.procedure import Step
from tongpan.law.procedure.proving import first_receiver

FINES = ("50", "200", "2000", "20000", "300000")
BY_FORM = (Kind.ROW, Kind.MOMENT, Kind.ANSWER, Kind.FLAG, Kind.PLAN)
"""entries that a form of their own gives"""
RECEIVED = ("copy_received_on", "told_on", "received_on")
"""days that lie behind"""
OF_A_CHANGE = ("fine", "within")
"""what is entered only where a remedy changed the decision"""
FITTING = (Step.END_ENFORCEMENT, Step.HEAR_FIRST)
"""steps of which one choice has to fit the party, the decision or another choice"""
MANY_PEOPLE = (Step.DELIBERATE, Step.HOLD_HEARING)


def as_it_should_be(step: Step, facts: CaseFacts, case_id: UUID, now: datetime) -> dict[str, Any]:
    """Return what is asked with a step, as it should be."""
    entered = beside(step, facts, case_id) | proof(step, facts, now)
    for entry in ENTRIES.get(step, ()):
        if entry.kind in BY_FORM or entry.table == REF or of_service(entry, entered):
            continue
        if entry.name in OF_A_CHANGE and step is Step.CONCLUDE_REMEDY:
            continue
        if entry.choices:
            entered[entry.name] = entry.choices[-1 if entry.name == "ground" else 0][0]
        elif entry.name in RECEIVED:
            entered[entry.name] = now.date().isoformat()
        elif entry.kind is Kind.DAY:
            later = 60 if step is Step.DEFER else 15  # a deferral ends after the time to pay
            entered[entry.name] = (now.date() + timedelta(days=later)).isoformat()
        elif entry.kind is Kind.MONEY:  # a part of what is to be returned is never too much
            entered[entry.name] = "1" if step is Step.REFUND else owed(facts)
        else:
            entered[entry.name] = 30 if entry.kind is Kind.NUMBER else "如实填写"
    return entered


def somehow(
    step: Step, data: st.DataObject, facts: CaseFacts, case_id: UUID, now: datetime
) -> tuple[dict[str, Any], bool]:
    """Return something for each thing asked, and whether something is missing or nonsense, as now and then it is."""
    wrong = step in MANY_PEOPLE and not data.draw(st.integers(0, 9), label="people")
    entered = ({} if wrong else beside(step, facts, case_id)) | proof(step, facts, now)
    for entry in ENTRIES.get(step, ()):
        if entry.kind in BY_FORM or entry.table == REF or of_service(entry, entered):
            continue
        chance = data.draw(st.integers(0, 40), label=entry.name)
        if chance == 0:
            wrong = True
        elif chance == 1:
            wrong = True
            entered[entry.name] = "胡乱\0"
        elif entry.choices:
            words = [word for word, _ in entry.choices]
            entered[entry.name] = words[0] if chance % 3 and entry.name == CHOICE else words[chance % len(words)]
            wrong |= entered[entry.name] == Outcome.EXPIRED or step in FITTING
        elif entry.name in RECEIVED:
            entered[entry.name] = (now.date() - timedelta(days=chance % 3)).isoformat()
        elif entry.kind is Kind.DAY:
            days = (7, 15, 3, 30, 0, 11)[chance % 6]
            entered[entry.name] = (now.date() + timedelta(days=days)).isoformat()
            wrong |= days < 30 or entry.name in OF_A_CHANGE
        elif entry.kind is Kind.MONEY:
            entered[entry.name] = FINES[chance % len(FINES)] if chance % 2 else owed(facts)
            wrong = True
        elif entry.kind is Kind.NUMBER:
            entered[entry.name] = chance
            wrong = True
        else:
            entered[entry.name] = "如实填写"
    return entered, wrong


def beside(step: Step, facts: CaseFacts, case_id: UUID) -> dict[str, Any]:
    """Return who deliberated or was heard, and the answers to every opinion, as they should be."""
    if step is Step.DELIBERATE:
        return {"members": [{"name": name, "said": "同意"} for name in heads(facts)]}
    if step is Step.HOLD_HEARING:
        handlers = policies.holders(facts, Role.HANDLER)
        clerk = {"name": "旁人记录", "capacity": Capacity.CLERK.value}
        return {"attendees": [clerk, *({"name": one, "capacity": Capacity.INVESTIGATOR.value} for one in handlers)]}
    if step is Step.DECIDE_RECUSAL:
        return {"officer": next(iter(policies.pending_recusals(facts)), "")}
    if step is Step.CORRECT:
        rounds = ReviewRound.objects.filter(case_id=case_id).order_by("party", "cause", "-number")
        numbers = rounds[0].opinions.values_list("number", flat=True) if rounds else ()
        return {"answers": [{"number": one, "reply": "CHANGED", "answer": "已经改正"} for one in numbers]}
    return {}


def proof(step: Step, facts: CaseFacts, now: datetime) -> dict[str, Any]:
    """Return what proves a service: handed over, or arrived today."""
    signer, today = first_receiver(facts.parties[0]).value, now.date().isoformat()
    if step in ISSUING or step is Step.SERVE:
        return {"mode": Mode.DIRECT.value, "receiver": signer}
    if step is Step.SERVE_ELECTRONIC:
        return {"account": "邮箱", "recorded": True, "address_confirmed": True, "signed_on": today}
    if step is Step.RECORD_SERVICE:
        return {"choice": "SERVED", "receiver": signer, "signed_on": today, "recorded": True}
    return {"medium": Medium.WEBSITE.value} if step is Step.SERVE_PUBLIC else {}


def of_service(entry: Entry, entered: dict[str, Any]) -> bool:
    """Whether a value is one of those that prove a service: they are given together, or left out."""
    return entry.name in entered or entry.name == "exhibit" or bool(entry.ways)


def owed(facts: CaseFacts) -> str:
    """Return the fine that was decided."""
    decision = facts.decisions[-1] if facts.decisions else None
    fine = decision.penalty.fine if decision is not None and decision.penalty is not None else None
    return f"{fine.fen / 100:.2f}" if fine is not None else "1"
