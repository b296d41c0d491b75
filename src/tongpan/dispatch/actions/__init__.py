"""What may be done in dispatch: one action, one transaction, one ledger entry a record."""

from tongpan.dispatch.actions.assign import Choice, Outcome, assign_lead, assign_many, assist_with_lead
from tongpan.dispatch.actions.disputes import raise_dispute, settle_dispute
from tongpan.dispatch.actions.field import (
    arrive,
    check_result,
    finish_order,
    name_handler,
    sign_by_telephone,
    sign_order,
)
from tongpan.dispatch.actions.joint import (
    answer_invitation,
    close_joint,
    convene_joint,
    drop_joint,
    propose_for_lead,
    report_part,
    start_joint,
)
from tongpan.dispatch.actions.overdue import report_unsigned
from tongpan.dispatch.actions.returns import escalate_lead, return_order, withdraw_order
from tongpan.dispatch.actions.transfers import (
    Receiver,
    Sent,
    answer_by_link,
    answer_transfer,
    receive_transfer,
    refuse_transfer,
    renew_link,
    send_transfer,
)
from tongpan.dispatch.actions.urging import answer_urge, urge_lead

__all__ = [
    "Choice",
    "Outcome",
    "Receiver",
    "Sent",
    "answer_by_link",
    "answer_invitation",
    "answer_transfer",
    "answer_urge",
    "arrive",
    "assign_lead",
    "assign_many",
    "assist_with_lead",
    "check_result",
    "close_joint",
    "convene_joint",
    "drop_joint",
    "escalate_lead",
    "finish_order",
    "name_handler",
    "propose_for_lead",
    "raise_dispute",
    "receive_transfer",
    "refuse_transfer",
    "renew_link",
    "report_part",
    "report_unsigned",
    "return_order",
    "send_transfer",
    "settle_dispute",
    "sign_by_telephone",
    "sign_order",
    "start_joint",
    "urge_lead",
    "withdraw_order",
]
