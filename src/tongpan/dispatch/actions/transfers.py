"""移送: sent with the front-end record, signed for, refused or answered; by login, by one-time link, or on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import TRANSFER_RESULT_WORKDAYS, FrontEnd, Role, TransferStatus
from tongpan.dispatch.domain.choices import AssignmentStatus as Orders
from tongpan.dispatch.events import TransferSent
from tongpan.dispatch.models import Assignment, Transfer
from tongpan.dispatch.queries import links
from tongpan.dispatch.steps import limits, orders, transferring
from tongpan.kernel import numbering, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Outcome, Status
from tongpan.leads.domain.lifecycle import Move, refusal
from tongpan.leads.models import Lead
from tongpan.leads.steps import clocks, moves

LINK = "link"


@dataclass(frozen=True, slots=True)
class Receiver:
    """Who gets it: a body of the register, or a name and a telephone number."""

    name: str
    phone: str = ""
    body_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """A transfer, and the one-time token, which is shown now and never again."""

    transfer: Transfer
    token: str


def send_transfer(
    *,
    lead_id: UUID,
    to: Receiver,
    front_end: str,
    reason: str,
    actor: Actor,
    now: datetime,
    front_end_steps: Sequence[str] = (),
    offline: bool = False,
    receipt: str = "",
) -> Sent:
    """
    Hand a lead to the department that is competent, with the record of what was done before (M104, M107).

    ``offline`` says it was handed over on paper (线下已移交); ``receipt`` names who signed for it there.

    :raises Invalid: if receiver, front-end record, reason or the paper receipt is missing
    :raises Conflict: if the lead is ended, or was handed over already
    :raises NotFound, Forbidden: as ever
    """
    to = _known(to)
    wrong = _faults(to, front_end, reason, front_end_steps, offline, receipt)
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    year = date_of(now).year
    number = f"YS{year}-{numbering.take('transfer', year, at=now):06d}"
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            if not policies.may_transfer(actor, lead):
                raise Forbidden("移送由值守台或责任队伍的执法人员办理", code="transfer.other")
            sent = _store(lead, number, to, front_end, reason, front_end_steps, offline, actor, now)
            _let_go(lead, sent.transfer, actor, now)
            if offline:
                transferring.receive(sent.transfer, by=actor.label, name=receipt, now=now)
            outbox.publish(TransferSent(transfer_id=str(sent.transfer.pk)))
            return sent
    except IntegrityError as error:
        raise Conflict("这件线索已经移送，正在等待对方办理", code="transfer.open") from error


def renew_link(*, transfer_id: UUID, actor: Actor, now: datetime) -> Sent:
    """
    Make a new one-time link; the one before stops working.

    :raises NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        transfer = transferring.load(transfer_id)
        policies.require(actor, transfer, Permission.DISPATCH_VIEW)
        if not policies.may_transfer(actor, transfer.lead):
            raise Forbidden("回执链接由移送的值守台或队伍重新生成", code="transfer.other")
        token, index, until = transferring.new_link(transfer.result_due_on or date_of(now))
        transfer.change(transferring.OPEN, link_index=index, link_until=until)
        transferring.record("transfer.link_renewed", transfer, actor.label, now)
        return Sent(transfer, token)


def receive_transfer(*, transfer_id: UUID, actor: Actor, now: datetime) -> Transfer:
    """
    Sign for a transfer as the receiving department's liaison.

    :raises NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        return transferring.receive(_received(transfer_id, actor), by=actor.label, name=actor.name, now=now)


def refuse_transfer(*, transfer_id: UUID, actor: Actor, now: datetime, reason: str) -> Transfer:
    """
    Refuse a transfer as the receiving department's liaison; the lead goes back to its desk.

    :raises Invalid, NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        found = _received(transfer_id, actor)
        return transferring.refuse(found, by=actor.label, name=actor.name, now=now, reason=reason)


def answer_transfer(*, transfer_id: UUID, actor: Actor, now: datetime, result: str, told_by: str = "") -> Transfer:
    """
    Tell the result: the department's liaison, or the sender for a department that told it by telephone or on paper.

    :raises Invalid, NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        transfer = transferring.load(transfer_id)
        policies.require(actor, transfer, Permission.DISPATCH_VIEW)
        if policies.may_receive(actor, transfer):
            return transferring.answer(transfer, by=actor.label, name=actor.name, now=now, result=result)
        if not policies.may_transfer(actor, transfer.lead):
            raise Forbidden("结果由接收单位反馈，或由移送单位代为登记", code="transfer.other")
        if len(told_by.strip()) < 2:
            raise Invalid("请写明对方谁告知的", fields={"told_by": "代为登记时，请写明对方单位谁、何时告知"})
        return transferring.answer(transfer, by=actor.label, name=told_by, now=now, result=result)


def answer_by_link(*, token: str, now: datetime, do: str, name: str, reason: str = "", result: str = "") -> Transfer:
    """
    Sign, refuse or answer through the one-time link, without a login.

    :raises NotFound: if the link is unknown, spent or past its day
    :raises Invalid: if the name, the reason or the result is missing
    :raises Conflict: if somebody was faster
    """
    with transaction.atomic(durable=True):
        transfer = transferring.load(links.transfer_behind(token, date_of(now)).pk)
        if len(name.strip()) < 2:
            raise Invalid("请填写您的姓名", fields={"name": "请填写姓名，移送单位凭此联系"})
        if do == "receive":
            return transferring.receive(transfer, by=LINK, name=name, now=now)
        if do == "refuse":
            return transferring.refuse(transfer, by=LINK, name=name, now=now, reason=reason)
        if do == "answer":
            return transferring.answer(transfer, by=LINK, name=name, now=now, result=result)
        raise Invalid("请选择签收、拒收或反馈结果")


def _received(transfer_id: UUID, actor: Actor) -> Transfer:
    transfer = transferring.load(transfer_id)
    policies.require(actor, transfer, Permission.DISPATCH_VIEW)
    if not policies.may_receive(actor, transfer):
        raise Forbidden("签收、拒收由接收单位的联络员办理", code=str(Permission.DISPATCH_LIAISE))
    return transfer


def _known(to: Receiver) -> Receiver:
    if to.body_id is None:
        return to
    body = agencies.agency_by_id(to.body_id)
    if body is None:
        raise Invalid("接收单位不在名录中，请重新选择", fields={"to_body": "请重新选择接收单位"})
    return Receiver(to.name.strip() or body.name, to.phone.strip() or body.phone, body.pk)


def _faults(
    to: Receiver, front_end: str, reason: str, steps: Sequence[str], offline: bool, receipt: str
) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if len(to.name.strip()) < 2:
        wrong["to_name"] = "请选择或填写接收单位"
    if to.body_id is None and not to.phone.strip():
        wrong["to_phone"] = "名录外的单位请写明联系电话"
    if len(front_end.strip()) < transferring.LEAST_WORDS:
        wrong["front_end"] = "请写明移送前做了哪些前端处理（至少四个字）"
    if not steps or any(step not in FrontEnd.values for step in steps):
        wrong["front_end_steps"] = "请勾选已做的前端处理"
    if len(reason.strip()) < transferring.LEAST_WORDS:
        wrong["reason"] = "请写明移送的理由和依据（至少四个字）"
    if offline and len(receipt.strip()) < 2:
        wrong["receipt"] = "线下已移交的，请写明对方签收人"
    return wrong


def _store(
    lead: Lead,
    number: str,
    to: Receiver,
    front_end: str,
    reason: str,
    steps: Sequence[str],
    offline: bool,
    actor: Actor,
    now: datetime,
) -> Sent:
    transfer = Transfer.objects.create(
        number=number,
        lead=lead,
        to_body_id=to.body_id,
        to_name=to.name.strip()[:100],
        to_phone=to.phone.strip()[:40],
        front_end=front_end.strip(),
        front_end_steps=list(steps),
        reason=reason.strip()[:500],
        sent_at=now,
        sent_by=actor.label,
        offline=offline,
        district_id=lead.district_id,
        town_id=lead.town_id,
        body_id=to.body_id,
        team_id=lead.team_id,
    )
    wording = f"移送后{TRANSFER_RESULT_WORKDAYS}个工作日内反馈办理结果"
    limit = limits.start_workdays(
        transfer, transferring.SUBJECT, transferring.RESULT_RULE, lead, now, TRANSFER_RESULT_WORKDAYS, wording
    )
    due_on = limit.due_on or limit.earliest_safe_on
    token, index, until = transferring.new_link(due_on or date_of(now))
    transfer.change(frozenset({TransferStatus.SENT}), result_due_on=due_on, link_index=index, link_until=until)
    transferring.record(
        "transfer.sent", transfer, actor.label, now, lead=lead.number, to=transfer.to_name, reason=transfer.reason,
        front_end=transfer.front_end, front_end_steps=list(steps), offline=offline,
    )  # fmt: skip
    return Sent(transfer, token)


def _let_go(lead: Lead, transfer: Transfer, actor: Actor, now: datetime) -> None:
    """The lead leaves the desk or the team: its orders end, and the reporter is told whom it went to."""
    dispatched = lead.status in {Status.ASSIGNED, Status.HANDLING}
    if not dispatched and lead.status not in BEFORE_DISPATCH:
        raise Conflict(refusal(Status(lead.status), Move.HANDLE), code="transfer.closed")
    text = f"移送{transfer.to_name}（{transfer.number}）"
    mine = Assignment.objects.filter(lead=lead, role=Role.MAIN, status=Orders.SIGNED).first()
    if mine is not None and mine.team_id in actor.team_ids:
        mine.change(frozenset({Orders.SIGNED}), status=Orders.DONE, ended_at=now, ended_by=actor.label, result=text)
        orders.record("assignment.done", mine, actor.label, now, outcome=Outcome.TRANSFERRED, result=text)
    orders.withdraw_live(lead, now, actor.label)
    skipped = lead.skipped if dispatched else lead.skipped | {"dispatched_at": f"{text}：{transfer.reason[:80]}"}
    moves.move(
        lead,
        Move.HANDLE if dispatched else Move.SETTLE,
        actor=actor.label,
        now=now,
        entry="lead.transferred",
        facts={"transfer": transfer.number, "to": transfer.to_name, "reason": transfer.reason},
        outcome=Outcome.TRANSFERRED,
        outcome_note=f"{text}：{transfer.reason}",
        receiver=f"{transfer.to_name} {transfer.to_phone}".strip(),
        forwarded=True,
        skipped=skipped,
    )
    clocks.start(clocks.of_feedback(lead, now))
