"""外部咨询: one piece or one paper that was chosen is opened by the link; each look is a row of its custody."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import anonymous_actor
from tongpan.cases.actions.consulting import declared
from tongpan.cases.domain.outside import BY_LINK
from tongpan.cases.models import Consultation
from tongpan.cases.steps.gathering import record_of
from tongpan.documents import queries as documents
from tongpan.documents.models import Document
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import Custody
from tongpan.evidence.models import EvidenceFile
from tongpan.evidence.steps import items
from tongpan.kernel import ledger
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.mediatypes import IMAGES, PAPERS

NOT_LENT: Final = "这份材料没有提供给您；需要的请联系发给您的人"
NOT_SHOWN: Final = "这个文件不能在线查看；需要的请联系发给您的人"
MOST_BYTES: Final = 32 << 20
"""a picture that is larger is not opened to be shown, for it would be read whole"""
NO_DOWNLOAD: Final = "这次咨询没有允许下载；需要的请联系发给您的人"


@dataclass(frozen=True, slots=True)
class Lent:
    """A file of evidence as it is lent, and whom to."""

    file: EvidenceFile
    consultation: Consultation

    @property
    def mark(self) -> str:
        """What stands over a picture: whom it was shown to."""
        one = self.consultation
        return f"{one.unit} {one.name} 仅供{one.case.number}咨询"


def open_piece(*, token: str, file_id: UUID, now: datetime, take: bool = False) -> Lent:
    """
    Open one file of evidence that was chosen, or with `take` hand over a copy; it is written down before it is shown.

    What is opened of a picture is the smaller copy, whichever of the two is asked for.

    :raises Conflict: while no conflict of interest was ruled out
    :raises Forbidden: if a copy is asked for and none was allowed, or a browser cannot show it
    :raises NotFound: if the link opens nothing, or this was not chosen
    """
    with transaction.atomic(durable=True):
        found = declared(token, now)
        if take and not found.download:
            raise Forbidden(NO_DOWNLOAD, code="case.consultation.download")
        try:
            file = evidence.file_of(record_of(found.case), file_id)
        except NotFound:
            raise NotFound(NOT_LENT) from None
        if file.item.ref not in found.pieces:
            raise NotFound(NOT_LENT)
        file = file if take else evidence.shown_of(file)
        if not take and not _is_shown(file):
            raise Forbidden(NOT_SHOWN, code="case.consultation.download")
        items.enter(
            file.item, Custody.COPIED if take else Custody.VIEWED, done_at=now, now=now,
            actor=replace(anonymous_actor(), label=BY_LINK), whom=f"{found.unit} {found.name}",
            note="外部咨询的限时链接", facts={"file": str(file.pk), "consultation": str(found.pk)},
        )  # fmt: skip
        return Lent(file, found)


def _is_shown(file: EvidenceFile) -> bool:
    return file.media_type in PAPERS or (file.media_type in IMAGES and file.size <= MOST_BYTES)


def open_paper(*, token: str, document_id: UUID, now: datetime) -> Document:
    """
    Open one document that was chosen; written down before it is shown.

    :raises Conflict: while no conflict of interest was ruled out
    :raises NotFound: if the link opens nothing, or this was not chosen
    """
    with transaction.atomic(durable=True):
        found = declared(token, now)
        if str(document_id) not in found.papers:
            raise NotFound(NOT_LENT)
        row = documents.document_of(record_of(found.case), document_id)
        ledger.record(
            "case.consultation_read", subject=found.case, actor=BY_LINK, at=now, number=found.case.number,
            party=found.party, cause=found.cause, adviser=f"{found.unit} {found.name}", document=str(row.pk),
            detail={"said": f"{found.unit} {found.name}查阅{row.title}"},
        )  # fmt: skip
        return row
