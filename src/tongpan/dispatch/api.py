"""The JSON face of dispatch: orders given, signed, returned and finished."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch.actions.assign import assign_lead
from tongpan.dispatch.actions.field import arrive, finish_order, sign_by_telephone, sign_order
from tongpan.dispatch.actions.returns import return_order
from tongpan.dispatch.actions.urging import urge_lead
from tongpan.dispatch.domain.choices import ReturnGround
from tongpan.dispatch.models import Assignment, Return, Urge
from tongpan.dispatch.queries import Filters, listed, order_for
from tongpan.dispatch.schemas import (
    AssignIn,
    FinishIn,
    OrderListOut,
    OrderOut,
    ReturnIn,
    ReturnOut,
    ToldIn,
    UrgeIn,
    UrgeOut,
)
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


class ActorRequest(HttpRequest):
    """A request with whoever acts."""

    actor: Actor


@router.post("/orders", response={201: OrderOut, REFUSED: Problem})
def assign(request: ActorRequest, payload: AssignIn) -> Any:
    """把一件线索交办给一支队伍。"""
    order = assign_lead(
        lead_id=payload.lead,
        team_id=payload.team,
        officer_id=payload.officer,
        note=payload.note,
        version=payload.version,
        actor=request.actor,
        now=clock.now(),
    )
    return Status(201, order)


@router.get("/orders", response={200: OrderListOut, REFUSED: Problem})
def orders(
    request: ActorRequest, status: str = "", overdue: bool = False, mine: bool = False, after: str | None = None
) -> Any:
    """列出可见的交办单；用 next 翻页。"""
    filters = Filters(status=tuple(part for part in status.split(",") if part), overdue=overdue, mine=mine)
    page = listed(request.actor, filters, clock.now(), after=after)
    return {"items": page.items, "next": page.next}


@router.get("/orders/{order_id}", response={200: OrderOut, REFUSED: Problem})
def order(request: ActorRequest, order_id: UUID) -> Assignment:
    """读取一张交办单。"""
    return order_for(request.actor, order_id)


@router.post("/orders/{order_id}/sign", response={200: OrderOut, REFUSED: Problem})
def sign(request: ActorRequest, order_id: UUID) -> Assignment:
    """签收。"""
    return sign_order(assignment_id=order_id, actor=request.actor, now=clock.now())


@router.post("/orders/{order_id}/sign-by-telephone", response={200: OrderOut, REFUSED: Problem})
def sign_for(request: ActorRequest, order_id: UUID, payload: ToldIn) -> Assignment:
    """电话已通知，代签收。"""
    return sign_by_telephone(assignment_id=order_id, actor=request.actor, now=clock.now(), told=payload.told)


@router.post("/orders/{order_id}/arrive", response={200: OrderOut, REFUSED: Problem})
def arrived(request: ActorRequest, order_id: UUID) -> Assignment:
    """登记到场（可不登记，不作考核）。"""
    return arrive(assignment_id=order_id, actor=request.actor, now=clock.now())


@router.post("/orders/{order_id}/finish", response={200: OrderOut, REFUSED: Problem})
def finish(request: ActorRequest, order_id: UUID, payload: FinishIn) -> Assignment:
    """办结：写明结果。"""
    return finish_order(
        assignment_id=order_id,
        actor=request.actor,
        now=clock.now(),
        outcome=payload.outcome,
        result=payload.result,
    )


@router.post("/orders/{order_id}/return", response={200: ReturnOut, REFUSED: Problem})
def send_back(request: ActorRequest, order_id: UUID, payload: ReturnIn) -> Return:
    """退回：引用清单条目，时限照走，第二次退回升到区级。"""
    if payload.ground not in ReturnGround.values:
        raise Invalid("退回理由类别不认识", fields={"ground": f"可用的有 {'、'.join(ReturnGround.values)}"})
    return return_order(
        assignment_id=order_id,
        actor=request.actor,
        now=clock.now(),
        ground=ReturnGround(payload.ground),
        reason=payload.reason,
        cited_grant_id=payload.cited_grant,
    )


@router.post("/leads/{lead_id}/urge", response={201: UrgeOut, REFUSED: Problem})
def urge(request: ActorRequest, lead_id: UUID, payload: UrgeIn) -> Any:
    """催办；区级可督办，三个工作日内答复。"""
    made: Urge = urge_lead(
        lead_id=lead_id, actor=request.actor, now=clock.now(), text=payload.text, supervise=payload.supervise
    )
    return Status(201, made)
