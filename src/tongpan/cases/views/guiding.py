"""办案指引 in a case: elements and their evidence, what to ask and look at; the inquiry; a second opinion."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies import queries as agencies
from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.forms.guiding import InquiryForm, OpinionAnswerForm, OpinionForm
from tongpan.cases.models import SecondOpinion
from tongpan.cases.views.looking import Look, look
from tongpan.kernel import clock
from tongpan.kernel.errors import Forbidden, NotFound, Refusal
from tongpan.kernel.refusals import record
from tongpan.law.procedure import Target
from tongpan.law.refusal import LawRefused
from tongpan.powers import queries as powers
from tongpan.powers.domain.script import Script
from tongpan.powers.queries.guide import guide_of
from tongpan.powers.queries.lists import matter as matter_row
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


def _seen(request: HttpRequest, case_id: UUID, cause: str) -> tuple[Look, Script]:
    actor = acting(request)
    seen = look(actor, queries.case_for(actor, case_id), clock.now())
    if cause not in {each.id for each in seen.facts.causes}:
        raise NotFound("本案没有这个案由")
    return seen, powers.script(cause, seen.case.domain)


@require_http_methods(["GET", "POST"])
def guide(request: HttpRequest, case_id: UUID, cause: str) -> HttpResponse:
    """办案指引."""
    seen, script = _seen(request, case_id, cause)
    problem = None
    if request.method == "POST":
        proofs = {each.key: request.POST.getlist(f"proof_{each.key}") for each in script.elements}
        try:
            actions.prove_elements(
                case_id=case_id, cause=cause, proofs=proofs, actor=seen.actor, now=seen.now,
                version=_number(request.POST.get("version", "")),
            )  # fmt: skip
        except NotFound:
            raise
        except Refusal as refusal:
            problem = refusal
            record(request, refusal)
        else:
            return done(request, "已记下各要件的证据", "cases:case", case_id)
    ticked = queries.proofs_of(case_id)
    if problem is not None:
        ticked = {(cause, each.key): set(request.POST.getlist(f"proof_{each.key}")) for each in script.elements}
    details = seen.known.details
    pieces = [
        (row.id, seen.hiding.label(details.get(("evidence", place), {}).get("title", row.id)), row.kind)
        for place, row in enumerate(seen.facts.evidence)
        if row.cause == cause
    ]
    rows = [
        {
            "element": each,
            "pieces": [(key, title, key in ticked.get((cause, each.key), set()), kind in each.evidence)
                       for key, title, kind in pieces],
            "proven": bool(ticked.get((cause, each.key))),
        }
        for each in script.elements
    ]  # fmt: skip
    regime = next((each.regime for each in seen.left.charges if each.cause == cause), None)
    try:
        law = guide_of(matter_row(seen.case.matter_id), seen.case.district.code, seen.today, regime)
    except LawRefused:
        law = guide_of(matter_row(seen.case.matter_id), seen.case.district.code, seen.today)
    context = {
        "case": seen.case,
        "cause": next(each for each in seen.facts.causes if each.id == cause),
        "script": script,
        "rows": rows,
        "law": law,
        "gaps": sum(1 for row in rows if not row["proven"]),
        "handles": seen.handles,
        "charges": [one for one in seen.left.charges if one.cause == cause],
        "names": seen.names,
        "parties": [(one.party, seen.names.get(one.party, one.party)) for one in seen.left.charges
                    if one.cause == cause],
        "problem": problem,
    }  # fmt: skip
    return page(request, "cases/guide", context, status=problem.status if problem is not None else 200)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


@require_http_methods(["GET", "POST"])
def inquiry(request: HttpRequest, case_id: UUID, party: str, cause: str) -> HttpResponse:
    """询问: the questions one by one, kept as the draft of a record."""
    seen, script = _seen(request, case_id, cause)
    if not seen.handles:
        raise Forbidden("询问由本案的承办人进行")
    if (party, cause) not in {(each.party, each.cause) for each in seen.left.charges}:
        raise NotFound("本案没有这个当事人或者案由")
    form = InquiryForm(posted(request), script=script, initial={"version": seen.case.version})
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.keep_inquiry(
                case_id=case_id, target=Target(party, cause), answers=form.answers(), place=data["place"],
                actor=seen.actor, now=seen.now, version=data["version"],
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "询问笔录草稿已存入证据，打印核对、当事人签名后再审核", "cases:case", case_id)
    context = {
        "case": seen.case,
        "form": form,
        "script": script,
        "name": seen.names.get(party, party),
        "cause_id": cause,
    }
    return page(request, "cases/inquiry", context, status=status)


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """请专家看一看."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    if not seen.roles:
        raise Forbidden("由本案的办案人员提问")
    case = seen.case
    people = agencies.specialists_of(case.domain, district_id=case.district_id, at=now, but=actor.officer_id)
    labels = [
        (str(one.officer_id), f"{one.name}（{one.team or one.body}，{one.post}{'，正在值班' if one.on_duty else ''}）")
        for one in people
    ]
    form = OpinionForm(posted(request), people=labels)
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.ask_specialist(
                case_id=case_id, specialist_id=UUID(data["specialist"]), question=data["question"], actor=actor,
                now=now,
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "已发给对方，答复会出现在案件里", "cases:case", case_id)
    context = {"case": case, "form": form, "people": labels}
    return page(request, "cases/ask", context, status=status)


def _question(row: SecondOpinion) -> str:
    """A question as somebody outside the case reads it."""
    return Hiding.over(row.case.parties.all(), clear=False).text(row.question)


@require_GET
def asked(request: HttpRequest) -> HttpResponse:
    """问我的: what the actor was asked and has not answered."""
    rows = [{"row": one, "question": _question(one)} for one in queries.opinions_waiting(acting(request))]
    return page(request, "cases/asked", {"rows": rows})


@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, opinion_id: UUID) -> HttpResponse:
    """One question to the actor: the matter and the question, nothing of the parties."""
    actor = acting(request)
    row = queries.opinion_for(actor, opinion_id)
    form = OpinionAnswerForm(posted(request))
    status = 200
    if request.method == "POST":

        def run(data: dict[str, Any]) -> object:
            return actions.answer_specialist(opinion_id=row.pk, answer=data["answer"], actor=actor, now=clock.now())

        status = try_to(request, form, run, whole=True)
        if not status:
            return redirect("cases:asked")
    context = {"row": row, "question": _question(row), "form": form}
    return page(request, "cases/opinion", context, status=status)
