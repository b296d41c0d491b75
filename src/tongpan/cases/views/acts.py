"""其他处理: what is done with a case as a whole; help asked of others; open points of the law."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.acts import CaseAct, in_question, verdict
from tongpan.cases.domain.choices import GONE
from tongpan.cases.domain.splitting import shareable, word_of
from tongpan.cases.forms.acts import ActForm, QuestionForm, TransferForm
from tongpan.cases.models import Case
from tongpan.cases.views.looking import Look, look
from tongpan.cases.views.oneform import one_form
from tongpan.kernel import clock
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.law.conflicts import QUESTIONS
from tongpan.law.facts import decided
from tongpan.law.facts.words import Role
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """One act: done by the head, or put before one."""
    actor, now = acting(request), clock.now()
    if code not in set(CaseAct):
        raise NotFound("没有这种处理，请从案件页进入")
    wanted = CaseAct(code)
    case = queries.case_for(actor, case_id)
    seen = look(actor, case, now)
    mine = Role.APPROVER in seen.roles
    levels = [] if mine else actions.seats_for(case, wanted.value, seen.known, now)
    form = ActForm(
        posted(request), act=wanted, levels=levels, may_override=mine and policies.may_override(seen.roles),
        offered=_offered(wanted, seen),
        initial={"version": case.version},
    )  # fmt: skip
    open_ = case.standing not in GONE and in_question(wanted, seen.facts)
    proposing = "proposal" in request.POST
    status = 200
    if request.method == "POST":
        status = _propose(case, wanted, request, form) if proposing else _take(case, wanted, request, form)
        if not status:
            return done(request, f"“{wanted.label}”已{'报批' if proposing else '办理'}", "cases:case", case.pk)
    context = {
        "case": case,
        "act": wanted,
        "form": form,
        "mine": mine,
        "has_part": bool(seen.roles),
        "open": open_,
        "breaches": _breaches(wanted, seen) if open_ else (),
        "holders": "、".join(policies.holders(seen.facts, Role.APPROVER)),
    }
    return page(request, "cases/act", context, status=status)


def _take(case: Case, wanted: CaseAct, request: HttpRequest, form: ActForm) -> int:
    def run(data: dict[str, Any]) -> object:
        return actions.take_act(
            case_id=case.pk, act=wanted, entered=form.entered(), actor=acting(request), now=clock.now(),
            override=data.get("override", ""), version=data["version"],
        )  # fmt: skip

    return try_to(request, form, run)


def _propose(case: Case, wanted: CaseAct, request: HttpRequest, form: ActForm) -> int:
    def run(data: dict[str, Any]) -> object:
        return actions.propose_act(
            case_id=case.pk, act=wanted, entered=form.entered(), reason=data["why"], actor=acting(request),
            now=clock.now(), version=data["version"], chosen=form.chosen(),
        )  # fmt: skip

    return try_to(request, form, run)


def _breaches(wanted: CaseAct, seen: Look) -> tuple[Any, ...]:
    """What stands in the way already, before anything is entered."""
    found = verdict(wanted, seen.facts, {}, seen.now, calendar_in_force())
    return tuple(breach for breach in found if breach.blocks and not breach.code.endswith("groundless"))


def _offered(wanted: CaseAct, seen: Look) -> dict[str, list[tuple[str, str]]]:
    """Return the choices of an act that depend on the case."""
    if wanted is CaseAct.HAND_ON:
        return {"to_body": _bodies(seen.case, seen.now)}
    if wanted is not CaseAct.SPLIT:
        return {}
    causes, over = {each.id: each.name for each in seen.facts.causes}, decided(seen.facts)
    titles = queries.titles_of(seen.known)
    return {
        "charges": [
            (word_of((one.party, one.cause)), f"{seen.names.get(one.party, one.party)} · {causes[one.cause]}")
            for one in seen.left.charges
            if (one.party, one.cause) not in over
        ],
        "shared": [
            (one.id, f"{seen.hiding.text(titles.get(one.id, one.id))}（{seen.names.get(one.party, one.party)}）")
            for one in shareable(seen.facts)
        ],
    }


def _bodies(case: Case, now: datetime) -> list[tuple[str, str]]:
    found = agencies.agencies_of(case.district_id, date_of(now))
    return [(str(one.pk), one.name) for one in found if one.pk != case.body_id]


@require_GET
def transfers(request: HttpRequest) -> HttpResponse:
    """移送来的: what waits for an answer of the actor's body."""
    actor = acting(request)
    policies.require_reader(actor)
    return page(request, "cases/transfers", {"rows": queries.incoming(actor), "today": date_of(clock.now())})


@require_http_methods(["GET", "POST"])
def transfer(request: HttpRequest, transfer_id: UUID) -> HttpResponse:
    """One transfer: taken, or sent back."""
    actor, now = acting(request), clock.now()
    found = queries.transfer_for(actor, transfer_id)
    takes = queries.takes(actor, found)
    form = TransferForm(posted(request))
    accept = request.POST.get("do") == "take"
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.answer_transfer(
                transfer_id=transfer_id, accept=accept, answer=data["answer"], actor=actor, now=now
            )

        status = try_to(request, form, run, whole=True)
        if not status:
            where: tuple[Any, ...] = ("cases:transfers",) if takes and not accept else ("cases:case", found.case_id)
            return done(request, "已登记接收" if accept else "已登记退回", *where)
    context = {"form": form, "transfer": found, "case": found.case, "takes": takes}
    return page(request, "cases/transfer", context, status=status)


@require_http_methods(["GET", "POST"])
def question(request: HttpRequest, case_id: UUID, code: str) -> HttpResponse:
    """答复法律问题."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    found = next((each for each in QUESTIONS if each.code == code), None)
    if found is None:
        raise NotFound("没有这个问题")
    options = [
        (each.key, f"{each.label}{'（建议）' if each.key == found.recommended else ''}——{each.follows}")
        for each in found.options
    ]
    form = QuestionForm(posted(request), options=options, initial={"version": case.version})

    def run(data: dict[str, Any]) -> object:
        return actions.answer_question(case_id=case.pk, code=code, actor=actor, now=now, **data)

    basis = "；".join(f"{each}：{each.gist}" for each in found.basis)
    advice = f"建议：{found.recommendation.label}，因为{found.because}"
    note = f"{found.asks}。{advice}。依据：{basis}。由{found.answered_by.label}答复。"
    return one_form(request, case, form, run, title="答复法律问题", note=note, said="已答复")
