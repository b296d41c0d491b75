"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.acting import take_act
from tongpan.cases.actions.assistance import Request, ask_help, record_help
from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.paper import enter_paper
from tongpan.cases.actions.parties import add_cause, add_party
from tongpan.cases.actions.proposing import (
    answer_proposal,
    may_answer,
    propose_act,
    propose_step,
    redirect_proposal,
    withdraw_proposal,
)
from tongpan.cases.actions.questions import answer_question
from tongpan.cases.actions.rows import enter_row
from tongpan.cases.actions.staffing import ask_recusal, name_officer, remove_officer
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.transfers import answer_transfer

__all__ = [
    "NewCharge",
    "NewParty",
    "Opening",
    "Request",
    "add_cause",
    "add_party",
    "answer_proposal",
    "answer_question",
    "answer_transfer",
    "ask_help",
    "ask_recusal",
    "enter_paper",
    "enter_row",
    "find_charge",
    "find_clue",
    "find_party",
    "may_answer",
    "name_officer",
    "open_case",
    "propose_act",
    "propose_step",
    "record_help",
    "redirect_proposal",
    "remove_officer",
    "take_act",
    "take_step",
    "withdraw_proposal",
]
