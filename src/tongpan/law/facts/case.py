"""The facts of a case (案件事实): rows with moments, nothing derived."""

from dataclasses import dataclass

from tongpan.law.facts.bounding import FineBounds
from tongpan.law.facts.following import (
    HandedIn,
    Judgment,
    OpinionLetter,
    Ruling,
    Standstill,
    SuitTerm,
    Termination,
)
from tongpan.law.facts.forcing import Demand, Enforcement, Measure, Referral, Remedy, Reopening, Revocation
from tongpan.law.facts.inquiry import (
    Clue,
    Evidence,
    Filing,
    Identity,
    Pause,
    Preservation,
    Prolongation,
    Report,
    Sampling,
    Split,
)
from tongpan.law.facts.inspecting import Inspection
from tongpan.law.facts.listing import OwnReviewClass
from tongpan.law.facts.penalising import (
    Closing,
    Correction,
    Decision,
    Deferral,
    Deliberation,
    Disclosure,
    Hearing,
    HearingNotice,
    HearingRequest,
    Notice,
    Payment,
    Refund,
    Review,
    Service,
    Statement,
    Surcharge,
)
from tongpan.law.facts.people import Assignment, Authority, Cause, Charge, Officer, Party, Recusal, Settled, Thing


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """
    Everything that is known of a case, as rows.

    Stages run in parallel and per charge: there is no field that says how far a case has come. What is next follows
    from the rows and the moment (`tongpan.law.procedure`). `province` is a division code of any length.
    """

    parties: tuple[Party, ...]
    causes: tuple[Cause, ...]
    charges: tuple[Charge, ...]
    province: str | None = None
    authorities: tuple[Authority, ...] = ()
    officers: tuple[Officer, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    recusals: tuple[Recusal, ...] = ()
    things: tuple[Thing, ...] = ()
    clue: Clue | None = None
    inspections: tuple[Inspection, ...] = ()
    filing: Filing | None = None
    identities: tuple[Identity, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    preservations: tuple[Preservation, ...] = ()
    samplings: tuple[Sampling, ...] = ()
    reports: tuple[Report, ...] = ()
    prolongations: tuple[Prolongation, ...] = ()
    pauses: tuple[Pause, ...] = ()
    notices: tuple[Notice, ...] = ()
    statements: tuple[Statement, ...] = ()
    hearing_requests: tuple[HearingRequest, ...] = ()
    hearing_notices: tuple[HearingNotice, ...] = ()
    hearings: tuple[Hearing, ...] = ()
    reviews: tuple[Review, ...] = ()
    corrections: tuple[Correction, ...] = ()
    deliberations: tuple[Deliberation, ...] = ()
    decisions: tuple[Decision, ...] = ()
    services: tuple[Service, ...] = ()
    payments: tuple[Payment, ...] = ()
    deferrals: tuple[Deferral, ...] = ()
    refunds: tuple[Refund, ...] = ()
    surcharges: tuple[Surcharge, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    measures: tuple[Measure, ...] = ()
    demands: tuple[Demand, ...] = ()
    enforcements: tuple[Enforcement, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    revocations: tuple[Revocation, ...] = ()
    reopenings: tuple[Reopening, ...] = ()
    referrals: tuple[Referral, ...] = ()
    suit_terms: tuple[SuitTerm, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    standstills: tuple[Standstill, ...] = ()
    terminations: tuple[Termination, ...] = ()
    judgments: tuple[Judgment, ...] = ()
    handed_in: tuple[HandedIn, ...] = ()
    opinion_letters: tuple[OpinionLetter, ...] = ()
    splits: tuple[Split, ...] = ()
    closing: Closing | None = None
    answers: tuple[Settled, ...] = ()
    fine_bounds: tuple[FineBounds, ...] = ()
    review_classes: tuple[OwnReviewClass, ...] = ()
