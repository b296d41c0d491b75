"""文书: the controls of a form of the catalogue; voiding; a signed copy; a paper from elsewhere."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from django import forms

from tongpan.cases.domain.told import day_words
from tongpan.cases.forms.evidence import WithFiles
from tongpan.cases.forms.fields import area
from tongpan.documents.domain.body import Value
from tongpan.documents.domain.choices import FieldKind
from tongpan.documents.domain.forms import MOST_AREA, MOST_TEXT, Field, Form
from tongpan.ui.forms import DatePicker

CELLS: Final = " | "
DAY: Final = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日", re.ASCII)
Choices = Sequence[tuple[str, str]]


class DocumentForm(forms.Form):
    """One document: what is typed; what comes from the record stands beside it and cannot be typed over."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, form: Form, values: Mapping[str, Value], given: Mapping[str, Value], **kwargs: Any
    ) -> None:
        kwargs.setdefault("initial", {})
        fixed = form.given_by_record(given)
        typed = [one for one in form.fields if one.name not in fixed]
        kwargs["initial"] = {one.name: _line(one, values.get(one.name)) for one in typed} | kwargs["initial"]
        super().__init__(*args, **kwargs)
        self.fields = {one.name: _control(one) for one in typed} | dict(self.fields)
        self._typed = tuple(one.name for one in typed)

    def full_clean(self) -> None:
        """Take what is not whole yet: whether all that must stand there does is asked when the document is made."""
        wanted = [one for one in self.fields.values() if one.required]
        for one in wanted:
            one.required = False
        super().full_clean()
        for one in wanted:
            one.required = True

    def look_again(self, version: int | None) -> None:
        """Let the next press count as made by somebody who has seen the draft as it stands now."""
        data = {name: self.data[name] for name in self.data}
        self.data = data | {"version": "" if version is None else str(version)}

    def entered(self) -> dict[str, str]:
        """Return what was typed, also what was emptied on purpose; days in the words of documents."""
        given = {name: self.cleaned_data.get(name) or "" for name in self._typed}
        return {name: day_words(value) if isinstance(value, date) else value for name, value in given.items()}


def _control(one: Field) -> forms.Field:
    told = "；".join(text for text in (one.basis, one.help) if text)
    common: dict[str, Any] = {"label": one.label, "required": one.required, "help_text": told}
    if one.kind is FieldKind.DAY:
        return forms.DateField(widget=DatePicker, **common)
    if one.kind is FieldKind.TEXT:
        return forms.CharField(max_length=MOST_TEXT, **common)
    rows = {FieldKind.AREA: 5, FieldKind.LIST: 4, FieldKind.TABLE: 4}[one.kind]
    if one.kind is FieldKind.LIST and not one.help:
        common["help_text"] = "；".join(text for text in (one.basis, "一行一条") if text)
    return forms.CharField(max_length=MOST_AREA, widget=area(rows), **common)


def _line(one: Field, value: Value | None) -> str | date:
    """Return a value as it is typed."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, str):
        read = DAY.fullmatch(value) if one.kind is FieldKind.DAY else None
        return date(*map(int, read.groups())) if read is not None else value
    return "\n".join(item if isinstance(item, str) else CELLS.join(item) for item in value)


class VoidForm(forms.Form):
    """作废."""

    reason = forms.CharField(label="作废的原因", max_length=300, widget=area(2), help_text="文号不再使用；原因记入案卷")


class ScanForm(WithFiles):
    """签名盖章后的扫描件."""


class OutsideForm(WithFiles):
    """平台外制作的文书."""

    form = forms.ChoiceField(label="哪一种文书", required=False)
    title = forms.CharField(label="文书名称", required=False, max_length=120, help_text="上面选了的可以不填")
    number = forms.CharField(label="文号", required=False, max_length=80)
    day = forms.DateField(label="落款日期", widget=DatePicker)

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = [("", "目录里没有的"), *offered]  # type: ignore[attr-defined]
        order = ["form", "title", "number", "day", "chosen", "uploads"]
        self.order_fields(order)
