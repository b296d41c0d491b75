"""The desks of a town: 值守台, 今天, 待我批, 一键上报. Each a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.models import Agency, DutyShift, Team
from tongpan.agencies.models.callout import CallOut, CallOutStatus
from tongpan.agencies.queries.inbox import Inbox, waiting
from tongpan.agencies.queries.people import OnDuty
from tongpan.cases import queries as cases
from tongpan.cases.models import Education
from tongpan.cases.queries import BoardRow
from tongpan.command.queries import resources, work
from tongpan.command.queries.front import dialled
from tongpan.command.queries.resources import AtHand
from tongpan.command.queries.work import DueRow, OrderRow, Row
from tongpan.dispatch.domain.choices import TRANSFER_OPEN, AssignmentStatus
from tongpan.dispatch.models import JointOperation, Transfer, Urge
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import BEFORE_DISPATCH, OPEN, Desk, Priority, Status
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters
from tongpan.places import queries as places
from tongpan.places.models import Place

FIELD_SHOWN = 20
OWN_LIMITS = 5
WAITING_SHOWN, UNSIGNED_SHOWN = 10, 6
FIRST_ROWS = 8
"""of the inbox on the desk of a head"""
LIVE_CALLS = (CallOutStatus.REQUESTED, CallOutStatus.ACCEPTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyDesk:
    """值守台: what waits, what is late, who is there (M114, M115, M116)."""

    desk: str
    waiting: list[Lead]
    counts: Mapping[tuple[str, str], int]
    unsigned: list[OrderRow]
    unsigned_all: int
    unsigned_late: int
    due: list[DueRow]
    over: int
    ends_today: int
    handled: list[Row]
    answered: list[Lead]
    came_today: int
    done_today: int
    returned: list[Lead]
    joint: list[JointOperation]
    urges: list[Urge]
    at_hand: AtHand | None
    place: Place | None
    may_assign: bool

    @property
    def town_id(self) -> UUID | None:
        """The town whose desk it is; None for the district's."""
        return self.place.pk if self.place and self.place.level == "TOWN" else None

    @property
    def to_send_on(self) -> int:
        """How many leads wait to be sent on."""
        return sum(self.counts.get((status, self.desk), 0) for status in BEFORE_DISPATCH)

    @property
    def left_over(self) -> int:
        """How many of those are not on the page."""
        return max(0, self.to_send_on - len(self.waiting))

    @property
    def feedback(self) -> int:
        """How many wait for the result to be checked or told."""
        return _of(self.counts, Status.HANDLED)

    @property
    def to_file(self) -> int:
        """How many wait to be filed."""
        return _of(self.counts, Status.ANSWERED)

    @property
    def sections(self) -> list[tuple[str, str, int]]:
        """The parts of the page with their numbers, for a hand that jumps."""
        return [
            ("waiting", "待分流", self.to_send_on),
            ("unsigned", "未签收", self.unsigned_all),
            ("due", "期限", self.over + self.ends_today),
            ("feedback", "待反馈", self.feedback),
            ("to-file", "待归档", self.to_file),
        ]


def _of(counts: Mapping[tuple[str, str], int], status: Status) -> int:
    return sum(n for (found, _), n in counts.items() if found == status)


def duty_desk(actor: Actor, now: datetime) -> DutyDesk:
    """Return the desk of a town, or of the district for those who sit there."""
    desk = Desk.DISTRICT if actor.scope.districts else Desk.TOWN
    today = date_of(now)
    town_id = None if actor.scope.districts else next(iter(sorted(actor.scope.towns)), None)
    place_id = town_id or actor.district_id
    unsigned_all, unsigned_late = work.unsigned_counts(actor, now)
    over, ends_today = work.due_counts(actor, today)
    came, done = work.arrivals(actor, now)
    counts = work.open_counts(actor)
    handled = work.leads(actor, Filters(status=(Status.HANDLED,)), size=6) if _of(counts, Status.HANDLED) else []
    filed = work.leads(actor, Filters(status=(Status.ANSWERED,)), size=4) if _of(counts, Status.ANSWERED) else []
    up = Filters(status=tuple(sorted(BEFORE_DISPATCH)), desk=Desk.DISTRICT)
    return DutyDesk(
        desk=desk,
        waiting=work.waiting(actor, desk, size=WAITING_SHOWN),
        counts=counts,
        unsigned=work.unsigned(actor, now, size=UNSIGNED_SHOWN) if unsigned_all else [],
        unsigned_all=unsigned_all,
        unsigned_late=unsigned_late,
        due=work.due(actor, today, size=6),
        over=over,
        ends_today=ends_today,
        handled=work.with_limits(handled),
        answered=filed,
        came_today=came,
        done_today=done,
        returned=work.leads(actor, up, size=4) if desk == Desk.TOWN else [],
        joint=work.joint_operations(actor, size=5),
        urges=work.unanswered_urges(actor, size=4),
        at_hand=resources.at_hand(town_id, now) if town_id else None,
        place=places.places_in([place_id]).get(place_id) if place_id else None,
        may_assign=actor.can(Permission.LEADS_ASSIGN),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDesk:
    """今天: an officer's orders, clocks and big buttons."""

    to_sign: list[OrderRow]
    in_hand: list[OrderRow]
    urges: list[Urge]
    calls: list[CallOut]
    mine: list[Lead]
    shift: DutyShift | None
    teams: list[Team]
    case_limits: list[BoardRow]
    revisits: list[Education]
    may_handle: bool
    may_settle: bool

    @property
    def soon(self) -> list[OrderRow]:
        """The orders in hand whose limits have a day, the nearest first (我的期限)."""
        dated = [row for row in self.in_hand if row.limit and (row.limit.due_on or row.limit.safe_end)]
        return sorted(dated, key=lambda row: row.limit.due_on or row.limit.safe_end)  # type: ignore[union-attr, arg-type, return-value]


def field_desk(actor: Actor, now: datetime) -> FieldDesk:
    """Return what an officer has to do today: own orders first, then those of the team."""
    ours = Q(team_id__in=actor.team_ids)
    if actor.officer_id:
        ours |= Q(officer_id=actor.officer_id)
    live = work.orders(actor).filter(ours)
    to_sign = live.filter(status=AssignmentStatus.WAITING).order_by("sign_due_at", "pk")[:FIELD_SHOWN]
    signed = list(live.filter(status=AssignmentStatus.SIGNED).order_by("signed_at", "pk")[:FIELD_SHOWN])
    signed.sort(key=lambda order: order.officer_id != actor.officer_id)
    calls = CallOut.objects.filter(team_id__in=actor.team_ids, status__in=LIVE_CALLS).select_related("town", "team")
    return FieldDesk(
        to_sign=work.order_rows(to_sign, now),
        in_hand=work.order_rows(signed, now, limits=True),
        urges=[urge for urge in work.unanswered_urges(actor) if urge.team_id in actor.team_ids],
        calls=list(calls.defer("town__geometry").order_by("answer_by")[:5]),
        mine=work.leads(actor, Filters(mine=True), order="new", size=5),
        shift=resources.next_shift(actor.officer_id, now) if actor.officer_id else None,
        teams=resources.teams_named(actor.team_ids),
        case_limits=cases.own_duties(actor, date_of(now), size=OWN_LIMITS),
        revisits=cases.own_revisits(actor, size=OWN_LIMITS),
        may_handle=actor.can(Permission.DISPATCH_SIGN),
        may_settle=actor.can(Permission.LEADS_FAST_LANE),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadDesk:
    """待我批: what waits for a decision of the head, and what will break the law if nobody decides."""

    urgent: list[Row]
    due: list[DueRow]
    over: int
    ends_today: int
    inbox: Inbox
    """the first of everything that waits for this person, and how many there are"""
    owed: list[Transfer]
    unsigned_late: int
    open: int
    tonight: list[OnDuty]
    now_on_duty: list[OnDuty]


def head_desk(actor: Actor, now: datetime) -> HeadDesk:
    """Return what the head of a town (or the chief dispatcher of a district) should see before anything else."""
    today = date_of(now)
    town_id = next(iter(sorted(actor.scope.towns)), None)
    over, ends_today = work.due_counts(actor, today)
    urgent: list[Lead] = []
    for priority in (Priority.EMERGENCY, Priority.URGENT):
        urgent += work.leads(actor, Filters(status=tuple(sorted(OPEN)), priority=priority), size=6)
    return HeadDesk(
        urgent=work.with_limits(urgent),
        due=work.due(actor, today, days=1),
        over=over,
        ends_today=ends_today,
        inbox=waiting(actor, now, size=FIRST_ROWS),
        owed=departments_owe(actor),
        unsigned_late=work.unsigned_counts(actor, now)[1],
        open=sum(work.open_counts(actor).values()),
        tonight=resources.tonight(town_id, now) if town_id else [],
        now_on_duty=agencies.on_duty(town_id, now) if town_id else [],
    )


def departments_owe(actor: Actor, *, size: int = work.SHOWN) -> list[Transfer]:
    """Return what departments were handed and have not answered (部门欠账), the oldest first; one query."""
    mine = actor.scope.q(columns=("district_id", "town_id"), participants=False)
    rows = Transfer.objects.filter(mine, status__in=sorted(TRANSFER_OPEN)).select_related("lead", "to_body", "town")
    return list(rows.defer("lead__route", "lead__text", "town__geometry").order_by("sent_at")[:size])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDesk:
    """一键上报: what a grid worker or village supervisor reported, how far it is, and whom to ring."""

    mine: list[Lead]
    counts: Mapping[str, int]
    on_duty: list[OnDuty]
    body: Agency | None
    teams: list[Team]

    @property
    def phones(self) -> list[tuple[str, str, str]]:
        """Whom to ring: name, number as written, number as dialled."""
        known = ([self.body] if self.body and self.body.phone else []) + list(self.teams)
        return [(one.name, one.phone, dialled(one.phone)) for one in known]


def report_desk(actor: Actor, now: datetime) -> ReportDesk:
    """Return the desk of somebody who reports: the own reports, newest first, and the duty telephone."""
    town_id = next((held.town_id for held in actor.held if held.town_id), None)
    mine = work.leads(actor, Filters(mine=True), order="new", size=FIELD_SHOWN)
    body = agencies.body_of_town(town_id, date_of(now)) if town_id else None
    teams = agencies.teams_serving(town_id, date_of(now)) if town_id else []
    states = [lead.status for lead in mine]
    return ReportDesk(
        mine=mine,
        counts={status: states.count(status) for status in dict.fromkeys(states)},
        on_duty=agencies.on_duty(town_id, now) if town_id else [],
        body=body,
        teams=[team for team in teams if team.phone][:3],
    )
