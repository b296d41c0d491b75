"""Steps of measures and referral (强制措施、移送)."""

from datetime import timedelta

from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import CaseFacts, Measure, Referral, Testing
from tongpan.law.facts.words import Fate, Role
from tongpan.law.procedure.performing.rows import Act, add, change, last_of

TEST_DAYS = 10
"""days that `perform` announces for a test"""


def impose(facts: CaseFacts, act: Act) -> CaseFacts:
    return _impose(facts, act, urgent=False)


def impose_urgent(facts: CaseFacts, act: Act) -> CaseFacts:
    return _impose(facts, act, urgent=True)


def _impose(facts: CaseFacts, act: Act, *, urgent: bool) -> CaseFacts:
    approver = act.view(facts).case.named(Role.APPROVER)
    row = Measure(
        thing=act.target.ref,
        **act.key,
        kind=MeasureKind.SEIZING,
        at=act.at,
        officers=act.view(facts).case.handlers,
        approved_at=None if urgent or not approver else act.at,
        urgent=urgent,
        delivered=True,
        signed=True,
    )
    return add(facts, "measures", row)


def approve_measure(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "measures", _measure(facts, act), approved_at=act.at)


def refuse_measure(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "measures", _measure(facts, act), refused_at=act.at)


def extend_measure(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "measures", _measure(facts, act), extended_at=act.at)


def start_test(facts: CaseFacts, act: Act) -> CaseFacts:
    row = _measure(facts, act)
    test = Testing(act.day, act.day + timedelta(days=TEST_DAYS - 1), told=True)
    return change(facts, "measures", row, tests=(*row.tests, test))


def end_test(facts: CaseFacts, act: Act) -> CaseFacts:
    row = _measure(facts, act)
    tests = tuple(Testing(each.start, each.until, each.told, each.end or act.day) for each in row.tests)
    return change(facts, "measures", row, tests=tests)


def lift(facts: CaseFacts, act: Act) -> CaseFacts:
    return _end(facts, act, Fate.RETURNED)


def forfeit(facts: CaseFacts, act: Act) -> CaseFacts:
    return _end(facts, act, Fate.FORFEITED)


def auction(facts: CaseFacts, act: Act) -> CaseFacts:
    return _end(facts, act, Fate.AUCTIONED)


def hand_over(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "measures", _measure(facts, act), ended_at=act.at, fate=Fate.HANDED_OVER, party_told=True)


def _end(facts: CaseFacts, act: Act, fate: Fate) -> CaseFacts:
    return change(facts, "measures", _measure(facts, act), ended_at=act.at, fate=fate)


def _measure(facts: CaseFacts, act: Act) -> Measure:
    return next(each for each in facts.measures if each.thing == act.target.ref)


def form_team(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "referrals", Referral(**act.key, team=act.view(facts).case.handlers, team_at=act.at))


def report_referral(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, reported_at=act.at)


def approve_referral(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, decided_at=act.at, decided_by=_principal(facts, act), approved=True)


def refuse_referral(facts: CaseFacts, act: Act) -> CaseFacts:
    by = _principal(facts, act)
    return _refer(facts, act, decided_at=act.at, decided_by=by, approved=False, reasons="不够追诉标准")


def assemble(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, complete=True)


def transfer(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, transferred_at=act.at)


def hear_police(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, answered_at=act.at, accepted=act.choice != "NOT_FILED")


def contest(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, contested_at=act.at)


def resume(facts: CaseFacts, act: Act) -> CaseFacts:
    return _refer(facts, act, resumed_at=act.at)


def _principal(facts: CaseFacts, act: Act) -> str:
    return act.view(facts).case.named(Role.PRINCIPAL)


def _refer(facts: CaseFacts, act: Act, **values: object) -> CaseFacts:
    """Fill in the referral of the charge, opening it where there is none."""
    mine = (act.target.party, act.target.cause)
    if not any((each.party, each.cause) == mine for each in facts.referrals):
        facts = add(facts, "referrals", Referral(**act.key))
    return change(facts, "referrals", last_of(facts, "referrals", act), **values)
