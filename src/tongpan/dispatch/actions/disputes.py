"""职责争议: raised on 三定, list or principle; the district decides who handles, and that team gets the lead."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.dispatch import policies
from tongpan.dispatch.domain.choices import LIVE, DisputeStatus, Role
from tongpan.dispatch.domain.results import LEAST_WORDS
from tongpan.dispatch.models import Assignment, Dispute
from tongpan.dispatch.steps import disputing, handing, orders
from tongpan.kernel import ledger
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads.domain.choices import BEFORE_DISPATCH, Desk, Status
from tongpan.leads.models import Lead
from tongpan.leads.steps import moves
from tongpan.powers.domain.kinds import BoundaryBasis

NO_BASIS = "请选择依据：三定规定、权责清单或职责边界界定原则"
DISPUTABLE = BEFORE_DISPATCH | {Status.ASSIGNED, Status.HANDLING}


def raise_dispute(
    *,
    lead_id: UUID,
    actor: Actor,
    now: datetime,
    claim: str,
    basis: BoundaryBasis | str,
    evidence: str,
    new_fact: str = "",
) -> Dispute:
    """
    Say that somebody else is competent. It goes to the district; the clocks run on and the order stays where it is.

    What was decided before on the matter in this town, between the same bodies, binds: disputing it takes a new fact.

    :raises Invalid: if claim, kind of basis or evidence is missing (M075), or the new fact
    :raises Conflict: if the lead is ended, or a dispute about it is open
    :raises NotFound, Forbidden: as ever
    """
    wrong = _claim_faults(claim, basis, evidence)
    if wrong:
        raise Invalid("；".join(wrong.values()), fields=wrong)
    try:
        with transaction.atomic(durable=True):
            lead = moves.load(lead_id, actor)
            policies.require(actor, lead, Permission.DISPATCH_DISPUTE)
            if lead.status not in DISPUTABLE:
                raise Conflict("已办结的线索不能再提争议；如需再办，请先“重新打开”", code="dispute.closed")
            earlier = disputing.decided_before(lead, date_of(now))
            if earlier is not None and len(new_fact.strip()) < LEAST_WORDS:
                text = f"{earlier.text}，对同一事项有约束力；再提争议请写明裁定后出现的新情况，否则请照此办理"
                raise Invalid(text, code="dispute.decided_before", fields={"new_fact": text})
            dispute = Dispute.objects.create(
                lead=lead,
                earlier_id=earlier.id if earlier else None,
                new_fact=new_fact.strip()[:500] if earlier else "",
                claim=claim.strip()[:500],
                basis=basis,
                evidence=evidence.strip()[:500],
                raised_at=now,
                raised_by=actor.label,
                district_id=lead.district_id,
                town_id=lead.town_id,
                body_id=lead.body_id,
                team_id=lead.team_id,
            )
            facts = {"claim": dispute.claim, "basis": str(BoundaryBasis(basis).label), "evidence": dispute.evidence}
            if earlier is not None:
                facts |= {"earlier": str(earlier.id), "new_fact": dispute.new_fact}
            ledger.record("dispute.raised", subject=dispute, actor=actor.label, at=now, lead=lead.number, **facts)
            moves.amend(lead, actor=actor.label, now=now, entry="lead.disputed", facts=facts, desk=Desk.DISTRICT)
            return dispute
    except IntegrityError as error:
        raise Conflict("这件线索已有一件争议待裁定，可在争议页补充意见", code="dispute.open") from error


def settle_dispute(
    *,
    dispute_id: UUID,
    team_id: UUID,
    actor: Actor,
    now: datetime,
    decision: str,
    basis: BoundaryBasis | str = "",
    citation: str = "",
) -> Dispute:
    """
    Decide who handles, naming the team; if it is not the one that has the lead, the lead goes there.

    The decision stands on what it cites, by default on what the dispute cited (M075). Where the lead has a matter and a
    town it is written down as a boundary of duties, which binds the next time.

    :raises Invalid: if the decision gives no reasons, or the team does not stand today
    :raises Unlawful: if no body that team serves may act on the matter here (APL 38)
    :raises Conflict: if it is decided already
    :raises NotFound, Forbidden: as ever
    """
    if len(decision.strip()) < LEAST_WORDS:
        raise Invalid("请写明裁定意见和理由", fields={"decision": "请写明裁定意见和理由（至少四个字）"})
    if basis and basis not in BoundaryBasis.values:
        raise Invalid(NO_BASIS, fields={"basis": NO_BASIS})
    number = orders.next_number(now)
    with transaction.atomic(durable=True):
        dispute = Dispute.objects.select_for_update(of=("self",)).filter(pk=dispute_id).first()
        if dispute is None:
            raise NotFound("没有找到这件争议，或您无权查看")
        policies.require(actor, dispute, Permission.DISPATCH_SETTLE)
        lead = moves.load(dispute.lead_id, actor)
        team = handing.team_for(lead, team_id, actor, date_of(now))
        body_id = handing.body_of(lead, team, date_of(now))
        stands_on = disputing.Grounds(basis or dispute.basis, (citation.strip() or dispute.evidence)[:500])
        decided = Dispute.objects.filter(pk=dispute.pk, status=DisputeStatus.OPEN).update(
            decided_basis=stands_on.basis,
            decided_citation=stands_on.citation,
            status=DisputeStatus.DECIDED,
            decided_team=team,
            decided_body_id=body_id,
            decision=decision.strip()[:500],
            decided_at=now,
            decided_by=actor.label,
        )
        if not decided:
            raise Conflict("这件争议已经裁定，请刷新后查看", code="dispute.decided")
        boundary = disputing.bind(dispute, lead, team, body_id, stands_on, decision, actor.label, now)
        facts = {"team": team.pk, "team_name": team.name, "body": body_id, "decision": decision.strip()}
        facts |= {"basis": stands_on.basis, "citation": stands_on.citation, "boundary": boundary}
        ledger.record("dispute.decided", subject=dispute, actor=actor.label, at=now, lead=lead.number, **facts)
        _carry_out(lead, team_id, number, actor, now, decision)
        dispute.refresh_from_db()
        return dispute


def _carry_out(lead: Lead, team_id: UUID, number: str, actor: Actor, now: datetime, decision: str) -> None:
    """Give the lead to the team decided on, or say that it stays where it is."""
    stays = Assignment.objects.filter(lead=lead, role=Role.MAIN, status__in=LIVE, team_id=team_id).exists()
    facts = {"team": team_id, "decision": decision.strip()}
    if stays:
        desk = Desk.TOWN if lead.town_id else Desk.DISTRICT
        moves.amend(lead, actor=actor.label, now=now, entry="lead.dispute_decided", facts=facts, desk=desk)
        return
    if lead.status not in DISPUTABLE:
        moves.note(lead, actor=actor.label, now=now, entry="lead.dispute_decided", facts=facts)
        return
    team = agencies.team_on(team_id, date_of(now))
    assert team is not None  # checked when it was named
    note = f"区级裁定：{decision.strip()}"
    handing.hand(lead, team, number, actor=actor, now=now, note=note, entry="lead.dispute_decided", decision=decision)


def _claim_faults(claim: str, basis: str, evidence: str) -> dict[str, str]:
    wrong: dict[str, str] = {}
    if len(claim.strip()) < LEAST_WORDS:
        wrong["claim"] = "请写明主张由谁办理、为什么（至少四个字）"
    if basis not in BoundaryBasis.values:
        wrong["basis"] = NO_BASIS
    if len(evidence.strip()) < LEAST_WORDS:
        wrong["evidence"] = "请写明依据的文件名称和条款"
    return wrong
