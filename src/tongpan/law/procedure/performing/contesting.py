"""Steps before courts and reconsideration bodies, and of enforcement that stops (法院、复议机关、中止和终结执行)."""

from tongpan.law.coercion.suspension import SuspensionGround, TerminationGround
from tongpan.law.facts import (
    CaseFacts,
    HandedIn,
    Judgment,
    OpinionLetter,
    Payment,
    Ruling,
    Standstill,
    SuitTerm,
    Termination,
)
from tongpan.law.facts.words import CourtAnswer, Enforcing, Outcome, Role
from tongpan.law.procedure.gates import courts, halting, suing
from tongpan.law.procedure.gates.paying import owed
from tongpan.law.procedure.performing.rows import Act, add, asked_of_court, change, last_of


def settle_term(facts: CaseFacts, act: Act) -> CaseFacts:
    reviewer = act.view(facts).case.named(Role.REVIEWER)
    return add(facts, "suit_terms", SuitTerm(**act.key, at=act.at, reviewer=reviewer, ends_on=act.day))


def hear_admission(facts: CaseFacts, act: Act) -> CaseFacts:
    return _answered(facts, act, CourtAnswer(act.choice) if act.choice else CourtAnswer.ACCEPTED)


def hear_ruling(facts: CaseFacts, act: Act) -> CaseFacts:
    return _answered(facts, act, CourtAnswer(act.choice) if act.choice else CourtAnswer.GRANTED)


def _answered(facts: CaseFacts, act: Act, answer: CourtAnswer) -> CaseFacts:
    before = courts.ruling_of(act.view(facts))
    upper = before is not None and before.review_at is not None
    return add(facts, "rulings", Ruling(**act.key, at=act.at, answer=answer, received_on=act.day, upper=upper))


def ask_upper(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "rulings", courts.ruling_of(act.view(facts)), review_at=act.at)


def apply_judgment(facts: CaseFacts, act: Act) -> CaseFacts:
    return asked_of_court(facts, act, Enforcing.JUDGMENT)


def collect_by_court(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Payment(**act.key, at=act.at, amount=owed(act.view(facts)), receipt="法院划款凭证", by_court=True)
    return add(facts, "payments", row)


def complete(facts: CaseFacts, act: Act) -> CaseFacts:
    row = courts.application_of(act.view(facts))
    return change(facts, "enforcements", row, performed_at=act.at, ended_at=act.at)


def end_by_court(facts: CaseFacts, act: Act) -> CaseFacts:
    facts = change(facts, "enforcements", courts.application_of(act.view(facts)), ended_at=act.at)
    row = Termination(**act.key, at=act.at, ground=TerminationGround.OTHER, by_court=True)
    return add(facts, "terminations", row)


def suspend(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "standstills", Standstill(**act.key, at=act.at, ground=SuspensionGround.UNABLE))


def resume(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "standstills", halting.standstill_of(act.view(facts)), resumed_at=act.at)


def end_enforcement(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    ground = TerminationGround.OTHER if view.revoked is None else TerminationGround.DECISION_REVOKED
    if view.enforcement is not None and view.enforcement.ended_at is None:
        facts = change(facts, "enforcements", view.enforcement, ended_at=act.at)
    return add(facts, "terminations", Termination(**act.key, at=act.at, ground=ground))


def hear_first(facts: CaseFacts, act: Act) -> CaseFacts:
    order = act.choice == "ORDER"
    outcome = Outcome.DISMISSED if order else Outcome.UPHELD
    row = Judgment(**act.key, at=act.at, outcome=outcome, received_on=act.day, order=order)
    return add(facts, "judgments", row)


def appeal(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "judgments", suing.judgment_of(act.view(facts)), appealed_at=act.at, by_us=True)


def hear_appeal(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "judgments", suing.judgment_of(act.view(facts)), appealed_at=act.at)


def take_application(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "handed_in", HandedIn(**act.key, at=act.at))


def forward(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "handed_in", last_of(facts, "handed_in", act), forwarded_at=act.at)


def take_opinion(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "opinion_letters", OpinionLetter(**act.key, at=act.at))


def report_opinion(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "opinion_letters", suing.unreported(act.view(facts)), reported_at=act.at)
