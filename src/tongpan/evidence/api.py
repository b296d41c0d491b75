"""The JSON face of who keeps property."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.models import PropertyItem
from tongpan.evidence.schemas import HeldOut, KeptListOut, MoveIn
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
