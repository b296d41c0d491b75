"""One move of a lead: the conditional update, the ledger entry, the event. Used by leads and by dispatch."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import ledger, outbox
from tongpan.kernel.errors import NotFound
from tongpan.leads import policies
from tongpan.leads.domain.counting import difference
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.events import LeadMoved
from tongpan.leads.models import Lead


def load(lead_id: UUID, actor: Actor) -> Lead:
    """
    Return a lead the actor may know of, locked where the database can lock rows.

    :raises NotFound: if there is none, or the actor may not know of it
    """
    assert transaction.get_connection().in_atomic_block
    lead = Lead.objects.select_for_update(of=("self",)).filter(pk=lead_id).first()
    if lead is None or not policies.may_see(actor, lead):
        raise NotFound
    return lead


def move(
    lead: Lead, step: Move, *, actor: str, now: datetime, entry: str, facts: dict[str, Any], **changes: Any
) -> None:
    """
    Make one move, record it in the ledger and tell whoever listens.

    :raises Conflict: if the move is not open, or somebody else was faster
    """
    before, counted = lead.status, lead.counted
    lead.apply(step, now, **changes)
    _tell(lead, entry, actor, now, facts | {"status": [before, lead.status]})
    outbox.publish(
        LeadMoved(
            lead_id=str(lead.id),
            move=step.value,
            before=before,
            after=lead.status,
            cells=difference(counted, lead.counted),
        )
    )


def amend(lead: Lead, *, actor: str, now: datetime, entry: str, facts: dict[str, Any], **changes: Any) -> None:
    """Change a lead without moving it (place, matter, priority …), with the same record."""
    before, counted = lead.status, lead.counted
    lead.change(now, **changes)
    _tell(lead, entry, actor, now, facts)
    if cells := difference(counted, lead.counted):
        outbox.publish(LeadMoved(lead_id=str(lead.id), move="AMEND", before=before, after=lead.status, cells=cells))


def note(lead: Lead, *, actor: str, now: datetime, entry: str, facts: dict[str, Any]) -> None:
    """Record that something was done about a lead which changes nothing in it."""
    _tell(lead, entry, actor, now, facts)


def _tell(lead: Lead, entry: str, actor: str, now: datetime, facts: dict[str, Any]) -> None:
    ledger.record(entry, subject=lead, actor=actor, at=now, **facts)
