"""缴纳、收缴、退还: no more is written down than is owed, no receipt twice; what goes on and back is the desk's."""

from collections.abc import Mapping
from typing import Any

from tongpan.cases.models import PaymentReceipt
from tongpan.cases.queries.finding import called
from tongpan.cases.queries.paying import charge_of
from tongpan.cases.steps import desk
from tongpan.cases.steps.taken import Taken
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, require
from tongpan.law.facts import CaseFacts
from tongpan.law.procedure.gates.paying import check_payment, check_plan
from tongpan.law.procedure.gates.returning import check_refund


def paid(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Take the receipt of a payment, in the caller's transaction.

    :raises Unlawful: if more is entered than is owed
    :raises Invalid: if the organ has written that receipt down before
    """
    row = taken.after.payments[-1]
    view = charge_of(taken.known.facts, taken.target, taken.at)
    if view is not None:
        require(check_payment(view, row.amount))
    case, number = taken.case, row.receipt.strip()
    first, taken_now = PaymentReceipt.objects.get_or_create(
        body_id=case.body_id, number=number, defaults={"case": case, "taken_at": taken.now}
    )
    if not taken_now:
        wrong = (
            f"票据号{number}已经登记在{called(taken.actor, first.case_id)}，一张票据只登记一次；请核对。"
            f"一张票据分缴几项的，在票据号后加序号，例如{number}-2"
        )
        raise Invalid(wrong, fields={"receipt": wrong})
    return taken.after, {}


def deferred(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Let a deferral pass whose instalments make up what is left of the fine.

    :raises Unlawful: otherwise
    """
    view = charge_of(taken.known.facts, taken.target, taken.at)
    if view is not None:
        require(check_plan(view, taken.after.deferrals[-1]))
    return taken.after, {}


def banked(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Let cash go to the bank by the hand of whoever keeps the organ's money.

    :raises Forbidden: if the organ has such a person and it is somebody else
    """
    desk.require_hand(taken.actor, taken.case, date_of(taken.now))
    return taken.after, {}


def returned(taken: Taken) -> tuple[CaseFacts, Mapping[str, Any]]:
    """
    Let money go back by the hand of whoever keeps the organ's money, and no more than is to be returned.

    :raises Forbidden: if the organ has such a person and it is somebody else
    :raises Unlawful: if more is entered than was paid and is not owed
    """
    desk.require_hand(taken.actor, taken.case, date_of(taken.now))
    view = charge_of(taken.known.facts, taken.target, taken.at)
    if view is not None:
        require(check_refund(view, taken.after.refunds[-1].amount))
    return taken.after, {}
