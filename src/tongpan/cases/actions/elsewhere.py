"""外部编号: entered whenever another system gives one, and struck when it was wrong."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.models import OutsideNumber
from tongpan.cases.steps import documenting, elsewhere, hands
from tongpan.cases.steps.gathering import record_of
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, Invalid, NotFound

MOST_REASON = 200


def enter_outside_number(*, case_id: UUID, system: str, number: str, actor: Actor, now: datetime) -> OutsideNumber:
    """
    Write down by what number another system knows a case; at any time, of a closed case too.

    :raises Forbidden: to whoever neither handles the case nor leads
    :raises Invalid: without system or number
    :raises Conflict: if the number stands already, in this case or in another one of the county
    :raises NotFound: as ever
    """
    if not system.strip():
        raise Invalid("请填写是哪个系统的编号", fields={"system": "请填写是哪个系统的编号"})
    with transaction.atomic(durable=True):
        hand = _hand(case_id, actor, now)
        row = elsewhere.add(hand.case, system, number, actor=actor, now=now)
        _record("case.number_entered", hand, row, actor, now, why=str(row))
        return row


def strike_outside_number(*, case_id: UUID, number_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    """
    Strike a number that was entered wrongly; that it stood there stays in the ledger.

    :raises Forbidden: to whoever neither handles the case nor leads
    :raises Invalid: without a reason
    :raises NotFound: as ever; if the case bears no such number
    """
    if not reason.strip():
        raise Invalid("请写明撤销的原因", fields={"reason": "请写明撤销的原因"})
    with transaction.atomic(durable=True):
        hand = _hand(case_id, actor, now)
        row = OutsideNumber.objects.filter(pk=number_id, case=hand.case).first()
        if row is None:
            raise NotFound("本案没有这个外部编号，可能已经撤销")
        _record("case.number_struck", hand, row, actor, now, why=f"{row}：{reason.strip()[:MOST_REASON]}")
        row.delete()


def _hand(case_id: UUID, actor: Actor, now: datetime) -> hands.Hand:
    """Return a case to who enters its numbers in other systems, one at a time."""
    documenting.lock(case_id)
    hand = hands.part_of(case_id, actor, now)
    if not policies.enters_numbers(actor, hand.roles):
        raise Forbidden("外部编号由本案的承办人或者负责人登记", code="case.outside_number")
    return hand


def _record(action: str, hand: hands.Hand, row: OutsideNumber, actor: Actor, now: datetime, *, why: str) -> None:
    ledger.record(
        action, subject=record_of(hand.case), actor=actor.label, at=now, system=row.system, number=row.number, why=why
    )
