"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.findings import find_charge, find_clue, find_party
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.papers import hand_over, set_paper_terms
from tongpan.cases.actions.proposing import answer_proposal, propose_step
from tongpan.cases.actions.spotdrafts import confirm_spot, drop_spot, keep_spot, prune_spots
from tongpan.cases.actions.staffing import ask_recusal, name_officer
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.summary import decide_on_the_spot, turn_ordinary

__all__ = [
    "NewCharge",
    "NewParty",
    "Opening",
    "answer_proposal",
    "ask_recusal",
    "confirm_spot",
    "decide_on_the_spot",
    "drop_spot",
    "find_charge",
    "find_clue",
    "find_party",
    "hand_over",
    "keep_spot",
    "name_officer",
    "open_case",
    "propose_step",
    "prune_spots",
    "set_paper_terms",
    "take_step",
    "turn_ordinary",
]
