"""The JSON face of what an organ prints and numbers."""

from typing import Any

from django.http import HttpRequest
from ninja import Router, Status

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.actions import PaperNumber
from tongpan.cases.models import PaperTerms
from tongpan.cases.queries import summary as spots
from tongpan.cases.schemas.numbering import NumberSeriesIn, NumberSeriesOut, TermsIn, TermsOut
from tongpan.documents import queries as documents
from tongpan.documents.domain.forms import signs_on
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.problems import REFUSED, Problem

router = Router()


@router.get("/paper-terms", response={200: TermsOut, REFUSED: Problem})
def terms(request: HttpRequest) -> Any:
    """本机关登记的决定书载明事项。"""
    actor = acting(request)
    policies.require_terms(actor)
    found = spots.paper_terms(spots.body_of(actor))
    if found is None:
        raise NotFound("本机关还没有登记决定书载明事项；用 PUT /cases/paper-terms 登记")
    return _terms(found)


@router.put("/paper-terms", response={200: TermsOut, REFUSED: Problem})
def set_terms(request: HttpRequest, payload: TermsIn) -> Any:
    """登记决定书载明事项：机关代字、起诉的法院、缴款途径；只影响以后的文书。"""
    return _terms(actions.set_paper_terms(**payload.dict(), actor=acting(request), now=clock.now()))


def _terms(found: PaperTerms) -> dict[str, Any]:
    return found.words | {"body_id": found.body_id}


@router.get("/number-series", response={200: list[NumberSeriesOut], REFUSED: Problem})
def series(request: HttpRequest, year: int | None = None) -> Any:
    """本机关各类文号在一年里用到几号；不填是今年。"""
    actor = acting(request)
    policies.require_terms(actor)
    return _series(actor, year or date_of(clock.now()).year)


def _series(actor: Actor, year: int) -> list[dict[str, Any]]:
    used = documents.series_of(spots.body_of(actor), year)
    signs = signs_on(date_of(clock.now()))
    return [
        {"sign": sign, "year": year, "last": used.get(sign, 0), "titles": list(signs.get(sign, ()))}
        for sign in dict.fromkeys([*signs, *used])
    ]


@router.post("/number-series", response={201: NumberSeriesOut, REFUSED: Problem})
def go_on(request: HttpRequest, payload: NumberSeriesIn) -> Any:
    """接续纸质文号：登记纸质文书用到几号，系统从下一个号编起；登记以后不能改小。"""
    actor = acting(request)
    actions.continue_numbers(given=PaperNumber(**payload.dict()), actor=actor, now=clock.now())
    made = next(one for one in _series(actor, payload.year) if one["sign"] == payload.sign)
    return Status(201, made)
