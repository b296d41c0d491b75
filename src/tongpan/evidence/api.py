"""The JSON face of who keeps property and footage."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.domain.manifest import Entry
from tongpan.evidence.models import PropertyItem, Recording
from tongpan.evidence.schemas import (
    DisposeIn,
    HeldOut,
    HoldIn,
    KeptListOut,
    MoveIn,
    RecordingIn,
    RecordingOut,
    RecordingsOut,
    TermIn,
)
from tongpan.evidence.steps import leaving, owning
from tongpan.evidence.steps.holding import Going
from tongpan.kernel import clock
from tongpan.kernel.errors import NotFound
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/property", response={200: KeptListOut, REFUSED: Problem})
def kept(request: HttpRequest, q: str = "", left: bool = True, after: str | None = None) -> Any:
    """涉案财物台账：在库的，或者全部。"""
    actor = acting(request)
    policies.require_keeper(actor)
    page = queries.keeper_list(actor, words=q, left=left, after=after)
    return {"items": page.items, "next": page.next}


@router.get("/property/{item_id}/ways", response={200: HeldOut, REFUSED: Problem})
def ways(request: HttpRequest, item_id: UUID) -> Any:
    """一项财物现在凭什么在库，可以怎样出库，不可以的为什么。"""
    actor = acting(request)
    policies.require_keeper(actor)
    item = policies.visible(actor, PropertyItem.objects.select_related("came_from")).filter(pk=item_id).first()
    if item is None:
        raise NotFound("没有这件财物，或者不归您保管")
    held = owning.held(item, clock.now())
    return {
        "title": held.title.value if held.title else None,
        "label": held.title.label if held.title else "没有对应到案件里的措施",
        "since": held.since,
        "ways": [
            {
                "act": act, "label": act.label, "open": not any(each.blocks for each in verdict),
                "breaches": [
                    {"code": each.code, "message": each.message, "citation": str(each.citation or "") or None,
                     "grade": each.grade}
                    for each in verdict
                ],
            }
            for act, verdict in leaving.ways(item, held)
        ],
    }  # fmt: skip


@router.post("/property/{item_id}/moves", response={201: None, REFUSED: Problem})
def move(request: HttpRequest, item_id: UUID, payload: MoveIn) -> Any:
    """移库、返还、销毁、移交。"""
    actions.move_property(item_id=item_id, going=Going(**payload.dict()), actor=acting(request), now=clock.now())
    return Status(201, None)


@router.get("/footage", response={200: RecordingsOut, REFUSED: Problem})
def footage(
    request: HttpRequest, q: str = "", show: str = "", day: date | None = None, after: str | None = None
) -> Any:
    """执法录像台账；show：loose 没有关联的、due 可以处置的、held 留存的、gone 已处置的。"""
    actor = acting(request)
    policies.require_footage_keeper(actor)
    page = queries.kept_footage(actor, clock.now(), words=q, show=show, on=day, after=after)
    return {"items": [_recording(one) for one in page.items], "next": page.next}


@router.post("/footage", response={200: RecordingOut, 201: RecordingOut, REFUSED: Problem})
def register(request: HttpRequest, payload: RecordingIn) -> Any:
    """采集站登记一段录像。同一设备、同一开始时间、同一校验值重发，返回原件（200），不会登记两次。"""
    entry = Entry(payload.device.strip(), payload.started_at, payload.ended_at, payload.sha256.lower(), uri=payload.uri)
    row, created = actions.register_recording(entry=entry, actor=acting(request), now=clock.now())
    return Status(201 if created else 200, _recording(row))


@router.post("/footage/{uuid:recording_id}/content", response={200: RecordingOut, REFUSED: Problem})
def content(request: HttpRequest, recording_id: UUID, file: File[UploadedFile]) -> Any:
    """补传一段录像的内容；与登记的校验值不一致的不收。"""
    return _recording(
        actions.bring_content(recording_id=recording_id, file=file, actor=acting(request), now=clock.now())
    )


@router.post("/footage/{uuid:recording_id}/hold", response={200: RecordingOut, REFUSED: Problem})
def hold(request: HttpRequest, recording_id: UUID, payload: HoldIn) -> Any:
    """留存，或者不再留存。"""
    return _recording(
        actions.hold_footage(recording_id=recording_id, why=payload.why, actor=acting(request), now=clock.now())
    )


@router.post("/footage/disposals", response={200: dict[str, int], REFUSED: Problem})
def dispose(request: HttpRequest, payload: DisposeIn) -> Any:
    """到期处置：由机关负责人决定；关联案件的、取为证据的、留存的、没有到期的不能处置。"""
    count = actions.dispose_footage(
        recording_ids=payload.recordings, why=payload.why, actor=acting(request), now=clock.now()
    )
    return {"disposed": count}


@router.post("/footage/terms", response={201: None, REFUSED: Problem})
def set_term(request: HttpRequest, payload: TermIn) -> Any:
    """登记没有关联案件的录像保存多少天：全区统一，由总调度长登记，不能倒填。"""
    actions.set_retention(**payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, None)


def _recording(one: Recording) -> dict[str, Any]:
    linked = getattr(one, "is_linked", None)
    return {
        "id": one.pk, "device": one.recorder.number, "started_at": one.started_at, "ended_at": one.ended_at,
        "sha256": one.sha256, "sm3": one.sm3, "size": one.size, "uri": one.uri, "here": one.here,
        "linked": one.links.filter(ended_at=None).exists() if linked is None else linked, "held_why": one.held_why,
        "disposed_at": one.disposed_at,
    }  # fmt: skip
