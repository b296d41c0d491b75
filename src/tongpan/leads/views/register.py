"""接电话登记: one screen for whoever has a caller on the line."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.leads import policies
from tongpan.leads.actions import report_lead
from tongpan.leads.domain import why
from tongpan.leads.domain.choices import Channel, Nature, Priority
from tongpan.leads.domain.report import Report, Who
from tongpan.leads.forms.reporting import RegisterForm
from tongpan.leads.queries import matters
from tongpan.leads.queries.around import calls_from
from tongpan.leads.steps.previewing import preview as look_ahead
from tongpan.leads.views.reports import district_of, place_choices
from tongpan.leads.views.submitting import SOURCE, another_report, fresh_key, key_or_digest, refused
from tongpan.ui.pages import page

ENOUGH = 6
"""characters before a preview says anything worth reading"""


def _form(data: QueryDict | MultiValueDict[str, Any] | None, actor: Actor, **rest: Any) -> RegisterForm:
    return RegisterForm(data, **place_choices(actor), **rest)


def _require_desk(actor: Actor) -> None:
    if not policies.may_take_calls(actor):
        raise Forbidden("接电话登记由值守台办理；您看到的问题请用“一键上报”")


@require_http_methods(["GET", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Write down what a caller says, and read the number out to them."""
    actor = acting(request)
    _require_desk(actor)
    if request.method == "GET":
        phone = request.GET.get("phone", "")[:20]
        start = {"key": fresh_key(), "town": str(actor.town_id or ""), "channel": Channel.HOTLINE, "phone": phone}
        return _show(request, _form(None, actor, initial=start), actor, 200)
    form = _form(request.POST, actor)
    if "lookup" in request.POST:  # without a script: look the caller up, keep what was typed
        return _show(request, _form(None, actor, initial=request.POST.dict()), actor, 200)
    if not form.is_valid():
        return _show(request, form, actor, 422)
    try:
        receipt = report_lead(report=_report(form, actor), actor=actor, now=clock.now())
    except Refusal as refusal:
        return _show(request, form, actor, refused(request, form, refusal))
    if another_report(receipt, form.cleaned_data["text"]):
        data = request.POST.copy()
        data["key"] = fresh_key().hex
        form = _form(data, actor)
        where = "这个工单号" if form.data.get("external_id") else "这张表"
        form.add_error(None, f"{where}已登记过，编号 {receipt.lead.number}。要再登记一件，请核对工单号后再点一次“登记”")
        return _show(request, form, actor, 409)
    context = {
        "lead": receipt.lead, "code": receipt.query_code, "created": receipt.created,
        "alike": receipt.possible_duplicates, "why": receipt.lead.route.get("why", ""),
    }  # fmt: skip
    response = page(request, "leads/registered", context)
    response["Cache-Control"] = "no-store, private"
    return response


def _report(form: RegisterForm, actor: Actor) -> Report:
    data = form.cleaned_data
    system, number = SOURCE, key_or_digest(data["key"], actor.label, data["text"], clock.today())
    if data["external_id"]:  # the number of the upstream system is the better key: the same order is one lead (M101)
        system, number = data["channel"].lower().replace("_", "-"), data["external_id"].strip()
    return Report(
        district_id=district_of(actor),
        text=data["text"],
        channel=Channel(data["channel"]),
        nature=Nature(data["nature"]) if data["nature"] else None,
        priority=Priority(data["priority"]),
        emergency_note=data["emergency_note"],
        occurred_at=data["occurred_at"],
        where=form.where(),
        who=Who(name=data["name"], phone=data["phone"], wants_answer=data["wants_answer"]),
        matter_id=data["matter"] if actor.can(Permission.LEADS_TRIAGE) else None,
        source_system=system,
        source_id=number,
    )


def _show(request: HttpRequest, form: RegisterForm, actor: Actor, status: int) -> HttpResponse:
    context = {"form": form, "may_look_up": actor.can(Permission.LEADS_REPORTER)}
    context |= _calls(actor, str(form["phone"].value() or ""))
    return page(request, "leads/register", context | {"preview": None}, status=status)


def _calls(actor: Actor, phone: str) -> dict[str, Any]:
    if not actor.can(Permission.LEADS_REPORTER) or len(phone.strip()) < 5:
        return {"calls": [], "calls_total": 0, "asked": False}
    total, calls = calls_from(actor, phone)
    return {"calls": calls, "calls_total": total, "asked": True}


@require_POST
def caller(request: HttpRequest) -> HttpResponse:
    """Show what came from this number before. Writes nothing; a POST keeps the number out of addresses and logs."""
    actor = acting(request)
    _require_desk(actor)
    response = page(request, "leads/caller", _calls(actor, request.POST.get("phone", "")[:20]))
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
def preview(request: HttpRequest) -> HttpResponse:
    """Show the likely matter and possible duplicates while it is being typed. Writes nothing."""
    actor = acting(request)
    _require_desk(actor)
    form = _form(request.POST, actor)
    form.is_valid()
    data = form.cleaned_data
    text = request.POST.get("text", "")[:4000].replace("\x00", "")
    shown = None
    if len(text.strip()) >= ENOUGH:
        report = Report(
            district_id=district_of(actor), text=text, channel=Channel.HOTLINE, where=form.where(),
            matter_id=data.get("matter") if actor.can(Permission.LEADS_TRIAGE) else None,
        )  # fmt: skip
        shown = _shown(look_ahead(report, actor, clock.now()), report.district_id)
    response = page(request, "leads/preview", {"preview": shown})
    response["Cache-Control"] = "no-store, private"
    return response


def _shown(found: Any, district_id: UUID) -> dict[str, Any]:
    codes = [item["code"] for item in found.route.get("candidates") or []]
    return {
        "why": why.shown(found.route, matters.names_by_code(district_id)),
        "emergency": found.emergency,
        "alike": found.alike,
        "suggested": matters.by_code(district_id, codes),
        "matter_id": found.matter_id,
    }
