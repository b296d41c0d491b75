"""并案: one problem, one lead; nothing of either is lost and every reporter is answered (M101)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import ledger
from tongpan.kernel.errors import Conflict, Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.domain.choices import Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.models import DuplicateHint, Lead
from tongpan.leads.steps import clocks, moves


def merge_lead(*, lead_id: UUID, into_id: UUID, actor: Actor, now: datetime, reason: str = "") -> Lead:
    """
    Merge one lead into another; its reporters, papers and history stay with it and are shown on the main one.

    :raises Invalid: if a lead is to be merged into itself
    :raises Conflict: if either has ended, or the main one was itself merged
    :raises NotFound, Forbidden: as ever
    """
    if lead_id == into_id:
        raise Invalid("不能并入自己，请另选主件", fields={"into": "请另选主件"})
    with transaction.atomic(durable=True):
        first, second = sorted((lead_id, into_id))  # one order of locking for everybody
        loaded = {key: moves.load(key, actor) for key in (first, second)}
        lead, main = loaded[lead_id], loaded[into_id]
        for each in (lead, main):
            policies.require(actor, each, Permission.LEADS_MERGE)
        if main.status in {Status.MERGED, Status.ARCHIVED}:
            raise Conflict("主件已归档或已并入别件，请选择仍在办理的一件作主件", code="lead.merge.main_closed")
        if lead.district_id != main.district_id:
            raise Conflict("两件不在同一县（市、区），不能并案；请用移送", code="lead.merge.other_district")
        Lead.objects.filter(merged_into=lead).update(merged_into=main)
        moves.move(
            lead,
            Move.MERGE,
            actor=actor.label,
            now=now,
            entry="lead.merged",
            facts={"into": main.number, "reason": reason},
            merged_into=main,
        )
        clocks.cancel_all(lead.pk, now)
        ledger.record("lead.absorbed", subject=main, actor=actor.label, at=now, other=lead.number, reason=reason)
        DuplicateHint.objects.filter(lead__in=[lead, main], other__in=[lead, main], decided_at=None).update(
            decided_at=now, decided_by=actor.label, same=True
        )
        return main


def dismiss_hint(*, hint_id: int, actor: Actor, now: datetime) -> DuplicateHint:
    """
    Say that two leads are not the same problem; the hint is kept and no longer shown.

    :raises NotFound, Forbidden: as ever
    :raises Conflict: if somebody has decided already
    """
    with transaction.atomic(durable=True):
        hint = DuplicateHint.objects.select_related("lead", "other").filter(pk=hint_id).first()
        lead = moves.load(hint.lead_id, actor) if hint else None
        if hint is None or lead is None:
            raise Conflict("这条提示已不存在，请刷新", code="lead.hint.gone")
        policies.require(actor, lead, Permission.LEADS_MERGE)
        changed = DuplicateHint.objects.filter(pk=hint.pk, decided_at=None).update(
            decided_at=now, decided_by=actor.label, same=False
        )
        if not changed:
            raise Conflict("他人已经确认过这条提示，请刷新", code="lead.hint.decided")
        ledger.record("lead.not_duplicate", subject=lead, actor=actor.label, at=now, other=hint.other.number)
        return hint
