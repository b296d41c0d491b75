"""The county at work: an agenda in order of time, from the first day to the last."""

import heapq
import time as stopwatch
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any

from django.db.models import Max, Min

from tongpan.cases.models import Case
from tongpan.config.simulation import background, casework, leads
from tongpan.config.simulation.casework import CaseDesk
from tongpan.config.simulation.clockwork import arrivals
from tongpan.config.simulation.leads import LeadDesk, Piece
from tongpan.config.simulation.people import People
from tongpan.config.simulation.reports import report_at, source_id, sources_of
from tongpan.config.simulation.tally import Tally
from tongpan.kernel.clock import SHANGHAI
from tongpan.leads.actions import report_lead
from tongpan.leads.domain.choices import Channel
from tongpan.leads.models import Lead
from tongpan.leads.queries import scoring
from tongpan.places.models import Place

DAY_BEGINS, REPORT, LEAD, CASE, EVENING = range(5)
EVERY_DAYS = 20
"""how often progress is told"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be simulated: from the first day up to, and without, `until`."""

    county: Place
    start: date
    until: date
    seed: int = 1
    leads_per_day: int = 40
    case_share: float = 0.1
    """of a hundred leads that a team looks into, so many become cases"""
    towns: Sequence[str] = ()
    """names; empty: all of the county"""

    @property
    def system(self) -> str:
        return f"simulation:{self.seed}"


class Broken(Exception):
    """The run met something that should not be; it says when, and over what."""


class County:
    """The agenda, and who works on it."""

    def __init__(self, plan: Plan, tell: Callable[[str], None]) -> None:
        self.plan, self.tell = plan, tell
        self.tally = Tally()
        self.agenda: list[tuple[datetime, int, str, int, Any]] = []
        self.turns = count()
        self.first = self._first_day()
        towns = [town for town in leads.towns_of(plan.county) if not plan.towns or town.name in plan.towns]
        if not towns:
            raise Broken(f"{plan.county.name} has no such town: {'、'.join(plan.towns)}")
        mine = Lead.objects.filter(source_system=plan.system, source_id__startswith=f"{self.first:%Y%m%d}-")
        self.here = set(mine.values_list("source_id", flat=True))
        """reports of the first day that an earlier run took in"""
        self.people = People(plan.county, self.first)
        self.sources = sources_of(plan.county, plan.system, towns)
        self.lead_desk = LeadDesk(self.people, towns, plan.system, plan.case_share, self.tally)
        self.case_desk = CaseDesk(self.people, plan.system, self.tally)

    def run(self) -> Tally:
        """
        Work through the agenda.

        :raises Broken: if something happened that neither the law nor a post explains
        """
        began = stopwatch.monotonic()
        self._take_up()
        end = datetime.combine(self.plan.until, time(), SHANGHAI)
        while self.agenda and self.agenda[0][0] < end:
            now, kind, key, _, work = heapq.heappop(self.agenda)
            try:
                self._turn(now, kind, key, work, began)
            except Exception as error:
                raise Broken(f"{now:%Y-%m-%d %H:%M} {key}: {type(error).__name__}: {error}") from error
        background.evening(end)
        self.tally.minutes = (stopwatch.monotonic() - began) / 60
        self.tally.cpu_minutes = stopwatch.process_time() / 60
        return self.tally

    def _first_day(self) -> date:
        """Return the day on which a run begins, or goes on: the last one of which reports are there."""
        known = Lead.objects.filter(source_system=self.plan.system).aggregate(last=Max("source_id"))["last"]
        return datetime.strptime(known[:8], "%Y%m%d").date() if known else self.plan.start  # noqa: DTZ007

    def _put(self, at: datetime | None, kind: int, key: str, work: Any) -> None:
        if at is not None:
            heapq.heappush(self.agenda, (at, kind, key, next(self.turns), work))

    def _take_up(self) -> None:
        """Put on the agenda what stands in the database, and the first day."""
        for lead in leads.unfinished(self.plan.system):
            piece = self.lead_desk.piece(lead)
            self._put(self.lead_desk.due(piece, lead.touched_at), LEAD, piece.key, piece)
        for lead in casework.unbegun(self.plan.system):
            if lead.handled_at is not None:
                self._begin(lead, lead.handled_at.astimezone(SHANGHAI))
        for case in casework.open_cases(self.plan.system):
            folder = self.case_desk.folder(case.pk, (case.lead.source_id if case.lead else None) or "")
            self._put(self.case_desk.again(case, folder.key), CASE, folder.key, folder)
        self._put(datetime.combine(self.first, time(), SHANGHAI), DAY_BEGINS, "", self.first)

    def _turn(self, now: datetime, kind: int, key: str, work: Any, began: float) -> None:
        if kind == DAY_BEGINS:
            self._day(work)
        elif kind == REPORT:
            self._report(key, now)
        elif kind == LEAD:
            self._lead(work, now)
        elif kind == CASE:
            self._put(self.case_desk.turn(work, now), CASE, key, work)
        else:
            self._evening(work, now, began)

    def _day(self, day: date) -> None:
        scoring.learn_anew()
        for serial, moment in enumerate(arrivals(day, self.plan.leads_per_day, self.plan.system)):
            self._put(moment, REPORT, source_id(day, serial), None)
        self._put(datetime.combine(day, time(23, 55), SHANGHAI), EVENING, "", day)
        tomorrow = day + timedelta(days=1)
        self._put(datetime.combine(tomorrow, time(), SHANGHAI), DAY_BEGINS, "", tomorrow)

    def _report(self, key: str, now: datetime) -> None:
        if key in self.here:
            return
        on = now.date()
        report, town = report_at(self.sources, key, now, None)
        actor = self.people.hotline(on)
        if report.channel == Channel.GRID:
            actor = self.people.grid(town.pk, on)
            report, _ = report_at(self.sources, key, now, actor.officer_id)
        receipt = report_lead(report=report, actor=actor, now=now)
        if receipt.created:
            piece = self.lead_desk.piece(receipt.lead)
            self._put(self.lead_desk.due(piece, now), LEAD, key, piece)

    def _lead(self, piece: Piece, now: datetime) -> None:
        order = self.lead_desk.turn(piece, now)
        if order is not None:
            self._begin(piece.lead, now)
        self._put(self.lead_desk.due(piece, now), LEAD, piece.key, piece)

    def _begin(self, lead: Lead, now: datetime) -> None:
        officers = self.people.team(lead.team_id, now.date()) if lead.team_id is not None else []
        begun = self.case_desk.begin(lead, officers, now + timedelta(minutes=10))
        if begun is not None:
            folder, look = begun
            self._put(look, CASE, folder.key, folder)

    def _evening(self, day: date, now: datetime, began: float) -> None:
        background.evening(now)
        self.tally.days += 1
        if self.tally.days % EVERY_DAYS == 0:
            whole, done = (self.plan.until - self.plan.start).days, (day - self.plan.start).days + 1
            minutes = (stopwatch.monotonic() - began) / 60
            self.tell(
                f"{day} · {done}/{whole} days · {sum(self.tally.leads.values())} leads filed · "
                f"{sum(self.tally.fates.values())} cases begun · {sum(self.tally.steps.values())} steps · "
                f"{sum(self.tally.refusals.values())} refused · {minutes:.1f} min"
                f" ({stopwatch.process_time() / 60:.1f} of the processor)"
            )


def simulate(plan: Plan, tell: Callable[[str], None]) -> Tally:
    """
    Let the county work; a run that was broken off goes on where it was.

    :raises Broken: if something happened that neither the law nor a post explains
    """
    with background.at_its_own_pace():
        tally = County(plan, tell).run()
    tally.leads, tally.cases = _standing(plan, tally)
    return tally


def started_on(system: str) -> date | None:
    """Return the first day of a run that is there already."""
    known = Lead.objects.filter(source_system=system).aggregate(first=Min("source_id"))["first"]
    return datetime.strptime(known[:8], "%Y%m%d").date() if known else None  # noqa: DTZ007


def _standing(plan: Plan, tally: Tally) -> tuple[Counter[str], Counter[str]]:
    """Return how leads and cases stand at the end, whoever took them there, with what the run itself counted."""
    mine = Lead.objects.filter(source_system=plan.system)
    found_leads = Counter(f"{status} {outcome}".strip() for status, outcome in mine.values_list("status", "outcome"))
    rows = Case.objects.filter(lead__source_system=plan.system)
    found_cases = Counter(f"{standing} {track}".strip() for standing, track in rows.values_list("standing", "track"))
    lost = {name: n for name, n in tally.cases.items() if name.startswith(("NOT_", "LEFT_"))}
    return found_leads, found_cases + Counter(lost)
