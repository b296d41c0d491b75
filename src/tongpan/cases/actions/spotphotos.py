"""当场拍照: pictures come before the decision, are kept as they came, and are looked at in a smaller copy."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies
from tongpan.cases.actions.spotdrafts import draft_of
from tongpan.cases.actions.uploading import forget_upload, settle_upload
from tongpan.cases.queries import summary as spots
from tongpan.cases.steps import spotphotos
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import items, uploading
from tongpan.kernel.errors import Conflict, Invalid, NotFound
from tongpan.kernel.mediatypes import IMAGES

PICTURES: Final = IMAGES | {"image/heic"}


def bring_photo(*, token: UUID, file: Any, actor: Actor, now: datetime) -> Upload:
    """
    Take one picture that was made on the spot; it waits until it is decided, whatever becomes of the screen.

    :raises Invalid: if it is no picture, or is broken
    :raises TooLarge: if it is larger than a form may bring
    :raises Conflict: if there are too many, or it is decided already
    :raises Forbidden: if the actor handles no cases
    :raises NotFound: if the token is somebody else's
    """
    policies.require_officer(actor)
    assert actor.officer_id is not None
    with transaction.atomic(durable=True):
        draft = draft_of(token, actor, now)
        if draft.case_id is not None:
            raise Conflict("这一件已经办结；补充的照片请在案件页的“证据”里添加", code="case.spot.decided")
        if len(spotphotos.photos_of(token, actor.officer_id)) >= spotphotos.MOST_PHOTOS:
            text = f"一件最多 {spotphotos.MOST_PHOTOS} 张照片；不用的先取消勾选，其余的在办结以后从案件页补充"
            raise Conflict(text, code="case.spot.photos")
        row = uploading.begin(
            record=spotphotos.record_of_draft(token), officer_id=actor.officer_id, name=file.name or "",
            length=int(file.size or 0), limit=int(settings.TONGPAN_EVIDENCE_FORM_BYTES), now=now,
        )  # fmt: skip
    uploading.pour(row, uploading.pieces_of(file))
    settle_upload(row, now=now)
    if row.media_type not in PICTURES:
        forget_upload(row)
        text = f"“{row.name}”不是照片，没有保存；录像、录音请在办结以后从案件页的“证据”里添加"
        raise Invalid(text, code="case.spot.no_photo", fields={"chosen": text})
    return row


def drop_photo(*, token: UUID, upload_id: UUID, actor: Actor) -> None:
    """
    Throw away a picture that was not used yet.

    :raises NotFound: if there is none of that id, or it is somebody else's
    """
    draft = spots.draft_for(actor, token)
    forget_upload(uploading.load(upload_id, spotphotos.record_of_draft(draft.pk), actor.officer_id))


def photo_shown(*, token: UUID, upload_id: UUID, actor: Actor) -> bytes:
    """
    Return a picture of an own draft as it is shown: small, without what the camera noted.

    :raises NotFound: if there is none, or it cannot be shown
    """
    draft = spots.draft_for(actor, token)
    row = uploading.load(upload_id, spotphotos.record_of_draft(draft.pk), actor.officer_id)
    shown = items.shown_of(row)
    if shown is None:
        raise NotFound("这张照片不能预览；原件照样保存")
    return shown
