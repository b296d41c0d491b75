"""协助请求: asked and sent, answered by the liaison, by a one-time link or on paper; what waits, and what is hard."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions import HelpSent
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.forms.acts import HelpedForm, HelpForm, OwnHelpForm
from tongpan.cases.models import CaseAssistance
from tongpan.cases.queries import helping
from tongpan.cases.views.looking import look
from tongpan.cases.views.oneform import one_form
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

DUE = "处罚法 26 条：协助事项属于被请求机关职权范围内的，应当依法予以协助。"


@require_http_methods(["GET", "POST"])
def ask_help(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """请求协助."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    case = seen.case
    bodies = [
        (str(one.pk), one.name)
        for one in agencies.agencies_of(case.district_id, date_of(now))
        if one.pk != case.body_id
    ]
    wanted = {name: request.GET.get(name, "") for name in ("kind", "party")}
    form = HelpForm(
        posted(request), parties=list(seen.names.items()), bodies=bodies,
        initial={"version": case.version, "way": "PAPER", **wanted},
    )  # fmt: skip
    sent: list[HelpSent] = []

    def run(data: dict[str, Any]) -> object:
        version = data["version"]
        sent.append(actions.ask_help(case_id=case.pk, request=form.request(), actor=actor, now=now, version=version))
        return sent

    said = "已发出并列入期限，到期没有答复会提醒"
    answer = one_form(request, case, form, run, title="请求协助", note=DUE, said=said, button="发出请求")
    return link_page(request, sent[0]) if sent and sent[0].token else answer


def link_page(request: HttpRequest, sent: HelpSent) -> HttpResponse:
    """Show the link of a request, this once."""
    address = request.build_absolute_uri(reverse("cases:help_link", args=[sent.token]))
    response = page(request, "cases/help_link", {"case": sent.case, "one": sent.assistance, "link": address})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def renew(request: HttpRequest, assistance_id: UUID) -> HttpResponse:
    """重新生成链接."""
    sent = actions.renew_help_link(assistance_id=assistance_id, actor=acting(request), now=clock.now())
    return link_page(request, sent)


@require_http_methods(["GET", "POST"])
def helped(request: HttpRequest, case_id: UUID, assistance_id: UUID) -> HttpResponse:
    """协助的答复, written down by the handlers."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    row = seen.case.assistance.filter(pk=assistance_id).first()
    if row is None:
        raise NotFound(helping.NO_HELP)
    form = HelpedForm(posted(request))

    def run(data: dict[str, Any]) -> object:
        return actions.record_help(assistance_id=assistance_id, actor=actor, now=now, **data)

    note = f"{row.to_name}：{seen.hiding.text(row.what)}"
    return one_form(request, seen.case, form, run, title="登记协助的答复", note=note, said="已登记")


@require_GET
def helps(request: HttpRequest) -> HttpResponse:
    """协助请求: what others ask of the actor's body; what our cases wait for; what is hard, by field."""
    actor, today = acting(request), date_of(clock.now())
    answers = bool(helping.answering_bodies(actor))
    reads = actor.can(policies.VIEW)
    if not answers and not reads:
        raise Forbidden("协助请求对办案人员和被请求机关的联络员开放")
    waiting = helping.help_waiting(actor, after=request.GET.get("after")) if reads else None
    context = {
        "asked": helping.help_asked(actor),
        "answers": answers,
        "reads": reads,
        "page": waiting,
        "hard": helping.hardships(actor, today) if reads else [],
    }
    return page(request, "cases/helps", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, assistance_id: UUID) -> HttpResponse:
    """请我们协助的: answered or refused by the liaison."""
    actor, now = acting(request), clock.now()
    row = helping.help_for(actor, assistance_id)
    form = OwnHelpForm(posted(request))
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda d: actions.answer_help(assistance_id=row.pk, actor=actor, now=now, **d))
        if not status:
            return done(request, "已答复", "cases:helps")
    return page(request, "cases/help", _shown(row) | {"form": form}, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the one-time link opens: the request, and its answer."""
    now = clock.now()
    if request.method == "GET" and request.GET.get("done"):
        return page(request, "cases/outside_done", {})
    row = helping.help_behind(token, now)
    form = OwnHelpForm(posted(request))
    status = 200
    if request.method == "POST":
        status = try_to(request, form, lambda d: actions.answer_by_link(token=token, now=now, **d))
        if not status:
            return redirect(reverse("cases:help_link", args=[token]) + "?done=1")
    return page(request, "cases/help_outside", _shown(row) | {"form": form}, status=status)


def _shown(row: CaseAssistance) -> dict[str, Any]:
    """What the organ that was asked sees: the request with the party it is about; numbers masked."""
    party = row.case.parties.filter(handle=row.party).first() if row.party else None
    hiding = Hiding.over([], clear=True)
    return {
        "one": row,
        "case": row.case,
        "party": party.name if party is not None else "",
        "what": hiding.text(row.what),
        "evidence": row.support.item.title if row.support is not None else "",
        "come_by": row.support.come_by if row.support is not None else None,
    }
