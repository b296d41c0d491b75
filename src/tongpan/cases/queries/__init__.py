"""What may be read of cases."""

from tongpan.cases.queries.cases import Filters, case_for, counts, listed, of_lead
from tongpan.cases.queries.chains import chains_of
from tongpan.cases.queries.facts import Known, known
from tongpan.cases.queries.outside import consultation_behind
from tongpan.cases.queries.proposals import inbox, open_proposals, waiting_for
from tongpan.cases.queries.responsibility import links_of
from tongpan.cases.queries.review import consultations, defects, lessons, proof_of, rounds, since_last, titles_of

__all__ = [
    "Filters",
    "Known",
    "case_for",
    "chains_of",
    "consultation_behind",
    "consultations",
    "counts",
    "defects",
    "inbox",
    "known",
    "lessons",
    "links_of",
    "listed",
    "of_lead",
    "open_proposals",
    "proof_of",
    "rounds",
    "since_last",
    "titles_of",
    "waiting_for",
]
