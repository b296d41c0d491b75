"""Evidence of a record, one piece, one file."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects

from tongpan.evidence.models import CustodyEntry, DigestCheck, EvidenceFile, EvidenceItem, SupportRequest, TimeMark
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ledger import SubjectRef
from tongpan.kernel.mediatypes import IMAGES

NO_ITEM = "没有找到这份证据，或您无权查看；请从案件页的“证据”进入"


def items_of(record: SubjectRef, refs: Iterable[str] | None = None) -> dict[str, EvidenceItem]:
    """
    Return the evidence of a record by its number, with its files: two statements, one more if anything does not keep.

    With `refs` only those, and whatever does not keep and was not fixed yet.
    """
    files = EvidenceFile.objects.order_by("added_at", "pk")
    rows = EvidenceItem.objects.filter(record_type=record.type, record_id=record.id)
    if refs is not None:
        rows = rows.filter(Q(ref__in=list(refs)) | Q(perishable=True, fixed_at__isnull=True))
    found = {row.ref: row for row in rows.prefetch_related(Prefetch("files", files))}
    prefetch_related_objects([row for row in found.values() if row.perishable], "support")
    return found


def footage_of(record: SubjectRef) -> list[tuple[datetime, datetime]]:
    """Return the spans of time of which footage is linked."""
    rows = EvidenceItem.objects.filter(record_type=record.type, record_id=record.id, footage_from__isnull=False)
    return [(start, end) for start, end in rows.values_list("footage_from", "footage_until") if start and end]


def item_of(record: SubjectRef, ref: str) -> EvidenceItem:
    """
    Return one piece of evidence with files, marks, custody and requests.

    :raises NotFound: if the record has none of that number
    """
    files = EvidenceFile.objects.order_by("added_at", "pk").prefetch_related(
        Prefetch("marks", TimeMark.objects.order_by("seconds", "pk"))
    )
    support = SupportRequest.objects.select_related("department").order_by("asked_at", "pk")
    custody = CustodyEntry.objects.order_by("recorded_at", "pk")
    rows = EvidenceItem.objects.prefetch_related(
        Prefetch("files", files), Prefetch("custody", custody), Prefetch("support", support)
    )
    found = rows.filter(record_type=record.type, record_id=record.id, ref=ref).first()
    if found is None:
        raise NotFound(NO_ITEM)
    return found


def file_of(record: SubjectRef, file_id: UUID) -> EvidenceFile:
    """
    Return one file of a record's evidence, with the item it belongs to.

    :raises NotFound: if the record has no such file
    """
    rows = EvidenceFile.objects.select_related("item")
    found = rows.filter(pk=file_id, item__record_type=record.type, item__record_id=record.id).first()
    if found is None:
        raise NotFound(NO_ITEM)
    return found


def shown_of(file: EvidenceFile) -> EvidenceFile:
    """Return what is shown of a file: the smaller copy where one was made, else the file itself."""
    return file.copies.select_related("item").order_by("pk").first() or file


def pictures_of(record: SubjectRef) -> list[EvidenceFile]:
    """Return the original pictures among a record's evidence, each with its item."""
    rows = EvidenceFile.objects.filter(
        item__record_type=record.type, item__record_id=record.id, derived_from=None, media_type__in=sorted(IMAGES)
    )
    return list(rows.select_related("item").order_by("added_at", "pk"))


def latest_checks(file_ids: Iterable[UUID]) -> dict[UUID, DigestCheck]:
    """Return how each file compared when it was last read again."""
    rows = DigestCheck.objects.filter(file_id__in=list(file_ids)).order_by("checked_at", "pk")
    return {row.file_id: row for row in rows}


def support_open(item: EvidenceItem, request_id: UUID) -> SupportRequest:
    """
    Return a request for support that belongs to a piece of evidence.

    :raises NotFound: if there is none
    """
    found = item.support.filter(pk=request_id).select_related("item").first()
    if found is None:
        raise NotFound("没有这个支援请求")
    return found
