"""One form about a case on one page: sent, refused with everything typed in it, or done and back to the case."""

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from tongpan.cases.models import Case
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, try_to


def one_form(
    request: HttpRequest, case: Case, form: forms.Form, run: Callable[[dict[str, Any]], object], *, title: str,
    said: str, note: str = "", groups: Sequence[tuple[str, Sequence[str]]] = (), draft: bool = False,
    matters: Sequence[tuple[str, str]] = (), button: str = "记下",
) -> HttpResponse:  # fmt: skip
    """
    Show a form, or do what was sent. `said` is said when it is done, `groups` are names of fields under headings,
    `button` says what sending does.

    With `draft` the browser keeps what is typed; `matters` are what a field of that list suggests.
    """
    status = 200
    if request.method == "POST":
        status = try_to(request, form, run)
        if not status:
            return done(request, said, "cases:case", case.pk)
    context = {
        "case": case, "form": form, "title_text": title, "note": note, "matters": matters,
        "groups": [(name, [form[field] for field in fields]) for name, fields in groups],
        "draft": request.path if draft else "", "button": button,
    }  # fmt: skip
    return page(request, "cases/find", context, status=status)
