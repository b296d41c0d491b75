"""What would become of a report sent now (预览): likely matter, place, body, possible duplicates. Writes nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.leads import policies
from tongpan.leads.domain.choices import Priority
from tongpan.leads.domain.report import Report
from tongpan.leads.models import Lead
from tongpan.leads.steps import duplicates, intake


@dataclass(frozen=True, slots=True)
class Alike:
    """A lead that may be the same problem."""

    lead: Lead
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What the desk may be told while it is still typing."""

    route: dict[str, Any]
    status: str
    matter_id: UUID | None
    emergency: bool
    alike: tuple[Alike, ...]


def preview(report: Report, actor: Actor, now: datetime) -> Preview:
    """Return what the system would make of a report; only leads the actor may see are named as alike."""
    taken = intake.prepare(report, "", now)
    _, hints = duplicates.suggest([taken.lead], now)
    reasons = {hint.other_id: tuple(hint.reasons) for hint in hints}
    seen = policies.visible(actor, Lead.objects.filter(pk__in=list(reasons))).select_related("town", "village")
    order = {hint.other_id: number for number, hint in enumerate(hints)}
    alike = sorted((Alike(lead, reasons[lead.pk]) for lead in seen), key=lambda item: order[item.lead.pk])
    return Preview(
        route=taken.lead.route,
        status=taken.lead.status,
        matter_id=taken.lead.matter_id,
        emergency=taken.lead.priority == Priority.EMERGENCY,
        alike=tuple(alike),
    )
