"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.findings import find_charge, find_clue, find_party
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
    "ask_deviation",
    "ask_recusal",
    "find_charge",
    "find_clue",
    "find_party",
    "name_officer",
    "open_case",
    "propose_step",
    "take_step",
    "weigh_charge",
]
