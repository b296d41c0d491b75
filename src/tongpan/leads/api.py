"""The JSON face of leads. Reports take an ``Idempotency-Key``: the same key never makes a second lead."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Header, Router, Status

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import clock
from tongpan.kernel.brief import kept_briefly
from tongpan.kernel.errors import Invalid
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.leads.actions import Receipt, report_lead, reroute, settle_at_desk
from tongpan.leads.domain.choices import Outcome
from tongpan.leads.domain.report import Where
from tongpan.leads.models import Lead
from tongpan.leads.queries import Filters, by_number, lead_for, listed, replay
from tongpan.leads.schemas import LeadListOut, LeadOut, ReceiptOut, ReportIn, RerouteIn, SettleIn, StepOut
from tongpan.places import queries as places
from tongpan.powers import queries as powers

router = Router()


class ActorRequest(HttpRequest):
    """A request with whoever acts."""

    actor: Actor


@router.post("", response={200: ReceiptOut, 201: ReceiptOut, REFUSED: Problem})
def report(request: ActorRequest, payload: ReportIn, idempotency_key: Header[str | None] = None) -> Any:
    """登记一件线索：存下、分流、可读，一次完成。重复的 Idempotency-Key 或外部编号返回原件（200）。"""
    actor = request.actor
    receipt = report_lead(report=_report(payload, actor, idempotency_key), actor=actor, now=clock.now())
    return Status(201 if receipt.created else 200, _receipt(receipt))


@router.get("", response={200: LeadListOut, REFUSED: Problem})
def leads(
    request: ActorRequest,
    status: str = "",
    channel: str = "",
    domain: str = "",
    q: str = "",
    after: str | None = None,
    size: int = 50,
) -> Any:
    """按条件列出可见的线索，最新在前；用 next 翻页。"""
    filters = Filters(status=tuple(part for part in status.split(",") if part), channel=channel, domain=domain, words=q)
    page = listed(request.actor, filters, after=after, size=max(1, min(size, 200))).page
    return {"items": page.items, "next": page.next}


@router.get("/by-number/{number}", response={200: LeadOut, REFUSED: Problem})
def lead_by_number(request: ActorRequest, number: str) -> Lead:
    """按编号读取一件线索。"""
    return by_number(request.actor, number)


@router.get("/{lead_id}", response={200: LeadOut, REFUSED: Problem})
def lead(request: ActorRequest, lead_id: UUID) -> Lead:
    """读取一件线索。"""
    return lead_for(request.actor, lead_id)


@router.get("/{lead_id}/history", response={200: list[StepOut], REFUSED: Problem})
def history(request: ActorRequest, lead_id: UUID) -> Any:
    """一件线索的全部经过，由存证台账还原。"""
    return replay(request.actor, lead_id)


@router.post("/{lead_id}/reroute", response={200: LeadOut, REFUSED: Problem})
def reroute_lead(request: ActorRequest, lead_id: UUID, payload: RerouteIn) -> Lead:
    """人工确定事项或地点，并重新查有权机关。"""
    town, village = _place(payload.town), _place(payload.village)
    return reroute(
        lead_id=lead_id,
        actor=request.actor,
        now=clock.now(),
        matter_id=_matter(payload.matter),
        where=Where(town_id=town, village_id=village) if town else None,
        reason=payload.reason,
    )


@router.post("/{lead_id}/settle", response={200: LeadOut, REFUSED: Problem})
def settle(request: ActorRequest, lead_id: UUID, payload: SettleIn) -> Lead:
    """在值守台办结非执法事项，或如实记为无有权机关。"""
    if payload.outcome not in Outcome.values:
        raise Invalid("办理结果不认识", fields={"outcome": f"可用的有 {'、'.join(Outcome.values)}"})
    return settle_at_desk(
        lead_id=lead_id,
        actor=request.actor,
        now=clock.now(),
        outcome=Outcome(payload.outcome),
        note=payload.note,
        receiver=payload.receiver,
        forwarded=payload.forwarded,
    )


def _report(payload: ReportIn, actor: Actor, key: str | None) -> Any:
    system = f"api:{actor.label}"[:40]
    source = (system, payload.external_id or None)
    if key:
        source = (f"idem:{actor.label}"[:40], key[:80])
    district = _place(payload.district)
    if district is None:
        raise Invalid("请填写县（市、区）代码", fields={"district": "六位代码，例如 330802"})
    return payload.to_report(
        district_id=district,
        town_id=_place(payload.town),
        village_id=_place(payload.village),
        matter_id=_matter(payload.matter),
        reported_by=actor.officer_id,
        source=source,
    )


def _receipt(receipt: Receipt) -> dict[str, Any]:
    return {
        "created": receipt.created,
        "query_code": receipt.query_code,
        "possible_duplicates": receipt.possible_duplicates,
        "lead": receipt.lead,
    }


def _place(code: str | None) -> UUID | None:
    return _place_of_code(code) if code else None


@kept_briefly
def _place_of_code(code: str) -> UUID:
    return places.by_code(code).pk


def _matter(code: str | None) -> UUID | None:
    return powers.matter_by_code(code).id if code else None
