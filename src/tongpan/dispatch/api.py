"""The JSON face of dispatch: orders from 交办 to 办结 or 退回, reminders, disputes, transfers."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions, queries
from tongpan.dispatch.domain.choices import AssignmentStatus, EscalationTest, ReturnGround
from tongpan.dispatch.schemas import (
    AssignedOut,
    AssignIn,
    AssignManyIn,
    AssistIn,
    CheckIn,
    CheckOut,
    DisputeIn,
    DisputeOut,
    EscalateIn,
    FinishIn,
    OrderListOut,
    OrderOut,
    PhoneIn,
    ReturnIn,
    ReturnOut,
    SentOut,
    SettleIn,
    TransferAnswerIn,
    TransferIn,
    TransferOut,
    UrgeAnswerIn,
    UrgeIn,
    UrgeOut,
)
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.can(Permission.DISPATCH_VIEW):
        raise Forbidden("交办单只对办理人员开放")
    return actor


def _one_of(value: str, known: list[str], field: str) -> str:
    if value not in known:
        raise Invalid("有一项不认识", fields={field: f"可用的有 {'、'.join(known)}"})
    return value


@router.get("/orders", response={200: OrderListOut, REFUSED: Problem})
def orders(
    request: HttpRequest,
    status: str = "",
    team_id: UUID | None = None,
    overdue: bool = False,
    after: str | None = None,
    size: int = 50,
) -> Any:
    """按条件列出可见的交办单，最新在前；用 next 翻页。"""
    wanted = tuple(_one_of(part, AssignmentStatus.values, "status") for part in status.split(",") if part)
    filters = queries.Filters(status=wanted, team_id=team_id, overdue=overdue)
    page = queries.listed(_reader(request), filters, clock.now(), after=after, size=max(1, min(size, 200)))
    return {"items": page.items, "next": page.next}


@router.get("/orders/mine", response={200: list[OrderOut], REFUSED: Problem})
def my_orders(request: HttpRequest) -> Any:
    """我和我队伍手上的交办单：点名给我的在前，先到期的在前。"""
    return queries.my_orders(_reader(request))


@router.post("/orders", response={200: OrderOut, REFUSED: Problem})
def assign(request: HttpRequest, payload: AssignIn) -> Any:
    """交办或改派一件线索。"""
    return actions.assign_lead(**payload.dict(), actor=acting(request), now=clock.now())


@router.post("/orders/bulk", response={200: list[AssignedOut], REFUSED: Problem})
def assign_many(request: HttpRequest, payload: AssignManyIn) -> Any:
    """批量交办；每件各有结果。"""
    choices = [actions.Choice(lead_id, None, payload.team_id) for lead_id in payload.leads]
    done = actions.assign_many(choices=choices, actor=acting(request), now=clock.now(), note=payload.note)
    return [
        {
            "lead_id": one.lead_id,
            "order_id": one.order.pk if one.order else None,
            "number": one.order.number if one.order else "",
            "refusal": str(one.refusal or ""),
        }
        for one in done
    ]


@router.post("/orders/assist", response={200: OrderOut, REFUSED: Problem})
def assist(request: HttpRequest, payload: AssistIn) -> Any:
    """邀请协办。"""
    return actions.assist_with_lead(**payload.dict(), actor=acting(request), now=clock.now())


@router.get("/orders/{order_id}", response={200: OrderOut, REFUSED: Problem})
def order(request: HttpRequest, order_id: UUID) -> Any:
    """读取一张交办单。"""
    return queries.order_for(_reader(request), order_id)


@router.post("/orders/{order_id}/sign", response={200: OrderOut, REFUSED: Problem})
def sign(request: HttpRequest, order_id: UUID) -> Any:
    """签收。"""
    return actions.sign_order(assignment_id=order_id, actor=acting(request), now=clock.now())


@router.post("/orders/{order_id}/sign-by-telephone", response={200: OrderOut, REFUSED: Problem})
def sign_by_telephone(request: HttpRequest, order_id: UUID, payload: PhoneIn) -> Any:
    """电话已通知，代签收。"""
    return actions.sign_by_telephone(assignment_id=order_id, actor=acting(request), now=clock.now(), told=payload.told)


@router.post("/orders/{order_id}/arrive", response={200: OrderOut, REFUSED: Problem})
def arrive(request: HttpRequest, order_id: UUID) -> Any:
    """到场。"""
    return actions.arrive(assignment_id=order_id, actor=acting(request), now=clock.now())


@router.post("/orders/{order_id}/finish", response={200: OrderOut, REFUSED: Problem})
def finish(request: HttpRequest, order_id: UUID, payload: FinishIn) -> Any:
    """办结。"""
    return actions.finish_order(assignment_id=order_id, actor=acting(request), now=clock.now(), **payload.dict())


@router.post("/orders/{order_id}/return", response={200: ReturnOut, REFUSED: Problem})
def send_back(request: HttpRequest, order_id: UUID, payload: ReturnIn) -> Any:
    """退回；期限照常计算，第二次退回到区级。"""
    ground = ReturnGround(_one_of(payload.ground, ReturnGround.values, "ground"))
    return actions.return_order(
        assignment_id=order_id,
        actor=acting(request),
        now=clock.now(),
        ground=ground,
        reason=payload.reason,
        cited_grant_id=payload.cited_grant_id,
    )


@router.post("/checks", response={200: CheckOut, REFUSED: Problem})
def check(request: HttpRequest, payload: CheckIn) -> Any:
    """核查队伍报来的结果：认可，或退回补办。"""
    made = actions.check_result(**payload.dict(), actor=acting(request), now=clock.now())
    return {"accepted": payload.accepted, "order": made}


@router.post("/escalations", response={200: dict[str, str], REFUSED: Problem})
def escalate(request: HttpRequest, payload: EscalateIn) -> Any:
    """上报区级。"""
    test = EscalationTest(_one_of(payload.test, EscalationTest.values, "test"))
    lead = actions.escalate_lead(
        lead_id=payload.lead_id, actor=acting(request), now=clock.now(), test=test, reason=payload.reason
    )
    return {"lead_id": str(lead.pk), "desk": lead.desk}


@router.post("/urges", response={200: UrgeOut, REFUSED: Problem})
def urge(request: HttpRequest, payload: UrgeIn) -> Any:
    """催办；supervise 为真时是督办，三个工作日内须答复。"""
    return actions.urge_lead(**payload.dict(), actor=acting(request), now=clock.now())


@router.post("/urges/{urge_id}/answer", response={200: UrgeOut, REFUSED: Problem})
def answer_urge(request: HttpRequest, urge_id: UUID, payload: UrgeAnswerIn) -> Any:
    """答复催办或督办。"""
    return actions.answer_urge(urge_id=urge_id, actor=acting(request), now=clock.now(), answer=payload.answer)


@router.post("/disputes", response={200: DisputeOut, REFUSED: Problem})
def dispute(request: HttpRequest, payload: DisputeIn) -> Any:
    """提出职责争议。"""
    return actions.raise_dispute(**payload.dict(), actor=acting(request), now=clock.now())


@router.post("/disputes/{dispute_id}/settle", response={200: DisputeOut, REFUSED: Problem})
def settle(request: HttpRequest, dispute_id: UUID, payload: SettleIn) -> Any:
    """裁定并交办。"""
    return actions.settle_dispute(dispute_id=dispute_id, actor=acting(request), now=clock.now(), **payload.dict())


@router.post("/transfers", response={200: SentOut, REFUSED: Problem})
def transfer(request: HttpRequest, payload: TransferIn) -> Any:
    """移送；返回的令牌用于一次性链接，只出现这一次。"""
    sent = actions.send_transfer(
        lead_id=payload.lead_id,
        to=actions.Receiver(payload.to_name, payload.to_phone, payload.to_body_id),
        front_end=payload.front_end,
        front_end_steps=payload.front_end_steps,
        reason=payload.reason,
        actor=acting(request),
        now=clock.now(),
    )
    return {"transfer": sent.transfer, "token": sent.token}


@router.post("/transfers/{transfer_id}/receive", response={200: TransferOut, REFUSED: Problem})
def receive(request: HttpRequest, transfer_id: UUID) -> Any:
    """签收移送。"""
    return actions.receive_transfer(transfer_id=transfer_id, actor=acting(request), now=clock.now())


@router.post("/transfers/{transfer_id}/refuse", response={200: TransferOut, REFUSED: Problem})
def refuse(request: HttpRequest, transfer_id: UUID, payload: TransferAnswerIn) -> Any:
    """拒收移送，写明理由。"""
    return actions.refuse_transfer(
        transfer_id=transfer_id, actor=acting(request), now=clock.now(), reason=payload.reason
    )


@router.post("/transfers/{transfer_id}/answer", response={200: TransferOut, REFUSED: Problem})
def answer(request: HttpRequest, transfer_id: UUID, payload: TransferAnswerIn) -> Any:
    """反馈移送的办理结果。"""
    return actions.answer_transfer(
        transfer_id=transfer_id,
        actor=acting(request),
        now=clock.now(),
        result=payload.result,
        told_by=payload.told_by,
    )
