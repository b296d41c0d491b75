"""Steps of filing, inquiry and inspection (立案、调查、检查)."""

from dataclasses import replace

from tongpan.law.facts import CaseFacts, Evidence, Filing, Identity, Preservation, Prolongation, Report, Sampling
from tongpan.law.facts.penalising import Closing
from tongpan.law.facts.words import Role
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.penalty.preservation import Disposal
from tongpan.law.period import Authority as Grantor
from tongpan.law.procedure.clocks import prolongable
from tongpan.law.procedure.performing.rows import Act, add, change
from tongpan.law.procedure.view import CaseView

LONGEST_DAYS = 30
"""days that `perform` prolongs by where the rules leave the number to the one who decides"""


def decide_recusal(facts: CaseFacts, act: Act) -> CaseFacts:
    pending = [each for each in facts.recusals if each.granted is None]
    row = next(each for each in pending if act.target.ref in ("", each.officer))
    return change(facts, "recusals", row, decided_at=act.at, granted=act.choice != "REFUSED")


def file(facts: CaseFacts, act: Act) -> CaseFacts:
    return replace(facts, filing=Filing(act.at, _case(facts, act).named(Role.APPROVER)))


def extend(facts: CaseFacts, act: Act) -> CaseFacts:
    case = _case(facts, act)
    allowed = next((rule for rule in map(prolongable, case.charges) if rule is not None), None)
    days = allowed.quantity if allowed is not None else None
    grantor = allowed.authority if allowed is not None else Grantor.HEAD
    return add(facts, "prolongations", Prolongation(act.at, days or LONGEST_DAYS, grantor))


def close(facts: CaseFacts, act: Act) -> CaseFacts:
    return replace(facts, closing=Closing(act.at, _case(facts, act).named(Role.APPROVER)))


def show_identity(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "identities", Identity(act.target.party, act.at, _case(facts, act).handlers))


def gather(facts: CaseFacts, act: Act) -> CaseFacts:
    kind = EvidenceKind(act.choice) if act.choice else EvidenceKind.SITE_RECORD
    row = Evidence(
        id=f"证据{len(facts.evidence) + 1}",
        **act.key,
        at=act.at,
        kind=kind,
        officers=_case(facts, act).handlers,
        lawful=True,
    )
    return add(facts, "evidence", row)


def verify(facts: CaseFacts, act: Act) -> CaseFacts:
    for row in facts.evidence:
        mine = (row.party, row.cause) == (act.target.party, act.target.cause)
        if mine and row.verified_at is None and row.excluded_at is None:
            facts = change(facts, "evidence", row, verified_at=act.at)
    return facts


def tell_result(facts: CaseFacts, act: Act) -> CaseFacts:
    for row in facts.evidence:
        mine = (row.party, row.cause) == (act.target.party, act.target.cause)
        if mine and row.kind is EvidenceKind.OPINION and row.told_at is None:
            facts = change(facts, "evidence", row, told_at=act.at)
    return facts


def preserve(facts: CaseFacts, act: Act) -> CaseFacts:
    return _preserve(facts, act, urgent=False)


def preserve_urgent(facts: CaseFacts, act: Act) -> CaseFacts:
    return _preserve(facts, act, urgent=True)


def _preserve(facts: CaseFacts, act: Act, *, urgent: bool) -> CaseFacts:
    row = Preservation(
        id=f"保存{len(facts.preservations) + 1}",
        **act.key,
        at=act.at,
        officers=_case(facts, act).handlers,
        approved_at=None if urgent else act.at,
        urgent=urgent,
        at_risk=True,
        consent_at=act.at if urgent else None,
    )
    return add(facts, "preservations", row)


def approve_preservation(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "preservations", _preservation(facts, act), approved_at=act.at)


def dispose(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "preservations", _preservation(facts, act), disposed_at=act.at, disposal=Disposal.SECURED)


def release(facts: CaseFacts, act: Act) -> CaseFacts:
    return change(facts, "preservations", _preservation(facts, act), disposed_at=act.at, disposal=Disposal.RELEASED)


def _preservation(facts: CaseFacts, act: Act) -> Preservation:
    return next(each for each in facts.preservations if each.id == act.target.ref)


def sample(facts: CaseFacts, act: Act) -> CaseFacts:
    number = len(facts.samplings) + 1
    row = Sampling(id=f"抽样{number}", **act.key, at=act.at, officers=_case(facts, act).handlers)
    return add(facts, "samplings", row)


def report(facts: CaseFacts, act: Act) -> CaseFacts:
    return add(facts, "reports", Report(**act.key, at=act.at))


def approve_inspection(facts: CaseFacts, act: Act) -> CaseFacts:
    return _inspection(facts, act, "approved_at")


def scan(facts: CaseFacts, act: Act) -> CaseFacts:
    return _inspection(facts, act, "scanned_at")


def enter(facts: CaseFacts, act: Act) -> CaseFacts:
    row = next(each for each in facts.inspections if each.id == act.target.ref)
    return change(facts, "inspections", row, entered_at=act.at, officers=_case(facts, act).handlers)


def tell_inspection(facts: CaseFacts, act: Act) -> CaseFacts:
    return _inspection(facts, act, "told_at")


def _inspection(facts: CaseFacts, act: Act, column: str) -> CaseFacts:
    row = next(each for each in facts.inspections if each.id == act.target.ref)
    return change(facts, "inspections", row, **{column: act.at})


def _case(facts: CaseFacts, act: Act) -> CaseView:
    return CaseView(facts, act.at, act.calendar)
