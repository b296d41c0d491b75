"""The JSON face of exchanges with the police, the procuratorate and the courts (M170)."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.api.reading import reader
from tongpan.cases.domain.counterparts import Exchanged
from tongpan.cases.queries import exchanging
from tongpan.cases.schemas.exchanging import ExchangeIn, ExchangeListOut, ExchangeOut, ExchangeReplyIn
from tongpan.kernel import clock
from tongpan.kernel.clock import in_chinese_time
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/counterparts", response={200: ExchangeListOut, REFUSED: Problem})
def exchanges(
    request: HttpRequest, counterpart: str = "", waiting: bool = False, q: str = "", since: date | None = None,
    after: str | None = None, size: int = 50,
) -> Any:  # fmt: skip
    """公检法往来，新的在前；waiting 只给等答复的，先到期的在前。"""
    filters = exchanging.ExchangeFilters(counterpart=counterpart, waiting=waiting, words=q, since=since)
    found = exchanging.exchanges(reader(request), filters, after=after, size=max(1, min(size, 200)))
    return {"items": found.items, "next": found.next}


@router.post("/counterparts", response={201: ExchangeOut, REFUSED: Problem})
def record(request: HttpRequest, payload: ExchangeIn) -> Any:
    """登记一件往来。"""
    given = payload.dict() | {"at": in_chinese_time(payload.at)}
    made = actions.record_exchange(exchanged=Exchanged(**given), actor=acting(request), now=clock.now())
    return Status(201, made)


@router.post("/counterparts/{exchange_id}/reply", response={200: ExchangeOut, REFUSED: Problem})
def answer(request: HttpRequest, exchange_id: UUID, payload: ExchangeReplyIn) -> Any:
    """登记答复。"""
    return actions.answer_exchange(exchange_id=exchange_id, reply=payload.reply, actor=acting(request), now=clock.now())
