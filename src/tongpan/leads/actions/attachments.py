"""Files for a lead: checked by content, the camera's notes read and then stripped, kept, and hung on the lead."""

from collections.abc import Iterable, Set
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.kernel import storage
from tongpan.kernel.errors import Forbidden, Invalid, TooLarge
from tongpan.leads import policies
from tongpan.leads.domain.choices import Status
from tongpan.leads.domain.files import ACCEPTED, MOST_FILES, KeptFile
from tongpan.leads.models import Attachment
from tongpan.leads.steps import attaching, moves


def keep_files(uploads: Iterable[Any], *, allowed: Set[str] = ACCEPTED) -> list[KeptFile]:
    """
    Check and store uploaded files before anything is written about them, so that a bad one stops the whole form.

    :raises TooLarge: if there are too many, or one is too large
    :raises Invalid: if one is not what it should be, by its content
    """
    chosen = list(uploads)
    limit = int(settings.TONGPAN_UPLOAD_LIMIT_BYTES)
    if len(chosen) > MOST_FILES:
        raise TooLarge(f"一次最多 {MOST_FILES} 个文件，您选了 {len(chosen)} 个；请挑最要紧的，其余的以后再补")
    for upload in chosen:
        if (upload.size or 0) > limit:
            text = (
                f"“{upload.name}”有 {upload.size / 1_048_576:.0f} MB，每个最多 {limit // 1_048_576} MB，没有保存；"
                "照片请压缩或截屏后再传，录像请写明存在哪里"
            )
            raise TooLarge(text, fields={"files": text})
    kept = []
    for upload in chosen:
        try:
            stored = storage.store(upload, allowed=allowed, limit=limit)
        except Invalid as refusal:
            text = f"“{upload.name}”：{refusal.message}"
            raise Invalid(text, code=refusal.code, fields={"files": text}) from refusal
        kept.append(
            KeptFile(stored.sha256, stored.size, stored.media_type, upload.name or "", stored.position, stored.taken_at)
        )
    return kept


def attach_files(
    *, lead_id: UUID, files: list[KeptFile], actor: Actor, now: datetime, stage: str = "REPORT"
) -> list[Attachment]:
    """
    Add files to a lead that is still in hand.

    :raises NotFound: if the actor may not know of the lead
    :raises Forbidden: if it is filed or merged
    """
    with transaction.atomic(durable=True):
        lead = moves.load(lead_id, actor)
        if not policies.may_attach(actor, lead):
            raise Forbidden("您的岗位不能给这件线索加附件；请交给值守台或承办队伍")
        if lead.status in {Status.ARCHIVED, Status.MERGED}:
            raise Forbidden("本件已归档或已并案，不能再加附件；确需补充，请先“重新打开”")
        return attaching.attach(lead, files, actor=actor.label, now=now, stage=stage)
