"""The JSON face of the numbers a case has in other systems."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.api.reading import reader
from tongpan.cases.schemas.elsewhere import OutsideNumberIn, OutsideNumberOut, StrikeIn
from tongpan.kernel import clock
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/{uuid:case_id}/outside-numbers", response={200: list[OutsideNumberOut], REFUSED: Problem})
def numbers(request: HttpRequest, case_id: UUID) -> Any:
    """本案在其他系统里的编号。"""
    return queries.outside_numbers(queries.case_for(reader(request), case_id))


@router.post("/{uuid:case_id}/outside-numbers", response={201: OutsideNumberOut, REFUSED: Problem})
def enter(request: HttpRequest, case_id: UUID, payload: OutsideNumberIn) -> Any:
    """登记一个外部编号；任何时候都可以，结案以后也可以。"""
    given = payload.dict()
    return Status(201, actions.enter_outside_number(case_id=case_id, **given, actor=acting(request), now=clock.now()))


@router.post("/{uuid:case_id}/outside-numbers/{uuid:number_id}/strike", response={204: None, REFUSED: Problem})
def strike(request: HttpRequest, case_id: UUID, number_id: UUID, payload: StrikeIn) -> Any:
    """撤销登记错的外部编号，写明原因。"""
    actions.strike_outside_number(
        case_id=case_id, number_id=number_id, reason=payload.reason, actor=acting(request), now=clock.now()
    )
    return Status(204, None)
