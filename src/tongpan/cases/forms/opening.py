"""建档: the matter, the place, the party, the day, and who works on it."""

from typing import Any

from django import forms

from tongpan.cases.domain.choices import Source
from tongpan.law.penalty.kinds import PartyKind
from tongpan.ui.forms import DatePicker

Choices = list[tuple[str, str]]


class OpenForm(forms.Form):
    """One party; several are entered by the API."""

    matter = forms.CharField(
        label="事项编码或者名称", max_length=200, widget=forms.TextInput(attrs={"list": "matters"})
    )
    town = forms.ChoiceField(label="发生在哪个镇街")
    place_text = forms.CharField(label="具体地点", max_length=200, required=False)
    source = forms.ChoiceField(label="案源", choices=Source.choices)
    kind = forms.ChoiceField(
        label="当事人是", widget=forms.RadioSelect, choices=[(k.value, k.label) for k in PartyKind]
    )
    name = forms.CharField(label="姓名或者名称", max_length=120, help_text="暂时核实不了身份的，先写“身份待查”")
    identity = forms.CharField(label="身份证号或者统一社会信用代码", max_length=30, required=False)
    phone = forms.CharField(label="电话", max_length=20, required=False)
    born_on = forms.DateField(label="出生日期", required=False, widget=DatePicker)
    act_on = forms.DateField(label="违法行为发生日", required=False, widget=DatePicker)
    discovered_on = forms.DateField(label="发现日", required=False, widget=DatePicker)
    second = forms.ChoiceField(
        label="另一名承办人", required=False, help_text="处罚法 42 条：不得少于两人，都要有执法证"
    )
    approver = forms.ChoiceField(label="审批负责人", required=False)
    decider = forms.ChoiceField(label="作出决定的负责人", required=False)
    reviewer = forms.ChoiceField(label="法制审核人员", required=False)
    outside_number = forms.CharField(label="其他系统的案号", max_length=80, required=False)

    def __init__(
        self, *args: Any, towns: Choices, officers: Choices, heads: Choices, reviewers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        none = ("", "以后再定")
        for name, choices in (
            ("town", towns), ("second", [none, *officers]), ("approver", [none, *heads]), ("decider", [none, *heads]),
            ("reviewer", [none, *reviewers]),
        ):  # fmt: skip
            self.fields[name].choices = choices  # type: ignore[attr-defined]


class StaffForm(forms.Form):
    """指定办案人员."""

    role = forms.ChoiceField(widget=forms.HiddenInput)
    officer = forms.ChoiceField(label="谁")

    def __init__(self, *args: Any, roles: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]


class RecusalForm(forms.Form):
    """登记回避申请."""

    officer = forms.ChoiceField(label="谁回避")
    reason = forms.CharField(label="理由", max_length=500)

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]
