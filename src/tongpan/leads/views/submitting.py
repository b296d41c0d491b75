"""How every form here is answered: what was typed stays, the reason stands where it belongs, the status tells."""

import hashlib
from uuid import UUID, uuid4

from django import forms
from django.http import HttpRequest

from tongpan.kernel import refusals
from tongpan.kernel.errors import Refusal
from tongpan.leads.actions import Receipt

SOURCE = "form"
RENAMED = {"point": "town", "place": "town", "files": "photos", "into": "into"}
"""field names of refusals → field names of forms"""


def say(form: forms.Form, refusal: Refusal, request: HttpRequest | None = None) -> int:
    """Put a refusal on its form, keep it for supervision where it matters, and return the status to answer with."""
    placed = 0
    for name, text in refusal.fields.items():
        target = name if name in form.fields else RENAMED.get(name, "")
        if target in form.fields and not form.fields[target].widget.is_hidden:
            if text not in form.errors.get(target, []):
                form.add_error(target, text)
            placed += 1
    if not placed or placed < len(refusal.fields):
        form.add_error(None, str(refusal))
    if request is not None:
        refusals.record(request, refusal)
    return refusal.status


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
