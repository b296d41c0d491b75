"""What is done with one lead by a form: set matter, set place, settle, answer, file, open again, merge, add files."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.kernel import clock, crypto
from tongpan.kernel.errors import NotFound, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.leads import actions, policies
from tongpan.leads.actions.attachments import attach_files, keep_files
from tongpan.leads.domain.choices import Outcome, RouteRule
from tongpan.leads.domain.records import missing_for_archive
from tongpan.leads.forms.triage import AnswerForm, MatterForm, MergeForm, NobodyForm, PlaceForm, ReopenForm, SettleForm
from tongpan.leads.models import Lead
from tongpan.leads.queries import by_number, detail_for, lead_for, matters
from tongpan.leads.queries.around import towns_for, villages_of_county
from tongpan.leads.views.submitting import RENAMED
from tongpan.ui.pages import page
from tongpan.ui.submitting import try_to

Work = Callable[[Any, Actor], Any]


def act(
    request: HttpRequest, lead: Lead, form: forms.Form, part: str, title: str, *,
    permission: Permission, work: Work, done: str, **context: Any,
) -> HttpResponse:  # fmt: skip
    """Show a form about one lead, or do what it says and go back to the lead; refused, it keeps what was typed."""
    actor = acting(request)
    policies.require(actor, lead, permission)
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda _: work(form, actor), renamed=RENAMED)
        if not status:
            messages.success(request, done)
            return redirect("leads:lead", lead.pk)
    shown = {
        "lead": lead,
        "lead_title": crypto.mask_personal(lead.title),
        "lead_text": crypto.mask_personal(lead.text),
        "form": form,
        "part": f"leads/parts/{part}.html",
        "title": title,
    }
    return page(request, "leads/act", shown | context, status=status)


@require_http_methods(["GET", "POST"])
def set_matter(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """确定事项: the system's candidates first, then a search."""
    lead = lead_for(acting(request), lead_id)
    form = MatterForm(_picked(request), initial={"matter": lead.matter_id})
    codes = [item["code"] for item in lead.route.get("candidates") or []]
    suggested = matters.by_code(lead.district_id, codes)
    shown = [one.id for one in suggested]
    if (chosen := form["matter"].value()) and str(chosen) not in map(str, shown):
        shown_more = matters.named(lead.district_id, [_uuid(chosen)])
        suggested = [*shown_more.values(), *suggested]

    def work(form: MatterForm, actor: Actor) -> None:
        values = form.cleaned_data
        actions.reroute(
            lead_id=lead_id, actor=actor, now=clock.now(), matter_id=values["matter"], reason=values["reason"]
        )

    return act(
        request, lead, form, "matter", "确定事项", permission=Permission.LEADS_TRIAGE, work=work,
        done="事项已确定，已按它重新找有权机关", suggested=suggested, chosen=str(chosen or ""),
        all_matters=matters.by_domain(lead.district_id),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def set_place(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """补地点: town, village, landmark, or a press on the map."""
    actor = acting(request)
    lead = lead_for(actor, lead_id)
    initial = {
        "town": str(lead.town_id or ""), "village": str(lead.village_id or ""), "place_text": lead.place_text,
        "lon": _number(request.GET.get("lon")) or lead.lon, "lat": _number(request.GET.get("lat")) or lead.lat,
    }  # fmt: skip
    form = PlaceForm(
        request.POST or None,
        initial=initial,
        towns=towns_for(actor),
        villages=villages_of_county(lead.district_id),
    )

    def work(form: PlaceForm, actor: Actor) -> None:
        reason = form.cleaned_data["reason"]
        actions.reroute(lead_id=lead_id, actor=actor, now=clock.now(), where=form.where(), reason=reason)

    return act(
        request, lead, form, "place", "补地点", permission=Permission.LEADS_TRIAGE, work=work,
        done="地点已补上，已重新分流", outline=lead.town_id or lead.district_id,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """在值守台办结: what is not enforcement, belongs elsewhere, or nobody may act on."""
    lead = lead_for(acting(request), lead_id)
    nobody = lead.route_rule == RouteRule.NO_COMPETENCE
    form = SettleForm(request.POST or None, initial={"outcome": Outcome.NO_COMPETENT_BODY if nobody else ""})

    def work(form: SettleForm, actor: Actor) -> None:
        values = form.cleaned_data
        actions.settle_at_desk(
            lead_id=lead_id, actor=actor, now=clock.now(), outcome=Outcome(values["outcome"]), note=values["note"],
            receiver=values["receiver"], forwarded=values["forwarded"],
        )  # fmt: skip

    return act(
        request, lead, form, "settle", "在值守台办结", permission=Permission.LEADS_TRIAGE, work=work,
        done="已办结，接着答复反映人",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, lead_id: UUID, reporter_id: UUID | None = None) -> HttpResponse:
    """答复反映人: one reporter at a time, the next one who waits unless one is named."""
    detail = detail_for(acting(request), lead_id)
    waiting = [row for row in detail.reporters if row.answered_at is None]
    row = next((one for one in waiting if reporter_id in {None, one.pk}), None)
    if row is None:
        messages.info(request, "反映人都已答复")
        return redirect("leads:lead", lead_id)
    form = AnswerForm(
        request.POST or None,
        initial={"way": "ONLINE" if row.anonymous else "PHONE", "answer": detail.lead.outcome_note},
    )

    def work(form: AnswerForm, actor: Actor) -> None:
        actions.answer_reporter(lead_id=lead_id, reporter_id=row.pk, actor=actor, now=clock.now(), **form.cleaned_data)

    return act(
        request, detail.lead, form, "answer", "答复反映人", permission=Permission.LEADS_ANSWER, work=work,
        done="已记下答复", reporter=row, left=len(waiting) - 1,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def nobody(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """无需答复, with the reason."""
    lead = lead_for(acting(request), lead_id)
    own = "自行发现，没有外部反映人" if lead.reported_by_id else ""
    form = NobodyForm(request.POST or None, initial={"reason": own})

    def work(form: NobodyForm, actor: Actor) -> None:
        actions.answer_nobody(lead_id=lead_id, actor=actor, now=clock.now(), reason=form.cleaned_data["reason"])

    return act(
        request, lead, form, "nobody", "无需答复", permission=Permission.LEADS_ANSWER, work=work,
        done="已记下理由，可以归档",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def archive_one(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """归档: shows what is complete and what is missing, then files."""
    lead = lead_for(acting(request), lead_id)

    def work(form: forms.Form, actor: Actor) -> None:
        actions.archive_lead(lead_id=lead_id, actor=actor, now=clock.now())

    return act(
        request, lead, forms.Form(request.POST if request.method == "POST" else None), "archive",
        "归档", permission=Permission.LEADS_ARCHIVE, work=work, done="已归档", missing=missing_for_archive(lead),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """重新打开, with the reason."""
    lead = lead_for(acting(request), lead_id)

    def work(form: ReopenForm, actor: Actor) -> None:
        actions.reopen_lead(lead_id=lead_id, actor=actor, now=clock.now(), reason=form.cleaned_data["reason"])

    return act(
        request, lead, ReopenForm(request.POST or None), "reopen", "重新打开", permission=Permission.LEADS_REOPEN,
        work=work, done="已重新打开，回到待分流",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """并入另一件, by its number."""
    lead = lead_for(acting(request), lead_id)

    def work(form: MergeForm, actor: Actor) -> None:
        try:
            main = by_number(actor, form.cleaned_data["into"])
        except NotFound as unknown:
            raise Refusal(str(unknown), fields={"into": str(unknown)}) from unknown
        actions.merge_lead(
            lead_id=lead_id, into_id=main.pk, actor=actor, now=clock.now(), reason=form.cleaned_data["reason"]
        )

    return act(
        request, lead, MergeForm(request.POST or None), "merge", "并入另一件", permission=Permission.LEADS_MERGE,
        work=work, done="已并案；两件的反映人、附件和经过都保留，反映人分别答复",
    )  # fmt: skip


@require_POST
def add_files(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """Add photographs, recordings or papers to a lead."""
    actor = acting(request)
    lead = lead_for(actor, lead_id)
    stage = "RESULT" if request.POST.get("stage") == "RESULT" else "REPORT"
    files = keep_files(request.FILES.getlist("files"))
    if files:
        added = attach_files(lead_id=lead.pk, files=files, actor=actor, now=clock.now(), stage=stage)
        messages.success(request, f"已加 {len(added)} 个附件" if added else "这些文件已经在附件里了")
    else:
        messages.info(request, "没有选择文件")
    return redirect("leads:lead", lead.pk)


def _picked(request: HttpRequest) -> Any:
    """Return the posted data with the plain select standing in where no suggestion was chosen."""
    if request.method != "POST":
        return None
    data = request.POST.copy()
    if other := request.POST.get("matter_other"):
        data["matter"] = other
    return data


def _uuid(value: object) -> UUID:
    try:
        return UUID(str(value))
    except ValueError:
        return UUID(int=0)


def _number(text: str | None) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None
