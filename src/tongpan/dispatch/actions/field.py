"""签收、到场、办结: what the responsible team does with its order."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import LIVE, AssignmentStatus, Role
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, require
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import NOT_ENFORCEMENT, Outcome
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.steps import clocks, moves

WAITING = frozenset({AssignmentStatus.WAITING})
SIGNED = frozenset({AssignmentStatus.SIGNED})
FIELD_OUTCOMES = frozenset(Outcome) - {Outcome.NO_COMPETENT_BODY} - NOT_ENFORCEMENT | {
    Outcome.CIVIL_DISPUTE,
    Outcome.CONSULTATION,
    Outcome.HELP_GIVEN,
    Outcome.INVALID,
}


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
        policies.require(actor, order, Permission.DISPATCH_ASSIGN)
        return _sign(order, actor, now, signed_for=told.strip())


def _sign(order: Assignment, actor: Actor, now: datetime, *, signed_for: str) -> Assignment:
    order.change(
        WAITING, status=AssignmentStatus.SIGNED, signed_at=now, signed_by=actor.label, signed_for=signed_for[:200]
    )
    orders.end_clock(order, now, met=True)
    clocks.stop(order.lead_id, ["LEAD_CHANNEL_SIGN"], now)
    orders.record("assignment.signed", order, actor.label, now, signed_for=signed_for)
    if order.role == Role.MAIN:
        facts = {"order": order.number, "signed_for": signed_for}
        moves.move(order.lead, Move.SIGN, actor=actor.label, now=now, entry="lead.signed", facts=facts)
    return order


def name_handler(*, assignment_id: UUID, officer_id: UUID, actor: Actor, now: datetime) -> Assignment:
    """
    Name the officer who handles an order (承办人).

    :raises Unlawful: if the person can never act as an officer here: auxiliary, or without a valid card (APL 42)
    :raises Invalid: if the person does not belong to the team
    :raises NotFound, Forbidden, Conflict: as ever
    """
    with transaction.atomic(durable=True):
        order = orders.load(assignment_id)
        policies.require(actor, order, Permission.DISPATCH_ASSIGN)
        ours = agencies.available_officers(order.team_id, date_of(now)) if order.team_id else []
        officer = next((person for person in ours if person.pk == officer_id), None)
        if officer is None:
            raise Invalid("请从本队今日在岗人员中选择承办人", fields={"officer": "请从本队今日在岗人员中选择"})
        require(agencies.can_act_as_officer(officer, order.lead.domain, date_of(now)))
        order.change(LIVE, officer_id=officer_id)
        orders.record("assignment.handler_named", order, actor.label, now, officer=officer_id, name=officer.name)
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
        orders.record("assignment.arrived", order, actor.label, now)
        return order


def finish_order(
    *, assignment_id: UUID, actor: Actor, now: datetime, outcome: Outcome, result: str, receiver: str = ""
) -> Assignment:
    """
    End an order with its result; with the main order the lead waits for feedback and the three-day clock starts (M093).

    :raises Invalid: if the result is missing, or the outcome is not one a team can report
    :raises Conflict: if the order is not signed, or assisting teams are still at work
    :raises NotFound, Forbidden: as ever
    """
    wrong = _result_faults(outcome, result, receiver)
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
                facts={"order": order.number, "outcome": outcome, "result": result.strip(), "receiver": receiver},
                outcome=outcome,
                outcome_note=result.strip(),
                receiver=receiver.strip(),
            )
            clocks.start(clocks.of_handling(order.lead, now))
        return order


def check_result(*, lead_id: UUID, actor: Actor, now: datetime, accepted: bool, remark: str = "") -> None:
    """
    Check the team's result at the desk (核查反馈, M014): accept it, or send the lead back to the same team.

    :raises Invalid: if it is sent back without saying what is missing
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if not accepted and len(remark.strip()) < 4:
        raise Invalid("请写明还要补办什么", fields={"remark": "请写明还要补办什么（至少四个字）"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        if not actor.can(Permission.DISPATCH_CLOSE) or not actor.scope.covers(lead):
            raise Forbidden("核查办结由值守台办理")
        clocks.stop(lead.pk, [clocks.TEAM_FEEDBACK], now)
        if accepted:
            moves.note(lead, actor=actor.label, now=now, entry="lead.result_accepted", facts={"remark": remark})
            clocks.start(clocks.of_feedback(lead, now))
            return
        moves.move(
            lead,
            Move.REOPEN,
            actor=actor.label,
            now=now,
            entry="lead.result_sent_back",
            facts={"remark": remark.strip()},
        )


def _result_faults(outcome: Outcome, result: str, receiver: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if outcome not in FIELD_OUTCOMES:
        wrong["outcome"] = "请选择处置结果"
    if len(result.strip()) < 4:
        wrong["result"] = "请写明怎么处置的（至少四个字）"
    if outcome == Outcome.TRANSFERRED and not receiver.strip():
        wrong["receiver"] = "请写明移送给哪个单位、电话"
    return wrong


def _others_at_work(order: Assignment) -> bool:
    return Assignment.objects.filter(lead_id=order.lead_id, status__in=LIVE).exclude(pk=order.pk).exists()
