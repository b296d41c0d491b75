"""Making and loading orders (交办单), shared by the actions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch.domain.choices import LIVE, SIGN_MINUTES, AssignmentStatus, Role
from tongpan.dispatch.events import OrderMade
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import calls, limits
from tongpan.kernel import ledger, numbering, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.leads.models import Lead

SIGN_RULE = "DISPATCH_SIGN"
SUBJECT = "dispatch.assignment"


def next_number(now: datetime) -> str:
    """Take the number of a new order; called before the action's transaction."""
    year = date_of(now).year
    return f"JB{year}-{numbering.take('assignment', year, at=now):07d}"


def load(assignment_id: UUID) -> Assignment:
    """
    Return an order, locked where the database can lock rows.

    :raises NotFound: if there is none
    """
    assert transaction.get_connection().in_atomic_block
    found = Assignment.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=assignment_id).first()
    if found is None:
        raise NotFound("没有找到这张交办单，或您无权查看；请从“交办”列表进入")
    return found


def make(
    lead: Lead,
    number: str,
    *,
    team_id: UUID,
    body_id: UUID | None,
    actor: Actor,
    now: datetime,
    role: Role = Role.MAIN,
    officer_id: UUID | None = None,
    note: str = "",
) -> Assignment:
    """Store a new order with its clock to sign (M116); an on-call squad is called to the place by it (M006)."""
    minutes = SIGN_MINUTES[lead.priority]
    due_at = now + timedelta(minutes=minutes)
    order = Assignment.objects.create(
        number=number,
        lead=lead,
        role=role,
        district_id=lead.district_id,
        town_id=lead.town_id,
        body_id=body_id,
        team_id=team_id,
        officer_id=officer_id,
        note=note.strip()[:500],
        assigned_at=now,
        assigned_by=actor.label,
        sign_due_at=due_at,
    )
    wording = f"交办后{minutes}分钟内签收，或说明理由退回"
    limits.start_minutes(order, SUBJECT, SIGN_RULE, lead, now, minutes, due_at, wording)
    calls.call_for(order, lead, actor, now)
    outbox.publish(OrderMade(order_id=str(order.pk)))
    return order


def withdraw_live(lead: Lead, now: datetime, by: str) -> list[Assignment]:
    """End every order of a lead that still runs (re-assigned, settled otherwise, handed over)."""
    live = list(Assignment.objects.filter(lead=lead, status__in=LIVE))
    for order in live:
        order.change(LIVE, status=AssignmentStatus.WITHDRAWN, ended_at=now, ended_by=by)
        end_clock(order, now, met=False)
        calls.cancel(order, by, now)
        record("assignment.withdrawn", order, by, now, reason="改由其他方式办理")
    return live


def end_clock(order: Assignment, now: datetime, *, met: bool) -> None:
    """Stop the clock to sign."""
    limits.end(SUBJECT, order.pk, now, met=met)


def record(entry: str, order: Assignment, actor: str, now: datetime, **facts: Any) -> None:
    """Write one ledger entry about an order."""
    ledger.record(entry, subject=order, actor=actor, at=now, number=order.number, **facts)
