"""教育和承诺, and revisits."""

from datetime import date
from typing import Any

from django import forms

from tongpan.cases.domain.educating import Kept, Teaching
from tongpan.cases.forms.fields import Choices, area
from tongpan.law.penalty.kinds import PartyKind
from tongpan.ui.forms import DatePicker


class TeachingForm(forms.Form):
    """What is taught and promised."""

    found = forms.CharField(label="违法情况", max_length=500, widget=area(2), help_text="什么时候、在哪里、做了什么")
    taught = forms.CharField(
        label="教育内容", max_length=1000, widget=area(), help_text="违反了哪条规定，有什么危害，以后怎样做才合法"
    )
    to_correct = forms.CharField(
        label="应当改正什么", max_length=500, widget=area(2), help_text="处罚法 28 条：应当责令改正或者限期改正"
    )
    correct_by = forms.DateField(label="改正期限", widget=DatePicker, help_text="当场已经改正的，写今天")
    commitment = forms.CharField(label="当事人的承诺", max_length=1000, widget=area())
    signed = forms.TypedChoiceField(
        label="当事人在承诺上签字", widget=forms.RadioSelect,
        choices=[("yes", "已经签字"), ("no", "不签字或者没有签字")],
        coerce=lambda word: word == "yes",
    )  # fmt: skip
    revisit_on = forms.DateField(label="回访日期", widget=DatePicker, help_text="到期会提醒；不早于改正期限")

    def teaching(self) -> Teaching:
        """Return what was entered."""
        return Teaching(**{name: self.cleaned_data[name] for name in TeachingForm.base_fields})


class SpotTeachingForm(TeachingForm):
    """The same on the spot, with whom and where."""

    matter = forms.CharField(
        label="事项编码或者名称", max_length=200, widget=forms.TextInput(attrs={"list": "matters"})
    )
    town = forms.ChoiceField(label="在哪个镇街")
    place_text = forms.CharField(label="具体地点", max_length=200, required=False)
    act_on = forms.DateField(label="违法行为日期", widget=DatePicker)
    kind = forms.ChoiceField(
        label="当事人是", widget=forms.RadioSelect, choices=[(k.value, k.label) for k in PartyKind]
    )
    name = forms.CharField(label="姓名或者名称", max_length=120)
    identity = forms.CharField(
        label="身份证号或者统一社会信用代码", max_length=30, required=False, help_text="有号码才能查到此前的教育和处罚"
    )
    phone = forms.CharField(label="电话", max_length=20, required=False)

    GROUPS = {
        "whom": ("matter", "town", "place_text", "act_on", "kind", "name", "identity", "phone"),
        "what": ("found", "taught", "to_correct", "correct_by", "commitment", "signed", "revisit_on"),
    }

    def __init__(self, *args: Any, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town"].choices = towns  # type: ignore[attr-defined]

    def groups(self) -> dict[str, list[forms.BoundField]]:
        """Return the fields as the page shows them."""
        return {name: [self[field] for field in fields] for name, fields in self.GROUPS.items()}


class RevisitForm(forms.Form):
    """回访."""

    result = forms.ChoiceField(label="回访结果", choices=Kept.choices, widget=forms.RadioSelect)
    found = forms.CharField(label="看到的情况", max_length=500, widget=area())
    next_on = forms.DateField(label="再次回访日期", required=False, widget=DatePicker, help_text="没有找到当事人的必填")

    def again(self) -> date | None:
        """Return the day on which one goes again."""
        found: date | None = self.cleaned_data["next_on"]
        return found
