"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.exporting import export_limits
from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.looking import look_at_case, open_rolls
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.proposing import answer_proposal, propose_step
from tongpan.cases.actions.recounting import begin_recount, go_on_recounting, recount_all, recount_due
from tongpan.cases.actions.reminding import remind, set_reminders
from tongpan.cases.actions.staffing import ask_recusal, name_officer
from tongpan.cases.actions.stepping import take_step

__all__ = [
    "NewCharge",
    "NewParty",
    "Opening",
    "answer_proposal",
    "ask_recusal",
    "begin_recount",
    "export_limits",
    "find_charge",
    "find_clue",
    "find_party",
    "go_on_recounting",
    "look_at_case",
    "name_officer",
    "open_case",
    "open_rolls",
    "propose_step",
    "recount_all",
    "recount_due",
    "remind",
    "set_reminders",
    "take_step",
]
