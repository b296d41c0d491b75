"""The JSON face of limits and of supervision."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.board import Group, Reach
from tongpan.cases.domain.looks import Roll
from tongpan.cases.queries import limits as board
from tongpan.cases.queries import supervision
from tongpan.cases.schemas.board import LimitListOut, LookIn, LookOut, RollListOut
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import Forbidden
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/limits", response={200: LimitListOut, REFUSED: Problem})
def limits(
    request: HttpRequest, reach: Reach | None = None, group: Group | None = None, rule: str = "", kind: str = "",
    domain: str = "", town_id: UUID | None = None, after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """期限看板：一个层级（我的、本队、本镇、本机关、本区）正在计算的期限，先到期的在前；用 next 翻页。"""
    actor, now = reader(request), clock.now()
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
    actor, now = reader(request), clock.now()
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


@router.post("/{uuid:case_id}/looks", response={201: LookOut, REFUSED: Problem})
def look_at(request: HttpRequest, case_id: UUID, payload: LookIn) -> Any:
    """监督员查阅一个案件：留下谁、什么时候、从哪份清单、为什么，本案办案人员看得到。"""
    source = payload.source.value if payload.source is not None else ""
    kept = actions.look_at_case(
        case_id=case_id, source=source, purpose=payload.purpose, note=payload.note, actor=acting(request),
        now=clock.now(),
    )  # fmt: skip
    return Status(201, kept)
