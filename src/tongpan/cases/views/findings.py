"""认定: the forms of what was found out, each on a page of its own."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.forms.fields import word_of
from tongpan.cases.forms.findings import ANSWERS, DAYS, SUMS, WORDS, ChargeForm, ClassForm, ClueForm, PartyForm
from tongpan.cases.models import Case, CaseHandling
from tongpan.cases.views.oneform import one_form
from tongpan.cases.views.shown import party_names
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.law.facts import CaseFacts, Charge, remaining
from tongpan.law.money import FEN_A_YUAN, Money
from tongpan.law.procedure import Target
from tongpan.powers import queries as powers
from tongpan.powers.domain.handling import STANDS
from tongpan.ui.submitting import posted

Run = Callable[[Actor, datetime, dict[str, Any]], object]


def _found(
    request: HttpRequest, case: Case, form: forms.Form, run: Run, *, title: str, groups: Any = (), note: str = "",
    private: bool = False,
) -> HttpResponse:  # fmt: skip
    actor, now = acting(request), clock.now()
    return one_form(
        request, case, form, lambda data: run(actor, now, data), title=title, said="已记下，下一步已重新计算",
        note=note, groups=groups, draft=not private,
    )  # fmt: skip


def _known(request: HttpRequest, case_id: UUID) -> tuple[Case, CaseFacts]:
    """Return a case and its facts, to who handles it: nobody else reads or writes what was found of a person."""
    actor = acting(request)
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(clock.now()))
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    return case, known.facts


@require_http_methods(["GET", "POST"])
def charge(request: HttpRequest, case_id: UUID, party: str, cause: str) -> HttpResponse:
    """违法行为的认定."""
    case, facts = _known(request, case_id)
    row = next((each for each in remaining(facts).charges if (each.party, each.cause) == (party, cause)), None)
    if row is None:
        raise NotFound(policies.NO_CHARGE)
    proposed = {kind.value for kind in row.proposed.kinds} if row.proposed else set()
    kinds = {*case.matter.kinds, *proposed} if case.matter.kinds else ()
    form = ChargeForm(posted(request), kinds=kinds, initial=_charge_initial(row) | {"version": case.version})

    def run(actor: Actor, now: datetime, data: dict[str, Any]) -> object:
        return actions.find_charge(
            case_id=case.pk, target=Target(party, cause), values=form.values(), actor=actor, now=now,
            version=data["version"], why=data["why"],
        )  # fmt: skip

    name = party_names(case.parties.all(), clear=True).get(party, party)
    return _found(
        request, case, form, run, title=f"认定：{name}", groups=ChargeForm.GROUPS,
        note="没有查明的就留“没有查明”：系统不会替您猜，也不会当成“否”。",
    )  # fmt: skip


def _charge_initial(row: Charge) -> dict[str, Any]:
    found: dict[str, Any] = {name: word_of(getattr(row, name)) for name in ANSWERS}
    found |= {name: getattr(row, name) for name in (*DAYS, "continuing", "lightened", "law")}
    found |= {name: value.value if (value := getattr(row, name)) else "" for name in WORDS}
    found["duty"] = row.duty.value
    found["fines_checked"] = "yes" if row.earlier_fines == () else ""
    if row.proposed is not None:
        found["kinds"] = [kind.value for kind in row.proposed.kinds]
        found |= {name: _yuan(getattr(row.proposed, name)) for name in SUMS}
    return found


def _yuan(sum_: Money | None) -> str | None:
    return None if sum_ is None else f"{sum_.fen / FEN_A_YUAN:.2f}"


@require_http_methods(["GET", "POST"])
def party(request: HttpRequest, case_id: UUID, handle: str) -> HttpResponse:
    """当事人的认定."""
    case, facts = _known(request, case_id)
    row = next((each for each in facts.parties if each.id == handle), None)
    if row is None:
        raise NotFound(policies.NO_CHARGE)
    answers = ("lucid", "electronic", "untraceable")
    name = party_names(case.parties.all(), clear=True).get(handle, handle)
    initial = {each: word_of(getattr(row, each)) for each in answers}
    form = PartyForm(posted(request), initial=initial | {"born_on": row.born_on, "version": case.version, "name": name})

    def run(actor: Actor, now: datetime, data: dict[str, Any]) -> object:
        values = {each: data[each] for each in answers}
        values["born_on"] = data["born_on"].isoformat() if data["born_on"] else None
        named = {each: data[each] for each in ("name", "identity", "phone", "address")}
        return actions.find_party(
            case_id=case.pk, party=handle, values=values, actor=actor, now=now, version=data["version"], named=named
        )

    return _found(request, case, form, run, title=f"当事人：{name}", private=True)


@require_http_methods(["GET", "POST"])
def clue(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """立案条件的核查."""
    case, facts = _known(request, case_id)
    names = ("evidence", "deserves_penalty", "own_jurisdiction", "within_limitation")
    initial = {name: word_of(getattr(facts.clue, name)) for name in names} if facts.clue else {}
    form = ClueForm(posted(request), initial=initial | {"version": case.version})

    def run(actor: Actor, now: datetime, data: dict[str, Any]) -> object:
        values = {name: data[name] for name in names}
        return actions.find_clue(case_id=case.pk, values=values, actor=actor, now=now, version=data["version"])

    return _found(request, case, form, run, title="核查：符合不符合立案条件")


@require_http_methods(["GET", "POST"])
def classify(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """区域和对象类别 (M152)."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    row = CaseHandling.objects.filter(case=case).first()
    form = ClassForm(
        posted(request), classes=powers.handling_classes(case.town_id or case.district_id, date_of(now)),
        initial={"zone": row.zone, "object_class": row.object_class} if row is not None else {},
    )  # fmt: skip

    def run(data: dict[str, Any]) -> object:
        return actions.classify_case(case_id=case.pk, **data, actor=actor, now=now)

    return one_form(request, case, form, run, title="区域和对象类别", note=STANDS, said="已记下")
