"""涉案财物 of a case: what is with us and by what, what came and went, and lines that come in under their measure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from tongpan.agencies.queries import acting
from tongpan.cases import actions
from tongpan.cases.domain.choices import GONE
from tongpan.cases.forms.property import LineFormSet, RegisterForm, TieForm, belongs_to, lines_of
from tongpan.cases.steps import hands, holdings
from tongpan.cases.steps.gathering import record_of
from tongpan.cases.views.shown import party_names, title_of
from tongpan.dispatch import queries as dispatch
from tongpan.evidence import queries as evidence
from tongpan.evidence.domain.choices import BY_A_MEASURE, Origin
from tongpan.evidence.models import PropertyItem
from tongpan.kernel import clock
from tongpan.kernel.errors import Invalid
from tongpan.law.facts.words import Role
from tongpan.ui.pages import page
from tongpan.ui.submitting import posted, try_to

MOST_EVIDENCE = 60
Choices = list[tuple[str, str]]


@require_http_methods(["GET", "POST"])
def inventory(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """涉案财物清单."""
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    names = party_names(hand.case.parties.all(), clear=hand.hiding.clear)
    form = RegisterForm(
        posted(request), parties=list(names.items()), offered=_offered(hand),
        initial={"belongs": request.GET.get("belongs", "")},
    )  # fmt: skip
    photos = evidence.pictures_of(record_of(hand.case))
    lines = LineFormSet(posted(request), form_kwargs={"photos": photos})
    status = 200
    if request.method == "POST":
        if not lines.is_valid():
            form.is_valid()
            status = 422
        else:

            def run(_: dict[str, Any]) -> object:
                made, done_at = lines_of(form, lines)
                return actions.register_property(case_id=case_id, lines=made, actor=actor, now=now, done_at=done_at)

            status = try_to(request, form, run, renamed={"ref": "belongs", "origin": "belongs"}, whole=True)
        if not status:
            messages.success(request, "清单已登记")
            return redirect("cases:property", case_id)
    items = evidence.property_of(record_of(hand.case))
    handles = Role.HANDLER in hand.roles
    context = {
        "case": hand.case,
        "rows": _rows(items, hand, names, now, ties=handles),
        "hiding": hand.hiding,
        "left": sum(1 for item in items if item.held),
        "bare": _bare(items, hand) if handles else [],
        "form": form,
        "lines": lines,
        "registers": handles and hand.known.facts.closing is None and hand.case.standing not in GONE,
    }
    return page(request, "cases/property", context, status=status)


@require_POST
def tie(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """
    对应措施: a line that named its measure in words.

    :raises Invalid: if no measure is chosen
    """
    actor, now = acting(request), clock.now()
    hand = hands.part_of(case_id, actor, now)
    form = TieForm(request.POST, offered=[(ref, ref) for _, ref, _ in _measures(hand)])
    if not form.is_valid():
        raise Invalid("请选择对应到哪一项措施；没有的，请先补录那一步", fields={"ref": "请选择"})
    data = form.cleaned_data
    actions.tie_property(case_id=case_id, item_id=data["item"], ref=data["ref"], actor=actor, now=now)
    messages.success(request, "已对应")
    return redirect("cases:property", case_id)


def _measures(hand: hands.Hand) -> list[tuple[Origin, str, str]]:
    """Return every measure and preservation of the case, with words for it."""
    facts = hand.known.facts
    found = [(Origin.SEIZED, row.thing, row.at) for row in facts.measures]
    found += [(Origin.PRESERVED, row.id, row.at) for row in facts.preservations]
    return [
        (origin, ref, f"{origin.label}：{hand.hiding.text(title_of(hand.known, ref))}（{at:%m月%d日}）")
        for origin, ref, at in found
    ]


def _offered(hand: hands.Hand) -> Choices:
    """Return what a line may belong to: the measures that stand first, then what needs none."""
    rows = [(belongs_to(origin, ref), words) for origin, ref, words in _measures(hand)]
    free = [Origin.CONFISCATED, Origin.HANDED_IN, Origin.SAMPLED]
    rows += [(belongs_to(origin), str(origin.label)) for origin in free]
    details = hand.known.details
    for place, row in reversed(list(enumerate(hand.known.facts.evidence))[-MOST_EVIDENCE:]):
        title = hand.hiding.label(details.get(("evidence", place), {}).get("title", row.id))
        rows.append((belongs_to(Origin.SAMPLED, row.id), f"抽样取证：{row.id} {title}"))
    return rows


def _bare(items: list[PropertyItem], hand: hands.Hand) -> Choices:
    """Return the measures of which no list was entered yet, each with the choice that stands for it."""
    listed = {(item.origin, item.ref) for item in items}
    return [(belongs_to(origin, ref), words) for origin, ref, words in _measures(hand) if (origin, ref) not in listed]


def _rows(
    items: list[PropertyItem], hand: hands.Hand, names: Mapping[str, str], now: datetime, *, ties: bool
) -> list[dict[str, Any]]:
    moves = evidence.moves_of(items)
    people = dispatch.names_of([row.recorded_by for rows in moves.values() for row in rows])
    held = holdings.held_by(hand.known.facts, [item for item in items if item.held], now)
    measures = _measures(hand)
    words = {(origin.value, ref): said for origin, ref, said in measures}
    found = []
    for item in items:
        title = held[item.pk].title if item.pk in held else None
        loose = item.origin in BY_A_MEASURE and not item.ref
        offered = [(ref, said) for origin, ref, said in measures if origin == item.origin] if loose and ties else []
        found.append(
            {
                "item": item,
                "party": names.get(item.party, ""),
                "of": words.get((item.origin, item.ref), item.ref),
                "title": title.label if title else "",
                "back": title in holdings.GOES_BACK,
                "loose": loose,
                "tie": TieForm(initial={"item": item.pk}, offered=offered, auto_id=f"tie_{item.number}_%s")
                if offered else None,
                "moves": [(row, people.get(row.recorded_by, "")) for row in moves[item.pk]],
            }
        )  # fmt: skip
    return found
