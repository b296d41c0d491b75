"""
The facts of a case (案件事实): typed, dated rows from which everything else is derived.

`words` are the closed lists, `people`, `inquiry`, `penalising`, `bounding`, `forcing` and `inspecting` the rows, `case`
holds them together, `reading` takes them from JSON and refuses what cannot be, `writing` gives them back.
"""

from tongpan.law.facts.bounding import FineBounds, Stretch
from tongpan.law.facts.case import CaseFacts
from tongpan.law.facts.forcing import Demand, Enforcement, Measure, Referral, Remedy, Reopening, Revocation, Testing
from tongpan.law.facts.inquiry import (
    Clue,
    Evidence,
    Filing,
    Identity,
    Monitoring,
    Opinion,
    Pause,
    Preservation,
    Prolongation,
    Report,
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
from tongpan.law.facts.people import (
    Assignment,
    Authority,
    Cause,
    Charge,
    Earlier,
    Officer,
    Party,
    Penalty,
    Recusal,
    Settled,
    Thing,
)
from tongpan.law.facts.reading import read_facts, read_row
from tongpan.law.facts.rounds import decided, standing
from tongpan.law.facts.writing import write_facts, write_row

__all__ = [
    "Assignment",
    "Authority",
    "CaseFacts",
    "Cause",
    "Charge",
    "Closing",
    "Clue",
    "Correction",
    "Decision",
    "Deferral",
    "Deliberation",
    "Demand",
    "Disclosure",
    "Earlier",
    "Enforcement",
    "Evidence",
    "Filing",
    "FineBounds",
    "Hearing",
    "HearingNotice",
    "HearingRequest",
    "Identity",
    "Inspection",
    "Measure",
    "Monitoring",
    "Notice",
    "Officer",
    "Opinion",
    "OwnReviewClass",
    "Party",
    "Pause",
    "Payment",
    "Penalty",
    "Preservation",
    "Prolongation",
    "Recusal",
    "Referral",
    "Refund",
    "Remedy",
    "Reopening",
    "Report",
    "Review",
    "Revocation",
    "Service",
    "Settled",
    "Statement",
    "Stretch",
    "Surcharge",
    "Testing",
    "Thing",
    "decided",
    "read_facts",
    "read_row",
    "standing",
    "write_facts",
    "write_row",
]
