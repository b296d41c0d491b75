"""追诉标准: one standard."""

from decimal import Decimal
from typing import Any

from django import forms

from tongpan.law.penalty.kinds import PartyKind
from tongpan.powers.domain.kinds import CrimeMeasure
from tongpan.ui.forms import DatePicker


class CrimeForm(forms.Form):
    """登记追诉标准."""

    matter = forms.CharField(label="事项编码或者名称", max_length=200, widget=forms.TextInput({"list": "matters"}))
    crime = forms.CharField(label="涉嫌什么罪", max_length=80)
    measure = forms.ChoiceField(label="比对什么", choices=CrimeMeasure.choices, widget=forms.RadioSelect)
    amount = forms.DecimalField(
        label="达到多少元", required=False, max_digits=16, decimal_places=2, min_value=Decimal("0.01")
    )
    times = forms.IntegerField(label="此前受过几次行政处罚", required=False, min_value=1, max_value=20)
    months = forms.IntegerField(label="多少个月内", required=False, min_value=1, max_value=120)
    party = forms.ChoiceField(
        label="只对哪类当事人", required=False,
        choices=[("", "不限"), *((kind.value, kind.label) for kind in PartyKind)],
    )  # fmt: skip
    title = forms.CharField(label="文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80, required=False)
    place = forms.CharField(label="条款", max_length=60)
    quote = forms.CharField(label="原文", max_length=600, widget=forms.Textarea({"rows": 3}), help_text="照抄，不概括")
    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        return dict(self.cleaned_data) | {"measure": CrimeMeasure(self.cleaned_data["measure"])}
