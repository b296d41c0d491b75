"""审核: one case before its reviewer, round after round; what the handlers answer, and what they prove."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.telling import UNKNOWN, penalty_words
from tongpan.cases.forms.reviewing import AnswersForm, LessonForm, ProofForm, ReviewForm, rows_asked
from tongpan.cases.forms.stepping import ProposeForm
from tongpan.cases.models import Case, ReviewRound
from tongpan.cases.queries.review import Since
from tongpan.cases.views.looking import Look, look
from tongpan.cases.views.oneform import one_form
from tongpan.dispatch import queries as dispatch
from tongpan.kernel import clock, ledger
from tongpan.kernel.calendar import calendar_in_force
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.law.facts.words import Role
from tongpan.law.penalty.review_range import ReviewDuty
from tongpan.law.penalty.review_rounds import Point
from tongpan.law.procedure import Step, Target, review_grounds
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to


def charge_of(request: HttpRequest, seen: Look) -> Target:
    """
    Return the charge a page is about: the one in the address, else the first.

    :raises NotFound: if the case has no such charge
    """
    keys = [(each.party, each.cause) for each in seen.left.charges]
    given = (request.GET.get("party", keys[0][0]), request.GET.get("cause", keys[0][1]))
    if given not in keys:
        raise NotFound("本案没有这个当事人或者案由，请从案件页进入")
    return Target(*given)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What changed, what is wrong, what is shown by what; below, the reviewer's opinions or the answers to them."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    target = charge_of(request, seen)
    rounds = queries.rounds(seen.case, target)
    mode = _mode(seen, target, rounds)
    form: forms.Form | None = None
    status = 200
    if mode == "review":
        form, status, said = _review(request, seen, target)
    elif mode == "answer":
        form, status, said = _answer(request, seen, target, rounds[0])
    elif mode == "submit":
        form, status, said = _submit(request, seen, target)
    if not status:
        return done(request, said, "cases:case", seen.case.pk) if said else _stay(request)
    return page(request, "cases/review", _context(seen, target, rounds) | {"form": form, "mode": mode}, status=status)


def _stay(request: HttpRequest) -> HttpResponse:
    messages.success(request, "已存下")
    return redirect(request.get_full_path())


def _mode(seen: Look, target: Target, rounds: Sequence[ReviewRound]) -> str:
    """What the one who looks may do here: give opinions, answer them, submit, or read."""
    offered = seen.outlook.offers(Step.REVIEW, target)
    if Role.REVIEWER in seen.roles and offered:
        return "review"
    if seen.handles and rounds and not rounds[0].passed and rounds[0].resubmitted_at is None:
        return "answer"
    return "submit" if seen.handles and offered else ""


def _review(request: HttpRequest, seen: Look, target: Target) -> tuple[forms.Form, int, str]:
    data = posted(request)
    count = rows_asked(data)
    form = ReviewForm(data, count=count, initial={"version": seen.case.version, "rows": count})
    if data is None:
        return form, 200, ""
    if data.get("do") == "more":
        kept = {name: data.get(name, "") for name in form.fields if name != "rows"}
        return ReviewForm(initial=kept | {"rows": count}, count=count), 200, ""

    def run(given: dict[str, Any]) -> object:
        entered = {"choice": given["choice"], "opinion": given["opinion"], "opinions": form.opinions()}
        return actions.take_step(
            case_id=seen.case.pk, step=Step.REVIEW, target=target, actor=seen.actor, now=seen.now, at=given["at"],
            entered=entered, version=given["version"], shown_by=form.paper_shown(),
        )  # fmt: skip

    return form, try_to(request, form, run, whole=True), "审核意见已出具"


def _answer(request: HttpRequest, seen: Look, target: Target, last: ReviewRound) -> tuple[forms.Form, int, str]:
    opinions = sorted(last.opinions.all(), key=lambda one: one.number)
    data = posted(request)
    form = AnswersForm(data, opinions=opinions, initial={"version": seen.case.version})
    if data is None:
        return form, 200, ""
    again = data.get("do") == "submit"

    def run(given: dict[str, Any]) -> object:
        common: dict[str, Any] = {"case_id": seen.case.pk, "target": target, "actor": seen.actor, "now": seen.now}
        if not again:
            return actions.answer_opinions(answers=form.answers(), version=given["version"], **common)
        entered = {"answer": given["answer"], "answers": form.answers()}
        return actions.take_step(step=Step.CORRECT, entered=entered, version=given["version"], **common)

    return form, try_to(request, form, run, whole=True), "已重新提交审核" if again else ""


def _submit(request: HttpRequest, seen: Look, target: Target) -> tuple[forms.Form, int, str]:
    form = ProposeForm(posted(request))
    if request.method != "POST":
        return form, 200, ""

    def run(given: dict[str, Any]) -> object:
        return actions.propose_step(
            case_id=seen.case.pk, step=Step.REVIEW, target=target, reason=given["proposal"], actor=seen.actor,
            now=seen.now,
        )  # fmt: skip

    return form, try_to(request, form, run, whole=True), "已送审"


def _context(seen: Look, target: Target, rounds: Sequence[ReviewRound]) -> dict[str, Any]:
    history = ledger.history(seen.case)
    proof = queries.proof_of(seen.case, seen.known, target, seen.today)
    assert proof is not None
    charge = next(each for each in seen.left.charges if (each.party, each.cause) == target[:2])
    hiding = seen.hiding
    titles = {name: hiding.text(title) for name, title in queries.titles_of(seen.known).items()}
    consultations = queries.consultations(seen.case)
    names = dispatch.names_of([one.asked_by for one in consultations])
    return {
        "case": seen.case,
        "whom": seen.names.get(target.party, target.party),
        "target": target,
        "charges": [
            (each.party, each.cause, seen.names.get(each.party, each.party), (each.party, each.cause) == target[:2])
            for each in seen.left.charges
        ],
        "number": len(rounds) + 1,
        "since": _since(queries.since_last(history, target, seen.facts), titles, hiding),
        "defects": queries.defects(seen.outlook, target),
        "notes": seen.outlook.warnings,
        "lines": [
            {
                "line": line,
                "finding": hiding.text(line.finding),
                "evidence": [titles[each.id] for each in line.evidence],
            }
            for line in proof.lines
            if line.element.code != "OTHER" or line.finding
        ],
        "unused": [titles[name] for name in proof.unused],
        "gaps": sum(len(line.gaps) for line in proof.lines),
        "why": _why(review_grounds(seen.facts, target, seen.now, calendar_in_force())),
        "penalty": [
            ("拟处罚", penalty_words(charge.proposed) if charge.proposed else "还没有拟"),
            ("法定幅度", "；".join(proof.fines) or "目录没有写罚款幅度"),
            ("处罚条款", "；".join(proof.penalties) or UNKNOWN),
            ("从轻或者减轻", "是" if charge.lightened else "否"),
        ],
        "rounds": [_round(one, hiding) for one in rounds],
        "consultations": [
            {
                "one": one, "by": names.get(one.asked_by, ""), "standing": one.standing(seen.now),
                "question": hiding.text(one.question), "opinion": hiding.text(one.opinion),
                "open": not (one.answered_at or one.withdrawn_at or one.conflict),
            }
            for one in consultations
        ],
        "has_part": bool(seen.roles),
        "handles": seen.handles,
        "closed": seen.facts.closing is not None,
        "clear": hiding.clear,
    }  # fmt: skip


def _why(duty: ReviewDuty) -> str:
    """Why the case is reviewed, in words."""
    if duty.classes:
        return "；".join(duty.classes)
    if duty.due is False:
        return "不属于应当审核的情形；已经送审的，也要通过才能决定"
    return f"还不能判断，要先查明：{'；'.join(duty.to_find_out)}"


def _since(since: Since | None, titles: dict[str, str], hiding: Hiding) -> dict[str, Any] | None:
    if since is None:
        return None
    rows = []
    for change in since.rows:
        named = list(titles.values())[change.place] if change.table == "evidence" else ""
        private = change.table == "parties" and not hiding.clear
        rows.append(
            {
                "what": f"{change.what}：{named}" if named else change.what,
                "added": change.added,
                "fields": () if private else change.fields,
            }
        )
    return {"rows": rows, "proof": since.proof, "any": bool(since)}


def _round(one: ReviewRound, hiding: Hiding) -> dict[str, Any]:
    opinions = sorted(one.opinions.all(), key=lambda each: each.number)
    return {
        "one": one,
        "summary": hiding.text(one.summary),
        "opinions": [
            {"one": each, "text": hiding.text(each.text), "answer": hiding.text(each.answer)} for each in opinions
        ],
        "open": sum(not each.reply for each in opinions),
    }


@require_http_methods(["GET", "POST"])
def proof(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """事实—证据—法条 as the handlers fill it in."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    if not seen.handles:
        raise Forbidden("事实、证据和法条的对照由本案的承办人填写")
    target = charge_of(request, seen)
    found = queries.proof_of(seen.case, seen.known, target, seen.today)
    assert found is not None
    titles = queries.titles_of(seen.known)
    own = [each.id for each in seen.facts.evidence if (each.party, each.cause) == target[:2]]
    form = ProofForm(
        posted(request), lines=found.lines, evidence=[(name, titles[name]) for name in own],
        initial={"version": seen.case.version},
    )  # fmt: skip
    status = 200
    if request.method == "POST":

        def run(given: dict[str, Any]) -> object:
            return actions.prove(
                case_id=seen.case.pk, target=target, points=form.points(), actor=actor, now=now,
                version=given["version"],
            )  # fmt: skip

        status = try_to(request, form, run)
        if not status:
            return done(request, "对照表已记下", "cases:case", seen.case.pk)
    context = {"case": seen.case, "form": form, "whom": seen.names.get(target.party, ""), "any": bool(own)}
    return page(request, "cases/proof", context, status=status)


@require_http_methods(["GET", "POST"])
def lesson(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """举一反三: what a decided case teaches."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    form = LessonForm(posted(request))

    def run(given: dict[str, Any]) -> object:
        return actions.record_lesson(
            case_id=case.pk, point=Point(given["point"]), text=given["text"], measure=given["measure"], actor=actor,
            now=now,
        )  # fmt: skip

    said = "已记下，全区县办案的人都能看到"
    return one_form(request, case, form, run, title="举一反三", said=said, draft=True)


@require_GET
def lessons(request: HttpRequest) -> HttpResponse:
    """举一反三 of the whole county, newest first."""
    actor = acting(request)
    policies.require_reader(actor)
    shown = queries.lessons(actor, after=request.GET.get("after"))
    names = dispatch.names_of([one.made_by for one in shown.items])
    mine = policies.visible(actor, Case.objects.filter(pk__in=[one.case_id for one in shown.items]))
    reached = set(mine.values_list("pk", flat=True))
    rows = [{"one": one, "by": names.get(one.made_by, ""), "open": one.case_id in reached} for one in shown.items]
    return page(request, "cases/lessons", {"page": shown, "rows": rows})
