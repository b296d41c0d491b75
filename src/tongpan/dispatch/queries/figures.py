"""Figures from rows with dates: how fast (M097), and what departments refused (M111)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import Role, TransferStatus
from tongpan.dispatch.domain.figures import Speed, Times, speed
from tongpan.dispatch.models import Assignment, Return, Transfer
from tongpan.leads import policies as lead_policies
from tongpan.leads.models import Lead

AT_MOST = 20_000


def speed_between(actor: Actor, since: datetime, until: datetime, *, town_id: UUID | None = None) -> Speed:
    """Return the figures of M097 for what was handled in a span in the actor's reach."""
    leads = lead_policies.visible(actor, Lead.objects.filter(handled_at__gte=since, handled_at__lt=until))
    if town_id is not None:
        leads = leads.filter(town_id=town_id)
    leads = leads.filter(dispatched_at__isnull=False)
    found = list(leads.order_by("-id").values_list("pk", "collected_at", "handled_at")[:AT_MOST])
    arrived: dict[UUID, datetime] = {}
    keys = [key for key, *_ in found]
    for start in range(0, len(keys), 500):
        rows = Assignment.objects.filter(lead_id__in=keys[start : start + 500], role=Role.MAIN)
        arrived |= dict(
            rows.filter(arrived_at__isnull=False).order_by().values_list("lead_id").annotate(at=Min("arrived_at"))
        )
    return speed(Times(collected, arrived.get(key), handled) for key, collected, handled in found)


@dataclass(frozen=True, slots=True)
class Refused:
    """Clues that the street saw and a department would not take (M111)."""

    number: str
    title: str
    town: str
    by: str
    how: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class RefusedCount:
    """How many, out of how many that were put to departments, and which."""

    refused: int
    asked: int
    rows: list[Refused]


def refused_between(actor: Actor, since: datetime, until: datetime) -> RefusedCount:
    """Return M111 in the actor's reach: transfers refused and orders returned by departments' teams."""
    sent = policies.visible(actor, Transfer.objects.filter(sent_at__gte=since, sent_at__lt=until))
    declined = policies.visible(
        actor, Transfer.objects.filter(status=TransferStatus.REFUSED, refused_at__gte=since, refused_at__lt=until)
    )
    orders = policies.visible(actor, Assignment.objects.filter(assigned_at__gte=since, assigned_at__lt=until))
    orders = orders.filter(team__isnull=False).exclude(team__agency__kind__in=TOWN_KINDS)
    returned = Return.objects.filter(returned_at__gte=since, returned_at__lt=until).exclude(
        assignment__team__agency__kind__in=TOWN_KINDS
    )
    returned = returned.filter(actor.scope.q("assignment__", participants=False))
    rows = [
        Refused(
            row.lead.number, row.lead.title, row.town.name if row.town else "", row.to_name, "拒收移送",
            row.refused_reason, row.refused_at or row.sent_at,
        )
        for row in declined.select_related("lead", "town").defer("town__geometry")
    ] + [
        Refused(
            row.lead.number, row.lead.title, row.lead.town.name if row.lead.town else "",
            row.assignment.team.name if row.assignment.team else "", "退回交办", row.reason, row.returned_at,
        )
        for row in returned.select_related("lead__town", "assignment__team").defer("lead__town__geometry")
    ]  # fmt: skip
    rows.sort(key=lambda row: row.at, reverse=True)
    return RefusedCount(len(rows), sent.count() + orders.count(), rows)


TOWN_KINDS = ("TOWN_GOVERNMENT", "STREET_OFFICE")
