"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.guiding import answer_specialist, ask_specialist, keep_inquiry, prove_elements
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.proposing import answer_proposal, propose_step
from tongpan.cases.actions.staffing import ask_recusal, name_officer
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.weighing import answer_deviation, ask_deviation, weigh_charge

__all__ = [
    "NewCharge",
    "NewParty",
    "Opening",
    "answer_deviation",
    "answer_proposal",
    "answer_specialist",
    "ask_deviation",
    "ask_recusal",
    "ask_specialist",
    "find_charge",
    "find_clue",
    "find_party",
    "keep_inquiry",
    "name_officer",
    "open_case",
    "propose_step",
    "prove_elements",
    "take_step",
    "weigh_charge",
]
