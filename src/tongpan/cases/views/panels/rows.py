"""登记事项: what was entered beside the steps, and what more can be entered."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from tongpan.cases.domain.entry import Entry, Kind
from tongpan.cases.domain.rowforms import ROW_FORMS, On, RowForm
from tongpan.cases.views.looking import Look
from tongpan.kernel.clock import SHANGHAI
from tongpan.law.labelled import Labelled
from tongpan.ui.timetext import cn_date

OF_ALL = frozenset({"charges", "parties", "evidence"})
"""tables that every case has: their rows are shown where they belong, here only the way to their forms"""


def panel(look: Look) -> Mapping[str, Any]:
    """Return what stands of each form, and which forms the one who looks may fill in."""
    open_ = look.open
    groups = []
    for form in ROW_FORMS.values():
        mine = open_ and look.handles
        rows = [_row(look, form, place, row, mine) for place, row in enumerate(getattr(look.facts, form.table))]
        if form.table in OF_ALL:
            rows = [one for one in rows if one["said"] or (mine and form.fills)]
        if rows or (mine and form.adds):
            add = reverse("cases:enter", args=[look.case.pk, form.key]) if mine and form.adds else ""
            said = any(one["said"] for one in rows)
            groups.append(
                {"form": form, "rows": rows, "add": add, "aside": form.table in OF_ALL and not (form.shown and said)}
            )
    return {
        "entered": [one for one in groups if one["rows"] and not one["aside"]],
        "enterable": [one for one in groups if one["add"]],
        "fillable": [one for one in groups if one["aside"] and one["rows"]],
    }


def _row(look: Look, form: RowForm, place: int, row: Any, mine: bool) -> dict[str, Any]:
    details = look.known.details.get((form.table, place), {})
    said = []
    for entry in form.entries:
        text = details.get(entry.name, "") if entry not in form.own else _said(entry, row, form)
        if text and entry.name != "what":
            said.append((entry.label, look.hiding.text(text)))
    whom = ""
    if form.on is not On.CASE and look.several:
        whom = look.names.get(getattr(row, "party", getattr(row, "id", "")), "")
    fill = mine and form.fills
    return {
        "title": look.hiding.text(details.get("what", "")) or _name(form, row, look),
        "whom": whom,
        "said": said,
        "href": reverse("cases:fill", args=[look.case.pk, form.key, place]) if fill else "",
    }


def _name(form: RowForm, row: Any, look: Look) -> str:
    if form.table == "measures":
        at = next((n for n, each in enumerate(look.facts.things) if each.id == row.thing), None)
        what = look.known.details.get(("things", at), {}).get("what", "") if at is not None else ""
        held = "在查封扣押中" if row.ended_at is None else row.fate.label if row.fate else "已解除"
        return f"{look.hiding.label(what) or row.thing}（{row.kind.label}，{held}）"
    if form.table == "evidence":
        at = look.facts.evidence.index(row)
        return look.hiding.label(str(look.known.details.get(("evidence", at), {}).get("title", row.id)))
    if form.table == "pauses":
        return str(row.ground.label)
    if form.table in ("charges", "parties"):
        return look.names.get(getattr(row, "party", getattr(row, "id", "")), "")
    return str(getattr(row, "id", "") or form.title)


def _said(entry: Entry, row: Any, form: RowForm) -> str:
    """Return one value of a row in words, empty where it says nothing."""
    if form.inside:
        parts = getattr(row, form.inside) or ()
        return "、".join(text for each in parts if (text := _word(entry, getattr(each, entry.name))))
    value: Any = row
    for part in entry.name.split("."):
        value = getattr(value, part, None)
    return _word(entry, value)


def _word(entry: Entry, value: Any) -> str:
    if value is None or (entry.kind is Kind.FLAG and not value):
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{cn_date(value)} {value.astimezone(SHANGHAI):%H:%M}"
    if isinstance(value, date):
        return cn_date(value)
    return str(value.label) if isinstance(value, Labelled) else str(value)
