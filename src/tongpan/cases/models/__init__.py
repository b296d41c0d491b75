"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.limits import CaseLimit
from tongpan.cases.models.links import CaseAssistance, CaseTransfer
from tongpan.cases.models.proposal import StepProposal

__all__ = [
    "Case",
    "CaseAssistance",
    "CaseFact",
    "CaseLimit",
    "CaseOfficer",
    "CaseParty",
    "CaseTransfer",
    "StepProposal",
]
