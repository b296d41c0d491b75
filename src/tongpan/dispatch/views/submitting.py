"""How every form here is answered: what was typed stays, the reason stands where it belongs, the status tells."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from tongpan.kernel import refusals
from tongpan.kernel.errors import NotFound, Refusal

MALFORMED = 422


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def try_to(request: HttpRequest, form: forms.Form, run: Callable[[dict[str, Any]], object]) -> int:
    """
    Do what a form asks; return 0 when it was done, else the status to answer with, the reasons being on the form.

    What the actor may not know of is answered as a page of its own.
    """
    if not form.is_valid():
        return MALFORMED
    try:
        run(form.cleaned_data)
    except NotFound:
        raise
    except Refusal as refusal:
        say(form, refusal)
        refusals.record(request, refusal)
        return refusal.status
    return 0


def say(form: forms.Form, refusal: Refusal) -> None:
    """Put a refusal on its form: beside its fields where they are shown, else above them."""
    placed = 0
    for name, text in refusal.fields.items():
        if name in form.fields and not form.fields[name].widget.is_hidden:
            form.add_error(name, text)
            placed += 1
    if not placed or placed < len(refusal.fields):
        form.add_error(None, str(refusal))


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
