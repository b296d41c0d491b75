"""文书 of a case: what there is, what comes next, one form open, one document made."""

from collections.abc import Collection, Mapping
from itertools import groupby
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.forms.documenting import OutsideForm, ScanForm, VoidForm
from tongpan.cases.queries.documenting import suggested
from tongpan.cases.steps import documenting, hands
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.bringing import brought, uploads_of, waiting
from tongpan.cases.views.looking import Look, look
from tongpan.documents import queries as documents
from tongpan.documents.domain.choices import Reach, State
from tongpan.documents.domain.forms import Form, forms_on
from tongpan.documents.domain.numbering import code_words
from tongpan.documents.steps import reading
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.serving import stored_file
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to

GROUPS: Final[Mapping[str, str]] = {
    "source": "案源、管辖、移送",
    "filing": "立案和程序控制",
    "inspection": "行政检查",
    "investigation": "调查取证",
    "coercion": "强制措施",
    "review": "审核、告知、听证",
    "decision": "决定",
    "service": "送达",
    "execution": "执行",
    "closing": "结案归档",
    "remedy": "公示、救济、监督",
}


@require_GET
def listing(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Every document of a case, what the next steps need, and the whole catalogue."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    words = request.GET.get("q", "").strip()
    rows = documents.documents_of(record_of(seen.case))
    found = [one for one in forms_on(seen.today) if words in one.title or words in one.purpose]
    context = {
        "case": seen.case, "rows": rows, "may_make": bool(seen.roles), "q": words,
        "suggestions": suggestions(seen, [one.form for one in rows if one.state != State.VOID]) if seen.roles else (),
        "groups": [(GROUPS.get(key, key), list(part)) for key, part in groupby(found, key=lambda one: one.group)],
        "count": len(found),
    }  # fmt: skip
    return page(request, "cases/documents", context)


def suggestions(seen: Look, made: Collection[str]) -> list[dict[str, Any]]:
    """Return the forms that come into question now, each with where it is opened; `made` are those that stand."""
    found = suggested(seen.outlook, made, seen.today)
    return [
        {"form": form, "href": form_href(seen.case.pk, form, target), "made": form.code in made}
        for form, target in found
    ]


def form_href(case_id: UUID, form: Form, target: Target) -> str:
    """Return where a form is opened for a charge."""
    given = {"party": target.party, "cause": target.cause} if form.reach is not Reach.RECORD else {}
    asked = urlencode({name: text for name, text in given.items() if text})
    return reverse("cases:document_form", args=[case_id, form.code]) + (f"?{asked}" if asked else "")


@require_http_methods(["GET", "POST"])
def document(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """One document that was made: its files, its seal, how it is looked up; void it, or add the signed copy."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    row = documents.document_of(record_of(hand.case), document_id)
    if row.state == State.DRAFT:
        target = urlencode({"party": row.party, "cause": row.cause})
        return redirect(f"{reverse('cases:document_form', args=[case_id, row.form])}?{target}")
    do = request.POST.get("do", "")
    data, fault = brought(request, hand.case, actor, now) if do == "scan" else (None, None)
    void = VoidForm(posted(request) if do == "void" else None)
    scan = ScanForm(data, waiting=waiting(hand.case, actor) if hand.roles else (), fault=fault)
    status = 200
    where: dict[str, Any] = {"case_id": case_id, "document_id": document_id, "actor": actor, "now": now}
    if do == "void":
        status = try_to(request, void, lambda data: actions.void_document(**where, reason=data["reason"]))
    elif do == "scan":
        status = try_to(request, scan, lambda _: actions.attach_signed_copy(**where, uploads=uploads_of(scan)))
    if do and not status:
        messages.success(request, "已作废" if do == "void" else "扫描件已附上")
        return redirect("cases:document", case_id, document_id)
    context = {
        "case": hand.case, "row": row, "void": void, "scan": scan, "may": bool(hand.roles),
        "files": documents.files_of([row]).get(row.pk, ()),
        "void_reason": hand.hiding.label(row.void_reason), "title": hand.hiding.label(row.title),
        "sealing": documents.sealing_of(row), "code": code_words(row.code) if row.code else "",
        "facts": [
            ("文号", row.number or "没有文号"), ("落款", row.day), ("以谁的名义", row.issuer.name),
            ("来源", row.get_origin_display()), ("制作", f"{row.made_by}　{_moment(row.made_at)}"),
        ],
    }  # fmt: skip
    return page(request, "cases/document", context, status=status or 200)


def _moment(at: Any) -> str:
    local = at.astimezone(clock.SHANGHAI) if at is not None else None
    return f"{local:%Y-%m-%d %H:%M}" if local is not None else ""


@require_safe
def text(request: HttpRequest, case_id: UUID, document_id: UUID) -> HttpResponseBase:
    """The text of a document as PDF: the one in force, or how it looks before its seal."""
    now = clock.now()
    hand = hands.reader_of(case_id, acting(request), now)
    return reading.as_pdf(request, documents.document_of(record_of(hand.case), document_id), now)


@require_safe
def scan(request: HttpRequest, case_id: UUID, document_id: UUID, file_id: UUID) -> HttpResponseBase:
    """One file of a document."""
    hand = hands.reader_of(case_id, acting(request), clock.now())
    row = documents.document_of(record_of(hand.case), document_id)
    file = documents.file_of(row, file_id)
    return stored_file(request, file.sha256, file.media_type, f"{row.title}-{file.get_kind_display()}")


@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Enter a document that was made elsewhere."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    documenting.require_maker(hand, None)
    data, fault = brought(request, hand.case, actor, now)
    offered = [(one.code, one.title) for one in forms_on(date_of(now))]
    bound = OutsideForm(data, offered=offered, waiting=waiting(hand.case, actor), fault=fault)
    status = 200
    if request.method == "POST":

        def run(given: dict[str, Any]) -> object:
            return actions.enter_document(
                case_id=case_id, code=given["form"], title=given["title"], number=given["number"], day=given["day"],
                target=Target(), uploads=uploads_of(bound), actor=actor, now=now,
            )  # fmt: skip

        status = try_to(request, bound, run)
        if not status:
            messages.success(request, "已登记")
            return redirect("cases:documents", case_id)
    return page(request, "cases/document_outside", {"case": hand.case, "form": bound}, status=status or 200)
