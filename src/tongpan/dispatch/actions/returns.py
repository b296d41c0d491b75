"""退回与上报: a return cites the power row, keeps every clock, and the second one goes up to the district."""

from datetime import datetime
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
from tongpan.dispatch.models import Assignment, Return
from tongpan.dispatch.steps import orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import Desk
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers import queries as powers


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
        cited = powers.citation_of(cited_grant_id, lead.matter_id, lead.town_id, date_of(now))
        wrong: dict[str, str] = {}
        if len(reason.strip()) < 4:
            wrong["reason"] = "请写明退回理由（至少四个字）；“工作忙”不是理由"
        if cited is None:
            wrong["cited_grant"] = "退回要引用清单中的一条职权：谁、凭什么有权办这件事"
        if cited is None or wrong:
            raise Invalid("；".join(wrong.values()), fields=wrong)
        order.change(LIVE, status=AssignmentStatus.RETURNED, ended_at=now, ended_by=actor.label)
        orders.end_clock(order, now, met=True)
        ordinal = lead.return_count + 1
        back = Return.objects.create(
            lead=lead,
            assignment=order,
            ground=ground,
            reason=reason.strip()[:500],
            cited_grant_id=cited.grant_id,
            cited_text=cited.text[:300],
            belongs_to_id=cited.body_id,
            returned_at=now,
            returned_by=actor.label,
            ordinal=ordinal,
        )
        facts = {"ground": ground, "reason": reason.strip(), "cited": cited.text, "ordinal": ordinal}
        orders.record("assignment.returned", order, actor.label, now, **facts)
        if order.role == Role.MAIN:
            up = ordinal >= RETURNS_BEFORE_DISTRICT
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
    if len(reason.strip()) < 4:
        raise Invalid("请写明上报区级的理由", fields={"reason": "请写明理由（至少四个字）"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        lead_policies.require(actor, lead, Permission.LEADS_ASSIGN)
        moves.amend(
            lead,
            actor=actor.label,
            now=now,
            entry="lead.escalated",
            facts={"test": test, "reason": reason.strip()},
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
        policies.require(actor, order, Permission.DISPATCH_ASSIGN)
        if order.role == Role.MAIN:
            raise Invalid("主办不能直接收回，请改派给其他队伍", fields={"assignment": "请用改派"})
        order.change(LIVE, status=AssignmentStatus.WITHDRAWN, ended_at=now, ended_by=actor.label)
        orders.end_clock(order, now, met=False)
        orders.record("assignment.withdrawn", order, actor.label, now, reason=reason.strip())
        return order
