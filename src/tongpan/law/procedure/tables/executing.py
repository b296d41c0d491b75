"""Steps after the decision (送达、公开、缴纳、救济、强制执行)."""

from typing import Final

from tongpan.law.facts.words import Duty, Enforcing, Track
from tongpan.law.money import NOTHING
from tongpan.law.procedure.gates import (
    courts,
    enforcing,
    halting,
    paying,
    redress,
    returning,
    revoking,
    serving,
    staff,
    suing,
)
from tongpan.law.procedure.steps import Step
from tongpan.law.procedure.tables.row import Group, Row
from tongpan.law.procedure.view import ChargeView


def _decided(view: ChargeView) -> bool:
    return view.decision is not None and view.case.facts.closing is None


def _penalised(view: ChargeView) -> bool:
    return view.decision is not None and view.decision.penalty is not None


def _owing(view: ChargeView) -> bool:
    return view.served_at is not None and paying.unperformed(view)


def _enforcing(view: ChargeView, way: Enforcing) -> bool:
    row = view.enforcement
    return row is not None and row.way is way and row.performed_at is None and row.ended_at is None


def _unregistered(view: ChargeView) -> bool:
    return _on_spot(view) and view.decision is not None and view.decision.registered_at is None


def _on_spot(view: ChargeView) -> bool:
    return view.decision is not None and view.decision.track is Track.SUMMARY


def _published(view: ChargeView) -> bool:
    return any(each.at is not None for each in view.rows.get("disclosures", ()))


def _withdrawn(view: ChargeView) -> bool:
    return any(each.withdrawn_at is not None for each in view.rows.get("disclosures", ()))


def _announced(view: ChargeView) -> bool:
    return view.enforcement is not None and view.enforcement.announced_at is not None


EXECUTING: Final[tuple[Group[ChargeView], ...]] = (
    Group(
        lambda view: True,
        (
            Row(Step.REGISTER, lambda view: _decided(view) and _unregistered(view)),
            Row(
                Step.REVOKE,
                lambda view: _decided(view) and view.revoked is None,
                (staff.decider_apart, revoking.undisputed),
            ),
            Row(
                Step.RESTORE,
                lambda view: view.revoked is not None and view.revoked.restored_at is None,
                (returning.refunded,),
            ),
            Row(
                Step.REOPEN,
                lambda view: _decided(view) and view.revoked is not None and revoking.begins_a_round(view),
                (revoking.undone, staff.approver_of_charge),
            ),
        ),
    ),
    Group(
        _penalised,
        (
            Row(
                Step.REDACT,
                lambda view: _penalised(view) and "disclosures" not in view.rows,
                (enforcing.standing,),
            ),
            Row(
                Step.PUBLISH,
                lambda view: _penalised(view) and not _published(view),
                (serving.publishable, enforcing.standing, redress.as_decided),
            ),
            Row(
                Step.WITHDRAW,
                lambda view: _published(view) and redress.taken_down(view) and not _withdrawn(view),
            ),
            Row(Step.PAY, lambda view: view.served_at is not None and paying.owed(view) != NOTHING),
            Row(
                Step.COLLECT,
                lambda view: _penalised(view) and paying.unpaid(view),
                (paying.collectable, staff.two_officers),
            ),
            Row(
                Step.HAND_IN,
                lambda view: bool(returning.in_hand(view)),
            ),
            Row(
                Step.BANK,
                lambda view: bool(returning.to_bank(view)),
            ),
            Row(
                Step.REFUND,
                lambda view: returning.refundable(view) != NOTHING,
                (returning.cash_banked,),
            ),
            Row(
                Step.DEFER,
                lambda view: view.served_at is not None and paying.unpaid(view) and "deferrals" not in view.rows,
                (staff.approver_of_charge,),
            ),
            Row(
                Step.SURCHARGE,
                paying.surchargeable,
                (paying.surcharge_due,),
            ),
        ),
    ),
    Group(
        lambda view: view.served_at is not None,
        (
            Row(
                Step.PERFORM,
                lambda view: view.served_at is not None and paying.owes_work(view),
                (redress.duty_left,),
            ),
            Row(Step.RECONSIDER, redress.may_reconsider),
            Row(Step.LITIGATE, redress.may_sue),
            Row(Step.ANSWER_REMEDY, lambda view: redress.unanswered(view) is not None, (redress.copy_received,)),
            Row(Step.CONCLUDE_REMEDY, lambda view: view.pending, (suing.final,)),
            Row(
                Step.DEMAND,
                lambda view: _owing(view) and enforcing.demand_of(view) is None,
                (enforcing.overdue,),
            ),
            Row(
                Step.ANSWER_DEMAND,
                lambda view: view.demand is not None and view.demand.defence_at is None and _owing(view),
            ),
            Row(
                Step.RECHECK_DEMAND,
                lambda view: (
                    view.demand is not None and view.demand.defence_at is not None and view.demand.rechecked_at is None
                ),
            ),
            Row(
                Step.APPLY_COURT,
                lambda view: _owing(view) and courts.may_ask(view) and not enforcing.overdue.check(view),
                (serving.served, enforcing.standing, redress.ours, courts.court_open),
            ),
        ),
    ),
    Group(
        lambda view: view.charge.duty is Duty.DEMOLISH,
        (
            Row(
                Step.ORDER_DEMOLITION,
                lambda view: (
                    view.charge.duty is Duty.DEMOLISH
                    and _decided(view)
                    and view.enforcement is None
                    and not paying.ended(view)
                ),
                (
                    serving.served,
                    enforcing.standing,
                    redress.ours,
                    enforcing.own_power,
                    enforcing.demanded,
                    halting.going_on,
                ),
            ),
            Row(
                Step.ANNOUNCE,
                lambda view: view.charge.duty is Duty.DEMOLISH and _decided(view) and not _announced(view),
                (enforcing.ordered, enforcing.standing, redress.ours, halting.going_on),
            ),
            Row(
                Step.DEMOLISH,
                lambda view: (
                    view.charge.duty is Duty.DEMOLISH
                    and view.served_at is not None
                    and not paying.ended(view)
                    and (view.enforcement is None or _enforcing(view, Enforcing.DEMOLITION))
                ),
                (
                    enforcing.ordered,
                    enforcing.order_served,
                    enforcing.standing,
                    redress.ours,
                    halting.going_on,
                    enforcing.own_power,
                    enforcing.demolishable,
                    enforcing.daytime,
                    staff.two_officers,
                ),
            ),
        ),
    ),
    Group(
        lambda view: view.charge.duty is Duty.CLEAR,
        (
            Row(
                Step.ORDER_SUBSTITUTE,
                lambda view: (
                    view.charge.duty is Duty.CLEAR
                    and _decided(view)
                    and view.enforcement is None
                    and not paying.ended(view)
                ),
                (serving.served, enforcing.standing, redress.ours, enforcing.demanded, halting.going_on),
            ),
            Row(
                Step.SUBSTITUTE,
                lambda view: (
                    view.charge.duty is Duty.CLEAR
                    and _owing(view)
                    and (view.enforcement is None or _enforcing(view, Enforcing.SUBSTITUTE))
                ),
                (
                    enforcing.standing,
                    redress.ours,
                    halting.going_on,
                    enforcing.substitutable,
                    enforcing.daytime,
                    staff.two_officers,
                ),
            ),
        ),
    ),
)
