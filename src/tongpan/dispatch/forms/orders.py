"""Forms about orders: choosing the team, signing, finishing, returning; and the filter bar of the list."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.dispatch.domain.choices import AssignmentStatus, EscalationTest, ReturnGround, Role
from tongpan.dispatch.domain.results import FIELD_OUTCOMES
from tongpan.dispatch.queries.orders import Filters
from tongpan.leads.domain.choices import Outcome, Priority
from tongpan.ui.forms import DatePicker

ALL = ("", "全部")
Choices = list[tuple[str, str]]


def area(rows: int = 3, **attrs: str) -> forms.Textarea:
    """Return a text control of a few lines."""
    return forms.Textarea(attrs={"rows": rows, **attrs})


class FilterForm(forms.Form):
    """筛选. What is not understood is said beside its field and left out."""

    q = forms.CharField(label="单号、线索编号、标题", required=False, max_length=80)
    status = forms.ChoiceField(label="状态", required=False, choices=[ALL, *AssignmentStatus.choices])
    team = forms.ChoiceField(label="队伍", required=False)
    town = forms.ChoiceField(label="镇街", required=False)
    domain = forms.ChoiceField(label="领域", required=False, choices=[ALL, *Domain.choices])
    priority = forms.ChoiceField(label="紧急程度", required=False, choices=[ALL, *Priority.choices])
    role = forms.ChoiceField(label="主协办", required=False, choices=[ALL, *Role.choices])
    since = forms.DateField(label="交办起", required=False, widget=DatePicker)
    until = forms.DateField(label="交办止", required=False, widget=DatePicker)
    overdue = forms.BooleanField(label="超时未签收", required=False)
    mine = forms.BooleanField(label="我承办的", required=False)

    def __init__(self, *args: Any, teams: Choices, towns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [ALL, *teams]  # type: ignore[attr-defined]
        self.fields["town"].choices = [ALL, *towns]  # type: ignore[attr-defined]

    def filters(self) -> Filters:
        """Return the filters that are understood."""
        self.is_valid()
        data = self.cleaned_data
        status = data.get("status")
        return Filters(
            status=(status,) if status else (),
            team_id=data.get("team") or None,
            town_id=data.get("town") or None,
            domain=data.get("domain") or "",
            priority=data.get("priority") or "",
            role=data.get("role") or "",
            since=data.get("since"),
            until=data.get("until"),
            words=data.get("q") or "",
            overdue=bool(data.get("overdue")),
            mine=bool(data.get("mine")),
        )


class AssignForm(forms.Form):
    """交办: the team, perhaps the officer, what is asked, and the version looked at."""

    team = forms.ChoiceField(label="责任队伍", widget=forms.RadioSelect)
    officer = forms.ChoiceField(label="承办人", required=False, help_text="不选则由队伍自行安排")
    note = forms.CharField(label="交办要求", required=False, max_length=500, widget=area(2))
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    next = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, teams: Choices, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        self.fields["officer"].choices = [("", "由队伍安排"), *officers]  # type: ignore[attr-defined]


class AssistForm(forms.Form):
    """邀请协办."""

    team = forms.ChoiceField(label="协办队伍")
    note = forms.CharField(label="请其协助什么", required=False, max_length=500, widget=area(2))

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "请选择"), *teams]  # type: ignore[attr-defined]


class BulkForm(forms.Form):
    """批量交办: each chosen lead goes to its proposed team, or all to one."""

    team = forms.ChoiceField(label="交给", required=False)
    note = forms.CharField(label="交办要求", required=False, max_length=500)

    def __init__(self, *args: Any, teams: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = [("", "各件系统建议的队伍"), *teams]  # type: ignore[attr-defined]


class PhoneSignForm(forms.Form):
    """电话已通知，代签收."""

    told = forms.CharField(label="电话通知了谁、几点", max_length=200)


class HandlerForm(forms.Form):
    """指定承办人."""

    officer = forms.ChoiceField(label="承办人")

    def __init__(self, *args: Any, officers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["officer"].choices = [("", "请选择"), *officers]  # type: ignore[attr-defined]


class FinishForm(forms.Form):
    """办结."""

    outcome = forms.ChoiceField(
        label="处置结果", choices=[("", "请选择"), *((o.value, o.label) for o in Outcome if o in FIELD_OUTCOMES)]
    )
    result = forms.CharField(label="怎么处置的", max_length=2000, widget=area(4))


class ReturnForm(forms.Form):
    """退回: the ground, the power row it stands on, the reason."""

    ground = forms.ChoiceField(label="退回理由", choices=ReturnGround.choices, widget=forms.RadioSelect)
    cited_grant = forms.ChoiceField(
        label="所依据的职权",
        required=False,
        widget=forms.RadioSelect,
        help_text="清单上谁、凭什么有权办这件事；除“今日无有权机关”外都要选一条",
    )
    reason = forms.CharField(label="说明", max_length=500, widget=area(3))

    def __init__(self, *args: Any, rows: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cited_grant"].choices = rows  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    """收回协办."""

    reason = forms.CharField(label="收回的理由", max_length=200)


class EscalateForm(forms.Form):
    """上报区级 (M024)."""

    test = forms.ChoiceField(label="为什么要区里办", choices=EscalationTest.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="说明", max_length=300, widget=area(3))


class UrgeForm(forms.Form):
    """催办、督办."""

    text = forms.CharField(label="催什么", max_length=500, widget=area(2))
    supervise = forms.BooleanField(label="作为督办件，三个工作日内须答复", required=False)


class AnswerForm(forms.Form):
    """答复催办."""

    answer = forms.CharField(label="进展", max_length=500, widget=area(2))


class CheckForm(forms.Form):
    """核查反馈."""

    remark = forms.CharField(label="意见", required=False, max_length=500, widget=area(2), help_text="退回补办时必填")
