"""Complete cases that probes vary (起点)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from tongpan.law.coercion.demolition import Zone
from tongpan.law.coercion.power import MeasureKind
from tongpan.law.facts import (
    Assignment,
    CaseFacts,
    Charge,
    Decision,
    Deliberation,
    Demand,
    Disclosure,
    Enforcement,
    HearingNotice,
    HearingRequest,
    Measure,
    Party,
    Referral,
    Remedy,
    Statement,
    Thing,
)
from tongpan.law.facts.words import (
    Duty,
    Enforcing,
    Outcome,
    Power,
    RemedyKind,
    Role,
    Track,
)
from tongpan.law.limits import Regime
from tongpan.law.model.starting import (
    DAY_ONE,
    LARGE,
    POSTS,
    a_charge,
    a_clue,
    an_authority,
    investigated,
    noticed,
)
from tongpan.law.penalty.authority import Basis
from tongpan.law.penalty.evidence import EvidenceKind
from tongpan.law.period import SHANGHAI

KEY: Final[dict[str, Any]] = {"party": "甲", "cause": "占道经营"}
LATER = DAY_ONE + timedelta(days=3)
SUMMER = datetime(2026, 10, 9, 10, tzinfo=SHANGHAI)
"""a working Friday on which both remedies against a decision of the first day are over"""

Probe = tuple[str, CaseFacts, datetime]


def ready(charge: Charge | None = None, party: Party | None = None, **values: object) -> CaseFacts:
    """
    Return a case in which nothing but the decision is left to do.

    Law: none; a case to check with.
    """
    facts = noticed(investigated(a_clue(charge, party)))
    waived = tuple(Statement(each.party, each.cause, DAY_ONE, waived=True) for each in facts.charges)
    return replace(replace(facts, statements=waived), **values)  # type: ignore[arg-type]


def decided(facts: CaseFacts, *, served: bool = True) -> CaseFacts:
    """
    Return the case with a penalty decided, and handed over where wanted.

    Law: none; a case to check with.
    """
    rows = tuple(
        Decision(
            party=each.party,
            cause=each.cause,
            at=DAY_ONE,
            track=Track.ORDINARY,
            decider="周",
            penalty=each.proposed,
            evidence=tuple(e.id for e in facts.evidence if (e.party, e.cause) == (each.party, each.cause)),
            officers=("张", "王"),
            correction=True,
            handed_over=served,
            registered_at=DAY_ONE if served else None,
            perform_by=None if each.duty is Duty.PAY else date(2026, 3, 17),
        )
        for each in facts.charges
    )
    waived = tuple(Statement(each.party, each.cause, DAY_ONE, waived=True) for each in facts.charges)
    return replace(noticed(facts), statements=waived, decisions=rows)


def held(facts: CaseFacts, **values: object) -> CaseFacts:
    """
    Return the case with its first thing seized.

    Law: none; a case to check with.
    """
    thing = facts.things[0]
    row = Measure(
        thing.id,
        thing.party,
        thing.cause,
        MeasureKind.SEIZING,
        DAY_ONE,
        officers=("张", "王"),
        approved_at=DAY_ONE,
        delivered=True,
        signed=True,
    )
    return replace(facts, measures=(replace(row, **values),))  # type: ignore[arg-type]


def revoked(facts: CaseFacts) -> CaseFacts:
    row = Remedy(**KEY, kind=RemedyKind.RECONSIDERATION, at=DAY_ONE, ended_at=DAY_ONE, outcome=Outcome.REVOKED)
    return replace(facts, remedies=(row,))


def screened(facts: CaseFacts) -> CaseFacts:
    return replace(facts, disclosures=(Disclosure(**KEY, redacted_at=DAY_ONE),))


def together() -> Deliberation:
    return Deliberation(**KEY, at=DAY_ONE + timedelta(days=2), heads=("周", "吴"), conclusion="同意")


def posts(**named: str) -> tuple[Assignment, ...]:
    changed = {Role[role.upper()]: officer for role, officer in named.items()}
    kept = tuple(each for each in POSTS if each.role not in changed)
    return (*kept, *(Assignment(role, officer, DAY_ONE) for role, officer in changed.items() if officer))


def spot(charge: Charge) -> CaseFacts:
    """A case that waits for the decision on the spot."""
    return replace(ready(charge), filing=None, reports=())


def hearing_asked(**values: object) -> CaseFacts:
    """A hearing was asked for."""
    facts = ready(a_charge(regime=Regime.HURD, proposed=LARGE, complex=True))
    told = tuple(replace(each, hearing_told=True) for each in facts.notices)
    asked = (HearingRequest(**KEY, at=DAY_ONE),)
    return replace(replace(facts, notices=told, hearing_requests=asked), **values)  # type: ignore[arg-type]


def hearing_fixed(**values: object) -> CaseFacts:
    """… and its time and place told."""
    row = HearingNotice(**KEY, served_at=DAY_ONE, held_on=date(2026, 3, 12), announced_on=date(2026, 3, 2))
    return hearing_asked(**({"hearing_notices": (row,)} | values))


def referred(**values: object) -> CaseFacts:
    facts = investigated(a_clue(a_charge(crime=True)))
    row = Referral(**KEY, team=("张", "王"), team_at=DAY_ONE, reported_at=DAY_ONE)
    return replace(facts, referrals=(replace(row, **values),))  # type: ignore[arg-type]


def a_thing() -> Thing:
    """
    Return a thing that may be seized.

    Law: none; a case to check with.
    """
    return Thing("货车", **KEY, related=True, daily_needs=False, sealed_elsewhere=False)


def demanded() -> CaseFacts:
    """
    Return a case whose fine was demanded and is still owed.

    Law: none; a case to check with.
    """
    served = DAY_ONE + timedelta(days=30)
    row = Demand(**KEY, at=served, served_at=served, perform_by=DAY_ONE.date() + timedelta(days=40))
    return replace(decided(investigated(a_clue())), demands=(row,))


def demolition_ordered() -> CaseFacts:
    """
    Return a case in which the demolition is ordered and announced.

    Law: none; a case to check with.
    """
    charge = a_charge(duty=Duty.DEMOLISH, zone=Zone.VILLAGE)
    owed = replace(decided(investigated(a_clue(charge))), demands=demanded().demands)
    day = DAY_ONE + timedelta(days=50)
    order = Enforcement(**KEY, way=Enforcing.DEMOLITION, decided_at=day, announced_at=day)
    powers = (an_authority(Power.PENALTY), an_authority(Power.ENFORCEMENT))
    return replace(owed, enforcements=(order,), authorities=powers)


def delegated_with_opinion() -> CaseFacts:
    """
    Return a case of a delegate that rests on an expert's opinion.

    Law: none; a case to check with.
    """
    facts = ready()
    opinion = replace(facts.evidence[0], kind=EvidenceKind.OPINION)
    power = replace(an_authority(Power.PENALTY), right=Basis.DELEGATED)
    return replace(facts, evidence=(opinion,), authorities=(power,))
