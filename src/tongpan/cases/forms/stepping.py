"""The form of one step: made from what must be entered with it."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms

from tongpan.cases.domain.entering import ENTRIES, Entry, Kind
from tongpan.law.procedure import Step
from tongpan.ui.forms import DatePicker, MomentPicker

LONGEST = 2000


def area(rows: int = 3) -> forms.Textarea:
    """Return a text control of a few lines."""
    return forms.Textarea(attrs={"rows": rows})


class StepForm(forms.Form):
    """One step: what is entered, a note, when it was done where that was earlier, and the version looked at."""

    at = forms.DateTimeField(
        label="什么时候办的", required=False, widget=MomentPicker, help_text="刚刚办的不用填；补录纸质材料的填实际时间"
    )
    note = forms.CharField(label="备注", required=False, max_length=500, widget=area(2))
    override = forms.CharField(
        label="仍要办理的理由", required=False, max_length=500, widget=area(2),
        help_text="下面的规定是由条文推导的；由负责人写明理由才能继续，理由记入案卷",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, step: Step, may_override: bool = False, proposing: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = {entry.name: _field(entry) for entry in ENTRIES.get(step, ()) if entry.kind is not Kind.ROW}
        rest = dict(self.fields)
        if not may_override:
            rest.pop("override")
        if proposing:  # when it is done, and what is remarked, is for who decides
            rest.pop("at")
            rest.pop("note")
        self.fields = own | rest
        self._own = tuple(own)

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the law reads it."""
        return {name: _plain(self.cleaned_data.get(name)) for name in (*self._own, "note")}


def _field(entry: Entry) -> forms.Field:
    common: dict[str, Any] = {"label": entry.label, "required": entry.required, "help_text": entry.help}
    if entry.kind is Kind.CHOICE:
        few = len(entry.choices) <= 3
        choices: Sequence[tuple[str, str]] = entry.choices if few else [("", "请选择"), *entry.choices]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect if few else forms.Select, **common)
    if entry.kind is Kind.DAY:
        return forms.DateField(widget=DatePicker, **common)
    if entry.kind is Kind.NUMBER:
        return forms.IntegerField(min_value=1, max_value=1000, **common)
    if entry.kind is Kind.MONEY:
        return forms.DecimalField(min_value=Decimal(0), max_digits=14, decimal_places=2, **common)
    if entry.kind is Kind.AREA:
        return forms.CharField(max_length=LONGEST, widget=area(), **common)
    return forms.CharField(max_length=200, **common)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


class ProposeForm(forms.Form):
    """报批: why."""

    proposal = forms.CharField(label="拟办意见和理由", max_length=500, widget=area())


class AnswerForm(forms.Form):
    """审批: the opinion; needed when it is sent back."""

    answer = forms.CharField(label="审批意见", required=False, max_length=500, widget=area(2), help_text="退回的必填")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
