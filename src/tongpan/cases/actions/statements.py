"""对账: a statement is brought, its lines find what they pay, and a person settles what nobody is sure of."""

import hashlib
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.policies import officer_of
from tongpan.cases.domain import keeping
from tongpan.cases.domain.choices import NAME_PURPOSE
from tongpan.cases.domain.money import OPEN_LINES, LineState
from tongpan.cases.domain.statement import Told, columns_of, told
from tongpan.cases.events import StatementBrought
from tongpan.cases.models import BankStatement, StatementLine
from tongpan.cases.queries import money
from tongpan.cases.steps import desk, matching
from tongpan.kernel import ledger, outbox, spreadsheet
from tongpan.kernel.crypto import blind_index, seal
from tongpan.kernel.errors import Conflict, Invalid, NotFound, TooLarge
from tongpan.kernel.outbox.delivery import sign

MOST_ROWS: Final = 5_000
"""lines of one statement: a county's month is far below"""
MOST_BYTES: Final = 10 * 1024 * 1024
AT_ONCE: Final = 50
"""lines that are matched while the person waits; the worker does the rest, chunk by chunk"""
NO_LINE: Final = "没有这条对账明细，或者不是您所在机关的；请从“财务对账”进入"


def bring_statement(*, content: bytes, name: str, actor: Actor, now: datetime) -> BankStatement:
    """
    Take in a list of what was received; the same file again changes nothing.

    Lines are kept first, each under its serial number; then matched, each in a transaction of its own, so that
    whatever is broken off goes on where it stood.

    :raises Forbidden: if the actor keeps no organ's money
    :raises Invalid: if it is no table, or lacks a column
    :raises TooLarge: if it is larger than any statement
    """
    body_id = keeping.require_keeper(actor)
    if len(content) > MOST_BYTES:
        raise TooLarge("文件超过 10 MB，请按月或者按日分开导入")
    digest = hashlib.sha256(content).hexdigest()
    found = BankStatement.objects.filter(body_id=body_id, digest=digest).first()
    if found is None:
        lines = _lines(content, name, now)
        with transaction.atomic(durable=True):
            found = _kept(body_id, name, digest, lines, actor, now)
    match_some(found.pk, actor=actor, now=now)
    return found


def match_some(statement_id: UUID, *, actor: Actor, now: datetime, most: int = AT_ONCE) -> bool:
    """Match some of the lines that wait, each in its own transaction; tell whether none is left."""
    waiting = StatementLine.objects.filter(statement_id=statement_id, state=LineState.WAITING)
    for pk in list(waiting.order_by("id").values_list("pk", flat=True)[:most]):
        with transaction.atomic(durable=True):
            line = waiting.select_for_update(of=("self",)).filter(pk=pk).first()
            if line is not None:
                matching.match(line, actor=actor, now=now)
    return not waiting.exists()


def go_on_matching(*, statement_id: UUID, actor: Actor, now: datetime) -> None:
    """Match one chunk more, and ask for the next."""
    if match_some(statement_id, actor=actor, now=now):
        return
    with transaction.atomic(durable=True):
        if sign():
            outbox.publish(StatementBrought(statement_id=str(statement_id)))


def confirm_line(*, line_id: UUID, due_id: UUID, why: str, actor: Actor, now: datetime) -> StatementLine:
    """
    Book a line of which nobody was sure as the payment of a sum; `why` says what made the person sure.

    :raises NotFound: if there is no such line, or no such sum, of the actor's organ
    :raises Conflict: if the line is settled
    :raises Forbidden: if the actor has a part in the case
    :raises Unlawful: if the law does not allow it, or more came than is owed
    :raises Invalid: if nothing is said
    """
    _require_said("why", why, "请写明凭什么确认是这笔缴款，例如：电话核实由其配偶代缴")
    with transaction.atomic(durable=True):
        line = _open_line(line_id, actor)
        due = money.payable(line).filter(pk=due_id).first()
        if due is None:
            raise NotFound("没有这笔应缴款，请从候选里选择，或者照缴款码查找")
        matching.book(line, due, actor=actor, now=now, why=why.strip())
        return line


def set_line_aside(*, line_id: UUID, why: str, actor: Actor, now: datetime) -> StatementLine:
    """
    Say that a line is no payment of a fine of the organ.

    :raises NotFound, Conflict, Invalid: as `confirm_line`
    """
    _require_said("why", why, "请写明这是什么款，例如：水电费退款")
    return _settled(line_id, LineState.SET_ASIDE, why.strip(), actor, now)


def return_line(*, line_id: UUID, voucher: str, why: str, actor: Actor, now: datetime) -> StatementLine:
    """
    Enter that what was paid twice, or above what is owed, went back to the payer.

    Law: APL 74 ¶3: what is to be returned by law. It was never a payment of the case (ADR-0029).

    :raises NotFound, Conflict, Invalid: as `confirm_line`
    :raises Forbidden: if the actor has a part in the case
    """
    _require_said("voucher", voucher, "请填写退付凭证号")
    return _settled(line_id, LineState.RETURNED, why.strip(), actor, now, voucher=voucher.strip()[:80])


def _settled(
    line_id: UUID, state: LineState, why: str, actor: Actor, now: datetime, voucher: str = ""
) -> StatementLine:
    with transaction.atomic(durable=True):
        line = _open_line(line_id, actor)
        if line.due is not None:
            desk.require_apart(actor, line.due.case)
        line.settle(state, why or line.reason, voucher=voucher, settled_at=now, settled_by=actor.label)
        matching.tell(line, actor=actor, now=now, why=why)
        return line


def _open_line(line_id: UUID, actor: Actor) -> StatementLine:
    keeping.require_keeper(actor)
    rows = keeping.visible_money(actor, StatementLine.objects.filter(pk=line_id))
    line: StatementLine | None = rows.select_for_update(of=("self",)).select_related("statement", "due__case").first()
    if line is None:
        raise NotFound(NO_LINE)
    if line.state not in OPEN_LINES:
        raise Conflict(f"这条明细{line.get_state_display()}，不用再处理；请刷新", code="money.line.settled")
    return line


def _require_said(name: str, text: str, wrong: str) -> None:
    if not text.strip():
        raise Invalid(wrong, fields={name: wrong})


def _lines(content: bytes, name: str, now: datetime) -> list[tuple[int, Told | str]]:
    """Read the rows: what each says, or what is wrong with it."""
    columns: dict[str, str] = {}
    found: list[tuple[int, Told | str]] = []
    for number, row in spreadsheet.read_rows(content, name):
        if isinstance(row, spreadsheet.BadRow):
            found.append((number, row.reason))
            continue
        columns = columns or columns_of(row)
        try:
            found.append((number, told(row, columns, now)))
        except Invalid as wrong:
            found.append((number, str(wrong)))
        if len(found) > MOST_ROWS:
            raise TooLarge(f"一份对账单至多{MOST_ROWS}行，请按月或者按日分开导入")
    if not found:
        raise Invalid("文件里没有明细，请核对", fields={"file": "文件里没有明细，请核对"})
    return found


def _kept(
    body_id: UUID, name: str, digest: str, lines: list[tuple[int, Told | str]], actor: Actor, now: datetime
) -> BankStatement:
    """Keep the lines that are new, in the caller's transaction: those whose serial number stood in no file before."""
    read = [(number, one) for number, one in lines if isinstance(one, Told)]
    before = StatementLine.objects.filter(body_id=body_id, serial__in=[one.serial for _, one in read])
    seen = set(before.values_list("serial", flat=True))
    statement = BankStatement.objects.create(
        body_id=body_id, name=name[:120], digest=digest, rows=len(lines), brought_at=now, brought_by=actor.label,
        officer_id=officer_of(actor),
    )  # fmt: skip
    new = [
        StatementLine(
            statement=statement, body_id=body_id, line=number, serial="", state=LineState.BAD, reason=one[:300]
        )
        for number, one in lines
        if isinstance(one, str)
    ]
    for number, one in read:
        if one.serial in seen:
            statement.known += 1
            continue
        seen.add(one.serial)
        new.append(
            StatementLine(
                statement=statement, body_id=body_id, line=number, serial=one.serial, code=one.code,
                receipt=one.receipt, amount_fen=one.amount.fen, paid_at=one.paid_at,
                payer_sealed=seal(one.payer) if one.payer else "",
                payer_index=blind_index(one.payer, NAME_PURPOSE) if one.payer else "",
            )
        )  # fmt: skip
    StatementLine.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)  # brought twice in the same moment
    statement.save(update_fields=["known"])
    ledger.record(
        "money.statement_brought", subject=statement, actor=actor.label, at=now, name=name[:120], digest=digest,
        rows=len(lines), known=statement.known,
    )  # fmt: skip
    if len(new) > AT_ONCE:
        outbox.publish(StatementBrought(statement_id=str(statement.pk)))
    return statement
