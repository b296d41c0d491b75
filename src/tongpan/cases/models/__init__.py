"""Tables of cases."""

from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.chain import ApprovalChain
from tongpan.cases.models.consultation import Consultation
from tongpan.cases.models.limits import CaseLimit
from tongpan.cases.models.meeting import CaseMeeting, MeetingAttendee
from tongpan.cases.models.proposal import ProposalLevel, ProposalMark, StepProposal
from tongpan.cases.models.review import Lesson, ProofPoint, ReviewOpinion, ReviewRound

__all__ = [
    "ApprovalChain",
    "Case",
    "CaseFact",
    "CaseLimit",
    "CaseMeeting",
    "CaseOfficer",
    "CaseParty",
    "Consultation",
    "Lesson",
    "MeetingAttendee",
    "ProofPoint",
    "ProposalLevel",
    "ProposalMark",
    "ReviewOpinion",
    "ReviewRound",
    "StepProposal",
]
