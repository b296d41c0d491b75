"""当场处罚 on a phone: five short screens, each kept as it is sent, and one decision at the end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters

from tongpan.agencies import queries as agencies
from tongpan.cases import actions
from tongpan.cases.domain import spotpaper, spotweighing
from tongpan.cases.domain.posts import CANDIDATES
from tongpan.cases.domain.spot import Answered, Spot, changed, with_photos
from tongpan.cases.domain.spotweighing import Setting, Weighed
from tongpan.cases.forms import spotending as ending
from tongpan.cases.forms import summary as forms
from tongpan.cases.queries import summary as spots
from tongpan.cases.views.spotphotos import object_classes, photographed
from tongpan.cases.views.spotscreens import At, decision_rows, evidence_titles, next_screen, screen, show, uuid_of
from tongpan.documents.queries import lookup_address
from tongpan.kernel.clock import SHANGHAI, date_of
from tongpan.kernel.errors import Invalid, NotFound, Refusal, Unlawful
from tongpan.law.facts.words import Role
from tongpan.law.money import yuan
from tongpan.law.penalty.kinds import PartyKind
from tongpan.law.penalty.ladder import policies as ladder_policies
from tongpan.law.penalty.local_rules import binding
from tongpan.law.penalty.mitigation import Circumstance
from tongpan.law.penalty.no_penalty import Harm
from tongpan.law.penalty.summary import SummaryCase, check_range
from tongpan.law.procedure.adapting import punishment_of
from tongpan.law.refusal import LawRefused
from tongpan.law.verdict import Verdict
from tongpan.ui.submitting import MALFORMED, posted, refused

MOST_TYPICAL: Final = 12


@screen
def who(request: HttpRequest, here: At) -> HttpResponse:
    """谁."""
    spot = here.spot
    form = forms.WhoForm(
        posted(request),
        officers=_officers(here),
        today=date_of(here.now),
        initial=forms.who_initial(spot) | _usual(here),
    )
    if request.method != "POST":
        return show(request, "who", here, form)
    good = form.is_valid()
    data = form.cleaned_data
    second = uuid_of(data.get("second", ""))
    shown_at = (spot.shown_at if second == spot.second_id else None) or _moment(here)
    other = second != spot.second_id and spot.second_id is not None
    values = {name: data.get(name) for name in ("identified", "born_on", "lucid")}
    values |= {name: (data.get(name) or "").strip() for name in ("name", "identity", "phone", "address", "described")}
    kept = replace(
        changed(spot, values),
        kind=PartyKind(data["kind"]) if data.get("kind") else None,
        second_id=second,
        shown_at=shown_at if data.get("shown") else None,
        verified_at=None if other else spot.verified_at,
    )
    here.keep(kept)
    if not good:
        return show(request, "who", here, form, MALFORMED)
    if kept.identified is False:
        return redirect("cases:spot_ordinary", here.draft.pk)
    if kept.shown_at is None:
        form.add_error("shown", "当场处罚应当出示执法证件（处罚法 52 条）；出示了再往下办")
        return show(request, "who", here, form, MALFORMED)
    return next_screen(here, "facts")


def _usual(here: At) -> dict[str, Any]:
    """The one who stood beside the actor the last time; who it is is no legal step, and can be changed."""
    if here.spot.second_id is not None:
        return {}
    last = spots.last_second(here.actor)
    return {"second": str(last)} if last is not None else {}


def _officers(here: At) -> list[tuple[str, str]]:
    """Who may act beside the actor and confirm it: a card in force for the field today, an account of the own."""
    actor, on = here.actor, date_of(here.now)
    assert actor.district_id is not None
    found = agencies.people_in_posts(
        CANDIDATES[Role.HANDLER], district_id=actor.district_id, town_id=here.spot.town_id, on=on
    )
    signing = [key for key, one in agencies.officers_in([one.officer_id for one in found]).items() if one.user_id]
    carded = agencies.card_numbers(signing, here.terms.matter.domain, on)
    return [
        (str(one.officer_id), f"{one.name}（{one.post}）")
        for one in found
        if one.officer_id in carded and one.officer_id != actor.officer_id
    ]


def _moment(here: At) -> datetime:
    return here.now.astimezone(SHANGHAI)


@screen
def facts(request: HttpRequest, here: At) -> HttpResponse:
    """事实."""
    spot, setting = here.spot, here.setting
    taken = photographed(request, here)
    form = _facts_form(taken.data, here)
    more = {"earlier": setting.earlier, "gists": here.terms.gists, **taken.shown}
    if request.method != "POST":
        return show(request, "facts", here, form, more=more)
    good = form.is_valid() and taken.fault is None
    data = form.cleaned_data
    entries = with_photos(form.entries(), taken.chosen)
    same = (entries, taken.chosen) == (spot.evidence, spot.photos)
    verified_at = (spot.verified_at if same else None) or _moment(here)
    asked = ("certain", "crime", "refused", "minor", "corrected", "first", "no_fault", "fined", "vulnerable")
    kept = replace(
        changed(spot, {name: data.get(name) for name in asked}),
        act_at=data.get("act_at") or spot.act_at,
        place=(data.get("place") or "").strip(),
        typical=tuple(data.get("typical", ())),
        extra=(data.get("extra") or "").strip(),
        evidence=entries,
        photos=taken.chosen,
        object_class=data.get("object_class") or "",
        verified_at=verified_at if data.get("verified") else None,
        harm=Harm(data["harm"]) if data.get("harm") else None,
        correction=(data.get("correction") or "").strip(),
        mitigating=_mitigating(data.get("mitigating")),
        conditions=tuple(data.get("conditions", ())),
    )
    here.keep(kept)
    if "photos_only" in request.POST and taken.fault is None:
        return next_screen(here, "facts")
    if not good:
        return show(request, "facts", here, form, MALFORMED, more)
    if kept.verified_at is None:
        form.add_error("verified", "证据须经查证属实，方可作为认定事实的根据（处罚法 46 条）")
        return show(request, "facts", here, form, MALFORMED, more)
    if kept.act_at is not None and kept.act_at > here.now:
        form.add_error("act_at", "不能晚于现在")
        return show(request, "facts", here, form, MALFORMED, more)
    if kept.certain is False or kept.crime:
        return redirect("cases:spot_ordinary", here.draft.pk)
    return next_screen(here, "penalty")


def _facts_form(data: Any, here: At) -> forms.FactsForm:
    words = [word for word in here.terms.matter.keywords if word not in here.terms.matter.name][:MOST_TYPICAL]
    own = [word for word in here.terms.matter.keywords if word in here.terms.matter.name][:MOST_TYPICAL]
    typical = list(dict.fromkeys([*own, *words, *here.spot.typical]))[:MOST_TYPICAL]
    setting = here.setting
    weighed = spotweighing.weigh(here.spot, setting)
    conditions = [name for tier in weighed.benchmark.tiers for name in tier.conditions] if weighed.benchmark else []
    on = here.spot.act_on or date_of(here.now)
    policies = [setting.policy] if setting.policy is not None else binding(ladder_policies(), here.area, on)
    return forms.FactsForm(
        data,
        typical=[(word, word) for word in typical],
        conditions=[(name, name) for name in dict.fromkeys(conditions)],
        refusal=here.terms.refusal_required,
        ladder=any(each.vulnerable_only for each in policies[:1]),
        classes=object_classes(here),
        initial=forms.facts_initial(here.spot, here.now),
    )


def _mitigating(given: list[str] | None) -> tuple[Circumstance, ...] | None:
    if not given:
        return None
    return tuple(Circumstance(word) for word in given if word != forms.NONE)


@screen
def penalty(request: HttpRequest, here: At) -> HttpResponse:
    """处罚: the range, the band, the ladder, the ceiling on the spot; and what is proposed."""
    if here.spot.kind is None or here.spot.act_at is None:
        return next_screen(here, "facts" if here.spot.kind is not None else "who")
    setting = here.setting
    weighed = spotweighing.weigh(here.spot, setting)
    form = _penalty_form(posted(request), here, setting, weighed)
    more = _of_penalty(here, setting, weighed)
    if request.method != "POST":
        return show(request, "penalty", here, form, more=more)
    good = form.is_valid()
    kept = _proposed(here.spot, form.cleaned_data)
    here.keep(kept)
    if not good:
        return show(request, "penalty", here, form, MALFORMED, more)
    try:
        against = _against(kept, setting)
    except LawRefused as refusal:
        status = refused(request, form, Invalid(refusal.message, code=refusal.code))
        return show(request, "penalty", here, form, status, more)
    if against:
        status = refused(request, form, Unlawful(against), whole=True)
        return show(request, "penalty", here, form, status, more | {"against": against})
    return next_screen(here, "told")


def _penalty_form(data: Any, here: At, setting: Setting, weighed: Weighed) -> ending.PenaltyForm:
    open_ = here.terms.kinds or frozenset(ending.KINDS[ending.BOTH])
    kinds = [(word, ending.KIND_NAMES[word]) for word, each in ending.KINDS.items() if open_.issuperset(each)]
    return ending.PenaltyForm(
        data, kinds=kinds, ranges=setting.ranges, weighed=weighed, initial=ending.penalty_initial(here.spot, weighed)
    )


def _proposed(spot: Spot, data: Mapping[str, Any]) -> Spot:
    number = data.get("range_no")
    return replace(
        spot,
        range_no=int(number) if number else None,
        range_basis=(data.get("range_basis") or "").strip(),
        lowest=yuan(data["lowest"]) if data.get("lowest") is not None else None,
        highest=yuan(data["highest"]) if data.get("highest") is not None else None,
        kinds=ending.KINDS.get(data.get("kinds", ""), ()),
        fine=data.get("money"),
        lightened=data.get("lightened"),
        correcting=data.get("correcting") or "",
        why=(data.get("why") or "").strip(),
        hard_later=data.get("hard_later"),
        asks_on_spot=data.get("asks_on_spot"),
    )


def _against(spot: Spot, setting: Setting) -> Verdict:
    """What stands against a proposal, said before the party is told of it: the ceiling on the spot, range and band."""
    proposed = spot.proposed
    punishment = punishment_of(proposed) if proposed is not None else None
    if punishment is None or spot.kind is None:
        return ()
    case = SummaryCase(punishment, spot.kind, setting.on, spot.certain, legal_basis=True)
    found = (*check_range(case, setting.area), *spotweighing.spared(spot), *spotweighing.objections(spot, setting))
    return tuple(each for each in found if each.blocks)


def _of_penalty(here: At, setting: Setting, weighed: Weighed) -> dict[str, Any]:
    computation = weighed.computation
    return {
        "weighed": weighed,
        "ranges": setting.ranges,
        "bands": [str(band) for band in computation.bands] if computation is not None else [],
        "reasons": computation.reasons if computation is not None else (),
        "points": computation.open_points if computation is not None else (),
        "punished": here.terms.punished,
        "ladder_said": weighed.ladder.rung is not None and weighed.ladder.rung.value != "OUTSIDE",
        "exempt": weighed.outcome,
    }


@screen
def told(request: HttpRequest, here: At) -> HttpResponse:
    """告知和听取."""
    spot = here.spot
    if not spot.kinds:
        return next_screen(here, "penalty")
    form = ending.ToldForm(posted(request), initial=ending.told_initial(spot))
    more = {"text": spotpaper.told_words(spot), "violated": here.terms.violated, "punished": here.terms.punished}
    if request.method != "POST":
        return show(request, "told", here, form, more=more)
    good = form.is_valid()
    data = form.cleaned_data
    answered = Answered(data["answered"]) if data.get("answered") else None
    kept = replace(
        spot,
        answered=answered,
        said=(data.get("said") or "").strip(),
        considered=(data.get("considered") or "").strip(),
    )
    if data.get("content_told") and data.get("rights_told"):
        kept = _told(kept, _moment(here), fresh=spot.told_at is None)
    here.keep(kept)
    if not good:
        return show(request, "told", here, form, MALFORMED, more)
    if answered is Answered.SILENT:
        return redirect(f"{reverse('cases:spot_ordinary', args=[here.draft.pk])}?why=silent")
    return next_screen(here, "confirm")


def _told(spot: Spot, now: datetime, *, fresh: bool) -> Spot:
    """Keep when it was told, what was told, and what stood when the party defended itself."""
    if fresh:
        spot = replace(spot, told_at=now, told=spot.proposed, told_digest=spot.substance)
    spoken = spot.told if spot.answered is Answered.STATED else spot.spoken
    return replace(spot, answered_at=now if spot.answered is not None else None, spoken=spot.spoken or spoken)


@screen
def confirm(request: HttpRequest, here: At) -> HttpResponse:
    """决定: both officers see all of it; the second proves who it is, and it is decided."""
    return _confirm(request, here)


@sensitive_post_parameters("password", "code")
def _confirm(request: HttpRequest, here: At) -> HttpResponse:
    form = ending.ConfirmForm(posted(request))
    more = _of_decision(here)
    if request.method != "POST":
        return show(request, "confirm", here, form, more=more)
    if not form.is_valid():
        return show(request, "confirm", here, form, MALFORMED, more)
    try:
        case = actions.decide_on_the_spot(
            token=here.draft.pk, actor=here.actor, now=here.now, password=form.cleaned_data["password"],
            code=form.cleaned_data["code"], address=lookup_address(request),
        )  # fmt: skip
    except NotFound:
        raise
    except Refusal as refusal:
        status = refused(request, form, refusal)
        against = refusal.verdict if isinstance(refusal, Unlawful) else ()
        return show(request, "confirm", here, form, status, more | {"against": against})
    messages.success(request, f"已作出决定：{_number(case)}")
    return redirect("cases:spot_decided", case.pk)


def _number(case: Any) -> str:
    paper = spots.paper_of(case)
    return paper.number if paper is not None else str(case.number)


def _of_decision(here: At) -> dict[str, Any]:
    spot = here.spot
    second = here.draft.second
    return {
        "second": second,
        "confirmed": here.draft.confirmed_digest == spot.whole and here.draft.confirmed_at is not None,
        "penalty": spotpaper.penalty_words(spot),
        "evidence": evidence_titles(spot),
        "correcting": spotpaper.CORRECTING.get(spot.correcting, ""),
        "facts": decision_rows(spot),
    }
