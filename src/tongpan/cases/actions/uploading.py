"""Files brought to a case: at once with a form, or piece by piece over a line that may break (tus 1.0)."""

import base64
import binascii
import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases.steps import hands
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence.models import Upload
from tongpan.evidence.steps import uploading
from tongpan.kernel import originals
from tongpan.kernel.errors import Conflict, Forbidden, Invalid, Refusal, TooLarge
from tongpan.kernel.filestore import CHUNK

CHECKSUMS: Final = ("sha256", "sha1", "md5")


class ChecksumMismatch(Refusal):
    """A piece is not what its sender had; it was thrown away."""

    status = 460
    code = "upload.checksum"


class Gone(Refusal):
    """An upload that waited too long."""

    status = 410
    code = "upload.expired"


@dataclass(frozen=True, slots=True)
class Piece:
    """What one request brings: where it begins, how long it says to be, its bytes, and ``sha256 <base64>`` of them."""

    offset: int
    length: int
    bytes: Iterable[bytes]
    checksum: str = ""


def begin_upload(*, case_id: UUID, name: str, length: int, actor: Actor, now: datetime) -> Upload:
    """
    Announce a file that will come piece by piece.

    :raises TooLarge: if it is larger than we take
    :raises Forbidden, Conflict, NotFound: as `hands.handler_of`
    """
    hand = hands.handler_of(case_id, actor, now)
    with transaction.atomic(durable=True):
        return uploading.begin(
            record=record_of(hand.case), officer_id=_own(actor), name=name, length=length,
            limit=int(settings.TONGPAN_EVIDENCE_BYTES), now=now,
        )  # fmt: skip


def continue_upload(*, case_id: UUID, upload_id: UUID, piece: Piece, actor: Actor, now: datetime) -> int:
    """
    Take the next piece of a file; return how many bytes there are now. Whole, the file is looked at and counted.

    Bytes are on disk before this returns. A piece with a checksum counts whole or not at all; of one without, what
    came before the line broke.

    :raises Conflict: if the piece does not begin where the file ends
    :raises ChecksumMismatch: if its bytes are not what the sender had
    :raises TooLarge: if it would make the file longer than announced
    :raises Invalid: if the whole file is not what it says; it is thrown away then
    :raises Gone: if the upload has expired
    """
    row = upload_for(case_id=case_id, upload_id=upload_id, actor=actor, now=now)
    if row.whole:
        _check_offset(piece.offset, row.length)
        return row.length
    with originals.writing(row.pk) as file:
        here = file.tell()
        _check_offset(piece.offset, here)
        if piece.length > row.length - here:
            raise TooLarge("这一段超出了文件应有的长度，请从头重新上传", code="upload.too_long")
        if piece.checksum:
            here += _pour_checked(piece, file, row.length - here)
        else:
            here += originals.pour(piece.bytes, file, row.length - here)
    if here == row.length:
        settle_upload(row, now=now)
    else:
        _keep_longer(row, now)
    return here


def settle_upload(row: Upload, *, now: datetime) -> Upload:
    """
    Look at a file that has come whole, count its digests, and write them.

    :raises Invalid: if it is not what it says; it is thrown away then
    """
    try:
        uploading.settle(row)
    except Invalid:
        forget_upload(row)
        raise
    with transaction.atomic(durable=True):
        Upload.objects.filter(pk=row.pk).update(
            sha256=row.sha256, sm3=row.sm3, media_type=row.media_type, expires_at=now + uploading.KEPT_FOR
        )
    return row


def drop_upload(*, case_id: UUID, upload_id: UUID, actor: Actor, now: datetime) -> None:
    """Throw away a file that was not used yet (tus termination)."""
    hand = hands.part_of(case_id, actor, now)
    forget_upload(uploading.load(upload_id, record_of(hand.case), actor.officer_id))


def upload_for(*, case_id: UUID, upload_id: UUID, actor: Actor, now: datetime) -> Upload:
    """
    Return an upload of this person for this case.

    :raises Gone: if it has expired
    :raises NotFound: if there is none
    """
    hand = hands.part_of(case_id, actor, now)
    row = uploading.load(upload_id, record_of(hand.case), actor.officer_id)
    if row.expires_at < now:
        raise Gone("这个上传放得太久，已经过期；请重新上传")
    return row


def bring_file(*, case_id: UUID, file: Any, actor: Actor, now: datetime) -> Upload:
    """
    Take one file of a form. It waits for its use, so that a form that is refused loses none.

    :raises TooLarge: if it is too large for a form
    :raises Invalid: if it is not what it says
    :raises Forbidden, Conflict, NotFound: as `hands.handler_of`
    """
    hand = hands.handler_of(case_id, actor, now)
    with transaction.atomic(durable=True):
        row = uploading.begin(
            record=record_of(hand.case), officer_id=_own(actor), name=file.name or "", length=int(file.size or 0),
            limit=int(settings.TONGPAN_EVIDENCE_FORM_BYTES), now=now,
        )  # fmt: skip
    uploading.pour(row, uploading.pieces_of(file))
    return settle_upload(row, now=now)


def forget_upload(row: Upload) -> None:
    """Throw a file away that was not used."""
    with transaction.atomic(durable=True):
        Upload.objects.filter(pk=row.pk, used_at__isnull=True).delete()
    originals.drop(row.pk)


def _keep_longer(row: Upload, now: datetime) -> None:
    if row.expires_at - now < uploading.KEPT_FOR / 2:
        with transaction.atomic(durable=True):
            Upload.objects.filter(pk=row.pk).update(expires_at=now + uploading.KEPT_FOR)


def _own(actor: Actor) -> UUID:
    if actor.officer_id is None:
        raise Forbidden("请先登录")
    return actor.officer_id


def _check_offset(asked: int, here: int) -> None:
    if asked != here:
        raise Conflict(f"续传的位置不对：服务器已有 {here} 字节", code="upload.offset")


def _pour_checked(piece: Piece, file: Any, most: int) -> int:
    name, _, encoded = piece.checksum.partition(" ")
    if name not in CHECKSUMS:
        raise Invalid(f"校验算法只支持 {'、'.join(CHECKSUMS)}", code="upload.checksum_unknown")
    try:
        wanted = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        raise Invalid("校验值应当是 Base64", code="upload.checksum_unreadable") from None
    with tempfile.SpooledTemporaryFile(max_size=16 * CHUNK) as spool:
        came = originals.pour(piece.bytes, spool, most)  # type: ignore[arg-type]
        spool.seek(0)
        counted = hashlib.new(name, usedforsecurity=False)
        while part := spool.read(CHUNK):
            counted.update(part)
        if counted.digest() != wanted:
            raise ChecksumMismatch("这一段在路上损坏或者没有传完，已经丢弃；请重传这一段")
        spool.seek(0)
        return originals.pour(iter(lambda: spool.read(CHUNK), b""), file, came)
