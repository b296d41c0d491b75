"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.discretion import CaseDeviation, ChargeOutcome, ChargeWeighing, ElementProof, SecondOpinion
from tongpan.cases.models.limits import CaseLimit
from tongpan.cases.models.links import CaseAssistance, CaseTransfer
from tongpan.cases.models.proposal import StepProposal
from tongpan.cases.models.reminders import LimitReminder, ReminderRule
from tongpan.cases.models.summary import DecisionPaper, DecisionSeries, PaperTerms, SpotDraft
from tongpan.cases.models.supervision import CaseFlag, SupervisionLook

__all__ = [
    "Case",
    "CaseAssistance",
    "CaseDeviation",
    "CaseFact",
    "CaseFlag",
    "CaseLimit",
    "CaseOfficer",
    "CaseParty",
    "CaseTransfer",
    "ChargeOutcome",
    "ChargeWeighing",
    "DecisionPaper",
    "DecisionSeries",
    "ElementProof",
    "LimitReminder",
    "PaperTerms",
    "ReminderRule",
    "SecondOpinion",
    "SpotDraft",
    "StepProposal",
    "SupervisionLook",
]
