"""建档: the matter, the place, the party, the day, and who works on it."""

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from tongpan.cases.domain.choices import Source
from tongpan.cases.forms.fields import Choices
from tongpan.cases.forms.staffing import Groups
from tongpan.law.facts.words import Role
from tongpan.law.penalty.kinds import PartyKind
from tongpan.ui.forms import DatePicker

POSTS: Final = {
    "second": Role.HANDLER, "approver": Role.APPROVER, "decider": Role.APPROVER, "reviewer": Role.REVIEWER,
}  # fmt: skip
"""who may be chosen where: heads approve and decide"""


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

    def __init__(self, *args: Any, towns: Choices, people: Mapping[Role, Groups], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = towns  # type: ignore[attr-defined]
        for name, role in POSTS.items():
            self.fields[name].choices = [("", "以后再定"), *people[role]]  # type: ignore[attr-defined]
