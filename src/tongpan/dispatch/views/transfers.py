"""移送: the form, the sheet (移送单), what came back; and the one-time link for departments that do not log in."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions, policies, queries
from tongpan.dispatch.domain.choices import TRANSFER_OPEN, FrontEnd, TransferStatus
from tongpan.dispatch.forms.between import LinkForm, TransferAnswerForm, TransferForm
from tongpan.dispatch.models import Transfer
from tongpan.dispatch.views import shown
from tongpan.dispatch.views.listing import require_reader
from tongpan.dispatch.views.submitting import key_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.crypto import mask_personal
from tongpan.kernel.errors import NotFound
from tongpan.leads import queries as leads
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

STEPS = dict(FrontEnd.choices)


def transfer_for(actor: Actor, transfer_id: UUID) -> Transfer:
    """
    Return a transfer the actor may see.

    :raises NotFound: if there is none, or it is outside the actor's scope
    """
    related = ("lead", "lead__town", "lead__village", "lead__grid", "lead__matter", "to_body", "town", "district")
    shapes = (
        "lead__town__geometry",
        "lead__village__geometry",
        "lead__grid__geometry",
        "town__geometry",
        "district__geometry",
    )
    rows = Transfer.objects.select_related(*related).defer(*shapes)
    found = policies.visible(actor, rows).filter(pk=transfer_id).first()
    if found is None:
        raise NotFound("没有找到这张移送单，或您无权查看")
    return found


@require_GET
def transfer_list(request: HttpRequest) -> HttpResponse:
    """移送: those that wait for a signature or a result, or all."""
    actor = acting(request)
    require_reader(actor)
    every = request.GET.get("all") == "1"
    found = queries.transfers(actor, waiting=not every, after=request.GET.get("after"))
    tabs = [("?", "待签收、待反馈", None, not every), ("?all=1", "全部", None, every)]
    return page(request, "dispatch/transfers", {"page": found, "transfers": found.items, "tabs": tabs})


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """移送一件线索."""
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    bodies = shown.body_choices(shown.bodies_of_district(lead.district_id, date_of(now)))
    form, status = TransferForm(posted(request), bodies=bodies), 200
    sent: list[actions.Sent] = []
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            to = actions.Receiver(data["to_name"], data["to_phone"], key_of(data["to_body"]))
            made = actions.send_transfer(
                lead_id=lead_id, to=to, front_end=data["front_end"], front_end_steps=data["front_end_steps"],
                reason=data["reason"], offline=data["offline"], receipt=data["receipt"], actor=actor, now=now,
            )  # fmt: skip
            sent.append(made)
            return made

        status = try_to(request, form, run)
    if sent:
        return _with_link(request, sent[0])
    context = {"lead": lead, "form": form, "facts": shown.lead_facts(lead), "title": mask_personal(lead.title)}
    return page(request, "dispatch/send", context, status=status)


@require_POST
def renew(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """Make a new one-time link."""
    return _with_link(request, actions.renew_link(transfer_id=transfer_id, actor=acting(request), now=clock.now()))


def _with_link(request: HttpRequest, sent: actions.Sent) -> HttpResponse:
    """Show the sheet with the link: now, and never again."""
    address = request.build_absolute_uri(reverse("dispatch:link", args=[sent.token]))
    context = _sheet(transfer_for(acting(request), sent.transfer.pk)) | {"link": address}
    response = page(request, "dispatch/sheet", context)
    response["Cache-Control"] = "no-store"
    return response


def _sheet(found: Transfer) -> dict[str, Any]:
    names = queries.names_of([found.sent_by])
    return {
        "transfer": found,
        "lead": found.lead,
        "title": mask_personal(found.lead.title),
        "text": mask_personal(found.lead.text),
        "place": shown.place_of(found.lead),
        "steps": [STEPS[step] for step in found.front_end_steps if step in STEPS],
        "sent_by": names.get(found.sent_by, ""),
        "link": "",
    }


@require_GET
def sheet(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """移送单, for print."""
    return page(request, "dispatch/sheet", _sheet(transfer_for(acting(request), transfer_id)))


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer; the receiving liaison signs, refuses or answers here."""
    actor, now = acting(request), clock.now()
    found = transfer_for(actor, transfer_id)
    form, status = TransferAnswerForm(posted(request)), 200
    if request.method == "POST":
        do = request.POST.get("do", "")
        given: dict[str, Any] = {"transfer_id": transfer_id, "actor": actor, "now": now}

        def run(data: dict[str, Any]) -> object:
            if do == "receive":
                return actions.receive_transfer(**given)
            if do == "refuse":
                return actions.refuse_transfer(reason=data["reason"], **given)
            return actions.answer_transfer(result=data["result"], told_by=data["told_by"], **given)

        status = try_to(request, form, run)
        if not status:
            return done(request, "已登记", "dispatch:transfer", transfer_id)
    receives = policies.may_receive(actor, found)
    waiting = found.status in TRANSFER_OPEN
    context = _sheet(found) | {
        "form": form,
        "may_receive": receives and found.status == TransferStatus.SENT,
        "may_refuse": receives and waiting,
        "may_answer": waiting and (receives or policies.may_transfer(actor, found.lead)),
        "for_other": not receives,
        "may_renew": waiting and policies.may_transfer(actor, found.lead),
    }
    return page(request, "dispatch/transfer", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest, token: str) -> HttpResponse:
    """The one-time link: a department that does not log in signs, refuses or answers."""
    now = clock.now()
    if request.method == "GET" and request.GET.get("done"):
        return page(request, "dispatch/link_done", {})
    found = queries.transfer_behind(token, date_of(now))
    form, status = LinkForm(posted(request)), 200
    if request.method == "POST":
        do = request.POST.get("do", "")

        def run(data: dict[str, Any]) -> object:
            return actions.answer_by_link(
                token=token, now=now, do=do, name=data["name"], reason=data["reason"], result=data["result"]
            )

        status = try_to(request, form, run)
        if not status:
            return redirect(reverse("dispatch:link", args=[token]) + ("" if do == "receive" else "?done=1"))
    context = _sheet(found) | {"form": form, "signed": found.status == TransferStatus.RECEIVED}
    return page(request, "dispatch/link", context, status=status)
