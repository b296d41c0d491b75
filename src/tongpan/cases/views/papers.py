"""当场处罚之后: the number, the paper, handing it over, payment, filing; and what an organ prints."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.spotpaper import seal_due
from tongpan.cases.forms.spotending import HandForm, TermsForm
from tongpan.cases.models import DecisionPaper
from tongpan.cases.queries import summary as spots
from tongpan.cases.views import shown
from tongpan.cases.views.looking import Look, look
from tongpan.kernel import clock
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.law.limits import Regime, compute_limit
from tongpan.law.penalty.execution import HAND_IN, last_day_to_pay
from tongpan.law.period import Limit
from tongpan.law.procedure import Outlook, Step, Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to


@dataclass(frozen=True, slots=True)
class Paper:
    """A decision on the spot as one who has a part in it sees it."""

    look: Look
    paper: DecisionPaper
    words: dict[str, Any]

    @property
    def target(self) -> Target:
        return Target(self.paper.party, self.paper.cause)

    @property
    def regime(self) -> Regime | None:
        return self.look.facts.charges[0].regime


def _paper(actor: Actor, case_id: UUID) -> Paper:
    case = queries.case_for(actor, case_id)
    paper = spots.paper_of(case)
    if paper is None:
        raise NotFound("本案没有当场处罚决定书")
    seen = look(actor, case, clock.now())
    if not seen.roles and not actor.can(Permission.CASES_STAFF):
        raise Forbidden("决定书写有当事人的身份，只给本案的办案人员和负责人看")
    return Paper(seen, paper, spots.words_of(paper))


@require_http_methods(["GET", "POST"])
def decided(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """决定之后: print, hand over, collect or pay, file, each with its last day."""
    actor = acting(request)
    seen = _paper(actor, case_id)
    form = HandForm(posted(request), seal_due=seal_due(seen.regime))
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.hand_over(
                case_id=case_id, actor=actor, now=seen.look.now, signed=data["signed"], note=data["note"],
                sealed=data.get("sealed"),
            )  # fmt: skip

        status = try_to(request, form, run, whole=True)
        if not status:
            messages.success(request, "已登记交付当事人")
            return redirect("cases:spot_decided", case_id)
    context = {
        "case": seen.look.case,
        "paper": seen.paper,
        "words": seen.words,
        "name": "、".join(seen.look.names.values()),
        "form": form,
        "handles": seen.look.handles,
        "limits": shown.limits_shown(_of_spot(seen.look.outlook), seen.look.today, {}, False),
    } | _of_money(seen)
    return page(request, "cases/summary/decided", context, status=status or 200)


def _of_spot(outlook: Outlook) -> Outlook:
    """Without what would mislead here: the paper is handed over at once, and one may not sue at once."""
    return replace(outlook, limits=tuple(one for one in outlook.limits if one.rule not in ("DL-17", "DL-39")))


def _of_money(seen: Paper) -> dict[str, Any]:
    """What may be collected now and why not, and until when it is paid, handed in and banked (APL 67 to 71)."""
    case, outlook, target = seen.look.case, seen.look.outlook, seen.target
    collecting = next((one.breaches for one in outlook.blocked if one.step is Step.COLLECT), ())
    links = {
        step: shown.step_href(case, step, target) for step in (Step.COLLECT, Step.PAY, Step.REGISTER, Step.HAND_IN)
    }
    taken = [each for each in seen.look.facts.payments if each.on_spot]
    return {
        "fined": bool(seen.words["fine"]),
        "paid": bool(seen.look.facts.payments),
        "may_collect": outlook.offers(Step.COLLECT, target),
        "not_collect": collecting,
        "may_register": outlook.offers(Step.REGISTER, target),
        "may_hand_in": outlook.offers(Step.HAND_IN, target),
        "collect_href": links[Step.COLLECT],
        "pay_href": links[Step.PAY],
        "register_href": links[Step.REGISTER],
        "hand_in_href": links[Step.HAND_IN],
        "pay_by": last_day_to_pay(seen.look.today, calendar_in_force(), seen.regime),
        "to_organ": _day("DL-25.1", taken[0].at.date() if taken else seen.look.today, seen.regime),
        "to_bank": _banked(taken, seen.regime),
        "banked": bool(taken) and all(each.banked_at is not None for each in taken),
        "hand_in_cited": HAND_IN,
    }


def _banked(taken: list[Any], regime: Regime | None) -> Limit | None:
    handed = taken[0].handed_in_at if taken else None
    return _day("DL-25.2", handed.date(), regime) if handed is not None else None


def _day(rule: str, start: date, regime: Regime | None) -> Limit:
    return compute_limit(rule, start, calendar_in_force(), regime)


@require_GET
def paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """当场处罚决定书, to be read, printed and signed."""
    seen = _paper(acting(request), case_id)
    context = {
        "case": seen.look.case, "paper": seen.paper, "words": seen.words, "seal_due": seal_due(seen.regime),
        "issued": seen.paper.issued_at,
    }  # fmt: skip
    return page(request, "cases/summary/paper", context)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest) -> HttpResponse:
    """决定书载明事项: what nobody can derive, registered once by the head."""
    actor, now = acting(request), clock.now()
    policies.require_terms(actor)
    kept = spots.paper_terms(spots.body_of(actor))
    form = TermsForm(posted(request), initial=kept.words if kept is not None else None)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.set_paper_terms(**data, actor=actor, now=now)

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "已登记，以后的决定书照此载明")
            return redirect("cases:list")
    return page(request, "cases/summary/terms", {"form": form, "kept": kept}, status=status or 200)
