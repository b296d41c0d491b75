"""Tables of cases."""

from tongpan.cases.models.backdating import LateEntry
from tongpan.cases.models.case import Case, CaseFact, CaseOfficer, CaseParty
from tongpan.cases.models.chain import ApprovalChain
from tongpan.cases.models.consultation import Consultation
from tongpan.cases.models.counterparts import CounterpartNotice
from tongpan.cases.models.discretion import CaseDeviation, ChargeOutcome, ChargeWeighing, SecondOpinion
from tongpan.cases.models.education import Education, EducationVisit
from tongpan.cases.models.handling import CaseHandling
from tongpan.cases.models.limits import CaseLimit, PersonLimit
from tongpan.cases.models.links import CaseAssistance, CaseTransfer, Designation, OutsideNumber
from tongpan.cases.models.meeting import CaseMeeting, MeetingAttendee
from tongpan.cases.models.money import (
    BankStatement,
    CashItem,
    CashSlip,
    CodeRule,
    PaymentCode,
    PaymentDue,
    StatementLine,
)
from tongpan.cases.models.proposal import ProposalLevel, ProposalMark, StepProposal
from tongpan.cases.models.receipts import PaymentReceipt
from tongpan.cases.models.reminders import LimitReminder, ReminderRule
from tongpan.cases.models.review import Lesson, ProofPoint, ReviewOpinion, ReviewRound
from tongpan.cases.models.summary import DecisionPaper, PaperTerms, SpotDraft
from tongpan.cases.models.supervision import CaseFlag, SupervisionLook
from tongpan.cases.models.systems import CaseSystems

__all__ = [
    "ApprovalChain",
    "BankStatement",
    "Case",
    "CaseAssistance",
    "CaseDeviation",
    "CaseFact",
    "CaseFlag",
    "CaseHandling",
    "CaseLimit",
    "CaseMeeting",
    "CaseOfficer",
    "CaseParty",
    "CaseSystems",
    "CaseTransfer",
    "CashItem",
    "CashSlip",
    "ChargeOutcome",
    "ChargeWeighing",
    "CodeRule",
    "Consultation",
    "CounterpartNotice",
    "DecisionPaper",
    "Designation",
    "Education",
    "EducationVisit",
    "LateEntry",
    "Lesson",
    "LimitReminder",
    "MeetingAttendee",
    "OutsideNumber",
    "PaperTerms",
    "PaymentCode",
    "PaymentDue",
    "PaymentReceipt",
    "PersonLimit",
    "ProofPoint",
    "ProposalLevel",
    "ProposalMark",
    "ReminderRule",
    "ReviewOpinion",
    "ReviewRound",
    "SecondOpinion",
    "SpotDraft",
    "StatementLine",
    "StepProposal",
    "SupervisionLook",
]
