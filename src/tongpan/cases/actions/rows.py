"""登记: rows that no step writes, and what is filled in on rows that stand."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from tongpan.agencies.domain.actor import Actor
from tongpan.cases import policies, queries
from tongpan.cases.domain.entering import HOW_CORRECTED, beside, with_value, wrong_entries
from tongpan.cases.domain.entry import DETAIL, Kind
from tongpan.cases.domain.pausing import check_pause
from tongpan.cases.domain.rowforms import ROW_FORMS, On, RowForm
from tongpan.cases.domain.tables import placed
from tongpan.cases.models import Case
from tongpan.cases.steps import storing
from tongpan.cases.steps.rereview import reviewed_again
from tongpan.kernel.clock import date_of, in_chinese_time
from tongpan.kernel.errors import Conflict, Invalid, NotFound, require
from tongpan.law.facts import CaseFacts, decided, read_row, remaining, write_row
from tongpan.law.facts.coherence import check_coherence
from tongpan.law.procedure import Target
from tongpan.law.procedure.gates.paying import check_waiver
from tongpan.law.refusal import LawRefused

NO_FORM = "没有这种登记，请从案件页的“登记事项”进入"


def enter_row(
    *,
    case_id: UUID,
    form: str,
    values: Mapping[str, Any],
    actor: Actor,
    now: datetime,
    target: Target | None = None,
    place: int | None = None,
    version: int | None = None,
) -> Case:
    """
    Add a row to a case, or fill in the one at `place`; of a row that stands, what is not among `values` stays.

    `form` is the address of a row form (`ROW_FORMS`); a value of None makes a field unknown again.

    :raises Conflict: if the case is closed, the charge is decided where that ends it, or somebody else was faster
    :raises Forbidden: if the actor does not handle the case
    :raises Invalid: if something is missing, cannot be, or lies in the future
    :raises Unlawful: if a surcharge is lightened that may not be
    :raises NotFound: if there is no such form, row or charge, or the actor may not know of the case
    """
    wanted = ROW_FORMS.get(form)
    if wanted is None:
        raise NotFound(NO_FORM)
    given = {name: value for name, value in values.items() if name in {each.name for each in wanted.entries}}
    with transaction.atomic(durable=True):
        case = storing.load(case_id, actor, version)
        known = queries.known(case, date_of(now))
        facts = known.facts
        policies.require_handler(policies.roles_of(policies.handle_of(actor, known.people), facts))
        old = _standing(facts, wanted, place)
        where = _where(facts, wanted, old, target)
        _check_open(facts, wanted, where)
        before = known.details.get((wanted.table, place), {}) if place is not None else None
        _check_values(wanted, given, before, now)
        try:
            after, at = _entered(facts, wanted, where, old, place, given)
            after = reviewed_again(facts, after, now)
            check_coherence(after)
        except LawRefused as refused:
            raise storing.invalid(refused) from refused
        if wanted.key == "pauses":
            check_pause(facts, after, at)
        if wanted.key == "waivers" and given:
            require(check_waiver(after.surcharges[at]))
        said = beside(wanted.entries, given)
        if after == facts and not said:
            return case
        storing.store(
            case, facts, after, entry="case.entered", actor=actor, now=now, target=where, detail=said, step="ENTER",
            told={"form": wanted.key}, beside=(wanted.table, at),
        )  # fmt: skip
        return case


def _standing(facts: CaseFacts, form: RowForm, place: int | None) -> Any:
    """Return the row that is filled in, None where one is added."""
    if place is None:
        if not form.adds:
            raise NotFound("请选择要补充的那一条")
        return None
    row = placed(facts, form.table, place)
    if row is None or not (form.fills or form.inside):
        raise NotFound("没有这一条登记，请刷新后再填")
    return row


def _where(facts: CaseFacts, form: RowForm, old: Any, target: Target | None) -> Target:
    """Return whom the row concerns."""
    if form.on is On.CASE:
        return Target()
    if old is not None:
        return Target(old.id) if form.on is On.PARTY else Target(old.party, old.cause)
    wanted = (target.party, target.cause) if target is not None else ("", "")
    if not any((each.party, each.cause) == wanted for each in remaining(facts).charges):
        raise Invalid("请选择当事人和案由", fields={"whom": "请选择当事人和案由"})
    return Target(*wanted)


def _check_open(facts: CaseFacts, form: RowForm, where: Target) -> None:
    if facts.closing is not None:
        raise Conflict("案件已经结案，不能再登记", code="case.closed")
    if form.settled:
        return
    over = decided(facts)
    concerned = [
        (each.party, each.cause)
        for each in remaining(facts).charges
        if where.party in ("", each.party) and where.cause in ("", each.cause)
    ]
    if concerned and all(key in over for key in concerned):
        raise Conflict(f"已经作出决定，这一项不能再改；{HOW_CORRECTED}", code="case.decided")


def _check_values(form: RowForm, values: Mapping[str, Any], before: Mapping[str, str] | None, now: datetime) -> None:
    """Test what was entered; of a row that stands (`before`), what was said need not be said again."""
    entries = [each for each in form.entries if each.table == DETAIL or each.name in values or before is None]
    wrong = wrong_entries(entries, {**(before or {}), **{name: value for name, value in values.items() if value}})
    for entry in form.own:
        if entry.kind in (Kind.DAY, Kind.MOMENT) and _ahead(values.get(entry.name), now):
            wrong[entry.name] = f"{entry.label}：不能晚于现在"
    if wrong:
        raise Invalid("还差一点：" + "；".join(wrong.values()), fields=wrong)


def _ahead(value: Any, now: datetime) -> bool:
    """Whether a day or moment lies in the future; what cannot be read is for the row to refuse."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return False
    if at is None:
        return False
    if len(str(value)) <= len("2026-11-22"):
        return at.date() > date_of(now)
    return in_chinese_time(at) > now


def _entered(
    facts: CaseFacts, form: RowForm, where: Target, old: Any, place: int | None, values: Mapping[str, Any]
) -> tuple[CaseFacts, int]:
    """Return the facts with the row in them, and its place."""
    rows = list(getattr(facts, form.table))
    own = {each.name: values[each.name] for each in form.own if each.name in values}
    if form.inside:
        at = _charge_place(facts, where)
        document = write_row(rows[at])
        part = {name: value for name, value in own.items() if value not in (None, "")}
        document[form.inside] = [*(document.get(form.inside) or []), part]
        rows[at] = read_row(form.table, document, form.inside)
    else:
        document = write_row(old) if old is not None else _fresh(form, where, len(rows))
        for name, value in own.items():
            document = with_value(document, name, None if value == "" else value)
        row = read_row(form.table, document)
        at = len(rows) if place is None else place
        rows[at : at + 1] = [row]
    changed: dict[str, Any] = {form.table: tuple(rows)}
    return replace(facts, **changed), at


def _charge_place(facts: CaseFacts, where: Target) -> int:
    return next(at for at, each in enumerate(facts.charges) if (each.party, each.cause) == (where.party, where.cause))


def _fresh(form: RowForm, where: Target, number: int) -> dict[str, Any]:
    document: dict[str, Any] = {"id": f"{form.prefix}{number + 1}"} if form.prefix else {}
    return document | ({"party": where.party, "cause": where.cause} if form.on is On.CHARGE else {})
