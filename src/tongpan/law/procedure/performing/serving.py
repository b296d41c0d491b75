"""Steps of service (送达): an attempt, what came of it, and a public notice; for every document in the same way."""

from dataclasses import replace
from typing import Final

from tongpan.law.facts import CaseFacts, Service
from tongpan.law.facts.words import Failure, Medium, Mode, Paper
from tongpan.law.penalty.forwarding import Through
from tongpan.law.procedure.papers import attempts_on
from tongpan.law.procedure.performing.rows import Act, add
from tongpan.law.procedure.proving import (
    TABLES,
    failed_by_hand_and_by_mail,
    first_receiver,
    mark_served,
    public_effect,
    settle,
)
from tongpan.law.procedure.settled import public_service_limit

LATER: Final = "LATER"
"""of a document that is made now and served by a step of its own"""
FAILED: Final = "FAILED"
DIFFICULT: Final = "直接送达有困难"
"""what `perform` notes of mail; the form asks for the difficulty itself"""


def issued(facts: CaseFacts, act: Act, paper: Paper) -> CaseFacts:
    """
    Return the facts with the attempt by which a document is served as it is made: handed over, where nothing is said.

    Law: none; keeping of records.
    """
    return facts if act.choice == LATER else _tried(facts, act, paper, Mode(act.choice or Mode.DIRECT))


def serve(facts: CaseFacts, act: Act) -> CaseFacts:
    return _tried(facts, act, _paper(act), Mode(act.choice or Mode.DIRECT))


def serve_electronic(facts: CaseFacts, act: Act) -> CaseFacts:
    return _tried(facts, act, _paper(act), Mode.ELECTRONIC, arrived=True)


def serve_public(facts: CaseFacts, act: Act) -> CaseFacts:
    view, paper = act.view(facts), _paper(act)
    tried = [each for each in view.rows.get("services", ()) if each.paper is paper]
    failed = "直接、邮寄都无法送达" if failed_by_hand_and_by_mail(tried) else ""
    reason = "下落不明" if view.party.untraceable else failed
    row = Service(paper, **act.key, at=act.at, mode=Mode.PUBLIC, reason=reason, medium=Medium.WEBSITE)
    return add(facts, "services", row)


def confirm_public(facts: CaseFacts, act: Act) -> CaseFacts:
    view, paper = act.view(facts), _paper(act)
    running = [each for each in view.rows["services"] if each.paper is paper and each.mode is Mode.PUBLIC]
    place = _place(facts, running[-1])
    effect = public_effect(running[-1], public_service_limit(view, running[-1].at.date()).due_on, act.at)
    known = replace(running[-1], effective_at=effect)
    return mark_served(_with(facts, place, known), known)


def record_service(facts: CaseFacts, act: Act) -> CaseFacts:
    row = attempt_of(facts, act)
    if act.choice == FAILED:
        known = replace(row, failure=Failure.NOBODY, failed_on=act.day)
    else:
        known = replace(row, signed_on=act.day, receiver=row.receiver or first_receiver(act.view(facts).party))
    place = _place(facts, row)
    return settle(_with(facts, place, known), place, act.calendar)


def attempt_of(facts: CaseFacts, act: Act) -> Service:
    """
    Return the attempt that a step names by document and number.

    Law: none; a reading of the rows.
    """
    name, _, number = act.target.ref.rpartition("-")
    view, paper = act.view(facts), Paper(name)
    return attempts_on(view, paper, view.rows[TABLES[paper]][-1])[int(number) - 1]


def _tried(facts: CaseFacts, act: Act, paper: Paper, mode: Mode, *, arrived: bool = False) -> CaseFacts:
    party = act.view(facts).party
    row = Service(paper, **act.key, at=act.at, mode=mode)
    if mode is Mode.DIRECT:
        row = replace(row, receiver=first_receiver(party))
    if mode is Mode.LEFT:
        row = replace(row, refusal="拒绝签收", at_home=True, recorded=True)
    if mode in (Mode.MAIL, Mode.ENTRUSTED):
        row = replace(row, difficulty=DIFFICULT)
    if mode is Mode.FORWARDED:
        row = replace(row, through=Through.PRISON, by="监所")
    if mode is Mode.ELECTRONIC:
        row = replace(row, consent=party.electronic, recorded=True, signed_on=act.day if arrived else None)
    facts = add(facts, "services", row)
    return settle(facts, len(facts.services) - 1, act.calendar)


def _paper(act: Act) -> Paper:
    """Return the document that a step names; the decision where it names none."""
    return Paper(act.target.ref or Paper.DECISION)


def _place(facts: CaseFacts, row: Service) -> int:
    return next(place for place, each in enumerate(facts.services) if each is row)


def _with(facts: CaseFacts, place: int, row: Service) -> CaseFacts:
    return replace(facts, services=(*facts.services[:place], row, *facts.services[place + 1 :]))
