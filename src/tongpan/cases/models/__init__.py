"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.limits import CaseLimit
from tongpan.cases.models.proposal import StepProposal
from tongpan.cases.models.summary import DecisionPaper, DecisionSeries, PaperTerms, SpotDraft

__all__ = [
    "Case",
    "CaseFact",
    "CaseLimit",
    "CaseOfficer",
    "CaseParty",
    "DecisionPaper",
    "DecisionSeries",
    "PaperTerms",
    "SpotDraft",
    "StepProposal",
]
