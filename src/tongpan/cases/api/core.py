"""The JSON face of cases: begin one, find out, take a step, put one before a head; and what comes next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.models import Case, StepProposal
from tongpan.cases.schemas.core import (
    AnswerIn,
    CaseIn,
    CaseListOut,
    CaseOut,
    FindIn,
    FullOut,
    PersonIn,
    ProposalIn,
    ProposalOut,
    StepIn,
)
from tongpan.cases.steps import storing
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of, in_chinese_time
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.faces.steps import as_json
from tongpan.law.facts import write_facts
from tongpan.law.procedure import Target

router = Router()


@router.get("/", response={200: CaseListOut, REFUSED: Problem})
def cases(
    request: HttpRequest, standing: str = "", mine: bool = False, due: bool = False, q: str = "",
    after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """
    按条件列出可见的案件，新建档的在前；用 next 翻页。

    q 写完整的案件编号、文号、外部编号、证件号码、当事人全名，或者案由、地点里的字；自然人只查得到参与办理或者负责的。
    """
    filters = queries.Filters(standing=standing, mine=mine, due=due, words=q)
    today = date_of(clock.now())
    page = queries.listed(reader(request), filters, today, after=after, size=max(1, min(size, 200)))
    return {"items": page.items, "next": page.next}


@router.post("/", response={201: CaseOut, REFUSED: Problem})
def begin(request: HttpRequest, payload: CaseIn) -> Any:
    """建档：事项须在本机关今天的清单上。"""
    opening = Opening(
        matter_code=payload.matter,
        town_id=payload.town_id,
        parties=[NewParty(**party.dict()) for party in payload.parties],
        charge=NewCharge(act_on=payload.act_on, discovered_on=payload.discovered_on, regime=payload.regime),
        source=payload.source,
        lead_id=payload.lead_id,
        place_text=payload.place_text,
        people=[(person.role, person.officer_id) for person in payload.people],
        record_system=payload.record_system,
        outside_number=payload.outside_number,
        paper_number=payload.paper_number,
        zone=payload.zone,
        object_class=payload.object_class,
        clue_at=in_chinese_time(payload.clue_at) if payload.clue_at is not None else None,
    )
    return Status(201, actions.open_case(opening=opening, actor=acting(request), now=clock.now()))


@router.get("/proposals", response={200: list[ProposalOut], REFUSED: Problem})
def proposals(request: HttpRequest, after: str | None = None) -> Any:
    """等我批的，先报的在前。"""
    return queries.waiting_for(reader(request), after=after).items


@router.post("/proposals/{proposal_id}", response={200: CaseOut, REFUSED: Problem})
def answer(request: HttpRequest, proposal_id: UUID, payload: AnswerIn) -> Any:
    """批准并办理，或者写明理由退回。"""
    return actions.answer_proposal(proposal_id=proposal_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.get("/{uuid:case_id}", response={200: FullOut, REFUSED: Problem})
def case(request: HttpRequest, case_id: UUID) -> Any:
    """一个案件：全部事实、能办的和不能办的步骤（为什么、缺什么、依据哪条）、正在计算的期限。"""
    actor, now = reader(request), clock.now()
    found = queries.case_for(actor, case_id)
    if not policies.has_looked(actor, found, date_of(now)):
        raise Forbidden("监督查阅要先写明用途、留下记录", code="cases.look")
    return _full(found, actor, now)


def _full(found: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    known = queries.known(found, date_of(now))
    facts = write_facts(known.facts)
    roles = policies.roles_of(policies.handle_of(actor, known.people), known.facts)
    hiding = Hiding.over(found.parties.all(), clear=bool(roles))
    if not roles:
        facts["parties"] = [{name: row[name] for name in ("id", "kind")} for row in facts["parties"]]
    own = {name: getattr(found, name) for name in CaseOut.model_fields}
    return own | {
        "facts": hiding.inside(facts),
        "outlook": as_json(storing.outlook(known.facts, now), now),
        "proposals": [hiding.inside(_proposal(one)) for one in queries.open_proposals(found.pk)],
    }


def _proposal(one: StepProposal) -> dict[str, Any]:
    return {name: getattr(one, name) for name in ProposalOut.model_fields}


@router.post("/{uuid:case_id}/steps", response={200: CaseOut, REFUSED: Problem})
def step(request: HttpRequest, case_id: UUID, payload: StepIn) -> Any:
    """办理一步；法律不允许的，返回每一条理由、条款和出路。"""
    return actions.take_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        at=in_chinese_time(payload.at) if payload.at is not None else None,
        entered=payload.entered,
        shown_by=payload.shown_by,
        override=payload.override,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )


@router.post("/{uuid:case_id}/proposals", response={201: ProposalOut, REFUSED: Problem})
def propose(request: HttpRequest, case_id: UUID, payload: ProposalIn) -> Any:
    """把一步报给本案有权办的人。"""
    made = actions.propose_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        reason=payload.reason,
        entered=payload.entered,
        version=payload.version,
        chosen=payload.chosen,
        actor=acting(request),
        now=clock.now(),
    )
    return Status(201, made)


@router.post("/{uuid:case_id}/people", response={200: CaseOut, REFUSED: Problem})
def name(request: HttpRequest, case_id: UUID, payload: PersonIn) -> Any:
    """指定办案人员。"""
    return actions.name_officer(
        case_id=case_id, role=payload.role, officer_id=payload.officer_id, actor=acting(request), now=clock.now()
    )


@router.post("/{uuid:case_id}/clue", response={200: CaseOut, REFUSED: Problem})
def find_clue(request: HttpRequest, case_id: UUID, payload: FindIn) -> Any:
    """填写立案条件的核查结果。"""
    return actions.find_clue(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{uuid:case_id}/parties/{party}", response={200: CaseOut, REFUSED: Problem})
def find_party(request: HttpRequest, case_id: UUID, party: str, payload: FindIn) -> Any:
    """认定当事人情况。"""
    return actions.find_party(case_id=case_id, party=party, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{uuid:case_id}/charges/{party}/{cause}", response={200: CaseOut, REFUSED: Problem})
def find_charge(request: HttpRequest, case_id: UUID, party: str, cause: str, payload: FindIn) -> Any:
    """认定违法事实和拟处罚。"""
    return actions.find_charge(
        case_id=case_id, target=Target(party, cause), **payload.dict(), actor=acting(request), now=clock.now()
    )
