"""The filter bar of the board, the form of a look, and the form of reminders."""

from typing import Any

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.cases.domain.board import Group, Reach
from tongpan.cases.domain.duties import RULES, named
from tongpan.cases.domain.looks import Purpose
from tongpan.cases.domain.ownlimits import OWN
from tongpan.cases.domain.reminding import DEFAULT, MOST_AFTER, MOST_BEFORE, Ladder
from tongpan.cases.queries.limits import BoardFilters
from tongpan.law.period import Kind

ALL = ("", "全部")
KINDS = (
    (Kind.MUST_BY.value, "机关应办的"),
    (Kind.RIGHT_UNTIL.value, "当事人的权利"),
    (Kind.NOT_BEFORE.value, "期满后方可的"),
)


class BoardForm(forms.Form):
    """筛选. Level and group are chosen by tabs."""

    kind = forms.ChoiceField(label="性质", required=False, choices=[ALL, *KINDS])
    rule = forms.ChoiceField(label="什么期限", required=False)
    domain = forms.ChoiceField(label="领域", required=False, choices=[ALL, *Domain.choices])
    town = forms.ChoiceField(label="镇街", required=False)
    reach = forms.ChoiceField(required=False, choices=Reach.choices, widget=forms.HiddenInput)
    group = forms.ChoiceField(required=False, choices=[ALL, *Group.choices], widget=forms.HiddenInput)

    def __init__(self, *args: Any, towns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [ALL, *((rule, named(rule)) for rule in (*RULES, *OWN))]  # type: ignore[attr-defined]
        if towns:
            self.fields["town"].choices = [ALL, *towns]  # type: ignore[attr-defined]
        else:
            del self.fields["town"]

    def filters(self, default: Reach) -> BoardFilters:
        """Return what is chosen and understood."""
        self.is_valid()
        data = self.cleaned_data
        return BoardFilters(
            reach=Reach(data["reach"]) if data.get("reach") else default,
            group=data.get("group") or "",
            rule=data.get("rule") or "",
            kind=data.get("kind") or "",
            domain=data.get("domain") or "",
            town_id=data.get("town") or None,
        )


class LookForm(forms.Form):
    """查阅登记."""

    purpose = forms.ChoiceField(label="查阅用途", choices=Purpose.choices, widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="选“其他”的必须写明")
    source = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)


class ReminderForm(forms.Form):
    """期限提醒规则: working days before the last day; empty: not told."""

    handlers = forms.IntegerField(
        label="提醒承办人：到期前几个工作日", required=False, min_value=-MOST_AFTER, max_value=MOST_BEFORE,
        initial=DEFAULT.handlers, help_text="0 是最后一个工作日，负数是到期之后；空着不提醒",
    )  # fmt: skip
    head = forms.IntegerField(
        label="提醒负责人：到期前几个工作日", required=False, min_value=-MOST_AFTER, max_value=MOST_BEFORE,
        initial=DEFAULT.head,
    )  # fmt: skip
    district = forms.IntegerField(
        label="告知区级调度和司法局：到期前几个工作日", required=False, min_value=-MOST_AFTER, max_value=MOST_BEFORE,
        initial=DEFAULT.district,
    )  # fmt: skip
    valid_from = forms.DateField(label="从哪天起", widget=forms.DateInput(attrs={"type": "date"}))
    why = forms.CharField(label="依据或者理由", max_length=200)

    @property
    def ladder(self) -> Ladder:
        """What was entered."""
        data = self.cleaned_data
        return Ladder(data.get("handlers"), data.get("head"), data.get("district"))
