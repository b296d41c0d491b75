"""审核类别: one class of the catalogue."""

from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms

from tongpan.agencies.domain.fields import Domain
from tongpan.law.penalty.kinds import PenaltyKind
from tongpan.powers.domain.wording import listed
from tongpan.powers.models.reviewclass import GROUNDS
from tongpan.ui.forms import DatePicker


class ReviewClassForm(forms.Form):
    """登记审核类别."""

    label = forms.CharField(label="类别", max_length=120, help_text="例如：较大数额罚款、涉及老字号的处罚")
    title = forms.CharField(label="文件标题", max_length=200)
    number = forms.CharField(label="文号", max_length=80, required=False)
    place = forms.CharField(label="条款", max_length=60, required=False)
    body = forms.ChoiceField(label="哪个机关", required=False)
    kinds = forms.MultipleChoiceField(
        label="处罚种类（有其中一种）", required=False, widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, kind.label) for kind in PenaltyKind],
    )  # fmt: skip
    citizen = forms.DecimalField(
        label="公民罚没合计达到（元）", required=False, max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    organization = forms.DecimalField(
        label="单位罚没合计达到（元）", required=False, max_digits=14, decimal_places=2, min_value=Decimal("0.01")
    )
    ground = forms.ChoiceField(label="案件事实", required=False, choices=[("", "不限"), *GROUNDS])
    matters = forms.CharField(
        label="只对这些事项", required=False, max_length=2000, widget=forms.Textarea({"rows": 2}),
        help_text="事项编码，用顿号或者换行分开",
    )  # fmt: skip
    fields_ = forms.MultipleChoiceField(
        label="只对这些领域", required=False, widget=forms.CheckboxSelectMultiple, choices=Domain.choices
    )
    valid_from = forms.DateField(label="施行日期", widget=DatePicker)
    valid_to = forms.DateField(label="失效日期（不含当日）", widget=DatePicker, required=False)

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].choices = [("", "全区各机关"), *bodies]  # type: ignore[attr-defined]

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the action takes it."""
        data = dict(self.cleaned_data)
        body, fields = data.pop("body"), data.pop("fields_")
        return data | {"matters": listed(data["matters"]), "fields": fields, "body_id": UUID(body) if body else None}
