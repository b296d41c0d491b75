"""当场处罚: where it begins, and the ways out of it: another procedure, the waste paper, the second officer."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies import queries as agencies
from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.domain.spot import Spot, changed
from tongpan.cases.models import SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.cases.views.spotscreens import At, decision_rows, resumed, screen, uuid_of
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import Invalid, NotFound, Refusal, Unlawful
from tongpan.kernel.ids import uuid7
from tongpan.kernel.permissions import Permission
from tongpan.law.citation import Citation
from tongpan.law.penalty.defense import WAIVER_CLEAR
from tongpan.law.penalty.summary import RANGE
from tongpan.law.referral.penalty import NOT_INSTEAD
from tongpan.leads import queries as leads
from tongpan.places import queries as places
from tongpan.powers import queries as powers
from tongpan.ui.pages import page


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """从这里开始: the matters at hand as tiles, own drafts, what waits for one's confirmation."""
    actor, now = acting(request), clock.now()
    policies.require_officer(actor)
    given = request.POST if request.method == "POST" else request.GET
    towns = _towns(actor)
    town_id = uuid_of(given.get("town", "")) or (next(iter(towns), None) if len(towns) == 1 else actor.town_id)
    town_id = town_id if town_id in towns else None
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            token = _begin(given, actor, now, town_id)
            return redirect("cases:spot_who", token)
        except (Invalid, Unlawful) as refusal:
            problem = refusal
    body_id = spots.body_of(actor)
    found = powers.matters_on_the_spot(body_id, town_id, date_of(now)) if town_id else []
    words = given.get("q", "").strip().lower()
    chosen = [one for one in found if words in _searched(one)] if words else spots.frequent(body_id, found, now)
    lead = _lead(given, actor)
    context = {
        "towns": [(str(key), name) for key, name in towns.items()],
        "town": str(town_id or ""),
        "q": given.get("q", ""),
        "matters": chosen,
        "all": len(found),
        "token": uuid_of(given.get("token", "")) or uuid7(),
        "lead": lead,
        "suggested": next((one for one in found if lead is not None and one.id == lead.matter_id), None),
        "drafts": [
            {"draft": one, "href": reverse(f"cases:spot_{resumed(spots.spot_of(one))}", args=[one.pk])}
            for one in spots.open_drafts(actor)
        ],
        "to_confirm": spots.to_confirm(actor),
        "terms": spots.paper_terms(body_id),
        "may_set": actor.can(Permission.CASES_STAFF),
        "problem": problem,
    }
    return page(request, "cases/summary/start", context, status=problem.status if problem else 200)


def _begin(given: Mapping[str, str], actor: Actor, now: datetime, town_id: UUID | None) -> UUID:
    """Keep the first answer: which matter, where; refused where it is not on the list today."""
    if town_id is None:
        raise Invalid("请先选择在哪个镇街", fields={"town": "请选择"})
    matter = powers.matter_by_code(given.get("matter", ""))
    body_id = spots.body_of(actor)
    powers.require_on_list(body_id, matter.id, town_id, date_of(now))
    _require_card(actor, matter.domain, now)
    if not matter.summary_fit:
        raise Invalid(f"“{matter.name}”在事项目录里不适用简易程序；请在“案件”里建档，走普通程序")
    token = uuid_of(given.get("token", "")) or uuid7()
    lead = _lead(given, actor)
    mine = SpotDraft.objects.filter(pk=token).exists()
    spot = spots.spot_of(spots.draft_for(actor, token)) if mine else Spot()
    place = spot.place or (lead.place_text if lead is not None else "")
    again = {} if spot.matter == matter.code else {"typical": (), "range_no": None, "kinds": (), "fine": None}
    spot = replace(
        changed(spot, again), matter=matter.code, matter_name=matter.name, town_id=town_id, place=place,
        lead_id=lead.pk if lead is not None else spot.lead_id,
    )  # fmt: skip
    return actions.keep_spot(token=token, spot=spot, actor=actor, now=now).pk


def _require_card(actor: Actor, domain: str, now: datetime) -> None:
    """Say at the beginning, not at the end, that the own card does not serve (APL 42)."""
    for officer in agencies.officers_in([actor.officer_id] if actor.officer_id else []).values():
        if verdict := agencies.can_act_as_officer(officer, domain, date_of(now)):
            raise Unlawful(verdict)


def _towns(actor: Actor) -> dict[UUID, str]:
    """Where the actor may act: the own towns, or for those of the county all of them."""
    rows = places.towns_of(actor.district_id) if actor.district_id else []
    return {row.pk: row.name for row in rows if not actor.town_ids or row.pk in actor.town_ids}


def _searched(one: powers.MatterProfile) -> str:
    return " ".join([one.name, one.code, *one.keywords, *one.plain]).lower()


def _lead(given: Mapping[str, str], actor: Actor) -> Any:
    lead_id = uuid_of(given.get("lead", ""))
    if lead_id is None:
        return None
    try:
        return leads.lead_for(actor, lead_id)
    except NotFound:
        return None


@screen
def ordinary(request: HttpRequest, here: At) -> HttpResponse:
    """转普通程序: why it cannot be decided on the spot, and a case with everything already typed."""
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            case = actions.turn_ordinary(token=here.draft.pk, actor=here.actor, now=here.now)
            messages.success(request, f"已建档 {case.number}，走普通程序；填过的都在案件里")
            return redirect("cases:case", case.pk)
        except (Invalid, Unlawful) as refusal:
            problem = refusal
    silent = request.GET.get("why") == "silent"
    context = {"draft": here.draft, "spot": here.spot, "silent": silent, "problem": problem, "why": _whys(here, silent)}
    return page(request, "cases/summary/ordinary", context, status=problem.status if problem else 200)


def _whys(here: At, silent: bool) -> list[tuple[str, Citation]]:
    found: list[tuple[str, Citation]] = []
    if here.spot.identified is False:
        found.append(("当事人身份没有核实，事实不能说确凿", RANGE))
    if here.spot.certain is False:
        found.append(("违法事实还要再调查，不是确凿", RANGE))
    if here.spot.crime:
        found.append(("涉嫌犯罪的，先移送，不得以行政处罚代替", NOT_INSTEAD))
    if silent:
        found.append(("当事人没有表态，不能把沉默当作放弃；请给他一个合理的期限", WAIVER_CLEAR))
    return found


@require_POST
def drop(request: HttpRequest, token: UUID) -> HttpResponse:
    """作废草稿."""
    actions.drop_spot(token=token, actor=acting(request))
    messages.success(request, "草稿已作废，没有作出决定")
    return redirect("cases:spot")


@require_http_methods(["GET", "POST"])
def second(request: HttpRequest, token: UUID) -> HttpResponse:
    """另一名执法人员 looks at all of it in the own session and confirms."""
    actor, now = acting(request), clock.now()
    policies.require_officer(actor)
    draft = spots.draft_to_confirm(actor, token)
    spot = spots.spot_of(draft)
    problem: Refusal | None = None
    if request.method == "POST":
        try:
            actions.confirm_spot(token=token, actor=actor, now=now, digest=request.POST.get("digest", ""))
            messages.success(request, "已确认；由承办人作出决定")
            return redirect("cases:spot")
        except Refusal as refusal:
            problem = refusal
    done = draft.confirmed_at is not None and draft.confirmed_digest == spot.whole
    context = {"draft": draft, "facts": decision_rows(spot), "digest": spot.whole, "problem": problem, "done": done}
    return page(request, "cases/summary/second", context, status=problem.status if problem else 200)
