"""The phone's forms: 一键上报, 自查自结, 我报的, and the receipt of what was sent."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, Refusal
from tongpan.kernel.permissions import Permission
from tongpan.leads.actions import report_lead, settle_on_the_spot
from tongpan.leads.actions.attachments import keep_files
from tongpan.leads.domain.choices import Outcome, Priority
from tongpan.leads.domain.files import ONLY_FILES
from tongpan.leads.domain.report import Who
from tongpan.leads.forms.reporting import FastForm, QuickForm
from tongpan.leads.queries import Filters, lead_for, listed, matters
from tongpan.leads.views.reports import day_of, district_of, field_report, place_choices, start_place
from tongpan.leads.views.submitting import key_or_digest, refused
from tongpan.ui.pages import page

NOBODY_WAITS = Who(wants_answer=False)


@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def quick(request: HttpRequest) -> HttpResponse:
    """
    一键上报.

    The form comes without a key: the phone makes one for each report, because the page itself is kept for use without
    a network, and a key kept with it would make the second report look like the first.
    """
    actor = acting(request)
    district_of(actor)
    if request.method == "GET":
        return page(request, "leads/quick", {"form": QuickForm(initial=start_place(actor), **place_choices(actor))})
    form = QuickForm(request.POST, request.FILES, **place_choices(actor))
    status = 422
    if form.is_valid():
        try:
            return redirect("leads:reported", _send(form, actor))
        except Refusal as refusal:
            status = refused(request, form, refusal)
    return page(request, "leads/quick", {"form": form}, status=status)


def _send(form: QuickForm, actor: Actor) -> UUID:
    data, now = form.cleaned_data, clock.now()
    files = keep_files([*data["photos"], *data["audio"]])
    text = data["text"].strip() or (ONLY_FILES if files else "")
    key = key_or_digest(data["key"], actor.label, text, day_of(now), *(file.sha256 for file in files))
    priority = Priority.URGENT if data["urgent"] else Priority.NORMAL
    report = field_report(actor, text, form.where(), key, priority=priority, who=NOBODY_WAITS)
    return report_lead(report=report, actor=actor, now=now, files=files).lead.pk


@ensure_csrf_cookie
@require_http_methods(["GET", "POST"])
def fast(request: HttpRequest) -> HttpResponse:
    """自查自结 (M106): matter, place, result; at most four taps and one submit."""
    actor = acting(request)
    if not actor.can(Permission.LEADS_FAST_LANE):
        raise Forbidden("只有执法人员可以自查自结；您可以用“一键上报”登记，由值守台交办")
    choices = place_choices(actor)
    if request.method == "GET":
        return _show_fast(request, FastForm(initial=start_place(actor), **choices), actor, 200)
    form = FastForm(request.POST, request.FILES, **choices)
    if not form.is_valid():
        return _show_fast(request, form, actor, 422)
    try:
        return redirect("leads:reported", _settle(form, actor))
    except Refusal as refusal:
        return _show_fast(request, form, actor, refused(request, form, refusal))


def _settle(form: FastForm, actor: Actor) -> UUID:
    data, now = form.cleaned_data, clock.now()
    files = keep_files(data["photos"])
    outcome = Outcome(data["outcome"])
    matter = matters.named(actor.district_id, [data["matter"]]).get(data["matter"])
    text = f"{matter.name if matter else '自查自结'}。{data['note']}".strip()
    key = key_or_digest(data["key"], actor.label, text, outcome, now.strftime("%Y-%m-%d %H:%M"))
    report = field_report(actor, text, form.where(), key, matter_id=data["matter"], who=NOBODY_WAITS)
    team_id = next(iter(actor.team_ids)) if len(actor.team_ids) == 1 else None
    receipt = settle_on_the_spot(
        report=report, outcome=outcome, note=data["note"], actor=actor, now=now, team_id=team_id, files=files
    )
    return receipt.lead.pk


def _show_fast(request: HttpRequest, form: FastForm, actor: Actor, status: int) -> HttpResponse:
    often = matters.often_used(actor)
    chosen = str(form["matter"].value() or "")
    if chosen and chosen not in {str(one.id) for one in often}:
        try:
            often = [*matters.named(actor.district_id, [UUID(chosen)]).values(), *often]
        except ValueError:
            chosen = ""
    return page(request, "leads/fast", {"form": form, "often": often, "chosen": chosen}, status=status)


@require_GET
def reported(request: HttpRequest, lead_id: UUID) -> HttpResponse:
    """The receipt: number, where it went, what comes next."""
    return page(request, "leads/reported", {"lead": lead_for(acting(request), lead_id)})


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """我报的: what I reported and how far it is."""
    actor = acting(request)
    district_of(actor)
    shown = listed(actor, Filters(mine=True), after=request.GET.get("after"), size=20).page
    context: dict[str, Any] = {"page": shown, "may_fast": actor.can(Permission.LEADS_FAST_LANE)}
    return page(request, "leads/mine", context)


@require_GET
def matter_search(request: HttpRequest) -> HttpResponse:
    """Find matters by a few letters, as choices for whichever form asks."""
    actor = acting(request)
    words = request.GET.get("q", "").strip()[:40]
    if not actor.is_known:
        raise Forbidden("请先登录")
    found = matters.find(actor.district_id, words)
    context = {"found": found, "words": words, "name": "matter", "required": False}
    return page(request, "leads/matter_search", context)
