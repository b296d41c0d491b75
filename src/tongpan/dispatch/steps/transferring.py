"""移送 (M104, M107): what the desk, the receiving department and the one-time link share."""

import secrets
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.dispatch.domain.choices import LINK_GRACE_DAYS, TransferStatus
from tongpan.dispatch.models import Transfer
from tongpan.dispatch.queries import links
from tongpan.dispatch.steps import limits
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.leads.domain.choices import Desk, Outcome, Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import clocks, moves

SUBJECT = "dispatch.transfer"
RESULT_RULE = "DISPATCH_TRANSFER_RESULT"
TOKEN_BYTES = 20
LEAST_WORDS = 4
SENT = frozenset({TransferStatus.SENT})
RECEIVED = frozenset({TransferStatus.RECEIVED})
OPEN = SENT | RECEIVED


def load(transfer_id: UUID) -> Transfer:
    """
    Return a transfer, locked where the database can lock rows.

    :raises NotFound: if there is none
    """
    assert transaction.get_connection().in_atomic_block
    found = Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound("没有找到这张移送单，或您无权查看")
    return found


def new_link(due_on: date) -> tuple[str, str, date]:
    """Return a one-time token, its blind index, and the last day it opens. The token itself is nowhere kept."""
    token = secrets.token_hex(TOKEN_BYTES)
    return token, links.index_of(token), due_on + timedelta(days=LINK_GRACE_DAYS)


def receive(transfer: Transfer, *, by: str, name: str, now: datetime) -> Transfer:
    """
    Sign for a transfer (签收).

    :raises Invalid: if nobody is named
    :raises Conflict: if it was signed or refused already
    """
    if len(name.strip()) < 2:
        raise Invalid("请填写签收人", fields={"name": "请填写签收人姓名"})
    transfer.change(SENT, status=TransferStatus.RECEIVED, received_at=now, received_by=name.strip()[:100])
    record("transfer.received", transfer, by, now, name=name.strip())
    return transfer


def refuse(transfer: Transfer, *, by: str, name: str, now: datetime, reason: str) -> Transfer:
    """
    Refuse a transfer with the reason: the lead comes back to the desk, its history with it (M111).

    :raises Invalid: if no reason is given
    :raises Conflict: if it was refused, or answered already
    """
    if len(reason.strip()) < LEAST_WORDS:
        raise Invalid("拒收应写明理由", fields={"reason": "请写明拒收理由（至少四个字），例如应由哪个机关办理"})
    transfer.change(
        OPEN, status=TransferStatus.REFUSED, refused_at=now, refused_reason=reason.strip()[:500], link_index="",
        received_by=transfer.received_by or name.strip()[:100],
    )  # fmt: skip
    limits.end(SUBJECT, transfer.pk, now, met=False)
    record("transfer.refused", transfer, by, now, reason=reason.strip(), name=name.strip())
    _bring_back(transfer, by, now, reason.strip())
    return transfer


def answer(transfer: Transfer, *, by: str, name: str, now: datetime, result: str) -> Transfer:
    """
    Tell the result (反馈结果). It signs too, where that was forgotten; the link is spent.

    :raises Invalid: if nothing is said
    :raises Conflict: if it was refused, or answered already
    """
    if len(result.strip()) < LEAST_WORDS:
        raise Invalid("请写明办理结果", fields={"result": "请写明办理结果（至少四个字）"})
    signed: dict[str, Any] = {} if transfer.received_at else {"received_at": now, "received_by": name.strip()[:100]}
    transfer.change(OPEN, status=TransferStatus.ANSWERED, result_at=now, result=result.strip(), link_index="", **signed)
    limits.end(SUBJECT, transfer.pk, now, met=True)
    record("transfer.answered", transfer, by, now, result=result.strip(), name=name.strip())
    lead = _lead_of(transfer)
    facts = {"transfer": transfer.number, "result": result.strip(), "from": transfer.to_name}
    moves.note(lead, actor=by, now=now, entry="lead.transfer_answered", facts=facts)
    return transfer


def record(entry: str, transfer: Transfer, by: str, now: datetime, **facts: Any) -> None:
    """Write one ledger entry about a transfer."""
    ledger.record(entry, subject=transfer, actor=by, at=now, number=transfer.number, **facts)


def _bring_back(transfer: Transfer, by: str, now: datetime, reason: str) -> None:
    lead = _lead_of(transfer)
    facts = {"transfer": transfer.number, "reason": reason, "from": transfer.to_name}
    if lead.status not in {Status.HANDLED, Status.ANSWERED, Status.ARCHIVED} or lead.outcome != Outcome.TRANSFERRED:
        moves.note(lead, actor=by, now=now, entry="lead.transfer_refused", facts=facts)
        return
    clocks.cancel_all(lead.pk, now)
    desk = Desk.TOWN if lead.town_id else Desk.DISTRICT
    moves.move(lead, Move.REOPEN, actor=by, now=now, entry="lead.transfer_refused", facts=facts, desk=desk)


def _lead_of(transfer: Transfer) -> Lead:
    lead = Lead.objects.select_for_update(of=("self",)).filter(pk=transfer.lead_id).first()
    if lead is None:
        raise Conflict("移送的线索已经不在", code="transfer.no_lead")
    return lead
