"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.chain import ApprovalChain
from tongpan.cases.models.consultation import Consultation
from tongpan.cases.models.discretion import CaseDeviation, ChargeOutcome, ChargeWeighing, SecondOpinion
from tongpan.cases.models.limits import CaseLimit, OwnLimit
from tongpan.cases.models.links import CaseAssistance, CaseTransfer
from tongpan.cases.models.meeting import CaseMeeting, MeetingAttendee
from tongpan.cases.models.proposal import ProposalLevel, ProposalMark, StepProposal
from tongpan.cases.models.reminders import LimitReminder, ReminderRule
from tongpan.cases.models.review import Lesson, ProofPoint, ReviewOpinion, ReviewRound
from tongpan.cases.models.summary import DecisionPaper, DecisionSeries, PaperTerms, SpotDraft
from tongpan.cases.models.supervision import CaseFlag, SupervisionLook

__all__ = [
    "ApprovalChain",
    "Case",
    "CaseAssistance",
    "CaseDeviation",
    "CaseFact",
    "CaseFlag",
    "CaseLimit",
    "CaseMeeting",
    "CaseOfficer",
    "CaseParty",
    "CaseTransfer",
    "ChargeOutcome",
    "ChargeWeighing",
    "Consultation",
    "DecisionPaper",
    "DecisionSeries",
    "Lesson",
    "LimitReminder",
    "MeetingAttendee",
    "OwnLimit",
    "PaperTerms",
    "ProofPoint",
    "ProposalLevel",
    "ProposalMark",
    "ReminderRule",
    "ReviewOpinion",
    "ReviewRound",
    "SecondOpinion",
    "SpotDraft",
    "StepProposal",
    "SupervisionLook",
]
