"""The JSON face of education, promises and revisits (M151)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.educating import SpotTeaching, Teaching
from tongpan.cases.schemas.educating import (
    CaseTeachingIn,
    EducationListOut,
    EducationOut,
    RevisitIn,
    SpotTeachingIn,
    TeachingIn,
)
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.procedure import Target

router = Router()
TAUGHT = tuple(TeachingIn.model_fields)


@router.get("/educations", response={200: EducationListOut, REFUSED: Problem})
def educations(
    request: HttpRequest, mine: bool = False, broken: bool = False, due: bool = False, after: str | None = None,
    size: int = 50,
) -> Any:  # fmt: skip
    """待回访的教育，先到期的在前；broken 列出没有履行承诺的。"""
    filters = queries.EducationFilters(mine=mine, broken=broken, due=due)
    today = date_of(clock.now())
    found = queries.educations(reader(request), filters, today, after=after, size=max(1, min(size, 200)))
    return {"items": found.items, "next": found.next}


@router.post("/educations", response={201: EducationOut, REFUSED: Problem})
def teach(request: HttpRequest, payload: SpotTeachingIn) -> Any:
    """现场教育：事项须在本机关今天的清单上；不是不予处罚的决定。"""
    given = payload.dict()
    teaching = Teaching(**{name: given.pop(name) for name in TAUGHT})
    matter = given.pop("matter")
    made = actions.educate_on_spot(
        teaching=SpotTeaching(teaching=teaching, matter_code=matter, **given), actor=acting(request), now=clock.now()
    )
    return Status(201, made)


@router.post("/{case_id}/educations", response={201: EducationOut, REFUSED: Problem})
def educate(request: HttpRequest, case_id: UUID, payload: CaseTeachingIn) -> Any:
    """登记本案里的教育和承诺。"""
    teaching = Teaching(**{name: getattr(payload, name) for name in TAUGHT})
    made = actions.educate(
        case_id=case_id, target=Target(payload.party, payload.cause), teaching=teaching, actor=acting(request),
        now=clock.now(),
    )  # fmt: skip
    return Status(201, made)


@router.post("/educations/{education_id}/visits", response={200: EducationOut, REFUSED: Problem})
def revisit(request: HttpRequest, education_id: UUID, payload: RevisitIn) -> Any:
    """登记回访。"""
    return actions.revisit(education_id=education_id, **payload.dict(), actor=acting(request), now=clock.now())


@router.post("/educations/{education_id}/lead", response={200: EducationOut, REFUSED: Problem})
def report_broken(request: HttpRequest, education_id: UUID) -> Any:
    """没有履行承诺的，报成新线索。"""
    return actions.report_broken(education_id=education_id, actor=acting(request), now=clock.now())
