"""
Tables beside a case, most of which hold nothing of most cases: the statement that reads a case tells which do.

A page of a case shows a dozen of them; asking each would cost a dozen statements for what is mostly nothing.
"""

from collections.abc import Mapping
from typing import Final

from django.db.models import Exists, Model, OuterRef

from tongpan.cases.models import (
    Case,
    CaseAssistance,
    CaseDeviation,
    CaseHandling,
    CaseMeeting,
    CaseTransfer,
    ChargeWeighing,
    CounterpartNotice,
    Education,
    Lesson,
    LimitReminder,
    OutsideNumber,
    ProofPoint,
    ReviewRound,
    SecondOpinion,
    StepProposal,
    SupervisionLook,
)
from tongpan.evidence.models import FootageLink, UnfilmedNote

BESIDE: Final[Mapping[str, tuple[type[Model], str]]] = {
    "assistance": (CaseAssistance, "case"),
    "departures": (CaseDeviation, "case"),
    "after_education": (Education, "led_case"),
    "educations": (Education, "case"),
    "exchanges": (CounterpartNotice, "case"),
    "footage": (FootageLink, "record_id"),
    "handlings": (CaseHandling, "case"),
    "joined": (Case, "merged_into"),
    "lessons": (Lesson, "case"),
    "looks": (SupervisionLook, "case"),
    "meetings": (CaseMeeting, "case"),
    "numbers": (OutsideNumber, "case"),
    "opinions": (SecondOpinion, "case"),
    "proofs": (ProofPoint, "case"),
    "proposals": (StepProposal, "case"),
    "reminders": (LimitReminder, "case"),
    "splits": (Case, "split_from"),
    "rounds": (ReviewRound, "case"),
    "transfers": (CaseTransfer, "case"),
    "unfilmed": (UnfilmedNote, "record_id"),
    "weighings": (ChargeWeighing, "case"),
}


def beside() -> dict[str, Exists]:
    """Return what a query of cases brings along about the tables beside each case."""
    return {
        f"has_{name}": Exists(model._default_manager.filter(**{key: OuterRef("pk")}))
        for name, (model, key) in BESIDE.items()
    }


def has(case: Case, *names: str) -> bool:
    """Tell whether one of the tables may hold anything of a case; of a case read without `beside` each may."""
    return any(getattr(case, f"has_{name}", True) for name in names)
