"""What follows on a form here: where to go on, and the ids it holds."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme


def done(request: HttpRequest, text: str, address: str, *args: object) -> HttpResponse:
    """Say that it was done, and go on: where the form came from, or to the page named."""
    messages.success(request, text)
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect(address, *args)


def key_of(text: str) -> UUID | None:
    """Return an id from a form, or None for none."""
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
