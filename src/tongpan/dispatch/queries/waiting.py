"""What waits, and for whom: signatures, answers, decisions, results. Each is one indexed query."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import (
    JOINT_OPEN,
    LIVE,
    TRANSFER_OPEN,
    AssignmentStatus,
    DisputeStatus,
    MemberStatus,
)
from tongpan.dispatch.models import Assignment, Dispute, JointMember, JointOperation, Transfer, Urge
from tongpan.dispatch.queries.orders import PAGE, Filters, listed
from tongpan.kernel.paging import Page, keyset
from tongpan.leads import policies as lead_policies
from tongpan.leads.domain.choices import OPEN, Desk, Outcome, RouteRule
from tongpan.leads.models import Lead


def unsigned(
    actor: Actor, now: datetime, *, team_id: UUID | None = None, town_id: UUID | None = None,
    after: str | None = None, size: int = PAGE,
) -> Page[Assignment]:  # fmt: skip
    """Return what waits for a signature in the actor's reach, or of one team or town of it; what is due first."""
    filters = Filters(status=(AssignmentStatus.WAITING,), team_id=team_id, town_id=town_id)
    return listed(actor, filters, now, after=after, order="due", size=size)


def overdue(actor: Actor, now: datetime, *, after: str | None = None, size: int = PAGE) -> Page[Assignment]:
    """Return what was neither signed nor returned in time, longest overdue first (M116)."""
    return listed(actor, Filters(overdue=True), now, after=after, order="due", size=size)


def unreported(now: datetime, limit: int) -> list[UUID]:
    """Return unsigned orders past their time that were not reported to the district yet."""
    rows = Assignment.objects.filter(status=AssignmentStatus.WAITING, escalated_at=None, sign_due_at__lt=now)
    return list(rows.order_by("sign_due_at").values_list("pk", flat=True)[:limit])


def _urges(actor: Actor) -> QuerySet[Urge]:
    return policies.visible(actor, Urge.objects.filter(answered_at=None))


def urges(actor: Actor, *, after: str | None = None, size: int = PAGE) -> Page[Urge]:
    """Return reminders and supervisions without an answer, oldest first."""
    return keyset(_urges(actor).select_related("lead", "team"), order=("made_at", "id"), after=after, size=size)


def urges_of_lead(lead_id: UUID) -> list[Urge]:
    """Return every reminder of a lead, newest first."""
    return list(Urge.objects.filter(lead_id=lead_id).select_related("team").order_by("-made_at", "-id"))


def disputes(actor: Actor, *, decided: bool = False, after: str | None = None, size: int = PAGE) -> Page[Dispute]:
    """Return the disputes that wait for a decision, oldest first; or those decided, newest first."""
    status = DisputeStatus.DECIDED if decided else DisputeStatus.OPEN
    rows = policies.visible(actor, Dispute.objects.filter(status=status))
    rows = rows.select_related("lead", "team", "decided_team", "town").defer("town__geometry")
    return keyset(rows, order=("-id",) if decided else ("id",), after=after, size=size)


def transfers(
    actor: Actor, *, waiting: bool = True, received: bool = False, after: str | None = None, size: int = PAGE
) -> Page[Transfer]:
    """Return transfers that wait for a signature or a result (欠账), or all; `received`: those to the actor's body."""
    rows = policies.visible(actor, Transfer.objects.all()).select_related("lead", "town").defer("town__geometry")
    if waiting:
        rows = rows.filter(status__in=TRANSFER_OPEN)
    if received:
        rows = rows.filter(to_body_id__in=actor.scope.bodies)
    return keyset(rows, order=("id",) if waiting else ("-id",), after=after, size=size)


def joints(actor: Actor, *, open_only: bool = True, after: str | None = None, size: int = PAGE) -> Page[JointOperation]:
    """Return the joint operations of the actor's places and those the actor's body is asked to."""
    rows = policies.visible_joint(actor, JointOperation.objects.all())
    if open_only:
        rows = rows.filter(status__in=JOINT_OPEN)
    rows = rows.select_related("lead", "town").defer("town__geometry").prefetch_related("members__body")
    return keyset(rows, order=("-id",), after=after, size=size)


def nobody_competent(actor: Actor, *, after: str | None = None, size: int = PAGE) -> Page[Lead]:
    """Return what nobody may act on: open at the district, or ended with that outcome (M102)."""
    leads = lead_policies.visible(actor, Lead.objects.all())
    open_ones = leads.filter(desk=Desk.DISTRICT, status__in=sorted(OPEN), route_rule=RouteRule.NO_COMPETENCE)
    ended = leads.filter(outcome=Outcome.NO_COMPETENT_BODY)
    rows = (open_ones | ended).select_related("town", "matter").defer("town__geometry")
    return keyset(rows, order=("-id",), after=after, size=size)


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures above the list of orders."""

    unsigned: int
    overdue: int
    underway: int
    urges: int
    disputes: int
    transfers: int
    joints: int


def counts(actor: Actor, now: datetime) -> Counts:
    """Return how much waits in the actor's reach: a handful of counts over open work alone."""
    live = policies.visible(actor, Assignment.objects.filter(status__in=LIVE))
    by_status = dict(live.order_by().values_list("status").annotate(n=Count("id")))
    return Counts(
        unsigned=by_status.get(AssignmentStatus.WAITING, 0),
        overdue=live.filter(status=AssignmentStatus.WAITING, sign_due_at__lt=now).count(),
        underway=by_status.get(AssignmentStatus.SIGNED, 0),
        urges=_urges(actor).count(),
        disputes=policies.visible(actor, Dispute.objects.filter(status=DisputeStatus.OPEN)).count(),
        transfers=policies.visible(actor, Transfer.objects.filter(status__in=TRANSFER_OPEN)).count(),
        joints=policies.visible_joint(actor, JointOperation.objects.filter(status__in=JOINT_OPEN)).count(),
    )


def open_invitations(actor: Actor) -> QuerySet[JointMember]:
    """Return the invitations to joint operations that the actor's body or team has not answered."""
    mine = actor.scope.q(columns=("body_id", "team_id"), participants=False)
    return JointMember.objects.filter(mine, status=MemberStatus.INVITED, operation__status__in=JOINT_OPEN)


def invitations(actor: Actor) -> list[JointMember]:
    """Return the invitations that wait for the actor's body or team to answer."""
    rows = open_invitations(actor)
    return list(rows.select_related("operation", "operation__lead").order_by("operation_id")[:PAGE])
