"""The JSON face of cases: begin one, find out, take a step, put one before a head; and what comes next."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import NewCharge, NewParty, Opening
from tongpan.cases.models import Case
from tongpan.cases.schemas import (
    AnswerIn,
    AnswersIn,
    AskedOut,
    CaseIn,
    CaseListOut,
    CaseOut,
    EventIn,
    FindIn,
    FullOut,
    LessonIn,
    LevelsIn,
    MadeOut,
    PaperIn,
    PersonIn,
    ProofIn,
    ProposalIn,
    ProposalOut,
    QuestionIn,
    StepIn,
)
from tongpan.cases.steps import storing
from tongpan.kernel import clock, ledger
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.faces.steps import as_json
from tongpan.law.facts import write_facts
from tongpan.law.procedure import Target

router = Router()


def _reader(request: HttpRequest) -> Actor:
    actor = acting(request)
    if not actor.can(Permission.CASES_VIEW):
        raise Forbidden("案件只对办案、审核、负责和监督的人员开放")
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


@router.post("/levels", response={201: MadeOut, REFUSED: Problem})
def levels(request: HttpRequest, payload: LevelsIn) -> Any:
    """设置本机关的审批层级；levels 为空的，直接报给作出决定的人。"""
    made = actions.set_levels(
        body_id=payload.body_id, step=payload.step, levels=[one.dict() for one in payload.levels],
        valid_from=payload.valid_from, actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/proposals/{proposal_id}/paper", response={200: CaseOut, REFUSED: Problem})
def paper(request: HttpRequest, proposal_id: UUID, payload: PaperIn) -> Any:
    """登记纸质审批：签字的人是轮到批的人，时间是真实的签批时间。"""
    signed = payload.signed_at
    return actions.enter_paper(
        proposal_id=proposal_id, take=payload.take, answer=payload.answer, version=payload.version,
        signed_at=signed.replace(tzinfo=SHANGHAI) if signed.tzinfo is None else signed,
        actor=acting(request), now=clock.now(),
    )  # fmt: skip


@router.get("/{case_id}", response={200: FullOut, REFUSED: Problem})
def case(request: HttpRequest, case_id: UUID) -> Any:
    """一个案件：全部事实、能办的和不能办的步骤（为什么、缺什么、依据哪条）、正在计算的期限。"""
    actor = _reader(request)
    return _full(queries.case_for(actor, case_id), actor, clock.now())


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
        chosen=payload.chosen,
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


@router.get("/{case_id}/review", response={200: dict[str, Any], REFUSED: Problem})
def review(request: HttpRequest, case_id: UUID, party: str, cause: str) -> Any:
    """审核：各轮意见和答复、上一轮以来的变化、致命缺陷、事实—证据—法条。只给本案的办案人员。"""
    actor, now = _reader(request), clock.now()
    found = queries.case_for(actor, case_id)
    known = queries.known(found, date_of(now))
    if not policies.roles_of(policies.handle_of(actor, known.people), known.facts):
        raise Forbidden("审核内容只给本案的办案人员；其他有权查看的人请在页面上看")
    target = Target(party, cause)
    proof = queries.proof_of(found, known, target, date_of(now))
    if proof is None:
        raise NotFound("本案没有这个当事人或者案由")
    since = queries.since_last(ledger.history(found), target, known.facts)
    return {
        "rounds": [
            {
                "number": one.number, "passed": one.passed, "summary": one.summary, "done_at": one.done_at,
                "opinions": list(one.opinions.order_by("number").values(
                    "number", "point", "weight", "text", "reply", "answer"
                )),
            }
            for one in queries.rounds(found, target)
        ],
        "since": None if since is None else {
            "rows": [{"what": one.what, "added": one.added, "fields": one.fields} for one in since.rows],
            "proof": since.proof,
        },
        "defects": [
            {"code": one.code, "message": one.message, "citation": str(one.citation or ""), "missing": one.missing}
            for one in queries.defects(storing.outlook(known.facts, now), target)
        ],
        "proof": [
            {"code": line.element.code, "label": line.element.label, "finding": line.finding,
             "evidence": [each.id for each in line.evidence], "article": line.article, "gaps": line.gaps}
            for line in proof.lines
        ],
        "unused": proof.unused,
    }  # fmt: skip


@router.post("/{case_id}/review/answers", response={200: list[int], REFUSED: Problem})
def answer_opinions(request: HttpRequest, case_id: UUID, payload: AnswersIn) -> Any:
    """答复审核意见（可以分几次）；返回还没有答复的序号。全部答复以后用 CORRECT 一步重新提交。"""
    opinions = actions.answer_opinions(
        case_id=case_id, target=Target(payload.party, payload.cause), answers=[one.dict() for one in payload.answers],
        version=payload.version, actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return [one.number for one in opinions if not one.reply]


@router.post("/{case_id}/proof", response={200: CaseOut, REFUSED: Problem})
def prove(request: HttpRequest, case_id: UUID, payload: ProofIn) -> Any:
    """填写事实—证据—法条。"""
    return actions.prove(
        case_id=case_id, target=Target(payload.party, payload.cause), version=payload.version, actor=acting(request),
        points={code: one.dict() for code, one in payload.points.items()}, now=clock.now(),
    )  # fmt: skip


@router.post("/{case_id}/consultations", response={201: AskedOut, REFUSED: Problem})
def consult(request: HttpRequest, case_id: UUID, payload: QuestionIn) -> Any:
    """请外部律师、专家提意见：返回一个限时的链接，只给这一次。"""
    question = actions.Question(
        payload.adviser, payload.name, payload.unit, payload.question, payload.shares, payload.evidence,
        payload.purpose, payload.days,
    )  # fmt: skip
    asked = actions.ask_outside(
        case_id=case_id, target=Target(payload.party, payload.cause), question=question, actor=acting(request),
        now=clock.now(),
    )  # fmt: skip
    link = request.build_absolute_uri(reverse("cases:outside", args=[asked.token]))
    return Status(201, {"id": asked.consultation.pk, "link": link, "until": asked.consultation.link_until})


@router.post("/consultations/{consultation_id}/withdraw", response={200: MadeOut, REFUSED: Problem})
def withdraw(request: HttpRequest, consultation_id: UUID) -> Any:
    """撤回外部链接。"""
    return actions.withdraw_question(consultation_id=consultation_id, actor=acting(request), now=clock.now())


@router.get("/{case_id}/responsibility", response={200: list[dict[str, Any]], REFUSED: Problem})
def responsibility(request: HttpRequest, case_id: UUID) -> Any:
    """责任链：每一步谁准备、谁审批、谁办理、什么时候、依据哪条。"""
    return [
        {
            "step": link.step.value, "party": link.party, "at": link.at, "prepared": link.prepared, "post": link.post,
            "taken": link.taken, "entered": link.entered, "basis": link.basis, "answers_for": link.answers_for,
            "looked": [
                {"label": one.label, "name": one.name, "passed": one.passed, "at": one.at, "paper": one.paper}
                for one in link.looked
            ],
        }
        for link in queries.links_of(queries.case_for(_reader(request), case_id))
    ]  # fmt: skip


@router.post("/{case_id}/events", response={201: MadeOut, REFUSED: Problem})
def event(request: HttpRequest, case_id: UUID, payload: EventIn) -> Any:
    """登记活动：邀请检察人员、庭审观摩、以案说法。"""
    given = payload.dict(exclude={"held_at"})
    held = payload.held_at
    held = held.replace(tzinfo=SHANGHAI) if held.tzinfo is None else held
    made = actions.record_event(case_id=case_id, held_at=held, **given, actor=acting(request), now=clock.now())
    return Status(201, made)


@router.post("/{case_id}/lessons", response={201: MadeOut, REFUSED: Problem})
def lesson(request: HttpRequest, case_id: UUID, payload: LessonIn) -> Any:
    """举一反三。"""
    return Status(201, actions.record_lesson(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now()))
