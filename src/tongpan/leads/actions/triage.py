"""研判: a person decides what the system was not sure of, and the system learns from the answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.domain.choices import NEEDS_RECEIVER, NOT_ENFORCEMENT, Desk, Outcome, RouteRule, Status
from tongpan.leads.domain.lifecycle import Move
from tongpan.leads.domain.report import Where
from tongpan.leads.models import Lead, RouteCorrection
from tongpan.leads.steps import clocks, moves
from tongpan.leads.steps.placing import Placed, place_again
from tongpan.leads.steps.routing import explanation, route

_TARGET_MOVE = {
    Status.ROUTED: Move.ROUTE,
    Status.PLACE_PENDING: Move.NEED_PLACE,
    Status.TRIAGE: Move.SEND_TO_TRIAGE,
}


def reroute(
    *,
    lead_id: UUID,
    actor: Actor,
    now: datetime,
    matter_id: UUID | None = None,
    where: Where | None = None,
    reason: str = "",
) -> Lead:
    """
    Set the matter, the place or both by hand, and ask anew who is competent there today.

    Where the matter differs from the proposal the difference is kept, and the scorer learns from it.

    :raises NotFound: if the actor may not know of such a lead
    :raises Forbidden: if the actor's desk does not triage it
    :raises Conflict: if it has left the desk, or somebody else was faster
    """
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_TRIAGE)
        placed = place_again(lead, where) if where else Placed.of(lead)
        chosen = matter_id or lead.matter_id
        decided, ranking = route(f"{lead.title}\n{lead.text}", placed, date_of(now), matter_id=chosen)
        shown = explanation(decided, ranking, placed)
        if matter_id and matter_id != lead.matter_id:
            _learn(lead, matter_id, reason, actor, now)
        competent, matter = decided.competent, decided.matter
        moves.move(
            lead,
            _TARGET_MOVE[decided.status],
            actor=actor.label,
            now=now,
            entry="lead.rerouted",
            facts={"matter": chosen, "reason": reason, "route": shown, "town": placed.town_id},
            town_id=placed.town_id,
            village_id=placed.village_id,
            grid_id=placed.grid_id,
            lon=placed.lon,
            lat=placed.lat,
            place_text=(where.text if where and where.text else lead.place_text)[:200],
            matter_id=matter.matter_id if matter else None,
            domain=matter.domain if matter else "",
            grant_id=competent.grant_id if competent else None,
            body_id=competent.body_id if competent else None,
            team_id=competent.team_id if competent and decided.status == Status.ROUTED else None,
            route_rule=RouteRule.HUMAN if decided.status == Status.ROUTED else decided.rule,
            route_sure=decided.sure,
            route=shown,
            joint=bool(decided.joint_with),
            desk=decided.desk,
        )
        return lead


def settle_at_desk(
    *,
    lead_id: UUID,
    actor: Actor,
    now: datetime,
    outcome: Outcome,
    note: str,
    receiver: str = "",
    forwarded: bool = False,
) -> Lead:
    """
    End at the desk what is not enforcement, or what nobody may act on; the skipped steps keep their reason (M090).

    :raises Invalid: if the reason or the receiving body is missing
    :raises NotFound, Forbidden, Conflict: as ever
    """
    wrong: dict[str, str] = {}
    if outcome not in NOT_ENFORCEMENT | {Outcome.NO_COMPETENT_BODY, Outcome.TRANSFERRED}:
        wrong["outcome"] = "这种结果要由队伍处置后填写；请先交办"
    if len(note.strip()) < 4:
        wrong["note"] = "请写明理由或答复内容（至少四个字），反映人会看到"
    if outcome in NEEDS_RECEIVER and not receiver.strip():
        wrong["receiver"] = "请写明接收单位的名称和电话，以及是否已代为转交"
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        policies.require(actor, lead, Permission.LEADS_TRIAGE)
        skipped = lead.skipped | {"dispatched_at": f"{outcome.label}：{note.strip()[:80]}"}
        moves.move(
            lead,
            Move.SETTLE,
            actor=actor.label,
            now=now,
            entry="lead.settled_at_desk",
            facts={"outcome": outcome, "note": note, "receiver": receiver, "forwarded": forwarded},
            outcome=outcome,
            outcome_note=note.strip(),
            receiver=receiver.strip(),
            forwarded=forwarded,
            skipped=skipped,
            desk=Desk.TOWN if lead.town_id else Desk.DISTRICT,
        )
        clocks.stop(lead.pk, ["LEAD_CHANNEL_SIGN"], now)
        clocks.start(clocks.of_feedback(lead, now))
        return lead


def _learn(lead: Lead, matter_id: UUID, reason: str, actor: Actor, now: datetime) -> None:
    RouteCorrection.objects.create(
        lead=lead,
        proposed_id=lead.matter_id,
        chosen_id=matter_id,
        route_before=lead.route,
        reason=reason[:200],
        corrected_at=now,
        corrected_by=actor.label,
    )
