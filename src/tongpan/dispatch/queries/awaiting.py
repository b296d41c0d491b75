"""交办: what waits for the actor to decide, answer or sign: disputes, joint operations, supervision, transfers."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.domain.waiting import Asked, Part, Waiting
from tongpan.agencies.queries.inbox import contribute, part_of
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import (
    JOINT_OPEN,
    TRANSFER_OPEN,
    AssignmentStatus,
    DisputeStatus,
    JointStatus,
    TransferStatus,
    UrgeKind,
)
from tongpan.dispatch.models import Assignment, Dispute, JointMember, JointOperation, Transfer, Urge
from tongpan.dispatch.queries.waiting import invitations, open_invitations
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.permissions import Permission
from tongpan.leads.models import Lead

LIGHT: Final = ("lead__route", "lead__text")
MOST_TEXT: Final = 120


def _lead(lead: Lead) -> str:
    return f"{lead.number} {mask_personal(lead.title)}"


def _short(text: str) -> str:
    text = mask_personal(text)
    return text if len(text) <= MOST_TEXT else f"{text[:MOST_TEXT]}…"


def _disputes(actor: Actor, now: datetime) -> QuerySet[Dispute] | None:
    if not actor.can(Permission.DISPATCH_SETTLE) and not actor.can(Permission.DISPATCH_APPROVE):
        return None
    return policies.visible(actor, Dispute.objects.filter(status=DisputeStatus.OPEN))


@contribute(_disputes)
def disputes(actor: Actor, now: datetime, size: int) -> Part:
    """职责争议 that nobody decided: for who settles them, and for heads of the place to know."""
    settles = actor.can(Permission.DISPATCH_SETTLE)
    ask, what = (Asked.DECIDE, "裁定由谁办") if settles else (Asked.SEE, "职责争议，等区里裁定")
    asked = _disputes(actor, now)
    if asked is None:
        return Part()
    rows = [
        Waiting(
            asked=ask, kind="职责争议", what=what, about=_lead(one.lead), since=one.raised_at,
            at="dispatch:dispute", args=(one.pk,), said=_short(one.claim),
        )
        for one in asked.select_related("lead").defer(*LIGHT).order_by("raised_at", "id")[:size]
    ]  # fmt: skip
    return part_of(rows, size, asked.count)


_STAGES: Final = {
    JointStatus.PROPOSED: (Asked.DECIDE, "召集，或者不需联合"),
    JointStatus.CONVENED: (Asked.DO, "到场后登记开始"),
    JointStatus.UNDERWAY: (Asked.DO, "写小结、结束"),
}
"""what a joint operation waits for from who convenes it"""


def _joints(actor: Actor, now: datetime) -> QuerySet[JointOperation] | None:
    if not actor.can(Permission.DISPATCH_JOINT):
        return None
    mine = actor.scope.q(columns=("district_id", "town_id"), participants=False)
    return JointOperation.objects.filter(mine, status__in=sorted(JOINT_OPEN))


@contribute(_joints)
def joints(actor: Actor, now: datetime, size: int) -> Part:
    """联合处置 of the actor's places, for who convenes, starts and ends them."""
    asked = _joints(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("lead").defer(*LIGHT).order_by("meet_at", "proposed_at", "id")[:size]
    rows = []
    for one in found:
        ask, what = _STAGES[JointStatus(one.status)]
        rows.append(
            Waiting(
                asked=ask, kind="联合处置", what=what, about=_lead(one.lead), since=one.proposed_at,
                at="dispatch:joint", args=(one.pk,), until=one.meet_at,
                basis="集合时间" if one.meet_at else "", said=_short(one.reason),
            )
        )  # fmt: skip
    return part_of(rows, size, asked.count)


def _invited(actor: Actor, now: datetime) -> QuerySet[JointMember] | None:
    return open_invitations(actor) if actor.scope.bodies or actor.team_ids else None


@contribute(_invited)
def invited(actor: Actor, now: datetime, size: int) -> Part:
    """联合处置 to which the actor's body or team was asked."""
    mine = [one for one in invitations(actor) if policies.speaks_for(actor, one, one.operation)]
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind="联合处置", what="答复参不参加", about=_lead(one.operation.lead),
            since=one.operation.proposed_at, at="dispatch:joint", args=(one.operation_id,),
            until=one.operation.meet_at, basis="集合时间" if one.operation.meet_at else "",
            said=_short(one.operation.reason),
        )
        for one in mine[:size]
    ]  # fmt: skip
    return Part(tuple(rows), len(mine) - len(rows))


def _urges(actor: Actor, now: datetime) -> QuerySet[Urge] | None:
    mine = Q(team_id__in=actor.team_ids)
    if actor.can(Permission.DISPATCH_URGE):
        mine |= Q(kind=UrgeKind.SUPERVISE)
    return policies.visible(actor, Urge.objects.filter(mine, answered_at=None))


@contribute(_urges)
def urges(actor: Actor, now: datetime, size: int) -> Part:
    """督办 that were not answered, and 催办 to the actor's own team."""
    asked = _urges(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("lead").defer(*LIGHT).order_by("due_on", "made_at", "id")[:size]
    rows = [
        Waiting(
            asked=Asked.ANSWER, kind=UrgeKind(one.kind).label, what=f"答复{UrgeKind(one.kind).label}",
            about=_lead(one.lead), since=one.made_at, at="dispatch:answer_urge", args=(one.pk,), until=one.due_on,
            basis="督办要求的答复期限" if one.due_on else "", said=_short(one.text),
        )
        for one in found
    ]  # fmt: skip
    return part_of(rows, size, asked.count)


def _transfers(actor: Actor, now: datetime) -> QuerySet[Transfer] | None:
    if not actor.can(Permission.DISPATCH_LIAISE) or not actor.scope.bodies:
        return None
    rows = Transfer.objects.filter(status__in=sorted(TRANSFER_OPEN), to_body_id__in=actor.scope.bodies)
    return policies.visible(actor, rows)


@contribute(_transfers)
def transfers(actor: Actor, now: datetime, size: int) -> Part:
    """移送 to the actor's body: to be signed for, then to be told what came of it."""
    asked = _transfers(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("lead").defer(*LIGHT).order_by("result_due_on", "sent_at", "id")[:size]
    rows = [
        Waiting(
            asked=Asked.SIGN if one.status == TransferStatus.SENT else Asked.ANSWER, kind="线索移送",
            what="签收" if one.status == TransferStatus.SENT else "反馈结果", about=_lead(one.lead), since=one.sent_at,
            at="dispatch:transfer", args=(one.pk,), until=one.result_due_on,
            basis="本地规则：反馈结果的期限" if one.result_due_on else "",
        )
        for one in found
    ]  # fmt: skip
    return part_of(rows, size, asked.count)


def _orders(actor: Actor, now: datetime) -> QuerySet[Assignment] | None:
    heads = actor.can(Permission.DISPATCH_APPROVE)  # their officers sign; what is late stands on their desk
    if not actor.team_ids or not actor.can(Permission.DISPATCH_SIGN) or heads:
        return None
    rows = Assignment.objects.filter(status=AssignmentStatus.WAITING, team_id__in=actor.team_ids)
    return policies.visible(actor, rows)


@contribute(_orders)
def orders(actor: Actor, now: datetime, size: int) -> Part:
    """交办单 to the actor's team that nobody signed for."""
    asked = _orders(actor, now)
    if asked is None:
        return Part()
    found = asked.select_related("lead").defer(*LIGHT).order_by("sign_due_at", "pk")[:size]
    rows = [
        Waiting(
            asked=Asked.SIGN, kind="交办", what="签收交办单", about=_lead(one.lead), since=one.assigned_at,
            at="dispatch:order", args=(one.pk,), until=one.sign_due_at, basis="本地规则：签收时限",
            said=_short(one.note),
        )
        for one in found
    ]  # fmt: skip
    return part_of(rows, size, asked.count)
