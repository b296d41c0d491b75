"""Documents of a record, one of them, and the shares that are reported (M158, M159)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from tongpan.documents.domain.choices import FileKind, Origin, Provider, State
from tongpan.documents.domain.numbering import read_code
from tongpan.documents.models import Document, DocumentFile, SealUse
from tongpan.kernel.errors import NotFound
from tongpan.kernel.ledger import SubjectRef

MOST = 400


def documents_of(record: SubjectRef, most: int = MOST) -> list[Document]:
    """Return the documents of a record, the newest first, without their content; at most so many."""
    rows = Document.objects.filter(record_type=record.type, record_id=record.id).defer("content_sealed")
    return list(rows.order_by("-id")[:most])


def tally_of(record: SubjectRef) -> dict[tuple[str, str], int]:
    """Return how many documents a record has, by form and state: one statement, however many there are."""
    rows = Document.objects.filter(record_type=record.type, record_id=record.id).order_by()
    return {(form, state): n for form, state, n in rows.values_list("form", "state").annotate(n=Count("pk"))}


def document_of(record: SubjectRef, document_id: UUID) -> Document:
    """
    Return one document of a record.

    :raises NotFound: if the record has none of that id
    """
    rows = Document.objects.filter(record_type=record.type, record_id=record.id)
    found = rows.select_related("issuer").filter(pk=document_id).first()
    if found is None:
        raise NotFound("没有找到这份文书，请从案件页面的“文书”进入")
    return found


def document_by_code(code: str) -> Document | None:
    """Return the document that bears a code, however it was typed."""
    read = read_code(code)
    rows = Document.objects.select_related("issuer", "sealing__seal").defer("content_sealed")
    return rows.filter(code=read).first() if read else None


def records_numbered(record_type: str, numbers: Iterable[str]) -> QuerySet[Document, Any]:
    """Return the records of a feature that have a document of one of these numbers, to be asked within a query."""
    return Document.objects.filter(number__in=list(numbers), record_type=record_type).values("record_id")


def files_of(documents: Iterable[Document]) -> dict[UUID, list[DocumentFile]]:
    """Return the files of documents, in the order in which they came."""
    found: dict[UUID, list[DocumentFile]] = {}
    for row in DocumentFile.objects.filter(document__in=[one.pk for one in documents]).order_by("added_at"):
        found.setdefault(row.document_id, []).append(row)
    return found


def file_of(document: Document, file_id: UUID) -> DocumentFile:
    """
    Return one file of a document.

    :raises NotFound: if it has none of that id
    """
    found = DocumentFile.objects.filter(document=document, pk=file_id).first()
    if found is None:
        raise NotFound("这份文书没有这个文件")
    return found


def sealing_of(document: Document) -> SealUse | None:
    """Return how a document was sealed, None where it was not."""
    return SealUse.objects.select_related("seal").filter(document=document).first()


def final_of(document: Document) -> DocumentFile | None:
    """Return the file of the text in force; None of what was made elsewhere, or is not in force."""
    return DocumentFile.objects.filter(document=document, kind=FileKind.FINAL).order_by("-added_at").first()


@dataclass(frozen=True, slots=True)
class Shares:
    """Documents of a span of days, as counts with their denominators."""

    need_seal: int
    """in force, made or due with an organ's seal"""
    electronic: int
    """of these, sealed with a certificate that has effect in law"""
    test: int
    """of these, sealed with a test seal, which counts for nothing"""
    by_hand: int
    all: int
    here: int

    @property
    def sealed_share(self) -> float | None:
        """电子签章使用率, from 0 to 1; None where nothing needed a seal."""
        return self.electronic / self.need_seal if self.need_seal else None

    @property
    def here_share(self) -> float | None:
        """平台出件率, from 0 to 1; None where there was no document."""
        return self.here / self.all if self.all else None


def shares(rows: QuerySet[Document], since: date, until: date) -> Shares:
    """Return the counts of the documents of some days (the last one excluded), of the rows the actor may know of."""
    mine = rows.filter(state=State.ISSUED, outward=True, day__gte=since, day__lt=until)
    provider = "sealing__seal__provider"
    found: dict[str, Any] = mine.aggregate(
        all=Count("pk"),
        here=Count("pk", filter=Q(origin=Origin.HERE)),
        need_seal=Count("pk", filter=Q(needs_seal=True)),
        electronic=Count("pk", filter=Q(**{provider: Provider.PKCS12})),
        test=Count("pk", filter=Q(**{provider: Provider.TEST})),
        by_hand=Count("pk", filter=Q(**{provider: Provider.HAND})),
    )
    return Shares(**found)
