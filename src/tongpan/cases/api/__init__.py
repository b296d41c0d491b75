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
from tongpan.cases.api import entering
from tongpan.cases.domain.board import Group, Reach
from tongpan.cases.domain.looks import Roll
from tongpan.cases.domain.spot import given
from tongpan.cases.models import Case
from tongpan.cases.queries import limits as board
from tongpan.cases.queries import summary as spots
from tongpan.cases.queries import supervision
from tongpan.cases.schemas import (
    AnswerIn,
    CaseIn,
    CaseListOut,
    CaseOut,
    FindIn,
    FullOut,
    HandIn,
    LimitListOut,
    LookIn,
    LookOut,
    PersonIn,
    ProposalIn,
    ProposalOut,
    RollListOut,
    SpotIn,
    SpotOut,
    StepIn,
)
from tongpan.cases.steps import storing
from tongpan.kernel import clock
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.faces.steps import as_json
from tongpan.law.facts import write_facts
from tongpan.law.procedure import Target
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers

router = Router()
router.add_router("", entering.router)


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    policies.require_reader(actor)
    return actor


@router.get("/", response={200: CaseListOut, REFUSED: Problem})
def cases(
    request: HttpRequest, standing: str = "", mine: bool = False, due: bool = False, q: str = "",
    after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """按条件列出可见的案件，新建档的在前；用 next 翻页。"""
    filters = queries.Filters(standing=standing, mine=mine, due=due, words=q)
    today = date_of(clock.now())
    page = queries.listed(_reader(request), filters, today, after=after, size=max(1, min(size, 200)))
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
        clue_at=entering.in_china(payload.clue_at) if payload.clue_at is not None else None,
    )
    return Status(201, actions.open_case(opening=opening, actor=acting(request), now=clock.now()))


@router.get("/proposals", response={200: list[ProposalOut], REFUSED: Problem})
def proposals(request: HttpRequest, after: str | None = None) -> Any:
    """等我批的，先报的在前。"""
    return queries.waiting_for(_reader(request), after=after).items


@router.post("/proposals/{proposal_id}", response={200: CaseOut, REFUSED: Problem})
def answer(request: HttpRequest, proposal_id: UUID, payload: AnswerIn) -> Any:
    """批准并办理，或者写明理由退回。"""
    return actions.answer_proposal(proposal_id=proposal_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.get("/limits", response={200: LimitListOut, REFUSED: Problem})
def limits(
    request: HttpRequest, reach: Reach | None = None, group: Group | None = None, rule: str = "", kind: str = "",
    domain: str = "", town_id: UUID | None = None, after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """期限看板：一个层级（我的、本队、本镇、本机关、本区）正在计算的期限，先到期的在前；用 next 翻页。"""
    actor, now = _reader(request), clock.now()
    filters = board.BoardFilters(
        reach=reach or next(iter(board.reaches(actor)), Reach.MINE),
        group=group.value if group is not None else "",
        rule=rule,
        kind=kind,
        domain=domain,
        town_id=town_id,
    )
    found = board.board(actor, filters, date_of(now), after=after, size=max(1, min(size, 200)))
    return {"items": [_limit(row, now) for row in board.shown(found.items, date_of(now))], "next": found.next}


def _limit(row: board.BoardRow, now: datetime) -> dict[str, Any]:
    limit = row.limit
    own = {
        name: getattr(limit, name)
        for name in (
            "case_id",
            "rule",
            "kind",
            "due_on",
            "awaiting_year",
            "threatens",
            "citation",
            "explanation",
            "reminded",
        )
    }
    return own | {
        "number": limit.case.number, "title": limit.case.title, "what": row.what, "whom": row.whom, "group": row.group,
        "day": limit.act_by, "left": board.left(row, now) if limit.act_by else "", "post": row.post,
        "people": row.people,
    }  # fmt: skip


@router.get("/supervision/{which}", response={200: RollListOut, REFUSED: Problem})
def supervision_list(request: HttpRequest, which: Roll, after: str | None = None) -> Any:
    """一份监督清单，只读；当天要先登记查阅用途。"""
    actor, now = _reader(request), clock.now()
    policies.require_supervisor(actor)
    if not policies.has_looked(actor, None, date_of(now)):
        raise Forbidden("先登记今天的查阅用途，再看监督清单", code="cases.look")
    rows, following = supervision.roll(actor, which, now, after=after)
    return {"items": [_line(row) for row in rows], "next": following}


def _line(row: supervision.RollRow) -> dict[str, Any]:
    about: Any = row.case or row.lead
    return {
        "case_id": row.case.pk if row.case else None, "lead_id": row.lead.pk if row.lead else None,
        "number": about.number, "title": mask_personal(about.title), "day": row.day, "why": row.why,
    }  # fmt: skip


@router.post("/supervision", response={201: LookOut, REFUSED: Problem})
def open_supervision(request: HttpRequest, payload: LookIn) -> Any:
    """登记今天为什么查阅监督清单。"""
    kept = actions.open_rolls(purpose=payload.purpose, note=payload.note, actor=acting(request), now=clock.now())
    return Status(201, kept)


@router.post("/{case_id}/looks", response={201: LookOut, REFUSED: Problem})
def look_at(request: HttpRequest, case_id: UUID, payload: LookIn) -> Any:
    """监督员查阅一个案件：留下谁、什么时候、从哪份清单、为什么，本案办案人员看得到。"""
    source = payload.source.value if payload.source is not None else ""
    kept = actions.look_at_case(
        case_id=case_id, source=source, purpose=payload.purpose, note=payload.note, actor=acting(request),
        now=clock.now(),
    )  # fmt: skip
    return Status(201, kept)


@router.post("/on-the-spot", response={201: SpotOut, REFUSED: Problem})
def on_the_spot(request: HttpRequest, payload: SpotIn) -> Any:
    """当场处罚：两名执法人员当场查明、告知、听取之后，一次作出编号的决定；同一个 token 重发不会再作一次。"""
    values = payload.dict()
    token, password, code = (values.pop(name) for name in ("token", "second_password", "second_code"))
    try:
        spot = given(values, powers.matter_by_code(payload.matter).name)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    made = actions.decide_on_the_spot(
        token=token, spot=spot, actor=acting(request), now=clock.now(), password=password, code=code
    )
    return Status(201, _with_document(made))


def _with_document(made: Case) -> dict[str, Any]:
    paper = spots.paper_of(made)
    own = {name: getattr(made, name) for name in CaseOut.model_fields}
    return own | {"document": paper.number if paper is not None else ""}


@router.post("/{case_id}/hand-over", response={200: SpotOut, REFUSED: Problem})
def hand_over(request: HttpRequest, case_id: UUID, payload: HandIn) -> Any:
    """登记决定书已当场交付，当事人签收或者拒绝签收。"""
    made = actions.hand_over(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())
    return _with_document(made)


@router.get("/{case_id}", response={200: FullOut, REFUSED: Problem})
def case(request: HttpRequest, case_id: UUID) -> Any:
    """一个案件：全部事实、能办的和不能办的步骤（为什么、缺什么、依据哪条）、正在计算的期限。"""
    actor, now = _reader(request), clock.now()
    found = queries.case_for(actor, case_id)
    if not policies.has_looked(actor, found, date_of(now)):
        raise Forbidden("监督查阅要先写明用途、留下记录", code="cases.look")
    return _full(found, actor, now)


def _full(found: Case, actor: Actor, now: datetime) -> dict[str, Any]:
    known = queries.known(found, date_of(now))
    facts = write_facts(known.facts)
    if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
        facts["parties"] = [{name: row[name] for name in ("id", "kind")} for row in facts["parties"]]
    own = {name: getattr(found, name) for name in CaseOut.model_fields}
    return own | {
        "facts": facts,
        "outlook": as_json(storing.outlook(known.facts, now), now),
        "proposals": queries.open_proposals(found.pk),
    }


@router.post("/{case_id}/steps", response={200: CaseOut, REFUSED: Problem})
def step(request: HttpRequest, case_id: UUID, payload: StepIn) -> Any:
    """办理一步；法律不允许的，返回每一条理由、条款和出路。"""
    at = payload.at
    return actions.take_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        at=at.replace(tzinfo=SHANGHAI) if at is not None and at.tzinfo is None else at,
        entered=payload.entered,
        override=payload.override,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )


@router.post("/{case_id}/proposals", response={201: ProposalOut, REFUSED: Problem})
def propose(request: HttpRequest, case_id: UUID, payload: ProposalIn) -> Any:
    """把一步报给本案有权办的人。"""
    made = actions.propose_step(
        case_id=case_id,
        step=payload.step,
        target=Target(payload.party, payload.cause, payload.ref),
        reason=payload.reason,
        entered=payload.entered,
        version=payload.version,
        actor=acting(request),
        now=clock.now(),
    )
    return Status(201, made)


@router.post("/{case_id}/people", response={200: CaseOut, REFUSED: Problem})
def name(request: HttpRequest, case_id: UUID, payload: PersonIn) -> Any:
    """指定办案人员。"""
    return actions.name_officer(
        case_id=case_id, role=payload.role, officer_id=payload.officer_id, actor=acting(request), now=clock.now()
    )


@router.post("/{case_id}/clue", response={200: CaseOut, REFUSED: Problem})
def find_clue(request: HttpRequest, case_id: UUID, payload: FindIn) -> Any:
    """填写立案条件的核查结果。"""
    return actions.find_clue(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/parties/{party}", response={200: CaseOut, REFUSED: Problem})
def find_party(request: HttpRequest, case_id: UUID, party: str, payload: FindIn) -> Any:
    """认定当事人情况。"""
    return actions.find_party(case_id=case_id, party=party, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/charges/{party}/{cause}", response={200: CaseOut, REFUSED: Problem})
def find_charge(request: HttpRequest, case_id: UUID, party: str, cause: str, payload: FindIn) -> Any:
    """认定违法事实和拟处罚。"""
    return actions.find_charge(
        case_id=case_id, target=Target(party, cause), **payload.dict(), actor=acting(request), now=clock.now()
    )
