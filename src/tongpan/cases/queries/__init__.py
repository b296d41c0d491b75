"""What may be read of cases."""

from tongpan.cases.queries.cases import Filters, case_for, counts, listed, of_lead
from tongpan.cases.queries.facts import Known, known
from tongpan.cases.queries.people import Candidate, candidates, lacking, whom_to_ask
from tongpan.cases.queries.proposals import NO_PROPOSAL, open_proposals, proposal_for, proposal_of, waiting_for

__all__ = [
    "NO_PROPOSAL",
    "Candidate",
    "Filters",
    "Known",
    "candidates",
    "case_for",
    "counts",
    "known",
    "lacking",
    "listed",
    "of_lead",
    "open_proposals",
    "proposal_for",
    "proposal_of",
    "waiting_for",
    "whom_to_ask",
]
