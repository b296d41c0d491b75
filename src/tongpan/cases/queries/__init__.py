"""What may be read of cases."""

from tongpan.cases.queries.cases import Filters, case_for, counts, everything, listed, of_lead
from tongpan.cases.queries.chains import chains_of
from tongpan.cases.queries.discretion import deviation_for, deviations_in, deviations_waiting, ladder, likes, weighed
from tongpan.cases.queries.educating import (
    EducationFilters,
    education_for,
    educations,
    educations_of,
    own_revisits,
)
from tongpan.cases.queries.facts import Known, Recalled, known
from tongpan.cases.queries.guiding import opinion_for, opinions_of, opinions_waiting, proofs_of
from tongpan.cases.queries.limits import BoardRow, own_duties
from tongpan.cases.queries.links import (
    answers,
    bodies_of,
    incoming,
    links_of,
    outside_numbers,
    takes,
    transfer_for,
    unidentified,
)
from tongpan.cases.queries.outside import consultation_behind, lendable_papers
from tongpan.cases.queries.paying import owing
from tongpan.cases.queries.people import Candidate, candidates, lacking, organs_of, whom_to_ask
from tongpan.cases.queries.proposals import NO_PROPOSAL, inbox, open_proposals, proposal_for, proposal_of, waiting_for
from tongpan.cases.queries.responsibility import responsibility_of
from tongpan.cases.queries.review import consultations, defects, lessons, proof_of, rounds, since_last, titles_of
from tongpan.cases.queries.supervision import ReviewRow, reviews

__all__ = [
    "NO_PROPOSAL",
    "BoardRow",
    "Candidate",
    "EducationFilters",
    "Filters",
    "Known",
    "Recalled",
    "ReviewRow",
    "answers",
    "bodies_of",
    "candidates",
    "case_for",
    "chains_of",
    "consultation_behind",
    "consultations",
    "counts",
    "defects",
    "deviation_for",
    "deviations_in",
    "deviations_waiting",
    "education_for",
    "educations",
    "educations_of",
    "everything",
    "inbox",
    "incoming",
    "known",
    "lacking",
    "ladder",
    "lendable_papers",
    "lessons",
    "likes",
    "links_of",
    "listed",
    "of_lead",
    "open_proposals",
    "opinion_for",
    "opinions_of",
    "opinions_waiting",
    "organs_of",
    "outside_numbers",
    "owing",
    "own_duties",
    "own_revisits",
    "proof_of",
    "proofs_of",
    "proposal_for",
    "proposal_of",
    "responsibility_of",
    "reviews",
    "rounds",
    "since_last",
    "takes",
    "titles_of",
    "transfer_for",
    "unidentified",
    "waiting_for",
    "weighed",
    "whom_to_ask",
]
