"""催办与督办: reminding a team, and supervising it from above with an answer due."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import UrgeKind
from tongpan.dispatch.events import LeadUrged
from tongpan.dispatch.models import Urge
from tongpan.dispatch.steps import limits
from tongpan.kernel import outbox
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import Status
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves

ANSWER_WORKDAYS = 3
"""working days to answer a supervision; local policy"""
SUBJECT = "dispatch.urge"
ANSWER_RULE = "DISPATCH_SUPERVISION_ANSWER"
CLOSED = frozenset({Status.ANSWERED, Status.ARCHIVED, Status.MERGED})


def urge_lead(*, lead_id: UUID, actor: Actor, now: datetime, text: str, supervise: bool = False) -> Urge:
    """
    Remind whoever has a lead; a supervision from the district must be answered in three working days.

    :raises Invalid: if nothing is said
    :raises NotFound, Forbidden: as ever
    """
    if len(text.strip()) < 2:
        raise Invalid("请写明催什么", fields={"text": "请写明催什么"})
    needed = Permission.DISPATCH_SUPERVISE if supervise else Permission.DISPATCH_URGE
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        if not actor.can(needed) or not actor.scope.covers(lead):
            raise Forbidden("督办由区级调度台发出" if supervise else "催办由值守台或负责人发出")
        if lead.status in CLOSED:
            raise Conflict("这件线索已经办完，不需要催办", code="lead.urge.closed")
        urge = Urge.objects.create(
            lead=lead,
            kind=UrgeKind.SUPERVISE if supervise else UrgeKind.URGE,
            text=text.strip()[:500],
            made_at=now,
            made_by=actor.label,
            district_id=lead.district_id,
            town_id=lead.town_id,
            body_id=lead.body_id,
            team_id=lead.team_id,
        )
        if supervise:
            wording = f"督办件{ANSWER_WORKDAYS}个工作日内答复"
            limit = limits.start_workdays(urge, SUBJECT, ANSWER_RULE, lead, now, ANSWER_WORKDAYS, wording)
            urge.due_on = limit.due_on or limit.earliest_safe_on
            urge.save(update_fields=["due_on"])
        entry = "lead.supervised" if supervise else "lead.urged"
        moves.note(lead, actor=actor.label, now=now, entry=entry, facts={"text": text.strip(), "due_on": urge.due_on})
        outbox.publish(LeadUrged(urge_id=str(urge.pk)))
        return urge


def answer_urge(*, urge_id: UUID, actor: Actor, now: datetime, answer: str) -> Urge:
    """
    Answer a reminder or supervision.

    :raises Conflict: if it is answered already
    :raises Invalid, NotFound, Forbidden: as ever
    """
    if len(answer.strip()) < 2:
        raise Invalid("请写明进展", fields={"answer": "请写明进展"})
    with transaction.atomic(durable=True):
        urge = Urge.objects.select_related("lead").filter(pk=urge_id).first()
        if urge is None:
            raise NotFound
        policies.require(actor, urge, Permission.DISPATCH_VIEW)
        if urge.team_id not in actor.team_ids and not actor.can(Permission.DISPATCH_URGE):
            raise Forbidden("由被催办的队伍或其镇街值守台答复")
        changed = Urge.objects.filter(pk=urge.pk, answered_at=None).update(
            answered_at=now, answered_by=actor.label, answer=answer.strip()[:500]
        )
        if not changed:
            raise Conflict("这件催办已经答复", code="urge.answered")
        limits.end(SUBJECT, urge.pk, now, met=True)
        lead: Lead = urge.lead
        moves.note(lead, actor=actor.label, now=now, entry="lead.urge_answered", facts={"answer": answer.strip()})
        urge.refresh_from_db()
        return urge
