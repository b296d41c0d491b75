"""Pages with one form: what was typed stays, the reason stands where it belongs, and the status tells."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from tongpan.agencies import policies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries.actors import acting
from tongpan.kernel.errors import NotFound
from tongpan.ui import submitting
from tongpan.ui.pages import page

RENAMED = {"team_id": "team", "towns": "town"}
"""field names of refusals → field names of forms"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a page with one form looks: its title, where it leads back, what its button says, what stands above."""

    title: str
    button: str
    back: tuple[str, str]
    """address and name of where it came from"""
    note: str = ""
    sub: str = ""
    danger: bool = False
    crumbs: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Secret:
    """Something that is shown once: a password or a token, and to whom it belongs."""

    title: str
    whose: str
    label: str
    value: str
    how: str
    back: tuple[str, str]


def manager_of(request: HttpRequest) -> Actor:
    """
    Return the actor, if they manage their district.

    :raises NotFound: otherwise
    """
    actor = acting(request)
    if not policies.may_manage(actor, actor.district_id):
        raise NotFound("没有这个页面，或您无权查看；机构与人员由本区的系统管理员管理")
    return actor


def try_to(request: HttpRequest, form: forms.Form, run: Callable[[dict[str, Any]], object]) -> int:
    """Do what a form asks; return 0 when it was done, else the status to answer with, the reasons on the form."""
    return submitting.try_to(request, form, run, renamed=RENAMED, whole=True)


def answer(
    request: HttpRequest, form: forms.Form, sheet: Sheet, run: Callable[[dict[str, Any]], object], done: str
) -> HttpResponse:
    """Show the form, or do what it asks and go back, saying that it was done."""
    status = 200
    if request.method == "POST":
        status = try_to(request, form, run)
        if not status:
            messages.success(request, done)
            return redirect(sheet.back[0])
    return show(request, form, sheet, status)


def show(request: HttpRequest, form: forms.Form, sheet: Sheet, status: int = 200) -> HttpResponse:
    """Show a page with one form."""
    context: Mapping[str, Any] = {"form": form, "sheet": sheet}
    return page(request, "agencies/single", context, status=status)


def tell_once(request: HttpRequest, secret: Secret) -> HttpResponse:
    """Show a password or token, once; nothing between here and the reader keeps it."""
    response = page(request, "agencies/once", {"secret": secret})
    response["Cache-Control"] = "no-store"
    return response
