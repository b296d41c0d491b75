"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.discretion import CaseDeviation, ChargeOutcome, ChargeWeighing, ElementProof, SecondOpinion
from tongpan.cases.models.limits import CaseLimit
from tongpan.cases.models.proposal import StepProposal

__all__ = [
    "Case",
    "CaseDeviation",
    "CaseFact",
    "CaseLimit",
    "CaseOfficer",
    "CaseParty",
    "ChargeOutcome",
    "ChargeWeighing",
    "ElementProof",
    "SecondOpinion",
    "StepProposal",
]
