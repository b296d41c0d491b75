"""The form of one row: made from what is entered of it."""

from typing import Any

from django import forms

from tongpan.cases.domain.entry import Entry, Kind
from tongpan.cases.domain.rowforms import On, RowForm
from tongpan.cases.forms.fields import Choices, field_of, plain, shown


class EnterForm(forms.Form):
    """One row. `charges` are the choices of whom it concerns, where it is a new one."""

    whom = forms.ChoiceField(label="谁的、哪个案由")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: RowForm, charges: Choices, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rest = dict(self.fields)
        if fresh and row.on is On.CHARGE:
            several = len(charges) > 1
            rest["whom"].choices = [("", "请选择"), *charges] if several else charges  # type: ignore[attr-defined]
        else:
            rest.pop("whom")
        own = {entry.name: field_of(entry) for entry in row.entries}
        self.fields = {**({"whom": rest.pop("whom")} if "whom" in rest else {}), **own, **rest}
        self._entries = row.entries

    def values(self) -> dict[str, Any]:
        """Return what was entered, as the law reads it; what was left empty is None."""
        return {entry.name: _value(entry, self.cleaned_data.get(entry.name)) for entry in self._entries}


def _value(entry: Entry, value: Any) -> Any:
    if entry.kind is Kind.FLAG:
        return bool(value)
    return None if value == "" else plain(value)


def initial_of(row: RowForm, standing: Any, details: dict[str, str]) -> dict[str, Any]:
    """Return what a form shows of a row that stands."""
    found: dict[str, Any] = {}
    for entry in row.entries:
        value: Any = standing
        for part in entry.name.split("."):
            value = getattr(value, part, None)
        if entry not in row.own:
            found[entry.name] = details.get(entry.name, "")
        else:
            found[entry.name] = value if entry.kind is Kind.FLAG else shown(value)
    return found
