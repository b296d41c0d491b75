"""联合处置: proposed, convened, answered by each body, carried out, ended with each body's own result."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import JOINT_OPEN, JointStatus, MemberStatus
from tongpan.dispatch.domain.results import LEAST_WORDS
from tongpan.dispatch.events import JointConvened
from tongpan.dispatch.models import JointMember, JointOperation
from tongpan.dispatch.steps import joining
from tongpan.dispatch.steps.joining import Invited
from tongpan.kernel import ledger, outbox
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import OPEN, Priority
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves

SYSTEM = "system:dispatch"
LEAST_BODIES = 2
PROPOSED = frozenset({JointStatus.PROPOSED})
CONVENED = frozenset({JointStatus.CONVENED})
UNDERWAY = frozenset({JointStatus.UNDERWAY})
ANSWERABLE = frozenset({JointStatus.CONVENED, JointStatus.UNDERWAY})


def propose_for_lead(*, lead_id: UUID, now: datetime) -> JointOperation | None:
    """
    Propose a joint operation where the routing saw several bodies, or in an emergency (M092, M274); once a lead.

    The desk convenes it, or drops it with a reason. A lead that needs none gets none.
    """
    with transaction.atomic(durable=True):
        lead = Lead.objects.select_for_update(of=("self",)).filter(pk=lead_id).first()
        if lead is None or lead.status not in OPEN or not (lead.joint or lead.priority == Priority.EMERGENCY):
            return None
        if JointOperation.objects.filter(lead=lead).exists():
            return None
        emergency = lead.priority == Priority.EMERGENCY
        reason = "突发紧急事项，建议联合处置" if emergency else "来件涉及多个机关的职责，建议联合处置"
        invited = joining.bodies_for(lead, date_of(now))
        return joining.propose(lead, invited, actor=SYSTEM, now=now, on=date_of(now), reason=reason)


def convene_joint(
    *,
    lead_id: UUID,
    invited: Sequence[Invited],
    actor: Actor,
    now: datetime,
    reason: str,
    meet_at: datetime | None = None,
    meet_place: str = "",
) -> JointOperation:
    """
    Invite bodies to act together on a lead, each under its own power and in its own name (M272).

    What the system had proposed for the lead is taken over, with the members as the desk now wants them.

    :raises Invalid: if there is no reason, fewer than two bodies, or a body twice or unknown
    :raises Conflict: if the lead is ended, or a joint operation on it is under way
    :raises NotFound, Forbidden: as ever
    """
    wrong = _call_faults(invited, reason)
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.DISPATCH_JOINT)
        if lead.status not in OPEN:
            raise Conflict("这件线索已经办完，不需要联合处置", code="joint.closed")
        operation = JointOperation.objects.select_for_update().filter(lead=lead, status__in=JOINT_OPEN).first()
        if operation is not None and operation.status != JointStatus.PROPOSED:
            raise Conflict("这件线索已有联合处置在进行，请在其中增加机关", code="joint.open")
        operation = _convene(lead, operation, invited, actor, now, reason, meet_at, meet_place)
        outbox.publish(JointConvened(operation_id=str(operation.pk)))
        return operation


def _convene(
    lead: Lead,
    operation: JointOperation | None,
    invited: Sequence[Invited],
    actor: Actor,
    now: datetime,
    reason: str,
    meet_at: datetime | None,
    meet_place: str,
) -> JointOperation:
    on = date_of(now)
    if operation is None:
        try:
            with transaction.atomic():
                made = joining.propose(
                    lead, invited, actor=actor.label, now=now, on=on, reason=reason, status=JointStatus.CONVENED,
                    meet_at=meet_at, meet_place=meet_place,
                )  # fmt: skip
        except IntegrityError as error:
            raise Conflict("他人刚刚发起了联合处置，请刷新后查看", code="joint.open") from error
        return made
    operation.members.all().delete()
    joining.add(operation, lead, invited, on, MemberStatus.INVITED)
    operation.change(
        PROPOSED, status=JointStatus.CONVENED, reason=reason.strip()[:500], meet_at=meet_at,
        meet_place=(meet_place.strip() or operation.meet_place)[:200],
    )  # fmt: skip
    names = list(operation.members.values_list("acts_as", flat=True))
    _record("joint.convened", operation, actor, now, members=names, reason=reason.strip())
    facts = {"operation": str(operation.pk), "members": names}
    moves.note(lead, actor=actor.label, now=now, entry="lead.joint_convened", facts=facts)
    return operation


def drop_joint(*, operation_id: UUID, actor: Actor, now: datetime, reason: str) -> JointOperation:
    """
    Do without a proposed joint operation, with the reason.

    :raises Invalid, Conflict, NotFound, Forbidden: as ever
    """
    if len(reason.strip()) < LEAST_WORDS:
        raise Invalid("请写明不需要联合处置的理由", fields={"reason": "请写明理由（至少四个字）"})
    with transaction.atomic(durable=True):
        operation = _own(operation_id, actor)
        operation.change(PROPOSED | CONVENED, status=JointStatus.DROPPED, closed_at=now, summary=reason.strip())
        _record("joint.dropped", operation, actor, now, reason=reason.strip())
        return operation


def answer_invitation(*, member_id: int, actor: Actor, now: datetime, accept: bool, answer: str = "") -> JointMember:
    """
    Say for one's body whether it takes part; a refusal gives its reason.

    :raises Invalid: if a refusal gives none
    :raises Conflict: if it was answered already
    :raises NotFound, Forbidden: as ever
    """
    if not accept and len(answer.strip()) < LEAST_WORDS:
        raise Invalid("不参加应写明理由", fields={"answer": "请写明理由（至少四个字）"})
    with transaction.atomic(durable=True):
        member, operation = _member(member_id, actor)
        if operation.status not in ANSWERABLE:
            raise Conflict("这次联合处置还没有召集，或已经结束", code="joint.closed")
        status = MemberStatus.ACCEPTED if accept else MemberStatus.REFUSED
        moved = JointMember.objects.filter(pk=member.pk, status=MemberStatus.INVITED).update(
            status=status, answer=answer.strip()[:300], answered_at=now, answered_by=actor.label
        )
        if not moved:
            raise Conflict("贵单位已经答复过，请刷新后查看", code="joint.answered")
        entry = "joint.accepted" if accept else "joint.refused"
        _record(entry, operation, actor, now, body=member.acts_as, answer=answer.strip())
        member.refresh_from_db()
        return member


def start_joint(*, operation_id: UUID, actor: Actor, now: datetime) -> JointOperation:
    """
    Begin. In an emergency nobody is waited for; else two bodies must have accepted.

    :raises Conflict: if too few have accepted, or it is not convened
    :raises NotFound, Forbidden: as ever
    """
    with transaction.atomic(durable=True):
        operation = _own(operation_id, actor)
        ready = operation.members.filter(status=MemberStatus.ACCEPTED).count()
        if operation.lead.priority != Priority.EMERGENCY and ready < LEAST_BODIES:
            raise Conflict("至少两家答复参加后才能开始；突发事项除外", code="joint.too_few")
        operation.change(CONVENED, status=JointStatus.UNDERWAY)
        _record("joint.started", operation, actor, now, accepted=ready)
        return operation


def report_part(*, member_id: int, actor: Actor, now: datetime, result: str) -> JointMember:
    """
    Report what one's body did under its own power.

    :raises Invalid: if nothing is said
    :raises Conflict: if the body does not take part, or the operation is not under way
    :raises NotFound, Forbidden: as ever
    """
    if len(result.strip()) < LEAST_WORDS:
        raise Invalid("请写明本单位处置了什么", fields={"result": "请写明本单位处置了什么（至少四个字）"})
    with transaction.atomic(durable=True):
        member, operation = _member(member_id, actor)
        if operation.status != JointStatus.UNDERWAY or member.status != MemberStatus.ACCEPTED:
            raise Conflict("联合处置进行中、且答复参加的单位才能填报结果", code="joint.not_underway")
        JointMember.objects.filter(pk=member.pk).update(result=result.strip()[:500])
        _record("joint.reported", operation, actor, now, body=member.acts_as, result=result.strip())
        member.refresh_from_db()
        return member


def close_joint(
    *, operation_id: UUID, actor: Actor, now: datetime, summary: str, results: Mapping[int, str] | None = None
) -> JointOperation:
    """
    End a joint operation: every body that took part has its own result, by itself or told to the desk.

    :raises Invalid: if the summary or somebody's result is missing
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if len(summary.strip()) < LEAST_WORDS:
        raise Invalid("请写一句处置小结", fields={"summary": "请写明联合处置的小结（至少四个字）"})
    with transaction.atomic(durable=True):
        operation = _own(operation_id, actor)
        members = list(operation.members.filter(status=MemberStatus.ACCEPTED))
        for member in members:
            member.result = (results or {}).get(member.pk, "").strip()[:500] or member.result
        missing = {f"result_{member.pk}": f"缺{member.acts_as}的处置结果" for member in members if not member.result}
        if missing:
            raise Invalid("；".join(missing.values()), fields=missing)
        JointMember.objects.bulk_update(members, ["result"])
        operation.change(UNDERWAY, status=JointStatus.CLOSED, closed_at=now, summary=summary.strip())
        told = {member.acts_as: member.result for member in members}
        _record("joint.closed", operation, actor, now, summary=summary.strip(), results=told)
        lead = operation.lead
        facts = {"operation": str(operation.pk), "summary": summary.strip(), "results": told}
        moves.note(lead, actor=actor.label, now=now, entry="lead.joint_closed", facts=facts)
        return operation


def _own(operation_id: UUID, actor: Actor) -> JointOperation:
    operation = joining.load(operation_id)
    if not policies.visible_joint(actor, JointOperation.objects.filter(pk=operation.pk)).exists():
        raise NotFound("没有找到这次联合处置，或您无权查看")
    if not policies.may_convene(actor, operation):
        raise Forbidden("联合处置由值守台或区级调度台召集、开始和结束", code=str(Permission.DISPATCH_JOINT))
    return operation


def _member(member_id: int, actor: Actor) -> tuple[JointMember, JointOperation]:
    member = JointMember.objects.filter(pk=member_id).first()
    operation = joining.load(member.operation_id) if member else None
    if member is None or operation is None:
        raise NotFound("没有找到这份邀请，或您无权查看")
    if not policies.visible_joint(actor, JointOperation.objects.filter(pk=operation.pk)).exists():
        raise NotFound("没有找到这份邀请，或您无权查看")
    if not policies.speaks_for(actor, member, operation):
        raise Forbidden("只能代表本单位答复；请由该单位的联络员或被邀请队伍办理", code="joint.other_body")
    return member, operation


def _record(entry: str, operation: JointOperation, actor: Actor, now: datetime, **facts: object) -> None:
    ledger.record(entry, subject=operation, actor=actor.label, at=now, **facts)


def _call_faults(invited: Sequence[Invited], reason: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    bodies = [one.body_id for one in invited]
    if len(set(bodies)) < LEAST_BODIES:
        wrong["bodies"] = "联合处置至少要两个机关"
    elif len(set(bodies)) < len(bodies):
        wrong["bodies"] = "同一机关只能邀请一次"
    elif len(agencies.agencies_in(bodies)) < len(bodies):
        wrong["bodies"] = "有机关不在名录中，请重新选择"
    if len(reason.strip()) < LEAST_WORDS:
        wrong["reason"] = "请写明为什么要联合处置（至少四个字）"
    return wrong
