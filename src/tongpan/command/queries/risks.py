"""风险清单: what the justice bureau reads of a district. It changes nothing here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.staffing import Shortfall
from tongpan.agencies.models import Officer
from tongpan.command.queries import desks, work
from tongpan.command.queries.work import DueRow, OrderRow
from tongpan.dispatch.models import Dispute, Transfer, Urge
from tongpan.kernel.clock import date_of
from tongpan.kernel.ids import uuid7_floor
from tongpan.kernel.models import LedgerEntry, RefusedAttempt
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import OPEN, Outcome, RouteRule
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, frequent
from tongpan.leads.queries.frequent import SeenNotHandled

LOOKED_BACK = 20_000
"""how many of the newest ledger entries are looked through for openings of who reported"""
DAYS, QUARTER = 30, 92
REVEALED = "lead.reporter_revealed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskDesk:
    """What may be unlawful, untrue or undone; read-only."""

    due: list[DueRow]
    over: int
    ends_today: int
    late: list[OrderRow]
    unsigned_late: int
    twice: list[Lead]
    nobody: list[Lead]
    nobody_ended: list[Lead]
    disputes: list[Dispute]
    supervised: list[Urge]
    owed: list[Transfer]
    seen: SeenNotHandled
    revealed: int
    reveals: list[tuple[str, str, datetime]]
    refused: list[RefusedAttempt]
    refused_all: int
    both: list[Shortfall]
    days: int = DAYS


def risk_desk(actor: Actor, now: datetime) -> RiskDesk:
    """Return the lists of risks of the actor's district; every list is bounded."""
    today = date_of(now)
    opened = tuple(sorted(OPEN))
    over, ends_today = work.due_counts(actor, today)
    returned = work.leads(actor, Filters(status=opened, returned=True), size=60)
    revealed, reveals = _reveals(actor)
    refused_all, refused = _refused(actor, now)
    return RiskDesk(
        due=work.due(actor, today, days=-1, size=15),
        over=over,
        ends_today=ends_today,
        late=work.unsigned(actor, now, late_only=True, size=8),
        unsigned_late=work.unsigned_counts(actor, now)[1],
        twice=[lead for lead in returned if lead.return_count > 1][:10],
        nobody=work.leads(actor, Filters(status=opened, route_rule=RouteRule.NO_COMPETENCE), size=10),
        nobody_ended=_ended_with_nobody(actor, now),
        disputes=work.open_disputes(actor, size=8),
        supervised=work.unanswered_urges(actor, kind="SUPERVISE", size=8),
        owed=desks.departments_owe(actor, size=8),
        seen=frequent.seen_not_handled(actor, today - timedelta(days=DAYS - 1), today),
        revealed=revealed,
        reveals=reveals,
        refused=refused,
        refused_all=refused_all,
        both=agencies.people_in_both(actor.district_id, today) if actor.district_id else [],
    )


def _ended_with_nobody(actor: Actor, now: datetime) -> list[Lead]:
    """Return the newest leads of a quarter that ended for want of a competent body; a range of the newest keys."""
    recent = Lead.objects.filter(pk__gte=uuid7_floor(now - timedelta(days=QUARTER)), outcome=Outcome.NO_COMPETENT_BODY)
    rows = lead_policies.visible(actor, recent).select_related("town").only("number", "title", "priority", "town__name")
    return list(rows.order_by("-pk")[:10])


def _reveals(actor: Actor) -> tuple[int, list[tuple[str, str, datetime]]]:
    """Return how often who reported was opened of late, and the newest: lead number, person, moment; four queries."""
    newest = LedgerEntry.objects.aggregate(last=Max("pk"))["last"] or 0
    rows = LedgerEntry.objects.filter(pk__gt=newest - LOOKED_BACK, action=REVEALED).order_by("-pk")
    opened = list(rows.values_list("subject_id", "actor", "at")[:500])
    if not opened:
        return 0, []
    ours = Lead.objects.filter(pk__in={key for key, _, _ in opened}, district_id=actor.district_id)
    numbers = dict(ours.values_list("pk", "number"))
    inside = [(numbers[key], who, at) for key, who, at in opened if key in numbers]
    names = _names([who for _, who, _ in inside[:8]])
    shown = [(number, names.get(who, "系统"), datetime.fromisoformat(at)) for number, who, at in inside[:8]]
    return len(inside), shown


def _names(labels: list[str]) -> dict[str, str]:
    ids = [label.partition(":")[2] for label in labels if label.startswith("officer:")]
    return {f"officer:{key}": name for key, name in Officer.objects.filter(pk__in=ids).values_list("pk", "name")}


def _refused(actor: Actor, now: datetime) -> tuple[int, list[RefusedAttempt]]:
    """Return what the system refused people of the district of late: how often, and the newest; three queries."""
    staff = Officer.objects.filter(district_id=actor.district_id, user__isnull=False).values_list("user_id", flat=True)
    labels = [f"user:{key}" for key in staff]
    rows = RefusedAttempt.objects.filter(at__gte=now - timedelta(days=DAYS), actor__in=labels)
    return rows.aggregate(n=Count("pk"))["n"], list(rows.order_by("-at")[:8])
