"""交办与改派: the desk sends a lead to the team that answers for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.authority import Act
from tongpan.agencies.policies import check_dispatch
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import Role
from tongpan.dispatch.models import Assignment
from tongpan.dispatch.steps import handing, orders
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Refusal
from tongpan.leads.domain.choices import Desk, Status
from tongpan.leads.domain.lifecycle import Move, allowed, refusal
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves

RUNNING = ["WAITING", "SIGNED"]


def assign_lead(
    *,
    lead_id: UUID,
    team_id: UUID,
    actor: Actor,
    now: datetime,
    officer_id: UUID | None = None,
    note: str = "",
    version: int | None = None,
) -> Assignment:
    """
    Send a lead to a team. Whatever order still runs is taken back first, so that one team answers.

    ``version`` is the version the dispatcher looked at: of two dispatchers who press at once, one wins.

    :raises Conflict: if the lead has moved since, is past dispatch, or this team has it already
    :raises Unlawful: if no body served by the team may act on the matter here today (APL 38)
    :raises Invalid: if the team does not stand or serve there on that day, or the officer is not its
    :raises NotFound, Forbidden: as ever
    """
    number = orders.next_number(now)
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            policies.require_dispatcher(actor, lead)
            _check_untouched(lead, version)
            _check_turn(lead, team_id, actor)
            team = handing.team_for(lead, team_id, actor, date_of(now))
            return handing.hand(lead, team, number, actor=actor, now=now, officer_id=officer_id, note=note)
    except IntegrityError as error:
        raise Conflict("他人刚刚交办了这件线索，请刷新后查看", code="assignment.live") from error


def assist_with_lead(*, lead_id: UUID, team_id: UUID, actor: Actor, now: datetime, note: str = "") -> Assignment:
    """
    Ask a further team to assist (协办); the main team stays responsible.

    :raises Conflict: if no main order runs, or this team already has one
    :raises NotFound, Forbidden, Invalid: as ever
    """
    number = orders.next_number(now)
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            policies.require_dispatcher(actor, lead)
            check_dispatch(actor, Act.ASSIGN, district_id=lead.district_id, town_id=lead.town_id)
            team = handing.team_for(lead, team_id, actor, date_of(now))
            if not Assignment.objects.filter(lead=lead, role=Role.MAIN, status__in=RUNNING).exists():
                raise Conflict("请先交办主办队伍，再邀请协办", code="assignment.no_main")
            order = orders.make(
                lead, number, team_id=team_id, body_id=team.agency_id, actor=actor, now=now, role=Role.ASSIST, note=note
            )
            facts = {"order": number, "team": team_id, "team_name": team.name, "note": note}
            moves.note(lead, actor=actor.label, now=now, entry="lead.assistance_ordered", facts=facts)
            orders.record("assignment.made", order, actor.label, now, lead=lead.number, team=team_id, role="ASSIST")
            return order
    except IntegrityError as error:
        raise Conflict("这支队伍已经在办这件线索", code="assignment.live") from error


@dataclass(frozen=True, slots=True)
class Choice:
    """One lead of a bulk assignment, with the version looked at; without a team the proposed one gets it."""

    lead_id: UUID
    version: int | None = None
    team_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one lead of a bulk assignment."""

    lead_id: UUID
    order: Assignment | None
    refusal: Refusal | None = None

    @property
    def done(self) -> bool:
        """Whether the order was made."""
        return self.order is not None


def assign_many(*, choices: Sequence[Choice], actor: Actor, now: datetime, note: str = "") -> list[Outcome]:
    """Send several leads on at once; each is an action of its own, and each has its own answer."""
    proposed = dict(Lead.objects.filter(pk__in=[one.lead_id for one in choices]).values_list("pk", "team_id"))
    return [_assign_one(one, one.team_id or proposed.get(one.lead_id), actor, now, note) for one in choices]


def _assign_one(choice: Choice, team_id: UUID | None, actor: Actor, now: datetime, note: str) -> Outcome:
    try:
        if team_id is None:
            text = "系统没有建议队伍，请单独交办并选择队伍"
            raise Invalid(text, fields={"team": text})
        order = assign_lead(
            lead_id=choice.lead_id, team_id=team_id, actor=actor, now=now, note=note, version=choice.version
        )
    except Refusal as refused:
        return Outcome(choice.lead_id, None, refused)
    return Outcome(choice.lead_id, order)


def _check_untouched(lead: Lead, version: int | None) -> None:
    if version is None or version == lead.version:
        return
    team = agencies.teams_in([lead.team_id]).get(lead.team_id) if lead.team_id and lead.dispatched_at else None
    told = f"，现已交办给{team.name}" if team else ""
    raise Conflict(f"他人刚刚更新了这件线索{told}；请刷新后再交办", code="lead.changed")


def _check_turn(lead: Lead, team_id: UUID, actor: Actor) -> None:
    """A lead that went up to the district is the district's to send on (M024); the post decides the reach (M013)."""
    if not allowed(Status(lead.status), Move.ASSIGN):
        raise Conflict(refusal(Status(lead.status), Move.ASSIGN), code="lead.assign.closed")
    act = Act.REASSIGN if lead.dispatched_at is not None else Act.ASSIGN
    check_dispatch(actor, act, district_id=lead.district_id, town_id=lead.town_id, team_id=team_id)
    if lead.desk == Desk.DISTRICT and not handing.reaches_district(actor, act, lead):
        raise Forbidden("这件线索已上报区级，由区级调度台交办；可以用“催办”提醒", code="lead.at_district")
