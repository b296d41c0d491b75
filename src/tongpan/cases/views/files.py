"""Files of evidence, by way of the case alone: shown to those who work on it, copied out with a purpose."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.forms.evidence import CopyForm
from tongpan.cases.steps import hands
from tongpan.cases.steps.gathering import record_of
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.media import ending_of
from tongpan.evidence.models import EvidenceFile
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.kernel.serving import stored_file


@require_safe
def content(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """One file in the page; its type is what its content was found to be."""
    hand = hands.reader_of(case_id, acting(request), clock.now())
    file = evidence.file_of(record_of(hand.case), file_id)
    return stored_file(request, file.sha256, file.media_type, _name(file))


@require_POST
def copy(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponseBase:
    """
    A copy of a file as it came, for a purpose that is kept.

    :raises Invalid: if no purpose is said
    """
    form = CopyForm({"file": file_id, "purpose": request.POST.get("purpose", "")})
    if not form.is_valid():
        raise Invalid("请写明下载原件的用途，至多 200 字", fields={"purpose": "请填写用途"})
    file = actions.copy_file(
        case_id=case_id, file_id=file_id, purpose=form.cleaned_data["purpose"], actor=acting(request), now=clock.now()
    )
    return stored_file(request, file.sha256, file.media_type, _name(file), as_file=True)


def _name(file: EvidenceFile) -> str:
    stem = file.name.rpartition(".")[0] or file.name
    return f"{file.item.ref}-{stem}{ending_of(file.media_type)}"
