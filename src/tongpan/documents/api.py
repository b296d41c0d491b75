"""The JSON face of sealing: what waits for a seal, putting it on, the register of seals."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.documents import actions, policies, queries
from tongpan.documents.actions import Registering
from tongpan.documents.schemas import SealCloseIn, SealIn, SealingIn, SealOut, WaitingDocumentOut, WaitingTextOut
from tongpan.documents.steps import reading
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/to-seal", response={200: list[WaitingDocumentOut], REFUSED: Problem})
def to_seal(request: HttpRequest) -> Any:
    """本机关等待用印的文书，先制作的在前；一次至多五十份。"""
    actor = acting(request)
    policies.require_sealer(actor)
    return queries.to_seal(actor)


@router.get("/seals", response={200: list[SealOut], REFUSED: Problem})
def seals(request: HttpRequest) -> Any:
    """本机关的印章：管印章登记簿的看到全部，用印的只看到今天在用的。"""
    actor = acting(request)
    if actor.can(Permission.DOCUMENTS_SEALS):
        return queries.seals_of(policies.bodies_of(actor))
    policies.require_sealer(actor)
    return queries.seals_of(policies.bodies_of(actor), date_of(clock.now()))


@router.post("/seals", response={201: SealOut, REFUSED: Problem})
def register(request: HttpRequest, payload: SealIn) -> Any:
    """登记一枚印章。"""
    given = Registering(**payload.dict())
    return Status(201, actions.register_seal(given=given, actor=acting(request), now=clock.now()))


@router.post("/seals/{uuid:seal_id}/close", response={200: SealOut, REFUSED: Problem})
def close(request: HttpRequest, seal_id: UUID, payload: SealCloseIn) -> Any:
    """停用一枚印章，今天起不能再用。"""
    actor = acting(request)
    actions.close_seal(seal_id=seal_id, reason=payload.reason, actor=actor, now=clock.now())
    return queries.seal_by_id(seal_id, actor)


@router.get("/{uuid:document_id}", response={200: WaitingTextOut, REFUSED: Problem})
def document(request: HttpRequest, document_id: UUID) -> Any:
    """一份等待用印的文书写了什么，给用印的人看。"""
    row = queries.waiting_for_seal(acting(request), document_id)
    own = {name: getattr(row, name) for name in WaitingDocumentOut.model_fields}
    return own | reading.words_of(row)


@router.get("/{uuid:document_id}/pdf", response={REFUSED: Problem})
def pdf(request: HttpRequest, document_id: UUID) -> Any:
    """一份等待用印的文书（PDF），写着“未用印”。"""
    return reading.as_pdf(request, queries.waiting_for_seal(acting(request), document_id), clock.now())


@router.post("/{uuid:document_id}/seal", response={200: WaitingDocumentOut, REFUSED: Problem})
def seal(request: HttpRequest, document_id: UUID, payload: SealingIn) -> Any:
    """给一份文书用印；制作人不能给自己制作的用印。"""
    return actions.seal_document(document_id=document_id, **payload.dict(), actor=acting(request), now=clock.now())
