"""How forms about leads are answered: their names for what is refused, and forms that come twice."""

import hashlib
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest

from tongpan.kernel.errors import Refusal
from tongpan.leads.actions import Receipt
from tongpan.ui import submitting

SOURCE = "form"
RENAMED = {"point": "town", "place": "town", "files": "photos"}
"""field names of refusals → field names of forms"""


def refused(request: HttpRequest, form: forms.Form, refusal: Refusal) -> int:
    """Put a refusal on its form, keep it for supervision where it matters, and return the status to answer with."""
    return submitting.refused(request, form, refusal, renamed=RENAMED)


def fresh_key() -> UUID:
    """Return the key of a new form."""
    return uuid4()


def key_or_digest(key: UUID | None, *parts: object) -> str:
    """Return the key of a form; one sent without (no script, from the phone's store) is known by its content."""
    if key is not None:
        return key.hex
    digest = hashlib.blake2b("\n".join(map(str, parts)).encode(), digest_size=16).hexdigest()
    return f"c-{digest}"


def another_report(receipt: Receipt, text: str) -> bool:
    """Tell whether a repeated key came with another text: somebody went back and wrote something new."""
    return not receipt.created and receipt.lead.text.strip() != text.strip()
