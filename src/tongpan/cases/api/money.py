"""The JSON face of money: codes, the desk, statements, cash and what goes back."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status, UploadedFile

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain import keeping
from tongpan.cases.models import BankStatement, CashSlip, PaymentDue, StatementLine
from tongpan.cases.queries import money
from tongpan.cases.queries.moneyrows import line_shown, row_of
from tongpan.cases.schemas import money as shapes
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of, in_chinese_time
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.procedure import Target

router = Router()


def _keeper(request: HttpRequest) -> Actor:
    actor = acting(request)
    keeping.require_keeper(actor)
    return actor


@router.get("/money/dues", response={200: shapes.DueListOut, REFUSED: Problem})
def dues(
    request: HttpRequest, state: str = "", overdue: bool = False, q: str = "", after: str | None = None, size: int = 50
) -> Any:
    """本机关的应缴款，新的在前；q 是缴款码或者案件编号。"""
    actor, today = _keeper(request), date_of(clock.now())
    filters = money.DueFilters(state=state, overdue=overdue, words=q)
    found = money.dues(actor, filters, today, after=after, size=max(1, min(size, 200)))
    return {"items": [_due(one) for one in found.items], "next": found.next}


@router.post("/money/dues/{due_id}/refund", response={200: shapes.DueOut, REFUSED: Problem})
def refund(request: HttpRequest, due_id: UUID, payload: shapes.RefundIn) -> Any:
    """登记退还当事人。"""
    actor = _keeper(request)
    given = payload.dict() | {"at": in_chinese_time(payload.at)}
    actions.refund(due_id=due_id, actor=actor, now=clock.now(), **given)
    return _due(money.due_for(actor, due_id))


@router.post("/money/rules", response={201: shapes.RuleOut, REFUSED: Problem})
def set_rule(request: HttpRequest, payload: shapes.RuleIn) -> Any:
    """登记从哪一日起用哪一种缴款码。"""
    return Status(201, actions.set_code_rule(**payload.dict(), actor=acting(request), now=clock.now()))


@router.post("/{case_id}/payment-code", response={201: shapes.CodeOut, REFUSED: Problem})
def enter_code(request: HttpRequest, case_id: UUID, payload: shapes.CodeIn) -> Any:
    """登记省级非税系统给出的缴款码。"""
    target = Target(payload.party, payload.cause)
    made = actions.enter_payment_code(
        case_id=case_id, target=target, code=payload.code, actor=acting(request), now=clock.now()
    )
    return Status(201, made)


@router.post("/{case_id}/payment-code/void", response={200: shapes.CodeOut, REFUSED: Problem})
def void_code(request: HttpRequest, case_id: UUID, payload: shapes.VoidCodeIn) -> Any:
    """作废有效的缴款码。"""
    target = Target(payload.party, payload.cause)
    return actions.void_payment_code(
        case_id=case_id, target=target, reason=payload.reason, actor=acting(request), now=clock.now()
    )


@router.post("/money/statements", response={201: shapes.StatementOut, REFUSED: Problem})
def bring(request: HttpRequest, file: File[UploadedFile]) -> Any:
    """导入对账单并对账；同一个文件再来一次，什么也不会重复。"""
    found = actions.bring_statement(content=file.read(), name=file.name or "", actor=acting(request), now=clock.now())
    return Status(201, _statement(found))


@router.get("/money/statements/{statement_id}", response={200: shapes.StatementOut, REFUSED: Problem})
def statement(request: HttpRequest, statement_id: UUID) -> Any:
    """一份对账单和各种结果的行数。"""
    return _statement(money.statement_for(_keeper(request), statement_id))


@router.get("/money/lines", response={200: shapes.LineListOut, REFUSED: Problem})
def lines(
    request: HttpRequest, state: str = "", statement_id: UUID | None = None, after: str | None = None, size: int = 50
) -> Any:
    """对账明细；不给条件时是等人处理的。"""
    found = money.lines(
        _keeper(request), state=state, statement_id=statement_id, after=after, size=max(1, min(size, 200))
    )
    return {"items": [_line(one) for one in found.items], "next": found.next}


@router.post("/money/lines/{line_id}/confirm", response={200: shapes.LineOut, REFUSED: Problem})
def confirm(request: HttpRequest, line_id: UUID, payload: shapes.ConfirmIn) -> Any:
    """确认一条明细缴的是哪一笔。"""
    return _line(actions.confirm_line(line_id=line_id, actor=acting(request), now=clock.now(), **payload.dict()))


@router.post("/money/lines/{line_id}/return", response={200: shapes.LineOut, REFUSED: Problem})
def give_back(request: HttpRequest, line_id: UUID, payload: shapes.ReturnLineIn) -> Any:
    """登记重复、多缴的退给了缴款人。"""
    return _line(actions.return_line(line_id=line_id, actor=acting(request), now=clock.now(), **payload.dict()))


@router.post("/money/lines/{line_id}/aside", response={200: shapes.LineOut, REFUSED: Problem})
def aside(request: HttpRequest, line_id: UUID, payload: shapes.AsideIn) -> Any:
    """说明一条明细不是本机关的罚没款。"""
    return _line(actions.set_line_aside(line_id=line_id, actor=acting(request), now=clock.now(), **payload.dict()))


@router.post("/money/slips", response={201: shapes.SlipOut, REFUSED: Problem})
def make_slip(request: HttpRequest, payload: shapes.SlipIn) -> Any:
    """填交款单：几笔当场收缴的现金一起上交。"""
    made = actions.make_slip(charges=_charges(payload.charges), actor=acting(request), now=clock.now())
    return Status(201, _slip(made))


@router.post("/money/slips/{slip_id}/withdraw", response={200: shapes.SlipOut, REFUSED: Problem})
def withdraw(request: HttpRequest, slip_id: UUID) -> Any:
    """撤回还没有收款的交款单。"""
    return _slip(actions.withdraw_slip(slip_id=slip_id, actor=acting(request), now=clock.now()))


@router.post("/money/slips/{slip_id}/receive", response={200: shapes.SlipOut, REFUSED: Problem})
def receive(request: HttpRequest, slip_id: UUID, payload: shapes.ReceiveIn) -> Any:
    """清点后收下交款单上的现金。"""
    return _slip(actions.receive_slip(slip_id=slip_id, counted=payload.counted, actor=acting(request), now=clock.now()))


@router.post("/money/bank", response={200: shapes.BankOut, REFUSED: Problem})
def bank(request: HttpRequest, payload: shapes.BankIn) -> Any:
    """登记现金已缴付指定的银行。"""
    done = actions.bank_cash(
        charges=_charges(payload.charges), number=payload.number, at=in_chinese_time(payload.at),
        actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return {"banked": done}


def _charges(given: list[shapes.ChargeIn]) -> list[tuple[UUID, Target]]:
    return [(one.case_id, Target(one.party, one.cause)) for one in given]


def _yuan(fen: int) -> str:
    return f"{fen / 100:.2f}"


def _due(one: PaymentDue) -> dict[str, Any]:
    shown = row_of(one, date_of(clock.now()))
    code = shown["code"]
    return {
        "id": one.pk, "case": one.case.number, "case_id": one.case_id, "party": one.party, "name": shown["name"],
        "cause": one.cause, "code": code.code if code else "", "source": code.source if code else "",
        "due": _yuan(one.due_fen), "paid": _yuan(one.paid_fen), "left": _yuan(one.left_fen),
        "back": _yuan(one.back_fen), "pay_by": one.pay_by, "state": one.state, "overdue": shown["late"],
    }  # fmt: skip


def _statement(one: BankStatement) -> dict[str, Any]:
    return {
        "id": one.pk, "name": one.name, "rows": one.rows, "known": one.known, "brought_at": one.brought_at,
        "states": {state: number for state, _, number in money.tally_of(one)},
    }  # fmt: skip


def _line(one: StatementLine) -> dict[str, Any]:
    return {
        "id": one.pk, "line": one.line, "serial": one.serial, "code": one.code, "receipt": one.receipt,
        "amount": _yuan(one.amount_fen), "paid_at": one.paid_at, "payer": line_shown(one)["payer"],
        "state": one.state, "reason": one.reason, "case": one.due.case.number if one.due is not None else "",
    }  # fmt: skip


def _slip(one: CashSlip) -> dict[str, Any]:
    return {
        "id": one.pk, "number": one.number, "amount": _yuan(one.amount_fen), "made_at": one.made_at,
        "received_at": one.received_at, "withdrawn_at": one.withdrawn_at, "banked_at": one.banked_at,
        "bank_number": one.bank_number,
    }  # fmt: skip
