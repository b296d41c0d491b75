"""The JSON face of footage in a case, and of the three systems."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.scenes import verdict_on_scene
from tongpan.cases.queries import systems as figures
from tongpan.cases.queries.footage import Filmed, filmed, record_of
from tongpan.cases.schemas.footage import (
    ExplainIn,
    FootageMarkIn,
    LinkIn,
    LinkOut,
    MarkOut,
    SceneOut,
    SystemsOut,
    UnlinkIn,
)
from tongpan.cases.steps import hands
from tongpan.evidence import queries as evidence
from tongpan.evidence.models import FootageLink
from tongpan.kernel import clock
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.facts.words import Role

router = Router()


@router.get("/three-systems", response={200: SystemsOut, REFUSED: Problem})
def three_systems(request: HttpRequest, start: date | None = None, end: date | None = None) -> Any:
    """三项制度覆盖率：公示、全过程记录、法制审核，按机关和决定日期；不排名次。"""
    actor, today = acting(request), clock.today()
    figures.require_figures(actor)
    start, end = start or today.replace(month=1, day=1), end or today
    bodies, _, waiting = figures.three_systems(actor, start, end)
    found = [
        {
            "name": one.name, "cases": one.cases, "disclosure": one.coverage.disclosure,
            "recording": one.coverage.recording, "review": one.coverage.review,
            "missing": {phase.value: count for phase, count in one.missing},
        }
        for one in bodies
    ]  # fmt: skip
    return {"start": start, "end": end, "bodies": found, "waiting": waiting}


@router.get("/{uuid:case_id}/footage", response={200: list[SceneOut], REFUSED: Problem})
def scenes(request: HttpRequest, case_id: UUID) -> Any:
    """本案的执法场景：要不要录像、缺什么、关联了哪些；承办人还能看到可能是哪些。"""
    hand = hands.part_of(case_id, reader(request), clock.now())
    typed = evidence.footage_of(record_of(hand.case))
    rows = filmed(hand.case, hand.known, propose=Role.HANDLER in hand.roles)
    return [_scene(one, typed, hand.hiding) for one in rows]


def _scene(one: Filmed, typed: Any, hiding: Hiding) -> dict[str, Any]:
    breaches = verdict_on_scene(one.scene, typed, one.spans, one.explained)
    return {
        "scene": one.scene.key, "label": one.scene.label, "at": one.scene.at, "officers": list(one.scene.officers),
        "duty": one.scene.duty.value,
        "breaches": [
            {"code": each.code, "message": each.message, "citation": str(each.citation or "") or None,
             "grade": each.grade}
            for each in breaches
        ],
        "links": [_link(link, _marks(link, hiding)) for link in one.links],
        "proposals": [
            {"recording_id": each.shot.recording.pk, "device": each.shot.recording.recorder.number,
             "carried_by": each.carried_by, "started_at": each.shot.start, "ended_at": each.shot.end,
             "sure": each.sure}
            for each in one.proposals
        ],
    }  # fmt: skip


def _link(link: FootageLink, marks: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": link.pk, "recording_id": link.recording_id, "device": link.recording.recorder.number,
        "from_at": link.from_at, "until_at": link.until_at, "here": link.recording.here,
        "marks": marks,
    }  # fmt: skip


def _marks(link: FootageLink, hiding: Hiding) -> list[dict[str, Any]]:
    return [{"seconds": each.seconds, "note": hiding.label(each.note)} for each in link.marks.all()]


@router.post("/{uuid:case_id}/footage", response={201: LinkOut, REFUSED: Problem})
def link(request: HttpRequest, case_id: UUID, payload: LinkIn) -> Any:
    """把一段录像关联到一个场景。"""
    actor, now = acting(request), clock.now()
    made = actions.link_footage(case_id=case_id, **payload.dict(), actor=actor, now=now)
    return Status(201, _link(made, []))


@router.post("/{uuid:case_id}/footage/explained", response={201: None, REFUSED: Problem})
def explain(request: HttpRequest, case_id: UUID, payload: ExplainIn) -> Any:
    """说明为什么没有录像、为什么中断。"""
    actions.explain_footage(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())
    return Status(201, None)


@router.post("/{uuid:case_id}/footage/{uuid:link_id}/marks", response={201: MarkOut, REFUSED: Problem})
def mark(request: HttpRequest, case_id: UUID, link_id: UUID, payload: FootageMarkIn) -> Any:
    """标记录像里的一刻。"""
    made = actions.mark_footage(
        case_id=case_id, link_id=link_id, **payload.dict(), actor=acting(request), now=clock.now()
    )
    return Status(201, made)


@router.post("/{uuid:case_id}/footage/{uuid:link_id}/unlink", response={204: None, REFUSED: Problem})
def unlink(request: HttpRequest, case_id: UUID, link_id: UUID, payload: UnlinkIn) -> Any:
    """解除关联；关联过的记录保留。"""
    actions.unlink_footage(case_id=case_id, link_id=link_id, why=payload.why, actor=acting(request), now=clock.now())
    return Status(204, None)
