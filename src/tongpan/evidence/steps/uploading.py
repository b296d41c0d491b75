"""Files on their way: begun, grown, found whole, used, forgotten."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from tongpan.evidence.domain.media import HEAD_BYTES, check_name, media_type_of
from tongpan.evidence.domain.showing import size_text
from tongpan.evidence.models import Upload
from tongpan.kernel import originals
from tongpan.kernel.errors import Conflict, Invalid, NotFound, TooLarge
from tongpan.kernel.filestore import CHUNK
from tongpan.kernel.images import look_at
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.mediatypes import IMAGES

KEPT_FOR: Final = timedelta(days=7)
MOST_OPEN: Final = 200
"""files of one person for one record that wait to be used"""
SHOWN_SIDE: Final = 1600


def begin(*, record: SubjectRef, officer_id: UUID, name: str, length: int, limit: int, now: datetime) -> Upload:
    """
    Make room for a file that will come, in the caller's transaction.

    :raises TooLarge: if it is larger than we take
    :raises Invalid: if it has no name, or is empty
    :raises Conflict: if too many wait already
    :raises Full: if there is no room for it
    """
    title = name.replace("\0", "").replace("\\", "/").rpartition("/")[2].strip()[-200:]
    if not title:
        raise Invalid("文件没有名称，请重新选择", fields={"files": "文件没有名称"})
    if length <= 0:
        raise Invalid(f"“{title}”是空文件，没有保存", code="evidence.file.empty", fields={"files": "空文件"})
    if length > limit:
        text = f"“{title}”有 {size_text(length)}，最多 {size_text(limit)}；请按段导出后分别上传"
        raise TooLarge(text, fields={"files": text})
    if waiting(record, officer_id).count() >= MOST_OPEN:
        raise Conflict("待用的文件太多，请先用掉或者删去一些")
    originals.require_room(length)
    row = Upload(
        record_type=record.type, record_id=record.id, officer_id=officer_id, name=title, length=length, begun_at=now,
        expires_at=now + KEPT_FOR,
    )  # fmt: skip
    originals.begin(row.pk)
    row.save(force_insert=True)
    return row


def waiting(record: SubjectRef, officer_id: UUID) -> QuerySet[Upload]:
    """Return what one person has brought for a record and not used yet."""
    mine = Upload.objects.filter(record_type=record.type, record_id=record.id, officer_id=officer_id)
    return mine.filter(used_at__isnull=True).order_by("begun_at", "pk")


def hand_on(record: SubjectRef, into: SubjectRef, officer_id: UUID) -> None:
    """Let what one person brought for a record and did not use wait for another, in the caller's transaction."""
    waiting(record, officer_id).update(record_type=into.type, record_id=into.id)


def load(upload_id: UUID, record: SubjectRef, officer_id: UUID | None) -> Upload:
    """
    Return an upload of this very person for this very record that was not used yet.

    :raises NotFound: if there is none
    """
    found = waiting(record, officer_id).filter(pk=upload_id).first() if officer_id is not None else None
    if found is None:
        raise NotFound("没有这个上传，可能已经用掉、删去或者过期；请重新选择文件")
    return found


def offset_of(row: Upload) -> int:
    """
    Return how many bytes have come.

    :raises NotFound: if its file is gone
    """
    if row.whole:
        return row.length
    found = originals.arrived(row.pk)
    if found is None:
        raise NotFound("没有这个上传，可能已经过期；请重新上传")
    return found


def pour(row: Upload, pieces: Iterable[bytes]) -> int:
    """
    Take a whole file at once, outside any transaction; return its size.

    :raises TooLarge: if more comes than was said
    """
    with originals.writing(row.pk) as file:
        return originals.pour(pieces, file, row.length)


def settle(row: Upload) -> Upload:
    """
    Find out what a file is that has come whole, outside any transaction.

    Done again it does nothing. The row is not saved: that is for the caller's transaction.

    :raises Conflict: if it has not come whole
    :raises Invalid: if it is not what it says, or is broken
    """
    if row.whole:
        return row
    if offset_of(row) != row.length:
        raise Conflict(f"“{row.name}”还没有传完，请接着传完再提交", code="upload.unfinished")
    path = originals.arrival(row.pk)
    with path.open("rb") as file:
        media_type = media_type_of(file.read(HEAD_BYTES))
    check_name(row.name, media_type)
    if media_type in IMAGES:
        look_at(path, 8)
    digests = originals.digests_of(originals.read_local(path))
    row.sha256, row.sm3, row.media_type = digests.sha256, digests.sm3, media_type
    return row


def all_of(ids: Collection[UUID], record: SubjectRef, officer_id: UUID | None) -> list[Upload]:
    """
    Return the uploads that were chosen, in the order in which they came.

    :raises NotFound: if one is not there for this person
    """
    return [load(each, record, officer_id) for each in dict.fromkeys(ids)]


def pieces_of(file: object) -> Iterable[bytes]:
    """Give an uploaded file, or anything that is read, in pieces."""
    read = file.read  # type: ignore[attr-defined]
    return iter(lambda: read(CHUNK), b"")
