"""Making and loading orders (交办单), shared by the actions."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch.domain.choices import LIVE, SIGN_MINUTES, AssignmentStatus, Role
from tongpan.dispatch.models import Assignment
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import TimeLimit
from tongpan.leads.models import Lead

SIGN_RULE = "DISPATCH_SIGN"
SUBJECT = "dispatch.assignment"


def load(assignment_id: UUID) -> Assignment:
    """
    Return an order, locked where the database can lock rows.

    :raises NotFound: if there is none
    """
    assert transaction.get_connection().in_atomic_block
    found = Assignment.objects.select_for_update(of=("self",)).filter(pk=assignment_id).first()
    if found is None:
        raise NotFound
    return found


def make(
    lead: Lead,
    number: str,
    *,
    team_id: UUID | None,
    body_id: UUID | None,
    actor: Actor,
    now: datetime,
    role: Role = Role.MAIN,
    officer_id: UUID | None = None,
    note: str = "",
) -> Assignment:
    """Store a new order with its clock to sign (M116)."""
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
        note=note[:500],
        assigned_at=now,
        assigned_by=actor.label,
        sign_due_at=due_at,
    )
    TimeLimit.objects.create(
        id=uuid7(),
        subject_type=SUBJECT,
        subject_id=order.pk,
        rule=SIGN_RULE,
        kind="MUST_BY",
        trigger_at=now,
        trigger_on=date_of(now),
        quantity=minutes,
        unit="MINUTE",
        due_at=due_at,
        due_on=date_of(due_at),
        explanation=f"交办后{minutes}分钟内签收或说明理由退回",
        citation="M116",
        district_id=lead.district_id,
        town_id=lead.town_id,
        team_id=team_id,
        body_id=body_id,
    )
    return order


def withdraw_live(lead: Lead, now: datetime, by: str) -> list[Assignment]:
    """End every order of a lead that still runs (re-assigned, merged, closed at the desk)."""
    live = list(Assignment.objects.filter(lead=lead, status__in=LIVE))
    for order in live:
        order.change(LIVE, status=AssignmentStatus.WITHDRAWN, ended_at=now, ended_by=by)
        end_clock(order, now, met=False)
    return live


def end_clock(order: Assignment, now: datetime, *, met: bool) -> None:
    """Stop the clock to sign."""
    field = "met_at" if met else "cancelled_at"
    TimeLimit.objects.filter(subject_type=SUBJECT, subject_id=order.pk, met_at=None, cancelled_at=None).update(
        **{field: now}
    )


def record(entry: str, order: Assignment, actor: str, now: datetime, **facts: Any) -> None:
    """Write one ledger entry about an order."""
    ledger.record(entry, subject=order, actor=actor, at=now, number=order.number, **facts)
