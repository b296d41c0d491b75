"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.exporting import export_limits
from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.guiding import answer_specialist, ask_specialist, keep_inquiry, prove_elements
from tongpan.cases.actions.looking import look_at_case, open_rolls
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.proposing import answer_proposal, propose_step
from tongpan.cases.actions.recounting import begin_recount, go_on_recounting, recount_all, recount_due
from tongpan.cases.actions.reminding import remind, set_reminders
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
    "begin_recount",
    "export_limits",
    "find_charge",
    "find_clue",
    "find_party",
    "go_on_recounting",
    "keep_inquiry",
    "look_at_case",
    "name_officer",
    "open_case",
    "open_rolls",
    "propose_step",
    "prove_elements",
    "recount_all",
    "recount_due",
    "remind",
    "set_reminders",
    "take_step",
    "weigh_charge",
]
