"""Forms of the pages."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.agencies.domain.posts import Duty
from tongpan.agencies.domain.templates import TEMPLATES
from tongpan.agencies.models.setup import SetUpAspect


class SetUpForm(forms.Form):
    """One of the four set-ups, with its evidence."""

    aspect = forms.ChoiceField(label="项目", choices=SetUpAspect.choices)
    completed_on = forms.DateField(label="完成日期", widget=forms.DateInput(attrs={"type": "date"}))
    evidence = forms.CharField(label="佐证", max_length=300, help_text="文件名和文号、会议、照片等")


class ShiftForm(forms.Form):
    """Who stands one shift."""

    officer = forms.ChoiceField(label="人员")
    duty = forms.ChoiceField(label="职责", choices=Duty.choices)
    note = forms.CharField(label="备注", max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = people  # type: ignore[attr-defined]


class HandoverForm(forms.Form):
    """What one shift hands to the next."""

    text = forms.CharField(label="交接事项", widget=forms.Textarea(attrs={"rows": 8}), max_length=4000)


class TakeOverForm(forms.Form):
    """What the one who takes over remarks."""

    remark = forms.CharField(
        label="接班意见", widget=forms.Textarea(attrs={"rows": 2}), required=False, max_length=1000
    )


class CallOutForm(forms.Form):
    """Calling an on-call squad."""

    team = forms.ChoiceField(label="队伍")
    reason = forms.CharField(label="事由", max_length=300)
    place_text = forms.CharField(label="到场地点", max_length=200, required=False)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]


class PhoneForm(forms.Form):
    """Why a telephone number is opened."""

    purpose = forms.CharField(label="用途", max_length=100)


class EstablishForm(forms.Form):
    """A town's organization from a template."""

    template = forms.ChoiceField(
        label="组织模式",
        choices=[(model.code, f"{model.name}（{model.source}）") for model in TEMPLATES.values() if not model.regional],
    )
    valid_from = forms.DateField(label="成立日期", widget=forms.DateInput(attrs={"type": "date"}))
    instrument = forms.CharField(label="依据文件", max_length=120)


class ResponsibilityForm(forms.Form):
    """Another team for one field."""

    domain = forms.ChoiceField(label="领域", choices=Domain.choices)
    team = forms.ChoiceField(label="责任队伍")
    valid_from = forms.DateField(label="起始日期", widget=forms.DateInput(attrs={"type": "date"}))
    instrument = forms.CharField(label="依据文件", max_length=120)

    def __init__(self, *args: Any, teams: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
