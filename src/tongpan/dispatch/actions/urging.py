"""催办与督办: reminding a team, and supervising it from above with an answer due."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.models import Urge
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from tongpan.kernel.ids import uuid7
from tongpan.kernel.models import TimeLimit
from tongpan.kernel.permissions import Permission
from tongpan.law import calendar as calendars
from tongpan.law.period import workday_limit
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves

ANSWER_WORKDAYS = 3
"""working days to answer a supervision; local policy"""
KINDS = {"URGE": "催办", "SUPERVISE": "督办"}


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
        limit = workday_limit(date_of(now), ANSWER_WORKDAYS, calendars.national()) if supervise else None
        urge = Urge.objects.create(
            lead=lead,
            kind="SUPERVISE" if supervise else "URGE",
            text=text.strip()[:500],
            due_on=limit.due_on if limit else None,
            made_at=now,
            made_by=actor.label,
            district_id=lead.district_id,
            town_id=lead.town_id,
            body_id=lead.body_id,
            team_id=lead.team_id,
        )
        if limit is not None:
            TimeLimit.objects.create(
                id=uuid7(),
                subject_type="dispatch.urge",
                subject_id=urge.pk,
                rule="DISPATCH_SUPERVISION_ANSWER",
                kind="MUST_BY",
                trigger_at=now,
                trigger_on=date_of(now),
                quantity=ANSWER_WORKDAYS,
                unit="WORKDAY",
                due_on=limit.due_on,
                safe_end=limit.safe_end,
                legal_end=limit.legal_end,
                awaiting_year=limit.awaiting_year,
                explanation=f"督办件{ANSWER_WORKDAYS}个工作日内答复。{limit.explanation}",
                citation="本地制度",
                district_id=lead.district_id,
                town_id=lead.town_id,
                team_id=lead.team_id,
                body_id=lead.body_id,
            )
        entry = "lead.supervised" if supervise else "lead.urged"
        moves.note(lead, actor=actor.label, now=now, entry=entry, facts={"text": text.strip(), "due_on": urge.due_on})
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
        TimeLimit.objects.filter(subject_type="dispatch.urge", subject_id=urge.pk, met_at=None).update(met_at=now)
        lead: Lead = urge.lead
        moves.note(lead, actor=actor.label, now=now, entry="lead.urge_answered", facts={"answer": answer.strip()})
        urge.refresh_from_db()
        return urge
