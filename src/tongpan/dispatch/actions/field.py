"""签收、到场、办结: what the responsible team does with its order."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain import results
from tongpan.dispatch.domain.choices import LIVE, AssignmentStatus, Role
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import calls, handing, orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid
from tongpan.kernel.models import TimeLimit
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import Outcome, Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import Lead
from tongpan.leads.steps import clocks, moves

WAITING = frozenset({AssignmentStatus.WAITING})
SIGNED = frozenset({AssignmentStatus.SIGNED})


def sign_order(*, assignment_id: UUID, actor: Actor, now: datetime) -> Assignment:
    """
    Accept an order for one's team (签收).

    :raises Conflict: if it was signed, returned or taken back meanwhile
    :raises NotFound, Forbidden: as ever
    """
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_own_order(actor, order, Permission.DISPATCH_SIGN)
        return _sign(order, actor, now, signed_for="")


def sign_by_telephone(*, assignment_id: UUID, actor: Actor, now: datetime, told: str) -> Assignment:
    """
    Sign for a team that was told on the telephone (电话已通知，代签收); who was told is kept.

    :raises Invalid: if it is not said who was told
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if len(told.strip()) < 2:
        raise Invalid("请写明电话通知了谁", fields={"told": "请写明电话通知了谁、几点"})
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_over_order(actor, order)
        return _sign(order, actor, now, signed_for=told.strip())


def _sign(order: Assignment, actor: Actor, now: datetime, *, signed_for: str) -> Assignment:
    order.change(
        WAITING, status=AssignmentStatus.SIGNED, signed_at=now, signed_by=actor.label, signed_for=signed_for[:200]
    )
    orders.end_clock(order, now, met=True)
    calls.accept(order, actor, now)
    clocks.stop(order.lead_id, ["LEAD_CHANNEL_SIGN"], now)
    orders.record("assignment.signed", order, actor.label, now, signed_for=signed_for)
    if order.role == Role.MAIN:
        facts = {"order": order.number, "signed_for": signed_for}
        moves.move(order.lead, Move.SIGN, actor=actor.label, now=now, entry="lead.signed", facts=facts)
    return order


def name_handler(*, assignment_id: UUID, officer_id: UUID, actor: Actor, now: datetime) -> Assignment:
    """
    Name the officer who handles an order (承办人).

    :raises Unlawful: if the person can never act as an officer in this field (APL 42)
    :raises Invalid: if the person is not of the team, or holds no card in force
    :raises NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_over_order(actor, order)
        if order.team_id is None:
            raise Conflict("这张交办单没有责任队伍，请先改派", code="assignment.no_team")
        name = handing.handler_of(order.team_id, officer_id, order.lead.domain, date_of(now))
        order.change(LIVE, officer_id=officer_id)
        orders.record("assignment.handler_named", order, actor.label, now, officer=officer_id, name=name)
        return order


def arrive(*, assignment_id: UUID, actor: Actor, now: datetime) -> Assignment:
    """
    Note the arrival at the place, for the time from finding to arriving (M097). Optional; nobody is tracked.

    :raises Conflict: if the order is not signed, or the arrival is noted already
    :raises NotFound, Forbidden: as ever
    """
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_own_order(actor, order, Permission.LEADS_HANDLE)
        if order.arrived_at is not None:
            raise Conflict("到场时间已经记过", code="assignment.arrived")
        order.change(SIGNED, arrived_at=now)
        calls.arrive(order, actor, now)
        orders.record("assignment.arrived", order, actor.label, now)
        return order


def finish_order(
    *, assignment_id: UUID, actor: Actor, now: datetime, outcome: Outcome | str, result: str
) -> Assignment:
    """
    End an order with its result; with the main order the lead waits for feedback and the three-day clock starts (M093).

    :raises Invalid: if the result is missing, or the outcome is not one a team can report
    :raises Conflict: if the order is not signed, or assisting teams are still at work
    :raises NotFound, Forbidden: as ever
    """
    wrong = results.faults(outcome, result)
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require_own_order(actor, order, Permission.LEADS_HANDLE)
        if order.role == Role.MAIN and _others_at_work(order):
            raise Conflict("还有协办队伍没有办结；请等其反馈，或由值守台收回协办", code="assignment.assistance_open")
        order.change(SIGNED, status=AssignmentStatus.DONE, ended_at=now, ended_by=actor.label, result=result.strip())
        orders.record("assignment.done", order, actor.label, now, outcome=outcome, result=result.strip())
        if order.role == Role.MAIN:
            moves.move(
                order.lead,
                Move.HANDLE,
                actor=actor.label,
                now=now,
                entry="lead.handled",
                facts={"order": order.number, "outcome": outcome, "result": result.strip()},
                outcome=outcome,
                outcome_note=result.strip(),
            )
            clocks.start(clocks.of_handling(order.lead, now))
        return order


def check_result(*, lead_id: UUID, actor: Actor, now: datetime, accepted: bool, remark: str = "") -> Assignment | None:
    """
    Check the team's result at the desk (核查反馈, M014): accept it, or send the lead back to the same team.

    Returns the new order where it is sent back.

    :raises Invalid: if it is sent back without saying what is missing
    :raises Conflict: if the lead does not wait for this check
    :raises NotFound, Forbidden: as ever
    """
    if not accepted and len(remark.strip()) < results.LEAST_WORDS:
        raise Invalid("请写明还要补办什么", fields={"remark": "请写明还要补办什么（至少四个字）"})
    number = "" if accepted else orders.next_number(now)
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        if not actor.can(Permission.DISPATCH_CLOSE) or not actor.scope.covers(lead):
            raise Forbidden("核查办结由值守台办理")
        _end_check(lead, now)
        facts = {"remark": remark.strip()}
        if accepted:
            moves.note(lead, actor=actor.label, now=now, entry="lead.result_accepted", facts=facts)
            clocks.start(clocks.of_feedback(lead, now))
            return None
        team = agencies.team_on(lead.team_id, date_of(now)) if lead.team_id else None
        moves.move(lead, Move.REOPEN, actor=actor.label, now=now, entry="lead.result_sent_back", facts=facts)
        if team is None:
            return None
        return handing.hand(lead, team, number, actor=actor, now=now, note=f"补办：{remark.strip()}")


def _end_check(lead: Lead, now: datetime) -> None:
    """The team's clock ends with the check; a second check finds none running."""
    running = TimeLimit.objects.filter(
        subject_type=clocks.SUBJECT, subject_id=lead.pk, rule=clocks.TEAM_FEEDBACK, met_at=None, cancelled_at=None
    )
    if lead.status != Status.HANDLED or not running.update(met_at=now):
        raise Conflict("这件线索不在等待核查：还没有办结，或已经核查过；请刷新后查看", code="lead.check.closed")


def _others_at_work(order: Assignment) -> bool:
    return Assignment.objects.filter(lead_id=order.lead_id, status__in=LIVE).exclude(pk=order.pk).exists()
