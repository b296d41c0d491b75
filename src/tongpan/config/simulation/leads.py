"""One turn of one lead: what its desk or team does next, by the real actions, mistakes and all."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tongpan.agencies.domain.actor import Actor
from tongpan.config.demo import judge, results
from tongpan.config.simulation.clockwork import at_work, dice
from tongpan.config.simulation.people import People
from tongpan.config.simulation.tally import Tally, Unexpected
from tongpan.dispatch.actions.assign import assign_lead
from tongpan.dispatch.actions.field import check_result, finish_order, sign_order
from tongpan.dispatch.actions.returns import return_order
from tongpan.dispatch.domain.choices import LIVE, ReturnGround
from tongpan.dispatch.domain.choices import Role as OrderRole
from tongpan.dispatch.models import Assignment
from tongpan.kernel.clock import SHANGHAI
from tongpan.kernel.errors import Invalid, NotFound, Refusal
from tongpan.leads import actions
from tongpan.leads.domain.choices import NOT_ENFORCEMENT, Desk, Outcome, Status
from tongpan.leads.models import Lead
from tongpan.places import queries as places
from tongpan.places.models import Place
from tongpan.powers import queries as powers

PAUSES: Final = {
    Status.TRIAGE: (5, 60), Status.PLACE_PENDING: (10, 120), Status.ROUTED: (3, 40), Status.ASSIGNED: (5, 150),
    Status.HANDLING: (60, 2600), Status.HANDLED: (60, 1900), Status.ANSWERED: (30, 2400),
}  # fmt: skip
"""minutes from one turn to the next"""
RETURNED, SENT_BACK, SLIPS = 0.03, 0.03, 0.01
"""of a hundred: orders sent back by the team, results sent back by the desk, turns that begin with a slip"""
MOST_TRIES, MOST_LOOKS, MOST_VERSIONS = 4, 2, 6
"""how often what was refused is tried again before it is left lying"""
ON_THE_ROAD: Final = (Outcome.SETTLED_ON_SPOT, Outcome.CORRECTED, Outcome.CORRECTED, Outcome.NOT_FOUND,
                      Outcome.NO_VIOLATION)  # fmt: skip


@dataclass(slots=True)
class Piece:
    """One lead on somebody's desk."""

    lead_id: UUID
    key: str
    status: Status
    lead: Lead
    order: Assignment | None = None
    tries: int = 0

    @property
    def about(self) -> tuple[str, str, int, int]:
        """What its dice hang on: it stands in the database, but for what was refused lately."""
        return self.key, self.status, self.lead.version, self.tries


class LeadDesk:
    """Takes turns of leads."""

    def __init__(self, people: People, towns: list[Place], system: str, case_share: float, tally: Tally) -> None:
        self.people, self.towns, self.system = people, towns, system
        self.case_share, self.tally = case_share, tally

    def piece(self, lead: Lead) -> Piece:
        """Return a lead as a piece of work, as it stands in the database."""
        order = None
        if lead.status in (Status.ASSIGNED, Status.HANDLING):
            orders = Assignment.objects.filter(lead=lead, role=OrderRole.MAIN, status__in=LIVE)
            order = orders.select_related("lead").first()
        return Piece(lead.pk, lead.source_id or "", Status(lead.status), lead, order)

    def due(self, piece: Piece, now: datetime) -> datetime | None:
        """Return when somebody turns to it next; None when it is done, or was left lying."""
        pause = PAUSES.get(piece.status)
        if pause is None or piece.tries > MOST_TRIES:
            return None
        wait = timedelta(minutes=dice(self.system, *piece.about, "pause").randint(*pause), days=piece.tries)
        return at_work((now if piece.tries else piece.lead.touched_at.astimezone(SHANGHAI)) + wait)

    def turn(self, piece: Piece, now: datetime) -> Assignment | None:
        """Do what comes next; return the order of which a case is to be begun."""
        thrown = dice(self.system, *piece.about)
        self._slip(piece, now)
        try:
            return self._do(piece, now, thrown)
        except Refusal as refusal:
            if isinstance(refusal, Invalid | NotFound):
                raise Unexpected(f"{type(refusal).__name__} {refusal.code}: {refusal.message}") from refusal
            self.tally.refuse(refusal)
            piece.tries += 1
            piece.lead = Lead.objects.get(pk=piece.lead_id)
            piece.status = Status(piece.lead.status)
            return None

    def _do(self, piece: Piece, now: datetime, thrown: random.Random) -> Assignment | None:
        lead, status = piece.lead, piece.status
        desk = self._desk(lead, now)
        if status in (Status.TRIAGE, Status.PLACE_PENDING):
            self._moved(piece, self._judge(piece, desk, now, thrown))
        elif status is Status.ROUTED:
            self._assign(piece, desk, now)
        elif status is Status.ASSIGNED:
            self._sign(piece, now, thrown.random())
        elif status is Status.HANDLING:
            return self._finish(piece, now)
        elif status is Status.HANDLED:
            self._answer(piece, desk, now, thrown.random())
        else:
            self._moved(piece, actions.archive_lead(lead_id=piece.lead_id, actor=desk, now=now))
            self.tally.leads[str(piece.lead.outcome)] += 1
        return None

    def _judge(self, piece: Piece, desk: Actor, now: datetime, thrown: random.Random) -> Lead:
        """Look at what the system was not sure of; what is still on the desk after two looks is sent elsewhere."""
        if piece.lead.version >= MOST_LOOKS:
            return self._forward(piece, desk, now)
        return judge(piece.lead, now, desk, thrown, self.towns)

    def _forward(self, piece: Piece, desk: Actor, now: datetime) -> Lead:
        note, receiver = "非本级执法事项，已转有关单位办理", "区有关部门 12345"
        return actions.settle_at_desk(
            lead_id=piece.lead_id, actor=desk, now=now, outcome=Outcome.FORWARDED, note=note, receiver=receiver
        )

    def _moved(self, piece: Piece, lead: Lead) -> None:
        piece.lead, piece.status, piece.tries = lead, Status(lead.status), 0

    def _desk(self, lead: Lead, now: datetime) -> Actor:
        on = now.date()
        return self.people.hotline(on) if lead.desk == Desk.DISTRICT else self.people.desk(lead.town_id, on)

    def _assign(self, piece: Piece, desk: Actor, now: datetime) -> None:
        lead = piece.lead
        if lead.team_id is None:
            self._moved(piece, self._forward(piece, desk, now))
            return
        piece.order = assign_lead(lead_id=lead.pk, team_id=lead.team_id, actor=desk, now=now)
        self._moved(piece, piece.order.lead)

    def officers(self, order: Assignment, now: datetime) -> list[Actor]:
        """Return who of the team may act on the day."""
        return self.people.team(order.team_id, now.date()) if order.team_id else []

    def _sign(self, piece: Piece, now: datetime, chance: float) -> None:
        order = piece.order
        officers = self.officers(order, now) if order is not None else []
        if order is None or not officers:
            piece.tries = MOST_TRIES + 1
            self.tally.leads["LEFT_LYING"] += 1
            return
        if chance < RETURNED and piece.lead.return_count == 0 and self._return(piece, order, officers[0], now):
            return
        piece.order = sign_order(assignment_id=order.pk, actor=officers[0], now=now)
        self._moved(piece, piece.order.lead)

    def _return(self, piece: Piece, order: Assignment, officer: Actor, now: datetime) -> bool:
        """Send an order back, where the list names another body that may act on the matter."""
        lead, on = piece.lead, now.date()
        if lead.matter_id is None or lead.town_id is None:
            return False
        others = [
            one for one in powers.citable(lead.matter_id, lead.town_id, on)
            if one.in_force and one.body_id != order.body_id
        ]  # fmt: skip
        if not others:
            return False
        return_order(
            assignment_id=order.pk, actor=officer, now=now, ground=ReturnGround.NEEDS_OTHER_POWER,
            reason="现场核实后需专业部门的职权", cited_grant_id=others[0].grant_id,
        )  # fmt: skip
        piece.order = None
        self._moved(piece, Lead.objects.get(pk=piece.lead_id))
        return True

    def _finish(self, piece: Piece, now: datetime) -> Assignment | None:
        order = piece.order
        officers = self.officers(order, now) if order is not None else []
        if order is None or not officers:
            piece.tries = MOST_TRIES + 1
            self.tally.leads["LEFT_LYING"] += 1
            return None
        thrown = dice(self.system, piece.key, "result")
        outcome = thrown.choice(ON_THE_ROAD)
        result = thrown.choice(results()["nothing" if outcome is Outcome.NOT_FOUND else "done"])
        if thrown.random() < self.case_share:
            outcome, result = Outcome.CASE_OPENED, "现场取证，按一般程序立案查处"
        done = finish_order(assignment_id=order.pk, actor=officers[0], now=now, outcome=outcome, result=result)
        self._moved(piece, done.lead)
        return done if outcome is Outcome.CASE_OPENED else None

    def _answer(self, piece: Piece, desk: Actor, now: datetime, chance: float) -> None:
        lead = piece.lead
        at_desk = lead.dispatched_at is None or lead.outcome in NOT_ENFORCEMENT
        if not at_desk and piece.tries == 0:
            if chance < SENT_BACK and lead.version <= MOST_VERSIONS:
                piece.order = check_result(
                    lead_id=lead.pk, actor=desk, now=now, accepted=False, remark="请补充整改后的照片"
                )
                self._moved(piece, Lead.objects.get(pk=lead.pk))
                return
            check_result(lead_id=lead.pk, actor=desk, now=now, accepted=True)
        waiting = list(lead.reporters.filter(answered_at=None, wants_answer=True).order_by("pk"))
        for reporter in waiting:
            actions.answer_reporter(
                lead_id=lead.pk, reporter_id=reporter.pk, actor=desk, now=now + timedelta(minutes=7),
                answer="您反映的问题已处理，感谢监督", way="PHONE",
            )  # fmt: skip
        if not waiting:
            actions.answer_nobody(lead_id=lead.pk, actor=desk, now=now, reason="巡查发现，没有人等答复")
        self._moved(piece, Lead.objects.get(pk=lead.pk))

    def _slip(self, piece: Piece, now: datetime) -> None:
        """Now and then somebody tries what is not theirs, or too early; the actions say no."""
        if dice(self.system, *piece.about, "slip").random() >= SLIPS:
            return
        town = next((one for one in self.towns if one.pk != piece.lead.town_id), None)
        try:
            if piece.status is Status.ROUTED and piece.lead.team_id is not None and town is not None:
                grid = self.people.grid(town.pk, now.date())
                assign_lead(lead_id=piece.lead_id, team_id=piece.lead.team_id, actor=grid, now=now)
            elif piece.status in (Status.HANDLING, Status.HANDLED, Status.ASSIGNED):
                actions.archive_lead(lead_id=piece.lead_id, actor=self._desk(piece.lead, now), now=now)
            else:
                return
        except Refusal as refusal:
            self.tally.refuse(refusal)
            return
        raise Unexpected(f"{piece.lead.number}: a slip at {piece.status} was let through")


def unfinished(system: str) -> list[Lead]:
    """Return the leads of a run that somebody still has to turn to, in order."""
    rows = Lead.objects.filter(source_system=system, status__in=[str(one) for one in PAUSES])
    return list(rows.order_by("source_id"))


def towns_of(county: Place) -> list[Place]:
    """Return a county's towns in a stable order."""
    return sorted(places.towns_of(county), key=lambda town: town.code)
