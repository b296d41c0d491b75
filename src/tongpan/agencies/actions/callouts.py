"""Calling an on-call squad: request, accept or refuse with reason, arrive (M006, M116)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.events import CallOutAnswered, CallOutRequested
from tongpan.agencies.models import CallOut
from tongpan.agencies.models.callout import CallOutStatus
from tongpan.agencies.queries.registry import posting_of
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.permissions import Permission

ANSWER_MINUTES = 15
"""Within how long a called squad is to accept or refuse; each call may set its own."""


def request_call_out(
    *,
    team_id: UUID,
    town_id: UUID,
    reason: str,
    actor: Actor,
    now: datetime,
    place_text: str = "",
    subject: SubjectRef | None = None,
    answer_minutes: int = ANSWER_MINUTES,
) -> CallOut:
    """
    Call a squad to a town.

    :raises Forbidden: if the actor does not dispatch for the town
    :raises Invalid: if the squad is not posted there, or no reason is given
    """
    policies.require_permission(
        actor, Permission.AGENCIES_CALLOUT_REQUEST, "您的岗位不能呼叫按需执法队伍；请由镇街调度员办理"
    )
    posting = posting_of(team_id, town_id, date_of(now))
    if posting is None:
        raise Invalid("这支队伍当前没有派驻本镇街，不能直接呼叫；请改由区级调度")
    if not policies.manages_town(actor, town_id, posting.team.district_id):
        raise Forbidden("只能呼叫服务本镇街的队伍")
    if not reason.strip():
        raise Invalid("请写明需要到场的事由", fields={"reason": "请写明事由"})
    with transaction.atomic(durable=True):
        call = CallOut.objects.create(
            posting=posting,
            team_id=team_id,
            town_id=town_id,
            district_id=posting.team.district_id,
            subject_type=subject.type if subject else "",
            subject_id=subject.id if subject else None,
            reason=reason.strip(),
            place_text=place_text,
            requested_by_id=policies.officer_of(actor),
            requested_at=now,
            answer_by=now + timedelta(minutes=answer_minutes),
        )
        ledger.record(
            "callout.requested", subject=call, actor=actor.label, at=now, team=str(team_id), town=str(town_id),
            reason=call.reason, answer_by=call.answer_by.isoformat(),
        )  # fmt: skip
        outbox.publish(CallOutRequested(str(call.pk), str(team_id), str(town_id)))
    return call


def answer_call_out(*, call_id: UUID, accept: bool, actor: Actor, now: datetime, refusal: str = "") -> CallOut:
    """
    Accept a call, or refuse it with the reason.

    :raises Forbidden: if the actor is not of the squad called
    :raises Invalid: if a refusal gives no reason
    :raises Conflict: if it was answered already
    """
    call = _answerable(call_id, actor)
    if not accept and not refusal.strip():
        raise Invalid("不能到场应写明原因，便于镇街另行安排", fields={"refusal": "请写明原因"})
    status = CallOutStatus.ACCEPTED if accept else CallOutStatus.REFUSED
    return _move(
        call,
        CallOutStatus.REQUESTED,
        status,
        actor,
        now,
        answered_at=now,
        answered_by_id=actor.officer_id,
        refusal="" if accept else refusal.strip(),
    )


def arrive_call_out(*, call_id: UUID, actor: Actor, now: datetime) -> CallOut:
    """
    Say that the squad has arrived.

    :raises Conflict: if the call was not accepted, or arrival is recorded already
    """
    call = _answerable(call_id, actor)
    return _move(call, CallOutStatus.ACCEPTED, CallOutStatus.ARRIVED, actor, now, arrived_at=now)


def _answerable(call_id: UUID, actor: Actor) -> CallOut:
    call = CallOut.objects.select_related("team").filter(pk=call_id).first()
    if call is None or not actor.is_known:
        raise NotFound("没有找到这次呼叫")
    ours = call.team_id in actor.team_ids or call.team.agency_id in actor.scope.bodies
    if not ours or not actor.can(Permission.AGENCIES_CALLOUT_ANSWER):
        raise Forbidden("只有被呼叫队伍的执法人员或其部门联络员可以答复")
    return call


def _move(
    call: CallOut, before: CallOutStatus, after: CallOutStatus, actor: Actor, now: datetime, **facts: object
) -> CallOut:
    with transaction.atomic(durable=True):
        moved = CallOut.objects.filter(pk=call.pk, status=before, version=call.version).update(
            status=after, version=call.version + 1, **facts
        )
        if not moved:
            raise Conflict("这次呼叫已经有人处理，请刷新后查看")
        call.refresh_from_db()
        ledger.record(f"callout.{after.value.lower()}", subject=call, actor=actor.label, at=now, refusal=call.refusal)
        outbox.publish(CallOutAnswered(str(call.pk), str(call.team_id), str(call.town_id), after.value))
    return call
