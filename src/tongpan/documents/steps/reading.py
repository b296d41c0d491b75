"""Reading a document: its text as PDF, for pages and for other systems alike."""

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tongpan.documents import queries
from tongpan.documents.domain.choices import Origin, State
from tongpan.documents.models import Document
from tongpan.documents.steps import sealing
from tongpan.kernel.errors import NotFound
from tongpan.kernel.serving import stored_file

PDF: Final = "application/pdf"
NO_TEXT: Final = "这份文书没有电子文本；平台外制作的请看扫描件"


def require_text(row: Document) -> None:
    """
    Let a document pass that was made here.

    :raises NotFound: of a draft, and of what was made elsewhere: its scans are all there is
    """
    if row.state == State.DRAFT or row.origin != Origin.HERE:
        raise NotFound(NO_TEXT)


def as_pdf(request: HttpRequest, row: Document, now: datetime) -> HttpResponseBase:
    """
    Answer with the text in force, or how it looks before its seal, or void.

    :raises NotFound: as `require_text`
    """
    require_text(row)
    final = queries.final_of(row) if row.state == State.ISSUED else None
    if final is not None:
        return stored_file(request, final.sha256, final.media_type, f"{row.title}{row.number}.pdf")
    headers = {"Content-Disposition": "inline", "Cache-Control": "private, no-store"}
    return HttpResponse(sealing.current_pdf(row, now), content_type=PDF, headers=headers)


def words_of(row: Document) -> dict[str, Any]:
    """
    Return what stands on a document: its parts in their order, and the values that were filled in.

    :raises NotFound: as `require_text`
    """
    require_text(row)
    content = row.content
    return {"parts": content["set"]["nodes"], "values": content["values"], "organ": content["set"]["organ"]}
