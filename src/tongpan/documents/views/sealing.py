"""用印: what waits for a seal; the register of seals."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.documents import actions, policies, queries
from tongpan.documents.actions import Registering
from tongpan.documents.domain.choices import Provider, SealKind
from tongpan.documents.forms.sealing import CloseForm, RegisterForm, SealForm
from tongpan.documents.models import Document
from tongpan.documents.steps import reading
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.permissions import Permission
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@require_http_methods(["GET", "POST"])
def to_seal(request: HttpRequest) -> HttpResponse:
    """What waits for a seal of the actor's organ, and putting it on."""
    actor, now = acting(request), clock.now()
    policies.require_sealer(actor)
    waiting, today = queries.to_seal(actor), date_of(now)
    seals = queries.seals_of({one.issuer_id for one in waiting} & policies.bodies_of(actor), today)
    form = SealForm(posted(request), waiting=waiting, seals=seals)
    status = 200
    if request.method == "POST":
        sealed: list[Document] = []

        def run(data: dict[str, Any]) -> object:
            given = {"seal_id": UUID(data["seal"]), "copies": data["copies"], "note": data["note"]}
            for one in form.chosen():
                sealed.append(actions.seal_document(document_id=one, actor=actor, now=now, **given))
            return sealed

        status = try_to(request, form, run, whole=True)
        if sealed:
            messages.success(request, f"已给 {len(sealed)} 份文书用印：{'、'.join(map(str, sealed))}")
        if not status:
            return redirect("documents:to_seal")
        if sealed:  # the rest waits; what stopped it stands above what is still to be done
            waiting = queries.to_seal(actor)
    begin = today.replace(month=1, day=1)
    rows = policies.of_organs(actor, Document.objects.all())
    context = {
        "waiting": waiting, "seals": seals, "form": form, "since": begin,
        "keeps": actor.can(Permission.DOCUMENTS_SEALS),
        "shares": queries.shares(rows, begin, today + timedelta(days=1)),
    }  # fmt: skip
    return page(request, "documents/to_seal", context, status=status or 200)


@require_safe
def text(request: HttpRequest, document_id: UUID) -> HttpResponseBase:
    """A document as who seals it reads it."""
    return reading.as_pdf(request, queries.waiting_for_seal(acting(request), document_id), clock.now())


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """印章登记簿."""
    actor, now = acting(request), clock.now()
    policies.require_keeper(actor)
    bodies = policies.bodies_of(actor)
    named = [(str(one.pk), one.name) for one in agencies.agencies_in(bodies).values()]
    initial = {"valid_from": date_of(now), "name": named[0][1] if len(named) == 1 else ""}
    form = RegisterForm(posted(request), bodies=named, test_seals=settings.TONGPAN_TEST_SEALS, initial=initial)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            given = Registering(
                body_id=UUID(data["body"]), name=data["name"], kind=SealKind(data["kind"]),
                provider=Provider(data["provider"]), keeper=data["keeper"], valid_from=data["valid_from"],
                container=data["container"],
            )  # fmt: skip
            return actions.register_seal(given=given, actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "印章已登记")
            return redirect("documents:seals")
    context = {"seals": queries.seals_of(bodies), "form": form, "today": date_of(now)}
    return page(request, "documents/seals", context, status=status or 200)


@require_http_methods(["GET", "POST"])
def one_seal(request: HttpRequest, seal_id: UUID) -> HttpResponse:
    """One seal: what it was used for, and giving it up."""
    actor, now = acting(request), clock.now()
    policies.require_keeper(actor)
    seal = queries.seal_by_id(seal_id, actor)
    form = CloseForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.close_seal(seal_id=seal_id, reason=data["reason"], actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "印章已停用")
            return redirect("documents:seals")
    context = {
        "seal": seal, "uses": queries.uses_of(seal), "form": form,
        "facts": [
            ("印文", seal.name), ("种类", seal.get_kind_display()), ("方式", seal.get_provider_display()),
            ("机关", seal.body.name), ("保管人", seal.keeper), ("启用", seal.valid_from), ("停用", seal.valid_to),
            ("停用原因", seal.closed_reason), ("证书指纹（SHA-256）", seal.fingerprint),
            ("登记", seal.registered_by),
        ],
    }  # fmt: skip
    return page(request, "documents/seal", context, status=status or 200)
