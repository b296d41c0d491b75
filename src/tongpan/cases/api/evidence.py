"""The JSON face of evidence and of property involved in a case."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Form, Router, Status
from ninja.files import UploadedFile

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.schemas.core import CaseOut
from tongpan.cases.schemas.evidence import (
    CustodyIn,
    DigestCheckOut,
    EvidenceFileOut,
    EvidenceOut,
    ExamineIn,
    GatherIn,
    LineIn,
    PropertyOut,
    TieIn,
)
from tongpan.cases.steps import gathering, hands
from tongpan.evidence import queries as evidence
from tongpan.evidence.models import EvidenceFile, PropertyItem
from tongpan.evidence.steps.holding import Line
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.procedure import Target

router = Router()


@router.post("/{case_id}/evidence", response={201: EvidenceOut, REFUSED: Problem})
def gather(
    request: HttpRequest,
    case_id: UUID,
    payload: Form[GatherIn],
    files: File[list[UploadedFile]] = [],  # noqa: B006
) -> Any:
    """取证：证据和文件一次登记；文件须与名称相符，原样保存。"""
    actor, now = acting(request), clock.now()
    given = payload.dict()
    uploads = [actions.bring_file(case_id=case_id, file=file, actor=actor, now=now).pk for file in files]
    actions.gather(
        case_id=case_id,
        target=Target(payload.party, payload.cause),
        actor=actor,
        now=now,
        at=payload.at,
        shown_by=payload.shown_by,
        entered={"choice": payload.kind.value, "title": payload.title, "shows": payload.shows},
        fields={name: given[name] for name in gathering.FIELDS},
        uploads=[*_uploads(payload.uploads), *uploads],
        override=payload.override,
        version=payload.version,
    )
    return Status(201, _evidence(hands.part_of(case_id, actor, now), now)[-1])


def _uploads(text: str) -> list[UUID]:
    try:
        return [UUID(part.strip()) for part in text.split(",") if part.strip()]
    except ValueError:
        raise Invalid("uploads 应当是上传编号，逗号隔开", fields={"uploads": "不是上传编号"}) from None


@router.get("/{case_id}/evidence", response={200: list[EvidenceOut], REFUSED: Problem})
def evidence_list(request: HttpRequest, case_id: UUID) -> Any:
    """本案的证据：能不能采信，为什么，有哪些文件。"""
    actor, now = reader(request), clock.now()
    return _evidence(hands.part_of(case_id, actor, now), now)


def _evidence(hand: hands.Hand, now: datetime) -> list[dict[str, Any]]:
    items = evidence.items_of(gathering.record_of(hand.case))
    found = []
    for row in hand.known.facts.evidence:
        item = items.get(row.id)
        if item is None:
            continue
        breaches = gathering.verdict_on(row, hand.known.facts, now)
        found.append(
            {
                "ref": row.id, "title": hand.hiding.label(item.title), "kind": row.kind.value, "source": item.source,
                "taken_at": item.taken_at, "device_number": item.device_number, "fix_by": item.fix_by,
                "usable": not breaches and row.excluded_at is None,
                "breaches": [
                    {"code": each.code, "message": each.message, "citation": str(each.citation or "") or None,
                     "grade": each.grade}
                    for each in breaches
                ],
                "files": [_file(one, hand.hiding) for one in item.files.all()],
            }
        )  # fmt: skip
    return found


def _file(one: EvidenceFile, hiding: Hiding) -> dict[str, Any]:
    own = {name: getattr(one, name) for name in EvidenceFileOut.model_fields}
    return own | {"name": hiding.label(one.name)}


@router.post("/{case_id}/evidence/{ref}/findings", response={200: CaseOut, REFUSED: Problem})
def examine(request: HttpRequest, case_id: UUID, ref: str, payload: ExamineIn) -> Any:
    """审查证据：取得方式、监控审核、机构资质；或者排除。"""
    return actions.find_evidence(case_id=case_id, ref=ref, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/{case_id}/evidence/{ref}/custody", response={201: None, REFUSED: Problem})
def pass_on(request: HttpRequest, case_id: UUID, ref: str, payload: CustodyIn) -> Any:
    """登记证据流转。"""
    actions.pass_on(case_id=case_id, ref=ref, **payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, None)


@router.post("/{case_id}/evidence/{ref}/checks", response={200: list[DigestCheckOut], REFUSED: Problem})
def check(request: HttpRequest, case_id: UUID, ref: str) -> Any:
    """重新读取文件，核对摘要；结果记入案卷。"""
    return actions.check_digests(case_id=case_id, ref=ref, actor=acting(request), now=clock.now())


@router.get("/{case_id}/property", response={200: list[PropertyOut], REFUSED: Problem})
def property_list(request: HttpRequest, case_id: UUID) -> Any:
    """本案的涉案财物和在库数量。"""
    hand = hands.part_of(case_id, reader(request), clock.now())
    return [_line(one, hand.hiding) for one in evidence.property_of(gathering.record_of(hand.case))]


def _line(one: PropertyItem, hiding: Hiding) -> dict[str, Any]:
    own = {name: getattr(one, name) for name in PropertyOut.model_fields}
    return own | {name: hiding.label(own[name]) for name in ("name", "place_text", "keeper")}


@router.post("/{case_id}/property", response={201: list[PropertyOut], REFUSED: Problem})
def register(request: HttpRequest, case_id: UUID, payload: list[LineIn]) -> Any:
    """逐项登记入库。"""
    actor, now = acting(request), clock.now()
    record = gathering.record_of(hands.part_of(case_id, actor, now).case)
    lines = []
    for given in (line.dict() for line in payload):
        photo_id = given.pop("photo_id")
        lines.append(Line(**given, photo=evidence.file_of(record, photo_id) if photo_id else None))
    made = actions.register_property(case_id=case_id, lines=lines, actor=actor, now=now)
    return Status(201, made)


@router.post("/{case_id}/property/{item_id}/tie", response={200: PropertyOut, REFUSED: Problem})
def tie(request: HttpRequest, case_id: UUID, item_id: UUID, payload: TieIn) -> Any:
    """把只用文字写了依据的一行对应到措施。"""
    return actions.tie_property(
        case_id=case_id, item_id=item_id, ref=payload.ref, actor=acting(request), now=clock.now()
    )
