"""当场处罚: the draft that a screen works on, and how screens follow each other."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies
from tongpan.cases.domain import spotpaper
from tongpan.cases.domain.spot import PHOTOS, Spot
from tongpan.cases.domain.spotweighing import Setting
from tongpan.cases.models import SpotDraft
from tongpan.cases.queries import summary as spots
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.places import queries as places
from tongpan.powers import queries as powers
from tongpan.powers.domain.handling import STANDS
from tongpan.ui.pages import page

SCREENS: Final = (
    ("who", "当事人"), ("facts", "事实"), ("penalty", "处罚"), ("told", "告知"), ("confirm", "决定"),
)  # fmt: skip

ADVISED: Final = frozenset({"facts", "penalty"})
"""screens that show what the county's policy on zones advises"""


@dataclass(frozen=True, slots=True)
class At:
    """One draft as one screen works on it."""

    actor: Actor
    draft: SpotDraft
    spot: Spot
    terms: powers.PenalTerms
    area: str
    now: datetime

    @property
    def setting(self) -> Setting:
        return spots.setting_of(self.spot, self.terms, self.area, date_of(self.now))

    def keep(self, spot: Spot) -> Spot:
        """Keep what was typed; return it as it is kept."""
        return spots.spot_of(actions.keep_spot(token=self.draft.pk, spot=spot, actor=self.actor, now=self.now))


def at(request: HttpRequest, token: UUID) -> At:
    """
    Return the own draft that a screen works on.

    :raises NotFound: if it is not there any more, or is somebody else's
    """
    actor = acting(request)
    policies.require_officer(actor)
    draft = spots.draft_for(actor, token)
    if draft.case_id is not None:
        raise Decided(draft)
    spot = spots.spot_of(draft)
    town = places.places_in([spot.town_id]).get(spot.town_id) if spot.town_id else None
    area = town.county.code if town is not None and town.county is not None else ""
    return At(actor, draft, spot, powers.penal_terms(spot.matter), area, clock.now())


class Decided(Exception):
    """It is a case already: the screens lead there."""

    def __init__(self, draft: SpotDraft) -> None:
        super().__init__(draft.pk)
        self.draft = draft


def screen(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Make a view of one screen: what is decided already leads to its case, whoever taps twice."""

    def shown(request: HttpRequest, token: UUID) -> HttpResponse:
        try:
            return view(request, at(request, token))
        except Decided as done:
            return _to_case(done.draft)

    return require_http_methods(["GET", "POST"])(shown)


def _to_case(draft: SpotDraft) -> HttpResponse:
    assert draft.case is not None
    if spots.paper_of(draft.case) is not None:
        return redirect("cases:spot_decided", draft.case_id)
    return redirect("cases:case", draft.case_id)


def show(
    request: HttpRequest, name: str, here: At, form: Form, status: int = 200, more: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Show one screen: where one is, what is asked, the way back and on."""
    names = [key for key, _ in SCREENS]
    place = names.index(name)
    context = {
        "draft": here.draft,
        "spot": here.spot,
        "form": form,
        "screens": [
            {"name": key, "label": label, "state": "done" if no < place else "current" if no == place else "todo"}
            for no, (key, label) in enumerate(SCREENS)
        ],
        "number": place + 1,
        "total": len(names),
        "heading": SCREENS[place][1],
        "before": reverse(f"cases:spot_{names[place - 1]}", args=[here.draft.pk]) if place else "",
        "ordinary": reverse("cases:spot_ordinary", args=[here.draft.pk]),
    } | dict(more or {})
    if name in ADVISED:
        context |= {"handling_advice": _advice(here), "handling_stands": STANDS}
    return page(request, f"cases/summary/{name}", context, status=status)


def _advice(here: At) -> list[powers.HandlingAdvice]:
    """What the county's policy advises at this place (M152)."""
    spot = here.spot
    if spot.town_id is None:
        return []
    return powers.handling_advice(
        spot.town_id, here.terms.matter.domain, spot.place, date_of(here.now), object_class=spot.object_class
    )


def uuid_of(text: str) -> UUID | None:
    """Return what was sent as an id, None for what is none."""
    try:
        return UUID(text)
    except ValueError:
        return None


def resumed(spot: Spot) -> str:
    """Return the screen on which a draft goes on: the first that is not answered."""
    answered = (
        ("who", spot.kind is not None and spot.shown_at is not None),
        ("facts", spot.verified_at is not None),
        ("penalty", bool(spot.kinds)),
        ("told", spot.answered_at is not None),
    )
    return next((name for name, done in answered if not done), "confirm")


def next_screen(here: At, name: str) -> HttpResponse:
    """Go on to another screen of the same draft."""
    return redirect(f"cases:spot_{name}", here.draft.pk)


def evidence_titles(spot: Spot) -> list[str]:
    """Return what each piece of evidence is called, the pictures with how many they are."""
    return [
        spots.title_of(entry) + (f"（{len(spot.photos)} 张）" if entry == PHOTOS and spot.photos else "")
        for entry in spot.evidence
    ]


def decision_rows(spot: Spot) -> list[tuple[str, object]]:
    """Return what both officers read before it is decided."""
    kind = spot.kind.label if spot.kind is not None else ""
    return [
        ("当事人", f"{spot.name}（{kind}）" if kind else spot.name),
        ("证件号码", spot.identity),
        ("事实", spot.narrative),
        ("证据", "、".join(evidence_titles(spot))),
        ("拟处罚", spotpaper.penalty_words(spot)),
        ("责令改正", spotpaper.CORRECTING.get(spot.correcting, "")),
        ("理由", spot.why),
        ("当事人", spot.answered.label if spot.answered is not None else "还没有告知、听取"),
        ("说了什么", spot.said),
        ("怎么考虑", spot.considered),
    ]
