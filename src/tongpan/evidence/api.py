"""The JSON face of who keeps property."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.evidence import actions, policies, queries
from tongpan.evidence.schemas import KeptListOut, MoveIn
from tongpan.evidence.steps.holding import Going
from tongpan.kernel import clock
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/property", response={200: KeptListOut, REFUSED: Problem})
def kept(request: HttpRequest, q: str = "", left: bool = True, after: str | None = None) -> Any:
    """涉案财物台账：在库的，或者全部。"""
    actor = acting(request)
    policies.require_keeper(actor)
    page = queries.keeper_list(actor, words=q, left=left, after=after)
    return {"items": page.items, "next": page.next}


@router.post("/property/{item_id}/moves", response={201: None, REFUSED: Problem})
def move(request: HttpRequest, item_id: UUID, payload: MoveIn) -> Any:
    """移库、返还、销毁、移交。"""
    actions.move_property(item_id=item_id, going=Going(**payload.dict()), actor=acting(request), now=clock.now())
    return Status(201, None)
