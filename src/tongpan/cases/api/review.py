"""The JSON face of review, approval on paper and by levels, advice from outside, meetings, lessons."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.api.reading import reader
from tongpan.cases.schemas.core import CaseOut
from tongpan.cases.schemas.review import (
    AnswersIn,
    AskedOut,
    ConsultIn,
    EventIn,
    LessonIn,
    LevelsIn,
    MadeOut,
    ProofIn,
    SignatureIn,
)
from tongpan.cases.steps import storing
from tongpan.kernel import clock, ledger
from tongpan.kernel.clock import date_of, in_chinese_time
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.procedure import Target

router = Router()


@router.post("/levels", response={201: MadeOut, REFUSED: Problem})
def levels(request: HttpRequest, payload: LevelsIn) -> Any:
    """设置本机关的审批层级；levels 为空的，直接报给作出决定的人。"""
    made = actions.set_levels(
        body_id=payload.body_id, step=payload.step, levels=[one.dict() for one in payload.levels],
        valid_from=payload.valid_from, actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/proposals/{proposal_id}/paper", response={200: CaseOut, REFUSED: Problem})
def paper(request: HttpRequest, proposal_id: UUID, payload: SignatureIn) -> Any:
    """登记纸质审批：签字的人是轮到批的人，时间是真实的签批时间。"""
    return actions.enter_signature(
        proposal_id=proposal_id, take=payload.take, answer=payload.answer, version=payload.version,
        signed_at=in_chinese_time(payload.signed_at), shown_by=payload.shown_by,
        actor=acting(request), now=clock.now(),
    )  # fmt: skip


@router.get("/{uuid:case_id}/review", response={200: dict[str, Any], REFUSED: Problem})
def review(request: HttpRequest, case_id: UUID, party: str, cause: str) -> Any:
    """审核：各轮意见和答复、上一轮以来的变化、致命缺陷、事实—证据—法条。只给本案的办案人员。"""
    actor, now = reader(request), clock.now()
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


@router.post("/{uuid:case_id}/review/answers", response={200: list[int], REFUSED: Problem})
def answer_opinions(request: HttpRequest, case_id: UUID, payload: AnswersIn) -> Any:
    """答复审核意见（可以分几次）；返回还没有答复的序号。全部答复以后用 CORRECT 一步重新提交。"""
    opinions = actions.answer_opinions(
        case_id=case_id, target=Target(payload.party, payload.cause), answers=[one.dict() for one in payload.answers],
        version=payload.version, actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return [one.number for one in opinions if not one.reply]


@router.post("/{uuid:case_id}/proof", response={200: CaseOut, REFUSED: Problem})
def prove(request: HttpRequest, case_id: UUID, payload: ProofIn) -> Any:
    """填写事实—证据—法条。"""
    return actions.prove(
        case_id=case_id, target=Target(payload.party, payload.cause), version=payload.version, actor=acting(request),
        points={code: one.dict() for code, one in payload.points.items()}, now=clock.now(),
    )  # fmt: skip


@router.post("/{uuid:case_id}/consultations", response={201: AskedOut, REFUSED: Problem})
def consult(request: HttpRequest, case_id: UUID, payload: ConsultIn) -> Any:
    """请外部律师、专家提意见：返回一个限时的链接，只给这一次。"""
    question = actions.Question(
        payload.adviser, payload.name, payload.unit, payload.question, payload.shares, payload.evidence,
        payload.purpose, payload.days, payload.pieces, payload.papers, payload.personal, payload.download,
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


@router.get("/{uuid:case_id}/responsibility", response={200: list[dict[str, Any]], REFUSED: Problem})
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
        for link in queries.responsibility_of(queries.case_for(reader(request), case_id))
    ]  # fmt: skip


@router.post("/{uuid:case_id}/events", response={201: MadeOut, REFUSED: Problem})
def event(request: HttpRequest, case_id: UUID, payload: EventIn) -> Any:
    """登记活动：邀请检察人员、庭审观摩、以案说法。"""
    given = payload.dict(exclude={"held_at"})
    made = actions.record_event(
        case_id=case_id, held_at=in_chinese_time(payload.held_at), **given, actor=acting(request), now=clock.now()
    )
    return Status(201, made)


@router.post("/{uuid:case_id}/lessons", response={201: MadeOut, REFUSED: Problem})
def lesson(request: HttpRequest, case_id: UUID, payload: LessonIn) -> Any:
    """举一反三。"""
    return Status(201, actions.record_lesson(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now()))
