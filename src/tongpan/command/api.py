"""The JSON face of the desks: what waits for the person."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from tongpan.agencies.domain.waiting import Waiting
from tongpan.agencies.queries import acting
from tongpan.agencies.queries.inbox import MOST, waiting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


class WaitingOut(Schema):
    """一件待办：要做什么，哪件案件或者线索，从什么时候起，到什么时候止，依据哪一条，到哪里办."""

    asked: str
    kind: str
    what: str
    about: str
    said: str
    since: datetime
    until: datetime | date | None
    basis: str
    address: str


class InboxOut(Schema):
    """待我办；count 是全部件数."""

    items: list[WaitingOut]
    count: int
    kinds: dict[str, int]


@router.get("", response={200: InboxOut, REFUSED: Problem})
def inbox(request: HttpRequest, size: int = 40, kind: str = "") -> Any:
    """待我办：等我批、决定、答复、签收的一切，期限近的在前；kind 只看一类。"""
    actor = acting(request)
    if actor.officer_id is None:
        raise Forbidden("您的账号还没有对应的人员，没有待办")
    found = waiting(actor, clock.now(), size=max(1, min(size, MOST)), kind=kind)
    return {"items": [_row(one) for one in found.rows], "count": found.count, "kinds": found.kinds}


def _row(one: Waiting) -> dict[str, Any]:
    return {
        "asked": one.asked.value, "kind": one.kind, "what": one.what, "about": one.about, "said": one.said,
        "since": one.since, "until": one.until, "basis": one.basis,
        "address": one.address,
    }  # fmt: skip
