"""结果反馈与结案归档: the reporter is answered within three working days (M093), then the lead is filed (M094)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import outbox
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.domain.choices import Desk, Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.domain.records import missing_for_archive
from tongpan.leads.events import ReporterAnswered
from tongpan.leads.models import Lead, Reporter
from tongpan.leads.steps import clocks, moves

WAYS = {"PHONE": "电话", "SMS": "短信", "ONLINE": "网上查询", "VISIT": "当面", "LETTER": "书面"}


def answer_reporter(
    *, lead_id: UUID, reporter_id: UUID, actor: Actor, now: datetime, answer: str, way: str
) -> Reporter:
    """
    Record that one reporter was told the result; when the last one is answered the lead waits for filing.

    :raises Invalid: if the answer is empty or the way unknown
    :raises Conflict: if the lead is not yet handled, or this reporter has an answer
    :raises NotFound, Forbidden: as ever
    """
    if len(answer.strip()) < 4:
        raise Invalid("请写明答复内容（至少四个字）", fields={"answer": "请写明答复内容（至少四个字）"})
    if way not in WAYS:
        raise Invalid("请选择答复方式", fields={"way": "请选择答复方式"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_ANSWER)
        family = [lead.pk, *lead.merged.values_list("pk", flat=True)]
        reporter = Reporter.objects.filter(pk=reporter_id, lead_id__in=family).first()
        if reporter is None:
            raise Conflict("这位反映人不在本件名下，请刷新后再办", code="lead.reporter.elsewhere")
        changed = Reporter.objects.filter(pk=reporter.pk, answered_at=None).update(
            answered_at=now, answer=answer.strip(), answer_way=way
        )
        if not changed:
            raise Conflict("这位反映人已经答复过", code="lead.reporter.answered")
        reporter.refresh_from_db()
        facts = {"reporter": reporter.pk, "answer": answer.strip(), "way": way}
        outbox.publish(ReporterAnswered(lead_id=str(lead.pk), reporter_id=str(reporter.pk)))
        waiting = Reporter.objects.filter(lead_id__in=family, wants_answer=True, answered_at=None).exists()
        if waiting:
            moves.note(lead, actor=actor.label, now=now, entry="lead.reporter_answered", facts=facts)
        else:
            moves.move(lead, Move.ANSWER, actor=actor.label, now=now, entry="lead.answered", facts=facts)
            clocks.stop(lead.pk, [clocks.REPORTER_ANSWER, "LEAD_CHANNEL_CLOSE"], now)
        return reporter


def answer_nobody(*, lead_id: UUID, actor: Actor, now: datetime, reason: str) -> Lead:
    """
    Pass over the answer where nobody waits for one (anonymous, found by ourselves), with the reason.

    :raises Conflict: if somebody does wait
    :raises Invalid, NotFound, Forbidden: as ever
    """
    if len(reason.strip()) < 2:
        raise Invalid("请写明不需要答复的理由", fields={"reason": "请写明不需要答复的理由"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_ANSWER)
        family = [lead.pk, *lead.merged.values_list("pk", flat=True)]
        waiting = Reporter.objects.filter(lead_id__in=family, wants_answer=True, anonymous=False, answered_at=None)
        if waiting.exists():
            raise Conflict("还有留下联系方式的反映人没有答复，请先答复", code="lead.answer.due")
        moves.move(
            lead,
            Move.ANSWER,
            actor=actor.label,
            now=now,
            entry="lead.answer_skipped",
            facts={"reason": reason.strip()},
            skipped=lead.skipped | {"answered_at": reason.strip()},
        )
        clocks.stop(lead.pk, [clocks.REPORTER_ANSWER, "LEAD_CHANNEL_CLOSE"], now)
        return lead


def archive_lead(*, lead_id: UUID, actor: Actor, now: datetime) -> Lead:
    """
    File a lead when its record is complete.

    :raises Conflict: if something is missing; the message says what
    :raises NotFound, Forbidden: as ever
    """
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_ARCHIVE)
        if lead.status == Status.ANSWERED and (missing := missing_for_archive(lead)):
            raise Conflict("归档前还缺：" + "、".join(missing), code="lead.archive.incomplete")
        moves.move(
            lead,
            Move.ARCHIVE,
            actor=actor.label,
            now=now,
            entry="lead.archived",
            facts={"outcome": lead.outcome, "steps": [at for _, at in lead.steps]},
        )
        return lead


def reopen_lead(*, lead_id: UUID, actor: Actor, now: datetime, reason: str) -> Lead:
    """
    Open an ended lead again; its history stays, its clocks start anew with the next steps.

    :raises Invalid: if no reason is given
    :raises NotFound, Forbidden, Conflict: as ever
    """
    if len(reason.strip()) < 4:
        raise Invalid("请写明重新打开的理由（至少四个字）", fields={"reason": "请写明理由（至少四个字）"})
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_REOPEN)
        before = {"outcome": lead.outcome, "note": lead.outcome_note, "steps": [at for _, at in lead.steps]}
        clocks.cancel_all(lead.pk, now)
        moves.move(
            lead,
            Move.REOPEN,
            actor=actor.label,
            now=now,
            entry="lead.reopened",
            facts={"reason": reason.strip(), "before": before},
            desk=Desk.TOWN if lead.town_id else Desk.DISTRICT,
        )
        return lead
