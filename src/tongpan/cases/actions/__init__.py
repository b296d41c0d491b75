"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.evidence import (
    add_files,
    answer_support,
    ask_support,
    check_digests,
    copy_file,
    gather,
    mark_moment,
    note_fixed,
    pass_on,
)
from tongpan.cases.actions.findings import find_charge, find_clue, find_evidence, find_party
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.property import register_property
from tongpan.cases.actions.proposing import answer_proposal, propose_step
from tongpan.cases.actions.staffing import ask_recusal, name_officer
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.uploading import (
    ChecksumMismatch,
    Piece,
    begin_upload,
    bring_file,
    continue_upload,
    drop_upload,
    upload_for,
)

__all__ = [
    "ChecksumMismatch",
    "NewCharge",
    "NewParty",
    "Opening",
    "Piece",
    "add_files",
    "answer_proposal",
    "answer_support",
    "ask_recusal",
    "ask_support",
    "begin_upload",
    "bring_file",
    "check_digests",
    "continue_upload",
    "copy_file",
    "drop_upload",
    "find_charge",
    "find_clue",
    "find_evidence",
    "find_party",
    "gather",
    "mark_moment",
    "name_officer",
    "note_fixed",
    "open_case",
    "pass_on",
    "propose_step",
    "register_property",
    "take_step",
    "upload_for",
]
