"""What may be done in cases: one action, one transaction, one ledger entry."""

from tongpan.cases.actions.acting import take_act
from tongpan.cases.actions.approving import BY_HANDLER, answer_proposal, enter_signature
from tongpan.cases.actions.assistance import (
    HelpSent,
    Request,
    answer_by_link,
    answer_help,
    ask_help,
    record_help,
    renew_help_link,
)
from tongpan.cases.actions.cash import bank_cash, make_slip, receive_slip, withdraw_slip
from tongpan.cases.actions.classing import classify_case
from tongpan.cases.actions.comparing import begin_comparing, go_on_comparing
from tongpan.cases.actions.consulting import (
    Asked,
    Question,
    advise,
    ask_outside,
    declare,
    look_outside,
    withdraw_question,
)
from tongpan.cases.actions.designating import Designated, designate
from tongpan.cases.actions.documenting import (
    attach_signed_copy,
    drop_draft,
    enter_document,
    keep_draft,
    make_document,
    void_document,
)
from tongpan.cases.actions.educating import educate, educate_on_spot, report_broken, revisit
from tongpan.cases.actions.elsewhere import enter_outside_number, strike_outside_number
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
from tongpan.cases.actions.exchanging import answer_exchange, export_exchanges, record_exchange
from tongpan.cases.actions.exporting import export_cases, export_limits
from tongpan.cases.actions.findings import find_charge, find_clue, find_evidence, find_party
from tongpan.cases.actions.footage import explain_footage, link_footage, mark_footage, unlink_footage
from tongpan.cases.actions.guiding import answer_specialist, ask_specialist, keep_inquiry, prove_elements
from tongpan.cases.actions.lending import Lent, open_paper, open_piece
from tongpan.cases.actions.levels import may_set_levels, set_levels
from tongpan.cases.actions.looking import look_at_case, open_rolls
from tongpan.cases.actions.meeting import record_event
from tongpan.cases.actions.money import enter_payment_code, export_money, refund, set_code_rule, void_payment_code
from tongpan.cases.actions.numbering import PaperNumber, continue_numbers
from tongpan.cases.actions.opening import NewCharge, NewParty, Opening, open_case
from tongpan.cases.actions.paper import enter_paper
from tongpan.cases.actions.papers import hand_over, set_paper_terms
from tongpan.cases.actions.parties import add_cause, add_party
from tongpan.cases.actions.property import (
    register_property,
    tie_property,
)
from tongpan.cases.actions.proposing import (
    may_answer,
    propose_act,
    propose_step,
    redirect_proposal,
    seats_for,
    withdraw_proposal,
)
from tongpan.cases.actions.questions import answer_question
from tongpan.cases.actions.recounting import begin_recount, go_on_recounting, recount_all, recount_due
from tongpan.cases.actions.reminding import remind, set_reminders
from tongpan.cases.actions.reviewing import answer_opinions, prove, record_lesson
from tongpan.cases.actions.rows import enter_row
from tongpan.cases.actions.spotdrafts import confirm_spot, drop_spot, keep_spot, prune_spots
from tongpan.cases.actions.spotphotos import bring_photo, drop_photo, photo_shown
from tongpan.cases.actions.staffing import ask_recusal, name_officer, remove_officer
from tongpan.cases.actions.statements import (
    bring_statement,
    confirm_line,
    go_on_matching,
    match_some,
    return_line,
    set_line_aside,
)
from tongpan.cases.actions.stepping import take_step
from tongpan.cases.actions.summary import decide_on_the_spot, turn_ordinary
from tongpan.cases.actions.transfers import answer_transfer
from tongpan.cases.actions.uploading import (
    ChecksumMismatch,
    Piece,
    begin_upload,
    bring_file,
    continue_upload,
    drop_upload,
    upload_for,
)
from tongpan.cases.actions.weighing import answer_deviation, ask_deviation, weigh_charge

__all__ = [
    "BY_HANDLER",
    "Asked",
    "ChecksumMismatch",
    "Designated",
    "HelpSent",
    "Lent",
    "NewCharge",
    "NewParty",
    "Opening",
    "PaperNumber",
    "Piece",
    "Question",
    "Request",
    "add_cause",
    "add_files",
    "add_party",
    "advise",
    "answer_by_link",
    "answer_deviation",
    "answer_exchange",
    "answer_help",
    "answer_opinions",
    "answer_proposal",
    "answer_question",
    "answer_specialist",
    "answer_support",
    "answer_transfer",
    "ask_deviation",
    "ask_help",
    "ask_outside",
    "ask_recusal",
    "ask_specialist",
    "ask_support",
    "attach_signed_copy",
    "bank_cash",
    "begin_comparing",
    "begin_recount",
    "begin_upload",
    "bring_file",
    "bring_photo",
    "bring_statement",
    "check_digests",
    "classify_case",
    "confirm_line",
    "confirm_spot",
    "continue_numbers",
    "continue_upload",
    "copy_file",
    "decide_on_the_spot",
    "declare",
    "designate",
    "drop_draft",
    "drop_photo",
    "drop_spot",
    "drop_upload",
    "educate",
    "educate_on_spot",
    "enter_document",
    "enter_outside_number",
    "enter_paper",
    "enter_payment_code",
    "enter_row",
    "enter_signature",
    "explain_footage",
    "export_cases",
    "export_exchanges",
    "export_limits",
    "export_money",
    "find_charge",
    "find_clue",
    "find_evidence",
    "find_party",
    "gather",
    "go_on_comparing",
    "go_on_matching",
    "go_on_recounting",
    "hand_over",
    "keep_draft",
    "keep_inquiry",
    "keep_spot",
    "link_footage",
    "look_at_case",
    "look_outside",
    "make_document",
    "make_slip",
    "mark_footage",
    "mark_moment",
    "match_some",
    "may_answer",
    "may_set_levels",
    "name_officer",
    "note_fixed",
    "open_case",
    "open_paper",
    "open_piece",
    "open_rolls",
    "pass_on",
    "photo_shown",
    "propose_act",
    "propose_step",
    "prove",
    "prove_elements",
    "prune_spots",
    "receive_slip",
    "record_event",
    "record_exchange",
    "record_help",
    "record_lesson",
    "recount_all",
    "recount_due",
    "redirect_proposal",
    "refund",
    "register_property",
    "remind",
    "remove_officer",
    "renew_help_link",
    "report_broken",
    "return_line",
    "revisit",
    "seats_for",
    "set_code_rule",
    "set_levels",
    "set_line_aside",
    "set_paper_terms",
    "set_reminders",
    "strike_outside_number",
    "take_act",
    "take_step",
    "tie_property",
    "turn_ordinary",
    "unlink_footage",
    "upload_for",
    "void_document",
    "void_payment_code",
    "weigh_charge",
    "withdraw_proposal",
    "withdraw_question",
    "withdraw_slip",
]
