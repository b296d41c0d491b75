"""What may be read of cases."""

from tongpan.cases.queries.cases import Filters, case_for, counts, listed, of_lead
from tongpan.cases.queries.facts import Known, known
from tongpan.cases.queries.proposals import open_proposals, waiting_for

__all__ = [
    "Filters",
    "Known",
    "case_for",
    "counts",
    "known",
    "listed",
    "of_lead",
    "open_proposals",
    "waiting_for",
]
