"""The JSON face of 当场处罚."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain.spot import given
from tongpan.cases.models import Case
from tongpan.cases.queries import summary as spots
from tongpan.cases.schemas.core import CaseOut
from tongpan.cases.schemas.spot import HandIn, PhotoOut, SpotIn, SpotOut
from tongpan.cases.steps import storing
from tongpan.documents.queries import lookup_address
from tongpan.kernel import clock
from tongpan.kernel.problems import REFUSED, Problem
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers

router = Router()


@router.post("/on-the-spot", response={201: SpotOut, REFUSED: Problem})
def on_the_spot(request: HttpRequest, payload: SpotIn) -> Any:
    """当场处罚：两名执法人员当场查明、告知、听取之后，一次作出编号的决定；同一个 token 重发不会再作一次。"""
    values = payload.dict()
    token, password, code = (values.pop(name) for name in ("token", "second_password", "second_code"))
    try:
        spot = given(values, powers.matter_by_code(payload.matter).name)
    except LawRefused as refused:
        raise storing.invalid(refused) from refused
    made = actions.decide_on_the_spot(
        token=token, spot=spot, actor=acting(request), now=clock.now(), password=password, code=code,
        address=lookup_address(request),
    )  # fmt: skip
    return Status(201, _with_document(made))


@router.post("/on-the-spot/{uuid:token}/photos", response={201: list[PhotoOut], REFUSED: Problem})
def photos(request: HttpRequest, token: UUID, files: File[list[UploadedFile]]) -> Any:
    """当场拍的照片，作出决定之前先传；编号写在决定的 photos 里，成为证据“现场照片”的原件。"""
    actor, now = acting(request), clock.now()
    return Status(201, [actions.bring_photo(token=token, file=file, actor=actor, now=now) for file in files])


@router.delete("/on-the-spot/{uuid:token}/photos/{uuid:upload_id}", response={204: None, REFUSED: Problem})
def drop_photo(request: HttpRequest, token: UUID, upload_id: UUID) -> Any:
    """删去一张还没有用的照片。"""
    actions.drop_photo(token=token, upload_id=upload_id, actor=acting(request))
    return Status(204, None)


def _with_document(made: Case) -> dict[str, Any]:
    paper = spots.paper_of(made)
    own = {name: getattr(made, name) for name in CaseOut.model_fields}
    return own | {"document": paper.number if paper is not None else ""}


@router.post("/{uuid:case_id}/hand-over", response={200: SpotOut, REFUSED: Problem})
def hand_over(request: HttpRequest, case_id: UUID, payload: HandIn) -> Any:
    """登记决定书已当场交付，当事人签收或者拒绝签收。"""
    made = actions.hand_over(case_id=case_id, **payload.dict(), actor=acting(request), now=clock.now())
    return _with_document(made)
