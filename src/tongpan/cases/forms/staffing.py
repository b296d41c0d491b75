"""办案人员: naming, taking off, recusal, and what was put before a head."""

from typing import Any

from django import forms

from tongpan.cases.forms.fields import Choices, area

Groups = list[tuple[str, Choices]]


class StaffForm(forms.Form):
    """指定办案人员."""

    role = forms.ChoiceField(widget=forms.HiddenInput)
    officer = forms.ChoiceField(label="谁")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, roles: Choices, officers: Groups, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]


class ReasonForm(forms.Form):
    """Something done to one person, and why."""

    officer = forms.ChoiceField(label="谁")
    reason = forms.CharField(label="理由", max_length=500, widget=area(2))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, officers: Choices, label: str = "谁", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].label = label
        self.fields["officer"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """撤回报批."""

    reason = forms.CharField(label="为什么撤回", max_length=500, widget=area(2))
