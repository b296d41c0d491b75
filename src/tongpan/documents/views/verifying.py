"""文书核验: anybody who holds a paper may see whether it is what the organ issued; nothing of its content is shown."""

import hashlib
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.documents import queries
from tongpan.documents.domain.choices import State
from tongpan.documents.domain.numbering import code_words, read_code
from tongpan.documents.forms.sealing import LookupForm
from tongpan.documents.models import Document
from tongpan.kernel.errors import Refusal
from tongpan.kernel.throttle import Brake, address_of
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted

BRAKE = Brake("documents.verify", times=60, seconds=3600)
TOO_MANY = "查得太频繁，请一小时后再试；急需核验的请联系署名机关"


class TooMany(Refusal):
    """Asked too often from one address."""

    status = 429
    code = "documents.verify.too_many"


@login_not_required
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest, code: str = "") -> HttpResponse:
    """Look a document up by its code; compare a file with what was issued."""
    form = LookupForm(posted(request), request.FILES or None, initial={"code": code_words(read_code(code))})
    asked = code
    sent: Any = None
    if request.method == "POST" and form.is_valid():
        asked, sent = form.cleaned_data["code"], form.cleaned_data["file"]
    if asked and BRAKE.exceeded(address_of(request)):
        raise TooMany(TOO_MANY)
    found = queries.document_by_code(asked) if asked else None
    context = {"form": form, "asked": asked, "found": _shown(found, sent) if found is not None else None}
    missing = bool(asked) and found is None
    return page(request, "documents/verify", context, status=404 if missing else 422 if form.errors else 200)


def _shown(row: Document, sent: Any) -> dict[str, Any]:
    """Return what anybody may know: never a party, never what stands on it."""
    final = queries.final_of(row)
    sealing = queries.sealing_of(row)
    same = None
    if sent is not None and final is not None:
        digest = hashlib.sha256()
        for piece in sent.chunks():
            digest.update(piece)
        same = digest.hexdigest() == final.sha256
    return {
        "row": row, "code": code_words(row.code or ""), "final": final, "sealing": sealing, "same": same,
        "valid": row.state == State.ISSUED,
        "test": sealing is not None and sealing.seal.provider == "TEST",
    }  # fmt: skip
