"""Forms of the lists' pages."""

from tongpan.powers.forms.asking import ChangeFilter, CoverageFilter, GrantFilter, MatrixFilter, WhoForm
from tongpan.powers.forms.changing import (
    AnswersForm,
    AssessmentForm,
    ItemForm,
    LegalForm,
    OpinionForm,
    ProposeForm,
    PublishForm,
    ReasonForm,
    RecallForm,
    WithdrawForm,
)

__all__ = [
    "AnswersForm",
    "AssessmentForm",
    "ChangeFilter",
    "CoverageFilter",
    "GrantFilter",
    "ItemForm",
    "LegalForm",
    "MatrixFilter",
    "OpinionForm",
    "ProposeForm",
    "PublishForm",
    "ReasonForm",
    "RecallForm",
    "WhoForm",
    "WithdrawForm",
]
