"""退回与上报: a return cites the power row, keeps every clock, and the second one goes up to the district."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import (
    LIVE,
    RETURNS_BEFORE_DISTRICT,
    AssignmentStatus,
    EscalationTest,
    ReturnGround,
    Role,
)
from tongpan.dispatch.domain.results import LEAST_WORDS
from tongpan.dispatch.models import Assignment, Return
from tongpan.dispatch.steps import calls, orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Desk, Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers import queries as powers


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a return stands on: the power row as it reads today, or that there is none."""

    text: str
    grant_id: UUID | None = None
    body_id: UUID | None = None


def return_order(
    *,
    assignment_id: UUID,
    actor: Actor,
    now: datetime,
    ground: ReturnGround,
    reason: str,
    cited_grant_id: UUID | None = None,
) -> Return:
    """
    Send an order back. The lead's clocks run on; the second return of the same lead lands at the district desk.

    :raises Invalid: if no power row is cited, or the reason is missing
    :raises Conflict: if the order has ended meanwhile
    :raises NotFound, Forbidden: as ever
    """
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_own_order(actor, order, Permission.DISPATCH_RETURN)
        lead = order.lead
        cited = _cited(order, ground, cited_grant_id, date_of(now))
        wrong: dict[str, str] = {}
        if len(reason.strip()) < LEAST_WORDS:
            wrong["reason"] = "请写明退回理由（至少四个字）；“工作忙”不是理由"
        if isinstance(cited, str):
            wrong["cited_grant"] = cited
        if isinstance(cited, str) or wrong:
            raise Invalid("；".join(wrong.values()), fields=wrong)
        order.change(LIVE, status=AssignmentStatus.RETURNED, ended_at=now, ended_by=actor.label)
        orders.end_clock(order, now, met=True)
        calls.refuse(order, actor, now, reason.strip())
        ordinal = lead.return_count + 1 if order.role == Role.MAIN else 0
        back = Return.objects.create(
            lead=lead,
            assignment=order,
            ground=ground,
            reason=reason.strip()[:500],
            cited_grant_id=cited.grant_id,
            cited_text=cited.text[:600],
            belongs_to_id=cited.body_id,
            returned_at=now,
            returned_by=actor.label,
            ordinal=ordinal,
        )
        facts = {"ground": ground, "reason": reason.strip(), "cited": cited.text, "ordinal": ordinal}
        orders.record("assignment.returned", order, actor.label, now, **facts)
        if order.role == Role.MAIN:
            up = ordinal >= RETURNS_BEFORE_DISTRICT or ground == ReturnGround.NOBODY or lead.town_id is None
            moves.move(
                lead,
                Move.RETURN,
                actor=actor.label,
                now=now,
                entry="lead.returned",
                facts=facts | {"order": order.number},
                return_count=ordinal,
                desk=Desk.DISTRICT if up else Desk.TOWN,
            )
        return back


def escalate_lead(*, lead_id: UUID, actor: Actor, now: datetime, test: EscalationTest, reason: str) -> Lead:
    """
    Hand a lead up to the district desk under one of the three tests (M024).

    :raises Invalid: if the reason is missing
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if len(reason.strip()) < LEAST_WORDS:
        raise Invalid("请写明上报区级的理由", fields={"reason": "请写明理由（至少四个字）"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require_dispatcher(actor, lead)
        if lead.status not in BEFORE_DISPATCH | {Status.ASSIGNED, Status.HANDLING}:
            raise Conflict("已办结的线索不需要上报；如需再办，请先“重新打开”", code="lead.escalate.closed")
        if lead.desk == Desk.DISTRICT:
            raise Conflict("这件线索已经在区级调度台，可以用“催办”提醒", code="lead.at_district")
        moves.amend(
            lead,
            actor=actor.label,
            now=now,
            entry="lead.escalated",
            facts={"test": str(test.label), "reason": reason.strip()},
            desk=Desk.DISTRICT,
        )
        return lead


def withdraw_order(*, assignment_id: UUID, actor: Actor, now: datetime, reason: str) -> Assignment:
    """
    Take an assisting order back (收回协办). The main order is taken back by assigning anew.

    :raises Invalid: if it is the main order, or the reason is missing
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if len(reason.strip()) < 2:
        raise Invalid("请写明收回的理由", fields={"reason": "请写明收回的理由"})
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_over_order(actor, order)
        if order.role == Role.MAIN:
            raise Invalid("主办不能直接收回，请改派给其他队伍", fields={"assignment": "请用改派"})
        order.change(LIVE, status=AssignmentStatus.WITHDRAWN, ended_at=now, ended_by=actor.label)
        orders.end_clock(order, now, met=False)
        calls.cancel(order, actor.label, now)
        orders.record("assignment.withdrawn", order, actor.label, now, reason=reason.strip())
        return order


def _cited(order: Assignment, ground: ReturnGround, grant_id: UUID | None, on: date) -> Grounds | str:
    """Return the power row a return stands on, or what is wrong with it."""
    lead = order.lead
    if ground == ReturnGround.NOBODY:
        return _nobody(order, on)
    if lead.town_id is None:
        return "地点还没有落到镇街，查不了清单；请电话联系值守台补齐地点"
    matter_id = None if ground == ReturnGround.NOT_OUR_MATTER else lead.matter_id
    cited = powers.citation_of(grant_id, matter_id, lead.town_id, on)
    if cited is None:
        return "退回要引用清单中的一条职权：谁、凭什么有权办这件事"
    ours = cited.body_id == order.body_id
    if ground == ReturnGround.POWER_RECALLED:
        if cited.in_force or not ours:
            return "所引的职权仍然有效，或不是本机关的；请引用已收回或届满的那一条"
    elif not cited.in_force:
        return f"所引的职权今日无效：{cited.defect}；请另选一条"
    elif ours and ground != ReturnGround.NOT_OUR_PLACE:
        return f"所引的职权正是{cited.body_name}的，不能据此退回；请引用应当办理的机关的职权"
    return Grounds(cited.text, cited.grant_id, cited.body_id)


def _nobody(order: Assignment, on: date) -> Grounds | str:
    """ "Nobody may act" is checked against the lists, not believed; it goes up to the district at once (M102)."""
    lead = order.lead
    if lead.matter_id is None or lead.town_id is None:
        return "事项或地点未定，不能断言无有权机关；请选其他理由"
    answer = powers.who_may(lead.matter_id, lead.town_id, on)
    if isinstance(answer, powers.Competence):
        return f"清单上今日有权办理的是{answer.body_name}，请引用它的职权退回"
    return Grounds(answer.reason)
