"""Who and what is at hand in a town: people, vehicles, liaisons, squads (M115, M117); whom to send (M118)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID

from django.db.models import Count

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.posts import Duty
from tongpan.agencies.domain.suggestion import Ranking
from tongpan.agencies.models import DutyShift, HandoverSheet, Team, Vehicle
from tongpan.agencies.queries.duty import Contact
from tongpan.agencies.queries.people import OnDuty
from tongpan.dispatch.domain.choices import LIVE
from tongpan.dispatch.models import Assignment
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.leads.models import Lead
from tongpan.leads.queries import lead_for

TONIGHT = time(20, 0)


@dataclass(frozen=True, slots=True)
class AtHand:
    """What a town can send now."""

    on_duty: list[OnDuty]
    vehicles: list[Vehicle]
    liaisons: list[Contact]
    handover: HandoverSheet | None = None
    missing: list[Contact] = field(default_factory=list)

    @property
    def leader(self) -> OnDuty | None:
        """The leader on duty (带班领导)."""
        return next((person for person in self.on_duty if person.duty == Duty.LEADER_ON_DUTY), None)

    @property
    def ready_vehicles(self) -> int:
        """How many vehicles can go."""
        return sum(vehicle.in_service for vehicle in self.vehicles)


def at_hand(town_id: UUID, now: datetime) -> AtHand:
    """Return who is on duty, what may drive, whom to ring, and the last hand-over sheet; four queries."""
    contacts = agencies.liaisons_of(town_id, date_of(now))
    sheets = agencies.handovers(town_id, 1)
    return AtHand(
        on_duty=agencies.on_duty(town_id, now),
        vehicles=agencies.vehicles_at(town_id),
        liaisons=[contact for contact in contacts if contact.name],
        handover=sheets[0] if sheets else None,
        missing=[contact for contact in contacts if not contact.name],
    )


def tonight(town_id: UUID, now: datetime) -> list[OnDuty]:
    """Return who stands duty at eight this evening (今晚带班); one query."""
    return agencies.on_duty(town_id, datetime.combine(date_of(now), TONIGHT, SHANGHAI))


def on_duty_by_place(place_ids: Iterable[UUID], now: datetime) -> dict[UUID, tuple[str, int]]:
    """Return for each town the leader on duty and how many people are on duty now; one query."""
    shifts = DutyShift.objects.filter(place_id__in=list(place_ids), starts_at__lte=now, ends_at__gt=now)
    found: defaultdict[UUID, tuple[str, int]] = defaultdict(lambda: ("", 0))
    for place, duty, name in shifts.values_list("place_id", "duty", "officer__name"):
        leader, n = found[place]
        found[place] = (name if duty == Duty.LEADER_ON_DUTY else leader, n + 1)
    return dict(found)


def next_shift(officer_id: UUID, now: datetime) -> DutyShift | None:
    """Return a person's shift that runs, or the next within a week; one query."""
    rows = DutyShift.objects.filter(officer_id=officer_id, ends_at__gt=now, starts_at__lt=now + timedelta(days=7))
    return rows.select_related("place").defer("place__geometry").order_by("starts_at").first()


def teams_named(team_ids: Iterable[UUID]) -> list[Team]:
    """Return teams by id, by name."""
    return sorted(agencies.teams_in(team_ids).values(), key=lambda team: team.name)


@dataclass(frozen=True, slots=True)
class WhoCouldGo:
    """One lead, and the officers who may go to it, best first, each with the reasons (M118)."""

    lead: Lead
    ranking: Ranking | None


def who_could_go(actor: Actor, lead_id: UUID, now: datetime) -> WhoCouldGo:
    """
    Return whom to send to a lead: licensed for the field, on the beat, near, on duty, not overloaded.

    :raises NotFound: if the actor may not see the lead
    """
    lead = lead_for(actor, lead_id)
    if lead.town_id is None:
        return WhoCouldGo(lead, None)
    live = Assignment.objects.filter(town_id=lead.town_id, status__in=sorted(LIVE), officer__isnull=False)
    load = dict(live.order_by().values_list("officer_id").annotate(n=Count("pk")))
    ranking = agencies.suggest_officers(
        town_id=lead.town_id,
        domain=lead.domain,
        at=now,
        lon=lead.lon,
        lat=lead.lat,
        village_id=lead.village_id,
        load=load,
    )
    return WhoCouldGo(lead, ranking)
