"""The JSON face of what a county's policy on zones and objects advises (M152)."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.api.reading import reader
from tongpan.cases.schemas.core import CaseOut
from tongpan.cases.schemas.handling import ClassIn, HandlingOut
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.powers import queries as powers
from tongpan.powers.domain.handling import STANDS

router = Router()


@router.get("/handling", response={200: HandlingOut, REFUSED: Problem})
def handling(
    request: HttpRequest, town_id: UUID, matter: str, place_text: str = "", zone: str = "", object_class: str = ""
) -> Any:
    """分类分区：这里有哪些区域和对象类别，现行文件对这件事建议怎么办；只是建议，法律规定的照办。"""
    reader(request)
    on = date_of(clock.now())
    domain = powers.matter_by_code(matter).domain
    zones, objects = powers.handling_classes(town_id, on)
    found = powers.handling_advice(town_id, domain, place_text, on, zone=zone, object_class=object_class)
    return {"zones": zones, "object_classes": objects, "advice": found, "stands": STANDS}


@router.post("/{case_id}/class", response={200: CaseOut, REFUSED: Problem})
def classify(request: HttpRequest, case_id: UUID, payload: ClassIn) -> Any:
    """登记本案的区域和对象类别。"""
    return actions.classify_case(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())
