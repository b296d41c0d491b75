"""登记事项: one form for every table of which rows are entered."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from tongpan.agencies.domain.actor import Actor
from tongpan.agencies.queries import acting
from tongpan.cases import actions, policies, queries
from tongpan.cases.actions.rows import NO_FORM
from tongpan.cases.domain.pausing import known_grounds
from tongpan.cases.domain.rowforms import ROW_FORMS, RowForm
from tongpan.cases.domain.tables import placed
from tongpan.cases.forms.rows import EnterForm, initial_of
from tongpan.cases.models import Case
from tongpan.cases.queries import Known
from tongpan.cases.views.oneform import one_form
from tongpan.cases.views.shown import party_names
from tongpan.kernel import clock
from tongpan.kernel.clock import date_of
from tongpan.kernel.errors import NotFound
from tongpan.law.facts import CaseFacts, remaining
from tongpan.law.procedure import Target
from tongpan.ui.submitting import posted


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, case_id: UUID, key: str, place: int | None = None) -> HttpResponse:
    """登记一条，或者补充一条."""
    actor, now = acting(request), clock.now()
    case = queries.case_for(actor, case_id)
    known = queries.known(case, date_of(now))
    form_of = _allowed(key, actor, known)
    row = placed(known.facts, form_of.table, place) if place is not None else None
    if place is not None and row is None:
        raise NotFound("没有这一条登记，请刷新后再填")
    details = known.details.get((form_of.table, place), {}) if place is not None else {}
    charges = _charges(known.facts, case)
    initial = initial_of(form_of, row, details) if row is not None else {}
    form = EnterForm(
        posted(request), row=form_of, charges=charges, fresh=row is None, initial=initial | {"version": case.version}
    )
    return one_form(
        request, case, form, lambda data: _run(case, form_of, place, form, data, actor, now), title=form_of.title,
        said="已登记，下一步已重新计算", note=_note(form_of, known.facts), draft=True,
    )  # fmt: skip


def _allowed(key: str, actor: Actor, known: Known) -> RowForm:
    """Return the form, to who may enter in it."""
    form = ROW_FORMS.get(key)
    if form is None:
        raise NotFound(NO_FORM)
    policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), known.facts))
    return form


def _run(
    case: Case, form_of: RowForm, place: int | None, form: EnterForm, data: dict[str, Any], actor: Actor, now: datetime
) -> object:
    party, _, cause = data.get("whom", "").partition("/")
    return actions.enter_row(
        case_id=case.pk, form=form_of.key, values=form.values(), actor=actor, now=now,
        target=Target(party, cause) if party else None, place=place, version=data["version"],
    )  # fmt: skip


def _charges(facts: CaseFacts, case: Case) -> list[tuple[str, str]]:
    names = party_names(case.parties.all(), clear=True)
    causes = {each.id: each.name for each in facts.causes}
    return [
        (f"{each.party}/{each.cause}", f"{names.get(each.party, each.party)} · {causes[each.cause]}")
        for each in remaining(facts).charges
    ]


def _note(form: RowForm, facts: CaseFacts) -> str:
    if form.key != "pauses":
        return form.note
    known = dict.fromkeys(g.label for each in facts.charges for g in known_grounds(each, facts.province))
    return form.note + (f"本案：{'、'.join(known)}。" if known else "本案的程序规定没有写明任何事由。")
