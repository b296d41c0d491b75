"""What is done about one lead besides assigning: 上报, 催办, 核查, 争议, 联合, 移送 — each one form on one page."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.dispatch import actions
from tongpan.dispatch.domain.choices import EscalationTest
from tongpan.dispatch.forms.between import DisputeForm
from tongpan.dispatch.forms.orders import AnswerForm, CheckForm, EscalateForm, UrgeForm
from tongpan.dispatch.models import Urge
from tongpan.dispatch.steps import disputing
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.kernel.permissions import Permission
from tongpan.leads import queries as leads
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

Data = dict[str, Any]
Run = Callable[[Actor, datetime, Data], object]


def _one_form(
    request: HttpRequest,
    lead_id: UUID,
    form: forms.Form,
    run: Run,
    *,
    title: str,
    button: str,
    text: str,
    note: str = "",
) -> HttpResponse:
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda data: run(actor, now, data))
        if not status:
            return done(request, text, "leads:lead", lead_id)
    context = {"lead": lead, "form": form, "title_text": title, "button": button, "note": note}
    return page(request, "dispatch/small", context, status=status)


@require_http_methods(["GET", "POST"])
def escalate(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """上报区级 (M024)."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        test = EscalationTest(data["test"])
        return actions.escalate_lead(lead_id=lead_id, actor=actor, now=now, test=test, reason=data["reason"])

    form = EscalateForm(posted(request))
    return _one_form(
        request, lead_id, form, run, title="上报区级", button="上报", text="已上报区级调度台",
        note="上报后由区级调度台交办；本镇街仍可查看、催办。期限照常计算。",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def urge(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """催办或督办."""
    may_supervise = acting(request).can(Permission.DISPATCH_SUPERVISE)
    form = UrgeForm(posted(request))
    if not may_supervise:
        del form.fields["supervise"]

    def run(actor: Actor, now: datetime, data: Data) -> object:
        supervise = bool(data.get("supervise"))
        return actions.urge_lead(lead_id=lead_id, actor=actor, now=now, text=data["text"], supervise=supervise)

    return _one_form(request, lead_id, form, run, title="催办", button="发出", text="已发出")


@require_http_methods(["GET", "POST"])
def answer_urge(request: HttpRequest, urge_id: UUID) -> HttpResponse:
    """答复催办或督办."""
    found = Urge.objects.filter(pk=urge_id).first()
    if found is None:
        raise NotFound("没有找到这件催办，或您无权查看")

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.answer_urge(urge_id=urge_id, actor=actor, now=now, answer=data["answer"])

    form = AnswerForm(posted(request))
    note = f"{found.get_kind_display()}：{found.text}"
    title = f"答复{found.get_kind_display()}"
    return _one_form(request, found.lead_id, form, run, title=title, button="答复", text="已答复", note=note)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """核查反馈 (M014): accept, or send back to the team."""
    form = CheckForm(posted(request))
    accepted = request.POST.get("do") != "back"
    actor, now = acting(request), clock.now()
    lead = leads.lead_for(actor, lead_id)
    status = 200
    if request.method == "POST":
        status = try_to(
            request,
            form,
            lambda data: actions.check_result(
                lead_id=lead_id, actor=actor, now=now, accepted=accepted, remark=data["remark"]
            ),
        )
        if not status:
            text = "已认可，请在三个工作日内答复反映人" if accepted else "已退回原队伍补办"
            return done(request, text, "leads:lead", lead_id)
    return page(request, "dispatch/check", {"lead": lead, "form": form}, status=status)


@require_http_methods(["GET", "POST"])
def dispute(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """提出职责争议."""

    def run(actor: Actor, now: datetime, data: Data) -> object:
        return actions.raise_dispute(
            lead_id=lead_id, actor=actor, now=now, claim=data["claim"], basis=data["basis"],
            evidence=data["evidence"], new_fact=data.get("new_fact", ""),
        )  # fmt: skip

    earlier = disputing.decided_before(leads.lead_for(acting(request), lead_id), date_of(clock.now()))
    form = DisputeForm(posted(request), decided_before=earlier is not None)
    note = f"{earlier.text}。同一事项应照此办理。" if earlier else ""
    return _one_form(
        request, lead_id, form, run, title="提出职责争议", button="提交区级裁定", text="已提交区级调度台裁定",
        note=f"{note}裁定前仍由现在的队伍负责，期限照常计算。",
    )  # fmt: skip
