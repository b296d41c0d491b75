"""当事人、案由: as a case is opened, and later."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import QueryDict

from tongpan.cases.actions import NewCharge, NewParty
from tongpan.cases.forms.fields import Choices
from tongpan.law.penalty.kinds import PartyKind
from tongpan.ui.forms import DatePicker

PREFIX = "more"
MOST_MORE = 19
UNKNOWN_HELP = "现场核实不了身份的：姓名写“身份待查”，勾选这里，写明特征，再请公安机关协助"


class PartyRow(forms.Form):
    """One party."""

    kind = forms.ChoiceField(
        label="当事人是", widget=forms.RadioSelect, choices=[(k.value, k.label) for k in PartyKind]
    )
    name = forms.CharField(label="姓名或者名称", max_length=120)
    identity = forms.CharField(label="身份证号或者统一社会信用代码", max_length=30, required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False)
    address = forms.CharField(label="住址", max_length=200, required=False)
    born_on = forms.DateField(label="出生日期", required=False, widget=DatePicker)
    unidentified = forms.BooleanField(label="身份暂时无法核实", required=False, help_text=UNKNOWN_HELP)
    features = forms.CharField(
        label="特征", max_length=300, required=False, help_text="体貌、衣着、车牌、经常出现的地点；加密保存"
    )

    def party(self) -> NewParty:
        """Return the party that was entered."""
        data = self.cleaned_data
        rest = {name: data[name].strip() for name in ("name", "identity", "phone", "address", "features")}
        return NewParty(PartyKind(data["kind"]), born_on=data["born_on"], unidentified=data["unidentified"], **rest)


PartySet = formset_factory(PartyRow, extra=0, max_num=MOST_MORE, validate_max=True)


def more_parties(data: QueryDict | None, *, another: bool = False) -> "BaseFormSet[PartyRow]":
    """Return the further parties that were sent, none where nothing was; with one more empty row where it is asked."""
    if data is None or f"{PREFIX}-TOTAL_FORMS" not in data:
        number = 1 if another else 0
        return PartySet({f"{PREFIX}-TOTAL_FORMS": number, f"{PREFIX}-INITIAL_FORMS": 0}, prefix=PREFIX)
    given = data.copy()
    total = given.get(f"{PREFIX}-TOTAL_FORMS", "")
    number = int(total) if total.isdecimal() else 0
    given[f"{PREFIX}-TOTAL_FORMS"] = str(min(number + another, MOST_MORE))
    return PartySet(given, prefix=PREFIX)


def entered(more: "BaseFormSet[PartyRow]") -> list[NewParty]:
    """Return the further parties; a row that was left empty is none."""
    return [form.party() for form in more.forms if form.has_changed()]


class ChargeDays(forms.Form):
    """When it was done and found."""

    act_on = forms.DateField(label="违法行为发生日", required=False, widget=DatePicker)
    discovered_on = forms.DateField(label="发现日", required=False, widget=DatePicker)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def charge(self) -> NewCharge:
        """Return the days that were entered."""
        return NewCharge(act_on=self.cleaned_data["act_on"], discovered_on=self.cleaned_data["discovered_on"])


class AddPartyForm(PartyRow, ChargeDays):
    """增加当事人."""

    causes = forms.MultipleChoiceField(label="涉及哪些案由", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, causes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["causes"].choices = causes  # type: ignore[attr-defined]
        self.fields["causes"].initial = [code for code, _ in causes]


class AddCauseForm(ChargeDays):
    """增加案由."""

    matter = forms.CharField(
        label="事项编码或者名称", max_length=200, widget=forms.TextInput(attrs={"list": "matters"})
    )
    parties = forms.MultipleChoiceField(label="涉及哪些当事人", widget=forms.CheckboxSelectMultiple)

    field_order = ("matter", "parties", "act_on", "discovered_on")

    def __init__(self, *args: Any, parties: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parties"].choices = parties  # type: ignore[attr-defined]
        self.fields["parties"].initial = [handle for handle, _ in parties]
