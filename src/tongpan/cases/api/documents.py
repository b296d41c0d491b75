"""The JSON face of the documents of a case."""

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.api.reading import reader
from tongpan.cases.schemas.documents import DocumentIn, DocumentOut, DocumentTextOut, FormOut, OutsideIn, VoidIn
from tongpan.cases.steps import documenting, hands
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.steps.hands import Hand
from tongpan.documents import queries as documents
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.domain.forms import Form, forms_on
from tongpan.documents.models import Document
from tongpan.documents.steps import reading
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.kernel.serving import stored_file
from tongpan.law.procedure import Target

router = Router()


@router.get("/document-forms", response={200: list[FormOut], REFUSED: Problem})
def forms(request: HttpRequest) -> Any:
    """今天在用的全部文书格式，各要填什么。"""
    reader(request)
    return [_form(one) for one in forms_on(date_of(clock.now()))]


def _form(form: Form) -> dict[str, Any]:
    told = ("code", "title", "group", "purpose", "sealed", "outward")
    fields = [asdict(one) | {"kind": one.kind.value} for one in form.fields]
    return {name: getattr(form, name) for name in told} | {
        "reach": form.reach.value, "basis": list(form.basis), "fields": fields,
    }  # fmt: skip


@router.get("/{uuid:case_id}/documents", response={200: list[DocumentOut], REFUSED: Problem})
def listing(request: HttpRequest, case_id: UUID) -> Any:
    """本案的文书。"""
    hand = hands.part_of(case_id, reader(request), clock.now())
    return [_shown(one, hand) for one in documents.documents_of(record_of(hand.case))]


def _shown(row: Document, hand: Hand) -> dict[str, Any]:
    """Return a document without what it says; what people wrote as those with no part may read it."""
    own = {name: getattr(row, name) for name in DocumentOut.model_fields}
    return own | {"title": hand.hiding.label(row.title), "void_reason": hand.hiding.label(row.void_reason)}


@router.post("/{uuid:case_id}/documents", response={201: DocumentOut, REFUSED: Problem})
def make(request: HttpRequest, case_id: UUID, payload: DocumentIn) -> Any:
    """制作一份文书：编文号，内容不能再改；要盖章的等待用印。"""
    made = actions.make_document(
        case_id=case_id, code=payload.form, target=Target(payload.party, payload.cause), entered=payload.values,
        actor=acting(request), now=clock.now(), version=payload.version, address=documents.lookup_address(request),
    )  # fmt: skip
    return Status(201, made)


@router.put("/{uuid:case_id}/documents/draft", response={200: DocumentOut, REFUSED: Problem})
def draft(request: HttpRequest, case_id: UUID, payload: DocumentIn) -> Any:
    """存草稿；version 与现在的不同的，说明别人改过，拒绝。"""
    return actions.keep_draft(
        case_id=case_id, code=payload.form, target=Target(payload.party, payload.cause), entered=payload.values,
        actor=acting(request), now=clock.now(), version=payload.version,
    )  # fmt: skip


@router.post("/{uuid:case_id}/documents/outside", response={201: DocumentOut, REFUSED: Problem})
def outside(request: HttpRequest, case_id: UUID, payload: OutsideIn) -> Any:
    """登记平台外制作的文书；uploads 是已经传好的扫描件。"""
    made = actions.enter_document(
        case_id=case_id, code=payload.form, title=payload.title, number=payload.number, day=payload.day,
        target=Target(payload.party, payload.cause), uploads=payload.uploads, actor=acting(request), now=clock.now(),
    )  # fmt: skip
    return Status(201, made)


@router.get("/{uuid:case_id}/documents/{uuid:document_id}", response={200: DocumentTextOut, REFUSED: Problem})
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> Any:
    """一份文书写了什么，有哪些文件；给本案的办案人员和负责人。"""
    hand, row = _read(request, case_id, document_id)
    words: dict[str, Any] = {"organ": row.issuer.name, "parts": [], "values": {}}
    if row.origin == Origin.HERE and row.state != State.DRAFT:
        words = reading.words_of(row)
    files = documents.files_of([row]).get(row.pk, [])
    return _shown(row, hand) | words | {"files": files}


def _read(request: HttpRequest, case_id: UUID, document_id: UUID) -> tuple[Hand, Document]:
    hand = hands.reader_of(case_id, reader(request), clock.now())
    return hand, documents.document_of(record_of(hand.case), document_id)


@router.get("/{uuid:case_id}/documents/{uuid:document_id}/pdf", response={REFUSED: Problem})
def pdf(request: HttpRequest, case_id: UUID, document_id: UUID) -> Any:
    """文书的电子文本（PDF）：生效的原件，或者未用印、已作废的样子。"""
    return reading.as_pdf(request, _read(request, case_id, document_id)[1], clock.now())


@router.get("/{uuid:case_id}/documents/{uuid:document_id}/files/{uuid:file_id}", response={REFUSED: Problem})
def file(request: HttpRequest, case_id: UUID, document_id: UUID, file_id: UUID) -> Any:
    """文书的一个文件，例如签名盖章后的扫描件。"""
    _, row = _read(request, case_id, document_id)
    found = documents.file_of(row, file_id)
    return stored_file(request, found.sha256, found.media_type, f"{row.title}-{found.get_kind_display()}")


@router.post("/{uuid:case_id}/documents/{uuid:document_id}/signed", response={201: DocumentOut, REFUSED: Problem})
def signed(request: HttpRequest, case_id: UUID, document_id: UUID, files: File[list[UploadedFile]]) -> Any:
    """附签名盖章后的扫描件：PDF 或者图片，几个文件一次传来。"""
    actor, now = acting(request), clock.now()
    documenting.require_maker(hands.part_of(case_id, actor, now), None)
    uploads = [actions.bring_file(case_id=case_id, file=file, actor=actor, now=now).pk for file in files]
    row = actions.attach_signed_copy(case_id=case_id, document_id=document_id, uploads=uploads, actor=actor, now=now)
    return Status(201, row)


@router.post("/{uuid:case_id}/documents/{uuid:document_id}/void", response={200: DocumentOut, REFUSED: Problem})
def void(request: HttpRequest, case_id: UUID, document_id: UUID, payload: VoidIn) -> Any:
    """作废一份文书，文号不再使用。"""
    actions.void_document(
        case_id=case_id, document_id=document_id, reason=payload.reason, actor=acting(request), now=clock.now()
    )
    return documents.document_of(record_of(queries.case_for(reader(request), case_id)), document_id)
