"""待我批: cards, the answer to one, what was signed on paper, and the levels of a body."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.acts import ACT_ENTRIES, CaseAct, label_of
from tongpan.cases.domain.basis import basis_of
from tongpan.cases.domain.entering import ENTRIES
from tongpan.cases.domain.entry import Kind
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.posts import LEVEL_POSTS
from tongpan.cases.domain.telling import penalty_words
from tongpan.cases.forms.stepping import AnswerForm, LevelsForm, PaperForm
from tongpan.cases.models import StepProposal
from tongpan.cases.queries.proposals import Card, cards, levels_before, signed_for
from tongpan.cases.views.shown import party_names, step_href
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.permissions import Permission
from tongpan.law.procedure import Step, Target
from tongpan.law.procedure.schedule import post_of
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

LONGEST: Final = 90
PAPER_DAYS: Final = timedelta(days=30)
BY_HEADS: Final = tuple(step for step in Step if post_of(step) in policies.HEADS)


@require_GET
def approvals(request: HttpRequest) -> HttpResponse:
    """待我批: what was put before the actor, what is due first at the top."""
    actor, now = acting(request), clock.now()
    policies.require_reader(actor)
    found, more = queries.inbox(actor)
    names = dispatch.names_of([card.proposal.made_by for card in found])
    context = {
        "cards": [shown(card, names) for card in found],
        "more": more,
        "signed": signed_for(actor, now - PAPER_DAYS),
        "may_set": actor.can(Permission.CASES_LEVELS),
        "deviations": queries.deviations_waiting(actor),
        "asked": len(queries.opinions_waiting(actor)),
    }
    return page(request, "cases/approvals", context)


def shown(card: Card, names: Mapping[str, str], *, clear: bool = False) -> dict[str, Any]:
    """Return what a card says: the case in three lines, what is proposed, the basis, the review, the limit."""
    one = card.proposal
    case = one.case
    parties = list(case.parties.all())
    hiding = Hiding.over(parties, clear=clear)
    charges = [row for row, _ in card.rows.get("charges", ()) if one.party in ("", row.party)]
    charge = charges[0] if charges else None
    who = party_names(parties, clear=clear)
    whom = who.get(one.party) or "、".join(who.values())
    when = f"，{charge.act_on:%Y年%m月%d日}" if charge is not None and charge.act_on else ""
    place = f"，{case.place_text}" if case.place_text else ""
    finding = next((detail.get("finding", "") for _, detail in reversed(card.rows.get("reports", []))), "")
    gathered = card.rows.get("evidence", [])
    checked = sum(row.verified_at is not None for row, _ in gathered)
    said = next((detail.get("said", "") for _, detail in reversed(card.rows.get("statements", []))), "")
    review = next((each for each in reversed(card.reviews) if one.party in ("", each.party)), None)
    return {
        "one": one,
        "label": label_of(one.step),
        "case": case,
        "href": _review_page(one),
        "lines": [
            f"{whom}{when}{place}，涉嫌{case.title}",
            hiding.text(_short(finding)) or "还没有调查终结报告",
            f"证据 {len(gathered)} 份，查证属实 {checked} 份"
            + (f"；当事人：{hiding.text(_short(said))}" if said else ""),
        ],
        "proposed": hiding.text(one.reason),
        "penalty": penalty_words(charge.proposed) if charge is not None and charge.proposed else "",
        "entered": _entered(one.step, one.entered),
        "basis": "；".join(
            filter(
                None,
                [
                    f"《{charge.law}》" if charge is not None and charge.law else "",
                    basis_of(Step(one.step)) if one.step in set(Step) else "",
                ],
            )
        ),
        "review": f"第{review.number}轮{'通过' if review.passed else '没有通过'}：{hiding.text(_short(review.summary))}"
        if review is not None
        else "",
        "marks": [
            {"one": mark, "answer": hiding.text(mark.answer), "signed": mark.at if mark.paper else None}
            for mark in card.marks
        ],
        "due": card.due_on,
        "by": names.get(one.made_by, ""),
    }


def _review_page(proposal: StepProposal) -> str:
    """Return the address of the review that is asked for, which has a page of its own; empty for anything else."""
    if proposal.step != Step.REVIEW:
        return ""
    return step_href(proposal.case, Step.REVIEW, Target(proposal.party, proposal.cause, proposal.ref))


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _plan(parts: Any) -> str:
    """Return instalments in words; what is none, as it was sent."""
    if not isinstance(parts, list) or not all(isinstance(each, dict) for each in parts):
        return str(parts)
    return "；".join(f"第{n}期 {each.get('due_on')} {each.get('amount')}元" for n, each in enumerate(parts, 1))


def _entered(code: str, entered: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was entered with a proposal, in words; of people, each with what was said."""
    entries = ACT_ENTRIES[CaseAct(code)] if code in set(CaseAct) else ENTRIES.get(Step(code), ())
    found = [
        (entry.label, _plan(value) if entry.kind is Kind.PLAN else dict(entry.choices).get(value, str(value)))
        for entry in entries
        if entry.kind is not Kind.ROW and (value := entered.get(entry.name)) not in (None, "")
    ]
    members = entered.get("members") or []
    return [*found, *((f"{each['name']}的意见", each.get("said", "")) for each in members)]


@require_http_methods(["GET", "POST"])
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: passed on or approved and done, or sent back with a reason to any level before."""
    actor, now = acting(request), clock.now()
    found = queries.proposal_for(actor, proposal_id)
    before = levels_before(found)
    form = AnswerForm(posted(request), levels=before, initial={"version": found.case.version})
    take = request.POST.get("do") == "take"
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.answer_proposal(
                proposal_id=proposal_id,
                take=take,
                actor=actor,
                now=now,
                answer=data["answer"],
                version=data["version"],
                back_to=None if take else form.level(),
            )

        status = try_to(request, form, run, whole=True)
        if not status:
            last = found.waits_for_id == found.decider_id
            text = ("已批准并办理" if last else "已同意，报下一级") if take else "已退回"
            return done(request, text, "cases:case", found.case_id)
    names = dispatch.names_of([found.made_by])
    decides = found.waits_for_id == found.decider_id
    context = {
        "form": form,
        "proposal": found,
        "card": shown(cards([found])[0], names, clear=True),
        "case": found.case,
        "label": label_of(found.step),
        "whom": party_names(found.case.parties.all(), clear=True).get(found.party, ""),
        "moved": found.case.version > found.version,
        "mine": found.waits_for_id == actor.officer_id,
        "decides": decides,
        "own_page": _review_page(found),
        "levels": list(found.levels.select_related("officer").order_by("order")),
    }
    return page(request, "cases/answer", context, status=status)


@require_http_methods(["GET", "POST"])
def signed(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """登记纸质审批: the handlers enter who signed when."""
    actor, now = acting(request), clock.now()
    found = StepProposal.objects.select_related("case", "waits_for").filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(queries.NO_PROPOSAL)
    case = queries.case_for(actor, found.case_id)
    known = queries.known(case, date_of(now))
    policies.require_handler(
        policies.roles_of(policies.handle_of(actor, known.people), known.facts), actions.BY_HANDLER
    )
    form = PaperForm(posted(request), initial={"version": case.version})
    take = request.POST.get("do") == "take"
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.enter_signature(
                proposal_id=proposal_id, take=take, signed_at=data["signed_at"], answer=data["answer"],
                version=data["version"], shown_by=form.paper_shown(), actor=actor, now=now,
            )  # fmt: skip

        status = try_to(request, form, run, renamed={"at": "signed_at"}, whole=True)
        if not status:
            return done(request, "纸质审批已登记", "cases:case", found.case_id)
    context = {"form": form, "proposal": found, "case": case, "label": label_of(found.step)}
    return page(request, "cases/signed", context, status=status)


@require_http_methods(["GET", "POST"])
def levels(request: HttpRequest) -> HttpResponse:
    """审批层级 of the actor's body."""
    actor, now = acting(request), clock.now()
    body_id = actor.agency_id
    if body_id is None or not actions.may_set_levels(actor, body_id):
        raise Forbidden("审批层级由本机关的负责人设置")
    today = date_of(now)
    posts = [(str(post), str(post.label)) for post in LEVEL_POSTS]
    people: list[tuple[str, str]] = []
    if actor.district_id is not None:
        rows = agencies.people_in_posts(LEVEL_POSTS, district_id=actor.district_id, town_id=actor.town_id, on=today)
        people = [(str(row.officer_id), f"{row.name}（{row.post}）") for row in rows]
    form = LevelsForm(
        posted(request), steps=[(step.value, step.label) for step in BY_HEADS], posts=posts, people=people,
        initial={"valid_from": today},
    )  # fmt: skip
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            step = Step(data["step"]) if data["step"] else None
            return actions.set_levels(
                body_id=body_id, step=step, levels=form.levels(), valid_from=data["valid_from"], actor=actor, now=now
            )

        status = try_to(request, form, run)
        if not status:
            messages.success(request, "审批层级已设置")
            return redirect("cases:levels")
    found = queries.chains_of(body_id, today)
    named = [
        {"one": one, "label": Step(one.step).label if one.step else "所有要负责人批的步骤",
         "levels": [each["label"] for each in one.levels]}
        for one in found
    ]  # fmt: skip
    return page(request, "cases/levels", {"form": form, "rows": named}, status=status)
