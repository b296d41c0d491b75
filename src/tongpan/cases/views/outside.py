"""外部咨询: asking, taking back, and what the one outside sees: nothing before the statement, each look by a button."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.queries import acting
from tongpan.cases import actions, queries
from tongpan.cases.domain.hiding import Hiding
from tongpan.cases.domain.outside import Adviser, Share
from tongpan.cases.domain.telling import UNKNOWN, penalty_words, word
from tongpan.cases.forms.reviewing import AdviceForm, AskOutsideForm, DeclareForm
from tongpan.cases.models import Consultation
from tongpan.cases.queries.outside import GONE
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.looking import look
from tongpan.cases.views.reviewing import charge_of
from tongpan.documents.steps import reading
from tongpan.evidence import queries as evidence
from tongpan.evidence.steps.uploading import SHOWN_SIDE
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Forbidden, NotFound
from tongpan.kernel.mediatypes import IMAGES, PAPERS
from tongpan.kernel.serving import POLICY, stored_file
from tongpan.kernel.stores import file_store
from tongpan.kernel.watermark import watermarked
from tongpan.law.procedure import Target
from tongpan.ui.pages import page
from tongpan.ui.submitting import done, posted, try_to

INLINE: Final = {
    "Content-Disposition": "inline", "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": POLICY,
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """请外部律师、专家提意见."""
    actor, now = acting(request), clock.now()
    seen = look(actor, queries.case_for(actor, case_id), now)
    if not seen.roles:
        raise Forbidden("外部咨询由本案的承办、审核和负责人员提出")
    target = charge_of(request, seen)
    titles = queries.titles_of(seen.known)
    own = [each.id for each in seen.facts.evidence if (each.party, each.cause) == target[:2]]
    papers = queries.lendable_papers(seen.case, target)
    items = evidence.items_of(record_of(seen.case), own)
    form = AskOutsideForm(
        posted(request), evidence=[(name, titles[name]) for name in own],
        pieces=[(name, f"{name} {titles[name]}") for name in own if name in items and items[name].files.all()],
        papers=[(str(key), title) for key, title in papers.items()],
    )  # fmt: skip
    status = 200
    asked: list[actions.Asked] = []
    if request.method == "POST":

        def run(given: dict[str, Any]) -> object:
            question = actions.Question(
                Adviser(given["adviser"]), given["name"], given["unit"], given["question"],
                [Share(each) for each in given["shares"]], given.get("evidence", []), given["purpose"], given["days"],
                given.get("pieces", []), [UUID(each) for each in given.get("papers", [])], given.get("personal"),
                given.get("download", False),
            )  # fmt: skip
            asked.append(
                actions.ask_outside(case_id=seen.case.pk, target=target, question=question, actor=actor, now=now)
            )
            return asked

        status = try_to(request, form, run)
    if asked:
        address = request.build_absolute_uri(reverse("cases:outside", args=[asked[0].token]))
        response = page(
            request, "cases/consult_link", {"case": seen.case, "link": address, "one": asked[0].consultation}
        )
        response["Cache-Control"] = "no-store"
        return response
    context = {"case": seen.case, "form": form, "whom": seen.names.get(target.party, "")}
    return page(request, "cases/consult", context, status=status)


@require_POST
def withdraw(request: HttpRequest, consultation_id: UUID) -> HttpResponse:
    """撤回链接."""
    found = actions.withdraw_question(consultation_id=consultation_id, actor=acting(request), now=clock.now())
    return done(request, "链接已撤回，不能再打开", "cases:case", found.case_id)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def outside(request: HttpRequest, token: str) -> HttpResponse:
    """What the link opens: first the statement, then by a button what was chosen, then the opinion."""
    now = clock.now()
    if request.method == "GET" and request.GET.get("done"):
        return page(request, "cases/outside_done", {})
    found = queries.consultation_behind(token, now)
    do = request.POST.get("do", "")
    form: forms.Form | None = None
    status, file = 200, None
    if found.declared_at is None:
        form = DeclareForm(posted(request))
        if request.method == "POST":
            status = try_to(request, form, lambda given: _declare(token, given))
            if not status:
                return redirect(reverse("cases:outside", args=[token]) + _ended(found))
    elif do:
        form = AdviceForm(posted(request) if do == "advise" else None)
        if do == "advise":
            status = try_to(request, form, lambda g: actions.advise(token=token, opinion=g["opinion"], now=now))
            if not status:
                return redirect(reverse("cases:outside", args=[token]) + "?done=1")
        file = file_of(actions.look_outside(token=token, now=now))
    context = {"one": found, "case": found.case, "form": form, "file": file, "parties": _parties(found),
               "question": _hiding(found).text(found.question), "token": token,
               "may_take": found.download}  # fmt: skip
    return page(request, "cases/outside", context, status=status)


@login_not_required
@never_cache
@require_POST
def piece(request: HttpRequest, token: str) -> HttpResponseBase:
    """One file of the evidence that was chosen, with a watermark where it is a picture; or a copy where allowed."""
    file_id, take = _key(request, "file"), request.POST.get("do") == "take"
    lent = actions.open_piece(token=token, file_id=file_id, now=clock.now(), take=take)
    file = lent.file
    if take:
        return stored_file(request, file.sha256, file.media_type, file.name, as_file=True)
    if file.media_type in IMAGES:
        content = watermarked(b"".join(file_store().read(file.sha256)), lent.mark, SHOWN_SIDE)
        return HttpResponse(content, content_type="image/jpeg", headers=INLINE)
    return stored_file(request, file.sha256, file.media_type, file.name)


@login_not_required
@never_cache
@require_POST
def paper(request: HttpRequest, token: str) -> HttpResponseBase:
    """One document that was chosen."""
    now = clock.now()
    row = actions.open_paper(token=token, document_id=_key(request, "document"), now=now)
    return reading.as_pdf(request, row, now)


def _key(request: HttpRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotFound(GONE) from None


def _declare(token: str, given: dict[str, Any]) -> object:
    conflict = given["conflict"] == "yes"
    return actions.declare(token=token, conflict=conflict, words=given["declaration"], now=clock.now())


def _ended(found: Consultation) -> str:
    """Who has a conflict sees that it is over; anybody else goes on."""
    found.refresh_from_db(fields=["conflict"])
    return "?done=1" if found.conflict else ""


def _hiding(found: Consultation) -> Hiding:
    """Names stand in clear only where it was said what for."""
    return Hiding.over(found.case.parties.all(), clear=bool(found.purpose))


def _parties(found: Consultation) -> str:
    rows = found.case.parties.order_by("pk")
    return "、".join(one.name if found.purpose else one.name_masked for one in rows)


def _pieces(found: Consultation, titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return what may be opened of the evidence: of pictures the smaller copy."""
    items = evidence.items_of(record_of(found.case), found.pieces) if found.pieces else {}
    rows = []
    for ref in found.pieces:
        if (item := items.get(ref)) is None:
            continue
        copies = {one.derived_from_id: one for one in item.files.all() if one.derived_from_id is not None}
        files = [
            {"key": copies.get(one.pk, one).pk, "original": one.pk, "number": number,
             "opens": copies.get(one.pk, one).media_type in IMAGES | PAPERS}
            for number, one in enumerate((each for each in item.files.all() if each.derived_from_id is None), 1)
        ]  # fmt: skip
        rows.append({"title": f"{ref} {titles.get(ref, '')}", "files": files})
    return rows


def file_of(found: Consultation) -> dict[str, Any]:
    """Return what was chosen to be seen, and nothing else; names masked unless a purpose was stated."""
    case = found.case
    known = queries.known(case, date_of(found.asked_at))
    hiding = _hiding(found)
    target = Target(found.party, found.cause)
    proof = queries.proof_of(case, known, target, date_of(found.asked_at))
    charge = next(each for each in known.facts.charges if (each.party, each.cause) == target[:2])
    titles = queries.titles_of(known)
    file: dict[str, Any] = {"evidence": [hiding.text(titles[name]) for name in found.evidence if name in titles]}
    file["pieces"] = _pieces(found, {name: hiding.text(title) for name, title in titles.items()})
    papers = queries.lendable_papers(case, target) if found.papers else {}
    file["papers"] = [(key, hiding.text(title)) for key, title in papers.items() if str(key) in found.papers]
    if found.shows(Share.FACTS):
        asked = (("违法行为发生", charge.act_on), ("发现", charge.discovered_on), ("轻微", charge.minor),
                 ("及时改正", charge.corrected), ("危害后果", charge.consequences), ("初次违法", charge.first),
                 ("没有主观过错", charge.no_fault), ("案情复杂", charge.complex))  # fmt: skip
        file["facts"] = [("案由", case.title), *((name, word(value)) for name, value in asked)]
        reports = [each for each in enumerate(known.facts.reports) if (each[1].party, each[1].cause) == target[:2]]
        file["reports"] = [
            hiding.text(known.details.get(("reports", place), {}).get("finding", "")) for place, _ in reports
        ]
    if found.shows(Share.PENALTY) and proof is not None:
        file["penalty"] = [
            ("拟处罚", penalty_words(charge.proposed) if charge.proposed else UNKNOWN),
            ("法定幅度", "；".join(proof.fines)),
            ("处罚条款", "；".join(proof.penalties)),
        ]
    if found.shows(Share.PROOF) and proof is not None:
        file["lines"] = [
            (line.element.label, hiding.text(line.finding), [hiding.text(titles[each.id]) for each in line.evidence],
             line.article)
            for line in proof.lines if line.finding or line.evidence
        ]  # fmt: skip
    if found.shows(Share.STATEMENTS):
        rows = [place for place, each in enumerate(known.facts.statements) if (each.party, each.cause) == target[:2]]
        file["statements"] = [
            hiding.text("；".join(known.details.get(("statements", place), {}).values())) for place in rows
        ]
    return file
