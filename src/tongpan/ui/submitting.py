"""How every form is answered: what was typed stays, the reason stands where it belongs, the status tells."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from tongpan.kernel import refusals
from tongpan.kernel.errors import NotFound, Refusal

MALFORMED = 422
AS_THEY_ARE: Mapping[str, str] = MappingProxyType({})


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, also when it is nothing at all; None for a page that is only looked at."""
    return request.POST if request.method == "POST" else None


def try_to(
    request: HttpRequest,
    form: forms.Form,
    run: Callable[[dict[str, Any]], object],
    *,
    renamed: Mapping[str, str] = AS_THEY_ARE,
    whole: bool = False,
) -> int:
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
        return refused(request, form, refusal, renamed=renamed, whole=whole)
    return 0


def refused(
    request: HttpRequest,
    form: forms.Form,
    refusal: Refusal,
    *,
    renamed: Mapping[str, str] = AS_THEY_ARE,
    whole: bool = False,
    beside: str | None = None,
) -> int:
    """
    Put a refusal on its form, keep it for supervision where it matters, and return the status to answer with.

    `renamed` leads from a refusal's field to the form's, where the form has another name for it. The whole reason
    stands above the form where a field of the refusal is not shown, and with `whole` wherever no field says just that;
    `beside` puts it beside a field instead.
    """
    shown = [
        _show(form, name if name in form.fields else renamed.get(name, ""), text)
        for name, text in refusal.fields.items()
    ]
    said = str(refusal) in refusal.fields.values() if whole else all(shown)
    if not any(shown) or not said:
        form.add_error(beside, str(refusal))
    refusals.record(request, refusal)
    return refusal.status


def _show(form: forms.Form, name: str, text: str) -> bool:
    """Put a text beside a field; return False where no such field is seen."""
    if name not in form.fields or form.fields[name].widget.is_hidden:
        return False
    if text not in form.errors.get(name, []):
        form.add_error(name, text)
    return True


def done(request: HttpRequest, text: str, address: str, *args: object) -> HttpResponse:
    """Say that it was done, and go on: where the form came from, or to the page named."""
    messages.success(request, text)
    back = request.POST.get("next", "")
    if back and url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        return redirect(back)
    return redirect(address, *args)
