"""One form of a case open: saved as a draft, looked at as PDF, made into a document, or thrown away."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.forms.documenting import DocumentForm
from tongpan.cases.steps import documenting
from tongpan.cases.steps.documenting import Desk
from tongpan.cases.views.documents import form_href
from tongpan.cases.views.looking import look
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import Reach, State
from tongpan.documents.domain.forms import forms_on
from tongpan.documents.models import Document
from tongpan.documents.queries import lookup_address
from tongpan.documents.steps import drafting, making
from tongpan.documents.steps.reading import PDF
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid, NotFound
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_http_methods(["GET", "POST"])
def form(request: HttpRequest, case_id: UUID, code: str) -> HttpResponseBase:
    """One form."""
    target = Target(request.GET.get("party", ""), request.GET.get("cause", ""))
    try:
        desk = documenting.desk_of(case_id, code, target, acting(request), clock.now())
    except Invalid as refusal:
        if refusal.code != "documents.target":
            raise
        return _whom(request, case_id, code)
    draft = drafting.draft_of(desk.owner, desk.form)
    values = desk.given | (draft.content["values"] if draft is not None else {})
    initial = {"version": draft.version if draft is not None else None}
    bound = DocumentForm(posted(request), form=desk.form, values=values, given=desk.given, initial=initial)
    status = 200
    if request.method == "POST":
        answer = _DOING.get(request.POST.get("do", ""), _save)(request, desk, bound)
        if not isinstance(answer, int):
            return answer
        status = answer
        bound.look_again(draft.version if (draft := drafting.draft_of(desk.owner, desk.form)) is not None else None)
    untyped = desk.form.given_by_record(desk.given)
    fixed = [(one.label, _shown(desk.given.get(one.name)), one) for one in desk.form.fields if one.name in untyped]
    context = {
        "case": desk.case, "doc": desk.form, "form": bound, "draft": draft, "fixed": fixed,
        "missing": [one.label for _, text, one in fixed if one.required and not text],
    }  # fmt: skip
    return page(request, "cases/document_form", context, status=status)


def _where(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    return {
        "case_id": desk.case.pk, "code": desk.form.code, "target": desk.target, "actor": acting(request),
        "now": clock.now(),
    }  # fmt: skip


def _save(request: HttpRequest, desk: Desk, bound: DocumentForm) -> HttpResponseBase | int:
    def run(data: dict[str, Any]) -> object:
        return actions.keep_draft(**_where(request, desk), entered=bound.entered(), version=data["version"])

    if status := try_to(request, bound, run):
        return status
    messages.success(request, "草稿已保存")
    return redirect(request.get_full_path())


def _preview(request: HttpRequest, desk: Desk, bound: DocumentForm) -> HttpResponseBase | int:
    made: list[bytes] = []

    def run(_: dict[str, Any]) -> object:
        merged = drafting.merged(desk.form, drafting.Typed(bound.entered(), desk.given))
        made.append(making.preview(desk.form, merged, organ=desk.owner.organ, now=clock.now()))
        return made

    if status := try_to(request, bound, run):
        return status
    return HttpResponse(made[0], content_type=PDF, headers={"Content-Disposition": "inline"})


def _make(request: HttpRequest, desk: Desk, bound: DocumentForm) -> HttpResponseBase | int:
    made: list[Document] = []

    def run(data: dict[str, Any]) -> object:
        given = _where(request, desk) | {"address": lookup_address(request), "version": data["version"]}
        made.append(actions.make_document(**given, entered=bound.entered()))
        return made

    if status := try_to(request, bound, run):
        return status
    row = made[0]
    said = "已制作，等待用印" if row.state == State.MADE else "已制作"
    messages.success(request, f"《{row.title}》{row.number}{said}")
    return redirect("cases:document", desk.case.pk, row.pk)


def _drop(request: HttpRequest, desk: Desk, _: DocumentForm) -> HttpResponseBase | int:
    actions.drop_draft(**_where(request, desk))
    messages.success(request, "草稿已删去")
    return redirect("cases:documents", desk.case.pk)


_DOING: dict[str, Callable[[HttpRequest, Desk, DocumentForm], HttpResponseBase | int]] = {
    "save": _save, "preview": _preview, "make": _make, "drop": _drop,
}  # fmt: skip


def _shown(value: Value | None) -> str:
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        return value
    return "\n".join(item if isinstance(item, str) else "：".join(item) for item in value)


def _whom(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """Ask of whom a paper speaks."""
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    wanted = next((one for one in forms_on(seen.today) if one.code == code), None)
    if wanted is None:
        raise NotFound("文书格式目录里没有这一种")
    causes = {one.id: one.name for one in seen.facts.causes}
    if wanted.reach is Reach.PARTY:
        pairs = [(Target(one.id), seen.names[one.id]) for one in seen.left.parties]
    else:
        pairs = [
            (Target(one.party, one.cause), f"{seen.names[one.party]}　{causes.get(one.cause, one.cause)}")
            for one in seen.left.charges
        ]
    offered = [(form_href(case_id, wanted, target), text) for target, text in pairs]
    return page(request, "cases/document_whom", {"case": seen.case, "doc": wanted, "offered": offered})
