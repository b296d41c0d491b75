"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.proposing import (
    answer_proposal,
    may_answer,
    propose_step,
    redirect_proposal,
    withdraw_proposal,
)
from tongpan.cases.actions.rows import enter_row
from tongpan.cases.actions.staffing import ask_recusal, name_officer, remove_officer
from tongpan.cases.actions.stepping import take_step

__all__ = [
    "NewCharge",
    "NewParty",
    "Opening",
    "answer_proposal",
    "ask_recusal",
    "enter_row",
    "find_charge",
    "find_clue",
    "find_party",
    "may_answer",
    "name_officer",
    "open_case",
    "propose_step",
    "redirect_proposal",
    "remove_officer",
    "take_step",
    "withdraw_proposal",
]
