"""Files of leads, handed out only to whoever may see the lead."""

from urllib.parse import quote
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_GET

from tongpan.agencies.queries import acting
from tongpan.kernel import storage
from tongpan.kernel.errors import NotFound
from tongpan.kernel.mediatypes import extension_of
from tongpan.leads.domain.files import PHOTOS, SOUNDS
from tongpan.leads.models import Attachment
from tongpan.leads.queries import lead_for

SHOWN = PHOTOS | SOUNDS | {"video/mp4", "video/webm"}
"""types a browser shows; everything else is handed over as a file"""


@require_GET
def attachment(request: HttpRequest, file_id: UUID) -> FileResponse:
    """Send one file; its type is what its content was found to be, never what somebody called it."""
    row = Attachment.objects.filter(pk=file_id).first()
    if row is None:
        raise NotFound("没有找到这个附件，或您无权查看")
    lead_for(acting(request), row.lead_id)
    shown = row.media_type in SHOWN and "save" not in request.GET
    name = f"{row.added_at:%Y%m%d}-{row.sha256[:8]}{extension_of(row.media_type)}"
    response = FileResponse(storage.open_file(row.sha256), content_type=row.media_type)
    kind = "inline" if shown else "attachment"
    response["Content-Disposition"] = f"{kind}; filename=\"{name}\"; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=600"
    return response
