"""Steps of payment, remedies, demand and enforcement (缴纳、救济、催告、执行)."""

from datetime import timedelta

from tongpan.law.facts import (
    CaseFacts,
    Deferral,
    Demand,
    Enforcement,
    Payment,
    Refund,
    Remedy,
    Reopening,
    Revocation,
    Surcharge,
)
from tongpan.law.facts.words import Enforcing, Fault, Outcome, Paper, RemedyKind, Role
from tongpan.law.money import Money
from tongpan.law.penalty.execution import Instalment
from tongpan.law.procedure.gates import suing
from tongpan.law.procedure.gates.paying import fine_left, owed, pay_by, surcharge_of
from tongpan.law.procedure.gates.redress import unanswered
from tongpan.law.procedure.gates.returning import in_hand, refundable, to_bank
from tongpan.law.procedure.performing.rows import Act, add, asked_of_court, change, last_of
from tongpan.law.procedure.performing.serving import issued

DEFERRAL_DAYS = 30
"""days by which `perform` puts payment off"""
IN_PARTS = "PARTS"
"""the way of a deferral that `perform` divides in two halves"""
DEMAND_DAYS = 10
"""days that `perform` gives in a demand"""


def pay(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "payments", Payment(**act.key, at=act.at, amount=owed(act.view(facts)), receipt="票据"))


def collect(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Payment(**act.key, at=act.at, amount=owed(act.view(facts)), on_spot=True, receipt="票据")
    return add(facts, "payments", row)


def hand_in(facts: CaseFacts, act: Act) -> CaseFacts:
    """All cash that was taken on the charge goes to the organ at once."""
    for row in in_hand(act.view(facts)):
        facts = change(facts, "payments", row, handed_in_at=act.at)
    return facts


def bank(facts: CaseFacts, act: Act) -> CaseFacts:
    for row in to_bank(act.view(facts)):
        facts = change(facts, "payments", row, banked_at=act.at)
    return facts


def refund(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Refund(**act.key, at=act.at, amount=refundable(act.view(facts)), voucher="凭证")
    return add(facts, "refunds", row)


def defer(facts: CaseFacts, act: Act) -> CaseFacts:
    view = act.view(facts)
    due = pay_by(view) or act.day
    until = due + timedelta(days=DEFERRAL_DAYS)
    left, parts = fine_left(view).fen, tuple[Instalment, ...]()
    if act.choice == IN_PARTS:
        half = Money(left // 2)
        parts = (Instalment(due + timedelta(days=DEFERRAL_DAYS // 2), half), Instalment(until, Money(left - half.fen)))
    return add(facts, "deferrals", Deferral(**act.key, at=act.at, until=until, parts=parts))


def surcharge(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Surcharge(**act.key, at=act.at, amount=surcharge_of(act.view(facts)), by_service=True)
    return issued(add(facts, "surcharges", row), act, Paper.SURCHARGE)


def perform_duty(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "decisions", last_of(facts, "decisions", act), performed_at=act.at)


def reconsider(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "remedies", Remedy(**act.key, kind=RemedyKind.RECONSIDERATION, at=act.at))


def litigate(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "remedies", Remedy(**act.key, kind=RemedyKind.LITIGATION, at=act.at))


def answer_remedy(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "remedies", unanswered(act.view(facts)), answered_at=act.at)


def conclude_remedy(facts: CaseFacts, act: Act) -> CaseFacts:
    """Without a choice the decision is upheld, or a suit ends as a first judgment that nobody appealed says."""
    view = act.view(facts)
    row, first = next(each for each in view.remedies if each.ended_at is None), suing.judgment_of(view)
    binding = first.outcome if first is not None and first.appealed_at is None else Outcome.UPHELD
    outcome = Outcome(act.choice) if act.choice else binding
    return change(facts, "remedies", row, ended_at=act.at, outcome=outcome)


def restore(facts: CaseFacts, act: Act) -> CaseFacts:
    row = act.view(facts).revoked
    return change(facts, "revocations" if isinstance(row, Revocation) else "remedies", row, restored_at=act.at)


def revoke(facts: CaseFacts, act: Act) -> CaseFacts:
    decider = act.view(facts).case.named(Role.DECIDER)
    return add(facts, "revocations", Revocation(**act.key, at=act.at, decider=decider, ground=Fault.OTHER))


def reopen(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "reopenings", Reopening(**act.key, at=act.at, procedural=act.choice == "PROCEDURE"))


def demand(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Demand(**act.key, at=act.at, perform_by=act.day + timedelta(days=DEMAND_DAYS))
    return issued(add(facts, "demands", row), act, Paper.DEMAND)


def answer_demand(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "demands", last_of(facts, "demands", act), defence_at=act.at)


def recheck_demand(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "demands", last_of(facts, "demands", act), rechecked_at=act.at)


def order_demolition(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Enforcement(**act.key, way=Enforcing.DEMOLITION, decided_at=act.at, by_service=True)
    return add(facts, "enforcements", row)


def announce(facts: CaseFacts, act: Act) -> CaseFacts:
    return _enforced(facts, act, Enforcing.DEMOLITION, announced_at=act.at)


def demolish(facts: CaseFacts, act: Act) -> CaseFacts:
    return _enforced(facts, act, Enforcing.DEMOLITION, performed_at=act.at, ended_at=act.at)


def order_substitute(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Enforcement(**act.key, way=Enforcing.SUBSTITUTE, decided_at=act.at, budget=True, by_service=True)
    return add(facts, "enforcements", row)


def substitute(facts: CaseFacts, act: Act) -> CaseFacts:
    return _enforced(facts, act, Enforcing.SUBSTITUTE, performed_at=act.at, ended_at=act.at, supervised=True)


def clear(facts: CaseFacts, act: Act) -> CaseFacts:
    row = Enforcement(**act.key, way=Enforcing.CLEARING, decided_at=act.at, performed_at=act.at, urgent=True)
    return add(facts, "enforcements", row)


def tell_clearing(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "enforcements", last_of(facts, "enforcements", act), party_told_at=act.at, ended_at=act.at)


def apply_court(facts: CaseFacts, act: Act) -> CaseFacts:
    return asked_of_court(facts, act, Enforcing.COURT)


def _enforced(facts: CaseFacts, act: Act, way: Enforcing, **values: object) -> CaseFacts:
    """Fill in the running enforcement; where it was never ordered, the act itself is all there is."""
    if not any(each.way is way for each in act.view(facts).rows.get("enforcements", ())):
        facts = add(facts, "enforcements", Enforcement(**act.key, way=way, decided_at=act.at))
    return change(facts, "enforcements", last_of(facts, "enforcements", act), **values)
