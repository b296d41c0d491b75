"""What may be read of cases."""

from tongpan.cases.queries.cases import Filters, case_for, counts, listed, of_lead
from tongpan.cases.queries.discretion import deviation_for, deviations_in, deviations_waiting, ladder, likes, weighed
from tongpan.cases.queries.facts import Known, known
from tongpan.cases.queries.guiding import opinion_for, opinions_of, opinions_waiting, proofs_of
from tongpan.cases.queries.proposals import open_proposals, waiting_for

__all__ = [
    "Filters",
    "Known",
    "case_for",
    "counts",
    "deviation_for",
    "deviations_in",
    "deviations_waiting",
    "known",
    "ladder",
    "likes",
    "listed",
    "of_lead",
    "open_proposals",
    "opinion_for",
    "opinions_of",
    "opinions_waiting",
    "proofs_of",
    "waiting_for",
    "weighed",
]
