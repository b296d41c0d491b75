"""指定管辖."""

from typing import Any
from uuid import UUID

from django import forms

from tongpan.cases.actions import Designated
from tongpan.cases.domain.choices import DesignationGround
from tongpan.cases.forms.fields import Choices, area
from tongpan.ui.forms import DatePicker


class DesignateForm(forms.Form):
    """登记指定管辖."""

    to_body = forms.ChoiceField(label="指定哪个机关办理")
    ground = forms.ChoiceField(label="情形", choices=DesignationGround.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=500, widget=area())
    issuer = forms.CharField(label="指定的机关", max_length=120, help_text="共同的上一级行政机关，例如：柯城区人民政府")
    number = forms.CharField(label="指定管辖文号", max_length=80)
    on = forms.DateField(label="指定日期", widget=DatePicker)

    def __init__(self, *args: Any, bodies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_body"].choices = [("", "请选择"), *bodies]  # type: ignore[attr-defined]

    def designated(self) -> Designated:
        """Return what was entered."""
        data = dict(self.cleaned_data)
        body, ground = UUID(data.pop("to_body")), DesignationGround(data.pop("ground"))
        return Designated(to_body_id=body, ground=ground, **data)
