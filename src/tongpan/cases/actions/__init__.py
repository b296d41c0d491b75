"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.consulting import (
    Asked,
    Question,
    advise,
    ask_outside,
    declare,
    look_outside,
    withdraw_question,
)
from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.levels import may_set_levels, set_levels
from tongpan.cases.actions.meeting import record_event
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.proposing import (
    NO_PROPOSAL,
    answer_proposal,
    enter_paper,
    levels_before,
    propose_step,
    seats_for,
)
from tongpan.cases.actions.reviewing import answer_opinions, prove, record_lesson
from tongpan.cases.actions.staffing import ask_recusal, name_officer
from tongpan.cases.actions.stepping import take_step

__all__ = [
    "NO_PROPOSAL",
    "Asked",
    "NewCharge",
    "NewParty",
    "Opening",
    "Question",
    "advise",
    "answer_opinions",
    "answer_proposal",
    "ask_outside",
    "ask_recusal",
    "declare",
    "enter_paper",
    "find_charge",
    "find_clue",
    "find_party",
    "levels_before",
    "look_outside",
    "may_set_levels",
    "name_officer",
    "open_case",
    "propose_step",
    "prove",
    "record_event",
    "record_lesson",
    "seats_for",
    "set_levels",
    "take_step",
    "withdraw_question",
]
